//! The debrief: what there is to say about a game, given the values of its states.
//!
//! A [`Debrief`] is plain data in the reader's language: the timeline of decisions, draws and told lines, the accounts
//! that add up, decision and outcome side by side, lessons, moments, relationships and endings. [`rows`] puts it into
//! words, in the order in which it is read; each output format gives these rows a shape. Nothing here knows colour, the
//! width of a line, or in which thread it is made.
//!
//! Every value is a [`Chance`](crate::explore::Chance): if the whole story was searched, its two bounds are equal, and
//! the start, the decisions and the draws of an account add up to its result.

mod account;
mod group;
mod group_rows;
mod later;
mod ledger;
mod outlook;
mod reason;
mod rows;
mod sentences;
mod telling;
mod timeline;

pub use account::{Account, Balance};
pub use group::{GroupDebrief, GroupStep, LinePoint, Member, Parting};
pub use group_rows::group_rows;
pub use ledger::{Moved, Relationship};
pub use outlook::{ChosenOrDrawn, Outlook, PLAYS, Points};
pub use reason::{Door, Later, Reason, Shift};
pub use rows::{ChartRow, DebriefRow, DebriefRows, DebriefTable, rows};
pub use sentences::Spoilers;
pub use timeline::{Alternative, Lead, Step, StepKind, Timeline};

use crate::explore::Values;
use crate::game::{Stop, Turn};
use crate::story::{Lesson, SceneId};
use crate::view::{EndingView, Prose, Reader};

/// What a debrief says about one game, as data.
#[derive(Clone, Debug)]
pub struct Debrief<'a> {
    /// The ending; `None` if the game has not ended.
    pub ending: Option<SceneId>,
    /// Who played, where that is known.
    pub player: Option<String>,
    /// The day on which it was played, where that is known.
    pub date: Option<String>,
    /// Whether the game is one of the reader's own. Only then may the debrief count the endings found.
    pub is_own: bool,
    /// The position of the goal that this debrief shows. In [`Debrief::new`], the game's current act names it.
    pub drawn: usize,
    /// The position of the goal that the player's own debrief shows; a group's debrief may show another.
    pub own_goal: usize,
    pub timeline: Timeline,
    /// One account for each goal and each way of playing in [`PLAYS`].
    pub accounts: Vec<Account>,
    /// Decision and outcome side by side; `None` when the game has not ended or its values are not known.
    pub balance: Option<Balance>,
    /// The lessons whose conditions hold, at most as many as the story allows.
    pub lessons: Vec<Said<'a>>,
    pub moments: Vec<Said<'a>>,
    pub ledger: Vec<Relationship<'a>>,
    /// Every ending of the story; only those found have a title.
    pub endings: Vec<EndingView<'a>>,
}

/// A lesson or a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// Its name in the story's files.
    pub id: &'a str,
    pub text: Prose,
    /// What a trainer may ask about it.
    pub question: Option<String>,
}

impl<'a> Debrief<'a> {
    /// Looks back on a game, ended or not, for the goal of its current act. `found` names the endings that the player
    /// knows.
    pub fn new(reader: &Reader<'a>, turns: &[Turn], values: &Values, found: &[String]) -> Debrief<'a> {
        Debrief::of_goal(reader, turns, values, found, own_goal(reader, turns))
    }

    /// The same for the goal at position `drawn`, whatever the act says: so the games of a group can be compared.
    pub fn of_goal(reader: &Reader<'a>, turns: &[Turn], values: &Values, found: &[String], drawn: usize) -> Self {
        let (story, engine) = (reader.story, reader.engine);
        let last = turns.last().expect("a game has its first turn from the beginning");
        let (words, past) = (&last.end.words, &last.end.past);
        let ending = (last.stop == Stop::Ending).then(|| engine.scene(words));
        let timeline = telling::tell(reader, turns, values, drawn);
        let said = |list: &'a [Lesson], holds: &dyn Fn(usize) -> bool| -> Vec<Said<'a>> {
            let held = list.iter().enumerate().filter(|(at, _)| ending.is_some() && holds(*at));
            let say = |(_, it): (usize, &'a Lesson)| Said {
                id: &it.id,
                text: reader.prose(it.text, &last.end),
                question: it.question.map(|question| reader.plain(question)),
            };
            held.map(say).collect()
        };
        let mut lessons = said(&story.lessons, &|at| engine.has_lesson(words, past, at));
        lessons.truncate(story.most_lessons);
        Debrief {
            ending,
            player: None,
            date: None,
            is_own: true,
            drawn,
            own_goal: own_goal(reader, turns),
            accounts: account::accounts(drawn, &timeline),
            balance: ending.and_then(|_| Balance::new(&timeline)),
            lessons,
            moments: said(&story.moments, &|at| engine.has_moment(words, past, at)),
            ledger: ledger::ledger(reader, &timeline, words),
            endings: reader.endings(found),
            timeline,
        }
    }

    /// Adds who played, and when. `at` is a date-time of TOML; only its day is kept.
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
}

/// The position of the goal that the game's current act names.
fn own_goal(reader: &Reader, turns: &[Turn]) -> usize {
    let last = turns.last().expect("a game has its first turn from the beginning");
    let act = reader.story.scene(reader.engine.scene(&last.end.words)).act;
    reader.story.acts[act.index()].goal
}
