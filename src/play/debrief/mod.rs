//! The debrief in front of a player: in plain sentences, or drawn.
//!
//! What there is to say comes as plain data; here it gets words and a shape. Nothing here knows how it was found out.

mod accounts;
mod notes;
mod pages;
mod plain;
mod plot;

pub use pages::screens;
pub use plain::tell;

use crate::debrief::{Debrief, Points};
use crate::game::Game;
use crate::story::SceneId;
use crate::view::Reader;

/// Looks back on a game. Called after every move, so that it can think ahead; what it says is asked for when a game is
/// over. Given are the game and the names of the endings found.
pub type Review<'r, 'a> = dyn FnMut(&Game<'a>, &[String]) -> Option<Debrief<'a>> + 'r;

/// Whether the consequences of choices that were not made are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilers {
    /// They are not, nor are the titles of endings that were not found.
    Kept,
    /// They are.
    Told,
}

/// What the painters have in common.
#[derive(Clone, Copy)]
struct Brush<'b, 'a> {
    reader: &'b Reader<'a>,
    debrief: &'b Debrief<'a>,
    spoilers: Spoilers,
}

impl Brush<'_, '_> {
    /// A value as a phrase.
    fn value(&self, points: Points) -> String {
        (self.reader.catalogue.debrief.line.value)(points.low, points.high)
    }

    /// Some endings as a phrase: by title as far as the player may know them. Empty for none.
    fn endings(&self, endings: &[SceneId]) -> String {
        let may_know = |id: &&SceneId| {
            self.spoilers == Spoilers::Told
                || self.debrief.endings.iter().any(|ending| ending.id == **id && ending.title.is_some())
        };
        let titles: Vec<String> =
            endings.iter().filter(may_know).map(|&id| self.reader.ending_title(id)).collect();
        if endings.is_empty() {
            return String::new();
        }
        (self.reader.catalogue.debrief.line.endings)(&titles, endings.len() - titles.len())
    }

    /// What there is to remark on a decision, in sentences.
    fn remarks(&self, decision: &crate::debrief::Decision) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.line;
        let better =
            decision.better().map(|(other, points)| (words.better)(&other.told, &self.value(points)));
        let closed =
            Some(self.endings(&decision.closed)).filter(|it| !it.is_empty()).map(|it| (words.closed)(&it));
        let opened =
            Some(self.endings(&decision.opened)).filter(|it| !it.is_empty()).map(|it| (words.opened)(&it));
        better.into_iter().chain(closed).chain(opened).collect()
    }

    /// What there is to say below the line of the game.
    fn conclusions(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief;
        let timeline = &self.debrief.timeline;
        if timeline.start.is_aimless() {
            return vec![words.aimless.to_owned()];
        }
        if !timeline.is_exact() {
            return vec![words.bounded.to_owned()];
        }
        let turning = timeline.turning_point().map(|(at, points)| (words.line.turning)(at.number, points));
        let certain = timeline.last_certain().map(|at| (words.line.last_certain)(at.number));
        turning.into_iter().chain(certain).collect()
    }

    /// What there is to say of decision and outcome, in sentences.
    fn balance(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.balance;
        let Some(balance) = &self.debrief.balance else { return Vec::new() };
        let cell = (words.cells[balance.cell as usize])(balance.dropped);
        let nobody = self.debrief.timeline.told().map(words.nobody);
        let colleagues = match &balance.colleagues {
            Some(it) => (words.colleagues)(&it.told, it.same, it.gained),
            None => words.undrawn.to_owned(),
        };
        std::iter::once(cell).chain([colleagues]).chain(nobody).collect()
    }

    /// The name of an account: the goal's for ordinary play, otherwise the way of playing.
    fn account(&self, account: &crate::debrief::Account) -> String {
        match account.play {
            0 => self.reader.plain(self.reader.story.goals[account.goal].name),
            other => self.reader.catalogue.debrief.sums.plays[other].to_owned(),
        }
    }

    /// The accounts that are shown: every goal's under ordinary play, and behind the first goal's the two beside it.
    fn accounts(&self) -> impl Iterator<Item = &crate::debrief::Account> {
        self.debrief.accounts.iter().filter(|account| account.goal == 0 || account.play == 0)
    }
}
