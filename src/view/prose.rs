//! A text as a player reads it: paragraphs with light markup, without white space that means nothing.
//!
//! Markup is read after the blocks of a template are resolved, so that a condition can hold half a paragraph. The
//! whole is one string with marks beside it, which can be filled again: a simulation reads millions of texts.

use std::ops::Range;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Running text.
    Plain,
    /// A letter or notice, which keeps its lines.
    Letter,
    /// A break between two parts; it has no text.
    Break,
}

/// How a part of a paragraph is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As the rest.
    Plain,
    /// `*so*`
    Emphasis,
    /// `**so**`
    Strong,
}

/// Paragraphs of text. The text has no markup any more; its paragraphs are parted by blank lines, and within a letter
/// its lines by line breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    text: String,
    paragraphs: Vec<(ParagraphKind, Range<usize>)>,
    spans: Vec<(Tone, Range<usize>)>,
}

/// One paragraph of a [`Prose`].
#[derive(Clone, Copy, Debug)]
pub struct Paragraph<'p> {
    /// What it is.
    pub kind: ParagraphKind,
    prose: &'p Prose,
    from: usize,
    to: usize,
}

impl Prose {
    /// Reads the markup of a text.
    pub fn new(raw: &str) -> Prose {
        let mut prose = Prose::default();
        prose.read(raw);
        prose
    }

    /// Reads the markup of another text, in place of the one held.
    pub fn read(&mut self, raw: &str) {
        self.text.clear();
        self.paragraphs.clear();
        self.spans.clear();
        let mut open: Option<Range<usize>> = None;
        let mut is_letter = true;
        let mut start = 0;
        for line in raw.split('\n') {
            let end = start + line.len();
            if line.bytes().all(|byte| byte.is_ascii_whitespace()) {
                if let Some(block) = open.take() {
                    self.paragraph(&raw[block], is_letter);
                }
                is_letter = true;
            } else {
                is_letter = is_letter && letter_line(line).is_some();
                open = Some(open.map_or(start, |block| block.start)..end);
            }
            start = end + 1;
        }
        if let Some(block) = open {
            self.paragraph(&raw[block], is_letter);
        }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'_>> {
        self.paragraphs.iter().map(|(kind, range)| Paragraph {
            kind: *kind,
            prose: self,
            from: range.start,
            to: range.end,
        })
    }

    /// The text without markup; paragraphs are parted by a blank line, the lines of a letter by line breaks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of words: what stands between white space.
    pub fn words(&self) -> usize {
        let bytes = self.text.as_bytes();
        let Some((&first, rest)) = bytes.split_first() else { return 0 };
        let begins = |block: &[u8], next: &[u8]| {
            let pairs = block.iter().zip(next);
            pairs.fold(0, |begins: u8, (&byte, &next)| begins + u8::from(byte <= b' ' && next > b' '))
        };
        let blocks = bytes.chunks(128).zip(rest.chunks(128));
        usize::from(first > b' ')
            + blocks.map(|(block, next)| usize::from(begins(block, next))).sum::<usize>()
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

    /// Finds the emphasis in what was written from `from` on, and takes its stars out.
    fn mark(&mut self, from: usize) {
        if !self.text.as_bytes()[from..].contains(&b'*') {
            self.spans.push((Tone::Plain, from..self.text.len()));
            return;
        }
        let written = self.text.split_off(from);
        let mut stars = Stars { text: &written, closed: [true; 2] };
        let mut at = 0;
        while let Some((tone, inner)) = stars.next_pair(at) {
            let width = 1 + usize::from(tone == Tone::Strong);
            self.span(Tone::Plain, &written[at..inner.start - width]);
            self.span(tone, &written[inner.clone()]);
            at = inner.end + width;
        }
        self.span(Tone::Plain, &written[at..]);
    }

    fn span(&mut self, tone: Tone, text: &str) {
        if !text.is_empty() {
            let from = self.text.len();
            self.text.push_str(text);
            self.spans.push((tone, from..self.text.len()));
        }
    }
}

impl<'p> Paragraph<'p> {
    /// The text without markup; the lines of a letter are parted by line breaks.
    pub fn text(&self) -> &'p str {
        &self.prose.text[self.from..self.to]
    }

    /// The parts in order, each as it is said.
    pub fn spans(&self) -> impl Iterator<Item = (Tone, &'p str)> + use<'p> {
        let (prose, from, to) = (self.prose, self.from, self.to);
        let first = prose.spans.partition_point(|(_, span)| span.start < from);
        let own = prose.spans[first..].iter().take_while(move |(_, span)| span.end <= to && span.start < to);
        own.map(|(tone, span)| (*tone, &prose.text[span.clone()]))
    }
}

/// What a letter's line says, when the line is one of a letter.
fn letter_line(line: &str) -> Option<&str> {
    let line = line.trim_ascii();
    line.strip_prefix("> ").or_else(|| (line == ">").then_some(""))
}

/// Writes a text with each run of white space as one space, and none at its ends.
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

/// Where the first white space is that is not a single space between words; the last byte is no white space. A block
/// is looked at as a whole before its bytes are, as nearly all blocks have nothing odd in them.
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

/// Pairs of stars in a paragraph, found in one pass.
struct Stars<'t> {
    text: &'t str,
    /// Whether a pair of one star, of two stars, may still be closed: once none was found, none will be.
    closed: [bool; 2],
}

impl Stars<'_> {
    /// The next pair from `at` on: how its inside is said, and where that is.
    fn next_pair(&mut self, at: usize) -> Option<(Tone, Range<usize>)> {
        let mut run = self.next_run(at);
        while let Some(opener) = run {
            if let Some(width) = self.opens(&opener) {
                match self.closer(opener.end, width) {
                    Some(closer) => {
                        let tone = if width == 1 { Tone::Emphasis } else { Tone::Strong };
                        return Some((tone, opener.end..closer));
                    }
                    None => self.closed[width - 1] = false,
                }
            }
            run = self.next_run(opener.end);
        }
        None
    }

    fn next_run(&self, from: usize) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let start = from + bytes[from..].iter().position(|&byte| byte == b'*')?;
        let length = bytes[start..].iter().take_while(|&&byte| byte == b'*').count();
        Some(start..start + length)
    }

    /// The width of a run of stars that may open a pair: a word follows it.
    fn opens(&self, run: &Range<usize>) -> Option<usize> {
        let next = self.text.as_bytes().get(run.end)?;
        let may = run.len() <= 2 && !next.is_ascii_whitespace();
        (may && self.closed[run.len() - 1]).then_some(run.len())
    }

    /// Where the first run of that width begins that a word goes before.
    fn closer(&self, from: usize, width: usize) -> Option<usize> {
        let mut run = self.next_run(from);
        while let Some(closer) = run {
            if closer.len() == width && !self.text.as_bytes()[closer.start - 1].is_ascii_whitespace() {
                return Some(closer.start);
            }
            run = self.next_run(closer.end);
        }
        None
    }
}
