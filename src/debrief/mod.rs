//! The debrief: what there is to say about a game, given the values of its states.
//!
//! A [`Debrief`] is plain data in the reader's language: the timeline of decisions, draws and told events, the accounts
//! that add up, the decisions compared with the outcome, lessons, moments, relationships and endings. [`rows`] puts
//! this data into words, in reading order; each output format gives the rows a shape. Nothing here knows colour, width
//! or threads.
//!
//! Every value is a [`Chance`](crate::explore::Chance). If the whole story was searched, its two bounds are equal; then
//! start, decisions and draws of an account add up to its result.

mod account;
mod group;
mod group_rows;
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
pub use rows::{ChartRow, DebriefRow, DebriefRows, DebriefTable, rows};
pub use sentences::Spoilers;
pub use timeline::{Alternative, Door, Later, Lead, Reason, Shift, Step, StepKind, Timeline};

use crate::engine::Predicate;
use crate::explore::Values;
use crate::game::{Stop, Turn};
use crate::story::{Lesson, SceneId};
use crate::view::{EndingView, Prose, Reader};

/// What a debrief says about one game, as data.
#[derive(Clone, Debug)]
pub struct Debrief<'a> {
    /// The ending; `None` if the game has not ended.
    pub ending: Option<SceneId>,
    /// The player's name; `None` if it is not known.
    pub player: Option<String>,
    /// The day on which the game was played; `None` if it is not known.
    pub date: Option<String>,
    /// Whether the reader of the debrief played this game. Only then may the debrief count the endings found.
    pub is_own: bool,
    /// The position of the goal that this debrief shows. [`Debrief::new`] takes the goal of the game's current act.
    pub goal: usize,
    /// The position of the goal that the player's own debrief shows. A group's debrief may show another goal.
    pub own_goal: usize,
    pub timeline: Timeline,
    /// One account for each goal and each way of playing in [`PLAYS`].
    pub accounts: Vec<Account>,
    /// The decisions compared with the outcome; `None` if the game has not ended or if its values are not known.
    pub balance: Option<Balance>,
    /// The lessons whose conditions hold, limited to the number that the story sets.
    pub lessons: Vec<Said<'a>>,
    pub moments: Vec<Said<'a>>,
    pub ledger: Vec<Relationship<'a>>,
    /// Every ending of the story. Endings that were not found have no title.
    pub endings: Vec<EndingView<'a>>,
}

/// A lesson or a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The name of the lesson or moment in the story's files.
    pub id: &'a str,
    pub text: Prose,
    /// The question that a trainer may ask about the lesson.
    pub question: Option<String>,
}

impl<'a> Debrief<'a> {
    /// Makes the debrief of a game, ended or not, for the goal of its current act. `found` names the endings found.
    pub fn new(reader: &Reader<'a>, turns: &[Turn], values: &Values, found: &[String]) -> Debrief<'a> {
        Debrief::of_goal(reader, turns, values, found, own_goal(reader, turns))
    }

    /// Does the same for the goal at position `goal`, whatever the act, so that the games of a group can be compared.
    pub fn of_goal(reader: &Reader<'a>, turns: &[Turn], values: &Values, found: &[String], goal: usize) -> Self {
        let (story, engine) = (reader.story, reader.engine);
        let last = turns.last().expect("a game has its first turn from the beginning");
        let (words, past) = (&last.end.words, &last.end.past);
        let ending = (last.stop == Stop::Ending).then(|| engine.scene(words));
        let timeline = telling::tell(reader, turns, values, goal);
        let said = |list: &'a [Lesson], conditions: &[Predicate]| -> Vec<Said<'a>> {
            let held = list.iter().zip(conditions).filter(|(_, when)| ending.is_some() && when.holds(words, past));
            let say = |(it, _): (&'a Lesson, _)| Said {
                id: &it.id,
                text: reader.prose(it.text, &last.end),
                question: it.question.map(|question| reader.plain(question)),
            };
            held.map(say).collect()
        };
        let mut lessons = said(&story.lessons, &engine.lessons);
        lessons.truncate(story.most_lessons);
        Debrief {
            ending,
            player: None,
            date: None,
            is_own: true,
            goal,
            own_goal: own_goal(reader, turns),
            accounts: account::accounts(goal, &timeline),
            balance: ending.and_then(|_| Balance::new(&timeline)),
            lessons,
            moments: said(&story.moments, &engine.moments),
            ledger: ledger::ledger(reader, &timeline, words),
            endings: reader.endings(found),
            timeline,
        }
    }

    /// Adds the player and the date. `at` is a TOML date-time, of which only the day is kept.
    pub fn played(mut self, player: Option<&str>, at: Option<&str>) -> Debrief<'a> {
        self.player = player.map(str::to_owned);
        self.date = at.and_then(|at| at.get(..10)).map(str::to_owned);
        self
    }

    /// The account of a goal under ordinary play; `None` if there is no such goal.
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
