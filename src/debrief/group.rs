//! What the games of a group show together: where they ended, where they parted, what was decided and what was drawn.

use super::{Account, Debrief, Decision, Outlook, Step};
use crate::explore::Chance;
use crate::story::{ChoiceId, Exit, SceneId, Story};
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
    /// The mean account of each goal under ordinary play. Means are over the games that have ended, where any has.
    pub means: Vec<Account>,
    /// The mean value before the first decision and after each.
    pub line: Vec<LinePoint>,
    /// The scenes in which not all did the same when they first stood there, those with most points between them first.
    pub partings: Vec<Parting>,
    /// What was drawn, in the order of the story.
    pub draws: Vec<GroupDraw>,
    /// The lessons of all members, each with the members that have it; those of most members first.
    pub lessons: Vec<(&'a str, Vec<usize>)>,
}

/// The mean value of the first goal after so many decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePoint {
    /// The value, after what was drawn behind the decision too; a game that is over counts with its result.
    pub value: Chance,
    /// What the draws behind the decision added.
    pub drawn: Chance,
    /// The heading under which most made the decision, by how many of how many; `None` at the start.
    pub place: Option<(String, usize, usize)>,
    /// The heading under which the decision moved the mean most the way that it moved, and who decided there.
    pub moved_by: Option<(String, Vec<usize>)>,
}

/// What was drawn with the same odds at the same place.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupDraw {
    /// How it is told.
    pub told: String,
    /// The weight of what was drawn.
    pub weight: u32,
    /// The sum of all weights.
    pub of: u32,
    /// Who met it.
    pub members: Vec<usize>,
    /// The mean, the least and the most points that it added; `None` where that is not known.
    pub points: Option<[i32; 3]>,
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
    /// Who made it.
    pub members: Vec<usize>,
    /// What it added to the value of the first goal, on the mean.
    pub gained: Chance,
    /// The same in points, of the games that were still open there; `None` when none was, or where it is not known.
    pub points: Option<[i32; 3]>,
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
        let has_ended = |member: &&Member| member.debrief.ending.is_some();
        let any_has = members.iter().any(|member| has_ended(&member));
        let counted = members.iter().enumerate().filter(|(_, member)| has_ended(member) || !any_has);
        let counted: Vec<(usize, &Member)> = counted.collect();
        let mean_of = |goal: usize| {
            let accounts = || {
                let all = counted.iter().flat_map(|(_, member)| &member.debrief.accounts);
                all.filter(move |account| account.goal == goal && account.play == 0)
            };
            Account {
                goal,
                play: 0,
                start: mean(accounts().map(|account| account.start)),
                decisions: mean(accounts().map(|account| account.decisions)),
                draws: mean(accounts().map(|account| account.draws)),
                result: mean(accounts().map(|account| account.result)),
                printed: None,
            }
        };
        let longest = counted.iter().map(|(_, member)| member.debrief.timeline.decisions().count()).max();
        let lessons = story.lessons.iter().map(|lesson| {
            let has = who(&|debrief| debrief.lessons.iter().any(|said| said.id == lesson.id));
            (lesson.id.as_str(), has)
        });
        let mut lessons: Vec<(&str, Vec<usize>)> = lessons.filter(|(_, members)| !members.is_empty()).collect();
        lessons.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
        let mut partings = scenes(members, 1);
        partings.retain(|parting| parting.branches.len() > 1);
        partings.sort_by_key(|parting| std::cmp::Reverse(parting.spread()));
        GroupDebrief {
            members,
            endings: ends.filter(|(_, members)| !members.is_empty()).collect(),
            means: (0..story.goals.len()).map(mean_of).collect(),
            line: (0..=longest.unwrap_or(0)).map(|count| line_point(&counted, count)).collect(),
            partings,
            draws: draws(members),
            lessons,
        }
    }

    /// The decision that lost most points of all, with who made it.
    pub fn dearest(&self) -> Option<(&'g Member<'a>, &'g Decision, i32)> {
        let all =
            self.members.iter().flat_map(|member| member.debrief.timeline.decisions().map(move |it| (member, it)));
        let lost = all.filter_map(|(member, decision)| Some((member, decision, -decision.points()?)));
        lost.filter(|(.., points)| *points > 0).min_by_key(|(.., points)| -points)
    }

    /// The scenes in which members chose, in the order of the story, with every choice that they made at least once.
    pub fn scenes(&self) -> Vec<Parting> {
        scenes(self.members, usize::MAX)
    }
}

impl Parting {
    /// How many points lie between what the choice that gained most and the one that lost most did in open games.
    pub fn spread(&self) -> i32 {
        let gained = || self.branches.iter().filter_map(|branch| Some(branch.points?[0]));
        gained().max().unwrap_or(0) - gained().min().unwrap_or(0)
    }
}

/// The mean of points as they are printed, rounded, the least and the most.
fn mean_points(points: impl Iterator<Item = Option<i32>>) -> Option<[i32; 3]> {
    let points = points.collect::<Option<Vec<i32>>>()?;
    let mean = (f64::from(points.iter().sum::<i32>()) / points.len() as f64).round() as i32;
    Some([mean, *points.iter().min()?, *points.iter().max()?])
}

/// The mean of some chances, of its bounds where they are not known.
fn mean(chances: impl Iterator<Item = Chance>) -> Chance {
    let (mut sum, mut count) = (Chance::known(0.0), 0.0);
    for chance in chances {
        sum = sum + chance;
        count += 1.0;
    }
    let count = f64::max(count, 1.0);
    Chance { low: sum.low / count, high: sum.high / count }
}

fn line_point(members: &[(usize, &Member)], count: usize) -> LinePoint {
    let values = members.iter().map(|(_, member)| value_after(&member.debrief, count));
    // Under each heading who decided, and what that added in all.
    let mut places: BTreeMap<&str, (Vec<usize>, f64)> = BTreeMap::new();
    for (at, member) in members {
        if let Some(decision) = member.debrief.timeline.decisions().find(|it| it.number == count) {
            let (who, sum) = places.entry(&decision.heading).or_default();
            who.push(*at);
            *sum += gained(&decision.before, &decision.after).value().unwrap_or_default();
        }
    }
    let of = places.values().map(|(who, _)| who.len()).sum();
    let way = places.values().map(|(_, sum)| sum).sum::<f64>().signum();
    let moved_by = places.iter().max_by(|(_, (_, one)), (_, (_, other))| (one * way).total_cmp(&(other * way)));
    let moved_by = moved_by.map(|(heading, (who, _))| ((*heading).to_owned(), who.clone()));
    let place = places.into_iter().map(|(heading, (who, _))| (heading, who.len())).max_by_key(|(_, count)| *count);
    LinePoint {
        moved_by,
        value: mean(values.clone().map(|(value, _)| value)),
        drawn: mean(values.map(|(_, drawn)| drawn)),
        place: place.map(|(heading, count)| (heading.to_owned(), count, of)),
    }
}

/// The value of a game after so many decisions and all that was drawn until the next, and what that added.
fn value_after(debrief: &Debrief, count: usize) -> (Chance, Chance) {
    let (mut now, mut drawn, mut is_last) = (&debrief.timeline.start, Chance::known(0.0), count == 0);
    for step in &debrief.timeline.steps {
        match step {
            Step::Decision(decision) if decision.number > count => break,
            Step::Decision(Decision { after, number, .. }) => {
                is_last = *number == count;
                (now, drawn) = (after, Chance::known(0.0));
            }
            Step::Fall(fall) => {
                drawn = drawn + gained(&fall.before, &fall.after);
                now = &fall.after;
            }
            Step::Told { .. } => {}
        }
    }
    // What was drawn in a game that was over before was counted then.
    (now.headline(), if is_last { drawn } else { Chance::known(0.0) })
}

/// What was added between two outlooks.
fn gained(before: &Outlook, after: &Outlook) -> Chance {
    after.headline() - before.headline()
}

/// Which arm was drawn, with its weight and the sum of the weights.
type ArmDrawn = (Exit, u8, u32, u32);

/// How an arm is told, who drew it, and what each gained.
type WhoDrew = (String, Vec<usize>, Vec<Option<i32>>);

fn draws(members: &[Member]) -> Vec<GroupDraw> {
    let mut met: BTreeMap<ArmDrawn, WhoDrew> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        for fall in member.debrief.timeline.falls() {
            let key = (fall.drawn.exit, fall.drawn.arm, fall.drawn.weight, fall.drawn.of);
            let (_, who, gains) = met.entry(key).or_insert_with(|| (fall.told.clone(), Vec::new(), Vec::new()));
            who.push(at);
            gains.push(fall.points());
        }
    }
    let draw = |((_, _, weight, of), (told, mut members, gains)): (ArmDrawn, WhoDrew)| {
        members.dedup();
        GroupDraw { told, weight, of, members, points: mean_points(gains.into_iter()) }
    };
    met.into_iter().map(draw).collect()
}

/// The scenes in which members chose; of each member so many visits count.
fn scenes(members: &[Member], visits: usize) -> Vec<Parting> {
    let mut made: BTreeMap<ChoiceId, Vec<(usize, &Decision)>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        let mut seen: BTreeMap<SceneId, usize> = BTreeMap::new();
        for decision in member.debrief.timeline.decisions() {
            let visit = seen.entry(decision.choice.scene).or_default();
            *visit += 1;
            if *visit <= visits {
                made.entry(decision.choice).or_default().push((at, decision));
            }
        }
    }
    let mut scenes: Vec<Parting> = Vec::new();
    for (choice, decisions) in made {
        let mut who: Vec<usize> = decisions.iter().map(|(at, _)| *at).collect();
        who.dedup();
        let gained = decisions.iter().map(|(_, decision)| gained(&decision.before, &decision.after));
        let open = decisions.iter().filter(|(_, decision)| !decision.before.is_settled());
        let points = mean_points(open.map(|(_, decision)| decision.points()));
        let told = decisions[0].1.told.clone();
        let branch = GroupChoice { choice, told, gained: mean(gained), points, members: who };
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
