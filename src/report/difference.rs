//! Writes what an edit changes for players: as plain text, as Markdown for a pull request, and as JSON.

use super::json::{joined, write_line};
use super::verdict;
use crate::check::decisions;
use crate::difference::{Changes, Compared, Difference, Odds};
use crate::explore::{Chance, Survival, Verdict};
use crate::story::Story;
use serde_json::{Value, json};
use std::io::{self, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStyle {
    Plain,
    Markdown,
}

/// Writes a page for people. The old story gives the names of choices when a saved game cannot be continued.
pub fn page(out: &mut dyn Write, old: &Story, difference: &Difference, style: PageStyle) -> io::Result<()> {
    let sections = sections(old, difference);
    if sections.is_empty() {
        return match difference.rules_differ {
            true => writeln!(out, "scenes or choices stand in another order or act; every saved game can be continued"),
            false => writeln!(out, "nothing changes for players, and every saved game can be continued"),
        };
    }
    for (number, (title, rows)) in sections.into_iter().enumerate() {
        let gap = if number == 0 { "" } else { "\n" };
        match style {
            PageStyle::Plain => writeln!(out, "{gap}{title}\n  {}", rows.join("\n  ").replace('`', ""))?,
            PageStyle::Markdown => writeln!(out, "### {title}\n\n- {}\n", rows.join("\n- "))?,
        }
    }
    Ok(())
}

/// The titles and rows of the sections that have rows.
fn sections(old: &Story, difference: &Difference) -> Vec<(&'static str, Vec<String>)> {
    let judged = |property: &&Compared<Verdict>| property.old != property.new;
    let property = |Compared { id, old, new }: &Compared<Verdict>| {
        let [old, new] = [old, new].map(|judged| judged.map_or("not there", verdict));
        format!("\"{}\": {old} → {new}", id.escape_debug())
    };
    let scene = |(old, new): &(String, String)| format!("renamed: `{old}` → `{new}`");
    let mut scenes: Vec<String> = difference.renamed.iter().map(scene).collect();
    scenes.extend(changes(&difference.scenes, SEEN));
    let texts = named("reads differently", &difference.changed).chain(changes(&difference.texts, WHOLE));
    let translations = |word: &'static str, list: &[(String, String)]| -> Vec<String> {
        list.iter().map(|(language, address)| format!("{word}: `{address}` ({language})")).collect()
    };
    let was_there = |(language, address): &(String, String)| {
        let mut texts = old.texts.iter().filter(|texts| texts.language == *language);
        texts.any(|texts| texts.placed().any(|(id, _)| old.slots[id.index()].address == *address))
    };
    let (changed, begun): (Vec<_>, Vec<_>) = difference.translated.iter().cloned().partition(was_there);
    let newly = begun.chunk_by(|one, other| one.0 == other.0);
    let newly = newly.map(|texts| match texts {
        [(language, address)] => format!("newly translated to `{language}`: `{address}`"),
        _ => format!("newly translated to `{}`: {} texts", texts[0].0, texts.len()),
    });
    let translated = [newly.collect(), translations("reads differently", &changed)].concat();
    let stale = translations("stale", &difference.stale);
    let rule = |Compared { id, old, new }: &Compared<String>| {
        let code = |written: &str| format!("`{}`", written.replace('`', "'"));
        let told = |value: &Option<String>| value.as_deref().map_or("not there".into(), code);
        format!("{}: {} → {}", code(id), told(old), told(new))
    };
    let saved = match &difference.saves {
        Survival::Proved => None,
        Survival::Unknown => Some("a limit stopped the proof that they can be continued".to_owned()),
        Survival::Broken(path) => {
            let steps: Vec<String> = decisions(old, path).iter().map(|decision| decision.step()).collect();
            Some(format!("this game cannot be continued: `{}`", steps.join(", ")))
        }
    };
    let limit = (!difference.complete).then(|| "a limit stopped the search: chances are bounds".to_owned());
    let all = [
        ("Endings: the chance under random play, and of those who aim at it", odds(&difference.endings)),
        ("Goals: the worth under random and under ordinary play", odds(&difference.goals)),
        ("Scenes", scenes),
        ("Choices", changes(&difference.choices, SEEN).collect()),
        ("Rules", difference.rules.iter().map(rule).collect()),
        ("Texts", texts.collect()),
        ("Translations", [translated, stale].concat()),
        ("Properties", difference.properties.iter().filter(judged).map(property).collect()),
        ("Saved games", saved.into_iter().collect()),
        ("Search", limit.into_iter().collect()),
    ];
    all.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
}

fn odds(rows: &[Compared<Odds>]) -> Vec<String> {
    let is_changed = |row: &&Compared<Odds>| match (row.old, row.new) {
        (Some(old), Some(new)) => old.differs(new),
        _ => true,
    };
    let told = |odds: Odds| format!("{}, {}", percent(odds.random), percent(odds.ordinary));
    let row = |row: &Compared<Odds>| match [row.old, row.new].map(|odds| odds.map_or("not there".into(), told)) {
        [old, new] if old == new => format!("`{}`: {old}; changed by less than is shown", row.id),
        [old, new] => format!("`{}`: {old} → {new}", row.id),
    };
    rows.iter().filter(is_changed).map(row).collect()
}

/// The words for a scene or choice that only games of the new version reach, and for one that only old games reach.
const SEEN: [&str; 2] = ["now seen", "never seen any more"];

/// The words for a text that only games of the new version show in full, and for one that only old games do.
const WHOLE: [&str; 2] = ["now seen whole", "never seen whole any more"];

fn changes(changes: &Changes, [now, no_longer]: [&'static str; 2]) -> impl Iterator<Item = String> {
    named("new", &changes.added)
        .chain(named("gone", &changes.removed))
        .chain(named(now, &changes.now_reachable))
        .chain(named(no_longer, &changes.no_longer_reachable))
}

fn named(word: &'static str, names: &[String]) -> impl Iterator<Item = String> {
    names.iter().map(move |name| format!("{word}: `{name}`"))
}

/// A chance in percent with one decimal; a chance below 0.05 % in scientific notation.
fn percent(chance: Chance) -> String {
    let told = |value: f64| match value * 100.0 {
        value if value > 0.0 && value < 0.05 => format!("{value:.1e} %"),
        value => format!("{value:.1} %"),
    };
    match chance.value() {
        Some(value) => told(value),
        None => format!("{} to {}", told(chance.low), told(chance.high)),
    }
}

pub fn json(out: &mut dyn Write, old: &Story, difference: &Difference) -> io::Result<()> {
    let path = match &difference.saves {
        Survival::Broken(path) => Some(decisions(old, path)),
        Survival::Proved | Survival::Unknown => None,
    };
    let renamed = difference.renamed.iter().map(|(old, new)| json!({"old": old, "new": new}));
    let property = |Compared { id, old, new }: &Compared<Verdict>| {
        let [old, new] = [old, new].map(|judged| judged.map(verdict));
        json!({"name": id, "old": old, "new": new})
    };
    let named = |list: &[(String, String)]| {
        list.iter().map(|(language, address)| format!("{language}: {address}")).collect::<Value>()
    };
    let texts = json!({
        "changed": difference.changed,
        "stale": named(&difference.stale),
        "translated": named(&difference.translated),
    });
    let object = json!({
        "endings": difference.endings,
        "goals": difference.goals,
        "scenes": joined([json!(difference.scenes), json!({"renamed": renamed.collect::<Value>()})]),
        "choices": difference.choices,
        "properties": difference.properties.iter().map(property).collect::<Value>(),
        "texts": joined([texts, json!(difference.texts)]),
        "rules": difference.rules,
        "saves": {
            "survive": (difference.saves != Survival::Unknown).then(|| path.is_none()),
            "counterexample": path,
        },
        "complete": difference.complete,
    });
    write_line(out, &object)
}
