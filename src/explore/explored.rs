//! A whole exploration: which searches it takes, and what they say together.

use super::chance::{Chance, EXACT};
use super::chances::{Asked, impact, is_twofold, pass, passes};
use super::findings::{Finding, Found, stuck, unseen};
use super::graph::Graph;
use super::lengths::{Length, Measure, length};
use super::limits::{Limit, Limits, Progress};
use super::order::{Part, Place, order};
use super::parallel;
use super::paths::{Paths, Step};
use super::properties::{self, Judgement, Main, judge, judge_chance};
use super::prose::Prose;
use super::question::Question;
use super::ranges::ranges;
use super::search::Keep;
use super::shown::{is_pointless, never_shown};
use super::solve::{Lane, Target};
use super::subject::Subject;
use super::visits::{Visits, visits};
use crate::engine::Engine;
use crate::story::{Claim, Play, SceneId, Story, Variable, VariableId};

/// How a story is to be explored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether what no answer depends on is forgotten; otherwise states are exactly those of the format's rule 4.
    pub reduced: bool,
    /// Whether only states and transitions are counted.
    pub states_only: bool,
    /// What may be used.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Options {
        Options { reduced: true, states_only: false, limits: Limits::default() }
    }
}

/// What came of an exploration.
#[derive(Clone, Debug, PartialEq)]
pub struct Explored {
    /// The search for states.
    pub search: Searched,
    /// What it says; `None` when states were only counted.
    pub details: Option<Details>,
}

/// How a search went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Searched {
    /// Whether every state was found and every chance is known to 1e-9.
    pub complete: bool,
    /// The number of states found.
    pub states: u64,
    /// What the states that were looked at offer: available choices (for each arm one, where a choice draws), or arms.
    pub transitions: u64,
    /// Whether states stand for many.
    pub reduced: bool,
    /// The most memory in use for the states at a time, in bytes, by state.
    pub bytes_per_state: f64,
    /// What stopped it.
    pub limit: Option<Limit>,
}

/// The answers of an exploration.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// The endings, in the order of the files.
    pub endings: Vec<EndingFacts>,
    /// For each goal its expected worth under random, ordinary, best and worst play.
    pub goals: Vec<[Chance; 4]>,
    /// How many choices a game has that reaches an ending; `None` when none does or not every state is known.
    pub choices: Option<Length>,
    /// How many words are read in a game that reaches an ending; `None` also when that is too much to find out.
    pub words: Option<Length>,
    /// The chance that a random game comes to where there is no way on.
    pub dead_end: Chance,
    /// The chance that a random game goes on for ever.
    pub never_ends: Chance,
    /// For each scene the chance that a random game comes to it.
    pub visited: Vec<Chance>,
    /// For each choice of each scene how it fares.
    pub choice_facts: Vec<Vec<ChoiceFacts>>,
    /// For each variable the least and the greatest value it takes.
    pub ranges: Vec<(i32, i32)>,
    /// The verdicts on the story's properties, in their order.
    pub properties: Vec<Judgement>,
    /// What an author should know.
    pub findings: Vec<Finding>,
}

/// What is known of an ending.
#[derive(Clone, Debug, PartialEq)]
pub struct EndingFacts {
    /// The ending.
    pub scene: SceneId,
    /// Whether some game comes to it; `None` when a limit was hit before one did.
    pub reachable: Option<bool>,
    /// The chance to come to it under random, ordinary, best and worst play.
    pub chances: [Chance; 4],
    /// The fewest choices that lead to it.
    pub fewest_choices: Option<u32>,
    /// A shortest playthrough that comes to it.
    pub playthrough: Option<Vec<Step>>,
}

/// What is known of a choice in random play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChoiceFacts {
    /// The chance that it is available at least once in a game.
    pub available: Chance,
    /// The chance that it is made at least once in a game.
    pub taken: Chance,
    /// The largest total variation distance between the endings' distribution after it and their mean over the
    /// available choices; `None` when it never comes with another, or not every state is known.
    pub impact: Option<f64>,
}

/// The ways of playing, in the order of four chances.
const PLAYS: [Play; 4] = [Play::Random, Play::Ordinary, Play::Best, Play::Worst];

/// Explores a story. `progress` is told from time to time how many states there are.
pub fn explore(
    story: &Story,
    engine: &Engine,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Explored {
    let subject = Subject::new(story, engine);
    let kept = if options.reduced { subject.kept(&Question::chances(story)) } else { subject.everything() };
    let keep = if options.states_only { Keep::Counts } else { Keep::Edges };
    let (graph, limit) = subject.search(&kept, keep, None, &options.limits, progress);
    let mut search = Searched {
        complete: limit.is_none(),
        states: graph.states,
        transitions: graph.transitions,
        reduced: options.reduced,
        bytes_per_state: graph.peak as f64 / graph.states as f64,
        limit,
    };
    if options.states_only {
        return Explored { search, details: None };
    }
    let mut details = {
        let order = order(&graph);
        let exploration =
            Exploration { subject: &subject, graph: &graph, order: &order, limits: &options.limits };
        let main = Main { graph: &graph, order: &order, kept: &kept };
        let all = (0..story.variables.len() as u16).map(VariableId);
        let (plain, others): (Vec<_>, Vec<_>) =
            all.partition(|&variable| main.suffices(&subject, &Question::moving(variable)));
        let mut details = exploration.details(&plain);
        exploration.judge(&main, &mut details, progress);
        exploration.ranges(&others, &mut details, progress);
        details
    };
    drop(graph);
    if search.complete {
        read_texts(&subject, &mut details, &options.limits, progress);
    }
    if search.complete && !details.is_exact() {
        search.complete = false;
        search.limit = Some(Limit::Precision);
    }
    Explored { search, details: Some(details) }
}

impl Details {
    /// Whether the bounds of every chance meet.
    fn is_exact(&self) -> bool {
        let of_endings = self.endings.iter().flat_map(|ending| &ending.chances);
        let mut all = of_endings.chain(self.goals.iter().flatten()).chain([&self.dead_end, &self.never_ends]);
        all.all(|chance| chance.value().is_some())
    }
}

/// The range of a variable on a graph of its own.
fn range_of(subject: &Subject, graph: &Graph, variable: VariableId) -> (i32, i32) {
    ranges(subject.engine, graph, &order(graph), &[variable])[0]
}

/// A piece of work on the main graph.
enum Task {
    Ranges,
    Visits,
    Paths,
    Impact,
    Length,
    Pass(Vec<Lane>),
}

/// What came of a piece of work.
enum Done {
    Ranges(Vec<(i32, i32)>),
    Visits(Visits),
    Paths(Vec<EndingFacts>, Vec<Finding>),
    Impact(Vec<Chance>, Vec<Vec<Option<f64>>>),
    Length(Option<Length>),
    Pass(Vec<Chance>),
}

/// A piece of work on the graph that tells texts apart.
enum ReadTask {
    Words,
    Unseen,
}

/// What came of it.
enum Read {
    Words(Option<Length>),
    Unseen(Vec<Found>),
}

/// What came of all of it.
#[derive(Default)]
struct Lists {
    ranges: Vec<(i32, i32)>,
    visits: Visits,
    endings: Vec<EndingFacts>,
    findings: Vec<Finding>,
    random: Vec<Chance>,
    impact: Vec<Vec<Option<f64>>>,
    choices: Option<Length>,
    chances: Vec<Chance>,
}

/// A searched story.
struct Exploration<'a> {
    subject: &'a Subject<'a>,
    graph: &'a Graph<'a>,
    order: &'a [Part],
    limits: &'a Limits,
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

    /// Everything that the main graph says; `plain` are the variables whose ranges it tells.
    fn details(&self, plain: &[VariableId]) -> Details {
        let story = self.subject.story;
        let endings: Vec<SceneId> = story.endings().collect();
        let asked = self.asked(&endings);
        let lists = self.lists(&endings, &asked, plain);
        let mut answers = lists.chances.into_iter();
        let mut next = || answers.next().expect("every question has an answer");
        let (dead_end, ends) = (next(), next());
        let never_ends = Chance {
            low: (1.0 - ends.high - dead_end.high).max(0.0),
            high: (1.0 - ends.low - dead_end.low).clamp(0.0, 1.0),
        };
        let goals = story.goals.iter().map(|_| std::array::from_fn(|_| next())).collect();
        let (mut facts, mut findings) = (lists.endings, lists.findings);
        for (ending, random) in facts.iter_mut().zip(lists.random) {
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
        let mut ranges: Vec<(i32, i32)> = story.variables.iter().map(start).collect();
        plain.iter().zip(lists.ranges).for_each(|(variable, range)| ranges[variable.index()] = range);
        let (visited, choice_facts) = self.facts(lists.visits, &lists.impact);
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
            ranges,
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
    fn lists(&self, endings: &[SceneId], asked: &[Asked], plain: &[VariableId]) -> Lists {
        let (graph, order, engine) = (self.graph, self.order, self.subject.engine);
        let twofold = is_twofold(graph, order);
        let mut tasks = vec![Task::Ranges, Task::Visits, Task::Paths, Task::Impact, Task::Length];
        tasks.extend(passes(asked, twofold).into_iter().map(Task::Pass));
        let mut lists = Lists::default();
        let done = parallel::map(self.limits.threads, tasks, |task| match task {
            Task::Ranges => Done::Ranges(ranges(engine, graph, order, plain)),
            Task::Visits => {
                let scenes = &self.subject.story.scenes;
                let choices: Vec<usize> = scenes.iter().map(|scene| scene.choices().len()).collect();
                Done::Visits(visits(graph, order, &choices))
            }
            Task::Paths => {
                let paths = Paths::new(graph, order, |_| true);
                Done::Paths(self.endings(endings, &paths), stuck(graph, order, &paths))
            }
            Task::Impact => {
                let (random, impact) = impact(engine, graph, order, endings, twofold);
                Done::Impact(random, impact)
            }
            Task::Length => {
                let measured = || length(graph, order, Measure::Choices);
                Done::Length(if graph.complete { measured() } else { None })
            }
            Task::Pass(lanes) => Done::Pass(pass(engine, graph, order, &lanes, twofold)),
        });
        for each in done {
            match each {
                Done::Ranges(ranges) => lists.ranges = ranges,
                Done::Visits(visits) => lists.visits = visits,
                Done::Paths(endings, findings) => (lists.endings, lists.findings) = (endings, findings),
                Done::Impact(random, impact) => (lists.random, lists.impact) = (random, impact),
                Done::Length(length) => lists.choices = length,
                Done::Pass(chances) => lists.chances.extend(chances),
            }
        }
        lists
    }

    fn facts(&self, visits: Visits, impact: &[Vec<Option<f64>>]) -> (Vec<Chance>, Vec<Vec<ChoiceFacts>>) {
        let Visits { scenes, available, taken } = visits;
        let complete = self.graph.complete;
        let chance = |low: f64| Chance { low, high: if complete { low } else { 1.0 } };
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
    fn judge(&self, main: &Main, details: &mut Details, progress: &mut dyn FnMut(Progress)) {
        for (property, judgement) in self.subject.story.properties.iter().zip(&mut details.properties) {
            if !properties::is_plain_chance(property) {
                *judgement = judge(self.subject, main, property, self.limits, progress);
            }
        }
    }

    /// Finds the ranges of variables that are moved by effects whose conditions the main graph forgets.
    fn ranges(&self, variables: &[VariableId], details: &mut Details, progress: &mut dyn FnMut(Progress)) {
        for &variable in variables {
            let kept = self.subject.kept(&Question::moving(variable));
            let (graph, _) = self.subject.search(&kept, Keep::Edges, None, self.limits, progress);
            details.ranges[variable.index()] = range_of(self.subject, &graph, variable);
        }
    }
}

/// What is read: how many words, and which parts of the texts nobody sees, by a search that tells apart what the
/// texts show.
fn read_texts(subject: &Subject, details: &mut Details, limits: &Limits, progress: &mut dyn FnMut(Progress)) {
    let prose = Prose::new(subject.story, subject.engine);
    let kept = subject.kept(&Question::texts());
    let (graph, _) = subject.search(&kept, Keep::Words(&prose), None, limits, progress);
    if !graph.complete {
        return;
    }
    let mut found = Vec::new();
    let tasks = vec![ReadTask::Words, ReadTask::Unseen];
    for done in parallel::map(limits.threads, tasks, |task| match task {
        ReadTask::Words => Read::Words(length(&graph, &order(&graph), Measure::Words)),
        ReadTask::Unseen => Read::Unseen(never_shown(subject, &graph, &prose)),
    }) {
        match done {
            Read::Words(words) => details.words = words,
            Read::Unseen(unseen) => found = unseen,
        }
    }
    let later = subject.kept(&Question::everything_later(subject.story));
    found.extend(subject.story.choice_ids().filter_map(|choice| {
        let facts = details.choice_facts[choice.scene.index()][choice.index as usize];
        let is_idle = facts.impact.is_some_and(|impact| impact < EXACT);
        (is_idle && is_pointless(subject, &graph, &later, choice)).then_some(Found::Pointless(choice))
    }));
    details.findings.extend(found.into_iter().map(|what| Finding { what, playthrough: None }));
}
