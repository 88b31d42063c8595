//! The words of the debrief, as plain data. The English text (english/debrief.rs) shows what a field is for.
//!
//! No sentence judges. A text says which chance was given away, which was left, and what happened.

use super::command::KeyHint;

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
    pub chart_columns: [&'static str; 3],
    pub line: TimelineWords,
    pub reason: ReasonWords,
    pub sums: SumWords,
    pub balance: BalanceWords,
    pub looking_back: LookingBackWords,
    pub spoilers: SpoilerWords,
    pub group: GroupWords,
}

/// Words for the timeline: each decision and draw, with the values before and after. These values are phrases made by
/// `value`.
#[derive(Debug)]
pub struct TimelineWords {
    pub heading: fn(&str) -> String,
    pub value: fn(i32, i32) -> String,
    pub ordinary: &'static str,
    pub others: fn(&[String]) -> String,
    pub group_goal: fn(&str) -> String,
    pub start: &'static str,
    pub start_said: fn(&str) -> String,
    pub label: fn(&str) -> String,
    pub change: fn(&str, &str, &str) -> String,
    pub draw_label: fn(&str, u32, u32) -> String,
    pub sign: fn(&str) -> String,
    pub told: fn(&str) -> String,
    pub told_label: fn(&str) -> String,
    pub only: &'static str,
    pub better: fn(&str, &[String], &str, bool) -> String,
    pub better_note: &'static str,
    pub beside: fn(&str, &str, &str) -> String,
    pub endings: fn(&[String], usize) -> String,
    pub closed: fn(&str) -> String,
    pub opened: fn(&str) -> String,
    pub turning: fn(usize, &str, i32, Option<usize>) -> String,
    pub turning_best: &'static str,
    pub best: fn(usize, &str, i32) -> String,
    pub last_certain: fn(usize) -> String,
}

/// A stance or a counter whose change moved a value.
#[derive(Debug)]
pub struct Cause {
    /// What changed, as a phrase.
    pub what: String,
    pub name: String,
    pub is_stance: bool,
    /// The value in points that the same choice would have had without this change.
    pub otherwise: i32,
}

/// Words for why a value moved. A stance or a counter that pushed the value the way it moved is a [`Cause`]; `against`
/// is for one that held it back.
#[derive(Debug)]
pub struct ReasonWords {
    pub stance: fn(&str, i32) -> String,
    pub counter: fn(&str, i32) -> String,
    pub no_stance: fn(&str, i32) -> String,
    pub why: fn(&[Cause], bool) -> String,
    pub left_aside: fn(&str) -> String,
    pub counted: fn(usize, &str, i32, i32) -> String,
    pub missed_choice: fn(usize, &str, i32) -> String,
    pub missed_worth: fn(usize, &str, i32, i32) -> String,
    pub against: fn(i32, &str) -> String,
    pub moved: fn(&str) -> String,
    pub opens: fn(&[(usize, &str)]) -> String,
    pub certain: fn(&str) -> String,
    pub closed: fn(&str) -> String,
    pub settled: &'static str,
}

#[derive(Debug)]
pub struct SumWords {
    pub heading: &'static str,
    pub columns: [&'static str; 4],
    pub sentence: fn(i32, i32, i32, i32) -> String,
}

#[derive(Debug)]
pub struct BalanceWords {
    pub way: fn(i32, i32) -> String,
    /// The parameters: whether little was lost, whether the goal was reached, and the outcome as a phrase.
    pub came_of_it: fn(bool, bool, &str) -> String,
    pub outcome: fn(&str, i32) -> String,
    pub luck: &'static str,
    pub most_left: fn(usize, &str, i32) -> String,
    pub drawn: fn(i32) -> String,
    pub nobody: fn(&str) -> String,
    pub undrawn: &'static str,
}

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

/// How many games reached an ending, and its title; the title is `None` for games that have not ended.
pub type EndingCount = (usize, Option<String>);

#[derive(Debug)]
pub struct GroupWords {
    pub heading: &'static str,
    pub games: fn(usize, usize) -> String,
    pub anonymous: fn(usize) -> String,
    pub endings: &'static str,
    pub ending: &'static str,
    pub unfinished: &'static str,
    pub who: fn(&str, &str) -> String,
    pub people: fn(usize) -> String,
    /// The parameters: whether it was a draw, its text, for whom (`None`: for all), and the points as a phrase.
    pub decisive: fn(bool, &str, Option<&str>, &str) -> String,
    pub decisive_note: fn(&str) -> String,
    pub part: fn(&str, i32) -> String,
    pub line: fn(&str) -> String,
    pub line_note: &'static str,
    pub own_goal: fn(&[String], &str) -> String,
    pub figures: &'static str,
    pub at: fn(&str, usize, usize) -> String,
    pub moved_by: fn(&str, &str) -> String,
    pub by_luck: fn(i32) -> String,
    pub partings: [&'static str; 2],
    pub partings_note: &'static str,
    pub stood: fn(&str, usize) -> String,
    pub apart: fn(i32) -> String,
    pub gained: fn(i32) -> String,
    pub on_average: fn(&str) -> String,
    pub settled: fn(&str, bool) -> String,
    pub dearest_heading: &'static str,
    pub dearest: fn(&str, usize, &str, &str, i32) -> String,
    pub ends: fn(&[EndingCount]) -> String,
    pub luck: &'static str,
    pub luck_note: &'static str,
    pub fall: fn(&str, u32, u32) -> String,
    pub means: &'static str,
    pub players: &'static str,
    pub players_note: fn(&[String]) -> String,
    pub decisions: &'static str,
    pub turning: fn(usize, &str, i32) -> String,
    pub turning_point: &'static str,
    pub talk: &'static str,
    pub left_out: fn(&str) -> String,
}
