//! What to say of a TOML syntax error: the parser's words, and ours where an author's likely slip is known.

use super::table::Document;
use crate::source::{Code, Diagnostic, Span};
use toml_parser::lexer::TokenKind;

/// Turns the parser's message about a place into a fault.
pub(crate) fn syntax_error(document: Document<'_>, span: Span, message: &str) -> Diagnostic {
    let (what, wanted) = message.split_once(", expected ").unwrap_or((message, ""));
    let fault = |message: &str, label: &str| Diagnostic::new(Code::TomlSyntax, span, message, label);
    if what == "string values must be quoted" {
        return unquoted(document, span);
    }
    if what.starts_with("invalid multi-line") && span.end as usize == document.text.len() {
        return unclosed(document, span);
    }
    let label = if wanted.is_empty() { String::new() } else { format!("expected {wanted}") };
    let before = document.text[..span.range().start].chars().next_back();
    let here = document.text[span.range().start..].chars().next();
    match what {
        "invalid basic string" => fault("a string is not closed", "expected `\"`")
            .help("a string of several lines stands between `\"\"\"` and `\"\"\"`"),
        "invalid literal string" => fault("a string is not closed", "expected `'`"),
        "unexpected key or value" if before == Some('"') => fault("something follows a string", &label)
            .help("a quotation mark inside a string is written `\\\"`"),
        "unexpected key or value" if before == Some('\'') => fault("something follows a string", &label)
            .help("a string with an apostrophe stands in `\"` marks"),
        "missing escaped value" => fault("no escape begins like this", &label)
            .help("a backslash is written `\\\\`, or the string put between `'` marks"),
        "invalid unquoted key" if here == Some(':') => {
            fault("a key ends with `:`", "expected `=`").help("write `key = value`").fix(colon(span), " =")
        }
        "invalid unquoted key" if here == Some('/') => {
            fault("this is no key", "expected a key").help("a comment begins with `#`")
        }
        "invalid boolean" => boolean(document, span),
        _ if is_about_lists(message) => {
            fault(what, &label).help("perhaps a list or a table before it is not closed")
        }
        _ => fault(&what.to_lowercase(), &label),
    }
}

/// Whether a message is about the inside of a list or an inline table; where one is not closed, such follow each
/// other.
pub(crate) fn is_about_lists(message: &str) -> bool {
    ["array", "inline table", "key-value pairs"].iter().any(|about| message.contains(about))
}

fn colon(span: Span) -> Span {
    Span { end: span.start + 1, ..span }
}

/// A value without its quotation marks, or with such as word processors make.
fn unquoted(document: Document<'_>, span: Span) -> Diagnostic {
    let written = &document.text[span.range()];
    let bare = written.trim_matches(['“', '”', '„', '‘', '’', '«', '»']);
    if bare.is_empty() {
        return Diagnostic::new(Code::TomlSyntax, span, "a value is missing", "nothing follows the `=`");
    }
    let label = if bare == written { "no quotation marks" } else { "these are no quotation marks for TOML" };
    let fault = Diagnostic::new(Code::TomlSyntax, span, "a string stands between `\"` marks", label);
    match bare.contains(['"', '\\']) || bare.chars().any(char::is_control) {
        true => fault,
        false => fault.help("write them straight").fix(span, format!("\"{bare}\"")),
    }
}

/// A string of several lines that runs to the end of the file: the mistake stands where it begins.
fn unclosed(document: Document<'_>, end: Span) -> Diagnostic {
    let tokens = toml_parser::Source::new(document.text).lex();
    let is_string = |kind| matches!(kind, TokenKind::MlBasicString | TokenKind::MlLiteralString);
    let opening = tokens.filter(|token| is_string(token.kind())).last().map(|token| token.span().start());
    let opening = opening.map_or(end, |at| Span::new(end.file, at..at + 3));
    let message = "a string of several lines is not closed";
    let fault = Diagnostic::new(Code::TomlSyntax, opening, message, "opened here");
    fault.also(end, "the file ends inside it").help("close it with the same three marks")
}

fn boolean(document: Document<'_>, span: Span) -> Diagnostic {
    let text = &document.text[span.range().start..];
    let word = text.split(|other: char| !other.is_alphanumeric()).next().unwrap_or("");
    let lower = word.to_lowercase();
    let span = Span::new(span.file, span.range().start..span.range().start + word.len());
    let fault = Diagnostic::new(Code::TomlSyntax, span, "this is no value", "expected `true` or `false`");
    if lower == "true" || lower == "false" { fault.help("write it small").fix(span, lower) } else { fault }
}
