//! How much playthroughs show of what a story can show.

use super::json::write_line;
use crate::explore::Showable;
use crate::story::{ChoiceId, Exit, SceneId, Story, TextId, Way};
use serde::Serialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

#[derive(Clone, Debug)]
pub struct Coverage {
    pub showable: BTreeSet<Showable>,
    /// What the playthroughs show of it.
    pub shown: BTreeSet<Showable>,
}

#[derive(Clone, Copy, Default, Serialize)]
struct KindCount {
    shown: usize,
    of: usize,
}

/// The kinds of what can be shown, as people read them.
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
    fn counts(&self) -> [KindCount; 5] {
        let mut counts = [KindCount::default(); 5];
        for &what in &self.showable {
            counts[kind(what)].of += 1;
            counts[kind(what)].shown += usize::from(self.shown.contains(&what));
        }
        counts
    }

    fn missing(&self, story: &Story) -> Vec<String> {
        let addresses = ItemAddresses::new(story);
        let mut missing: Vec<Showable> = self.showable.difference(&self.shown).copied().collect();
        missing.sort_by_key(|&what| (kind(what), what));
        missing.into_iter().map(|what| addresses.of(what)).collect()
    }
}

pub fn json(out: &mut dyn Write, story: &Story, coverage: &Coverage) -> io::Result<()> {
    let [scenes, choices, locked, arms, texts] = coverage.counts();
    let counts = json!({"scenes": scenes, "choices": choices, "arms": arms, "texts": texts, "locked": locked});
    write_line(out, &json!({"coverage": counts, "missing": coverage.missing(story)}))
}

pub fn human(out: &mut dyn Write, story: &Story, coverage: &Coverage) -> io::Result<()> {
    writeln!(out, "\nshown of what games can show:")?;
    for (name, count) in KINDS.iter().zip(coverage.counts()) {
        writeln!(out, "{:>6} of {:<6} {name}", count.shown, count.of)?;
    }
    let missing = coverage.missing(story);
    if !missing.is_empty() {
        writeln!(out, "\nnot shown:")?;
        missing.iter().try_for_each(|address| writeln!(out, "  {address}"))?;
    }
    Ok(())
}

pub struct ItemAddresses<'a> {
    story: &'a Story,
    texts: BTreeMap<TextId, String>,
}

impl<'a> ItemAddresses<'a> {
    pub fn new(story: &'a Story) -> ItemAddresses<'a> {
        let mut texts = BTreeMap::new();
        let mut note = |owner: &str, key: &str, text: Option<TextId>| {
            texts.extend(text.map(|text| (text, format!("{owner}.{key}"))));
        };
        for scene in &story.scenes {
            let keys = ["title", "time", "place"].into_iter().zip(scene.heading());
            keys.for_each(|(key, text)| note(&scene.name, key, text));
            note(&scene.name, "text", scene.text);
            note(&scene.name, "told", scene.told);
            note(&scene.name, "sign", scene.sign);
            let mut arms = |owner: &str, way: &Way| {
                for arm in &way.arms {
                    let owner = format!("{owner}.goto.{}", arm.name);
                    note(&owner, "text", arm.text);
                    note(&owner, "told", arm.told);
                }
            };
            scene.goto().iter().for_each(|way| arms(&scene.name, way));
            for choice in scene.choices() {
                let owner = format!("{}.choice.{}", scene.name, choice.name);
                arms(&owner, &choice.goto);
            }
            for choice in scene.choices() {
                let owner = format!("{}.choice.{}", scene.name, choice.name);
                let keys = [("label", Some(choice.label)), ("told", choice.told), ("locked", choice.locked)];
                keys.into_iter().for_each(|(key, text)| note(&owner, key, text));
                note(&owner, "text", choice.text);
            }
        }
        ItemAddresses { story, texts }
    }

    /// The address of something that can be shown; the parts of a text are numbered from 1.
    pub fn of(&self, what: Showable) -> String {
        let scene = |id: SceneId| self.story.scene(id).name.as_str();
        let choice = |id: ChoiceId| format!("{}.choice.{}", scene(id.scene), self.story.choice(id).name);
        match what {
            Showable::Scene(id) => scene(id).to_owned(),
            Showable::Choice(id) => choice(id),
            Showable::Locked(id) => format!("{}.locked", choice(id)),
            Showable::Arm(exit, arm) => {
                let owner = match exit {
                    Exit::Scene(id) => scene(id).to_owned(),
                    Exit::Choice(id) => choice(id),
                };
                format!("{owner}.goto.{}", self.story.way(exit).arms[arm as usize].name)
            }
            Showable::Text(text) => self.texts[&text].clone(),
            Showable::Part(text, part) => format!("{}#{}", self.texts[&text], part + 1),
        }
    }
}
