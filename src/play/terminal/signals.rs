//! Signals, and a terminal that goes away.

use super::hold::{HUNG_UP, note_resumed, part, stop};
use rustix::event::{PollFd, PollFlags, Timespec};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::low_level;
use std::io;
use std::process;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long giving the terminal back may take when a signal ends the process: perhaps nobody reads any more.
const PATIENCE: Duration = Duration::from_millis(500);

/// The events that say that a terminal has gone.
const GONE: PollFlags = PollFlags::HUP.union(PollFlags::ERR);

/// Watches for signals and for the end of the terminal, each in a thread of its own.
pub fn watch() -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let thread = |name: &str| thread::Builder::new().name(name.into());
    thread("signals").spawn(move || signals.forever().for_each(obey))?;
    thread("hang-up").spawn(await_hang_up)?;
    Ok(())
}

/// Makes writing beyond a limit of the file size an error, in place of a signal that ends the process.
pub fn outlive_full_files() {
    // The flag is never read: only the handler is needed.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

pub fn has_hung_up() -> bool {
    let (input, output) = (io::stdin(), io::stdout());
    let mut watched = [PollFd::new(&input, PollFlags::empty()), PollFd::new(&output, PollFlags::empty())];
    let none = Timespec { tv_sec: 0, tv_nsec: 0 };
    rustix::event::poll(&mut watched, Some(&none)).is_ok() && watched.iter().any(|end| end.revents().intersects(GONE))
}

/// Puts a mark behind all input that has come so far: a change of size, which the reader tells only when no key is left
/// to read.
pub fn mark() -> io::Result<()> {
    low_level::raise(SIGWINCH)
}

fn obey(signal: i32) {
    match signal {
        SIGTSTP => stop(),
        SIGCONT => {
            note_resumed();
            // Wakes the thread that waits for a key.
            let _ = low_level::raise(SIGWINCH);
        }
        _ => end(128 + signal),
    }
}

/// Waits for the terminal to vanish. To read would not show it: the reader repeats a read at the end for ever.
fn await_hang_up() {
    let input = io::stdin();
    loop {
        let mut watched = [PollFd::new(&input, PollFlags::empty())];
        match rustix::event::poll(&mut watched, None) {
            Ok(_) if watched[0].revents().intersects(GONE) => end(HUNG_UP),
            Err(rustix::io::Errno::INTR) => {}
            // Some systems cannot watch a terminal in this way. Then only SIGHUP tells.
            _ => return,
        }
    }
}

fn end(code: i32) -> ! {
    let (done, is_done) = mpsc::channel();
    thread::spawn(move || {
        part();
        let _ = done.send(());
    });
    let _ = is_done.recv_timeout(PATIENCE);
    process::exit(code)
}
