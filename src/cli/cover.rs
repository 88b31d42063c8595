//! `counterpitch cover`: a small set of playthroughs that show all that a story can show; and how much of that some
//! playthroughs show.

use super::arguments::LimitOptions;
use super::files::{self, reported, shown};
use super::output::{self, ExitCode};
use super::search::{limits, metered, play};
use super::stories::Setting;
use crate::engine::Engine;
use crate::explore::{self, Cover, Showable};
use crate::game::{Game, Stop};
use crate::report::coverage::{Coverage, address};
use crate::script::{self, Heading, Run};
use crate::story::{ChoiceId, Story};
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The first line of a file that this command writes. A file with this line is removed when it adds nothing any more.
const MARK: &str =
    "# Written by `counterpitch cover`, which takes it away when it adds nothing: without this line it stays.";

struct Held {
    path: PathBuf,
    is_ours: bool,
    shown: Option<BTreeSet<Showable>>,
}

/// Writes the playthroughs that the folder lacks. Says how many there are then, and that no set of fewer than `least`
/// can do.
pub fn run(setting: Setting, folder: &Path, limits: &LimitOptions, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let (story, engine) = (setting.reader.story, setting.reader.engine);
    files::make_folder(folder)?;
    let held = held(folder, setting)?;
    let passing: Vec<&Held> = held.iter().filter(|held| held.shown.is_some()).collect();
    let sets: Vec<BTreeSet<Showable>> = passing.iter().filter_map(|held| held.shown.clone()).collect();
    let found = metered(|progress| explore::cover(story, engine, &sets, &limits.limits(), progress));
    let Some(found) = found else {
        output::note("a limit stopped the search; nothing was written");
        return Ok(ExitCode::Undecided);
    };
    let serves: BTreeSet<&Path> = found.held.iter().map(|&(at, _)| passing[at].path.as_path()).collect();
    for held in held.iter().filter(|held| !serves.contains(held.path.as_path())) {
        if held.is_ours {
            let cannot = || format!("cannot remove `{}`", shown(&held.path));
            fs::remove_file(&held.path).with_context(cannot)?;
            writeln!(out, "removed {}", shown(&held.path))?;
        } else if held.shown.is_none() {
            writeln!(out, "does not pass: {}", shown(&held.path))?;
        }
    }
    write_added(folder, story, engine, &found, out)?;
    let count = found.held.len() + found.added.len();
    writeln!(
        out,
        "{count} playthroughs show all {} scenes, choices, locked choices, arms and parts of texts that games can show\n\
         no set of fewer than {} does",
        found.showable.len(),
        found.least
    )?;
    Ok(ExitCode::Fine)
}

fn write_added(
    folder: &Path,
    story: &Story,
    engine: &Engine,
    found: &Cover,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    for (steps, adds) in &found.added {
        let order = |what: &Showable| match what {
            Showable::Scene(id) if story.scene(*id).is_ending() => 0,
            Showable::Scene(_) => 1,
            Showable::Arm(..) => 2,
            Showable::Choice(_) => 3,
            Showable::Locked(_) => 4,
            Showable::Text(_) | Showable::Part(..) => 5,
        };
        let Some(first) = adds.iter().min_by_key(|what| (order(what), **what)) else { continue };
        let address = address(story, *first);
        let title = match adds.len() - 1 {
            0 => format!("Shows {address}"),
            more => format!("Shows {address}, and {more} more"),
        };
        let game = play(story, engine, steps, None).context("a playthrough that was found can be played")?;
        if game.turn().stop == Stop::EndlessChain {
            writeln!(out, "no playthrough can show {address}: scenes go round for ever there")?;
            continue;
        }
        let expect = script::outcome(&game);
        let heading = Heading { title: Some(&title), expect: expect.as_deref(), ..Heading::default() };
        let path = files::free(files::numbered(folder, &address.replace(['.', '#'], "-"), ".toml"));
        files::write(&path, format!("{MARK}\n{}", script::write(&game, &heading)))?;
        writeln!(out, "wrote {}", shown(&path))?;
    }
    Ok(())
}

fn held(folder: &Path, setting: Setting) -> anyhow::Result<Vec<Held>> {
    let (story, engine) = (setting.reader.story, setting.reader.engine);
    let mut sources = setting.opened.sources.clone();
    let mut held = Vec::new();
    for path in files::entries(folder)? {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let bytes = files::read_found(&path)?;
        let is_ours = bytes.starts_with(MARK.as_bytes());
        let file = sources.add(reported(&path), bytes);
        let run = Run::new(story, engine, &setting.opened.loaded.names, &sources, file);
        let shown = run.game.as_ref().filter(|_| run.passed()).map(|game| shown_by(story, engine, game));
        held.push(Held { path, is_ours, shown });
    }
    Ok(held)
}

pub fn shown_by(story: &Story, engine: &Engine, game: &Game) -> BTreeSet<Showable> {
    let choices: Vec<ChoiceId> = game.turns().iter().filter_map(|turn| Some(turn.choice.as_ref()?.0)).collect();
    let draws: Vec<u8> = game.draws().map(|drawn| drawn.arm).collect();
    explore::shown(story, engine, [(&*choices, &*draws)]).remove(0)
}

/// How much of the story some games show; `None` if a limit stopped the search.
pub fn coverage<'g, 'a: 'g>(
    story: &Story,
    engine: &Engine,
    games: impl Iterator<Item = &'g Game<'a>>,
) -> Option<Coverage> {
    let showable = metered(|progress| explore::showable(story, engine, &limits(), progress));
    let shown = games.flat_map(|game| shown_by(story, engine, game)).collect();
    Some(Coverage { showable: showable?, shown })
}
