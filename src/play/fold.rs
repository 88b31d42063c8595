//! Plain text on a terminal: breaks long lines between words. The terminal itself would break inside words.

use super::layout::NARROWEST;
use super::line::Role;
use super::wrap::wrap;
use std::io::{self, Write};

/// Folds lines to the current number of columns, and writes them when it is flushed. Without `columns`, it passes text
/// on as it is.
pub struct Fold<W> {
    out: W,
    columns: Option<fn() -> usize>,
    begun: Vec<u8>,
    folded: Vec<u8>,
}

impl<W: Write> Fold<W> {
    /// Folds text for `out`. `columns` gives the current number of columns; `None` folds nothing, as in a pipe.
    pub fn new(out: W, columns: Option<fn() -> usize>) -> Fold<W> {
        Fold { out, columns, begun: Vec::new(), folded: Vec::new() }
    }

    fn line(&mut self, columns: usize) -> io::Result<()> {
        let line = std::mem::take(&mut self.begun);
        let line = String::from_utf8_lossy(&line);
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        // The last column stays free: some terminals begin a new line when it is full.
        let room = columns.max(NARROWEST) - 1;
        for part in wrap([(Role::Body, text)], room.saturating_sub(indent)) {
            writeln!(self.folded, "{:indent$}{}", "", part.text())?;
        }
        Ok(())
    }
}

impl<W: Write> Write for Fold<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(columns) = self.columns else { return self.out.write(bytes) };
        match bytes.iter().position(|&byte| byte == b'\n') {
            Some(end) => {
                self.begun.extend_from_slice(&bytes[..end]);
                self.line(columns())?;
                Ok(end + 1)
            }
            None => {
                self.begun.extend_from_slice(bytes);
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.folded.append(&mut self.begun);
        self.out.write_all(&std::mem::take(&mut self.folded))?;
        self.out.flush()
    }
}
