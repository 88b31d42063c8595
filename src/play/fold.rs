//! Plain text on a terminal: breaks long lines between words, because the terminal would break them inside words.

use super::layout::NARROWEST;
use super::line::Role;
use super::wrap::wrap;
use std::io::{self, Write};

/// Collects text until a flush, and then breaks it to the current number of columns. Without `columns`, it passes text
/// on unchanged.
pub struct Fold<W> {
    out: W,
    columns: Option<fn() -> usize>,
    written: Vec<u8>,
}

impl<W: Write> Fold<W> {
    /// `columns` gives the current number of columns; `None` leaves lines whole, as for a pipe.
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
        // The last column stays free: some terminals begin a new line when the last column is filled.
        let room = self.columns.map_or(0, |columns| columns().max(NARROWEST) - 1);
        for line in String::from_utf8_lossy(&written).lines() {
            let text = line.trim_start_matches(' ');
            let indent = line.len() - text.len();
            for part in wrap([(Role::Body, text)], room.saturating_sub(indent)) {
                folded += &format!("{:indent$}{}\n", "", part.text());
            }
        }
        // One write for all lines, so that what the player types meanwhile cannot appear between them.
        self.out.write_all(folded.as_bytes())?;
        self.out.flush()
    }
}
