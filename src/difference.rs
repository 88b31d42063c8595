//! What an edit changes for players: two versions of a story, side by side, in the names that the author gave.

use crate::engine::Engine;
use crate::explore::{Chance, Defect, Details, EXACT, Explored, Limits, PrismModel, Survival, Verdict, prism, saves};
use crate::format::{Decoded, written};
use crate::source::{FileId, Sources};
use crate::story::{ChoiceId, SceneId, Story, TextId, Texts};
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
    /// Compares names. Each comes with whether games come to what it names.
    fn new(names: Vec<Compared<bool>>) -> Changes {
        let mut changes = Changes::default();
        for Compared { id, old, new } in names {
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
        let versions = [old, new];
        let of_scene = |it: &Version, id: SceneId| it.story.scene(id).name.clone();
        let mut scenes = Changes::new(both(versions, |it, details| {
            it.story.scene_ids().map(|id| (of_scene(it, id), details.visited[id.index()].high > 0.0)).collect()
        }));
        let dotted = |names: &[String]| names.iter().map(|name| format!("{name}.")).collect::<Vec<_>>();
        let (added, removed) = (dotted(&scenes.added), dotted(&scenes.removed));
        let texts @ [before, after] = &versions.map(|it| texts_of(it, &it.story.texts[0]).collect::<BTreeMap<_, _>>());
        let renamed = renamed(&mut scenes, texts);
        let choices = both(versions, |it, details| {
            let is_made = |id: ChoiceId| details.choice_facts[id.scene.index()][id.index as usize].available.high > 0.0;
            it.story.choice_ids().map(|id| (it.story.choice_name(id), is_made(id))).collect()
        });
        let choices = Changes::new(choices).without(&added, &removed);
        let inside = |names: &[String]| names.iter().map(|name| name.replacen('.', ".choice.", 1) + ".").collect();
        let (added, removed) = ([added, inside(&choices.added)].concat(), [removed, inside(&choices.removed)].concat());
        let shown = both(versions, |it, details| {
            let (hidden, slots) = (hidden(it.story, details), it.story.slots.iter().enumerate());
            slots.map(|(index, slot)| (slot.address.clone(), !hidden.contains(&index))).collect()
        });
        let is_changed = |id: &&String| after.get(*id).is_some_and(|text| *text != before[*id]);
        let changed: BTreeSet<String> = before.keys().filter(is_changed).cloned().collect();
        let [was_translated, translated] = &versions.map(translations);
        let is_as_before = |key: &(String, String)| was_translated.get(key) == translated.get(key);
        let unread = translated.keys().filter(|key| changed.contains(&key.1) && is_as_before(key)).cloned();
        let [was_stale, stale] = versions.map(stale);
        let stale: BTreeSet<_> = unread.chain(stale.difference(&was_stale).cloned()).collect();
        let translated = translated.keys().filter(|key| before.contains_key(&key.1) && !is_as_before(key));
        let mut rules = both(versions, |it, _| {
            let files: BTreeSet<FileId> = it.story.texts[0].placed().map(|(_, span)| span.file).collect();
            written(it.sources, files).into_iter().collect()
        });
        let is_text = |id: &String| before.contains_key(id) || after.contains_key(id);
        let is_part = |id: &str| added.iter().chain(&removed).any(|start| id.starts_with(start));
        rules.retain(|rule| rule.old != rule.new && !is_text(&rule.id) && !is_part(&rule.id));
        let [model, new_model] = versions.map(|it| prism(it.story, it.engine, PrismModel::Free));
        let rules_differ = model != new_model;
        // With the same rules, every game of the old version is also a game of the new version.
        let saves = match rules_differ {
            true => saves((old.story, old.engine), (new.story, new.engine), limits),
            false => Survival::Proved,
        };
        let odds = |chances: [Chance; 4]| Odds { random: chances[0], ordinary: chances[1] };
        Difference {
            endings: both(versions, |it, details| {
                details.endings.iter().map(|facts| (of_scene(it, facts.scene), odds(facts.chances))).collect()
            }),
            goals: both(versions, |it, details| {
                let goals = it.story.goals.iter().zip(&details.goals);
                goals.map(|(goal, chances)| (goal.id.clone(), odds(*chances))).collect()
            }),
            properties: both(versions, |it, details| {
                let properties = it.story.properties.iter().zip(&details.properties);
                properties.map(|(property, judged)| (property.name.clone(), judged.verdict)).collect()
            }),
            texts: Changes::new(shown).without(&added, &removed),
            translated: translated.cloned().collect(),
            complete: versions.iter().all(|it| it.explored.search.complete),
            changed: changed.into_iter().collect(),
            stale: stale.into_iter().collect(),
            scenes,
            renamed,
            choices,
            rules,
            saves,
            rules_differ,
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

/// The texts of a version in one language, by their addresses, with single spaces for line breaks.
fn texts_of<'a>(version: &'a Version, texts: &'a Texts) -> impl Iterator<Item = (String, String)> {
    let Version { story, sources, .. } = version;
    texts.placed().map(|(id, span)| {
        let text = Decoded::new(span.file, sources.file(span.file).text(), span.range());
        (story.slots[id.index()].address.clone(), text.value().split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

/// The translations of a version, by language and address.
fn translations(version: &Version) -> BTreeMap<(String, String), String> {
    let of = |texts| texts_of(version, texts).map(|(address, text)| ((texts.language.clone(), address), text));
    version.story.texts[1..].iter().flat_map(of).collect()
}

/// The translations that a version itself marks as stale, as (language, address).
fn stale(version: &Version) -> BTreeSet<(String, String)> {
    let address = |id: &TextId| version.story.slots[id.index()].address.clone();
    let of = |texts: &Texts| texts.stale.iter().map(|id| (texts.language.clone(), address(id))).collect::<Vec<_>>();
    version.story.texts[1..].iter().flat_map(of).collect()
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

/// Lists the same facts of two versions, and pairs them by name. Names that only the new version has come last.
fn both<T: Clone>(versions: [&Version; 2], list: impl Fn(&Version, &Details) -> Vec<(String, T)>) -> Vec<Compared<T>> {
    let [old, new] = versions.map(|it| list(it, it.explored.details.as_ref().expect("every question was asked")));
    let [before, after] = [&old, &new].map(|list| list.iter().cloned().collect::<BTreeMap<String, T>>());
    let added = new.into_iter().filter(|(id, _)| !before.contains_key(id));
    let pair = |id: String| Compared { old: before.get(&id).cloned(), new: after.get(&id).cloned(), id };
    old.into_iter().chain(added).map(|(id, _)| pair(id)).collect()
}

/// Finds the scenes with another name and the same texts, and takes them out of the lists in `scenes`.
fn renamed(scenes: &mut Changes, [before, after]: &[BTreeMap<String, String>; 2]) -> Vec<(String, String)> {
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
