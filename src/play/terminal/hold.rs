//! Holds the terminal during play, and gives it back to the shell however the process ends.

use crossterm::terminal;
use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Mutex, PoisonError};

/// The exit codes after Ctrl-C and after the terminal has gone, as shells define them.
pub const INTERRUPTED: i32 = 130;
pub const HUNG_UP: i32 = 129;

static TAKEN: AtomicBool = AtomicBool::new(false);

/// The number of rows from the cursor down to the first free row, and the bytes that replace the live lines when Ctrl-C
/// or a signal ends the process.
static LAST: Mutex<(usize, String)> = Mutex::new((0, String::new()));

/// Whether the process has continued after a stop, and play has not yet seen to it.
pub static RESUMED: AtomicBool = AtomicBool::new(false);

pub fn take() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    // A Windows console obeys escape sequences only after this call.
    #[cfg(windows)]
    if !crossterm::ansi_support::supports_ansi() {
        return Err(io::Error::other("this console knows no escape sequences; give `--plain`"));
    }
    TAKEN.store(true, SeqCst);
    let mut out = io::stdout().lock();
    // Without bracketed paste, pasted text would arrive as keys and make choices.
    out.write_all(b"\x1b[?25l\x1b[?2004h")?;
    out.flush()
}

/// Writes `text`. `below` is the number of rows from the cursor after the write down to the first free row. `farewell`
/// replaces the live lines when Ctrl-C or a signal ends the process.
pub fn write(text: &str, below: usize, farewell: String) -> io::Result<()> {
    let mut out = io::stdout().lock();
    // A signal may have given the terminal back; then the shell owns the screen.
    if !TAKEN.load(SeqCst) {
        return Ok(());
    }
    out.write_all(text.as_bytes())?;
    out.flush()?;
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = (below, farewell);
    Ok(())
}

/// Gives the terminal back; the text on it stays. It may be called from anywhere and more than once. It never panics,
/// and ignores a failure to write.
pub fn restore() {
    give_back(|below, _| "\r\n".repeat(below));
}

/// Gives the terminal back as [`restore`] does, but replaces the live lines by the farewell.
pub fn restore_with_farewell() {
    give_back(|_, farewell| farewell);
}

fn give_back(last: fn(usize, String) -> String) {
    if !TAKEN.swap(false, SeqCst) {
        return;
    }
    // This comes first because it cannot block, even if nobody reads the terminal's output any more.
    let _ = terminal::disable_raw_mode();
    let mut out = io::stdout().lock();
    // The output is locked, so no other thread changes `LAST` here.
    let (below, farewell) = std::mem::take(&mut *LAST.lock().unwrap_or_else(PoisonError::into_inner));
    let last = last(below, farewell);
    let _ = write!(out, "\x1b[?2026l\x1b[?7h\x1b[?2004l\x1b[m{last}\x1b[?25h");
    let _ = out.flush();
}

pub fn leave(code: i32) -> ! {
    restore_with_farewell();
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

/// Gives the terminal back and stops the process, as Ctrl-Z does. Returns when the shell continues the process.
pub fn stop() {
    restore();
    // SIGSTOP, because the system ignores SIGTSTP in an orphaned process group.
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
}
