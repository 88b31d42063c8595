//! Lines of input, of any bytes and any length; and news of a story that changes while it is played.

use crate::game::Game;
use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// The game and its seed, if the story was loaded again; `None` if the player left for good.
pub type Left<'a> = Option<(Game<'a>, u64)>;

/// What became of the files of a story while it is played.
pub enum News {
    /// They changed, and the story can be loaded again.
    Loaded,
    /// They changed and have faults: the number of faults, and the lines that tell them.
    Faulty(usize, Vec<String>),
}

/// A callback. Play calls it again and again to hear of changed files.
pub type Watch<'w> = dyn FnMut() -> Option<News> + 'w;

/// How long play waits for input before it looks at the files.
pub(super) const PULSE: Duration = Duration::from_millis(40);

pub enum Heard {
    Line(String),
    End,
    News(News),
}

/// The lines of standard input. A thread of its own reads them, so that the caller can look at files while it waits.
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

/// The most bytes of a line that are read; the rest is skipped. Nobody types more.
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

/// What a player typed, safe to print: any character but letters, digits and common signs becomes U+FFFD.
pub(super) fn echo(typed: &str) -> String {
    let fit = |c: char| if c.is_alphanumeric() || matches!(c, ' '..='~') { c } else { char::REPLACEMENT_CHARACTER };
    typed.chars().map(fit).collect()
}
