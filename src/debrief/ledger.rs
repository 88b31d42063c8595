//! The ledger of relationships: where everyone stood, where they stand, and what moved them most.

use crate::game::{Event, Turn};
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
    /// The choice that moved them most, by what surely followed from it; `None` when none moved them.
    pub moved_most_by: Option<Moved>,
}

/// A choice that moved somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The choice.
    pub choice: ChoiceId,
    /// How it is told.
    pub told: String,
    /// How far it moved them.
    pub by: i32,
}

/// Everyone, in the order of the file.
pub(super) fn ledger<'a>(reader: &Reader<'a>, turns: &[Turn]) -> Vec<Relationship<'a>> {
    let Some(scale) = &reader.story.scale else { return Vec::new() };
    reader.story.stakeholders.iter().map(|who| relationship(reader, scale, who, turns)).collect()
}

fn relationship<'a>(
    reader: &Reader<'a>,
    scale: &Scale,
    who: &Stakeholder,
    turns: &[Turn],
) -> Relationship<'a> {
    let variable = &reader.story.variables[who.stance.index()];
    let stance = |words: &[u64]| reader.engine.value(words, who.stance);
    let last = turns.last().expect("a game has its first turn from the beginning");
    let end = stance(&last.end.words);
    let mut most: Option<Moved> = None;
    for turn in turns {
        let Some((choice, offered)) = &turn.choice else { continue };
        let by = stance(settled(turn)) - stance(&offered.words);
        if by.abs() > most.as_ref().map_or(0, |most| most.by.abs()) {
            most = Some(Moved { choice: *choice, told: reader.told(*choice, offered), by });
        }
    }
    Relationship {
        id: &variable.name,
        name: reader.plain(who.name),
        role: reader.plain(who.role),
        start: variable.start,
        end,
        start_word: reader.plain(scale.word(variable.start)),
        end_word: reader.plain(scale.word(end)),
        is_friendly: 2 * end > scale.min + scale.max,
        moved_most_by: most,
    }
}

/// The state up to which all of a turn follows from its choice: the end, or the first draw.
fn settled(turn: &Turn) -> &[u64] {
    let drawn = turn.events.iter().find_map(|event| match event {
        Event::Drew(_, moment) => Some(&moment.words),
        Event::Entered(..) | Event::Said(..) => None,
    });
    drawn.unwrap_or(&turn.end.words)
}
