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
    /// What they are.
    pub role: String,
    /// The stance at the start.
    pub start: i32,
    /// The stance now.
    pub end: i32,
    /// The stance at the start, in words.
    pub start_word: String,
    /// The stance now, in words.
    pub end_word: String,
    /// Whether they stand above the middle of the scale.
    pub is_friendly: bool,
    /// The choice that moved them most, with what surely followed from it; `None` when none moved them.
    pub moved_most_by: Option<Moved>,
    /// What was nobody's choice and moved them further than any choice did.
    pub moved_more_by: Option<Befell>,
}

/// A choice that moved somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The choice.
    pub choice: ChoiceId,
    /// How it is told.
    pub told: String,
    /// How far it moved them: up, or down when negative.
    pub by: i32,
}

/// Something that moved somebody without a choice of the player: a draw, an event that is told as nobody's decision, or
/// what came before the first choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Befell {
    /// How it is told; `None` for what came before the first choice.
    pub told: Option<String>,
    /// How far it moved them: up, or down when negative.
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
    let stance = |words: &[u64]| reader.engine.value(words, who.stance);
    // A step is answerable for all that comes before the next.
    let steps = &timeline.steps;
    let until = |at: usize| stance(steps.get(at).map_or(end, Step::from));
    let mut moved: Option<Moved> = None;
    let mut befell = Befell { told: None, by: until(0) - variable.start };
    for (at, step) in steps.iter().enumerate() {
        let by = until(at + 1) - until(at);
        let told = match step {
            Step::Decision(decision) => {
                if by.abs() > moved.as_ref().map_or(0, |most| most.by.abs()) {
                    moved = Some(Moved { choice: decision.choice, told: decision.told.clone(), by });
                }
                continue;
            }
            Step::Fall(fall) => &fall.told,
            Step::Told { text, .. } => text,
        };
        if by.abs() > befell.by.abs() {
            befell = Befell { told: Some(told.clone()), by };
        }
    }
    let most = moved.as_ref().map_or(0, |moved| moved.by.abs());
    Relationship {
        id: &variable.name,
        name: reader.plain(who.name),
        role: reader.plain(who.role),
        start: variable.start,
        end: stance(end),
        start_word: reader.plain(scale.word(variable.start)),
        end_word: reader.plain(scale.word(stance(end))),
        is_friendly: 2 * stance(end) > scale.min + scale.max,
        moved_most_by: moved,
        moved_more_by: Some(befell).filter(|befell| befell.by.abs() > most),
    }
}
