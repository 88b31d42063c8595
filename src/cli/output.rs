//! Where results go: colour or none, and pipes that close.

use super::arguments::{Color, Common};
use crate::report::Paint;
use std::env;
use std::io::{self, IsTerminal};

/// Whether an error only says that nobody reads any more, as in `counterpitch … | head`.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Whether a report is coloured: as told; otherwise by `NO_COLOR`, then `FORCE_COLOR` and `CLICOLOR_FORCE`, then
/// whether the stream is a terminal that can show colours, then `CLICOLOR`.
pub fn paint(common: &Common, stream: &impl IsTerminal) -> Paint {
    let set = |name: &str| env::var(name).is_ok_and(|value| !value.is_empty());
    let on = |name: &str| env::var(name).is_ok_and(|value| !value.is_empty() && value != "0");
    let styled = match common.color {
        _ if common.plain => false,
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if on("FORCE_COLOR") || on("CLICOLOR_FORCE") => true,
        Color::Auto => {
            let dumb = env::var("TERM").is_ok_and(|term| term == "dumb");
            stream.is_terminal() && !dumb && !env::var("CLICOLOR").is_ok_and(|value| value == "0")
        }
    };
    if styled { Paint::Styled } else { Paint::Plain }
}
