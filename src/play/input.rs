//! Lines of input, whatever the bytes and however many, and news of a story that changes while it is played.

use crate::game::Game;
use std::io::{self, BufRead, Read};
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

/// What lies beyond so many bytes of a line is not read: nobody types that.
const LONGEST: u64 = 4096;

/// Reads the next line without its end; `None` at the end of input.
pub(super) fn read_line(input: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    Read::take(&mut *input, LONGEST).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    Ok(Some(String::from_utf8_lossy(&line).trim().to_string()))
}

/// What a player typed, fit to be said again: whatever is no letter, digit or common sign has become U+FFFD.
pub(super) fn echo(typed: &str) -> String {
    let fit = |c: char| if c.is_alphanumeric() || matches!(c, ' '..='~') { c } else { char::REPLACEMENT_CHARACTER };
    typed.chars().map(fit).collect()
}
