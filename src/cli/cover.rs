//! `counterpitch cover`: a small set of playthroughs that show all that a story can show.

use super::arguments::LimitOptions;
use super::files::{self, shown};
use super::output::{self, CommandEnd, ExitCode};
use super::search::metered;
use super::stories::Setting;
use crate::check::decisions;
use crate::explore::{self, Cover, Showable};
use crate::game::{Game, Stop};
use crate::report::coverage::address;
use crate::script::{self, Heading};
use crate::story::ChoiceId;
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The first line of a file that this command writes. The command removes only files with this line, once they are of
/// no use.
const MARK: &str =
    "# Written by `counterpitch cover`, which takes it away when it adds nothing: without this line it stays.";

struct Held {
    path: PathBuf,
    is_ours: bool,
    shown: Option<BTreeSet<Showable>>,
}

/// Writes the playthroughs that the folder lacks. Says how many playthroughs show everything then, and the least
/// number that can.
pub fn run(setting: Setting, folder: &Path, limits: &LimitOptions, out: &mut dyn Write) -> CommandEnd {
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
    write_added(setting, folder, &found, out)?;
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

fn write_added(setting: Setting, folder: &Path, found: &Cover, out: &mut dyn Write) -> anyhow::Result<()> {
    let (story, engine) = (setting.reader.story, setting.reader.engine);
    for (steps, adds) in &found.added {
        let is_ending = |what: &&Showable| matches!(what, Showable::Scene(id) if story.scene(*id).is_ending());
        let Some(first) = adds.iter().find(is_ending).or(adds.first()) else { continue };
        let address = address(story, *first);
        let title = match adds.len() - 1 {
            0 => format!("Shows {address}"),
            more => format!("Shows {address}, and {more} more"),
        };
        let game = script::follow(story, engine, &decisions(story, steps), None)
            .context("a playthrough that was found can be played")?;
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
    let mut sources = setting.opened.sources.clone();
    let mut held = Vec::new();
    for path in files::entries(folder)? {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let bytes = files::read_found(&path)?;
        let is_ours = bytes.starts_with(MARK.as_bytes());
        let run = setting.replay(&path, bytes, &mut sources);
        let shown = run.game.as_ref().filter(|_| run.passed()).map(shown_by);
        held.push(Held { path, is_ours, shown });
    }
    Ok(held)
}

pub fn shown_by(game: &Game) -> BTreeSet<Showable> {
    let choices: Vec<ChoiceId> = game.turns().iter().filter_map(|turn| Some(turn.choice.as_ref()?.0)).collect();
    let draws: Vec<u8> = game.draws().map(|drawn| drawn.arm).collect();
    explore::shown(game.story, game.engine, [(&*choices, &*draws)]).remove(0)
}
