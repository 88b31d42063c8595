//! The line of a game: what was decided, what was drawn and what is told, with what each of them changed.

use super::consequence::Lead;
use super::outlook::Outlook;
use super::points::Points;
use super::reason::Reason;
use crate::game::Drawn;
use crate::story::{ChoiceId, SceneId};
use std::cmp::Reverse;

/// What is worth naming beside a decision: an alternative worth so many points more.
pub(super) const WORTH_NAMING: i32 = 5;

/// What is worth naming of a goal that is not drawn: a change of so many points.
const WORTH_NAMING_BESIDE: i32 = 15;

#[derive(Clone, Debug)]
pub struct Timeline {
    /// The outlook before anything was decided.
    pub start: Outlook,
    /// What happened, in order; what each step comes from is what the one before has led to.
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub enum Step {
    Decision(Decision),
    Fall(Fall),
    /// Something came that was nobody's to decide, and cost no points.
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
    /// The outlook after: the mean over what could still be drawn.
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
    /// Where it would have led.
    pub leads: Vec<Lead>,
}

#[derive(Clone, Debug)]
pub struct Fall {
    pub drawn: Drawn,
    /// How it is told, or else the heading of the scene that it led to.
    pub told: String,
    /// What showed beforehand how it might come out, where the story tells it.
    pub sign: Option<String>,
    /// The state in which it was drawn.
    pub from: Box<[u64]>,
    pub before: Outlook,
    pub after: Outlook,
    pub reason: Reason,
}

impl Timeline {
    /// What the game has come to.
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

    /// The decision that made a later one possible.
    pub fn opener(&self, later: usize) -> Option<usize> {
        self.decisions().find(|decision| decision.reason.opens.contains(&later)).map(|decision| decision.number)
    }

    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.steps.iter().filter_map(Step::decision)
    }

    /// What is told, in order.
    pub fn told(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter(|step| matches!(step, Step::Told { .. })).map(Step::told)
    }

    /// The decision that changed most, and by how many points; `None` when none changed anything, or it is not known.
    pub fn turning_point(&self) -> Option<(&Decision, i32)> {
        self.most(i32::abs)
    }

    /// The decision that gained most, and how many points; `None` when none gained any, or it is not known.
    pub fn best_decision(&self) -> Option<(&Decision, i32)> {
        self.most(|points| points)
    }

    /// The first decision whose points count most.
    fn most(&self, size: fn(i32) -> i32) -> Option<(&Decision, i32)> {
        let changes = self.decisions().filter_map(|decision| Some((decision, decision.points()?)));
        let most = changes.max_by_key(|(decision, points)| (size(*points), Reverse(decision.number)));
        most.filter(|&(_, points)| size(points) > 0)
    }

    /// The decision with the best alternative, and how many points more that is worth. `None` when no alternative is
    /// worth naming.
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

    /// The last decision before which perfect play could make sure of the goal and after which it could not; a
    /// draw may have put that right again.
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

    /// The outlook before and after; `None` for what has no points.
    pub fn change(&self) -> Option<(&Outlook, &Outlook)> {
        match self {
            Step::Decision(Decision { before, after, .. }) | Step::Fall(Fall { before, after, .. }) => {
                Some((before, after))
            }
            Step::Told { .. } => None,
        }
    }

    /// How many points it gained, as printed; `None` when that is not known, or where it has no points.
    pub fn points(&self) -> Option<i32> {
        self.change().and_then(|(before, after)| after.points().since(before.points()))
    }

    /// Why the value moved; `None` for what has no points.
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
    /// How many points it gained, as printed; `None` when that is not known.
    pub fn points(&self) -> Option<i32> {
        self.after.points().since(self.before.points())
    }

    /// The other goal that it moved most, with the points before and after. It is named when it moved by at least fifteen
    /// points, and when its change differs from that of the goal that is drawn by at least five.
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

    /// The available choice with the highest value for the goal that is drawn: the one made, where no other is higher.
    pub fn best(&self) -> &Alternative {
        let value = |alternative: &Alternative| alternative.after.headline().low;
        let made = self.alternatives.iter().find(|it| it.choice == self.choice).expect("the choice made was available");
        let better = |best, it| if value(it) > value(best) + 1e-9 { it } else { best };
        self.alternatives.iter().fold(made, better)
    }

    /// The best alternative, where it was worth naming: at least five points more than the choice made.
    pub fn better(&self) -> Option<(&Alternative, Points)> {
        let (best, points) = (self.best(), self.best().after.points());
        (points.since(self.after.points())? >= WORTH_NAMING).then_some((best, points))
    }
}
