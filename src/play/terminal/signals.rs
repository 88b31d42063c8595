//! Signals, and the loss of the terminal.

use super::hold::{HUNG_UP, RESUMED, restore_with_farewell, stop};
use rustix::event::{PollFd, PollFlags, Timespec};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level;
use std::io;
use std::process;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long to wait for the terminal to be given back when a signal ends the process: a write may block for ever.
const PATIENCE: Duration = Duration::from_millis(500);

/// The events that say that a terminal has gone.
const GONE: PollFlags = PollFlags::HUP.union(PollFlags::ERR);

/// Watches for signals and for the loss of the terminal, each in its own thread.
pub fn watch() -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let thread = |name: &str| thread::Builder::new().name(name.into());
    thread("signals").spawn(move || signals.forever().for_each(obey))?;
    thread("hang-up").spawn(await_hang_up)?;
    Ok(())
}

pub fn has_hung_up() -> bool {
    let (input, output) = (io::stdin(), io::stdout());
    let mut watched = [PollFd::new(&input, PollFlags::empty()), PollFd::new(&output, PollFlags::empty())];
    let none = Timespec { tv_sec: 0, tv_nsec: 0 };
    rustix::event::poll(&mut watched, Some(&none)).is_ok() && watched.iter().any(|end| end.revents().intersects(GONE))
}

fn obey(signal: i32) {
    match signal {
        SIGTSTP => stop(),
        SIGCONT => {
            RESUMED.store(true, SeqCst);
            // Wakes the thread that waits for a key.
            let _ = low_level::raise(SIGWINCH);
        }
        _ => end(128 + signal),
    }
}

/// Waits until the terminal has gone, and ends the process. Only `poll` shows this: the key reader would read for ever.
fn await_hang_up() {
    let input = io::stdin();
    loop {
        let mut watched = [PollFd::new(&input, PollFlags::empty())];
        match rustix::event::poll(&mut watched, None) {
            Ok(_) if watched[0].revents().intersects(GONE) => end(HUNG_UP),
            Err(rustix::io::Errno::INTR) => {}
            // Some systems cannot poll a terminal. There, only SIGHUP tells that it has gone.
            _ => return,
        }
    }
}

fn end(code: i32) -> ! {
    let (done, is_done) = mpsc::channel();
    thread::spawn(move || {
        restore_with_farewell();
        let _ = done.send(());
    });
    let _ = is_done.recv_timeout(PATIENCE);
    process::exit(code)
}
