//! Why a step changed the value: how much each changed stance or counter adds, how much the step alone, and how the
//! step affects later decisions: what it made possible, and what a better choice would have made possible.
//!
//! A difference compares the value after the step with the value after the same step if one stance or counter had not
//! changed. It is known only if the story has that other state.

use super::outlook::{ChosenOrDrawn, Lookout, Outlook};
use super::timeline::{Door, Later, Reason, Shift, Step};
use crate::engine::Field;
use crate::explore::EXACT;
use crate::game::{Moment, Turn};
use crate::story::{ChoiceId, Exit, Stakeholder, VariableId};

/// Explains a step from the state `from`. It leaves out people who are not on the board in the game's last state.
pub(super) fn reason(lookout: &Lookout, from: &[u64], step: ChosenOrDrawn, [before, after]: [&Outlook; 2]) -> Reason {
    let reader = lookout.reader;
    let (Some(earlier), Some(to)) = (before.headline().value(), after.headline().value()) else {
        return Reason::default();
    };
    let people = reader.story.stakeholders.iter().enumerate();
    let people = people.filter(|(index, _)| reader.engine.is_present(lookout.end, *index));
    let people = people.map(|(_, who)| (who.stance, who.name, true));
    let counters = reader.story.counters.iter().filter_map(|counter| Some((counter.variable, counter.name?, false)));
    let arrivals = lookout.arrivals(from, step, &[]);
    // By how much the step and entering the next scene change a variable; `None`, and no shift, if a draw decides this.
    let by = |variable: VariableId| {
        let value = |words: &[u64]| reader.engine.value(words, variable);
        let mut moves = arrivals.iter().map(|(next, _)| value(next) - value(from));
        let first = moves.next()?;
        moves.all(|by| by == first).then_some(first)
    };
    let moved = people.chain(counters).map(|it| (it, by(it.0))).filter(|(_, by)| *by != Some(0));
    let moved: Vec<_> = moved.collect();
    // The value after the step if some variables keep theirs. `None` if the story has no such state or it is not known.
    let without = |kept: &[VariableId]| -> Option<f64> {
        let arrivals = lookout.arrivals(from, step, kept);
        let value = |(next, share): &(Vec<u64>, f64)| {
            let is_known = lookout.values.at(reader.engine.scene(next), next).is_known();
            lookout.state(next).headline().value().filter(|_| is_known).map(|value| share * value)
        };
        if arrivals.is_empty() || reader.story.goals.is_empty() { None } else { arrivals.iter().map(value).sum() }
    };
    let all: Vec<VariableId> = moved.iter().map(|((variable, ..), _)| *variable).collect();
    let shift = |((variable, name, is_stance), by): (_, Option<i32>)| {
        let difference = without(&[variable]).map(|value| to - value);
        Some(Shift { variable, name: reader.plain(name), is_stance, by: by?, difference })
    };
    Reason {
        itself: without(&all).map(|value| value - earlier),
        shifts: moved.into_iter().filter_map(shift).collect(),
        door: door(before, after),
        ..Reason::default()
    }
}

fn door(before: &Outlook, after: &Outlook) -> Option<Door> {
    let is_worth = |outlook: &Outlook, value: f64| (outlook.headline().low - value).abs() <= EXACT;
    let comes = |value: f64| is_worth(after, value) && !is_worth(before, value);
    match (comes(1.0), comes(0.0), after.is_settled() && !before.is_settled()) {
        (true, ..) => Some(Door::Certain),
        (_, true, _) => Some(Door::Closed),
        (.., true) => Some(Door::Settled),
        _ => None,
    }
}

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
                exchange(lookout, &mut step.reason, &exchanged, later, offered);
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

/// The fields that differ after the best choice, and by how much. Empty if the choice was best or a draw follows.
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
fn exchange(lookout: &Lookout, reason: &mut Reason, exchanged: &[(Field, i64)], later: &Step, offered: &Moment) {
    let (reader, mut moment) = (lookout.reader, offered.clone());
    for (field, by) in exchanged {
        let raw = field.raw(&offered.words) as i64 + by;
        if !(0..=i64::from(field.most)).contains(&raw) {
            return;
        }
        field.set_raw(&mut moment.words, raw as u64);
    }
    let is_known = lookout.state(&moment.words).is_exact();
    let Some(played) = later.after.headline().value().filter(|_| is_known) else { return };
    let is_new =
        |choice: &ChoiceId| later.choice() == Some(*choice) || !reader.engine.is_available(&later.from, *choice);
    for choice in reader.engine.available(&moment.words).filter(is_new) {
        let after = lookout.after(&moment.words, (Exit::Choice(choice), None));
        let Some(otherwise) = after.headline().value() else { continue };
        if otherwise - played > reason.missed.as_ref().map_or(0.0, |most| most.otherwise - most.played) + 1e-9 {
            let told = reader.told(choice, &moment);
            reason.missed = Some(Later { number: later.number, choice, told, played, otherwise });
        }
    }
}
