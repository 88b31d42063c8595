//! Files that are hardly TOML at all.
//!
//! The parser keeps every error with its words, which for a file of megabytes can take gigabytes. So the errors of a
//! file that has some are counted first, which costs no memory.

use std::cell::Cell;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, ParseError, Source, Span};

/// How many errors make a file hopeless.
pub(crate) const HOPELESS: usize = 10_000;

/// How deep lists and tables may stand in each other: as deep as the parser of the tables reads them.
pub(super) const DEEPEST: u32 = 80;

/// Whether a file has so many errors that it is not worth to keep them all.
pub(crate) fn is_hopeless(text: &str) -> bool {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let errors = Cell::new(0);
    let mut doubtful = Doubtful { text, errors: &errors };
    let mut receiver = ValidateWhitespace::new(&mut doubtful, source);
    let mut receiver = RecursionGuard::new(&mut receiver, DEEPEST);
    let mut count = |_: ParseError| errors.set(errors.get() + 1);
    parse_document(&tokens, &mut receiver, &mut count);
    errors.get() > HOPELESS
}

/// Counts what is going to be an error when keys and values are decoded.
struct Doubtful<'a> {
    text: &'a str,
    errors: &'a Cell<usize>,
}

impl EventReceiver for Doubtful<'_> {
    fn simple_key(&mut self, span: Span, _: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.errors.set(self.errors.get() + usize::from(span.is_empty()));
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        let first = self.text.as_bytes().get(span.start());
        let begins = first.is_some_and(|first| b"+-0123456789tfin".contains(first));
        self.errors.set(self.errors.get() + usize::from(encoding.is_none() && !begins));
    }
}
