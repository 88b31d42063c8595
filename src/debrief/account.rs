//! How start, decisions and draws add up to the result.

use super::outlook::{Outlook, PLAYS};
use super::points::Points;
use super::timeline::{Step, Timeline};
use crate::explore::Chance;

/// The account of one goal under one way of playing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Account {
    /// The goal, by position.
    pub goal: usize,
    /// The way of playing, by its position in [`PLAYS`].
    pub play: usize,
    /// The value before anything was decided.
    pub start: Chance,
    /// What the decisions added: a number, or the bounds of one.
    pub decisions: Chance,
    /// What the draws added.
    pub draws: Chance,
    /// What the game came to.
    pub result: Chance,
    /// The same in points as they are printed; `None` when something is not known.
    pub printed: Option<Printed>,
}

impl Account {
    /// The start, what decisions and draws added, and the result: as they are printed.
    pub fn figures(&self) -> [String; 4] {
        let added = |printed: Option<i32>, of: Chance| {
            let points = printed.map_or_else(|| Points::of(of), |points| Points { low: points, high: points });
            points.known().map_or_else(|| points.to_string(), signed)
        };
        let decisions = added(self.printed.map(|it| it.decisions), self.decisions);
        let draws = added(self.printed.map(|it| it.draws), self.draws);
        [Points::of(self.start).to_string(), decisions, draws, Points::of(self.result).to_string()]
    }
}

/// Points with their sign; none has no sign.
pub(super) fn signed(points: i32) -> String {
    if points == 0 { "0".into() } else { format!("{points:+}") }
}

/// An account in whole points, which add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The points before anything was decided.
    pub start: i32,
    /// What the decisions added.
    pub decisions: i32,
    /// What the draws added.
    pub draws: i32,
    /// What the game came to.
    pub result: i32,
}

/// The accounts of all goals, each under every way of playing; those of the goal that is drawn stand first.
pub(super) fn accounts(drawn: usize, timeline: &Timeline) -> Vec<Account> {
    let goals = (!timeline.start.is_aimless()).then_some(drawn).into_iter().chain(timeline.start.other_goals());
    let questions = goals.flat_map(|goal| (0..PLAYS.len()).map(move |play| (goal, play)));
    questions.map(|(goal, play)| account(goal, play, timeline)).collect()
}

fn account(goal: usize, play: usize, timeline: &Timeline) -> Account {
    let value = |outlook: &Outlook| outlook.chance(goal, play);
    let is_drawn = |step: &&Step| matches!(step, Step::Fall(_));
    let sum = |wanted: &dyn Fn(&&Step) -> bool| {
        let changes = timeline.steps.iter().filter(|step| wanted(step)).filter_map(Step::change);
        changes.fold(Chance::known(0.0), |sum, (before, after)| sum + value(after) - value(before))
    };
    let printed = |wanted: &dyn Fn(&&Step) -> bool| -> Option<i32> {
        let changes = timeline.steps.iter().filter(|step| wanted(step)).filter_map(Step::change);
        changes.map(|(before, after)| Points::of(value(after)).since(Points::of(value(before)))).sum()
    };
    let is_decided = |step: &&Step| !is_drawn(step);
    let (start, result) = (value(&timeline.start), value(timeline.result()));
    let all = || {
        Some(Printed {
            start: Points::of(start).known()?,
            decisions: printed(&is_decided)?,
            draws: printed(&is_drawn)?,
            result: Points::of(result).known()?,
        })
    };
    Account {
        goal,
        play,
        start,
        decisions: sum(&is_decided),
        draws: sum(&is_drawn),
        result,
        printed: all().filter(|_| timeline.is_exact()),
    }
}
