//! A text with a mistake in it: its tokens, its lines, and what stands around a place.

use crate::source::{Code, Diagnostic, FileId, Span};
use std::ops::Range;
use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// An error of the TOML parser with its place.
pub(super) struct Mistake {
    /// Where it was noticed.
    pub range: Range<usize>,
    /// The parser's words.
    pub message: String,
}

/// A text that is not TOML throughout.
pub(super) struct Page<'t> {
    file: FileId,
    /// The text.
    pub text: &'t str,
    /// What it consists of, blanks included.
    pub tokens: Vec<Token>,
}

impl<'t> Page<'t> {
    /// Takes a text apart.
    pub fn new(file: FileId, text: &'t str) -> Page<'t> {
        Page { file, text, tokens: Source::new(text).lex().into_vec() }
    }

    /// A range of the text as a place.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// A syntax error at a range; `label` is said at the caret.
    pub fn fault(&self, range: Range<usize>, message: &str, label: &str) -> Diagnostic {
        Diagnostic::new(Code::TomlSyntax, self.span(range), message, label)
    }

    /// The line that holds a place, without its end.
    pub fn line(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |end| at + end);
        start..end
    }

    /// What stands in the place of a token.
    pub fn written(&self, token: &Token) -> &'t str {
        &self.text[token.span().start()..token.span().end()]
    }

    /// The last token that ends at a place or before, blanks and line ends left out.
    pub fn before(&self, at: usize) -> Option<&Token> {
        let until = self.tokens.partition_point(|token| token.span().end() <= at);
        let mut tokens = self.tokens[..until].iter().rev();
        tokens.find(|token| {
            !matches!(token.kind(), TokenKind::Whitespace | TokenKind::Newline | TokenKind::Comment)
        })
    }

    /// What stands on the line from a place on, without blanks around it.
    pub fn rest(&self, at: usize) -> &'t str {
        self.text[at..self.line(at).end].trim()
    }
}

/// Whether a string of one line lacks the mark that ends it.
pub(super) fn is_open(written: &str) -> bool {
    let mark = written.chars().next().unwrap_or('"');
    let mut characters = written.chars().skip(1);
    while let Some(character) = characters.next() {
        match character {
            '\\' if mark == '"' => drop(characters.next()),
            character if character == mark => return false,
            _ => {}
        }
    }
    true
}

/// Whether a string of several lines lacks the marks that end it.
pub(super) fn is_open_block(written: &str) -> bool {
    let marks = written.get(..3).unwrap_or("");
    let body = written.get(3..).unwrap_or("");
    !body.ends_with(marks) || marks == "\"\"\"" && body.ends_with("\\\"\"\"") && !body.ends_with("\\\\\"\"\"")
}
