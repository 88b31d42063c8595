//! `counterpitch simulate`: many random games on one thread.

use super::ExitCode;
use super::arguments::{Common, Format, SimulateOptions};
use super::{output, stories};
use crate::engine::{Engine, Past};
use crate::game;
use crate::report::simulated;
use crate::story::TextId;
use crate::view::{Prose, Reader};
use std::io::Write;
use std::time::Instant;

/// Plays the games and prints how they went.
pub fn run(common: &Common, options: &SimulateOptions) -> anyhow::Result<ExitCode> {
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let (mut raw, mut prose) = (String::new(), Prose::default());
    let mut read = |text: TextId, state: &[u64], past: &Past| {
        reader.read(text, state, past, &mut raw, &mut prose);
        prose.words()
    };
    let started = Instant::now();
    let seed = common.seed.unwrap_or(0);
    let read: Option<&mut game::Read> = if options.text { Some(&mut read) } else { None };
    let simulated = game::simulate(story, &engine, options.games, seed, read);
    let seconds = started.elapsed().as_secs_f64();
    let out = &mut output::results();
    match common.format {
        Format::Json => simulated::json(out, story, &simulated, seconds)?,
        _ => simulated::page(out, reader, &simulated, seconds)?,
    }
    out.flush()?;
    Ok(ExitCode::Fine)
}
