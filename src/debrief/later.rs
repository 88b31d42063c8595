//! What came of a step later in the game, and what would have come of a better choice.

use super::outlook::{Lookout, Outlook, taken};
use super::reason::{Counted, Missed};
use super::timeline::{Decision, Step};
use crate::engine::{Engine, Field, Outcome};
use crate::game::{Moment, Turn};
use crate::story::{ChoiceId, Exit, Story, VariableId};
use crate::view::Reader;

/// Finds for each step what it made of the later decisions. The flags that were raised between it and the next step are
/// taken back just before each of them: then the choice was not available, or it was worth more or less. What a better choice
/// would have brought at once is put in the place of what the one made has brought: then others may be available.
pub(super) fn find_later(reader: &Reader, turns: &[Turn], lookout: &Lookout, steps: &mut [Step]) {
    let Reader { story, engine, .. } = reader;
    for at in 0..steps.len() {
        let (earlier, later) = steps.split_at_mut(at + 1);
        let Some(next) = later.first() else { return };
        let is_raised =
            |flag: &VariableId| engine.value(earlier[at].from(), *flag) == 0 && engine.value(next.from(), *flag) == 1;
        let raised: Vec<VariableId> = story.flags.iter().copied().filter(is_raised).collect();
        let exchanged = exchanged(story, engine, &earlier[at]);
        let Some(reason) = earlier[at].reason_mut() else { continue };
        for later in later {
            let Step::Decision(later) = later else { continue };
            let mut words = later.from.clone();
            raised.iter().for_each(|&flag| engine.layout().variable(flag).set_raw(&mut words, 0));
            if !engine.is_available(&words, later.choice) {
                reason.opens.push(later.number);
            } else if !raised.is_empty() {
                let without = lookout.choice(&words, later.choice);
                let counted = counted(later, &without);
                let size = |it: &Counted| (it.with - it.without).abs();
                if reason.counted.is_none_or(|most| counted.is_some_and(|it| size(&it) > size(&most) + 1e-9)) {
                    reason.counted = counted;
                }
            }
            let Some((_, offered)) = &turns[later.number].choice else { continue };
            let Some(words) = exchange(&later.from, &exchanged) else { continue };
            let offered = Moment { words: words.into(), past: offered.past.clone() };
            let Some(made) = later.after.headline().value().filter(|_| lookout.state(&offered.words).is_exact()) else {
                continue;
            };
            let is_new = |choice: &ChoiceId| *choice == later.choice || !engine.is_available(&later.from, *choice);
            for choice in engine.available(&offered.words).filter(is_new) {
                let Some(value) = lookout.choice(&offered.words, choice).headline().value() else { continue };
                if value - made > reason.missed.as_ref().map_or(0.0, |most| most.value - most.made) + 1e-9 {
                    let told = reader.told(choice, &offered);
                    reason.missed = Some(Missed { number: later.number, choice, told, value, made });
                }
            }
        }
    }
}

/// A later decision with and without: `None` where that other state is none of the story, or its value is not known.
fn counted(later: &Decision, without: &Outlook) -> Option<Counted> {
    let (with, without) = (later.after.headline().value()?, without.headline().value()?);
    Some(Counted { number: later.number, with, without })
}

/// The fields in which a better choice would have led to another state than the one made, and by how much.
fn exchanged(story: &Story, engine: &Engine, step: &Step) -> Vec<(Field, i64)> {
    let Step::Decision(decision) = step else { return Vec::new() };
    let Some((better, _)) = decision.better() else { return Vec::new() };
    let choices = [decision.choice, better.choice];
    let arrivals = choices.map(|choice| {
        let (mut chosen, exit) = (decision.from.to_vec(), Exit::Choice(choice));
        engine.choose(&mut chosen, choice);
        match engine.outcome(&chosen, exit) {
            Outcome::Certain(arm) => Some(taken(engine, &chosen, exit, arm)),
            Outcome::Nowhere | Outcome::Drawn(_) => None,
        }
    });
    let [Some(made), Some(better)] = arrivals else { return Vec::new() };
    let variables = (0..story.variables.len()).map(|at| engine.layout().variable(VariableId(at as u16)));
    let fields = variables.chain(choices.into_iter().filter_map(|choice| engine.layout().taken(choice)));
    let by = |field: Field| (field, field.raw(&better) as i64 - field.raw(&made) as i64);
    fields.map(by).filter(|(_, by)| *by != 0).collect()
}

/// A state with some fields changed; `None` where nothing changes, or one would leave its bounds.
fn exchange(words: &[u64], fields: &[(Field, i64)]) -> Option<Vec<u64>> {
    let mut other = words.to_vec();
    for (field, by) in fields {
        let raw = u64::try_from(field.raw(words) as i64 + by).ok()?;
        (raw <= u64::from(field.most())).then(|| field.set_raw(&mut other, raw))?;
    }
    (!fields.is_empty()).then_some(other)
}
