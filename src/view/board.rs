//! The board: the counters, and where everyone stands, as far as the player may know it.

use super::Reader;
use crate::engine::Outcome;
use crate::game::{Event, Moment, Turn};
use crate::story::{Exit, VariableId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board<'a> {
    /// The lowest and the highest stance; `None` if the story has no stakeholders.
    pub scale: Option<(i32, i32)>,
    pub stakeholders: Vec<StakeholderView<'a>>,
    pub counters: Vec<CounterView<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StakeholderView<'a> {
    /// The stakeholder's name in the story's conditions.
    pub id: &'a str,
    pub name: String,
    pub role: String,
    pub value: Option<i32>,
    /// The stance in words; if the player may not know the stance, the author's words for that.
    pub word: String,
    /// By how much the latest choice changed the stance; 0 unless the player knew it before and knows it after.
    pub moved: i32,
    /// Whether the latest choice has made the stance known.
    pub is_revealed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterView<'a> {
    /// The counter's name in the story's conditions.
    pub id: &'a str,
    pub name: String,
    pub value: i32,
    /// By how much the latest choice changed the counter; 0 if it was not on the board before.
    pub moved: i32,
    /// Whether the latest choice has brought the counter onto the board.
    pub is_revealed: bool,
}

impl Board<'_> {
    pub fn is_empty(&self) -> bool {
        self.stakeholders.is_empty() && self.counters.is_empty()
    }

    /// Keeps only what the latest choice has moved or revealed.
    pub fn changed(mut self) -> Self {
        self.stakeholders.retain(|who| who.moved != 0 || who.is_revealed);
        self.counters.retain(|counter| counter.moved != 0 || counter.is_revealed);
        self
    }
}

impl<'a> Reader<'a> {
    /// The board at the end of a turn. Its changes count from the moment when the turn's choice was offered.
    pub fn board(&self, turn: &Turn) -> Board<'a> {
        self.board_since(&turn.end, turn.choice.as_ref().map(|(_, offered)| offered))
    }

    /// The changes of a turn on the board: first those by the choice itself, then those by the scenes after it.
    pub fn changes(&self, turn: &Turn) -> [Board<'a>; 2] {
        let Some((choice, offered)) = &turn.choice else {
            let unchanged = || self.board(turn).changed();
            return [unchanged(), unchanged()];
        };
        let (engine, exit, mut chosen) = (self.engine, Exit::Choice(*choice), offered.clone());
        engine.choose(&mut chosen.words, *choice);
        let drawn = turn.events.iter().find_map(|event| match event {
            Event::Drew(drawn, _) if drawn.exit == exit => Some(drawn.arm),
            _ => None,
        });
        let arm = if let Outcome::Certain(arm) = engine.outcome(&chosen.words, exit) { Some(arm) } else { drawn };
        if let Some(arm) = arm {
            engine.take(&mut chosen.words, exit, arm);
        }
        [self.board_since(&chosen, Some(offered)), self.board_since(&turn.end, Some(&chosen))].map(Board::changed)
    }

    /// The board in a moment, with its changes since the moment `before`. `None` means no changes.
    pub fn board_since(&self, now: &Moment, before: Option<&Moment>) -> Board<'a> {
        let present = (0..self.story.stakeholders.len()).filter(|&index| self.engine.is_present(&now.words, index));
        let counters = 0..self.story.counters.len();
        Board {
            scale: self.story.scale.as_ref().map(|scale| (scale.min, scale.max)),
            stakeholders: present.map(|index| self.stakeholder(index, now, before)).collect(),
            counters: counters.filter_map(|index| self.counter(index, now, before)).collect(),
        }
    }

    fn stakeholder(&self, index: usize, now: &Moment, before: Option<&Moment>) -> StakeholderView<'a> {
        let who = &self.story.stakeholders[index];
        let is_known = |moment: &Moment| self.engine.is_known(&moment.words, index);
        let (value, moved, is_revealed) = self.seen(who.stance, is_known, now, before);
        let word = match (value, &self.story.scale) {
            (Some(value), Some(scale)) => Some(scale.word(value)),
            _ => who.unknown,
        };
        StakeholderView {
            id: &self.story.variables[who.stance.index()].name,
            name: self.plain(who.name),
            role: self.plain(who.role),
            value,
            word: self.some_line(word, now).unwrap_or_default(),
            moved,
            is_revealed,
        }
    }

    fn counter(&self, index: usize, now: &Moment, before: Option<&Moment>) -> Option<CounterView<'a>> {
        let counter = &self.story.counters[index];
        let is_shown = |moment: &Moment| self.engine.is_shown(&moment.words, index);
        let (value, moved, is_revealed) = self.seen(counter.variable, is_shown, now, before);
        let id = &self.story.variables[counter.variable.index()].name;
        Some(CounterView { id, name: self.plain(counter.name?), value: value?, moved, is_revealed })
    }

    /// A variable's value, by how much it changed, and whether it was revealed, as far as the player may see it.
    fn seen(
        &self,
        variable: VariableId,
        may_see: impl Fn(&Moment) -> bool,
        now: &Moment,
        before: Option<&Moment>,
    ) -> (Option<i32>, i32, bool) {
        let value = |moment: &Moment| may_see(moment).then(|| self.engine.value(&moment.words, variable));
        let (now, before) = (value(now), before.map(value));
        let moved = now.zip(before.flatten()).map_or(0, |(now, before)| now - before);
        (now, moved, now.is_some() && before == Some(None))
    }
}
