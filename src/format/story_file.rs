//! story.toml and debrief.toml: what a story declares around its scenes.

use super::Scope;
use super::declare::{Declared, UNBOUNDED};
use super::keys::{ACT, CHANCE, COUNTER, GOAL, LESSON, MOMENT, PROPERTY, STAKEHOLDER, STANCE, WORTH};
use super::lower::Lower;
use super::spec::TableSpec;
use super::table::{Entry, Table, Value};
use crate::source::{Code, Faults, Level, Span, suggest};
use crate::story::{
    Act, Claim, Counter, Goal, Lesson, Play, Property, Scale, Stakeholder, Story, TextId, TextKind, VariableId, Worth,
};
use std::collections::HashMap;

/// The only version of the format that this program reads.
const FORMAT: i64 = 1;

/// The most lessons that the debrief shows unless the author says otherwise.
const MOST_LESSONS: usize = 4;

/// Whether the story is written in [`FORMAT`]. If not, only this is reported: other faults would mean little.
pub(super) fn is_supported(root: &Table<'_>, faults: &mut Faults) -> bool {
    let format = root.get("format").and_then(|value| Some((value, value.as_any_integer()?)));
    let Some((value, format)) = format.filter(|&(_, format)| format != FORMAT) else { return true };
    let message = format!("the story is written in format {format}");
    faults.push(Code::UnsupportedFormat.at(value.span(), message, format!("this program reads format {FORMAT}")));
    false
}

impl Lower<'_> {
    /// Reads story.toml into a story that has no scenes, translations and fingerprint yet.
    pub fn story_file(&mut self, root: &Table<'_>, declared: &Declared<'_>) -> Story {
        let title = self.text(root, "", "title").unwrap_or_default();
        let subtitle = self.text(root, "", "subtitle");
        let start = root.get("start").map(|value| self.target(value)).unwrap_or_default();
        let acts = self.acts(root, declared);
        let scale = self.scale(root);
        // Stances come first among the variables, then counters, then flags.
        let mut ids = (0..=u16::MAX).map(VariableId);
        let stakeholders = root.named("stakeholder").into_iter().zip(&mut ids);
        let stakeholders = stakeholders.filter_map(|(entry, id)| self.stakeholder(&entry, id)).collect();
        let counters = root.named("counter").into_iter().zip(&mut ids);
        let counters = counters.filter_map(|(entry, id)| self.counter(&entry, id)).collect();
        Story {
            title,
            subtitle,
            start,
            acts,
            scale,
            variables: declared.variables.clone(),
            stakeholders,
            counters,
            flags: ids.take(root.named("flag").len()).collect(),
            goals: root.named("goal").iter().filter_map(|entry| self.goal(entry)).collect(),
            properties: self.properties(root),
            most_lessons: MOST_LESSONS,
            lints: lints(root),
            ..Story::default()
        }
    }

    fn acts(&mut self, root: &Table<'_>, declared: &Declared<'_>) -> Vec<Act> {
        let tables = root.named("act");
        let header = root.get("act").map_or(root.header, Value::span);
        // When `acts` names no act, another check reports that; the tables of acts are then not reported.
        let is_named = declared.acts.iter().any(|act| act.named.is_some());
        let known: Vec<&str> = declared.acts.iter().map(|act| act.name).collect();
        let mut guesses = vec![];
        for entry in tables.iter().filter(|entry| is_named && !known.contains(&entry.name)) {
            let fault = Code::UnknownName.at(entry.span, format!("no act is called `{}`", entry.name), "not in `acts`");
            let bare = known.iter().copied().filter(|name| tables.iter().all(|entry| entry.name != *name));
            let guess = suggest(entry.name, bare);
            guesses.extend(guess);
            let fault = fault.cause(format!("act {}", entry.name));
            self.faults.push(fault.meant(guess, "name it in `acts`, or leave it out"));
        }
        let mut acts = vec![];
        let mut begin = 0;
        for (index, act) in declared.acts.iter().enumerate() {
            let name = act.name;
            let table = tables.iter().find(|entry| entry.name == name);
            if let (None, Some(place)) = (table, act.named)
                && act.file.is_some()
                && !guesses.contains(&name)
                && root.has("act")
                && !root.has_misspelt("act")
            {
                let message = format!("the act `{name}` needs a table with its title");
                let fault = Code::MissingKey.at(header, message, format!("`[act.{name}]` is missing"));
                self.faults.push(fault.also(place, "the act is named here"));
            }
            let table = table.and_then(|entry| entry.value.as_table(&ACT));
            let title = table.and_then(|table| self.text(&table, &format!("act.{name}"), "title"));
            let goal = table.and_then(|table| table.get("goal")).map_or(0, |value| self.drawn(value, root));
            let ends = declared.scenes.iter().any(|scene| scene.act.index() == index && scene.table.has("ending"));
            if let Some(value) = table.and_then(|table| table.get("goal")).filter(|_| !ends) {
                let message = format!("no game ends in the act `{name}`, so nothing draws its goal");
                let lint = Code::UnusedName.at(value.span(), message, "never drawn");
                self.lints.push((None, lint.help("leave it out, or name the goal of the act in which games end")));
            }
            let end = declared.scenes.partition_point(|scene| scene.act.index() <= index);
            let scenes = begin as u16..end as u16;
            acts.push(Act { name: name.to_owned(), title: title.unwrap_or_default(), goal, scenes });
            begin = end;
        }
        acts
    }

    fn drawn(&mut self, value: Value<'_>, root: &Table<'_>) -> usize {
        let goals: Vec<&str> = root.named("goal").iter().map(|entry| entry.name).collect();
        let Some(name) = value.as_str() else { return 0 };
        goals.iter().position(|goal| *goal == name).unwrap_or_else(|| {
            let fault = Code::UnknownName.at(value.inside(), format!("no goal is called `{name}`"), "unknown goal");
            self.faults.push(fault.meant(suggest(name, goals), "declare it in story.toml: a table `[goal.…]`"));
            0
        })
    }

    fn scale(&mut self, root: &Table<'_>) -> Option<Scale> {
        let Some(table) = root.get("stance").and_then(|value| value.as_table(&STANCE)) else {
            if root.has("stakeholder") && !root.has("stance") && !root.has_misspelt("stance") {
                let message = "story.toml needs `stance`";
                self.faults.push(Code::MissingKey.at(root.header, message, "`stance` is missing here"));
            }
            return None;
        };
        let bounds = table.integer("min").zip(table.integer("max")).filter(|(min, max)| min <= max);
        let place = table.get("max").map_or(table.header, Value::span);
        let words = table.get("word").map_or(vec![], |value| self.stance_words(value, bounds, place));
        let (min, max) = bounds.unwrap_or(UNBOUNDED);
        Some(Scale { min, max, words })
    }

    fn stance_words(&mut self, value: Value<'_>, bounds: Option<(i32, i32)>, place: Span) -> Vec<(i32, TextId)> {
        let entries = value.names();
        let mut words: Vec<(i32, Span, Option<TextId>)> = vec![];
        for entry in &entries {
            let Entry { name, span, value } = *entry;
            let text = self.add_text(value, format!("stance.word.{name}"), TextKind::Plain, Scope::Scene);
            let from = name.parse::<i32>().ok().filter(|from| from.to_string() == name);
            match (from, bounds) {
                (None, _) => {
                    let fault = Code::BadId.at(span, format!("`{name}` is no stance"), "not an integer");
                    self.faults.push(fault.help("each word stands at the stance from which it is read: `-5 = \"…\"`"));
                }
                (Some(from), Some((min, max))) if !(min..=max).contains(&from) => {
                    let message = format!("no stance is ever {from}");
                    let fault = Code::OutOfRange.at(span, message, format!("from {min} to {max}"));
                    self.faults.push(fault.also(place, "the bounds are set here"));
                }
                (Some(from), _) => words.push((from, span, text)),
            }
        }
        words.sort_by_key(|word| word.0);
        let min = bounds.map(|(min, _)| min).filter(|_| words.len() == entries.len());
        let fault = match (min, words.first()) {
            (Some(min), None) => {
                let message = "`word` needs a word for the lowest stance";
                Some(Code::MissingKey.at(value.span(), message, format!("`{min}` is missing here")))
            }
            (Some(min), Some(&(from, span, _))) if from > min => {
                let message = format!("there is no word for stances from {min} to {}", from - 1);
                Some(Code::OutOfRange.at(span, message, "the lowest"))
            }
            _ => None,
        };
        self.faults.extend(fault.map(|fault| fault.help(format!("write `{} = \"…\"`", min.unwrap_or_default()))));
        words.into_iter().filter_map(|(from, _, text)| Some((from, text?))).collect()
    }

    fn stakeholder(&mut self, entry: &Entry<'_>, stance: VariableId) -> Option<Stakeholder> {
        let table = &entry.value.as_table(&STAKEHOLDER)?;
        let owner = &format!("stakeholder.{}", entry.name);
        Some(Stakeholder {
            stance,
            name: self.text(table, owner, "name").unwrap_or_default(),
            role: self.text(table, owner, "role").unwrap_or_default(),
            known: self.condition(table, "known"),
            unknown: self.text(table, owner, "unknown"),
            show: self.condition(table, "show"),
        })
    }

    fn counter(&mut self, entry: &Entry<'_>, variable: VariableId) -> Option<Counter> {
        let table = &entry.value.as_table(&COUNTER)?;
        let name = self.text(table, &format!("counter.{}", entry.name), "name");
        Some(Counter { variable, name, show: self.condition(table, "show") })
    }

    fn goal(&mut self, entry: &Entry<'_>) -> Option<Goal> {
        let table = &entry.value.as_table(&GOAL)?;
        let name = self.text(table, &format!("goal.{}", entry.name), "name").unwrap_or_default();
        let when = self.condition(table, "when");
        let worth = |table: Table<'_>| Worth {
            when: self.condition(&table, "when"),
            value: table.number("value").unwrap_or(0.0),
        };
        let mut worths: Vec<Worth> = table.tables("worth", &WORTH).into_iter().map(worth).collect();
        worths.extend(when.map(|when| Worth { when: Some(when), value: 1.0 }));
        Some(Goal { id: entry.name.to_owned(), name, worths })
    }

    fn properties(&mut self, root: &Table<'_>) -> Vec<Property> {
        let tables = root.tables("property", &PROPERTY);
        let mut first: HashMap<&str, Span> = HashMap::new();
        for (name, span) in tables.iter().filter_map(|table| Some((table.str("name")?, table.get("name")?.span()))) {
            if let Some(&first) = first.get(name) {
                let message = format!("there are two properties called \"{}\"", name.escape_debug());
                self.faults.push(Code::DuplicateId.at(span, message, "the second").also(first, "the first"));
            }
            first.insert(name, span);
        }
        let property = |table: Table<'_>| {
            let claim = self.claim(&table)?;
            Some(Property { name: table.str("name")?.to_owned(), claim })
        };
        tables.into_iter().filter_map(property).collect()
    }

    fn claim(&mut self, table: &Table<'_>) -> Option<Claim> {
        for (key, claim) in [
            ("always", Claim::Always as fn(_) -> _),
            ("sometimes", Claim::Sometimes),
            ("eventually", Claim::Eventually),
        ] {
            if table.has(key) {
                return self.condition(table, key).map(claim);
            }
        }
        let chance = table.get("chance")?.as_table(&CHANCE)?;
        let (of, min, max) = (self.condition(&chance, "of"), chance.number("min"), chance.number("max"));
        if let (Some(least), Some(most), Some(value)) = (min, max, chance.get("max"))
            && least > most
        {
            let message = format!("`max` cannot be {most} when `min` is {least}");
            self.faults.push(Code::OutOfRange.at(value.span(), message, "less than `min`"));
        }
        let plays = [Play::Random, Play::Ordinary, Play::Best, Play::Worst, Play::First];
        let play = plays.into_iter().find(|play| Some(play.name()) == chance.str("play"));
        Some(Claim::Chance { of: of?, play: play?, min, max })
    }

    pub fn debrief_file(&mut self, root: &Table<'_>, story: &mut Story) {
        let most = root.integer("most_lessons").and_then(|most| usize::try_from(most).ok());
        story.most_lessons = most.unwrap_or(MOST_LESSONS);
        story.lessons = self.lessons(root, "lesson", &LESSON);
        story.moments = self.lessons(root, "moment", &MOMENT);
    }

    fn lessons(&mut self, root: &Table<'_>, key: &str, spec: &'static TableSpec) -> Vec<Lesson> {
        let lesson = |entry: Entry<'_>| {
            let table = entry.value.as_table(spec)?;
            let owner = format!("{key}.{}", entry.name);
            let when = self.condition(&table, "when");
            let text = self.text(&table, &owner, "text");
            let question = self.text(&table, &owner, "question");
            Some(Lesson { id: entry.name.to_owned(), when: when?, text: text?, question })
        };
        root.named(key).into_iter().filter_map(lesson).collect()
    }
}

fn lints(root: &Table<'_>) -> Vec<(Code, Level)> {
    let entries = root.get("lint").map_or(vec![], Value::names);
    let lint = |entry: &Entry<'_>| Some((Code::parse(entry.name)?, Level::parse(entry.value.as_str()?)?));
    entries.iter().filter_map(lint).collect()
}
