//! A story that changes while it is played.

use super::input::read_line;
use crate::game::Game;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// The game and its seed, when a player left only because the story was loaded again.
pub type Left<'a> = Option<(Game<'a>, u64)>;

/// What became of the files of a story while it is played.
pub enum News {
    /// They changed, and the story can be loaded again.
    Loaded,
    /// They changed and have so many faults, which are told in these lines.
    Faulty(usize, Vec<String>),
}

/// Asked again and again whether the files of the story have changed.
pub type Watch<'w> = dyn FnMut() -> Option<News> + 'w;

/// How long a player is listened to before the files are looked at.
pub(super) const PULSE: Duration = Duration::from_millis(40);

/// What comes while a line is waited for.
pub enum Heard {
    Line(String),
    End,
    News(News),
}

/// The lines that are typed on standard input, read in a thread of their own: who waits for a line can look elsewhere.
pub struct Typed {
    lines: Receiver<io::Result<Option<String>>>,
}

impl Typed {
    /// Begins to read standard input, which nobody else may read from here on.
    pub fn begin() -> Typed {
        let (heard, lines) = channel();
        thread::spawn(move || {
            loop {
                let line = read_line(&mut io::stdin().lock());
                let is_last = !matches!(line, Ok(Some(_)));
                if heard.send(line).is_err() || is_last {
                    return;
                }
            }
        });
        Typed { lines }
    }

    /// The next line, or news of the story if that comes first.
    pub fn hear(&self, watch: &mut Watch) -> io::Result<Heard> {
        loop {
            match self.lines.recv_timeout(PULSE) {
                Ok(line) => return Ok(line?.map_or(Heard::End, Heard::Line)),
                Err(RecvTimeoutError::Disconnected) => return Ok(Heard::End),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(news) = watch() {
                        return Ok(Heard::News(news));
                    }
                }
            }
        }
    }
}
