//! Why a step changed the value: the part of each stance and counter that moved, and the part of the step alone.
//!
//! Each difference compares two values: the one after the step, and the one after the same step with a stance or a
//! counter left as it was. A difference is given only if the story has that other state.

use super::outlook::{ChosenOrDrawn, Lookout, Outlook};
use crate::explore::EXACT;
use crate::story::{ChoiceId, VariableId};

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

/// Explains a step taken in the state `from`. It names only people who are on the board in the game's last state.
pub(super) fn reason(lookout: &Lookout, from: &[u64], step: ChosenOrDrawn, [before, after]: [&Outlook; 2]) -> Reason {
    let reader = lookout.reader;
    let (Some(earlier), Some(to)) = (before.headline().value(), after.headline().value()) else {
        return Reason::default();
    };
    let people = reader.story.stakeholders.iter().enumerate();
    let people = people.filter(|(index, _)| reader.engine.is_present(lookout.end, *index));
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
