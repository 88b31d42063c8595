//! The screen: printed lines, which stay, and below them the live lines, which are painted again.
//!
//! Printed lines become part of the terminal's scrollback, and the program never changes them. Between paints the hidden
//! cursor stands at the beginning of the selected line, where a screen reader, a braille display or a magnifier looks
//! for it. Play never asks the terminal for the cursor's place: it counts the live lines above the cursor, so that it
//! can erase exactly the live lines, even after the size has changed. Wrapping is off during a paint, because a terminal
//! may get narrower before it reports the new size.

use super::layout::Page;
use super::line::Line;
use super::style::{Colours, Signs};
use super::terminal::{Input, Terminal};
use std::fmt::Write;
use std::io;
use std::time::Duration;

/// Makes the terminal show everything up to `END` in one step, and turns wrapping off.
const BEGIN: &str = "\x1b[?2026h\x1b[?7l";
const END: &str = "\x1b[?7h\x1b[?2026l";

/// The live lines, and the index of the line on which the cursor stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    pub lines: Vec<Line>,
    pub cursor: usize,
}

pub struct Screen {
    terminal: Terminal,
    colours: Colours,
    signs: Signs,
    live: Live,
    /// The width of the widest line printed since [`Screen::turn`].
    widest: usize,
    /// The page for which lines were last printed.
    page: Page,
    /// How many rows were printed since [`Screen::turn`].
    pub above: usize,
    is_within_block: bool,
    /// Printed bytes that are not yet sent: they go out together with the next live lines.
    printed: String,
}

impl Screen {
    /// Takes the terminal of the process. The terminal is given back when the screen is dropped, or when the process
    /// ends.
    pub fn open(colours: Colours, signs: Signs) -> io::Result<Screen> {
        let terminal = Terminal::take()?;
        Ok(Screen {
            page: Page::new(terminal.size.0),
            terminal,
            colours,
            signs,
            live: Live::default(),
            widest: 0,
            above: 0,
            is_within_block: false,
            printed: String::new(),
        })
    }

    pub fn page(&self) -> Page {
        Page::new(self.terminal.size.0)
    }

    pub fn rows(&self) -> usize {
        self.terminal.size.1
    }

    /// Whether the terminal is now narrower than a line printed since [`Screen::turn`], and so has broken that line.
    pub fn is_broken(&self) -> bool {
        self.widest > self.terminal.size.0
    }

    /// Whether the width of text has changed since the latest print.
    pub fn has_another_page(&self) -> bool {
        self.page != self.page()
    }

    /// Ends the block that was printed last, so that a blank line comes before the next block.
    pub fn end_block(&mut self) {
        if self.is_within_block {
            self.print(&[Line::blank()]);
        }
    }

    /// Begins a new page. The player has read the lines printed so far, so they may scroll away.
    pub fn turn(&mut self) {
        (self.widest, self.above) = (0, 0);
    }

    /// Prints lines that stay, in place of the live lines. They are sent with the next live lines, or when the screen
    /// is dropped.
    pub fn print(&mut self, lines: &[Line]) {
        let widest = lines.iter().map(Line::width).max().unwrap_or(0);
        self.widest = self.widest.max(widest);
        self.page = self.page();
        self.above += lines.len();
        self.is_within_block = lines.last().map_or(self.is_within_block, |line| line.width() > 0);
        let above = std::mem::take(&mut self.live).cursor;
        self.printed.push_str(&printed(above, lines, self.colours));
    }

    /// Shows live lines in place of the earlier ones. An Enter pressed before new text was visible decides nothing. If
    /// Ctrl-C or a signal ends the process, `farewell` replaces the live lines.
    pub fn show(&mut self, live: Live, farewell: &[Line]) -> io::Result<()> {
        if live == self.live && self.printed.is_empty() {
            return Ok(());
        }
        let mut text = std::mem::take(&mut self.printed);
        if !text.is_empty() {
            self.terminal.disarm()?;
        }
        text.push_str(&paint(&self.live, &live, self.colours));
        let gap = self.is_within_block.then(Line::blank);
        let farewell: Vec<Line> = gap.into_iter().chain(farewell.iter().cloned()).collect();
        let farewell = printed(live.cursor, &farewell, self.colours);
        let below = live.lines.len().saturating_sub(live.cursor);
        self.terminal.write(&self.signs.drawn(text), below, self.signs.drawn(farewell))?;
        self.live = live;
        Ok(())
    }

    /// Clears the screen before the next print. The scrollback stays.
    pub fn clear(&mut self) {
        self.live = Live::default();
        (self.widest, self.above) = (0, 0);
        self.is_within_block = false;
        self.printed.push_str("\x1b[H\x1b[2J");
    }

    /// The next input; `None` if no input comes within `wait`.
    pub fn next(&mut self, wait: Duration) -> io::Result<Option<Input>> {
        let input = self.terminal.next(wait)?;
        if matches!(input, Some(Input::Resized | Input::Resumed)) {
            // All live lines are painted again, because the terminal may have cut them. If it has broken them, the
            // cursor's row is unknown: then the screen scrolls until it is empty, and the page is printed again.
            let lines = std::mem::take(&mut self.live.lines);
            if lines.iter().take(self.live.cursor).any(|line| line.width() > self.terminal.size.0) {
                let rows = self.rows();
                self.printed.push_str(&format!("\x1b[{rows};1H{}\x1b[H", "\n".repeat(rows)));
                (self.live.cursor, self.widest) = (0, usize::MAX);
            }
        }
        if input == Some(Input::Resumed) {
            self.live.cursor = 0;
        }
        Ok(input)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A failure is ignored: nobody is left to be told of it.
        let last = self.signs.drawn(std::mem::take(&mut self.printed));
        let _ = self.terminal.write(&last, 0, String::new());
    }
}

/// The bytes that turn the old lines into the new ones and move the cursor to its line. Lines that did not change are
/// not sent if the number of lines is the same.
pub fn paint(old: &Live, new: &Live, colours: Colours) -> String {
    let mut out = String::from(BEGIN);
    let mut at = old.cursor;
    if old.lines.len() == new.lines.len() && !new.lines.is_empty() {
        let pairs = old.lines.iter().zip(&new.lines).enumerate();
        for (row, (_, line)) in pairs.filter(|(_, (old, new))| old != new) {
            go(at, row, &mut out);
            at = row;
            colours.paint(line, &mut out);
            out.push_str("\x1b[K");
        }
    } else {
        erase(at, &mut out);
        for (row, line) in new.lines.iter().enumerate() {
            if row > 0 {
                out.push_str("\r\n");
            }
            colours.paint(line, &mut out);
        }
        at = new.lines.len().saturating_sub(1);
    }
    go(at, new.cursor, &mut out);
    out.push_str(END);
    out
}

/// The bytes that replace the live lines by printed lines. `above` is the number of live lines above the cursor.
/// Afterwards the cursor is at the beginning of the line below the printed ones.
fn printed(above: usize, lines: &[Line], colours: Colours) -> String {
    let mut out = String::from("\x1b[?2026h");
    erase(above, &mut out);
    for line in lines {
        colours.paint(line, &mut out);
        out.push_str("\r\n");
    }
    out.push_str("\x1b[?2026l");
    out
}

fn erase(above: usize, out: &mut String) {
    go(above, 0, out);
    out.push_str("\x1b[J");
}

fn go(from: usize, to: usize, out: &mut String) {
    out.push('\r');
    if to < from {
        let _ = write!(out, "\x1b[{}A", from - to);
    }
    out.push_str(&"\n".repeat(to.saturating_sub(from)));
}
