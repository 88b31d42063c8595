//! What a searched story says, its parts worked out side by side.

use super::chances::chance::{Chance, EXACT};
use super::chances::solve::{Lane, Target};
use super::chances::{Asked, impact, is_twofold, pass, passes};
use super::explored::{ChoiceFacts, Details, EndingFacts};
use super::forget::question::Question;
use super::limits::{Limits, Progress};
use super::order::{Part, Place, order};
use super::parallel;
use super::proofs::findings::{Finding, stuck, unseen};
use super::proofs::properties::{self, Judgement, Main, judge, judge_chance};
use super::states::graph::Graph;
use super::states::search::Keep;
use super::subject::Subject;
use super::ways::lengths::{Length, Measure, length};
use super::ways::paths::Paths;
use super::ways::ranges::ranges;
use super::ways::visits::{Visits, visits};
use crate::story::{ChoiceId, Claim, Play, SceneId, Variable, VariableId};

/// The ways of playing, in the order of four chances.
const PLAYS: [Play; 4] = [Play::Random, Play::Ordinary, Play::Best, Play::Worst];

/// A piece of work on the main graph.
enum Task {
    Visits,
    Paths,
    Length,
    Pass(Vec<Lane>),
}

/// What came of a piece of work.
enum Done {
    Visits(Visits),
    Paths(Vec<EndingFacts>, Vec<Finding>),
    Length(Option<Length>),
    Pass(Vec<Chance>),
}

/// What came of all of it.
#[derive(Default)]
struct Lists {
    visits: Visits,
    endings: Vec<EndingFacts>,
    findings: Vec<Finding>,
    choices: Option<Length>,
    chances: Vec<Chance>,
}

/// What a random game comes to.
pub(super) struct Weighed {
    /// The chances of the endings, in the order of the files.
    endings: Vec<Chance>,
    /// What each choice changes in them; `None` where a choice never comes with another.
    impact: Vec<Vec<Option<f64>>>,
}

impl Weighed {
    /// Whether a choice is known to change no ending's chance.
    pub fn is_idle(&self, choice: ChoiceId) -> bool {
        let impact = self.impact[choice.scene.index()].get(choice.index as usize);
        impact.copied().flatten().is_some_and(|impact| impact < EXACT)
    }
}

/// A searched story.
pub(super) struct Exploration<'a> {
    pub subject: &'a Subject<'a>,
    pub graph: &'a Graph<'a>,
    pub order: &'a [Part],
    pub limits: &'a Limits,
}

impl Exploration<'_> {
    /// What is asked of every state, in the order in which [`Exploration::details`] reads the answers: dead ends and
    /// ends, the goals, the endings under all but random play, and the chances that properties speak of.
    fn asked(&self, endings: &[SceneId]) -> Vec<Asked> {
        let story = self.subject.story;
        let mut asked = vec![(Target::DeadEnd, Play::Random), (Target::AnyEnding, Play::Random)];
        for goal in 0..story.goals.len() {
            asked.extend(PLAYS.map(|play| (Target::Goal(goal), play)));
        }
        for &ending in endings {
            asked.extend(PLAYS[1..].iter().map(|&play| (Target::Ending(ending), play)));
        }
        for property in story.properties.iter().filter(|property| properties::is_plain_chance(property)) {
            if let Claim::Chance { of, play, .. } = &property.claim {
                asked.push(properties::asked(self.subject.engine, story, &of.expression, *play));
            }
        }
        asked
    }

    /// How likely a random game comes to each ending, and what each choice changes in that.
    pub fn weigh(&self) -> Weighed {
        let (graph, order) = (self.graph, self.order);
        let endings: Vec<SceneId> = self.subject.story.endings().collect();
        let twofold = is_twofold(graph, order);
        let (endings, impact) = impact(self.subject.engine, graph, order, &endings, twofold);
        Weighed { endings, impact }
    }

    /// Between which values variables move that the main graph tells apart.
    pub fn ranges(&self, variables: &[VariableId]) -> Vec<(i32, i32)> {
        ranges(self.subject.engine, self.graph, self.order, variables)
    }

    /// Everything else that the main graph says; all variables are taken to stay at their start.
    pub fn details(&self, weighed: Weighed) -> Details {
        let story = self.subject.story;
        let endings: Vec<SceneId> = story.endings().collect();
        let asked = self.asked(&endings);
        let lists = self.lists(&endings, &asked);
        let mut answers = lists.chances.into_iter();
        let mut next = || answers.next().expect("every question has an answer");
        let (dead_end, ends) = (next(), next());
        let never_ends = Chance {
            low: (1.0 - ends.high - dead_end.high).max(0.0),
            high: (1.0 - ends.low - dead_end.low).clamp(0.0, 1.0),
        };
        let goals = story.goals.iter().map(|_| std::array::from_fn(|_| next())).collect();
        let (mut facts, mut findings) = (lists.endings, lists.findings);
        for (ending, random) in facts.iter_mut().zip(weighed.endings) {
            ending.chances = [random, next(), next(), next()];
        }
        let properties = story
            .properties
            .iter()
            .map(|property| match &property.claim {
                Claim::Chance { min, max, .. } if properties::is_plain_chance(property) => {
                    judge_chance(next(), *min, *max)
                }
                _ => Judgement::unknown(),
            })
            .collect();
        let start = |variable: &Variable| (variable.start, variable.start);
        let (visited, choice_facts) = self.facts(lists.visits, &weighed.impact);
        if self.graph.complete {
            let unseen = unseen(self.subject, self.graph);
            findings.extend(unseen.into_iter().map(|what| Finding { what, playthrough: None }));
        }
        Details {
            endings: facts,
            goals,
            choices: lists.choices,
            words: None,
            dead_end,
            never_ends,
            visited,
            choice_facts,
            ranges: story.variables.iter().map(start).collect(),
            properties,
            findings,
        }
    }

    fn endings(&self, endings: &[SceneId], paths: &Paths) -> Vec<EndingFacts> {
        let mut facts = Vec::new();
        for batch in endings.chunks(64) {
            let mut bits = vec![0; self.graph.scenes.len()];
            batch.iter().enumerate().for_each(|(bit, ending)| bits[ending.index()] = 1 << bit);
            let is_target = |(scene, _): Place| bits[scene.index()];
            for (&scene, way) in batch.iter().zip(paths.shortest(batch.len(), is_target)) {
                facts.push(EndingFacts {
                    scene,
                    reachable: if way.is_some() { Some(true) } else { self.graph.complete.then_some(false) },
                    chances: [Chance::known(0.0); 4],
                    fewest_choices: way.as_ref().and_then(|way| paths.choices(way.end)),
                    playthrough: way.map(|way| way.steps),
                });
            }
        }
        facts
    }

    /// What can be worked out side by side.
    fn lists(&self, endings: &[SceneId], asked: &[Asked]) -> Lists {
        let (graph, order, engine) = (self.graph, self.order, self.subject.engine);
        let twofold = is_twofold(graph, order);
        let mut tasks = vec![Task::Visits, Task::Paths, Task::Length];
        // Lanes that are played alike share a pass, which then leaves out what none of them asks for.
        let mut alike: Vec<usize> = (0..asked.len()).collect();
        alike.sort_by_key(|&at| PLAYS.iter().position(|&play| play == asked[at].1));
        let sorted: Vec<Asked> = alike.iter().map(|&at| asked[at].clone()).collect();
        tasks.extend(passes(&sorted, twofold).into_iter().map(Task::Pass));
        let mut lists = Lists::default();
        let done = parallel::map(self.limits.threads, tasks, |task| match task {
            Task::Visits => {
                let scenes = &self.subject.story.scenes;
                let choices: Vec<usize> = scenes.iter().map(|scene| scene.choices().len()).collect();
                Done::Visits(visits(graph, order, &choices))
            }
            Task::Paths => {
                let paths = Paths::new(graph, order, |_| true);
                Done::Paths(self.endings(endings, &paths), stuck(graph, order, &paths))
            }
            Task::Length => {
                let measured = || length(graph, order, Measure::Choices);
                Done::Length(if graph.complete { measured() } else { None })
            }
            Task::Pass(lanes) => Done::Pass(pass(engine, graph, order, &lanes, twofold)),
        });
        for each in done {
            match each {
                Done::Visits(visits) => lists.visits = visits,
                Done::Paths(endings, findings) => (lists.endings, lists.findings) = (endings, findings),
                Done::Length(length) => lists.choices = length,
                Done::Pass(chances) => lists.chances.extend(chances),
            }
        }
        let mut answers = alike.into_iter().zip(std::mem::take(&mut lists.chances)).collect::<Vec<_>>();
        answers.sort_unstable_by_key(|&(at, _)| at);
        lists.chances = answers.into_iter().map(|(_, chance)| chance).collect();
        lists
    }

    fn facts(&self, visits: Visits, impact: &[Vec<Option<f64>>]) -> (Vec<Chance>, Vec<Vec<ChoiceFacts>>) {
        let Visits { is_exact, scenes, available, taken } = visits;
        let complete = self.graph.complete;
        let chance = |low: f64| Chance { low, high: if complete && is_exact { low } else { 1.0 } };
        let facts = (0..available.len()).map(|scene| {
            let choice = |index: usize| ChoiceFacts {
                available: chance(available[scene][index]),
                taken: chance(taken[scene][index]),
                impact: impact[scene].get(index).copied().flatten().filter(|_| complete),
            };
            (0..available[scene].len()).map(choice).collect()
        });
        (scenes.into_iter().map(chance).collect(), facts.collect())
    }

    /// Judges the properties that are not judged yet.
    pub fn judge(&self, main: &Main, details: &mut Details, progress: &mut dyn FnMut(Progress)) {
        for (property, judgement) in self.subject.story.properties.iter().zip(&mut details.properties) {
            if !properties::is_plain_chance(property) {
                *judgement = judge(self.subject, main, property, self.limits, progress);
            }
        }
    }

    /// The range of a variable that is moved by effects whose conditions the main graph forgets.
    pub fn range(&self, variable: VariableId, progress: &mut dyn FnMut(Progress)) -> (i32, i32) {
        let kept = self.subject.kept(&Question::moving(variable));
        let (graph, _) = self.subject.search(&kept, Keep::Edges, None, self.limits, progress);
        ranges(self.subject.engine, &graph, &order(&graph), &[variable])[0]
    }
}
