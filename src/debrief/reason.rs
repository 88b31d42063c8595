//! Why a step changed the value: the part of each stance and counter that moved, and the part of the step alone; what
//! the step made possible later, and what a better choice would have made possible.
//!
//! Each difference compares two values: the one after the step, and the one after the same step with a stance or a
//! counter left as it was. A difference is given only if the story has that other state.

use super::outlook::{ChosenOrDrawn, Lookout, Outlook};
use super::timeline::Step;
use crate::engine::Field;
use crate::explore::EXACT;
use crate::game::{Moment, Turn};
use crate::story::{ChoiceId, Exit, Stakeholder, VariableId};
use crate::view::Reader;

/// Why a step changed the value of the debrief's goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// The stances and named counters that the step changed.
    pub shifts: Vec<Shift>,
    /// By how much the step alone changed the value, without any shift of a stance or named counter. `None` if not
    /// known.
    pub itself: Option<f64>,
    /// The numbers of the later decisions whose choices were available only because of flags that the step raised.
    pub opens: Vec<usize>,
    /// The later decision to which those flags made the greatest difference.
    pub counted: Option<Later>,
    /// The people whom a better choice would have brought closer at once, and by how much.
    pub closer: Vec<(String, i32)>,
    /// The later choice that would have gained most after a better choice at this step.
    pub missed: Option<Later>,
    pub door: Option<Door>,
}

/// A stance or a counter that changed with a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    pub variable: VariableId,
    /// The name that players read.
    pub name: String,
    /// Whether it is somebody's stance; otherwise it is a counter.
    pub is_stance: bool,
    pub by: i32,
    /// By how much the value would have been lower without this shift; `None` if not known.
    pub difference: Option<f64>,
}

/// A later choice, and what it would have been worth if an earlier step had been another.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// The number of the later decision.
    pub number: usize,
    /// The choice made there, or one that was not available.
    pub choice: ChoiceId,
    pub told: String,
    /// The value after the choice that was made there.
    pub played: f64,
    /// The value after `choice` in the other case.
    pub otherwise: f64,
}

/// What a step settles about the debrief's goal, whatever comes later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The goal became certain.
    Certain,
    /// The goal went out of reach.
    Closed,
    /// No later choice makes a difference.
    Settled,
}

/// Explains a step taken in the state `from`. It names only people who are on the board in `end`, the game's latest
/// state.
pub(super) fn reason(
    reader: &Reader,
    lookout: &Lookout,
    from: &[u64],
    step: ChosenOrDrawn,
    (before, after): (&Outlook, &Outlook),
    end: &[u64],
) -> Reason {
    let (Some(earlier), Some(to)) = (before.headline().value(), after.headline().value()) else {
        return Reason::default();
    };
    let people = reader.story.stakeholders.iter().enumerate();
    let people = people.filter(|(index, _)| reader.engine.is_present(end, *index));
    let people = people.map(|(_, who)| (who.stance, who.name, true));
    let counters = reader.story.counters.iter().filter_map(|counter| Some((counter.variable, counter.name?, false)));
    // If a draw decides the change, `by` is `None`: no shift.
    let moved = people.chain(counters).map(|it| (it, lookout.moved(from, step, it.0))).filter(|(_, by)| *by != Some(0));
    let moved: Vec<_> = moved.collect();
    let without = |kept: &[VariableId]| lookout.keeping(from, step, kept);
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

/// Fills in what became of each step later: `opens`, `counted`, `closer` and `missed`.
pub(super) fn find_later(reader: &Reader, turns: &[Turn], lookout: &Lookout, steps: &mut [Step]) {
    let flag = |words: &[u64], flag| reader.engine.value(words, flag);
    for at in 0..steps.len() {
        let (earlier, later) = steps.split_at_mut(at + 1);
        let (step, Some(next)) = (&mut earlier[at], later.first()) else { return };
        if step.kind.taken().is_none() {
            continue;
        }
        let is_raised = |it: &VariableId| flag(&step.from, *it) == 0 && flag(&next.from, *it) == 1;
        let raised: Vec<VariableId> = reader.story.flags.iter().copied().filter(is_raised).collect();
        let exchanged = exchanged(reader, lookout, step);
        let by = |stance| exchanged.iter().find(|(field, _)| *field == reader.engine.layout().variable(stance));
        let closer = |who: &Stakeholder| Some((reader.plain(who.name), by(who.stance)?.1 as i32));
        step.reason.closer = reader.story.stakeholders.iter().filter_map(closer).filter(|(_, by)| *by > 0).collect();
        for later in later {
            let Some(choice) = later.choice() else { continue };
            if !raised.is_empty() {
                take_back(lookout, &mut step.reason, &raised, (choice, later));
            }
            if let (Some((_, offered)), false) = (&turns[later.number].choice, exchanged.is_empty()) {
                exchange(reader, lookout, &mut step.reason, &exchanged, (choice, later), offered);
            }
        }
    }
}

/// Compares a later decision with the same one without the flags that the step raised: the choice may not be available
/// then (`opens`), or be worth something else (`counted`).
fn take_back(lookout: &Lookout, reason: &mut Reason, raised: &[VariableId], (choice, later): (ChoiceId, &Step)) {
    let mut words = later.from.clone();
    raised.iter().for_each(|&flag| lookout.engine.layout().variable(flag).set_raw(&mut words, 0));
    if !lookout.engine.is_available(&words, choice) {
        return reason.opens.push(later.number);
    }
    let otherwise = lookout.after(&words, (Exit::Choice(choice), None)).headline().value();
    // Skipped if the story has no such state, or if a value is not known.
    let Some((played, otherwise)) = later.after.headline().value().zip(otherwise) else { return };
    let most = reason.counted.as_ref().map(|most| (most.played - most.otherwise).abs() + 1e-9);
    if most.is_none_or(|most| (played - otherwise).abs() > most) {
        reason.counted = Some(Later { number: later.number, choice, told: later.told.clone(), played, otherwise });
    }
}

/// The state's fields that a better choice would have set otherwise, and by how much. Empty if a draw follows.
fn exchanged(reader: &Reader, lookout: &Lookout, decision: &Step) -> Vec<(Field, i64)> {
    let (Some(choice), Some((better, _))) = (decision.choice(), decision.better()) else { return Vec::new() };
    let (choices, layout) = ([choice, better.choice], reader.engine.layout());
    let arrivals = choices.map(|choice| lookout.arrivals(&decision.from, (Exit::Choice(choice), None), &[]));
    let [[(made, _)], [(better, _)]] = arrivals.each_ref().map(Vec::as_slice) else { return Vec::new() };
    let variables = (0..reader.story.variables.len()).map(|at| layout.variable(VariableId(at as u16)));
    let fields = variables.chain(choices.into_iter().filter_map(|choice| layout.taken(choice)));
    let by = |field: Field| (field, field.raw(better) as i64 - field.raw(made) as i64);
    fields.map(by).filter(|(_, by)| *by != 0).collect()
}

/// Changes the state before a later decision as if the player had made the better choice earlier. Of the choices that
/// are then worth more, or newly available, the best goes into `reason.missed`.
fn exchange(
    reader: &Reader,
    lookout: &Lookout,
    reason: &mut Reason,
    exchanged: &[(Field, i64)],
    (chosen, later): (ChoiceId, &Step),
    offered: &Moment,
) {
    let mut moment = offered.clone();
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
