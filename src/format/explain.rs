//! Explains what is wrong with a broken file: the parser's message, its place, and help for frequent mistakes. Tokens
//! and spans decide place and help. The words of the message never do: they change between releases of the parser.

use super::keys::homes;
use crate::source::{Code, Diagnostic, FileId, Span};
use std::ops::Range;
use toml_parser::lexer::{Token, TokenKind};

/// Whether a line looks like a key of the format with a value.
fn is_entry(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| !homes(key.trim()).is_empty())
}

/// The line around a place, without its line end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end
}

/// The fault for an error of the parser.
pub(super) fn explain(file: FileId, text: &str, error: Range<usize>, message: &str) -> Diagnostic {
    let tokens = toml_parser::Source::new(text).lex().into_vec();
    let fault =
        |range: &Range<usize>, message, label| Code::TomlSyntax.at(Span::new(file, range.clone()), message, label);
    let at = error.start;
    let line = line_at(text, at);
    if let Some(open) = unclosed_text(text, &tokens, at) {
        let fault = fault(&open, "a string of several lines is not closed", "opened here");
        return fault.help("close it with the marks that open it, on a line of their own");
    }
    let open = open_bracket(&tokens, line.start);
    if let Some(open) = open.clone().filter(|open| is_unclosed(&text[open.clone()], &text[line.clone()])) {
        let fault = fault(&open, "a bracket is not closed", "opened here");
        let closing = if text[open.clone()].starts_with('[') { "]" } else { "}" };
        return fault.help(format!("close it with `{closing}`"));
    }
    // Something missing in a list is reported where the last token ends, not on a line below it.
    let is_inside = tokens.iter().any(|token| token.span().start() < at && at < token.span().end());
    let before = before(&tokens, at).map(|token| token.span().end());
    let place = match before.filter(|&end| !is_inside && error.is_empty() && (open.is_some() || end > line.start)) {
        Some(end) => end..end,
        None => error.clone(),
    };
    let fault = fault(&place, message, "");
    match help(&text[line_at(text, place.start)], &text[at..], &tokens, at) {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// The last token that ends at or before a place, not counting blanks, comments and line ends.
fn before(tokens: &[Token], at: usize) -> Option<&Token> {
    use TokenKind::{Comment, Newline, Whitespace};
    let until = tokens.partition_point(|token| token.span().end() <= at);
    tokens[..until].iter().rfind(|token| !matches!(token.kind(), Whitespace | Newline | Comment))
}

/// The opening marks of the last multi-line string before an error, when it is not closed where it should be.
fn unclosed_text(text: &str, tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let is_text = |token: &&Token| matches!(token.kind(), TokenKind::MlBasicString | TokenKind::MlLiteralString);
    let until = tokens.partition_point(|token| token.span().start() <= at);
    let span = tokens[..until].iter().rfind(is_text)?.span();
    let written = &text[span.start()..span.end()];
    let has_end = written.len() >= 6 && written.ends_with(&written[..3]);
    let runs_on = |line: &str| line.starts_with('[') && line.trim_end().ends_with(']') || is_entry(line);
    (!has_end || written.lines().skip(1).any(runs_on)).then_some(span.start()..span.start() + 3)
}

/// The innermost bracket that is open at a place, headers aside.
fn open_bracket(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let mut open: Vec<Range<usize>> = vec![];
    let (mut is_header_line, mut begins_line) = (false, true);
    for token in tokens.iter().take_while(|token| token.span().end() <= at) {
        match token.kind() {
            TokenKind::Newline => is_header_line = false,
            TokenKind::LeftSquareBracket if begins_line && open.is_empty() => is_header_line = true,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket if !is_header_line => {
                open.push(token.span().start()..token.span().end());
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => drop(open.pop()),
            _ => {}
        }
        begins_line = token.kind() == TokenKind::Newline;
    }
    open.pop()
}

/// Whether a bracket that is open where `line` begins was never closed: it is a `{`, or something new begins.
fn is_unclosed(bracket: &str, line: &str) -> bool {
    bracket == "{" || line.starts_with('[') || !line.starts_with([' ', '\t']) && is_entry(line)
}

/// The help for a frequent mistake. The parser stopped at `at`, before `rest`; `line` is the line of the fault.
fn help(line: &str, rest: &str, tokens: &[Token], at: usize) -> Option<&'static str> {
    use TokenKind::{BasicString, Comma, Equals, LeftSquareBracket};
    let next = rest.trim_start_matches([' ', '\t']).chars().next().unwrap_or('\n');
    let before = before(tokens, at).map(Token::kind);
    let is_value = matches!(before, Some(Equals | Comma | LeftSquareBracket));
    Some(match next {
        ':' if !line.starts_with('[') => "a key and its value are joined by `=`",
        ',' | ';' => "entries in brackets are separated by `,`, and nothing stands at the end of a line",
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '«' | '»' | '`' => {
            "write the quotation marks as `\"`"
        }
        _ if line.starts_with("//") || line.starts_with("--") => "a comment begins with `#`",
        _ if line.starts_with('[') && !line.contains('=') => {
            "a header stands between `[` and `]`: names of `a` to `z`, digits and `-`, joined by dots"
        }
        '\n' | '\r' | '#' if is_value => "write a value, or leave the key out",
        _ if is_value => "a text stands between `\"` marks; a number, `true` and `false` stand without marks",
        _ if before == Some(BasicString) => {
            "close the string with `\"`; write `\\\"` for a mark inside it, and `\"\"\"` around several lines"
        }
        _ => return None,
    })
}
