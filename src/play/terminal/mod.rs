//! The terminal: taking it, reading its keys, and giving it back on every way out.
//!
//! There is one way back, [`restore`], and whoever leaves goes by it: the player, a panic, a signal, a terminal that
//! has gone. Games are kept after every move, so nothing needs to be saved on the way out. Nothing here knows what is
//! played, or what is on the screen but for the rows that the cursor stands above.

use super::key::{Input, Key};
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal;
use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering::SeqCst};
use std::time::Duration;

/// Whether the terminal is ours at present.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The number of rows from the parked cursor to the first that is free.
static BELOW: AtomicU16 = AtomicU16::new(0);

/// Set when the program goes on after it was stopped.
static RESUMED: AtomicBool = AtomicBool::new(false);

/// How long a size must rest before it is the new one: a drag is many sizes.
const REST: Duration = Duration::from_millis(150);

/// The exit codes of a program that Ctrl-C, SIGTERM and SIGHUP end, as shells have them.
const INTERRUPTED: i32 = 130;

/// The numbers of columns and rows of the process's terminal, whether it is held or not.
pub fn size() -> (usize, usize) {
    // A terminal that was never told its size says 0: that is unknown, not tiny.
    let or = |number: u16, usual: usize| if number == 0 { usual } else { number.into() };
    let (columns, rows) = terminal::size().unwrap_or((0, 0));
    (or(columns, 80), or(rows, 24))
}

/// The terminal of the process, while it is held.
pub struct Terminal {
    /// A key that came while something else was waited for.
    waiting: Option<Key>,
}

impl Terminal {
    /// Takes the terminal: keys come one by one and unseen, and the cursor is hidden.
    ///
    /// # Errors
    /// Standard input is no terminal, or it cannot be set.
    pub fn take() -> io::Result<Terminal> {
        give_back_on_panic();
        #[cfg(unix)]
        unix::watch()?;
        take()?;
        Ok(Terminal { waiting: None })
    }

    /// The numbers of columns and rows.
    pub fn size(&self) -> (usize, usize) {
        size()
    }

    /// Writes, and notes how many rows there are from where the cursor then stands to the first free one.
    ///
    /// # Errors
    /// The terminal cannot be written to.
    pub fn write(&mut self, text: &str, below: usize) -> io::Result<()> {
        let mut out = io::stdout().lock();
        // A signal may have given the terminal back; nothing is painted over what the shell says.
        if !TAKEN.load(SeqCst) {
            return Ok(());
        }
        out.write_all(text.as_bytes())?;
        out.flush()?;
        BELOW.store(below.try_into().unwrap_or(u16::MAX), SeqCst);
        Ok(())
    }

    /// The next input; `None` when none has come in that time. `size` is what the caller has painted for.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub fn next(&mut self, size: (usize, usize), wait: Duration) -> io::Result<Option<Input>> {
        // Asking again catches a change of size that came before anybody listened.
        if self.size() != size {
            self.rest()?;
            return Ok(Some(Input::Resized));
        }
        if let Some(key) = self.waiting.take() {
            return Ok(Some(Input::Key(key)));
        }
        if RESUMED.swap(false, SeqCst) {
            return self.resume().map(Some);
        }
        if !event::poll(wait)? {
            return Ok(None);
        }
        match event::read()? {
            Event::Key(key) => self.meaning(key),
            _ => Ok(None),
        }
    }

    /// Waits until the size no longer changes. A key that comes meanwhile ends the wait and is kept.
    fn rest(&mut self) -> io::Result<()> {
        while self.waiting.is_none() && event::poll(REST)? {
            if let Event::Key(key) = event::read()?
                && let Some(Input::Key(key)) = self.meaning(key)?
            {
                self.waiting = Some(key);
            }
        }
        Ok(())
    }

    /// What a key press means; pasted text and the like are no keys.
    fn meaning(&mut self, key: KeyEvent) -> io::Result<Option<Input>> {
        if key.kind == KeyEventKind::Release {
            return Ok(None);
        }
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            return match key.code {
                KeyCode::Char('c') => leave(INTERRUPTED),
                KeyCode::Char('z') => {
                    stop();
                    self.resume().map(Some)
                }
                // What Enter sends while the terminal is not yet ours.
                KeyCode::Char('j') => Ok(Some(Input::Key(Key::Enter))),
                KeyCode::Char('d') => Ok(Some(Input::Key(Key::Char('q')))),
                KeyCode::Char('l') => Ok(Some(Input::Key(Key::Repaint))),
                _ => Ok(None),
            };
        }
        if key.modifiers.contains(KeyModifiers::ALT) {
            return Ok(None);
        }
        let key = match key.code {
            KeyCode::Up | KeyCode::Char('k') => Key::Up,
            KeyCode::Down | KeyCode::Char('j') => Key::Down,
            KeyCode::Home => Key::First,
            KeyCode::End => Key::Last,
            KeyCode::Enter => Key::Enter,
            KeyCode::Char(' ') => Key::Space,
            KeyCode::Esc => Key::Escape,
            KeyCode::Char(c) => Key::Char(c),
            _ => return Ok(None),
        };
        Ok(Some(Input::Key(key)))
    }

    /// Takes the terminal again after a stop. The shell may have set it meanwhile, and what we believe of it is what
    /// it was before: so it goes by way of the ordinary settings.
    fn resume(&mut self) -> io::Result<Input> {
        RESUMED.store(false, SeqCst);
        let _ = terminal::disable_raw_mode();
        take()?;
        Ok(Input::Resumed)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    TAKEN.store(true, SeqCst);
    let mut out = io::stdout().lock();
    // Without bracketed paste, pasted text would come as keys, and choose.
    out.write_all(b"\x1b[?25l\x1b[?2004h")?;
    out.flush()
}

/// Gives the terminal back as it was. Can be called twice, and from anywhere; it never panics, and when nobody is
/// there any more to write to, that is no matter.
fn restore() {
    if !TAKEN.swap(false, SeqCst) {
        return;
    }
    // First what cannot block: a terminal that does not read is still to be left in order.
    let _ = terminal::disable_raw_mode();
    let mut out = io::stdout().lock();
    // Only once nobody writes any more is it known how far down the text goes.
    let below = "\r\n".repeat(BELOW.swap(0, SeqCst).into());
    let _ = write!(out, "\x1b[?2026l\x1b[?7h\x1b[?2004l\x1b[m{below}\x1b[?25h");
    let _ = out.flush();
}

/// Gives the terminal back and ends the process.
fn leave(code: i32) -> ! {
    restore();
    process::exit(code)
}

fn give_back_on_panic() {
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        earlier(panic);
    }));
}

/// Stops the process, as Ctrl-Z does, with the terminal given back; returns when it goes on.
fn stop() {
    restore();
    // Not SIGTSTP: that is dropped when it is sent by a process whose group is orphaned.
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
}

/// Signals, and a terminal that goes away.
#[cfg(unix)]
mod unix {
    use super::{Duration, RESUMED, SeqCst, io, process, restore, stop};
    use rustix::event::{PollFd, PollFlags};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;
    use std::sync::mpsc;
    use std::thread;

    /// How long giving the terminal back may take when a signal ends the process: nobody may be reading.
    const PATIENCE: Duration = Duration::from_millis(500);

    /// Watches for signals and for the end of the terminal, each in a thread of its own.
    pub fn watch() -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
        let thread = |name: &str| thread::Builder::new().name(name.into());
        thread("signals").spawn(move || signals.forever().for_each(obey))?;
        thread("hang-up").spawn(await_hang_up)?;
        Ok(())
    }

    fn obey(signal: i32) {
        match signal {
            SIGTSTP => stop(),
            SIGCONT => {
                RESUMED.store(true, SeqCst);
                // Wakes whoever waits for a key.
                let _ = signal_hook::low_level::raise(SIGWINCH);
            }
            _ => end(128 + signal),
        }
    }

    /// Waits for the terminal to vanish. Reading would not tell: at its end a read is repeated for ever.
    fn await_hang_up() {
        let input = io::stdin();
        loop {
            let mut watched = [PollFd::new(&input, PollFlags::empty())];
            match rustix::event::poll(&mut watched, None) {
                Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) => {
                    end(128 + SIGHUP)
                }
                Err(rustix::io::Errno::INTR) => {}
                // Some systems cannot watch a terminal so; SIGHUP is then all there is.
                _ => return,
            }
        }
    }

    fn end(code: i32) -> ! {
        let (done, is_done) = mpsc::channel();
        thread::spawn(move || {
            restore();
            let _ = done.send(());
        });
        let _ = is_done.recv_timeout(PATIENCE);
        process::exit(code)
    }
}
