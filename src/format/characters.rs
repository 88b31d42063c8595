//! Finds what a reader sees differently than the author meant: invisible characters, and markup without effect.

use super::Decoded;
use crate::source::{Code, Diagnostic, Faults, Span};
use crate::story::{TextKind, stars};
use std::ops::Range;

/// Reports every forbidden invisible character of a string, at its place. Line ends and tabs are allowed.
pub(crate) fn check_characters(text: &Decoded, faults: &mut Faults) {
    faults.extend(places(text, Code::ControlCharacter).map(|(character, span)| unseen(character, span)));
}

/// Gives a lint for the first invisible character of a text that is allowed because some scripts need it.
pub(crate) fn invisible_characters(text: &Decoded, lints: &mut Faults) {
    lints.extend(places(text, Code::InvisibleCharacter).next().map(|(character, span)| {
        let lint = Code::InvisibleCharacter.at(span, message(character), "cannot be seen");
        lint.help("remove it, or allow the lint if the script of the text needs it")
    }));
}

/// The characters of a text that are diagnostics of this code.
fn places(text: &Decoded, code: Code) -> impl Iterator<Item = (char, Span)> {
    let found =
        text.value().char_indices().filter(move |&(_, character)| named(character).is_some_and(|it| it.0 == code));
    found.map(|(at, character)| (character, text.span(at..at + character.len_utf8())))
}

pub(crate) fn unseen(character: char, span: Span) -> Diagnostic {
    Code::ControlCharacter.at(span, message(character), "cannot be seen").help("remove it").fix(span, "")
}

fn message(character: char) -> String {
    let name = named(character).map_or("", |(_, name)| name);
    format!("a text holds the character U+{:04X} ({name})", character as u32)
}

/// The name of a character that nobody can see, and the code of its diagnostic; `None` for any other character.
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

/// Stands for each byte of a tag that prints nothing, so that places stay right.
const UNSEEN: u8 = 1;

/// Gives lints for the markup that has no effect in a text of that kind.
pub(crate) fn stray_markup(text: &Decoded, kind: TextKind, found: &mut Faults) {
    let value = text.value();
    let mut say = |range: Range<usize>, message: &str, help: &str| {
        found.push(Code::StrayMarkup.at(text.span(range), message, "shown as it is").help(help));
    };
    if kind == TextKind::Plain
        && let Some(at) = value.find('{')
    {
        let end = value[at..].find('}').map_or(at + 1, |end| at + end + 1);
        say(at..end, "a brace means nothing in this text", "write the words out: this text is always the same");
    }
    if let Some(range) = foreign(value).filter(|_| kind != TextKind::Plain) {
        let help = "`*so*` is emphasis, `{name}` shows a value, `{*}` a star; headings, links and HTML there are none";
        say(range, "this is shown as it is written", help);
    }
    let seen = if kind == TextKind::Plain { value.to_owned() } else { without_tags(value) };
    if kind == TextKind::Prose {
        for lines in paragraphs(&seen) {
            let (start, end) = (lines[0].start, lines[lines.len() - 1].end);
            if let Some(run) = stars(&seen[start..end]).single.first() {
                let help = "close the pair, or write `{*}` for a star that is itself";
                say(run.start + start..run.end + start, "a star opens or closes nothing", help);
            }
            // The lines of a letter begin with `> `.
            let of_letter = |line: &Range<usize>| {
                let line = seen[line.clone()].trim_matches(|c: char| c.is_whitespace() || c == char::from(UNSEEN));
                (!line.is_empty()).then(|| line == ">" || line.starts_with("> "))
            };
            let other = lines.iter().find(|line| of_letter(line) == Some(false)).cloned();
            if let Some(line) = other.filter(|_| lines.iter().any(|line| of_letter(line) == Some(true))) {
                say(line, "a letter has a line without `> `", "begin each of its lines with `> `");
            }
        }
    } else if let Some((run, _)) = stars(&seen).pairs.first() {
        say(run.clone(), "stars are no emphasis in this text", "leave them out: only a `text` has emphasis");
    }
}

/// The first markup of another tool, such as Markdown, HTML or a shell, or a star that a slash was to protect.
fn foreign(value: &str) -> Option<Range<usize>> {
    const TAGS: [&str; 6] = ["b", "br", "em", "i", "p", "strong"];
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || "._".contains(c));
    value.match_indices(['{', '}', '$', '<', '#', '_', '%', ']', '\\', '/', '*']).find_map(|(at, mark)| {
        let (before, rest) = (&value[..at], &value[at + 1..]);
        let inside = |end: &str| rest.split_once(end).map_or("", |(inside, _)| inside);
        let begins = before.is_empty() || before.ends_with(['\n', ' ', '(']);
        let length = match mark {
            "{" if rest.starts_with('{') && is_name(inside("}").trim_start_matches('{')) => inside("}").len() + 2,
            // Before a number, `$` is a price.
            "$" if rest.starts_with('{') && inside("}").contains('.') => 1,
            "}" if rest.starts_with('}') => {
                let open = before.rfind('{').filter(|&open| !before[..open].ends_with('{'));
                open.filter(|&open| !before[open..].contains('}')).map(|_| 2)?
            }
            "<" if TAGS.contains(&inside(">").trim_matches(['/', ' '])) => inside(">").len() + 2,
            "#" if begins && !before.ends_with(' ') && rest.trim_start_matches('#').starts_with(' ') => 1,
            "]" if rest.starts_with('(') => 2,
            "%" if begins && is_name(inside("%")) => inside("%").len() + 2,
            "_" if begins
                && !inside("_").is_empty()
                && !inside("_").starts_with(' ')
                && !inside("_").contains('\n') =>
            {
                inside("_").len() + 2
            }
            "\\" | "/" if rest.starts_with('*') => 2,
            "*" if rest.starts_with('/') => 2,
            _ => return None,
        };
        Some(at..at + length)
    })
}

/// The text with letters in place of tags that print something, and with [`UNSEEN`] in place of the others.
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

/// The paragraphs of a text, each as its lines without line ends.
fn paragraphs(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut found = vec![vec![]];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match (line.trim().is_empty(), found.last_mut()) {
            (false, Some(lines)) => lines.push(at..at + line.trim_end().len()),
            _ => found.push(vec![]),
        }
        at += line.len();
    }
    found.retain(|lines| !lines.is_empty());
    found
}
