//! Plain text on a terminal: breaks long lines between words. The terminal itself would break inside words.

use super::layout::NARROWEST;
use super::line::Role;
use super::wrap::wrap;
use std::io::{self, Write};

/// Folds what was written to the current number of columns when it is flushed. Without `columns`, it passes text on as
/// it is.
pub struct Fold<W> {
    out: W,
    columns: Option<fn() -> usize>,
    written: Vec<u8>,
}

impl<W: Write> Fold<W> {
    /// Folds text for `out`. `columns` gives the current number of columns; `None` folds nothing, as in a pipe.
    pub fn new(out: W, columns: Option<fn() -> usize>) -> Fold<W> {
        Fold { out, columns, written: Vec::new() }
    }
}

impl<W: Write> Write for Fold<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.columns.is_none() {
            return self.out.write(bytes);
        }
        self.written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let (written, mut folded) = (std::mem::take(&mut self.written), String::new());
        // The last column stays free: some terminals begin a new line when it is full.
        let room = self.columns.map_or(0, |columns| columns().max(NARROWEST) - 1);
        for line in String::from_utf8_lossy(&written).lines() {
            let text = line.trim_start_matches(' ');
            let indent = line.len() - text.len();
            for part in wrap([(Role::Body, text)], room.saturating_sub(indent)) {
                folded += &format!("{:indent$}{}\n", "", part.text());
            }
        }
        // One write: what is typed meanwhile must not come between the lines.
        self.out.write_all(folded.as_bytes())?;
        self.out.flush()
    }
}
