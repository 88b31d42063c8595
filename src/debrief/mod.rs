//! A game and the values of its states, turned into what there is to say about it.
//!
//! A [`Debrief`] is plain data in the reader's language: the timeline of decisions, draws and told lines, the accounts
//! that add up, decision and outcome side by side, lessons, moments, relationships and endings. [`rows`] puts it into
//! words, in the order in which it is read; a painter gives the rows a shape. Nothing here knows colour, the width of a
//! line, or in which thread it is made.
//!
//! Every value is a [`Chance`](crate::explore::Chance): where the whole story was searched its bounds meet, and the
//! start, the decisions and the draws of an account add up to its result.

mod account;
mod consequence;
mod group;
mod group_rows;
mod later;
mod ledger;
mod outlook;
mod points;
mod reason;
mod rows;
mod sentences;
mod telling;
mod timeline;

pub use account::{Account, Balance, Cell};
pub use consequence::Lead;
pub use group::{GroupDebrief, GroupStep, LinePoint, Member, Parting};
pub use group_rows::group_rows;
pub use ledger::{Befell, Moved, Relationship};
pub use outlook::{ChosenOrDrawn, Outlook, PLAYS};
pub use points::Points;
pub use reason::{Counted, Door, Missed, Reason, Shift};
pub use rows::{ChartRow, DebriefRow, DebriefRows, DebriefTable, rows};
pub use sentences::Spoilers;
pub use timeline::{Alternative, Decision, Fall, Step, Timeline};

use crate::explore::Values;
use crate::game::{Stop, Turn};
use crate::story::{Lesson, SceneId};
use crate::view::{EndingView, Prose, Reader};

/// What there is to say about a game.
#[derive(Clone, Debug)]
pub struct Debrief<'a> {
    /// The ending; `None` when the game has not come to one.
    pub ending: Option<SceneId>,
    /// Who played, where that is known.
    pub player: Option<String>,
    /// The day on which it was played, where that is known.
    pub date: Option<String>,
    /// Whether it is of the reader's own shelf, so that the endings found may be counted.
    pub is_own: bool,
    /// The goal that is drawn, by position: the first, unless the act in which the game stands names another.
    pub drawn: usize,
    /// What that goal is called.
    pub goal: String,
    /// The goal that the player's own debrief draws, by position, whichever is drawn here.
    pub own_goal: usize,
    pub timeline: Timeline,
    /// How start, decisions and draws add up: for each goal every way of playing in [`PLAYS`].
    pub accounts: Vec<Account>,
    /// Decision and outcome side by side; `None` when the game has not ended or its values are not known.
    pub balance: Option<Balance>,
    /// The lessons that hold, at most as many as the story wants shown.
    pub lessons: Vec<Said<'a>>,
    pub moments: Vec<Said<'a>>,
    pub ledger: Vec<Relationship<'a>>,
    /// Every ending, as known to somebody who has found some.
    pub endings: Vec<EndingView<'a>>,
}

/// A lesson or a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The name an author wrote.
    pub id: &'a str,
    pub text: Prose,
    /// What a trainer may ask about it.
    pub question: Option<String>,
}

impl<'a> Debrief<'a> {
    /// Looks back on the turns of a game, which need not have ended; `found` names the endings known to the player.
    pub fn new(reader: &Reader<'a>, turns: &[Turn], values: &Values, found: &[String]) -> Debrief<'a> {
        Debrief::of_goal(reader, turns, values, found, own_goal(reader, turns))
    }

    /// The same with the values of the goal of that position, whatever the act says: what games have in common.
    pub fn of_goal(
        reader: &Reader<'a>,
        turns: &[Turn],
        values: &Values,
        found: &[String],
        drawn: usize,
    ) -> Debrief<'a> {
        let (story, engine) = (reader.story, reader.engine);
        let last = turns.last().expect("a game has its first turn from the beginning");
        let ending = (last.stop == Stop::Ending).then(|| engine.scene(&last.end.words));
        let timeline = telling::tell(reader, turns, values, drawn);
        let accounts = account::accounts(drawn, &timeline);
        let has_lesson = |at: usize| engine.has_lesson(&last.end.words, &last.end.past, at);
        let has_moment = |at: usize| engine.has_moment(&last.end.words, &last.end.past, at);
        let said = |list: &'a [Lesson], holds: &dyn Fn(usize) -> bool, most: usize| {
            let held = list.iter().enumerate().filter(|(at, _)| ending.is_some() && holds(*at));
            let say = |(_, it): (usize, &'a Lesson)| Said {
                id: &it.id,
                text: reader.prose(it.text, &last.end),
                question: it.question.map(|question| reader.plain(question)),
            };
            held.take(most).map(say).collect()
        };
        Debrief {
            ending,
            player: None,
            date: None,
            is_own: true,
            drawn,
            own_goal: own_goal(reader, turns),
            goal: story.goals.get(drawn).map(|goal| reader.plain(goal.name)).unwrap_or_default(),
            balance: ending.and_then(|_| Balance::new(&timeline)),
            accounts,
            lessons: said(&story.lessons, &has_lesson, story.most_lessons),
            moments: said(&story.moments, &has_moment, usize::MAX),
            ledger: ledger::ledger(reader, &timeline, &last.end.words),
            endings: reader.endings(found),
            timeline,
        }
    }

    /// Says who played, and when: a date-time of TOML, of which the day counts.
    pub fn played(mut self, player: Option<&str>, at: Option<&str>) -> Debrief<'a> {
        self.player = player.map(str::to_owned);
        self.date = at.and_then(|at| at.get(..10)).map(str::to_owned);
        self
    }

    /// Whether every value is known, and not only bounded.
    pub fn is_exact(&self) -> bool {
        self.timeline.is_exact()
    }

    /// The account of a goal under ordinary play.
    pub fn account(&self, goal: usize) -> Option<&Account> {
        self.accounts.iter().find(|account| account.goal == goal && account.play == 0)
    }

    /// The names of those who stand above the middle of the scale.
    pub fn friends(&self) -> Vec<String> {
        let friends = self.ledger.iter().filter(|who| who.is_friendly);
        friends.map(|who| who.name.clone()).collect()
    }
}

/// The goal that the act names in which a game stands.
fn own_goal(reader: &Reader, turns: &[Turn]) -> usize {
    let last = turns.last().expect("a game has its first turn from the beginning");
    let act = reader.story.scene(reader.engine.scene(&last.end.words)).act;
    reader.story.acts[act.index()].goal
}
