//! The terminal: taking it, writing to it, reading its keys, and giving it back on every way out.
//!
//! There is one way back, in [`hold`], for every reason to leave: the player, a panic, a signal, a terminal that has
//! gone. Games are kept after every move, so nothing needs to be saved on the way out. This module knows nothing of the
//! game and of the screen but the number of rows below the cursor.

mod hold;
#[cfg(unix)]
mod signals;

pub use hold::leave_behind;

use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::terminal;
use std::collections::VecDeque;
use std::io;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Up,
    Down,
    First,
    Last,
    Enter,
    Space,
    Escape,
    Char(char),
    Repaint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Resized,
    /// The program was stopped and goes on: the screen is not as it was left.
    Resumed,
}

/// How long a size must stay before it counts as the new one: a drag makes many sizes.
const REST: Duration = Duration::from_millis(150);

/// Makes writing beyond a limit of the file size an error, in place of a signal that ends the process.
pub fn outlive_full_files() {
    #[cfg(unix)]
    signals::outlive_full_files();
}

/// The numbers of columns and rows of the process's terminal, whether it is held or not.
pub fn size() -> (usize, usize) {
    // A terminal that was never told its size says 0: that is unknown, not tiny.
    let or = |number: u16, usual: usize| if number == 0 { usual } else { number.into() };
    let (columns, rows) = terminal::size().unwrap_or((0, 0));
    (or(columns, 80), or(rows, 24))
}

/// The terminal of the process, while it is held.
pub struct Terminal {
    /// Input that came while the program waited for something else.
    waiting: VecDeque<Input>,
}

impl Terminal {
    /// Takes the terminal: keys come one by one and unseen, and the cursor is hidden.
    pub fn take() -> io::Result<Terminal> {
        hold::give_back_on_panic();
        #[cfg(unix)]
        signals::watch()?;
        hold::take()?;
        Ok(Terminal { waiting: VecDeque::new() })
    }

    /// Writes `text`. `below` is the number of rows from where the cursor then stands to the first free one. If the
    /// terminal has gone, the process ends.
    pub fn write(&mut self, text: &str, below: usize) -> io::Result<()> {
        or_gone(hold::write(text, below))
    }

    /// The next input; `None` if none comes within `wait`. `size` is what the caller has painted for. If the terminal
    /// has gone, the process ends.
    pub fn next(&mut self, size: (usize, usize), wait: Duration) -> io::Result<Option<Input>> {
        or_gone(self.input(size, wait))
    }

    /// Turns every Enter that waits to be read into a space: the player pressed it before the things to decide on were
    /// on the screen. A space still goes on, but decides nothing. Other keys stay as they are.
    pub fn disarm(&mut self) -> io::Result<()> {
        or_gone(self.read_all())?;
        for input in self.waiting.iter_mut().filter(|input| **input == Input::Key(Key::Enter)) {
            *input = Input::Key(Key::Space);
        }
        Ok(())
    }

    /// Reads all that has come so far, and waits for nothing.
    #[cfg(unix)]
    fn read_all(&mut self) -> io::Result<()> {
        // The first `poll` makes the reader listen; with no time to wait, it does not read yet.
        event::poll(Duration::ZERO)?;
        signals::mark()?;
        loop {
            match event::read()? {
                Event::Resize(..) => return Ok(()),
                event => {
                    let input = self.meaning(event)?;
                    self.waiting.extend(input);
                }
            }
        }
    }

    #[cfg(not(unix))]
    fn read_all(&mut self) -> io::Result<()> {
        while event::poll(Duration::ZERO)? {
            let input = self.meaning(event::read()?)?;
            self.waiting.extend(input);
        }
        Ok(())
    }

    fn input(&mut self, size: (usize, usize), wait: Duration) -> io::Result<Option<Input>> {
        // The size is asked for again, to notice a change from before the reader listened.
        if self::size() != size {
            self.rest()?;
            return Ok(Some(Input::Resized));
        }
        if let Some(input) = self.waiting.pop_front() {
            return Ok(Some(input));
        }
        if hold::has_resumed() {
            return self.resume().map(Some);
        }
        if event::poll(wait)? { self.meaning(event::read()?) } else { Ok(None) }
    }

    /// Waits until the size no longer changes. What comes meanwhile ends the wait and is kept.
    fn rest(&mut self) -> io::Result<()> {
        while self.waiting.is_empty() && event::poll(REST)? {
            let input = self.meaning(event::read()?)?;
            self.waiting.extend(input);
        }
        Ok(())
    }

    /// What an event means; pasted text and the like are no input.
    fn meaning(&mut self, event: Event) -> io::Result<Option<Input>> {
        let Event::Key(key) = event else { return Ok(None) };
        if key.kind == KeyEventKind::Release || key.modifiers.contains(KeyModifiers::ALT) {
            return Ok(None);
        }
        if !key.modifiers.contains(KeyModifiers::CONTROL) {
            return Ok(named(key.code).map(Input::Key));
        }
        match key.code {
            KeyCode::Char('c') => hold::leave(hold::INTERRUPTED),
            KeyCode::Char('z') => {
                hold::stop();
                self.resume().map(Some)
            }
            // Enter sends this if it was pressed before the terminal was ours.
            KeyCode::Char('j') => Ok(Some(Input::Key(Key::Enter))),
            KeyCode::Char('d') => Ok(Some(Input::Key(Key::Char('q')))),
            KeyCode::Char('l') => Ok(Some(Input::Key(Key::Repaint))),
            _ => Ok(None),
        }
    }

    /// Takes the terminal again after a stop. The shell may have changed its settings, and `crossterm` does not know:
    /// so the ordinary settings come first.
    fn resume(&mut self) -> io::Result<Input> {
        // This clears the note that the signal may have left of the same stop.
        let _ = hold::has_resumed();
        let _ = terminal::disable_raw_mode();
        hold::take()?;
        Ok(Input::Resumed)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        hold::restore();
    }
}

/// The result, unless it failed because the terminal has gone. Then the process ends as after SIGHUP, whichever comes
/// first.
fn or_gone<T>(result: io::Result<T>) -> io::Result<T> {
    #[cfg(unix)]
    if result.is_err() && signals::has_hung_up() {
        hold::leave(hold::HUNG_UP)
    }
    result
}

fn named(key: KeyCode) -> Option<Key> {
    Some(match key {
        KeyCode::Up | KeyCode::Char('k') => Key::Up,
        KeyCode::Down | KeyCode::Char('j') => Key::Down,
        KeyCode::Home => Key::First,
        KeyCode::End => Key::Last,
        KeyCode::Enter => Key::Enter,
        KeyCode::Char(' ') => Key::Space,
        KeyCode::Esc => Key::Escape,
        KeyCode::Char(c) => Key::Char(c),
        _ => return None,
    })
}
