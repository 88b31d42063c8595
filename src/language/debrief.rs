//! The words of the debrief, as plain data: the English text of a field tells what it is for.
//!
//! No sentence judges. A text says which chance was given away, which was left, and what happened.

use super::command::KeyHint;

/// What the debrief says.
#[derive(Debug)]
pub struct DebriefWords {
    pub heading: &'static str,
    pub head_ending: fn(&str, usize, usize) -> String,
    pub again: fn(&str) -> String,
    pub unfinished: &'static str,
    pub aimless: &'static str,
    pub bounded: &'static str,
    pub wait: &'static str,
    pub key: KeyHint,
    pub sums_key: KeyHint,
    pub write_key: KeyHint,
    pub written: fn(&str) -> String,
    pub transcript: &'static str,
    pub chart_columns: [&'static str; 5],
    pub line: TimelineWords,
    pub reason: ReasonWords,
    pub sums: SumWords,
    pub balance: BalanceWords,
    pub looking_back: LookingBackWords,
    pub spoilers: SpoilerWords,
    pub group: GroupWords,
}

/// Words for the line of the game: each decision and draw with the values before and after, which are phrases that
/// `value` has made.
#[derive(Debug)]
pub struct TimelineWords {
    pub heading: fn(&str) -> String,
    pub value: fn(i32, i32) -> String,
    pub ordinary: &'static str,
    pub start: &'static str,
    pub start_said: fn(&str) -> String,
    pub label: fn(&str) -> String,
    pub decision: fn(usize, &str, &str, &str) -> String,
    pub draw: fn(&str, u32, u32, &str, &str) -> String,
    pub draw_label: fn(&str, u32, u32) -> String,
    pub sign: fn(&str) -> String,
    pub told: fn(&str) -> String,
    pub told_label: fn(&str) -> String,
    pub better: fn(&str, &str) -> String,
    pub beside: fn(&str, &str, &str) -> String,
    pub endings: fn(&[String], usize) -> String,
    pub closed: fn(&str) -> String,
    pub opened: fn(&str) -> String,
    pub closed_in_all: fn(usize, usize, usize) -> String,
    pub turning: fn(usize, &str, i32) -> String,
    pub best: fn(usize, &str, i32) -> String,
    pub last_certain: fn(usize) -> String,
}

/// Words for why a value moved. A stance or a counter is named with its change, and with the value that the choice would
/// have had without it. Where the choice changed nothing else, the choice itself is the reason.
#[derive(Debug)]
pub struct ReasonWords {
    pub stance: fn(&str, i32) -> String,
    pub counter: fn(&str, i32) -> String,
    pub itself: [&'static str; 2],
    pub without: fn(&str, i32) -> String,
    pub opens: fn(&[usize]) -> String,
    pub why: fn(&[String]) -> String,
    pub certain: fn(&str) -> String,
    pub closed: fn(&str) -> String,
    pub settled: &'static str,
    pub endings: fn(usize) -> String,
}

/// A goal's name, and its value as a phrase.
pub type GoalValue = (String, String);

/// Words for what it adds up to.
#[derive(Debug)]
pub struct SumWords {
    pub heading: &'static str,
    pub columns: [&'static str; 4],
    pub sentence: fn(i32, i32, i32, i32) -> String,
    pub beside: fn(&str, i32, i32, i32, i32) -> String,
    pub bounds: fn(&str, &str, &str) -> String,
    pub plays: [&'static str; 3],
    pub each: &'static str,
    pub each_columns: [&'static str; 3],
    pub each_said: fn(usize, &str, &str, &[GoalValue]) -> String,
}

/// Words for decision and outcome.
#[derive(Debug)]
pub struct BalanceWords {
    pub cells: [fn(i32, i32, i32) -> String; 4],
    pub luck: &'static str,
    pub most_left: fn(usize, &str, i32) -> String,
    pub drawn: fn(i32) -> String,
    pub nobody: fn(&str) -> String,
    pub colleagues: fn(&str, u32, bool) -> String,
    pub undrawn: &'static str,
}

/// Words for lessons, moments and people.
#[derive(Debug)]
pub struct LookingBackWords {
    pub lessons: &'static str,
    pub moments: &'static str,
    pub people: &'static str,
    pub person: fn(&str, &str, &str, &str, i32) -> String,
    pub moved: fn(&str, i32) -> String,
    pub befell: fn(Option<&str>, i32) -> String,
    pub friends: fn(&[String]) -> String,
}

/// Words for what would have come of other choices.
#[derive(Debug)]
pub struct SpoilerWords {
    pub heading: &'static str,
    pub made: fn(usize, &str, &str) -> String,
    pub other: fn(&str, &str) -> String,
    pub leads: fn(&str) -> String,
    pub may_lead: fn(&str, u32, u32) -> String,
    pub nowhere: &'static str,
    pub closes: fn(&str) -> String,
}

/// Words for a group of games.
#[derive(Debug)]
pub struct GroupWords {
    pub heading: &'static str,
    pub games: fn(usize) -> String,
    pub anonymous: fn(usize) -> String,
    pub endings: &'static str,
    pub ending: &'static str,
    pub unfinished: &'static str,
    pub who: fn(&str, usize, &str) -> String,
    pub line: fn(&str) -> String,
    pub after: fn(usize) -> String,
    pub luck: &'static str,
    pub partings: &'static str,
    pub stood: fn(&str, usize) -> String,
    pub did: fn(usize, &str, &str) -> String,
    pub came: fn(i32, &str) -> String,
    pub players: &'static str,
    pub turning: fn(usize, &str, i32) -> String,
    pub turning_point: &'static str,
    pub talk: &'static str,
    pub lesson: fn(usize, usize, &str) -> String,
}
