//! `counterpitch play`: which way of playing, and the ways without a screen.

use super::arguments::{Common, PlayOptions};
use super::games::{Begun, Saved, Table};
use super::saves::{Shelf, Slot};
use super::stories::{self, Opened};
use super::{Exit, interactive, review};
use crate::engine::Engine;
use crate::play::{self, Keep, Session};
use crate::report::events;
use crate::view::Reader;
use anyhow::{Context, bail};
use std::io::{self, Write};

/// Plays until the player leaves.
pub fn run(common: &Common, options: &PlayOptions) -> anyhow::Result<Exit> {
    let opened = stories::for_players(common)?;
    if stories::valid(&opened, common)?.is_none() {
        return Ok(Exit::AtFault);
    }
    if interactive::is_wanted(common, options) {
        return interactive::run(common, options, opened);
    }
    if options.watch {
        bail!("`--watch` shows each change on a screen, and there is none here");
    }
    talk(common, options, &opened)
}

/// Plays in lines, of words or of JSON.
fn talk(common: &Common, options: &PlayOptions, opened: &Opened) -> anyhow::Result<Exit> {
    let story = opened.loaded.story.as_ref().expect("only a story without a fault is played");
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let mut shelf = Shelf::open(story, opened.folder.as_deref(), Slot::Piped, &language);
    shelf.record(options.record.clone());
    shelf.seed_next(common.seed);
    let table = Table { opened, story, engine: &engine, words: reader.catalogue };
    let Begun { game, seed, notices, .. } = begin(options, table, &mut shelf)?;
    notices.iter().for_each(|notice| eprintln!("{notice}"));
    // A game that cannot be kept is played all the same, and the player is told; a recording was asked for.
    let kept = shelf.keep(&game, seed);
    if options.record.is_some() {
        kept.context("the game cannot be recorded")?;
    }
    let input = &mut io::stdin().lock();
    let output = &mut io::stdout().lock();
    if options.events {
        let mut emit = |event: &crate::view::Event| {
            writeln!(output, "{}", events::line(event))?;
            output.flush()
        };
        play::events::play(reader, game, seed, input, &mut emit, &mut shelf)?;
    } else {
        let session = Session::new(reader, game, seed, &mut shelf);
        let session = session.with_review(review::in_background(reader), options.spoilers());
        play::plain::play(session, input, output)?;
    }
    Ok(Exit::Fine)
}

/// The game to play: a new one, unless told.
fn begin<'a>(options: &PlayOptions, table: Table<'a>, shelf: &mut Shelf) -> anyhow::Result<Begun<'a>> {
    if let Some(file) = &options.from {
        return table.take_up_file(file, shelf);
    }
    if let Some(scene) = &options.at {
        return table.begin_at(scene, shelf);
    }
    if !options.resume {
        return Ok(table.begin(shelf));
    }
    let notice = match table.saved(shelf)? {
        Saved::Game(begun) => {
            shelf.go_on(begun.is_whole);
            return Ok(begun);
        }
        Saved::None => table.words.saves.nothing_saved.to_owned(),
        Saved::Aside(notice) => notice,
    };
    let mut begun = table.begin(shelf);
    begun.notices.push(notice);
    Ok(begun)
}
