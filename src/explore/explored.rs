//! A whole exploration: which searches it takes, and what they say together.

use super::chances::chance::Chance;
use super::exploration::Exploration;
use super::forget::question::Question;
use super::limits::{Limit, Limits, Progress};
use super::order::order;
use super::parallel;
use super::proofs::findings::Finding;
use super::proofs::properties::{Judgement, Main};
use super::states::search::Keep;
use super::subject::Subject;
use super::texts::reading::{Reading, read_texts};
use super::ways::lengths::Length;
use super::ways::paths::Step;
use crate::engine::Engine;
use crate::story::{ChoiceId, SceneId, Story, VariableId};
use std::sync::Mutex;

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

/// Explores a story. `progress` is told from time to time how many states there are.
pub fn explore(
    story: &Story,
    engine: &Engine,
    options: &Options,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Explored {
    let subject = Subject::new(story, engine);
    let mut kept =
        if options.reduced { subject.kept(&Question::chances(story)) } else { subject.everything() };
    let keep = if options.states_only { Keep::Counts } else { Keep::Edges };
    let asked = if options.states_only { 0 } else { story.variables.len() as u16 };
    let (plain, others): (Vec<_>, Vec<_>) = (0..asked)
        .map(VariableId)
        .partition(|&variable| subject.keep_for(&mut kept, &Question::moving(variable)));
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
    let order = order(&graph);
    let exploration =
        Exploration { subject: &subject, graph: &graph, order: &order, limits: &options.limits };
    let main = Main { graph: &graph, order: &order, kept: &kept };
    let details = answers(&exploration, &main, &plain, &others, &Mutex::new(progress));
    if search.complete && !details.is_exact() {
        search.complete = false;
        search.limit = Some(Limit::Precision);
    }
    Explored { search, details: Some(details) }
}

/// Everything that a searched story says. What is read is found by a search of its own, which goes on beside the rest.
fn answers(
    exploration: &Exploration,
    main: &Main,
    plain: &[VariableId],
    others: &[VariableId],
    progress: &Mutex<&mut (dyn FnMut(Progress) + Send)>,
) -> Details {
    let Exploration { subject, graph, limits, .. } = *exploration;
    let tell = |at: Progress| progress.lock().expect("telling does not panic")(at);
    let threads = limits.threads;
    let (weighed, of_plain) = parallel::both(threads, || exploration.weigh(), || exploration.ranges(plain));
    let idle: Vec<ChoiceId> = subject.story.choice_ids().filter(|&choice| weighed.is_idle(choice)).collect();
    let read = || {
        let is_idle = |choice: ChoiceId| idle.binary_search(&choice).is_ok();
        let limits = Limits { memory: limits.memory.saturating_sub(graph.peak), ..*limits };
        if graph.complete { read_texts(subject, is_idle, &limits, &mut { tell }) } else { None }
    };
    let judge = || {
        let mut details = exploration.details(weighed);
        exploration.judge(main, &mut details, &mut { tell });
        plain.iter().zip(of_plain).for_each(|(variable, range)| details.ranges[variable.index()] = range);
        for &variable in others {
            details.ranges[variable.index()] = exploration.range(variable, &mut { tell });
        }
        details
    };
    let (mut details, read) = parallel::both(threads, judge, read);
    if let Some(Reading { words, found }) = read {
        details.words = words;
        details.findings.extend(found.into_iter().map(|what| Finding { what, playthrough: None }));
    }
    details
}

impl Details {
    /// Whether the bounds of every chance meet.
    fn is_exact(&self) -> bool {
        let of_endings = self.endings.iter().flat_map(|ending| &ending.chances);
        let of_choices =
            self.choice_facts.iter().flatten().flat_map(|facts| [&facts.available, &facts.taken]);
        let seen = self.visited.iter().chain(of_choices);
        let all = of_endings.chain(self.goals.iter().flatten()).chain([&self.dead_end, &self.never_ends]);
        let mut all = all.chain(seen);
        all.all(|chance| chance.value().is_some())
    }
}
