//! The people and the variables of story.toml.

use super::Scope;
use super::keys::{COUNTER, STAKEHOLDER, STANCE};
use super::lower::Lower;
use super::shape::NAMED;
use super::table::{Entry, Table};
use super::value::Value;
use crate::source::{Code, Diagnostic, Span};
use crate::story::{Counter, Flag, Scale, Stakeholder, TextId, TextKind, Variable, VariableId};

/// What story.toml says of variables.
#[derive(Default)]
pub(crate) struct Cast {
    /// The bounds and words of stances.
    pub scale: Option<Scale>,
    /// Stances, counters and flags.
    pub variables: Vec<Variable>,
    /// Whose stances they are.
    pub stakeholders: Vec<Stakeholder>,
    /// The counters.
    pub counters: Vec<Counter>,
    /// The flags.
    pub flags: Vec<Flag>,
}

/// Bounds and where they stand, for the faults of what lies outside.
#[derive(Clone, Copy)]
struct Bounds {
    min: i32,
    max: i32,
    place: Span,
}

impl Lower<'_> {
    /// Reads stances, stakeholders, counters and flags.
    pub fn cast(&mut self, root: &Table<'_>) -> Cast {
        let mut cast = Cast::default();
        for key in ["stakeholder", "counter", "flag", "define", "goal"] {
            if let Some(value) = root.get(key) {
                value.table(&NAMED, &mut self.faults);
            }
        }
        let bounds = self.scale(root, &mut cast);
        for entry in root.named("stakeholder") {
            self.stakeholder(&entry, bounds, &mut cast);
        }
        for entry in root.named("counter") {
            self.counter(&entry, &mut cast);
        }
        for entry in root.named("flag") {
            let flag = Variable { is_flag: true, ..number(&entry, (0, 1), 0) };
            let variable = declare(&mut cast, flag);
            if let Some(meaning) = self.remark(entry.value) {
                cast.flags.push(Flag { variable, meaning });
            }
        }
        cast
    }

    fn scale(&mut self, root: &Table<'_>, cast: &mut Cast) -> Option<Bounds> {
        let value = match root.get("stance") {
            Some(value) => value,
            None if root.has("stakeholder") => {
                root.need("stance", &mut self.faults);
                return None;
            }
            None => return None,
        };
        let table = value.table(&STANCE, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        if !table.has("min") && !table.has("max") && table.has("word") {
            let message = "`stance` needs `min` and `max`";
            let fault = Diagnostic::new(Code::MissingKey, table.header(), message, "both are missing here");
            self.faults.push(fault.help("begin with `[stance]`, `min = -5` and `max = 5`"));
            return None;
        }
        let min = table.need("min", &mut self.faults).and_then(|value| value.small_integer(&mut self.faults));
        let max = table.need("max", &mut self.faults).and_then(|value| value.small_integer(&mut self.faults));
        let bounds = self.bounds(&table, min, max);
        let words = table.need("word", &mut self.faults);
        let words = words.map_or(vec![], |value| self.stance_words(value, bounds));
        let Bounds { min, max, .. } = bounds?;
        cast.scale = Some(Scale { min, max, words });
        bounds
    }

    fn bounds(&mut self, table: &Table<'_>, min: Option<i32>, max: Option<i32>) -> Option<Bounds> {
        let (min, max) = (min?, max?);
        let place = table.get("max").map_or(table.header(), Value::span);
        if min <= max {
            return Some(Bounds { min, max, place });
        }
        let message = format!("`max` cannot be {max} when `min` is {min}");
        let fault = Diagnostic::new(Code::OutOfRange, place, message, format!("less than {min}"));
        self.faults.push(match table.get("min") {
            Some(value) => fault.also(value.span(), "the least"),
            None => fault.help("without `min` the least is 0"),
        });
        None
    }

    fn stance_words(&mut self, value: Value<'_>, bounds: Option<Bounds>) -> Vec<(i32, TextId)> {
        let Some(table) = value.table(&NAMED, &mut self.faults) else { return vec![] };
        let entries = table.entries();
        let mut words: Vec<(i32, Span, Option<TextId>)> = vec![];
        for entry in &entries {
            let address = format!("stance.word.{}", entry.name);
            let text = self.text(entry.value, address, TextKind::Plain, Scope::Scene);
            let Some(from) = entry.name.parse::<i32>().ok().filter(|from| from.to_string() == entry.name)
            else {
                let message = format!("`{}` is no stance", entry.name);
                let fault = Diagnostic::new(Code::BadId, entry.span, message, "not an integer");
                self.faults
                    .push(fault.help("each word stands at the stance from which it is read: `-5 = \"…\"`"));
                continue;
            };
            if let Some(bounds) = bounds
                && !(bounds.min..=bounds.max).contains(&from)
            {
                let message = format!("no stance is ever {from}");
                let label = format!("from {} to {}", bounds.min, bounds.max);
                let fault = Diagnostic::new(Code::OutOfRange, entry.span, message, label);
                self.faults.push(fault.also(bounds.place, "the bounds are set here"));
                continue;
            }
            words.push((from, entry.span, text));
        }
        words.sort_by_key(|word| word.0);
        self.lowest_word(value, &words, bounds, entries.len());
        words.into_iter().filter_map(|(from, _, text)| Some((from, text?))).collect()
    }

    fn lowest_word(
        &mut self,
        value: Value<'_>,
        words: &[(i32, Span, Option<TextId>)],
        bounds: Option<Bounds>,
        written: usize,
    ) {
        let Some(Bounds { min, .. }) = bounds else { return };
        let help = format!("write `{min} = \"…\"`");
        match words.first() {
            None if written == 0 => {
                let message = "`word` needs a word for the lowest stance";
                let label = format!("`{min}` is missing here");
                self.faults.push(Diagnostic::new(Code::MissingKey, value.span(), message, label).help(help));
            }
            Some(&(from, span, _)) if from > min && words.len() == written => {
                let message = format!("there is no word for stances from {min} to {}", from - 1);
                self.faults.push(Diagnostic::new(Code::OutOfRange, span, message, "the lowest").help(help));
            }
            _ => {}
        }
    }

    fn stakeholder(&mut self, entry: &Entry<'_>, bounds: Option<Bounds>, cast: &mut Cast) {
        let id = next_id(cast);
        let read = self.stakeholder_table(entry, id, bounds);
        let start = read.as_ref().map_or(0, |(_, start)| *start);
        let range = bounds.map_or((0, 0), |bounds| (bounds.min, bounds.max));
        declare(cast, number(entry, range, start));
        cast.stakeholders.extend(read.map(|(stakeholder, _)| stakeholder));
    }

    fn stakeholder_table(
        &mut self,
        entry: &Entry<'_>,
        stance: VariableId,
        bounds: Option<Bounds>,
    ) -> Option<(Stakeholder, i32)> {
        let table = entry.value.table(&STAKEHOLDER, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        let address = |key: &str| format!("stakeholder.{}.{key}", entry.name);
        let name = self.plain(&table, "name", address("name"));
        let role = self.plain(&table, "role", address("role"));
        let start =
            table.need("stance", &mut self.faults).and_then(|value| self.start(value, "stance", bounds));
        let known = self.condition_if(table.get("known"), Scope::Board);
        let unknown = table
            .get("unknown")
            .and_then(|value| self.text(value, address("unknown"), TextKind::Line, Scope::Board));
        for (one, other) in [("known", "unknown"), ("unknown", "known")] {
            if table.has(one) {
                table.need(other, &mut self.faults);
            }
        }
        let show = self.condition_if(table.get("show"), Scope::Board);
        Some((Stakeholder { stance, name: name?, role: role?, known, unknown, show }, start?))
    }

    fn plain(&mut self, table: &Table<'_>, key: &str, address: String) -> Option<TextId> {
        let value = table.need(key, &mut self.faults)?;
        self.text(value, address, TextKind::Plain, Scope::Scene)
    }

    /// Reads a value that a game begins with.
    fn start(&mut self, value: Value<'_>, what: &str, bounds: Option<Bounds>) -> Option<i32> {
        let start = value.small_integer(&mut self.faults)?;
        let Bounds { min, max, place } = bounds?;
        if (min..=max).contains(&start) {
            return Some(start);
        }
        let message = format!("`{what}` cannot be {start}");
        let fault = Diagnostic::new(Code::OutOfRange, value.span(), message, format!("from {min} to {max}"));
        self.faults.push(fault.also(place, "the bounds are set here"));
        None
    }

    fn counter(&mut self, entry: &Entry<'_>, cast: &mut Cast) {
        let id = next_id(cast);
        let read = self.counter_table(entry, id);
        let (range, start) = read.as_ref().map_or(((0, 0), 0), |read| (read.0, read.1));
        declare(cast, number(entry, range, start));
        cast.counters.extend(read.map(|(_, _, counter)| counter));
    }

    fn counter_table(
        &mut self,
        entry: &Entry<'_>,
        variable: VariableId,
    ) -> Option<((i32, i32), i32, Counter)> {
        let table = entry.value.table(&COUNTER, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        let min = match table.get("min") {
            Some(value) => value.small_integer(&mut self.faults),
            None => Some(0),
        };
        let max = table.need("max", &mut self.faults).and_then(|value| value.small_integer(&mut self.faults));
        let bounds = self.bounds(&table, min, max);
        let start =
            table.need("start", &mut self.faults).and_then(|value| self.start(value, "start", bounds));
        let name = table.get("name").and_then(|value| {
            self.text(value, format!("counter.{}.name", entry.name), TextKind::Plain, Scope::Scene)
        });
        let show = self.condition_if(table.get("show"), Scope::Board);
        if table.has("show") {
            table.need("name", &mut self.faults);
        }
        let Bounds { min, max, .. } = bounds?;
        Some(((min, max), start?, Counter { variable, name, show }))
    }
}

/// The id of the variable that comes next; more than there may be are a fault, so that the last id may serve them all.
fn next_id(cast: &Cast) -> VariableId {
    VariableId(u16::try_from(cast.variables.len()).unwrap_or(u16::MAX))
}

/// A stance or a counter.
fn number(entry: &Entry<'_>, (min, max): (i32, i32), start: i32) -> Variable {
    Variable { name: entry.name.to_owned(), span: entry.span, min, max, start, is_flag: false }
}

fn declare(cast: &mut Cast, variable: Variable) -> VariableId {
    let id = next_id(cast);
    cast.variables.push(variable);
    id
}
