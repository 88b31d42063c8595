//! How a step affects later decisions: what it made possible, and what a better choice would have made possible.

use super::outlook::Lookout;
use super::reason::{Later, Reason};
use super::timeline::Step;
use crate::engine::Field;
use crate::game::{Moment, Turn};
use crate::story::{ChoiceId, Exit, Stakeholder, VariableId};

/// Fills in the parts of each step's reason that depend on later decisions: `opens`, `counted`, `closer` and `missed`.
pub(super) fn find_later(lookout: &Lookout, turns: &[Turn], steps: &mut [Step]) {
    let reader = lookout.reader;
    let flag = |words: &[u64], flag| reader.engine.value(words, flag);
    for at in 0..steps.len() {
        let (earlier, later) = steps.split_at_mut(at + 1);
        let (step, Some(next)) = (&mut earlier[at], later.first()) else { return };
        if step.kind.taken().is_none() {
            continue;
        }
        let is_raised = |it: &VariableId| flag(&step.from, *it) == 0 && flag(&next.from, *it) == 1;
        let raised: Vec<VariableId> = reader.story.flags.iter().copied().filter(is_raised).collect();
        let exchanged = exchanged(lookout, step);
        let by = |stance| exchanged.iter().find(|(field, _)| *field == reader.engine.layout().variable(stance));
        let closer = |who: &Stakeholder| Some((reader.plain(who.name), by(who.stance)?.1 as i32));
        step.reason.closer = reader.story.stakeholders.iter().filter_map(closer).filter(|(_, by)| *by > 0).collect();
        for later in later {
            let Some(choice) = later.choice() else { continue };
            if !raised.is_empty() {
                take_back(lookout, &mut step.reason, &raised, (choice, later));
            }
            if let (Some((_, offered)), false) = (&turns[later.number].choice, exchanged.is_empty()) {
                exchange(lookout, &mut step.reason, &exchanged, (choice, later), offered);
            }
        }
    }
}

/// Looks at a later decision as if the step had not raised its flags. If the choice is then not available, its number
/// goes into `reason.opens`; otherwise `reason.counted` gets the decision whose value differs most.
fn take_back(lookout: &Lookout, reason: &mut Reason, raised: &[VariableId], (choice, later): (ChoiceId, &Step)) {
    let mut words = later.from.clone();
    raised.iter().for_each(|&flag| lookout.reader.engine.layout().variable(flag).set_raw(&mut words, 0));
    if !lookout.reader.engine.is_available(&words, choice) {
        return reason.opens.push(later.number);
    }
    let otherwise = lookout.after(&words, (Exit::Choice(choice), None)).headline().value();
    // Without a known value, or if the story has no such state, there is nothing to compare.
    let Some((played, otherwise)) = later.after.headline().value().zip(otherwise) else { return };
    let most = reason.counted.as_ref().map(|most| (most.played - most.otherwise).abs() + 1e-9);
    if most.is_none_or(|most| (played - otherwise).abs() > most) {
        reason.counted = Some(Later { number: later.number, choice, told: later.told.clone(), played, otherwise });
    }
}

/// The fields that would have another value after the best choice, and how much more that is. Empty if no choice was
/// better, or if a draw follows either choice.
fn exchanged(lookout: &Lookout, decision: &Step) -> Vec<(Field, i64)> {
    let (Some(choice), Some((better, _))) = (decision.choice(), decision.better()) else { return Vec::new() };
    let (choices, layout) = ([choice, better.choice], lookout.reader.engine.layout());
    let arrivals = choices.map(|choice| lookout.arrivals(&decision.from, (Exit::Choice(choice), None), &[]));
    let [[(made, _)], [(better, _)]] = arrivals.each_ref().map(Vec::as_slice) else { return Vec::new() };
    let variables = (0..lookout.reader.story.variables.len()).map(|at| layout.variable(VariableId(at as u16)));
    let fields = variables.chain(choices.into_iter().filter_map(|choice| layout.taken(choice)));
    let by = |field: Field| (field, field.raw(better) as i64 - field.raw(made) as i64);
    fields.map(by).filter(|(_, by)| *by != 0).collect()
}

/// Changes the state before a later decision as if the player had made the better choice earlier. If the choice made
/// there, or one not available in the game, is then worth more, the best goes into `reason.missed`.
fn exchange(
    lookout: &Lookout,
    reason: &mut Reason,
    exchanged: &[(Field, i64)],
    (chosen, later): (ChoiceId, &Step),
    offered: &Moment,
) {
    let (reader, mut moment) = (lookout.reader, offered.clone());
    for (field, by) in exchanged {
        let raw = field.raw(&offered.words) as i64 + by;
        if !(0..=i64::from(field.most())).contains(&raw) {
            return;
        }
        field.set_raw(&mut moment.words, raw as u64);
    }
    let is_known = lookout.state(&moment.words).is_exact();
    let Some(played) = later.after.headline().value().filter(|_| is_known) else { return };
    let is_new = |choice: &ChoiceId| *choice == chosen || !reader.engine.is_available(&later.from, *choice);
    for choice in reader.engine.available(&moment.words).filter(is_new) {
        let after = lookout.after(&moment.words, (Exit::Choice(choice), None));
        let Some(otherwise) = after.headline().value() else { continue };
        if otherwise - played > reason.missed.as_ref().map_or(0.0, |most| most.otherwise - most.played) + 1e-9 {
            let told = reader.told(choice, &moment);
            reason.missed = Some(Later { number: later.number, choice, told, played, otherwise });
        }
    }
}
