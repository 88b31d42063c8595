//! `counterpitch play`: which way of playing, and the ways without a screen.

use super::arguments::{Common, PlayOptions};
use super::foreign::is_foreign;
use super::games::{Begun, Saved, Table};
use super::saves::{Shelf, Slot};
use super::stories::{self, Opened};
use super::watching::{Carried, Watched};
use super::{Exit, interactive, output, review};
use crate::engine::Engine;
use crate::play::offer::{self, Answer};
use crate::play::plain::{self, Opening};
use crate::play::reload::Typed;
use crate::play::{self, Fold, Session};
use crate::report::events;
use crate::view::{Event, Reader};
use anyhow::{Context, bail};
use std::io::{self, IsTerminal, Write};
use std::mem;

/// Plays until the player leaves.
pub fn run(common: &Common, options: &PlayOptions) -> anyhow::Result<Exit> {
    let opened = stories::for_players(common)?;
    if stories::valid(&opened, common)?.is_none() {
        return Ok(Exit::AtFault);
    }
    if let Some(file) = options.record.as_deref().filter(|file| is_foreign(file)) {
        let file = file.display();
        bail!(
            "`{file}` is something else than a saved game, and is left alone; give `--record` another name"
        );
    }
    if options.watch && opened.folder.is_none() {
        bail!("only a story of your own can change while it is played: name its folder with `--story`");
    }
    if options.watch && options.events {
        bail!("`--watch` is for people who read, not for programs: leave out `--events`");
    }
    if interactive::is_wanted(common, options) {
        return interactive::run(common, options, opened);
    }
    let (mut opened, mut typed, mut carried) = (opened, None, None);
    while let Some((fresh, game)) = talk(common, options, &opened, &mut typed, carried.take())? {
        opened = fresh;
        carried = Some(game);
    }
    // The program ends with the game, and the system takes a story back faster than piece by piece.
    mem::forget(opened);
    Ok(Exit::Fine)
}

/// Plays in lines, of words or of JSON, until the player leaves or the story is loaded again.
fn talk(
    common: &Common,
    options: &PlayOptions,
    opened: &Opened,
    typed: &mut Option<Typed>,
    carried: Option<Carried>,
) -> anyhow::Result<Option<(Opened, Carried)>> {
    let story = opened.loaded.story.as_ref().expect("only a story without a fault is played");
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    // Words on a terminal are read by a person, who goes on with the game that was left, whichever way it was played.
    let is_read_by_a_person = !options.events && io::stdin().is_terminal() && io::stdout().is_terminal();
    let slot = match is_read_by_a_person {
        _ if options.at.is_some() => Slot::Tried,
        true => Slot::Interactive,
        false => Slot::Piped,
    };
    let mut shelf = Shelf::open(story, opened.folder.as_deref(), slot, &language);
    shelf.record(options.record.clone());
    shelf.seed_next(common.seed);
    let table = Table { opened, story, engine: &engine, words: reader.catalogue };
    let output = io::stdout().lock();
    let output = &mut if options.events { Fold::new(output, None) } else { output::folded(output) };
    let ask = |begun: &Begun| match is_read_by_a_person {
        true => offer::ask(&reader, &begun.game, &mut io::stdin().lock(), output),
        false => Ok(Answer::Anew),
    };
    let opening = if carried.is_some() { Opening::Again } else { Opening::First };
    let begun = match carried {
        Some(carried) => Some(carried.go_on(table, &mut shelf)),
        None => begin(options, table, &mut shelf, ask)?,
    };
    let Some(Begun { game, seed, notices, .. }) = begun else { return Ok(None) };
    for notice in notices {
        match opening {
            Opening::First => output::say(io::stderr(), &format!("{notice}\n"))?,
            Opening::Again => writeln!(output, "\n{notice}\n")?,
        }
    }
    // A game that cannot be kept is played all the same, and the player is told; a recording was asked for.
    shelf.begin_recording(&game, seed).context("the game cannot be recorded")?;
    if options.events {
        let mut emit = |event: &Event| {
            writeln!(output, "{}", events::line(event))?;
            output.flush()
        };
        play::events::play(reader, game, seed, &mut io::stdin().lock(), &mut emit, &mut shelf)?;
        return Ok(None);
    }
    let session = Session::new(reader, game, seed, &mut shelf)
        .with_review(review::in_background(reader, options.review.limits(1)), options.review.spoilers());
    let session = if is_read_by_a_person { session.with_questions() } else { session };
    let Some(folder) = opened.folder.clone().filter(|_| options.watch) else {
        plain::play(session, &mut io::stdin().lock(), output)?;
        return Ok(None);
    };
    let typed = typed.get_or_insert_with(Typed::begin);
    let mut watched = Watched::new(folder, story);
    let left = plain::converse(session, opening, &mut || typed.hear(&mut || watched.look()), output)?;
    Ok(watched.carry(left))
}

/// The game to play: as told, or the one that was left if the player wants it, or a new one. `None` when the player
/// wants none at all.
fn begin<'a>(
    options: &PlayOptions,
    table: Table<'a>,
    shelf: &mut Shelf,
    ask: impl FnOnce(&Begun) -> io::Result<Answer>,
) -> anyhow::Result<Option<Begun<'a>>> {
    if let Some(file) = &options.from {
        return table.take_up_file(file, shelf).map(Some);
    }
    if let Some(scene) = &options.at {
        return table.begin_at(scene, shelf).map(Some);
    }
    let notice = match table.saved(shelf)? {
        Saved::Game(begun) => {
            let answer = match begun.game.turns().len() {
                _ if options.resume => Answer::Resume,
                1 if begun.is_whole => Answer::Anew,
                _ => ask(&begun)?,
            };
            match answer {
                Answer::Resume => {
                    shelf.go_on();
                    return Ok(Some(begun));
                }
                Answer::Anew => None,
                Answer::Quit => return Ok(None),
            }
        }
        Saved::None => options.resume.then(|| table.words.saves.nothing_saved.to_owned()),
        Saved::Aside(notice) => Some(notice),
    };
    let mut begun = table.begin(shelf);
    begun.notices.extend(notice);
    Ok(Some(begun))
}
