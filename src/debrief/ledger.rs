//! The ledger of relationships: where everyone stood at the start, where they stand now, and what moved them most.

use super::timeline::Timeline;
use crate::story::{ChoiceId, Stakeholder};
use crate::view::Reader;

/// One stakeholder's stance, at the start and now. The debrief hides no stance.
#[derive(Clone, Debug)]
pub struct Relationship<'a> {
    /// The stakeholder's name in the story's conditions.
    pub id: &'a str,
    pub who: &'a Stakeholder,
    pub start: i32,
    pub end: i32,
    /// The choice that moved them most, with all changes up to the next step; `None` if no choice did.
    pub moved_most_by: Option<Moved>,
    /// The draw or told event that moved them further than any choice, or what came before the first step.
    pub moved_more_by: Option<Moved>,
}

/// What moved a stance. `by` is negative if the stance went down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub choice: Option<ChoiceId>,
    /// The text for the choice, draw or event; `None` for what came before the first step.
    pub told: Option<String>,
    pub by: i32,
}

/// Everyone on the board, in the order of the file. `end` is the latest state of the game.
pub(super) fn ledger<'a>(reader: &Reader<'a>, timeline: &Timeline, end: &[u64]) -> Vec<Relationship<'a>> {
    // A step counts for every change from its own state up to the state of the next step.
    let steps = &timeline.steps;
    let relationship = |who: &'a Stakeholder| {
        let variable = &reader.story.variables[who.stance.index()];
        let until = |at: usize| reader.engine.value(steps.get(at).map_or(end, |step| &step.from), who.stance);
        let (mut moved, mut befell) = (Moved::default(), Moved { by: until(0) - variable.start, ..Moved::default() });
        for (at, step) in steps.iter().enumerate() {
            let (by, choice) = (until(at + 1) - until(at), step.choice());
            let most = if choice.is_some() { &mut moved } else { &mut befell };
            if by.abs() > most.by.abs() {
                *most = Moved { choice, told: Some(step.told.clone()), by };
            }
        }
        Relationship {
            id: &variable.name,
            who,
            start: variable.start,
            end: until(steps.len()),
            moved_more_by: Some(befell).filter(|befell| befell.by.abs() > moved.by.abs()),
            moved_most_by: Some(moved).filter(|moved| moved.by != 0),
        }
    };
    let everyone = reader.story.stakeholders.iter().enumerate();
    everyone.filter(|(index, _)| reader.engine.is_present(end, *index)).map(|(_, who)| relationship(who)).collect()
}
