//! What the games of a group show together: endings, scenes where players chose differently, decisions and draws.

use super::outlook::ChosenOrDrawn;
use super::timeline::WORTH_NAMING;
use super::{Account, Debrief, Step, StepKind};
use crate::explore::{Chance, EXACT};
use crate::game::Drawn;
use crate::story::{ChoiceId, SceneId, Story};
use std::array;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
pub struct Member<'a> {
    pub name: String,
    pub debrief: Debrief<'a>,
}

/// The debrief of a group of games. It names a member by position in `members`.
#[derive(Clone, Debug)]
pub struct GroupDebrief<'g, 'a> {
    pub members: &'g [Member<'a>],
    /// Each ending reached, with its members, in the story's order. The last entry, with `None`, has unfinished games.
    pub endings: Vec<(Option<SceneId>, Vec<usize>)>,
    /// The mean account of each goal under ordinary play. It leaves out unfinished games, unless no game has ended.
    pub means: Vec<Account>,
    /// The first goal's mean value at the start, then after each decision.
    pub line: Vec<LinePoint>,
    /// The scenes where members chose differently on their first visit. The largest difference in points comes first.
    pub partings: Vec<Parting>,
    /// The draws, in the story's order. Draws of the same arm with the same odds are one entry.
    pub draws: Vec<GroupStep<Drawn>>,
    /// The id of each lesson, with the members whose debrief has it. The most frequent lesson comes first.
    pub lessons: Vec<(&'a str, Vec<usize>)>,
}

/// A point of the group's timeline: means over the games after their n-th decision.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePoint {
    /// The mean value after the decision and the draws that follow it. A game that is over counts with its result.
    pub value: Chance,
    /// What the draws after the decision added to the value, on average.
    pub drawn: Chance,
    /// For each scene where members made this decision: who decided there, and the sum of the values that they gained.
    pub places: BTreeMap<String, (Vec<usize>, f64)>,
}

/// The same choice, or the same draw, of one or more members.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupStep<K> {
    pub key: K,
    pub told: String,
    /// The heading of the scene in which the choice was made; empty for a draw.
    pub heading: String,
    pub members: Vec<usize>,
    /// By how much the step raised the value of the first goal, on average.
    pub gained: Chance,
    /// Each member with the points gained, without decisions in settled games. `None` if a value has bounds.
    pub points: Option<Vec<(usize, i32)>>,
    pub times: usize,
}

/// A scene in which members chose, with the choices made there.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    pub scene: SceneId,
    /// The scene's heading, as the first member who chose there read it.
    pub heading: String,
    pub stood: Vec<usize>,
    /// Their choices, in the story's order.
    pub branches: Vec<GroupStep<ChoiceId>>,
}

impl<'g, 'a> GroupDebrief<'g, 'a> {
    /// All members must have played `story`.
    pub fn new(story: &'a Story, members: &'g [Member<'a>]) -> GroupDebrief<'g, 'a> {
        let who = |holds: &dyn Fn(&Debrief) -> bool| -> Vec<usize> {
            let members = members.iter().enumerate();
            members.filter(|(_, member)| holds(&member.debrief)).map(|(at, _)| at).collect()
        };
        let ends = story.endings().map(Some).chain([None]);
        let ends = ends.map(|ending| (ending, who(&|debrief| debrief.ending == ending)));
        let has_ended = |member: &Member| member.debrief.ending.is_some();
        let counts_all = !members.iter().any(has_ended);
        let counted: Vec<(usize, &Member)> =
            members.iter().enumerate().filter(|(_, member)| counts_all || has_ended(member)).collect();
        let most = counted.iter().map(|(_, member)| member.debrief.timeline.decisions().count()).max();
        let mean_of = |goal: usize| {
            let accounts = || counted.iter().filter_map(|(_, member)| member.debrief.account(goal));
            let parts = array::from_fn(|part| mean(accounts().map(|account| account.parts[part])));
            Account { goal, play: 0, parts, printed: None }
        };
        let has = |id: &str| who(&|debrief| debrief.lessons.iter().any(|said| said.id == id));
        let lessons = story.lessons.iter().map(|lesson| (lesson.id.as_str(), has(&lesson.id)));
        let mut lessons: Vec<(&str, Vec<usize>)> = lessons.filter(|(_, members)| !members.is_empty()).collect();
        lessons.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
        let mut partings = scenes(members, 1);
        partings.retain(|parting| parting.branches.len() > 1);
        partings.sort_by_key(|parting| std::cmp::Reverse(parting.spread()));
        GroupDebrief {
            members,
            endings: ends.filter(|(_, members)| !members.is_empty()).collect(),
            means: (0..story.goals.len()).map(mean_of).collect(),
            line: (0..=most.unwrap_or(0)).map(|count| line_point(&counted, count)).collect(),
            partings,
            draws: gather(members, |_, step| if let StepKind::Draw(drawn) = step.kind { Some(drawn) } else { None }),
            lessons,
        }
    }

    /// The `most` choices that lost most points, each with the member who lost most, the decision, and the points.
    pub fn dearest(&self, most: usize) -> Vec<(&'g Member<'a>, &'g Step, i32)> {
        let of = |member: &'g Member<'a>| member.debrief.timeline.decisions().map(move |it| (member, it));
        let lost = self.members.iter().flat_map(of).filter_map(|(member, it)| Some((member, it, -it.points()?)));
        let mut lost: Vec<_> = lost.filter(|(.., points)| *points >= WORTH_NAMING).collect();
        lost.sort_by_key(|(.., points)| std::cmp::Reverse(*points));
        let mut seen = BTreeSet::new();
        lost.retain(|(_, decision, _)| seen.insert(decision.choice()));
        lost.truncate(most);
        lost
    }

    /// The decision or draw that best explains the ending of these members: its effect is the largest in the direction
    /// of all effects together. `None` if a value is not known, the effect is small, another step has the same effect,
    /// or half of the members or fewer took the step.
    pub fn decisive(&self, members: &[usize]) -> Option<GroupStep<ChosenOrDrawn>> {
        let steps = gather(self.members, |at, step| step.kind.taken().filter(|_| members.contains(&at)));
        let sum = |step: &GroupStep<_>| Some(step.gained.value()? * step.times as f64);
        let sums = steps.iter().map(sum).collect::<Option<Vec<f64>>>()?;
        let way = sums.iter().sum::<f64>().signum();
        let most = sums.iter().map(|sum| sum * way).fold(0.0, f64::max);
        let mut at = (0..sums.len()).filter(|&at| sums[at] * way > most - EXACT);
        let (step, None) = (steps.get(at.next()?)?, at.next()) else { return None };
        let counts = 100.0 * most >= f64::from(WORTH_NAMING) * members.len() as f64;
        (counts && 2 * step.points.as_ref()?.len() > members.len()).then(|| step.clone())
    }

    /// All scenes where members chose, in the story's order. Unlike `partings`, this counts all visits.
    pub fn scenes(&self) -> Vec<Parting> {
        scenes(self.members, usize::MAX)
    }
}

impl Parting {
    /// The difference between the best and the worst branch, in points, by their means.
    pub fn spread(&self) -> i32 {
        let gained = || self.branches.iter().filter_map(GroupStep::mean);
        gained().max().unwrap_or(0) - gained().min().unwrap_or(0)
    }
}

impl<K> GroupStep<K> {
    /// The mean of `points`, rounded; `None` if they are not known or if there are none.
    pub fn mean(&self) -> Option<i32> {
        let points = self.points.as_ref().filter(|points| !points.is_empty())?;
        let sum: i32 = points.iter().map(|(_, points)| points).sum();
        Some((f64::from(sum) / points.len() as f64).round() as i32)
    }
}

/// The mean of some chances. Lower and upper bounds are averaged separately.
fn mean(chances: impl Iterator<Item = Chance>) -> Chance {
    let add = |(sum, count): (Chance, f64), chance| (sum + chance, count + 1.0);
    let (sum, count) = chances.fold((Chance::known(0.0), 0.0), add);
    let count = f64::max(count, 1.0);
    Chance { low: sum.low / count, high: sum.high / count }
}

fn line_point(members: &[(usize, &Member)], count: usize) -> LinePoint {
    let (mut values, mut drawn) = (Vec::new(), Vec::new());
    let mut places: BTreeMap<String, (Vec<usize>, f64)> = BTreeMap::new();
    for (at, member) in members {
        let timeline = &member.debrief.timeline;
        let latest = count.checked_sub(1).and_then(|index| timeline.decisions().nth(index));
        let next = timeline.decisions().nth(count).map_or(timeline.result(), |next| &next.before);
        if let Some(decision) = latest {
            let (who, sum) = places.entry(decision.heading.clone()).or_default();
            who.push(*at);
            *sum += gained(decision).value().unwrap_or_default();
        }
        // A game that is already over adds no draws here: they were counted after its last decision.
        let before_draws = if count == 0 { Some(&timeline.start) } else { latest.map(|decision| &decision.after) };
        values.push(next.headline());
        drawn.push(before_draws.map_or(Chance::known(0.0), |before| next.headline() - before.headline()));
    }
    LinePoint { value: mean(values.into_iter()), drawn: mean(drawn.into_iter()), places }
}

/// By how much a step raised the value of the goal shown.
fn gained(step: &Step) -> Chance {
    step.after.headline() - step.before.headline()
}

/// Joins the members' steps that have the same key. A step for which `key` gives `None` is left out.
fn gather<K: Copy + Ord>(members: &[Member], mut key: impl FnMut(usize, &Step) -> Option<K>) -> Vec<GroupStep<K>> {
    let mut by_key: BTreeMap<K, Vec<(usize, &Step)>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        for step in &member.debrief.timeline.steps {
            if let Some(key) = key(at, step) {
                by_key.entry(key).or_default().push((at, step));
            }
        }
    }
    let together = |(key, steps): (K, Vec<(usize, &Step)>)| {
        let mut members: Vec<usize> = steps.iter().map(|(at, _)| *at).collect();
        members.dedup();
        let open = steps.iter().filter(|(_, step)| step.choice().is_none() || !step.before.is_settled());
        let (told, heading) = (steps[0].1.told.clone(), steps[0].1.heading.clone());
        let gained = mean(steps.iter().map(|(_, step)| gained(step)));
        let points = open.map(|(at, step)| Some((*at, step.points()?))).collect();
        GroupStep { key, told, heading, members, gained, points, times: steps.len() }
    };
    by_key.into_iter().map(together).collect()
}

/// The scenes where members chose. Of each member, only the first `visits` visits to a scene count.
fn scenes(members: &[Member], visits: usize) -> Vec<Parting> {
    let mut seen: BTreeMap<(usize, SceneId), usize> = BTreeMap::new();
    let choices = gather(members, |at, step| {
        let choice = step.choice()?;
        let visit = seen.entry((at, choice.scene)).or_default();
        *visit += 1;
        (*visit <= visits).then_some(choice)
    });
    let parting = |branches: &[GroupStep<ChoiceId>]| {
        let stood: BTreeSet<usize> = branches.iter().flat_map(|branch| branch.members.iter().copied()).collect();
        let first = branches.iter().min_by_key(|branch| branch.members[0]).unwrap_or(&branches[0]);
        let (scene, heading) = (first.key.scene, first.heading.clone());
        Parting { scene, heading, stood: stood.into_iter().collect(), branches: branches.to_vec() }
    };
    choices.chunk_by(|one, next| one.key.scene == next.key.scene).map(parting).collect()
}
