//! What the games of a group show together: where they ended, where they parted, what was decided and what was drawn.

use super::{Debrief, Decision, Outlook, Step};
use crate::explore::Chance;
use crate::story::{ChoiceId, SceneId, Story};
use std::collections::BTreeMap;

/// A game of a group.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// What the player is called.
    pub name: String,
    /// What there is to say about the game.
    pub debrief: Debrief<'a>,
}

/// A group of games. Members are named by their position.
#[derive(Clone, Debug)]
pub struct GroupDebrief<'g, 'a> {
    /// The games.
    pub members: &'g [Member<'a>],
    /// The endings that were reached, in the order of the story, and behind them the games without one.
    pub endings: Vec<(Option<SceneId>, Vec<usize>)>,
    /// The mean account of each goal under ordinary play.
    pub means: Vec<Mean>,
    /// The mean value before the first decision and after each, in which a game that is over counts with its result.
    pub line: Vec<Chance>,
    /// The scenes in which not all did the same, the widest parting first.
    pub partings: Vec<Parting>,
    /// The lessons of all members, each with the members that have it.
    pub lessons: Vec<(&'a str, Vec<usize>)>,
}

/// The mean account of a goal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// What the decisions added.
    pub decisions: Chance,
    /// What the draws added.
    pub draws: Chance,
    /// What the games came to.
    pub result: Chance,
}

/// A scene in which members chose.
#[derive(Clone, Debug, PartialEq)]
pub struct Parting {
    /// The scene.
    pub scene: SceneId,
    /// The members who stood there.
    pub stood: Vec<usize>,
    /// What they did, in the order of the story.
    pub branches: Vec<GroupChoice>,
}

/// The members who made the same choice.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupChoice {
    /// The choice.
    pub choice: ChoiceId,
    /// How it is told.
    pub told: String,
    /// Who made it, at least once.
    pub members: Vec<usize>,
    /// What it added to the value of the first goal, on the mean.
    pub gained: Chance,
    /// What the games of these members came to, on the mean.
    pub result: Chance,
}

impl<'g, 'a> GroupDebrief<'g, 'a> {
    /// Looks at the games of one story together.
    pub fn new(story: &'a Story, members: &'g [Member<'a>]) -> GroupDebrief<'g, 'a> {
        let who = |holds: &dyn Fn(&Debrief) -> bool| -> Vec<usize> {
            let members = members.iter().enumerate();
            members.filter(|(_, member)| holds(&member.debrief)).map(|(at, _)| at).collect()
        };
        let ends = story.endings().map(Some).chain([None]);
        let ends = ends.map(|ending| (ending, who(&|debrief| debrief.ending == ending)));
        let mean_of = |goal: usize| {
            let accounts = || {
                let all = members.iter().flat_map(|member| &member.debrief.accounts);
                all.filter(move |account| account.goal == goal && account.play == 0)
            };
            Mean {
                decisions: mean(accounts().map(|account| account.decisions)),
                draws: mean(accounts().map(|account| account.draws)),
                result: mean(accounts().map(|account| account.result)),
            }
        };
        let longest = members.iter().map(|member| member.debrief.timeline.decisions().count()).max();
        let after = |count: usize| mean(members.iter().map(|member| value_after(&member.debrief, count)));
        let lessons = story.lessons.iter().map(|lesson| {
            let has = who(&|debrief| debrief.lessons.iter().any(|said| said.id == lesson.id));
            (lesson.id.as_str(), has)
        });
        let has_members = |(_, members): &(_, Vec<usize>)| !members.is_empty();
        GroupDebrief {
            members,
            endings: ends.filter(has_members).collect(),
            means: (0..story.goals.len()).map(mean_of).collect(),
            line: (0..=longest.unwrap_or(0)).map(after).collect(),
            partings: partings(members),
            lessons: lessons.filter(|(_, members)| !members.is_empty()).collect(),
        }
    }

    /// The scenes in which members chose, in the order of the story.
    pub fn scenes(&self) -> Vec<Parting> {
        scenes(self.members)
    }
}

impl Parting {
    /// How wide it is: the number of pairs of members who did not do the same.
    pub fn width(&self) -> usize {
        let all: usize = self.branches.iter().map(|branch| branch.members.len()).sum();
        let same: usize = self.branches.iter().map(|branch| branch.members.len().pow(2)).sum();
        (all * all - same) / 2
    }
}

/// The mean of some chances, of its bounds where they are not known.
fn mean(chances: impl Iterator<Item = Chance>) -> Chance {
    let (mut sum, mut count) = (Chance::known(0.0), 0.0);
    for chance in chances {
        sum = Chance { low: sum.low + chance.low, high: sum.high + chance.high };
        count += 1.0;
    }
    let count = f64::max(count, 1.0);
    Chance { low: sum.low / count, high: sum.high / count }
}

/// The value of a game after so many decisions, and all that was drawn until the next.
fn value_after(debrief: &Debrief, count: usize) -> Chance {
    let mut now: &Outlook = &debrief.timeline.start;
    for step in &debrief.timeline.steps {
        match step {
            Step::Decision(decision) if decision.number > count => break,
            Step::Decision(Decision { after, .. }) => now = after,
            Step::Fall(fall) => now = &fall.after,
            Step::Told { .. } => {}
        }
    }
    now.headline()
}

fn scenes(members: &[Member]) -> Vec<Parting> {
    let mut made: BTreeMap<ChoiceId, Vec<(usize, &Decision)>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        for decision in member.debrief.timeline.decisions() {
            made.entry(decision.choice).or_default().push((at, decision));
        }
    }
    let mut scenes: Vec<Parting> = Vec::new();
    for (choice, decisions) in made {
        let mut who: Vec<usize> = decisions.iter().map(|(at, _)| *at).collect();
        who.dedup();
        let gained = decisions.iter().map(|(_, decision)| {
            let (before, after) = (decision.before.headline(), decision.after.headline());
            Chance { low: after.low - before.high, high: after.high - before.low }
        });
        let results = who.iter().map(|&at| members[at].debrief.timeline.result().headline());
        let told = decisions[0].1.told.clone();
        let branch = GroupChoice { choice, told, gained: mean(gained), result: mean(results), members: who };
        match scenes.last_mut().filter(|last| last.scene == choice.scene) {
            Some(last) => {
                last.stood.extend(&branch.members);
                last.branches.push(branch);
            }
            None => {
                let stood = branch.members.clone();
                scenes.push(Parting { scene: choice.scene, stood, branches: vec![branch] });
            }
        }
    }
    for scene in &mut scenes {
        scene.stood.sort_unstable();
        scene.stood.dedup();
    }
    scenes
}

fn partings(members: &[Member]) -> Vec<Parting> {
    let mut partings = scenes(members);
    partings.retain(|parting| parting.width() > 0);
    partings.sort_by_key(|parting| std::cmp::Reverse(parting.width()));
    partings
}
