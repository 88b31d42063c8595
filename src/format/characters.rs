//! Finds what a reader does not see as the author meant it: invisible characters, and markup without effect.

use super::Decoded;
use crate::source::{Code, Diagnostic, Faults, Span};
use crate::story::{TextKind, stars};
use std::ops::Range;

/// Reports every forbidden invisible character of a string, at its place. Line ends and tabs are allowed.
pub(crate) fn check_characters(text: &Decoded, faults: &mut Faults) {
    faults.extend(places(text, Code::ControlCharacter).map(|(character, span)| unseen(character, span)));
}

/// Adds a lint for the first invisible character of a text that is no fault, because some scripts need it.
pub(crate) fn invisible_characters(text: &Decoded, lints: &mut Faults) {
    lints.extend(places(text, Code::InvisibleCharacter).next().map(|(character, span)| {
        let lint = Code::InvisibleCharacter.at(span, message(character), "cannot be seen");
        lint.help("remove it, or allow the lint if the script of the text needs it")
    }));
}

/// The characters of a text whose diagnostic has this code.
fn places(text: &Decoded, code: Code) -> impl Iterator<Item = (char, Span)> {
    let is_meant = move |character| named(character).is_some_and(|(its_code, _)| its_code == code);
    let found = text.value().char_indices().filter(move |&(_, character)| is_meant(character));
    found.map(|(at, character)| (character, text.span(at..at + character.len_utf8())))
}

pub(crate) fn unseen(character: char, span: Span) -> Diagnostic {
    Code::ControlCharacter.at(span, message(character), "cannot be seen").help("remove it").fix(span, "")
}

/// Whether a character is forbidden.
pub(super) fn is_unseen(character: char) -> bool {
    named(character).is_some_and(|(code, _)| code == Code::ControlCharacter)
}

fn message(character: char) -> String {
    let name = named(character).map_or("control character", |(_, name)| name);
    format!("a text holds the character U+{:04X} ({name})", character as u32)
}

/// For a character that nobody can see, or that could change what a terminal shows: the code of its diagnostic, and its
/// name. `InvisibleCharacter` is only a lint, because some scripts need such characters. `None` for any other character.
fn named(character: char) -> Option<(Code, &'static str)> {
    use Code::{ControlCharacter, InvisibleCharacter};
    Some(match character {
        ' '..='~' | '\n' | '\r' | '\t' => return None,
        '\0' => (ControlCharacter, "null"),
        '\u{7}' => (ControlCharacter, "bell"),
        '\u{8}' => (ControlCharacter, "backspace"),
        '\u{1B}' => (ControlCharacter, "escape"),
        '\u{7F}' => (ControlCharacter, "delete"),
        '\u{AD}' => (ControlCharacter, "soft hyphen"),
        '\u{202A}'..='\u{202E}' => (ControlCharacter, "direction override"),
        '\u{2060}' => (ControlCharacter, "word joiner"),
        '\u{FEFF}' => (ControlCharacter, "byte order mark"),
        _ if character.is_control() => (ControlCharacter, "control character"),
        '\u{200B}' => (InvisibleCharacter, "zero-width space"),
        '\u{200E}' | '\u{200F}' | '\u{61C}' => (InvisibleCharacter, "direction mark"),
        '\u{2066}'..='\u{2069}' => (InvisibleCharacter, "direction isolate"),
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => (InvisibleCharacter, "Hangul filler"),
        '\u{2028}' | '\u{2029}' => (InvisibleCharacter, "line or paragraph separator"),
        '\u{E0001}'..='\u{E007F}' => (InvisibleCharacter, "tag"),
        '\u{180E}' | '\u{2061}'..='\u{2064}' | '\u{206A}'..='\u{206F}' => (InvisibleCharacter, "format character"),
        _ => return None,
    })
}

/// Replaces each byte of a tag that prints nothing. The text keeps its length, so places in it stay right.
const UNSEEN: u8 = 1;

/// Adds lints for markup that has no effect in a text of this kind.
pub(crate) fn stray_markup(text: &Decoded, kind: TextKind, found: &mut Faults) {
    let value = text.value();
    let mut say = |range: Range<usize>, message: &str, help: &str| {
        found.push(Code::StrayMarkup.at(text.span(range), message, "shown as it is").help(help));
    };
    if !value.contains(['{', '*', '>', '<', '#', '_', '%', ']']) {
        return;
    }
    if kind == TextKind::Plain
        && let Some(at) = value.find('{')
    {
        let end = value[at..].find('}').map_or(at + 1, |end| at + end + 1);
        say(at..end, "a brace means nothing in this text", "write the words out: this text is always the same");
    }
    if let Some((range, message, help)) = foreign(value).filter(|_| kind != TextKind::Plain) {
        say(range, message, help);
    }
    let seen = if kind == TextKind::Plain { value.to_owned() } else { without_tags(value) };
    if kind == TextKind::Prose {
        for paragraph in paragraphs(&seen) {
            let start = paragraph.start;
            if let Some(run) = stars(&seen[paragraph.clone()]).single.first() {
                let help = "close the pair, or write `{*}` for a star that is itself";
                say(run.start + start..run.end + start, "a star opens or closes nothing", help);
            }
            if let Some(line) = line_beside_a_letter(&seen, paragraph) {
                say(line, "a letter has a line without `> `", "begin each of its lines with `> `");
            }
        }
    } else if let Some((run, _)) = stars(&seen).pairs.first() {
        say(run.clone(), "stars are no emphasis in this text", "leave them out: only a `text` has emphasis");
    }
}

/// The first markup of another tool: its place, what is wrong with it, and what to write instead.
fn foreign(value: &str) -> Option<(Range<usize>, &'static str, &'static str)> {
    const TAGS: [&str; 6] = ["b", "br", "em", "i", "p", "strong"];
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c));
    let doubled = value.match_indices("{{").find_map(|(at, _)| {
        let (name, _) = value[at + 2..].split_once('}').filter(|(name, _)| is_name(name))?;
        Some((at..at + 2 + name.len() + 1, "two braces are a brace that is shown", "write `{name}` to show a value"))
    });
    let dollar = || {
        // Only a name with a dot is surely a text. In `${savings}`, the `$` may be a currency.
        let is_text = |at: &usize| value[*at + 2..].split_once('}').is_some_and(|(name, _)| name.contains('.'));
        let at = value.match_indices("${").map(|(at, _)| at).find(is_text)?;
        Some((at..at + 1, "a dollar sign stands before a value", "leave it out: braces alone show a value"))
    };
    let tag = || {
        value.match_indices('<').find_map(|(at, _)| {
            let inside = value[at + 1..].split_once('>')?.0;
            let is_tag = TAGS.contains(&inside.trim_matches(['/', ' ']));
            is_tag.then_some((
                at..at + inside.len() + 2,
                "a tag of HTML means nothing here",
                "`*so*` is emphasis, and `**so**` is strong",
            ))
        })
    };
    let second = || {
        let at = value.match_indices("}}").map(|(at, _)| at).find(|&at| {
            let open = value[..at].rfind('{').filter(|&open| !value[..open].ends_with('{'));
            open.is_some_and(|open| !value[open..at].contains('}'))
        })?;
        Some((at + 1..at + 2, "a second brace closes nothing", "leave it out"))
    };
    // Marks of Markdown and of shells, such as `# ` or `%name%`: they mean nothing here.
    let other = || {
        const HELP: &str = "`*so*` is emphasis, `{name}` shows a value; headings and links there are none";
        let begins = |before: &str| before.is_empty() || before.ends_with(['\n', ' ', '(']);
        let marks = value.match_indices(['#', '_', '%', ']']);
        let mut marks = marks.filter(|&(at, mark)| mark == "]" || begins(&value[..at]));
        marks.find_map(|(at, mark)| {
            let (before, rest) = (&value[..at], &value[at + 1..]);
            let inside = rest.split_once(mark).map_or("", |(inside, _)| inside);
            let length = match mark {
                "#" if !before.ends_with(' ') && rest.trim_start_matches('#').starts_with(' ') => 1,
                "]" if rest.starts_with('(') => 2,
                "%" if is_name(inside) => inside.len() + 2,
                "_" if !inside.is_empty() && !inside.starts_with(' ') && !inside.contains('\n') => inside.len() + 2,
                _ => return None,
            };
            Some((at..at + length, "this is shown as it is written", HELP))
        })
    };
    let star = || {
        let (at, mark) = ["\\*", "/*", "*/"].into_iter().find_map(|mark| Some((value.find(mark)?, mark)))?;
        let help = "write `{*}` for a star that is itself";
        Some((at..at + mark.len(), "a star beside a slash opens or closes emphasis", help))
    };
    doubled.or_else(dollar).or_else(tag).or_else(second).or_else(other).or_else(star)
}

/// The text with `x` over every tag that prints something, and with [`UNSEEN`] over every other tag.
fn without_tags(value: &str) -> String {
    let mut seen = value.as_bytes().to_vec();
    let mut at = 0;
    while let Some(open) = value[at..].find('{').map(|found| at + found) {
        let rest = &value[open..];
        let end = if rest.starts_with("{{") { 2 } else { rest.find('}').map_or(1, |end| end + 1) };
        let word = rest[1..end].trim_matches(['{', '}', ' ']).split([' ', '\n']).next().unwrap_or("");
        let is_block = ["", "*", "if", "elif", "else", "end", "vary", "or"].contains(&word);
        seen[open..open + end].fill(if is_block { UNSEEN } else { b'x' });
        at = open + end;
    }
    String::from_utf8(seen).expect("whole characters were replaced by ASCII")
}

fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        match found.last_mut().filter(|last| last.end == at) {
            _ if line.trim().is_empty() => {}
            Some(open) => open.end = range.end,
            None => found.push(range),
        }
        at += line.len();
    }
    found
}

/// Lines that begin with `> ` are a letter. Finds the first line without `> ` in a paragraph that has such lines.
fn line_beside_a_letter(text: &str, paragraph: Range<usize>) -> Option<Range<usize>> {
    let mut at = paragraph.start;
    let mut lines: Vec<(bool, Range<usize>)> = vec![];
    for line in text[paragraph].split_inclusive('\n') {
        let seen = line.trim_matches(|c: char| c.is_whitespace() || c == char::from(UNSEEN));
        if !seen.is_empty() {
            lines.push((seen == ">" || seen.starts_with("> "), at..at + line.trim_end().len()));
        }
        at += line.len();
    }
    let has_letter = lines.iter().any(|(is_letter, _)| *is_letter);
    lines.into_iter().find(|(is_letter, _)| has_letter && !is_letter).map(|(_, line)| line)
}
