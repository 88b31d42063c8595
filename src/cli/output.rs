//! Prints results and notes, decides about colour, handles pipes that close, and defines the exit codes.

use super::arguments::Common;
use crate::play::style::{Colours, Signs};
use crate::play::{self, Fold};
use crate::report::Paint;
use clap::ColorChoice;
use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// The exit code of a command; every command uses the same codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    Fine = 0,
    /// The story or a playthrough is at fault.
    AtFault = 1,
    /// The command could not run: wrong arguments, a missing file, or an error of input or output.
    Unable = 2,
    /// A limit stopped the search before it could decide.
    Undecided = 3,
}

/// The exit code of a command, or the error that kept it from running.
pub type CommandEnd = anyhow::Result<ExitCode>;

/// Writes results to standard output.
///
/// A reader that closes the pipe early, as in `counterpitch check | head -1`, causes no error: the exit code tells
/// about the story.
pub fn write(results: &[u8]) -> io::Result<()> {
    write_to(io::stdout().lock(), results)
}

/// Writes plain text to standard output; on a terminal, it breaks lines between words.
pub fn say(text: &str) -> io::Result<()> {
    write_to(folded(io::stdout().lock()), text.as_bytes())
}

fn write_to(mut stream: impl Write, text: &[u8]) -> io::Result<()> {
    match stream.write_all(text).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Whether an error only says that the reader closed the pipe. A game then ends without an error message.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// Writes a note to standard error. Ignores a failure to write, because the exit code already tells the result.
pub fn note(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Prints a sentence for a player on standard error. On a terminal, breaks lines between words.
pub fn notice(sentence: impl Display) {
    let mut stream = folded(io::stderr());
    let _ = writeln!(stream, "{sentence}").and_then(|()| stream.flush());
}

/// A stream for plain text. On a terminal, it breaks lines between words.
pub fn folded<W: Write + IsTerminal>(stream: W) -> Fold<W> {
    let columns = stream.is_terminal().then_some((|| play::size().0) as fn() -> usize);
    Fold::new(stream, columns)
}

/// Whether a report has colours. `--plain` and `--color` decide first, then the environment. If none of them decides, a
/// report has colours on a terminal that can show them.
pub fn paint(common: &Common, stream: &impl IsTerminal) -> Paint {
    let forced = is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE");
    let shows = common.color == ColorChoice::Always || forced || stream.is_terminal() && !is_dumb();
    let styled = !common.plain && shows && colours(common) != Colours::None;
    if styled { Paint::Styled } else { Paint::Plain }
}

/// How many colours a screen or a drawing uses: as the options say, or else as the environment says.
pub fn colours(common: &Common) -> Colours {
    let variable = |name: &str| env::var(name).ok();
    match common.color {
        ColorChoice::Auto => Colours::wanted(variable),
        ColorChoice::Always => Colours::there_are(variable),
        ColorChoice::Never => Colours::None,
    }
}

pub fn signs() -> Signs {
    Signs::wanted(|name| env::var(name).ok())
}

pub fn wants_words() -> bool {
    is_on("ACCESSIBLE")
}

pub fn is_dumb() -> bool {
    env::var("TERM").is_ok_and(|term| term == "dumb")
}

fn is_on(variable: &str) -> bool {
    env::var(variable).is_ok_and(|value| !value.is_empty() && value != "0")
}
