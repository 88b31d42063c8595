//! The words of the debrief: what was decided and what merely happened, as a good colleague tells it.
//!
//! No sentence judges: what is said is what was let go, what was still to be had, and what came.

/// What the debrief says.
#[derive(Debug)]
pub struct Debrief {
    /// Stands above all of it.
    pub heading: &'static str,
    /// How to go back to a decision of a recorded game, given its file.
    pub again: fn(&str) -> String,
    /// The game has not come to an ending.
    pub unfinished: &'static str,
    /// The story has nothing to play for, so that nothing has a value.
    pub aimless: &'static str,
    /// Values are not known but bounded.
    pub bounded: &'static str,
    /// The debrief is being worked out.
    pub wait: &'static str,
    /// Leads on to the debrief.
    pub key: super::Key,
    /// The line of the game.
    pub line: TimelineWords,
    /// What it adds up to.
    pub sums: SumWords,
    /// Decision and outcome.
    pub balance: BalanceWords,
    /// Lessons, moments, people.
    pub looking_back: LookingBack,
    /// What would have come of other choices.
    pub spoilers: SpoilerWords,
}

/// Words for the line of the game. A value is a phrase that [`TimelineWords::value`] has made.
#[derive(Debug)]
pub struct TimelineWords {
    /// Stands above the line, given the goal.
    pub heading: fn(&str) -> String,
    /// A value of so many points of a hundred, or between two, in a sentence.
    pub value: fn(i32, i32) -> String,
    /// Says whose chances these are.
    pub ordinary: &'static str,
    /// The value before anything was decided, as a label.
    pub start: &'static str,
    /// The same as a sentence.
    pub start_said: fn(&str) -> String,
    /// A decision or a choice as a label: how it is told.
    pub label: fn(&str) -> String,
    /// A decision: its number, how it is told, the values before and after.
    pub decision: fn(usize, &str, &str, &str) -> String,
    /// A draw: how it is told, its weight and the sum of all, the values before and after.
    pub draw: fn(&str, u32, u32, &str, &str) -> String,
    /// The same as a label.
    pub draw_label: fn(&str, u32, u32) -> String,
    /// What is told and was nobody's decision.
    pub told: fn(&str) -> String,
    /// The same as a label.
    pub told_label: fn(&str) -> String,
    /// Another choice was worth more: how it is told, its value.
    pub better: fn(&str, &str) -> String,
    /// What a decision did for another goal: the goal, the values before and after.
    pub beside: fn(&str, &str, &str) -> String,
    /// Some endings, given the titles of those found, at least one, and the number of the others.
    pub endings: fn(&[String], usize) -> String,
    /// Endings that a choice put out of reach.
    pub closed: fn(&str) -> String,
    /// Endings that only this choice kept in reach.
    pub opened: fn(&str) -> String,
    /// Endings that decisions put out of reach: how many in all, how many at most at one decision, its number.
    pub closed_in_all: fn(usize, usize, usize) -> String,
    /// The decision that changed most: its number, and the points.
    pub turning: fn(usize, i32) -> String,
    /// The last decision before which it could have been made certain.
    pub last_certain: fn(usize) -> String,
}

/// What a goal is called, and its value as a phrase.
pub type GoalValue = (String, String);

/// Words for what it adds up to.
#[derive(Debug)]
pub struct SumWords {
    /// Stands above the sums.
    pub heading: &'static str,
    /// The columns: the start, the decisions, the draws, the result.
    pub columns: [&'static str; 4],
    /// The first goal's sum in a sentence: start, decisions, draws, result.
    pub sentence: fn(i32, i32, i32, i32) -> String,
    /// Another sum in a sentence: what of, then the same.
    pub beside: fn(&str, i32, i32, i32, i32) -> String,
    /// Bounds in a sentence: what of, the values at the start and at the end.
    pub bounds: fn(&str, &str, &str) -> String,
    /// The names of the ways of playing: ordinary, perfect, random.
    pub plays: [&'static str; 3],
    /// Stands above the values after each decision.
    pub each: &'static str,
    /// The columns of that: ordinary, perfect, random.
    pub each_columns: [&'static str; 3],
    /// Explains the numbered columns: the number, the goal.
    pub legend: fn(usize, &str) -> String,
    /// The values after a decision in a sentence: its number, under perfect and random play, for the other goals.
    pub each_said: fn(usize, &str, &str, &[GoalValue]) -> String,
}

/// Words for decision and outcome.
#[derive(Debug)]
pub struct BalanceWords {
    /// Stands above it.
    pub heading: &'static str,
    /// Little and much was let go.
    pub rows: [&'static str; 2],
    /// It came, and it did not.
    pub columns: [&'static str; 2],
    /// The four sentences, row by row: the points that were let go and gained, and those that it came to.
    pub cells: [fn(i32, i32, i32) -> String; 4],
    /// Much was let go, and draws brought it all the same.
    pub luck: &'static str,
    /// The decision at which most was still to be had: its number, how many points more.
    pub most_left: fn(usize, i32) -> String,
    /// What was nobody's decision, as it is told.
    pub nobody: fn(&str) -> String,
    /// Of a hundred in the same place: how the draw is told, how many saw the same, whether it gained.
    pub colleagues: fn(&str, u32, bool) -> String,
    /// Nothing was drawn.
    pub undrawn: &'static str,
}

/// Words for lessons, moments and people.
#[derive(Debug)]
pub struct LookingBack {
    /// Stands above the lessons.
    pub lessons: &'static str,
    /// Stands above the moments.
    pub moments: &'static str,
    /// Stands above the people: it says at what time they stood so, since an ending may tell of years after it.
    pub people: &'static str,
    /// Somebody: their name and role, where they stood and stand, how far they moved.
    pub person: fn(&str, &str, &str, &str, i32) -> String,
    /// The choice that moved somebody most: how it is told, how far, up or down.
    pub moved: fn(&str, i32) -> String,
    /// The same of what was not the player's; without a telling it came before the first choice.
    pub befell: fn(Option<&str>, i32) -> String,
    /// Those who stand above the middle, by their names.
    pub friends: fn(&[String]) -> String,
}

/// Words for what would have come of other choices.
#[derive(Debug)]
pub struct SpoilerWords {
    /// Stands above it.
    pub heading: &'static str,
    /// A choice that was made: its number, how it is told, its value.
    pub made: fn(usize, &str, &str) -> String,
    /// One that was not: how it is told, its value.
    pub other: fn(&str, &str) -> String,
    /// Where it leads.
    pub leads: fn(&str) -> String,
    /// Where it may lead: the heading, the weight and the sum of all.
    pub may_lead: fn(&str, u32, u32) -> String,
    /// It leads nowhere.
    pub nowhere: &'static str,
    /// The endings it would have put out of reach.
    pub closes: fn(&str) -> String,
}
