//! Reads lines of input, of any bytes and any length, and hears of story files that change during play.

use crate::game::Game;
use std::io::{self, BufRead, Read};
use std::iter;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Why play has ended: `Some` has the game to go on with and its seed, because the story was loaded again; `None` if
/// the player left.
pub type Left<'a> = Option<(Game<'a>, u64)>;

/// What has happened to the story's files during play.
pub enum News {
    /// The files have changed, and the story can be loaded again.
    Loaded,
    /// The files have changed and have faults: the number of faults, and the lines that describe them.
    Faulty(usize, Vec<String>),
}

/// A callback that play calls again and again; it gives news when files have changed.
pub type Watch<'w> = dyn FnMut() -> Option<News> + 'w;

/// How long play waits for input before it looks for changed files.
pub(super) const PULSE: Duration = Duration::from_millis(40);

pub enum Heard {
    Line(String),
    End,
    News(News),
}

/// The lines of standard input. Another thread reads them, so that play can look for changed files while it waits.
pub struct Typed {
    lines: Receiver<io::Result<String>>,
}

impl Typed {
    /// Starts the thread. From now on, nothing else may read standard input.
    pub fn begin() -> Typed {
        let (heard, lines) = channel();
        thread::spawn(move || {
            let mut lines = iter::from_fn(|| read_line(&mut io::stdin().lock()).transpose());
            lines.try_for_each(|line| heard.send(line))
        });
        Typed { lines }
    }

    /// The next line, or news of the story if that comes first.
    pub fn hear(&self, watch: &mut Watch) -> io::Result<Heard> {
        loop {
            match self.lines.recv_timeout(PULSE) {
                Ok(line) => return line.map(Heard::Line),
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

/// The most bytes of a line that are read; the rest of the line is skipped.
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
