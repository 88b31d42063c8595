//! Goals and properties: what chances are computed for, and what is to be proved.

use super::Scope;
use super::keys::{CHANCE, GOAL, PLAYS, PROPERTY, WORTH};
use super::lower::Lower;
use super::spelling::Name;
use super::table::{Entry, Table};
use super::value::Value;
use crate::source::{Code, Diagnostic};
use crate::story::{Claim, Goal, Play, Property, TextKind, Worth};

impl Lower<'_> {
    /// Reads the goals.
    pub fn goals(&mut self, root: &Table<'_>) -> Vec<Goal> {
        let entries = root.named("goal");
        entries.iter().filter_map(|entry| self.goal(entry)).collect()
    }

    fn goal(&mut self, entry: &Entry<'_>) -> Option<Goal> {
        Name::Goal.check(entry.name, entry.span, &mut self.faults);
        let table = entry.value.table(&GOAL, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        let name = table.need("name", &mut self.faults).and_then(|value| {
            self.text(value, format!("goal.{}.name", entry.name), TextKind::Plain, Scope::Scene)
        });
        let worths = match self.one_key(&table, &["when", "worth"])? {
            ("when", value) => {
                vec![Worth { when: Some(self.condition(value, Scope::Goal)?), value: 1.0 }]
            }
            (_, value) => self.worths(value)?,
        };
        Some(Goal { id: entry.name.to_owned(), name: name?, worths })
    }

    fn worths(&mut self, value: Value<'_>) -> Option<Vec<Worth>> {
        let list = value.list(&mut self.faults)?;
        let worths: Vec<Option<Worth>> = list.into_iter().map(|value| self.worth(value)).collect();
        worths.into_iter().collect()
    }

    fn worth(&mut self, value: Value<'_>) -> Option<Worth> {
        let table = value.table(&WORTH, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        let when = self.condition_if(table.get("when"), Scope::Goal);
        let worth = table.need("value", &mut self.faults).and_then(|value| self.share(value));
        Some(Worth { when, value: worth? })
    }

    /// Reads a number from 0 to 1.
    fn share(&mut self, value: Value<'_>) -> Option<f64> {
        let share = value.number(&mut self.faults)?;
        if (0.0..=1.0).contains(&share) {
            return Some(share);
        }
        let message = format!("`{}` cannot be {share}", value.key());
        self.faults.push(Diagnostic::new(Code::OutOfRange, value.span(), message, "from 0 to 1"));
        None
    }

    /// Reads the properties.
    pub fn properties(&mut self, value: Value<'_>) -> Vec<Property> {
        let Some(list) = value.as_list() else {
            let fault = value.wrong_type("a list of tables");
            self.faults.push(fault.help("begin each property with `[[property]]`"));
            return vec![];
        };
        list.into_iter().filter_map(|value| self.property(value)).collect()
    }

    fn property(&mut self, value: Value<'_>) -> Option<Property> {
        let table = value.table(&PROPERTY, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        let name = table.need("name", &mut self.faults).and_then(|value| self.remark(value));
        let claim = match self.one_key(&table, &["always", "sometimes", "eventually", "chance"])? {
            ("always", value) => Claim::Always(self.condition(value, Scope::Property)?),
            ("sometimes", value) => Claim::Sometimes(self.condition(value, Scope::Property)?),
            ("eventually", value) => Claim::Eventually(self.condition(value, Scope::Property)?),
            (_, value) => self.chance(value)?,
        };
        Some(Property { name: name?, span: table.header(), claim })
    }

    fn chance(&mut self, value: Value<'_>) -> Option<Claim> {
        let table = value.table(&CHANCE, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        let of = table.need("of", &mut self.faults).and_then(|value| self.condition(value, Scope::Property));
        let play = table.need("play", &mut self.faults).and_then(|value| self.play(value));
        let min = table.get("min").and_then(|value| self.share(value));
        let max = table.get("max").and_then(|value| self.share(value));
        if let (Some(least), Some(most), Some(value)) = (min, max, table.get("max"))
            && least > most
        {
            let message = format!("`max` cannot be {most} when `min` is {least}");
            let fault = Diagnostic::new(Code::OutOfRange, value.span(), message, "less than `min`");
            self.faults.push(fault);
        }
        Some(Claim::Chance { of: of?, play: play?, min, max })
    }

    fn play(&mut self, value: Value<'_>) -> Option<Play> {
        let (word, inside) = value.string(&mut self.faults)?;
        let plays = [Play::Random, Play::Ordinary, Play::Best, Play::Worst, Play::First];
        let play = plays.into_iter().find(|play| play.name() == word);
        if play.is_none() {
            self.unknown_word("way of playing", word, inside, PLAYS);
        }
        play
    }

    /// The one key of several that a table has; faults when it has none, or more than one.
    pub fn one_key<'a>(
        &mut self,
        table: &Table<'a>,
        keys: &[&'static str],
    ) -> Option<(&'static str, Value<'a>)> {
        let mut found: Vec<_> =
            keys.iter().filter_map(|&key| Some((table.key_span(key)?, key, table.get(key)?))).collect();
        found.sort_by_key(|&(span, ..)| span);
        for &(span, key, _) in found.iter().skip(1) {
            let (first_span, first, _) = found[0];
            let message = format!("`{key}` and `{first}` exclude each other");
            let fault = Diagnostic::new(Code::ConflictingKeys, span, message, "one too many");
            self.faults
                .push(fault.also(first_span, format!("`{first}` is here")).help("leave one of them out"));
        }
        if found.is_empty() && !keys.iter().any(|key| table.has_misspelt(key)) {
            let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let wanted = super::table::one_of(&quoted, "or");
            let message = format!("{} needs {wanted}", table.what());
            let label = if keys.len() == 2 { "neither is here" } else { "none of these is here" };
            self.faults.push(Diagnostic::new(Code::MissingKey, table.header(), message, label));
        }
        found.first().map(|&(_, key, value)| (key, value))
    }
}
