//! The timeline of a game: its decisions, draws and told events, and what each of them changed.

use super::consequence::Lead;
use super::outlook::Outlook;
use super::points::Points;
use super::reason::Reason;
use crate::game::Drawn;
use crate::story::{ChoiceId, SceneId};
use std::cmp::Reverse;

/// A better alternative is named if it was worth at least this many points more.
pub(super) const WORTH_NAMING: i32 = 5;

/// A change of another goal is named if it is at least this many points.
const WORTH_NAMING_BESIDE: i32 = 15;

#[derive(Clone, Debug)]
pub struct Timeline {
    /// The outlook before anything was decided.
    pub start: Outlook,
    /// The steps, in order. Each begins with the outlook that the step before it led to.
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub enum Step {
    Decision(Decision),
    Fall(Fall),
    /// An event that nobody decided. It has no points.
    Told {
        scene: SceneId,
        text: String,
        from: Box<[u64]>,
    },
}

#[derive(Clone, Debug)]
pub struct Decision {
    /// Its number, from 1.
    pub number: usize,
    pub choice: ChoiceId,
    pub told: String,
    /// The heading of the scene in which it was made.
    pub heading: String,
    /// The state in which it was made.
    pub from: Box<[u64]>,
    pub before: Outlook,
    /// The outlook after it: the mean over the draws that may follow.
    pub after: Outlook,
    /// Every choice that was available, in the order of the file, the one made included.
    pub alternatives: Vec<Alternative>,
    /// The endings that were in reach before and are not after.
    pub closed: Vec<SceneId>,
    /// The endings that only this choice kept in reach.
    pub opened: Vec<SceneId>,
    pub reason: Reason,
}

#[derive(Clone, Debug)]
pub struct Alternative {
    pub choice: ChoiceId,
    pub told: String,
    pub after: Outlook,
    /// The places that it can lead to.
    pub leads: Vec<Lead>,
}

#[derive(Clone, Debug)]
pub struct Fall {
    pub drawn: Drawn,
    /// The author's text for it, or else the heading of the scene that it led to.
    pub told: String,
    /// The story's sign, before the draw, of how it may come out; `None` if it gives none.
    pub sign: Option<String>,
    /// The state in which it was drawn.
    pub from: Box<[u64]>,
    pub before: Outlook,
    pub after: Outlook,
    pub reason: Reason,
}

impl Timeline {
    /// The latest outlook of the game.
    pub fn result(&self) -> &Outlook {
        let changed = self.steps.iter().rev().find_map(|step| Some(step.change()?.1));
        changed.unwrap_or(&self.start)
    }

    /// Whether every value is known.
    pub fn is_exact(&self) -> bool {
        self.start.is_exact()
            && self.steps.iter().filter_map(Step::change).all(|(_, after)| after.is_exact())
            && self.decisions().all(|decision| decision.alternatives.iter().all(|it| it.after.is_exact()))
    }

    /// The number of the decision that made `later` possible.
    pub fn opener(&self, later: usize) -> Option<usize> {
        self.decisions().find(|decision| decision.reason.opens.contains(&later)).map(|decision| decision.number)
    }

    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.steps.iter().filter_map(Step::decision)
    }

    /// The texts of the told events, in order.
    pub fn told(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter(|step| matches!(step, Step::Told { .. })).map(Step::told)
    }

    /// The decision that changed the value most, and by how many points. `None` if none changed it, or no points are
    /// known.
    pub fn turning_point(&self) -> Option<(&Decision, i32)> {
        self.most(i32::abs)
    }

    /// The decision that gained most, and how many points. `None` if none gained any, or no points are known.
    pub fn best_decision(&self) -> Option<(&Decision, i32)> {
        self.most(|points| points)
    }

    /// The first decision with the largest `size`; `None` if no size is above zero.
    fn most(&self, size: fn(i32) -> i32) -> Option<(&Decision, i32)> {
        let changes = self.decisions().filter_map(|decision| Some((decision, decision.points()?)));
        let most = changes.max_by_key(|(decision, points)| (size(*points), Reverse(decision.number)));
        most.filter(|&(_, points)| size(points) > 0)
    }

    /// The decision that left most points to its best alternative, and how many. `None` if no alternative is worth
    /// naming.
    pub fn most_left(&self) -> Option<(&Decision, i32)> {
        let more = |decision: &Decision| decision.best().after.headline().low - decision.after.headline().low;
        let mut most: Option<(&Decision, i32)> = None;
        for decision in self.decisions() {
            let Some((_, points)) = decision.better() else { continue };
            if most.is_none_or(|(most, _)| more(decision) > more(most) + 1e-9) {
                most = Some((decision, points.since(decision.after.points())?));
            }
        }
        most
    }

    /// The last decision that gave certainty away: perfect play was certain of the goal before it, and not after it. A
    /// later draw may have changed this again.
    pub fn last_certain(&self) -> Option<&Decision> {
        let is_certain = |outlook: &Outlook| outlook.under(1).low >= 1.0 - 1e-9;
        self.decisions().filter(|decision| is_certain(&decision.before) && !is_certain(&decision.after)).last()
    }
}

impl Step {
    /// The state in which it happened.
    pub fn from(&self) -> &[u64] {
        match self {
            Step::Decision(Decision { from, .. }) | Step::Fall(Fall { from, .. }) | Step::Told { from, .. } => from,
        }
    }

    pub fn told(&self) -> &str {
        match self {
            Step::Decision(Decision { told, .. }) | Step::Fall(Fall { told, .. }) | Step::Told { text: told, .. } => {
                told
            }
        }
    }

    pub fn decision(&self) -> Option<&Decision> {
        if let Step::Decision(decision) = self { Some(decision) } else { None }
    }

    /// The outlook before and after; `None` for a told event.
    pub fn change(&self) -> Option<(&Outlook, &Outlook)> {
        match self {
            Step::Decision(Decision { before, after, .. }) | Step::Fall(Fall { before, after, .. }) => {
                Some((before, after))
            }
            Step::Told { .. } => None,
        }
    }

    /// The points gained, as printed, negative if lost. `None` if not known, or for a told event.
    pub fn points(&self) -> Option<i32> {
        self.change().and_then(|(before, after)| after.points().since(before.points()))
    }

    /// Why the value moved; `None` for a told event.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Step::Decision(Decision { reason, .. }) | Step::Fall(Fall { reason, .. }) => Some(reason),
            Step::Told { .. } => None,
        }
    }

    pub(super) fn reason_mut(&mut self) -> Option<&mut Reason> {
        match self {
            Step::Decision(Decision { reason, .. }) | Step::Fall(Fall { reason, .. }) => Some(reason),
            Step::Told { .. } => None,
        }
    }
}

impl Decision {
    /// The points gained, as printed, negative if lost. `None` if not known.
    pub fn points(&self) -> Option<i32> {
        self.after.points().since(self.before.points())
    }

    /// The other goal that the decision moved most, with the points before and after. Only a goal counts that moved by
    /// at least fifteen points, and at least five more or less than the debrief's goal.
    pub fn beside(&self) -> Option<(usize, Points, Points)> {
        let first = self.points()?;
        let moved = |goal: usize| {
            let [before, after] = [&self.before, &self.after].map(|outlook| Points::of(outlook.chance(goal, 0)));
            Some((after.since(before)?, (goal, before, after)))
        };
        let moved: Option<Vec<_>> = self.after.other_goals().map(moved).collect();
        let is_named = |(by, _): &(i32, _)| by.abs() >= WORTH_NAMING_BESIDE && (by - first).abs() >= WORTH_NAMING;
        let most = moved?.into_iter().filter(is_named).max_by_key(|(by, (goal, ..))| (by.abs(), Reverse(*goal)));
        most.map(|(_, named)| named)
    }

    /// The available choice with the highest value for the debrief's goal; the choice made, if no other is higher.
    pub fn best(&self) -> &Alternative {
        let value = |alternative: &Alternative| alternative.after.headline().low;
        let made = self.alternatives.iter().find(|it| it.choice == self.choice).expect("the choice made was available");
        let better = |best, it| if value(it) > value(best) + 1e-9 { it } else { best };
        self.alternatives.iter().fold(made, better)
    }

    /// The best alternative, with its value. `None` unless it was worth at least five points more than the choice made.
    pub fn better(&self) -> Option<(&Alternative, Points)> {
        let (best, points) = (self.best(), self.best().after.points());
        (points.since(self.after.points())? >= WORTH_NAMING).then_some((best, points))
    }
}
