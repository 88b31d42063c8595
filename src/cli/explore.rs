//! `counterpitch explore` prints facts from all states of a story, `simulate` prints the results of many random games,
//! and `export` prints the story as a model for other tools. Here are also the limits and the progress of every search,
//! and the way to a scene.

use super::arguments::{ExploreOptions, ExportLanguage, Format, LimitOptions, ReviewOptions};
use super::output::{CommandEnd, ExitCode};
use super::stories::Setting;
use crate::debrief::Spoilers;
use crate::engine::{Engine, Past};
use crate::explore::{Ask, Limits, Options, PathStep, PrismModel, Progress, explore, prism, promela};
use crate::game;
use crate::report::{explored, simulated};
use crate::story::{Claim, Condition, Expression, Property, SceneId, Story, TextId};
use crate::view::Prose;
use anyhow::bail;
use std::io::{self, IsTerminal, Write};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

pub fn run(setting: Setting, options: &ExploreOptions, out: &mut dyn Write) -> CommandEnd {
    let reader = setting.reader;
    let is_json = setting.common.format == Format::Json;
    // Choices and ranges cost time: the search works them out only for output that shows them.
    let all = Ask { choices: options.choices || is_json, ranges: is_json, ..Ask::everything() };
    let how = Options {
        reduced: !options.unreduced,
        ask: if options.states_only { Ask::default() } else { all },
        limits: options.limits.limits(),
    };
    let started = Instant::now();
    let found = metered(|progress| explore(reader.story, reader.engine, &how, progress));
    let seconds = started.elapsed().as_secs_f64();
    if is_json {
        explored::json(out, reader, &found, seconds)?;
    } else {
        explored::page(out, reader, &found, seconds)?;
        if let Some(details) = found.details.as_ref().filter(|_| options.choices) {
            explored::choices(out, reader, details)?;
        }
    }
    Ok(if found.search.complete { ExitCode::Fine } else { ExitCode::Undecided })
}

pub fn simulate(setting: Setting, games: u64, renders: bool, out: &mut dyn Write) -> CommandEnd {
    let reader = setting.reader;
    let (mut raw, mut prose) = (String::new(), Prose::default());
    let mut read = |text: TextId, state: &[u64], past: &Past| {
        reader.read(text, state, past, &mut raw, &mut prose);
        prose.words()
    };
    let started = Instant::now();
    let read: Option<&mut game::Read> = if renders { Some(&mut read) } else { None };
    let simulated = game::simulate(reader.story, reader.engine, games, setting.common.seed.unwrap_or(0), read);
    let seconds = started.elapsed().as_secs_f64();
    match setting.common.format {
        Format::Json => simulated::json(out, reader.story, &simulated, seconds)?,
        _ => simulated::page(out, reader, &simulated, seconds)?,
    }
    Ok(ExitCode::Fine)
}

pub fn export(setting: Setting, language: ExportLanguage, is_random: bool, out: &mut dyn Write) -> CommandEnd {
    let (story, engine) = (setting.reader.story, setting.reader.engine);
    let model = match language {
        ExportLanguage::Promela if is_random => bail!("`--random` is for `export prism`: SPIN knows no chances"),
        ExportLanguage::Promela => promela(story, engine),
        ExportLanguage::Prism if is_random => prism(story, engine, PrismModel::Random),
        ExportLanguage::Prism => prism(story, engine, PrismModel::Free),
    };
    write!(out, "{model}")?;
    Ok(ExitCode::Fine)
}

/// A search shows its progress only after this time.
const SOON: Duration = Duration::from_millis(500);

/// Runs a search. If it takes long, a terminal shows the number of states found, and of states found in a second.
pub fn metered<T>(search: impl FnOnce(&mut (dyn FnMut(Progress) + Send)) -> T) -> T {
    let (started, is_on) = (Instant::now(), io::stderr().is_terminal());
    let mut shown: Option<Instant> = None;
    let found = search(&mut |progress| {
        let now = Instant::now();
        let elapsed = now - started;
        if is_on && elapsed > SOON && shown.is_none_or(|shown| now - shown > SOON / 4) {
            let rate = progress.states as f64 / elapsed.as_secs_f64();
            let _ = write!(io::stderr(), "\r{} states, {:.1} million a second ", progress.states, rate / 1e6);
            shown = Some(now);
        }
    });
    if shown.is_some() {
        let _ = write!(io::stderr(), "\r{:60}\r", "");
    }
    found
}

impl LimitOptions {
    pub fn limits(&self) -> Limits {
        let threads = self.threads.unwrap_or_else(cores).max(1);
        Limits { states: self.max_states, memory: bytes(self.memory), threads }
    }
}

impl ReviewOptions {
    pub fn spoilers(&self) -> Spoilers {
        if self.spoilers { Spoilers::Told } else { Spoilers::Kept }
    }

    /// The limits of a search for chances: the memory that the options allow, and no limit on states.
    pub fn limits(&self, threads: usize) -> Limits {
        Limits { states: None, memory: bytes(self.memory), threads }
    }
}

pub fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

fn bytes(mebibytes: usize) -> usize {
    mebibytes.saturating_mul(1 << 20)
}

/// The steps of a shortest playthrough to a scene; `None` if the search finds no playthrough to the scene.
///
/// The search tries to prove that no game comes to the scene. Its counterexample is the way to the scene.
pub fn to_scene(story: &Story, engine: &Engine, scene: SceneId) -> Option<Vec<PathStep>> {
    let span = story.scene(scene).span;
    let never = Expression::not(Expression::At(scene));
    let claim = Claim::Always(Condition { expression: never, span });
    let asked = Story { properties: vec![Property { name: String::new(), claim }], ..story.clone() };
    let options = Options { ask: Ask { properties: true, ..Ask::default() }, ..Options::default() };
    let explored = explore(&asked, engine, &options, &mut |_| {});
    explored.details?.properties.into_iter().next()?.path.map(|path| path.steps)
}
