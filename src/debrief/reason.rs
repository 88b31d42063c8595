//! Why a value moved with a step: what the choice or the draw changed, and what it was by itself.
//!
//! Each difference compares two values: the one after the step, and the one after the same step with a stance or a
//! counter left as it was. A difference is stated only when that other state is one of the story.

use super::outlook::{ChosenOrDrawn, Lookout, Outlook};
use crate::explore::EXACT;
use crate::story::{ChoiceId, VariableId};
use crate::view::Reader;

/// Why the value of the goal that is drawn moved with a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// What changed with it and can be named.
    pub shifts: Vec<Shift>,
    /// By how much the step alone changed the value: with everything that can be named left as it was.
    pub itself: Option<f64>,
    /// The numbers of the later decisions whose choices were available only because of flags that it raised.
    pub opens: Vec<usize>,
    /// The later decision to which those flags made the greatest difference.
    pub counted: Option<Counted>,
    /// Who would have been closer at once after a better choice, and by how much.
    pub closer: Vec<(String, i32)>,
    /// The later choice that would have come to most more after a better choice.
    pub missed: Option<Missed>,
    pub door: Option<Door>,
}

/// A stance or a counter that changed with a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    pub variable: VariableId,
    /// What a player calls it.
    pub name: String,
    /// Whether it is somebody's stance; otherwise it is a counter.
    pub is_stance: bool,
    pub by: i32,
    /// By how much the value would have been lower without it; `None` where that is not known.
    pub difference: Option<f64>,
}

/// A later decision, with and without what an earlier one had brought.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    pub number: usize,
    /// The value after it.
    pub with: f64,
    /// The value after the same choice with the flags taken back that the earlier decision raised.
    pub without: f64,
}

/// The choice made at a later decision, or one that was not available there, as it would have been after a better choice
/// than an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed {
    /// The number of the later decision.
    pub number: usize,
    pub choice: ChoiceId,
    pub told: String,
    pub value: f64,
    /// The value after the choice that was made there.
    pub made: f64,
}

/// What a step settles about the goal that is drawn, whatever comes after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The goal became certain.
    Certain,
    /// The goal went out of reach.
    Closed,
    /// No later choice makes a difference.
    Settled,
}

/// Explains what was taken in a state; `end` is the state that the game has come to, in which nobody is hidden any more.
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
    // What a draw moves has no single number.
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
