//! Writes which scenes, choices, arms and texts of a story some playthroughs do not show, and how many they show.

use super::json::write_line;
use crate::explore::Showable;
use crate::story::{Exit, SceneId, Story, TextId};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{self, Write};

#[derive(Clone, Debug)]
pub struct Coverage {
    pub showable: BTreeSet<Showable>,
    /// The part of `showable` that the playthroughs show.
    pub shown: BTreeSet<Showable>,
}

/// The kinds of [`Showable`] in words, in the order of the function `kind`.
const KINDS: [&str; 5] = ["scenes", "choices", "locked choices", "arms", "conditional texts and their parts"];

fn kind(what: Showable) -> usize {
    match what {
        Showable::Scene(_) => 0,
        Showable::Choice(_) => 1,
        Showable::Locked(_) => 2,
        Showable::Arm(..) => 3,
        Showable::Text(_) | Showable::Part(..) => 4,
    }
}

impl Coverage {
    /// For each kind of [`KINDS`]: (how many the playthroughs show, how many games can show).
    fn counts(&self) -> [(usize, usize); 5] {
        let mut counts = [(0, 0); 5];
        for what in &self.showable {
            let (shown, of) = &mut counts[kind(*what)];
            *shown += usize::from(self.shown.contains(what));
            *of += 1;
        }
        counts
    }

    fn missing(&self, story: &Story) -> Vec<String> {
        self.showable.difference(&self.shown).map(|&what| address(story, what)).collect()
    }
}

pub fn json(out: &mut dyn Write, story: &Story, coverage: &Coverage) -> io::Result<()> {
    let counts = coverage.counts().map(|(shown, of)| json!({"shown": shown, "of": of}));
    let [scenes, choices, locked, arms, texts] = counts;
    let counts = json!({"scenes": scenes, "choices": choices, "arms": arms, "texts": texts, "locked": locked});
    write_line(out, &json!({"coverage": counts, "missing": coverage.missing(story)}))
}

pub fn human(out: &mut dyn Write, story: &Story, coverage: &Coverage) -> io::Result<()> {
    writeln!(out, "\nshown of what games can show:")?;
    for (name, (shown, of)) in KINDS.iter().zip(coverage.counts()) {
        writeln!(out, "{shown:>6} of {of:<6} {name}")?;
    }
    let missing = coverage.missing(story);
    if !missing.is_empty() {
        writeln!(out, "\nnot shown:")?;
        missing.iter().try_for_each(|address| writeln!(out, "  {address}"))?;
    }
    Ok(())
}

/// The address of a scene, choice, arm or text. A part of a text ends in `#` and its number, from 1.
pub fn address(story: &Story, what: Showable) -> String {
    let scene = |id: SceneId| story.scene(id).name.as_str();
    let owner = |exit: Exit| match exit {
        Exit::Scene(id) => scene(id).to_owned(),
        Exit::Choice(id) => format!("{}.choice.{}", scene(id.scene), story.choice(id).name),
    };
    let text = |id: TextId| story.slots[id.index()].address.as_str();
    match what {
        Showable::Scene(id) => scene(id).to_owned(),
        Showable::Choice(id) => owner(Exit::Choice(id)),
        Showable::Locked(id) => format!("{}.locked", owner(Exit::Choice(id))),
        Showable::Arm(exit, arm) => format!("{}.goto.{}", owner(exit), story.way(exit).arms[arm as usize].name),
        Showable::Text(id) => text(id).to_owned(),
        Showable::Part(id, part) => format!("{}#{}", text(id), part + 1),
    }
}
