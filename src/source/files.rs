//! Files in memory, and places in them.

use std::ops::Range;

/// Names one file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in a file, on character boundaries; `start == end` is a point between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `file`. Offsets fit into 32 bits, because the loader refuses files above 8 MiB.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people and editors count it: lines and columns from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    text: String,
    line_starts: Vec<usize>,
    bad_byte: Option<usize>,
}

impl Source {
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The decoded text. A file that begins with a UTF-16 mark is read as UTF-16. Elsewhere, U+FFFD replaces bad UTF-8.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offset of the first byte that is not UTF-8; `None` when all bytes are.
    pub fn bad_byte(&self) -> Option<usize> {
        self.bad_byte
    }

    /// The line and column of a byte offset; an offset past the end counts as the end.
    pub fn place(&self, offset: usize) -> Place {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let column = self.text[self.line_starts[line - 1]..offset].chars().count() + 1;
        Place { line, column }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds a file. Diagnostics will show it under `path`.
    pub fn add(&mut self, path: impl Into<String>, bytes: Vec<u8>) -> FileId {
        let (text, bad_byte) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) if is_utf16(error.as_bytes()) => (from_utf16(error.as_bytes()), Some(0)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
            }
        };
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        self.files.push(Source { path: path.into(), text, line_starts, bad_byte });
        FileId(self.files.len() as u32 - 1)
    }

    pub fn file(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    pub fn place(&self, span: Span) -> Place {
        self.file(span.file).place(span.start as usize)
    }

    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.range()).unwrap_or("")
    }
}

/// Whether a file begins with a byte order mark of UTF-16.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

fn from_utf16(bytes: &[u8]) -> String {
    let is_little = bytes.first() == Some(&0xFF);
    let unit = |pair: &[u8]| match (is_little, pair) {
        (true, &[low, high]) | (false, &[high, low]) => u16::from_be_bytes([high, low]),
        _ => 0xFFFD,
    };
    let units: Vec<u16> = bytes.chunks(2).skip(1).map(unit).collect();
    String::from_utf16_lossy(&units)
}
