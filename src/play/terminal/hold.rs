//! Whose the terminal is: ours while we hold it, and the shell's again on every way out.

use crossterm::terminal;
use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering::SeqCst};
use std::sync::{Mutex, PoisonError};

/// The exit codes of a program that Ctrl-C ends, and of one whose terminal has hung up, as shells have them.
pub const INTERRUPTED: i32 = 130;
pub const HUNG_UP: i32 = 129;

static TAKEN: AtomicBool = AtomicBool::new(false);

/// The number of rows from the parked cursor to the first that is free.
static BELOW: AtomicU16 = AtomicU16::new(0);

/// The bytes that put a farewell in place of the live lines when the process is ended from outside of play.
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
    // Without bracketed paste, pasted text would come as keys, and choose.
    out.write_all(b"\x1b[?25l\x1b[?2004h")?;
    out.flush()
}

/// Writes, and notes how many rows there are from where the cursor then stands to the first free one.
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

/// Gives the terminal back as it was, with all that stands on it. Can be called twice, and from anywhere; it never
/// panics, and when nobody is there any more to write to, that is no matter.
pub fn restore() {
    // Only once nobody writes any more is it known how far down the text goes.
    give_back(|| "\r\n".repeat(BELOW.swap(0, SeqCst).into()));
}

/// Gives the terminal back as [`restore`] does, but as a player leaves it: with a farewell in place of what is played.
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
    // First what cannot block: a terminal that does not read is still to be left in order.
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

/// Has a panic give the terminal back before it says anything.
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
    // Not SIGTSTP: that is dropped when it is sent by a process whose group is orphaned.
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
}

#[cfg(unix)]
pub fn note_resumed() {
    RESUMED.store(true, SeqCst);
}

/// Whether the process has gone on after a stop, told once.
pub fn has_resumed() -> bool {
    RESUMED.swap(false, SeqCst)
}
