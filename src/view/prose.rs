//! A text as a player reads it: paragraphs with light markup, and single spaces between words.
//!
//! The engine resolves a template's conditions before markup is read, so a condition can hold half a paragraph. All
//! text is in one string, with ranges beside it: so a simulation, which reads millions of texts, can use its memory
//! again.

use crate::story::{STAR, Stretch, stars};
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    Plain,
    /// A letter or notice, which keeps its line breaks.
    Letter,
    /// A break between two parts; it has no text.
    Break,
}

/// The emphasis of a part of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Emphasis,
    Strong,
}

/// Paragraphs of text, without the markup. A blank line separates paragraphs; a line break separates the lines of a
/// letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    paragraphs: Vec<(ParagraphKind, Range<usize>)>,
    spans: Vec<(Tone, Range<usize>)>,
}

#[derive(Clone, Debug)]
pub struct Paragraph<'p> {
    pub kind: ParagraphKind,
    prose: &'p Prose,
    range: Range<usize>,
}

impl Prose {
    pub fn new(raw: &str) -> Prose {
        let mut prose = Prose::default();
        prose.read(raw);
        prose
    }

    /// Replaces the text held by another, and reads the other text's markup.
    pub fn read(&mut self, raw: &str) {
        self.text.clear();
        self.paragraphs.clear();
        self.spans.clear();
        let (mut start, mut block, mut is_letter) = (0, None, true);
        // The empty line added at the end closes the last block.
        for line in raw.split('\n').chain([""]) {
            if !line.bytes().all(|byte| byte.is_ascii_whitespace()) {
                is_letter = letter_line(line).is_some() && (is_letter || block.is_none());
                block.get_or_insert(start);
            } else if let Some(from) = block.take() {
                self.paragraph(&raw[from..start - 1], is_letter);
            }
            start += line.len() + 1;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'_>> {
        self.paragraphs.iter().map(|(kind, range)| Paragraph { kind: *kind, prose: self, range: range.clone() })
    }

    /// The text without markup. A blank line separates paragraphs; a line break separates the lines of a letter.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn words(&self) -> u32 {
        Stretch::of(&self.text).words()
    }

    fn paragraph(&mut self, block: &str, is_letter: bool) {
        if block.trim_ascii() == "---" {
            self.paragraphs.push((ParagraphKind::Break, self.text.len()..self.text.len()));
            return;
        }
        let before = self.text.len();
        if before > 0 {
            self.text.push_str("\n\n");
        }
        let from = self.text.len();
        let kind = if is_letter {
            for (number, line) in block.split('\n').enumerate() {
                if number > 0 {
                    self.text.push('\n');
                }
                push_words(&mut self.text, letter_line(line).unwrap_or(line));
            }
            ParagraphKind::Letter
        } else {
            push_words(&mut self.text, block);
            ParagraphKind::Plain
        };
        if self.text[from..].trim_ascii().is_empty() {
            self.text.truncate(before);
            return;
        }
        self.mark(from);
        self.paragraphs.push((kind, from..self.text.len()));
    }

    /// Finds the emphasis in the text from byte `from` on, and removes the stars that mark it.
    fn mark(&mut self, from: usize) {
        if !['*', STAR].into_iter().any(|star| self.text[from..].contains(star)) {
            self.spans.push((Tone::Plain, from..self.text.len()));
            return;
        }
        let written = self.text.split_off(from);
        let (mut at, mut emphasis, mut strong) = (0, 0, 0);
        let end = (written.len()..written.len(), true);
        for (stars, opens) in stars(&written).pairs.into_iter().chain([end]) {
            let tone = match (emphasis, strong) {
                (0, 0) => Tone::Plain,
                (_, 0) => Tone::Emphasis,
                _ => Tone::Strong,
            };
            let text = written[at..stars.start].replace(STAR, "*");
            if !text.is_empty() {
                let from = self.text.len();
                self.text.push_str(&text);
                self.spans.push((tone, from..self.text.len()));
            }
            at = stars.end;
            let step = if opens { 1 } else { -1 };
            emphasis += step * i32::from(stars.len() % 2 == 1);
            strong += step * i32::from(stars.len() > 1);
        }
    }
}

impl<'p> Paragraph<'p> {
    pub fn text(&self) -> &'p str {
        &self.prose.text[self.range.clone()]
    }

    /// The parts of the paragraph in order, each with its emphasis.
    pub fn spans(&self) -> impl Iterator<Item = (Tone, &'p str)> + use<'p> {
        let (prose, Range { start, end }) = (self.prose, self.range.clone());
        let first = prose.spans.partition_point(|(_, span)| span.start < start);
        let own = prose.spans[first..].iter().take_while(move |(_, span)| span.end <= end && span.start < end);
        own.map(|(tone, span)| (*tone, &prose.text[span.clone()]))
    }
}

/// The text of a line of a letter, without its mark; `None` if the line has no such mark.
fn letter_line(line: &str) -> Option<&str> {
    let line = line.trim_ascii();
    line.strip_prefix("> ").or_else(|| (line == ">").then_some(""))
}

/// Writes a text with single spaces between words, and none at its ends.
pub(super) fn push_words(out: &mut String, text: &str) {
    let is_blank = |c: char| c <= ' ';
    let mut rest = text.trim_matches(is_blank);
    while let Some(at) = odd_space(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at..].trim_start_matches(is_blank);
    }
    out.push_str(rest);
}

/// The place of the first white space that is not a single space between words. The last byte must not be white space.
/// Most texts have only single spaces, so the search first tests whole blocks of bytes, which is faster.
fn odd_space(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let is_odd = |byte: u8, next: u8| byte <= b' ' && (byte != b' ' || next <= b' ');
    let nexts = bytes.get(1..)?;
    let plain = bytes.chunks_exact(BLOCK).zip(nexts.chunks_exact(BLOCK)).take_while(|(block, next)| {
        block.iter().zip(*next).fold(0, |any, (&byte, &next)| any | u8::from(is_odd(byte, next))) == 0
    });
    let from = plain.count() * BLOCK;
    bytes[from..].iter().zip(&nexts[from..]).position(|(&byte, &next)| is_odd(byte, next)).map(|at| from + at)
}
