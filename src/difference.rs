//! What an edit changes for players: two versions of a story, side by side, in the names that the author gave.

use crate::engine::Engine;
use crate::explore::{Chance, Defect, Details, EXACT, Explored, Limits, PrismModel, Survival, Verdict, prism, saves};
use crate::format::{Decoded, written};
use crate::source::{FileId, Sources};
use crate::story::{ChoiceId, SceneId, Story, Texts};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One version of a story, with its files and all that an exploration found.
pub struct Version<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    pub sources: &'a Sources,
    /// The results of an exploration that asked every question.
    pub explored: &'a Explored,
}

#[derive(Clone, Debug)]
pub struct Difference {
    /// Every ending of either version.
    pub endings: Vec<Compared<Odds>>,
    /// Every goal of either version.
    pub goals: Vec<Compared<Odds>>,
    pub scenes: Changes,
    /// Scenes that have another name and the same texts, as (old name, new name).
    pub renamed: Vec<(String, String)>,
    pub choices: Changes,
    /// The addresses of texts, without the texts of scenes and choices that were added or removed.
    pub texts: Changes,
    /// The addresses of source texts that read differently.
    pub changed: Vec<String>,
    /// Translations that read differently, or are new, as (language, address).
    pub translated: Vec<(String, String)>,
    /// Translations that stayed as they were although their source text changed, as (language, address).
    pub stale: Vec<(String, String)>,
    /// The verdict on every property of either version.
    pub properties: Vec<Compared<Verdict>>,
    /// Values in the files, other than texts, that differ. Each `id` is the address of a value.
    pub rules: Vec<Compared<String>>,
    /// Whether saved games of the old version can be continued; if not, with the steps of a game that cannot.
    pub saves: Survival,
    /// Whether the rules differ, even if no other field shows a difference.
    pub rules_differ: bool,
    pub complete: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Compared<T> {
    pub id: String,
    pub old: Option<T>,
    pub new: Option<T>,
}

/// The chance of an ending, or the worth of a goal.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Odds {
    pub random: Chance,
    pub ordinary: Chance,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Changes {
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// Names in both versions that only games of the new version come to.
    pub now_reachable: Vec<String>,
    /// Names in both versions that only games of the old version come to.
    pub no_longer_reachable: Vec<String>,
}

impl Odds {
    /// Whether two chances or worths differ by more than rounding.
    pub fn differs(self, other: Odds) -> bool {
        let bounds = |odds: Odds| [odds.random.low, odds.random.high, odds.ordinary.low, odds.ordinary.high];
        bounds(self).iter().zip(bounds(other)).any(|(one, other)| (one - other).abs() > EXACT)
    }
}

impl Changes {
    fn new(old: &[(String, bool)], new: &[(String, bool)]) -> Changes {
        let mut changes = Changes::default();
        for Compared { id, old, new } in compared(old, new) {
            match (old, new) {
                (None, _) => changes.added.push(id),
                (_, None) => changes.removed.push(id),
                (Some(false), Some(true)) => changes.now_reachable.push(id),
                (Some(true), Some(false)) => changes.no_longer_reachable.push(id),
                _ => {}
            }
        }
        changes
    }

    /// Drops the parts of scenes or choices that came or went as a whole: such names begin with a text in the lists.
    fn without(mut self, added: &[String], removed: &[String]) -> Changes {
        self.added.retain(|name| !added.iter().any(|start| name.starts_with(start)));
        self.removed.retain(|name| !removed.iter().any(|start| name.starts_with(start)));
        self
    }
}

impl Difference {
    /// Compares two versions. `limits` bound the search that proves whether saved games survive.
    pub fn new(old: &Version, new: &Version, limits: &Limits) -> Difference {
        let (before, after) = (Facts::new(old), Facts::new(new));
        let mut scenes = Changes::new(&before.scenes, &after.scenes);
        let dotted = |names: &[String]| names.iter().map(|name| format!("{name}.")).collect::<Vec<_>>();
        let (added, removed) = (dotted(&scenes.added), dotted(&scenes.removed));
        let renamed = renamed(&mut scenes, &before.texts, &after.texts);
        let choices = Changes::new(&before.choices, &after.choices).without(&added, &removed);
        let inside = |names: &[String]| names.iter().map(|name| name.replacen('.', ".choice.", 1) + ".").collect();
        let is_changed = |id: &&String| after.texts.get(*id).is_some_and(|text| *text != before.texts[*id]);
        let changed: BTreeSet<String> = before.texts.keys().filter(is_changed).cloned().collect();
        let is_as_before = |key: &(String, String)| before.translated.get(key) == after.translated.get(key);
        let keys = || after.translated.keys();
        let stale = keys().filter(|key| changed.contains(&key.1) && is_as_before(key));
        let stale: BTreeSet<_> = stale.chain(after.stale.difference(&before.stale)).cloned().collect();
        let translated = keys().filter(|key| before.texts.contains_key(&key.1) && !is_as_before(key));
        let (added, removed) = ([added, inside(&choices.added)].concat(), [removed, inside(&choices.removed)].concat());
        let texts = Changes::new(&before.shown, &after.shown).without(&added, &removed);
        let is_text = |id: &String| before.texts.contains_key(id) || after.texts.contains_key(id);
        let is_part = |id: &str| added.iter().chain(&removed).any(|start| id.starts_with(start));
        let written = compared(&before.written, &after.written).into_iter();
        let rules = written.filter(|rule| rule.old != rule.new && !is_text(&rule.id) && !is_part(&rule.id)).collect();
        let model = |version: &Version| prism(version.story, version.engine, PrismModel::Free);
        let rules_differ = model(old) != model(new);
        // With the same rules, every game of the old version is also a game of the new version.
        let saves = match rules_differ {
            true => saves((old.story, old.engine), (new.story, new.engine), limits),
            false => Survival::Proved,
        };
        Difference {
            endings: compared(&before.endings, &after.endings),
            goals: compared(&before.goals, &after.goals),
            choices,
            properties: compared(&before.properties, &after.properties),
            rules,
            saves,
            rules_differ,
            translated: translated.cloned().collect(),
            complete: old.explored.search.complete && new.explored.search.complete,
            changed: changed.into_iter().collect(),
            stale: stale.into_iter().collect(),
            scenes,
            renamed,
            texts,
        }
    }

    /// Whether the edit breaks something: an ending or a saved game is lost, or a property newly fails.
    pub fn is_breaking(&self) -> bool {
        let comes = |odds: Option<Odds>| odds.is_some_and(|odds| odds.random.high > 0.0);
        let lost = self.endings.iter().any(|ending| comes(ending.old) && !comes(ending.new));
        let fails = |property: &Compared<Verdict>| {
            property.new == Some(Verdict::Refuted) && property.old != Some(Verdict::Refuted)
        };
        lost || self.properties.iter().any(fails) || matches!(self.saves, Survival::Broken(_))
    }
}

/// The facts of one version that are compared.
struct Facts {
    endings: Vec<(String, Odds)>,
    goals: Vec<(String, Odds)>,
    scenes: Vec<(String, bool)>,
    choices: Vec<(String, bool)>,
    properties: Vec<(String, Verdict)>,
    /// Each text by its address; `false` if it is one of the [`hidden`] texts.
    shown: Vec<(String, bool)>,
    /// Each source text by its address, with single spaces for line breaks.
    texts: BTreeMap<String, String>,
    /// Every value in the files of the source language, by its address.
    written: Vec<(String, String)>,
    /// The translations, by language and address.
    translated: BTreeMap<(String, String), String>,
    stale: BTreeSet<(String, String)>,
}

impl Facts {
    fn new(version: &Version) -> Facts {
        let Version { story, sources, explored, .. } = version;
        let details = explored.details.as_ref().expect("every question was asked");
        let odds = |chances: [Chance; 4]| Odds { random: chances[0], ordinary: chances[1] };
        let name = |id: SceneId| story.scene(id).name.clone();
        let choice = |id: ChoiceId| {
            let facts = &details.choice_facts[id.scene.index()][id.index as usize];
            (story.choice_name(id), facts.available.high > 0.0)
        };
        let goals = story.goals.iter().zip(&details.goals);
        let properties = story.properties.iter().zip(&details.properties);
        let address = |index: usize| story.slots[index].address.clone();
        let hidden = hidden(story, details);
        let files: BTreeSet<FileId> = story.texts[0].placed().map(|(_, span)| span.file).collect();
        let (mut translated, mut stale) = (BTreeMap::new(), BTreeSet::new());
        for texts in &story.texts[1..] {
            for (index, text) in texts_of(sources, texts) {
                translated.insert((texts.language.clone(), address(index)), text);
            }
            stale.extend(texts.stale.iter().map(|text| (texts.language.clone(), address(text.index()))));
        }
        Facts {
            endings: details.endings.iter().map(|facts| (name(facts.scene), odds(facts.chances))).collect(),
            goals: goals.map(|(goal, chances)| (goal.id.clone(), odds(*chances))).collect(),
            scenes: story.scene_ids().map(|id| (name(id), details.visited[id.index()].high > 0.0)).collect(),
            choices: story.choice_ids().map(choice).collect(),
            properties: properties.map(|(property, judged)| (property.name.clone(), judged.verdict)).collect(),
            shown: (0..story.slots.len()).map(|index| (address(index), !hidden.contains(&index))).collect(),
            texts: texts_of(sources, &story.texts[0]).map(|(index, text)| (address(index), text)).collect(),
            written: written(sources, files).into_iter().collect(),
            translated,
            stale,
        }
    }
}

fn texts_of(sources: &Sources, texts: &Texts) -> impl Iterator<Item = (usize, String)> {
    texts.placed().map(|(id, span)| {
        let text = Decoded::new(span.file, sources.file(span.file).text(), span.range());
        (id.index(), text.value().split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

/// The indices of texts that no game shows in full, although games come to the scene or choice.
fn hidden(story: &Story, details: &Details) -> BTreeSet<usize> {
    let text = |defect: &Defect| match *defect {
        Defect::NeverShown(text, _) => Some(text),
        Defect::NeverTaken(exit, arm) => story.way(exit).arms[usize::from(arm)].text,
        Defect::NeverLocked(choice) => story.choice(choice).locked,
        _ => None,
    };
    details.findings.iter().filter_map(|found| Some(text(&found.what)?.index())).collect()
}

/// Pairs the entries of two lists by name: first the names of the old list, then the names that only `new` has.
fn compared<T: Clone>(old: &[(String, T)], new: &[(String, T)]) -> Vec<Compared<T>> {
    let [before, after] = [old, new].map(|list| list.iter().cloned().collect::<BTreeMap<String, T>>());
    let added = new.iter().filter(|(id, _)| !before.contains_key(id));
    let pair = |id: &String| Compared { id: id.clone(), old: before.get(id).cloned(), new: after.get(id).cloned() };
    old.iter().chain(added).map(|(id, _)| pair(id)).collect()
}

/// Finds the scenes with another name and the same texts, and takes them out of the lists in `scenes`.
fn renamed(
    scenes: &mut Changes,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<(String, String)> {
    let said = |texts: &BTreeMap<String, String>, scene: &str| -> Vec<(String, String)> {
        let inside = |address: &str| Some(address.strip_prefix(scene)?.strip_prefix('.')?.to_owned());
        texts.iter().filter_map(|(address, text)| Some((inside(address)?, text.clone()))).collect()
    };
    let mut renamed = Vec::new();
    for old in &scenes.removed {
        let texts = said(before, old);
        let same = scenes.added.iter().find(|new| !texts.is_empty() && said(after, new) == texts);
        renamed.extend(same.map(|new| (old.clone(), new.clone())));
    }
    scenes.removed.retain(|name| !renamed.iter().any(|(old, _)| old == name));
    scenes.added.retain(|name| !renamed.iter().any(|(_, new)| new == name));
    renamed
}
