//! `counterpitch play` in a terminal.

use super::arguments::{Common, PlayOptions};
use super::games::{Begun, Saved, Table};
use super::saves::{Shelf, Slot};
use super::stories::{self, Opened};
use super::watching::{Carried, Watched};
use super::{Exit, output, review};
use crate::engine::Engine;
use crate::play::interactive;
use crate::play::offer::Answer;
use crate::play::{Screen, Session};
use crate::view::Reader;
use anyhow::Context;
use std::env;
use std::io::{self, IsTerminal};

/// Whether the game draws on a terminal; otherwise it is played in plain words.
pub fn is_wanted(common: &Common, options: &PlayOptions) -> bool {
    // Only Windows has no name for its terminal.
    let can_draw = env::var("TERM").map_or(cfg!(windows), |term| !term.is_empty() && term != "dumb");
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    !common.plain && !options.events && !output::wants_words() && can_draw && is_terminal
}

/// Plays until the player leaves.
pub fn run(common: &Common, options: &PlayOptions, mut opened: Opened) -> anyhow::Result<Exit> {
    let mut screen = Screen::open(output::colours(common))?;
    let mut carried = None;
    while let Some((fresh, game)) = sit_down(common, options, &opened, &mut screen, carried.take())? {
        opened = fresh;
        carried = Some(game);
    }
    Ok(Exit::Fine)
}

/// Plays one story until the player leaves, or until it is loaded again.
fn sit_down(
    common: &Common,
    options: &PlayOptions,
    opened: &Opened,
    screen: &mut Screen,
    carried: Option<Carried>,
) -> anyhow::Result<Option<(Opened, Carried)>> {
    let story = opened.loaded.story.as_ref().expect("only a story without a fault is played");
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let table = Table { opened, story, engine: &engine, words: reader.catalogue };
    let slot = if options.at.is_some() { Slot::Tried } else { Slot::Interactive };
    let mut shelf = Shelf::open(story, opened.folder.as_deref(), slot, &language);
    shelf.record(options.record.clone());
    shelf.seed_next(common.seed);
    let begun = match carried {
        Some(carried) => carried.go_on(table, &mut shelf),
        None => {
            interactive::greet(screen, &reader);
            match choose_game(options, table, screen, &reader, &mut shelf)? {
                Some(begun) => begun,
                None => return Ok(None),
            }
        }
    };
    interactive::tell(screen, &begun.notices);
    shelf.begin_recording(&begun.game, begun.seed).context("the game cannot be recorded")?;
    let session = Session::new(reader, begun.game, begun.seed, &mut shelf)
        .with_review(review::in_background(reader, options.review.limits(1)), options.review.spoilers());
    let folder = opened.folder.clone().filter(|_| options.watch);
    let Some(folder) = folder else {
        interactive::play(session, screen, None)?;
        return Ok(None);
    };
    let mut watched = Watched::new(folder, story);
    let left = interactive::play(session, screen, Some(&mut || watched.look()))?;
    Ok(watched.carry(left))
}

/// The game to play: as told, or the one that was left if the player wants it, or a new one. `None` when the player
/// wants none at all.
fn choose_game<'a>(
    options: &PlayOptions,
    table: Table<'a>,
    screen: &mut Screen,
    reader: &Reader,
    shelf: &mut Shelf,
) -> anyhow::Result<Option<Begun<'a>>> {
    if let Some(file) = &options.from {
        return table.take_up_file(file, shelf).map(Some);
    }
    if let Some(scene) = &options.at {
        return table.begin_at(scene, shelf).map(Some);
    }
    let saved = match table.saved(shelf)? {
        Saved::Game(begun) => Some(begun),
        Saved::None if options.resume => {
            interactive::tell(screen, &[reader.catalogue.saves.nothing_saved.to_owned()]);
            None
        }
        Saved::None => None,
        Saved::Aside(notice) => {
            interactive::tell(screen, &[notice]);
            None
        }
    };
    if let Some(begun) = saved {
        let answer = match begun.game.turns().len() {
            _ if options.resume => Answer::Resume,
            1 if begun.is_whole => Answer::Anew,
            _ => interactive::offer(screen, reader, &begun.game)?,
        };
        match answer {
            Answer::Resume => {
                shelf.go_on();
                return Ok(Some(begun));
            }
            Answer::Anew => {}
            Answer::Quit => return Ok(None),
        }
    }
    Ok(Some(table.begin(shelf)))
}
