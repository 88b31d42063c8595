//! The ledger of relationships: where everyone stood, where they stand, and what moved them most.

use super::timeline::{Step, Timeline};
use crate::story::{ChoiceId, Scale, Stakeholder};
use crate::view::Reader;

/// One stakeholder, at the start and now. When a story is over nothing of it is hidden any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship<'a> {
    /// The name an author's conditions use.
    pub id: &'a str,
    /// What a player calls them.
    pub name: String,
    pub role: String,
    pub start: i32,
    pub end: i32,
    pub start_word: String,
    pub end_word: String,
    /// Whether they stand above the middle of the scale.
    pub is_friendly: bool,
    /// The choice that moved them most, with what surely followed from it; `None` when none moved them.
    pub moved_most_by: Option<Moved>,
    /// What was nobody's choice and moved them further than any choice did.
    pub moved_more_by: Option<Befell>,
}

/// A choice that moved somebody: up, or down by a negative number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub choice: ChoiceId,
    pub told: String,
    pub by: i32,
}

/// Something that moved somebody without a choice of the player: a draw, an event that is told as nobody's decision, or
/// what came before the first choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Befell {
    /// How it is told; `None` for what came before the first choice.
    pub told: Option<String>,
    pub by: i32,
}

/// Everyone on the board, in the order of the file; `end` is the state that the game has come to.
pub(super) fn ledger<'a>(reader: &Reader<'a>, timeline: &Timeline, end: &[u64]) -> Vec<Relationship<'a>> {
    let Some(scale) = &reader.story.scale else { return Vec::new() };
    let everyone = reader.story.stakeholders.iter().enumerate();
    let present = everyone.filter(|(index, _)| reader.engine.is_present(end, *index));
    present.map(|(_, who)| relationship(reader, scale, who, timeline, end)).collect()
}

fn relationship<'a>(
    reader: &Reader<'a>,
    scale: &Scale,
    who: &Stakeholder,
    timeline: &Timeline,
    end: &[u64],
) -> Relationship<'a> {
    let variable = &reader.story.variables[who.stance.index()];
    // A step is answerable for all that comes before the next.
    let steps = &timeline.steps;
    let until = |at: usize| reader.engine.value(steps.get(at).map_or(end, Step::from), who.stance);
    let mut moved: Option<Moved> = None;
    let mut befell = Befell { told: None, by: until(0) - variable.start };
    for (at, step) in steps.iter().enumerate() {
        let (by, told) = (until(at + 1) - until(at), step.told().to_owned());
        let most = moved.as_ref().map_or(0, |moved| moved.by.abs());
        match step.decision() {
            Some(decision) if by.abs() > most => moved = Some(Moved { choice: decision.choice, told, by }),
            None if by.abs() > befell.by.abs() => befell = Befell { told: Some(told), by },
            _ => {}
        }
    }
    let most = moved.as_ref().map_or(0, |moved| moved.by.abs());
    let now = until(steps.len());
    Relationship {
        id: &variable.name,
        name: reader.plain(who.name),
        role: reader.plain(who.role),
        start: variable.start,
        end: now,
        start_word: reader.plain(scale.word(variable.start)),
        end_word: reader.plain(scale.word(now)),
        is_friendly: 2 * now > scale.min + scale.max,
        moved_most_by: moved,
        moved_more_by: Some(befell).filter(|befell| befell.by.abs() > most),
    }
}
