//! Why a step changed the value: how much each changed stance or counter adds, and how much the step alone.
//!
//! A difference compares the value after the step with the value after the same step if one stance or counter had not
//! changed. It is known only if the story has that other state.

use super::outlook::{ChosenOrDrawn, Lookout, Outlook};
use crate::explore::EXACT;
use crate::story::{ChoiceId, VariableId};

/// Why a step changed the value of the debrief's goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// The stances and named counters that the step changed.
    pub shifts: Vec<Shift>,
    /// By how much the step would have changed the value if no stance or named counter had changed. `None` if not
    /// known.
    pub itself: Option<f64>,
    /// The numbers of later decisions whose choice was available only because this step raised a flag.
    pub opens: Vec<usize>,
    /// The later decision whose value depends most on the flags that this step raised.
    pub counted: Option<Later>,
    /// The people whom a better choice would have brought closer at once, each with the steps of the stance.
    pub closer: Vec<(String, i32)>,
    /// The later choice that would have gained most if the player had made a better choice at this step.
    pub missed: Option<Later>,
    pub door: Option<Door>,
}

/// A stance or counter that a step changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    pub variable: VariableId,
    /// The name of the person or counter, as players read it.
    pub name: String,
    /// `true` for somebody's stance, `false` for a counter.
    pub is_stance: bool,
    pub by: i32,
    /// By how much this change raised the value, negative if it lowered it; `None` if not known.
    pub difference: Option<f64>,
}

/// A later choice, and its value if an earlier step had been another.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// The number of the later decision.
    pub number: usize,
    /// The choice made there, or a choice that was not available there.
    pub choice: ChoiceId,
    pub told: String,
    /// The value after the choice that the player made there.
    pub played: f64,
    /// The value after `choice` if the earlier step had been another.
    pub otherwise: f64,
}

/// What a step settles for the debrief's goal, whatever the player does later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The goal became certain.
    Certain,
    /// The goal went out of reach.
    Closed,
    /// No later choice makes a difference.
    Settled,
}

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
    // If a draw decides the change, `moved` gives `None`, and no shift is reported.
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
