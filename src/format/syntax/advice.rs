//! What to say of a TOML syntax error: the parser's words, and ours where an author's likely slip is known.

use super::brackets::Statement;
use super::lines::{Look, header};
use super::page::{Mistake, Page};
use crate::source::Diagnostic;
use std::ops::Range;
use toml_parser::lexer::{Token, TokenKind};

/// What is said of a mistake, and how much of the file it spoils.
pub(super) struct Advice {
    /// What is said.
    pub fault: Diagnostic,
    /// What cannot be read because of it.
    pub spoilt: Range<usize>,
}

/// Says what the first mistake of a text is.
pub(super) fn advice(page: &Page<'_>, mistake: &Mistake) -> Advice {
    let at = mistake.range.start;
    if let Some(advice) = conflict(page, at).or_else(|| page.unclosed_block(at)) {
        return advice;
    }
    let statement = page.statement(at);
    if let Some(advice) = prose_after_empty(page, &statement).or_else(|| page.unclosed_quote(&statement, at))
    {
        return advice;
    }
    let fault = page.unclosed(&statement).unwrap_or_else(|| in_statement(page, mistake, &statement));
    Advice { fault, spoilt: page.spoilt(statement.range) }
}

/// What a version control system leaves where two people changed the same lines.
fn conflict(page: &Page<'_>, at: usize) -> Option<Advice> {
    let line = page.line(at);
    if !page.text[line.clone()].starts_with("<<<<<<<") {
        return None;
    }
    let end =
        page.text[line.end..].find("\n>>>>>>>").map_or(line.end, |end| page.line(line.end + end + 1).end);
    let message = "a merge conflict is not resolved";
    let fault = page.fault(line.start..line.start + 7, message, "two versions begin here");
    let fault = fault.help("keep one version, and remove the lines of `<`, `=` and `>`");
    Some(Advice { fault, spoilt: line.start..end })
}

/// A string of several lines that is opened with two marks: the two are an empty string.
fn prose_after_empty(page: &Page<'_>, statement: &Statement) -> Option<Advice> {
    let empty = page.before(statement.range.start).filter(|token| page.written(token) == "\"\"")?;
    let (start, end) = (empty.span().start(), empty.span().end());
    let is_next = page.line(end).end + 1 == statement.range.start;
    let next = page.text[statement.range.start..].find("\"\"\"").map(|at| statement.range.start + at)?;
    if !is_next || page.next_line(end, |look| matches!(look, Look::Header | Look::Entry)) < next {
        return None;
    }
    let fault = page.fault(start..end, "a string of several lines begins with three marks", "two marks");
    let fault = fault.fix(page.span(start..end), "\"\"\"");
    Some(Advice { fault, spoilt: page.line(start).start..page.line(next).end })
}

/// The mistake stands in a statement whose strings and brackets are closed.
fn in_statement(page: &Page<'_>, mistake: &Mistake, statement: &Statement) -> Diagnostic {
    let Mistake { range, message } = mistake;
    let at = range.start;
    let (what, wanted) = message.split_once(", expected ").unwrap_or((message, ""));
    let label = if wanted.is_empty() { String::new() } else { format!("expected {wanted}") };
    let borrowed = || page.borrowed_mark(statement, at);
    if let Some(fault) = odd_blank(page, at).or_else(|| page.run_over(at)).or_else(borrowed) {
        return fault;
    }
    let line = page.line(at);
    let is_header =
        page.text[line.clone()].trim_start().starts_with(['[', '(', '{', '>']) || what == "key with no value";
    if let Some(path) = header(&page.text[line.clone()]).filter(|_| is_header) {
        return broken_header(page, line, path);
    }
    match what {
        "string values must be quoted" | "missing opening quote" | "invalid boolean" | "invalid float" => {
            page.no_value(at, statement.is_inside(page, at))
        }
        "unexpected key or value" => unexpected(page, at, statement, &label),
        "missing escaped value" => page
            .fault(range.clone(), "no escape begins like this", &label)
            .help("a backslash is written `\\\\`, or the string put between `'` marks"),
        "key with no value" | "invalid unquoted key" | "invalid key-value pair" => no_entry(page, at, &label),
        "extra `=`" => {
            let fault =
                page.fault(at..at + 1, "a key and its value have one `=` between them", "one too many");
            fault.fix(page.span(at..at + 1), "")
        }
        _ if what.starts_with("missing comma") => {
            page.missing_comma(page.before(at).map_or(at, |token| token.span().end()))
        }
        _ if what.starts_with("missing assignment") && page.text[at..].starts_with("+=") => {
            let fault = page.fault(at..at + 2, "`+=` is written `=`", "");
            fault.help("`effects` add, `set` assigns").fix(page.span(at..at + 2), "=")
        }
        "missing value for key" | "missing value" => page.missing_value(at),
        "invalid comment character" => {
            page.fault(range.clone(), "a comment holds what cannot be seen", &label)
        }
        "unexpected leading zero" => {
            page.fault(range.clone(), "a number begins with a zero", &label).help("write it without the zero")
        }
        _ => page.fault(range.clone(), &what.to_lowercase(), &label),
    }
}

/// A blank that is none for TOML, such as word processors make.
fn odd_blank(page: &Page<'_>, at: usize) -> Option<Diagnostic> {
    let blank = page.text[at..].chars().next().filter(|first| !first.is_ascii() && first.is_whitespace())?;
    let range = at..at + blank.len_utf8();
    let message = format!("U+{:04X} stands here, which looks like a blank and is none", blank as u32);
    Some(page.fault(range.clone(), &message, "not a blank").fix(page.span(range), " "))
}

/// A line that seems to be a table's header.
fn broken_header(page: &Page<'_>, line: Range<usize>, path: &str) -> Diagnostic {
    let written = page.text[line.clone()].split(" #").next().unwrap_or("").trim();
    let start = line.start + page.text[line].find(written).unwrap_or(0);
    let range = start..start + written.len();
    let is_double = written.starts_with("[[") || written.ends_with("]]");
    let mended = path.replace('/', ".");
    let mended: Vec<&str> = mended.split('.').map(str::trim).collect();
    let mended = mended.join(".").replace(' ', "-");
    let is_plain = mended.chars().all(|part| part.is_ascii_alphanumeric() || "_-.".contains(part));
    let (message, label) = match path {
        _ if !is_plain => ("a name in a header is spelt with other letters", "not small letters and digits"),
        path if path.contains('/') => ("names in a header are joined by dots", "expected `.`"),
        path if path.contains(' ') => ("a name in a header has no blanks", "blanks in a name"),
        _ if is_double => ("such a table's header stands between `[[` and `]]`", "not a header"),
        _ => ("a table's header stands between `[` and `]`", "not a header"),
    };
    let fault = page.fault(range.clone(), message, label);
    match is_plain {
        true if is_double => fault.fix(page.span(range), format!("[[{mended}]]")),
        true => fault.fix(page.span(range), format!("[{mended}]")),
        false => fault.help("names are small letters and digits, words joined by `-`, a letter first"),
    }
}

/// A line that is neither a key with its value nor a header.
fn no_entry(page: &Page<'_>, at: usize, label: &str) -> Diagnostic {
    let line = page.line(at);
    let text = page.text[line.clone()].trim();
    let start = line.end - page.text[line].trim_start().len();
    let comment = ["//", "--", ";", "/*", "%"].into_iter().find(|mark| text.starts_with(mark));
    if let Some(mark) = comment {
        let range = start..start + mark.len();
        let fault =
            page.fault(range.clone(), "this is no key", "expected a key").help("a comment begins with `#`");
        return if mark == "/*" { fault } else { fault.fix(page.span(range), "#") };
    }
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next().unwrap_or("");
    let end = start + word.len();
    let rest = text[word.len()..].trim_start();
    match rest.chars().next() {
        Some(':') => {
            let colon = end + page.text[end..].find(':').unwrap_or(0);
            let fault = page.fault(colon..colon + 1, "a key ends with `:`", "expected `=`");
            let fault = fault.help("write `key = value`");
            let value = page.rest(colon + 1).split(" #").next().unwrap_or_default().trim_end();
            match page.with_equals(end, colon, value) {
                Some((range, replacement)) => fault.fix(page.span(range), replacement),
                None => fault,
            }
        }
        Some('"' | '\'' | '[' | '{') if !word.is_empty() => {
            let fault = page.fault(start..end, "a key has no `=`", "expected `=` after this");
            fault.fix(page.span(end..end), " =")
        }
        None => page.fault(start..end, "a key has no value", "expected `=` and a value"),
        _ if text.contains(' ') => {
            let fault =
                page.fault(start..start + text.len(), "this is neither a key nor a header", "means nothing");
            fault.help("a comment begins with `#`, and a text stands between quotation marks")
        }
        _ => page
            .fault(at..at, "this is no key", label)
            .help("a key consists of letters, digits, `-` and `_`; another stands between quotation marks"),
    }
}

/// Something follows a value on its line.
fn unexpected(page: &Page<'_>, at: usize, statement: &Statement, label: &str) -> Diagnostic {
    let here = page.text[at..].chars().next().unwrap_or(' ');
    let range = at..at + here.len_utf8();
    let before = page.before(at);
    let kind = before.map(Token::kind);
    if matches!(here, ',' | ';') && page.rest(at + 1).split('#').next().is_some_and(str::is_empty) {
        let fault =
            page.fault(range.clone(), &format!("`{here}` has no place here"), "expected the end of the line");
        return fault.fix(page.span(range), "");
    }
    if kind == Some(TokenKind::RightCurlyBracket) && here == ',' {
        let equals =
            page.text[statement.range.clone()].find('=').map_or(at, |at| statement.range.start + at + 1);
        let open = equals + page.text[equals..].find('{').unwrap_or(0);
        let fault = page.fault(open..open, "a list begins with `[`", "expected `[`");
        return if page.rest(at).ends_with(']') { fault.fix(page.span(open..open), "[") } else { fault };
    }
    match kind {
        Some(TokenKind::BasicString | TokenKind::LiteralString) if here == '+' => page
            .fault(range, "strings are not joined", label)
            .help("write one string; one of several lines stands between `\"\"\"` and `\"\"\"`"),
        _ if page.rest(at).contains('=') && here.is_alphabetic() => page
            .fault(range, "a second key stands on this line", label)
            .help("each key begins a line of its own"),
        Some(TokenKind::BasicString) => page
            .fault(range, "something follows a string", label)
            .help("a quotation mark inside a string is written `\\\"`"),
        Some(TokenKind::LiteralString) => page
            .fault(range, "something follows a string", label)
            .help("a string with an apostrophe stands in `\"` marks"),
        _ => page.fault(range, "something follows a value", label).help("each key begins a line of its own"),
    }
}
