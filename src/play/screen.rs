//! The screen: lines that stay, and under them the live ones.
//!
//! What is printed becomes the terminal's own scrollback and is never touched again. Only the live lines are.

use super::key::Input;
use super::layout::Page;
use super::line::Line;
use super::live;
use super::style::Colours;
use super::terminal::Terminal;
use std::io;
use std::time::Duration;

/// A terminal with something on it.
pub struct Screen {
    terminal: Terminal,
    colours: Colours,
    size: (usize, usize),
    live: Vec<Line>,
    widest: usize,
    /// Whether something was printed that nobody can have read yet.
    is_fresh: bool,
}

impl Screen {
    /// Takes the terminal of the process, which is given back when the screen is dropped, and on every other way out.
    ///
    /// # Errors
    /// There is no terminal.
    pub fn open(colours: Colours) -> io::Result<Screen> {
        let terminal = Terminal::take()?;
        let size = terminal.size();
        Ok(Screen { terminal, colours, size, live: Vec::new(), widest: 0, is_fresh: false })
    }

    /// Where text may go.
    pub fn page(&self) -> Page {
        Page::new(self.size.0)
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.size.1
    }

    /// Whether lines that were printed since [`Screen::turn`] have been broken by a narrower terminal.
    pub fn is_broken(&self) -> bool {
        self.widest > self.size.0
    }

    /// What was printed so far need not be whole any more: it was read.
    pub fn turn(&mut self) {
        self.widest = 0;
    }

    /// Prints lines that stay, in place of the live ones.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn print(&mut self, lines: &[Line]) -> io::Result<()> {
        let widest = lines.iter().map(Line::width).max().unwrap_or(0);
        self.widest = self.widest.max(widest);
        self.live.clear();
        self.is_fresh = true;
        self.terminal.write(&live::print(lines, self.colours), 0)
    }

    /// Shows live lines, in place of the earlier ones. An Enter that was pressed before they could be read decides
    /// nothing.
    ///
    /// # Errors
    /// The terminal cannot be written to or read.
    pub fn show(&mut self, lines: Vec<Line>) -> io::Result<()> {
        if lines == self.live {
            return Ok(());
        }
        if std::mem::take(&mut self.is_fresh) {
            self.terminal.disarm()?;
        }
        let painted = live::paint(&self.live, &lines, self.colours);
        self.terminal.write(&painted, lines.len())?;
        self.live = lines;
        Ok(())
    }

    /// Clears the screen; the scrollback stays.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn clear(&mut self) -> io::Result<()> {
        self.live.clear();
        self.widest = 0;
        self.terminal.write("\x1b[H\x1b[2J", 0)
    }

    /// The next input, waited for no longer than that; `None` when there is none.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub fn next(&mut self, wait: Duration) -> io::Result<Option<Input>> {
        let input = self.terminal.next(self.size, wait)?;
        if matches!(input, Some(Input::Resized | Input::Resumed)) {
            self.size = self.terminal.size();
            // The live lines are painted anew: nobody knows how the terminal has broken them.
            self.live.clear();
        }
        Ok(input)
    }
}
