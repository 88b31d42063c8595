//! Holds the terminal while we play, and gives it back to the shell on every way out.

use crossterm::terminal;
use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering::SeqCst};
use std::sync::{Mutex, PoisonError};

/// The exit codes after Ctrl-C, and after the terminal has hung up, as shells have them.
pub const INTERRUPTED: i32 = 130;
pub const HUNG_UP: i32 = 129;

static TAKEN: AtomicBool = AtomicBool::new(false);

/// The number of rows from the parked cursor to the first free row.
static BELOW: AtomicU16 = AtomicU16::new(0);

/// The bytes that put a farewell in place of the live lines when something outside of play ends the process.
static FAREWELL: Mutex<String> = Mutex::new(String::new());

static RESUMED: AtomicBool = AtomicBool::new(false);

pub fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    // The console of Windows obeys escape sequences only once it is told to.
    #[cfg(windows)]
    if !crossterm::ansi_support::supports_ansi() {
        return Err(io::Error::other("this console knows no escape sequences; give `--plain`"));
    }
    TAKEN.store(true, SeqCst);
    let mut out = io::stdout().lock();
    // Without bracketed paste, pasted text would come as keys, and make choices.
    out.write_all(b"\x1b[?25l\x1b[?2004h")?;
    out.flush()
}

/// Writes `text`. `below` is the number of rows from where the cursor then stands to the first free one.
pub fn write(text: &str, below: usize) -> io::Result<()> {
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

/// Says what is to stand on the screen when Ctrl-C or a signal ends the process, in place of the text below the parked
/// cursor.
pub fn leave_behind(farewell: String) {
    *FAREWELL.lock().unwrap_or_else(PoisonError::into_inner) = farewell;
}

/// Gives the terminal back as it was; the text on it stays. Can be called twice, and from anywhere. It never panics,
/// and a failure to write is ignored.
pub fn restore() {
    // `BELOW` is read inside `give_back`: only then does nobody else write.
    give_back(|| "\r\n".repeat(BELOW.swap(0, SeqCst).into()));
}

/// Gives the terminal back as [`restore`] does, but with the farewell in place of the live lines.
pub fn part() {
    give_back(|| {
        let farewell = FAREWELL.lock().unwrap_or_else(PoisonError::into_inner);
        match BELOW.swap(0, SeqCst) {
            0 => String::new(),
            _ => farewell.clone(),
        }
    });
}

fn give_back(last: impl FnOnce() -> String) {
    if !TAKEN.swap(false, SeqCst) {
        return;
    }
    // First comes what cannot block: even a terminal that reads nothing gets its settings back.
    let _ = terminal::disable_raw_mode();
    let mut out = io::stdout().lock();
    let last = last();
    let _ = write!(out, "\x1b[?2026l\x1b[?7h\x1b[?2004l\x1b[m{last}\x1b[?25h");
    let _ = out.flush();
}

pub fn leave(code: i32) -> ! {
    part();
    process::exit(code)
}

/// Makes a panic give the terminal back before it prints its message.
pub fn give_back_on_panic() {
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore();
        earlier(panic);
    }));
}

/// Stops the process, as Ctrl-Z does, with the terminal given back; returns when it goes on.
pub fn stop() {
    restore();
    // Not SIGTSTP: the system drops it if the process group is orphaned.
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
}

#[cfg(unix)]
pub fn note_resumed() {
    RESUMED.store(true, SeqCst);
}

/// Whether the process has gone on after a stop; `true` once for each stop.
pub fn has_resumed() -> bool {
    RESUMED.swap(false, SeqCst)
}
