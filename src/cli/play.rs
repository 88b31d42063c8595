//! `counterpitch play`: which way of playing, which game, and where it is kept.

use super::Exit;
use super::arguments::{Common, PlayOptions};
use super::saves::{Shelf, Slot};
use super::stories::{self, Opened};
use crate::engine::Engine;
use crate::game::{Game, seeded};
use crate::play::{self, Keep};
use crate::report::events;
use crate::script::{self, Resumed};
use crate::source::Sources;
use crate::story::Story;
use crate::view::Reader;
use anyhow::Context;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Plays until the player leaves.
pub fn run(common: &Common, options: &PlayOptions) -> anyhow::Result<Exit> {
    let opened = stories::for_players(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(Exit::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let mut shelf = Shelf::open(story, opened.folder.as_deref(), Slot::Piped, &language);
    shelf.record(options.record.clone());
    shelf.seed_next(common.seed);
    let (game, seed) = begin(&opened, story, &engine, options, &mut shelf)?;
    shelf.keep(&game, seed).context("the game cannot be saved")?;
    let input = &mut io::stdin().lock();
    let output = &mut io::stdout().lock();
    if options.events {
        let mut emit = |event: &crate::view::Event| {
            writeln!(output, "{}", events::line(event))?;
            output.flush()
        };
        play::events::play(reader, game, seed, input, &mut emit, &mut shelf)?;
    } else {
        play::plain::play(reader, game, seed, input, output, &mut shelf)?;
    }
    Ok(Exit::Fine)
}

/// The game to play: a new one, or one taken up again from a file.
fn begin<'a>(
    opened: &Opened,
    story: &'a Story,
    engine: &'a Engine,
    options: &PlayOptions,
    shelf: &mut Shelf,
) -> anyhow::Result<(Game<'a>, u64)> {
    let seed = shelf.seed();
    let saved = shelf.game_file().filter(|_| options.resume);
    match options.from.as_deref().or(saved.as_deref()) {
        Some(file) => take_up(opened, story, engine, file, seed),
        None => Ok((Game::begin(story, engine, &mut seeded(seed)).expect("a seed decides every draw"), seed)),
    }
}

/// Takes a game up again, as far as the story still allows it.
fn take_up<'a>(
    opened: &Opened,
    story: &'a Story,
    engine: &'a Engine,
    file: &Path,
    seed: u64,
) -> anyhow::Result<(Game<'a>, u64)> {
    let bytes = fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let mut sources = Sources::new();
    let id = sources.add(file.display().to_string(), bytes);
    let playthrough = script::parse(&sources, id, &opened.loaded.names).map_err(|_| {
        anyhow::anyhow!("`{}` is no playthrough; `counterpitch replay` says why", file.display())
    })?;
    let seed = playthrough.seed.unwrap_or(seed);
    let Resumed { game, lost } = script::resume(story, engine, &playthrough, seed);
    if let Some(lost) = lost {
        let told = lost.failure.told(story, engine).line();
        eprintln!(
            "the story has changed since: {} choices made again, {} not ({told})",
            lost.kept, lost.dropped
        );
    }
    Ok((game, seed))
}
