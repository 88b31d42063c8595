//! The timeline of a game: its decisions, draws and told events, and what each of them changed.

use super::outlook::{ChosenOrDrawn, Outlook, Points};
use crate::game::Drawn;
use crate::story::{ChoiceId, Exit, SceneId, VariableId};
use std::cmp::Reverse;

/// A better alternative is named only if it was worth at least this many points more.
pub(super) const WORTH_NAMING: i32 = 5;

/// A change of a goal that the debrief does not show is named only if it is at least this many points.
const WORTH_NAMING_BESIDE: i32 = 15;

#[derive(Clone, Debug)]
pub struct Timeline {
    /// The outlook at the start, before any decision or draw.
    pub start: Outlook,
    /// The steps, in order. The outlook after a step is the outlook before the next.
    pub steps: Vec<Step>,
}

/// Something that happened in a game.
#[derive(Clone, Debug)]
pub struct Step {
    pub kind: StepKind,
    /// What happened, in short.
    pub told: String,
    /// The state in which it happened.
    pub from: Box<[u64]>,
    pub before: Outlook,
    /// The outlook after the step. For a decision, it is the mean over the draws that may follow.
    pub after: Outlook,
    pub reason: Reason,
    /// The number of the decision, from 1; 0 if the step is no decision.
    pub number: usize,
    /// The heading of the scene in which the decision was made; empty if the step is no decision.
    pub heading: String,
    /// Every available choice, in the order of the file, with the one made. Empty if the step is no decision.
    pub alternatives: Vec<Alternative>,
    /// The author's hint, before a draw, at how it may come out; `None` if the author gave none.
    pub sign: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StepKind {
    Decision(ChoiceId),
    Draw(Drawn),
    /// An event that the author tells on entering this scene, and that nobody decided. It changes no value.
    Told(SceneId),
}

#[derive(Clone, Debug)]
pub struct Alternative {
    pub choice: ChoiceId,
    pub told: String,
    pub after: Outlook,
    /// The places to which the choice can lead: several if a draw decides, none if the story does not go on.
    pub leads: Vec<Lead>,
}

/// A place that a choice leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    pub heading: String,
    pub weight: u32,
    /// The sum of the weights of all arms whose conditions hold.
    pub of: u32,
}

/// Why a step changed the value of the debrief's goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// The stances and named counters that the step changed.
    pub shifts: Vec<Shift>,
    /// By how much the step would have changed the value if none of these had changed; `None` if not known.
    pub itself: Option<f64>,
    /// The numbers of later decisions whose choice was available only because this step raised a flag.
    pub opens: Vec<usize>,
    /// The later decision whose value depends most on the flags that this step raised.
    pub counted: Option<Later>,
    /// The people whom a better choice would have brought closer at once, each with the steps of the stance.
    pub closer: Vec<(String, i32)>,
    /// The later choice that would have gained most if the player had made a better choice at this step.
    pub missed: Option<Later>,
    pub door: Option<Door>,
}

/// A stance or counter that a step changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    pub variable: VariableId,
    /// The name of the person or counter, as players read it.
    pub name: String,
    /// `true` for somebody's stance, `false` for a counter.
    pub is_stance: bool,
    pub by: i32,
    /// By how much this change raised the value, negative if it lowered it; `None` if not known.
    pub difference: Option<f64>,
}

/// A later choice, and its value if an earlier step had been another.
#[derive(Clone, Debug, PartialEq)]
pub struct Later {
    /// The number of the later decision.
    pub number: usize,
    /// The choice made there, or a choice that was not available there.
    pub choice: ChoiceId,
    pub told: String,
    /// The value after the choice that the player made there.
    pub played: f64,
    /// The value after `choice` if the earlier step had been another.
    pub otherwise: f64,
}

/// What a step settles for the debrief's goal, whatever the player does later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The goal became certain.
    Certain,
    /// The goal went out of reach.
    Closed,
    /// No later choice makes a difference.
    Settled,
}

impl Timeline {
    /// The latest outlook of the game.
    pub fn result(&self) -> &Outlook {
        self.steps.last().map_or(&self.start, |step| &step.after)
    }

    /// Whether every value is known exactly, so that no value has bounds.
    pub fn is_exact(&self) -> bool {
        let alternatives = self.steps.iter().flat_map(|step| &step.alternatives).map(|it| &it.after);
        let steps = self.steps.iter().map(|step| &step.after);
        self.start.is_exact() && steps.chain(alternatives).all(Outlook::is_exact)
    }

    pub fn decisions(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| matches!(step.kind, StepKind::Decision(_)))
    }

    pub fn draws(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| matches!(step.kind, StepKind::Draw(_)))
    }

    /// The decision that changed the value most, and by how many points. `None` if none did, or no points are known.
    pub fn turning_point(&self) -> Option<(&Step, i32)> {
        self.most(i32::abs)
    }

    /// The decision that gained most, and its points. `None` if no decision gained points, or if no points are known.
    pub fn best_decision(&self) -> Option<(&Step, i32)> {
        self.most(|points| points)
    }

    /// The first decision whose points give the largest `size`, with that size. `None` if no size is above zero.
    fn most(&self, size: fn(i32) -> i32) -> Option<(&Step, i32)> {
        let changes = self.decisions().filter_map(|decision| Some((decision, decision.points()?)));
        let most = changes.max_by_key(|(decision, points)| (size(*points), Reverse(decision.number)));
        most.filter(|&(_, points)| size(points) > 0)
    }

    /// The decision whose best alternative was better by most points; `None` if no alternative is worth naming.
    pub fn most_left(&self) -> Option<(&Step, &Alternative, i32)> {
        let left = self.decisions().filter_map(|decision| {
            let (best, value) = decision.better()?;
            let more = best.after.headline().low - decision.after.headline().low;
            Some((more, (decision, best, value.since(decision.after.points())?)))
        });
        left.reduce(|most, it| if it.0 > most.0 + 1e-9 { it } else { most }).map(|(_, left)| left)
    }

    /// The last decision before which, but not after, perfect play was certain of the goal. Later draws do not count.
    pub fn last_certain(&self) -> Option<&Step> {
        let is_certain = |outlook: &Outlook| outlook.under(1).low >= 1.0 - 1e-9;
        self.decisions().filter(|decision| is_certain(&decision.before) && !is_certain(&decision.after)).last()
    }
}

impl StepKind {
    /// The choice made or the arm drawn; `None` for a told event.
    pub fn taken(self) -> Option<ChosenOrDrawn> {
        match self {
            StepKind::Decision(choice) => Some((Exit::Choice(choice), None)),
            StepKind::Draw(drawn) => Some((drawn.exit, Some(drawn.arm))),
            StepKind::Told(_) => None,
        }
    }
}

impl Step {
    /// The choice of a decision.
    pub fn choice(&self) -> Option<ChoiceId> {
        if let StepKind::Decision(choice) = self.kind { Some(choice) } else { None }
    }

    /// The points gained, as printed, negative if lost. `None` if they are not known, or for a told event.
    pub fn points(&self) -> Option<i32> {
        self.kind.taken().and_then(|_| self.after.points().since(self.before.points()))
    }

    /// The goal, other than the debrief's, that the decision moved most, with its points before and after. It must have
    /// moved by at least `WORTH_NAMING_BESIDE` points, and by `WORTH_NAMING` more or less than the debrief's goal.
    pub fn beside(&self) -> Option<(usize, Points, Points)> {
        let first = self.choice().and_then(|_| self.points())?;
        let moved = |goal: usize| {
            let [before, after] = [&self.before, &self.after].map(|outlook| Points::of(outlook.chance(goal, 0)));
            Some((after.since(before)?, (goal, before, after)))
        };
        let moved: Option<Vec<_>> = self.after.other_goals().map(moved).collect();
        let is_named = |(by, _): &(i32, _)| by.abs() >= WORTH_NAMING_BESIDE && (by - first).abs() >= WORTH_NAMING;
        let most = moved?.into_iter().filter(is_named).max_by_key(|(by, (goal, ..))| (by.abs(), Reverse(*goal)));
        most.map(|(_, named)| named)
    }

    /// The available choices that the player did not make.
    pub fn others(&self) -> impl Iterator<Item = &Alternative> {
        self.alternatives.iter().filter(|other| Some(other.choice) != self.choice())
    }

    /// The available choice with the highest value; the choice made, if no other is higher. `None` for no decision.
    pub fn best(&self) -> Option<&Alternative> {
        let value = |alternative: &Alternative| alternative.after.headline().low;
        let made = self.alternatives.iter().find(|it| Some(it.choice) == self.choice())?;
        Some(self.alternatives.iter().fold(made, |best, it| if value(it) > value(best) + 1e-9 { it } else { best }))
    }

    /// The best alternative, with its value. `None` unless it is worth naming.
    pub fn better(&self) -> Option<(&Alternative, Points)> {
        let best = self.best()?;
        let points = best.after.points();
        (points.since(self.after.points())? >= WORTH_NAMING).then_some((best, points))
    }

    /// The endings in reach before the decision but not after.
    pub fn closed(&self) -> Vec<SceneId> {
        self.choice().map(|_| self.before.endings_beyond(&self.after)).unwrap_or_default()
    }

    /// The endings that only this choice kept in reach; none if no other choice was available.
    pub fn opened(&self) -> Vec<SceneId> {
        let keeps = |other: &Alternative, ending| other.after.endings.as_ref().is_none_or(|all| all.contains(ending));
        let in_reach = self.after.endings.iter().flatten().filter(|_| self.alternatives.len() > 1);
        in_reach.filter(|ending| !self.others().any(|other| keeps(other, ending))).copied().collect()
    }
}
