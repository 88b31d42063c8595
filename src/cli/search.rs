//! The limits and the progress of a search, and the way to a scene.

use super::arguments::{LimitOptions, ReviewOptions};
use crate::debrief::Spoilers;
use crate::engine::Engine;
use crate::explore::{self, Ask, Limits, Options, PathStep, Progress};
use crate::story::{Claim, Condition, Expression, Property, SceneId, Story};
use std::io::{self, IsTerminal, Write};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

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
    let never = !Expression::At(scene);
    let claim = Claim::Always(Condition { expression: never, span });
    let asked = Story { properties: vec![Property { name: String::new(), claim }], ..story.clone() };
    let options = Options { ask: Ask { properties: true, ..Ask::default() }, ..Options::default() };
    let explored = explore::explore(&asked, engine, &options, &mut |_| {});
    explored.details?.properties.into_iter().next()?.path.map(|path| path.steps)
}
