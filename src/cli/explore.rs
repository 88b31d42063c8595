//! `counterpitch explore`: every state of a story, and what follows from knowing all of them.

use super::ExitCode;
use super::arguments::{Common, ExploreOptions, Format};
use super::search::Meter;
use super::{output, stories};
use crate::engine::Engine;
use crate::explore::{Ask, Options, explore};
use crate::report::explored;
use crate::view::Reader;
use std::io::Write;
use std::time::Instant;

/// Explores the story and prints what was found.
pub fn run(common: &Common, options: &ExploreOptions) -> anyhow::Result<ExitCode> {
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let is_json = common.format == Format::Json;
    // What the page does not show is not asked for.
    let all = Ask { choices: options.choices || is_json, ranges: is_json, ..Ask::everything() };
    let how = Options {
        reduced: !options.unreduced,
        ask: if options.states_only { Ask::default() } else { all },
        limits: options.limits.limits(),
    };
    let started = Instant::now();
    let mut meter = Meter::new();
    let found = explore(story, &engine, &how, &mut |progress| meter.show(progress));
    meter.clear();
    let seconds = started.elapsed().as_secs_f64();
    let out = &mut output::results();
    match common.format {
        Format::Json => explored::json(out, reader, &found, seconds)?,
        _ => {
            explored::page(out, reader, &found, seconds)?;
            if let Some(details) = found.details.as_ref().filter(|_| options.choices) {
                explored::choices(out, reader, details)?;
            }
        }
    }
    out.flush()?;
    Ok(if found.search.complete { ExitCode::Fine } else { ExitCode::Undecided })
}
