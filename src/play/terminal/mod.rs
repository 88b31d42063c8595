//! The terminal: takes it, writes to it, reads its keys, and gives it back however the process ends.
//!
//! Only [`hold`] gives the terminal back, whatever the reason: the player, a panic, a signal, a terminal that has gone.
//! Games are kept after every move, so nothing is left to save then. This module knows nothing of the game, and of the
//! screen only the number of rows below the cursor.

mod hold;
#[cfg(unix)]
mod signals;

use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::terminal;
use std::collections::VecDeque;
use std::io;
use std::sync::atomic::Ordering::SeqCst;
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
    /// The process was stopped and now continues: the screen may show other text.
    Resumed,
}

/// How long a size must last before play uses it: a window that is dragged has many sizes.
const REST: Duration = Duration::from_millis(150);

/// Makes a write beyond the system's limit on file size return an error; by default, a signal would end the process.
pub fn outlive_full_files() {
    // The flag is never read. Registering it replaces the default action of the signal.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Default::default());
}

/// The columns and rows of the process's terminal, even if play does not hold it.
pub fn size() -> (usize, usize) {
    // A terminal that was never told its size reports 0, which means unknown.
    let or = |number: u16, usual: usize| if number == 0 { usual } else { number.into() };
    let (columns, rows) = terminal::size().unwrap_or((0, 0));
    (or(columns, 80), or(rows, 24))
}

/// The terminal of the process. Play holds it until this value is dropped. If the terminal has gone, the next call ends
/// the process.
pub struct Terminal {
    /// The columns and rows for which play paints.
    pub size: (usize, usize),
    /// Input that was read early and not yet handed out.
    waiting: VecDeque<Input>,
}

impl Terminal {
    /// Takes the terminal: each key arrives at once and is not echoed, and the cursor is hidden.
    pub fn take() -> io::Result<Terminal> {
        let size = size();
        hold::give_back_on_panic();
        #[cfg(unix)]
        signals::watch()?;
        hold::take()?;
        Ok(Terminal { size, waiting: VecDeque::new() })
    }

    /// Writes `text`. `below` is the number of rows from the cursor after the write down to the first free row.
    /// `farewell` replaces the live lines if Ctrl-C or a signal ends the process.
    pub fn write(&mut self, text: &str, below: usize, farewell: String) -> io::Result<()> {
        or_gone(hold::write(text, below, farewell))
    }

    /// The next input; `None` if no input comes within `wait`.
    pub fn next(&mut self, wait: Duration) -> io::Result<Option<Input>> {
        or_gone(self.input(wait))
    }

    /// Turns every waiting Enter into a space, because the player pressed it before the choices were visible. A space
    /// still reads on, but chooses nothing. Other keys stay.
    pub fn disarm(&mut self) -> io::Result<()> {
        or_gone(self.read_all())?;
        for input in self.waiting.iter_mut().filter(|input| **input == Input::Key(Key::Enter)) {
            *input = Input::Key(Key::Space);
        }
        Ok(())
    }

    /// Reads all input that has arrived, without waiting for more.
    #[cfg(unix)]
    fn read_all(&mut self) -> io::Result<()> {
        // The first `poll` starts the reader. With zero time to wait, it reads nothing yet.
        event::poll(Duration::ZERO)?;
        // The reader reports a change of size only after all waiting keys, so this marks the end of the input so far.
        signal_hook::low_level::raise(signal_hook::consts::SIGWINCH)?;
        loop {
            match event::read()? {
                Event::Resize(..) => return Ok(()),
                event => self.keep(event)?,
            }
        }
    }

    #[cfg(not(unix))]
    fn read_all(&mut self) -> io::Result<()> {
        while event::poll(Duration::ZERO)? {
            self.keep(event::read()?)?;
        }
        Ok(())
    }

    fn keep(&mut self, event: Event) -> io::Result<()> {
        let input = self.meaning(event)?;
        self.waiting.extend(input);
        Ok(())
    }

    fn input(&mut self, wait: Duration) -> io::Result<Option<Input>> {
        // Asks for the size again, because it may have changed before the reader started.
        if size() != self.size {
            // Waits until the size no longer changes, or until other input comes, which is kept for later.
            while self.waiting.is_empty() && event::poll(REST)? {
                self.keep(event::read()?)?;
            }
            self.size = size();
            return Ok(Some(Input::Resized));
        }
        if let Some(input) = self.waiting.pop_front() {
            return Ok(Some(input));
        }
        if hold::RESUMED.swap(false, SeqCst) {
            return self.resume().map(Some);
        }
        if event::poll(wait)? { self.meaning(event::read()?) } else { Ok(None) }
    }

    /// The input that an event stands for; `None` for pasted text and for keys without a meaning.
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
            // Ctrl-J is what Enter sends if it was pressed before play held the terminal.
            KeyCode::Char('j') => Ok(Some(Input::Key(Key::Enter))),
            KeyCode::Char('d') => Ok(Some(Input::Key(Key::Char('q')))),
            KeyCode::Char('l') => Ok(Some(Input::Key(Key::Repaint))),
            _ => Ok(None),
        }
    }

    /// Takes the terminal again after a stop. The shell may have changed its settings without `crossterm` knowing, so
    /// this restores the ordinary settings first.
    fn resume(&mut self) -> io::Result<Input> {
        // Forgets the stop that is handled here, so that it is not handled twice.
        hold::RESUMED.store(false, SeqCst);
        let _ = terminal::disable_raw_mode();
        hold::take()?;
        self.size = size();
        Ok(Input::Resumed)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        hold::restore();
    }
}

/// The result, unless it failed because the terminal has gone: then the process ends with the exit code of SIGHUP.
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
