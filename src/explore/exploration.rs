//! A whole exploration: which searches it runs, and how it joins their answers.

use super::abstraction::{Question, Subject};
use super::chances::chance::Chance;
use super::chances::pass::{Asked, Target};
use super::chances::{PLAYS, impact, passes, same_future};
use super::explored::{Ask, ChoiceFacts, Details, EndingFacts, Explored, Options, Searched};
use super::order::{SceneComponent, has_loops, order};
use super::parallel;
use super::proofs::findings::{Defect, WitnessedDefect, stuck, unseen};
use super::proofs::properties::{self, Main, judge, judge_chance};
use super::states::graph::{Graph, StateId};
use super::states::search::{FOLLOW_UP, Limit, Limits, Progress, Retention};
use super::texts::reading::words;
use super::texts::unread::Unread;
use super::ways::aims::aims;
use super::ways::lengths;
use super::ways::paths::Paths;
use super::ways::ranges::ranges;
use super::ways::visits::{Visits, visits};
use crate::engine::{Engine, Predicate};
use crate::story::{ChoiceId, Claim, Play, SceneId, Story, TextId, VariableId};
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::Mutex;

/// A callback for the progress of an exploration, shared by all threads.
type Tell<'p> = Mutex<&'p mut (dyn FnMut(Progress) + Send)>;

/// Explores a story. Calls `progress` from time to time with the number of states found so far.
pub fn explore(
    story: &Story,
    engine: &Engine,
    options: &Options,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Explored {
    let subject = Subject::new(story, engine);
    let mut kept = if options.reduced { subject.abstractions(&Question::chances(story)) } else { subject.concrete() };
    let is_count = options.ask == Ask::default();
    let (plain, others) = if options.ask.ranges { subject.keep_moves(&mut kept) } else { Default::default() };
    let keep = if is_count { Retention::Counts } else { Retention::Edges(FOLLOW_UP) };
    let (graph, limit) = subject.search(&kept, keep, None, &options.limits, progress);
    let mut search = Searched {
        complete: limit.is_none(),
        states: graph.states,
        transitions: graph.transitions,
        reduced: options.reduced,
        bytes_per_state: graph.peak as f64 / graph.states as f64,
        limit,
    };
    if is_count {
        return Explored { search, details: None };
    }
    let order = order(&graph);
    let main = Main { graph: &graph, order: &order, kept: &kept };
    // Merging states takes time. It pays only if many passes follow.
    let many = options.ask.chances || options.ask.choices || options.ask.aims;
    let merged = (graph.complete && many).then(|| merged(&subject, &graph, &order));
    let (graph, order) = merged.as_ref().map_or((&graph, &order), |(graph, order)| (graph, order));
    let exploration = Exploration { subject: &subject, main, graph, order, limits: &options.limits, ask: options.ask };
    let details = exploration.details(&plain, &others, &Mutex::new(progress));
    if search.complete && !details.is_exact(options.ask) {
        search.complete = false;
        search.limit = Some(Limit::Precision);
    }
    Explored { search, details: Some(details) }
}

/// The `{if}` branches that no game shows, in these texts of the source language; empty when a limit was hit.
pub fn never_shown(
    story: &Story,
    engine: &Engine,
    texts: &BTreeSet<TextId>,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Vec<Defect> {
    let unread = Unread { texts: texts.clone(), ..Unread::default() };
    unread.find(&Subject::new(story, engine), limits, progress).unwrap_or_default()
}

/// Merges the states from which the same can follow. Two states of an ending stay apart if they differ for a goal, or
/// for a property that claims a chance.
fn merged<'a>(subject: &Subject, graph: &Graph<'a>, order: &[SceneComponent]) -> (Graph<'a>, Vec<SceneComponent>) {
    let Subject { story, engine, .. } = subject;
    let claimed = story.properties.iter().filter(|property| properties::is_plain_chance(property));
    let conditions = claimed.map(|property| &property.claim.condition().expression);
    let conditions: Vec<Predicate> = conditions.map(|condition| engine.rule_predicate(story, condition)).collect();
    let merged = same_future(engine, graph, order, story.goals.len(), &conditions).graph;
    let order = self::order(&merged);
    (merged, order)
}

/// A searched story, and the questions to answer about it.
struct Exploration<'a> {
    subject: &'a Subject<'a>,
    main: Main<'a>,
    /// The main graph; if it has every state, its merged form. It serves all questions about what follows from a state.
    graph: &'a Graph<'a>,
    order: &'a [SceneComponent],
    limits: &'a Limits,
    ask: Ask,
}

/// A piece of work. It writes its answer into a variable that it captures.
type Task<'t> = Box<dyn FnOnce() + Send + 't>;

impl Exploration<'_> {
    /// Works out all answers; independent ones run side by side. The main graph gives the ranges of the `plain`
    /// variables; each of the `others` needs a search of its own.
    fn details(&self, plain: &[VariableId], others: &[VariableId], progress: &Tell) -> Details {
        let Exploration { subject, main, graph, order, limits, ask } = self;
        let (story, engine) = (subject.story, subject.engine);
        let tell = |at: Progress| progress.lock().expect("telling does not panic")(at);
        let endings: Vec<SceneId> = story.endings().collect();
        // If the search was stopped, loops take long and say little about chances: then the chances stay unknown.
        let is_worth_it = graph.complete || !has_loops(order);
        let mut goals = vec![[Chance::UNKNOWN; 4]; if ask.chances { story.goals.len() } else { 0 }];
        let mut of_endings = vec![[Chance::UNKNOWN; 4]; if ask.chances { endings.len() } else { 0 }];
        let [mut dead_end, mut ends] = [Chance::UNKNOWN; 2];
        let mut claimed = vec![Chance::UNKNOWN; story.properties.len()];
        let mut asked: Vec<(Asked, &mut Chance)> = Vec::new();
        for (goal, chances) in goals.iter_mut().enumerate() {
            asked.extend(PLAYS.map(|play| (Target::Goal(goal), play)).into_iter().zip(chances));
        }
        for (&ending, chances) in endings.iter().zip(&mut of_endings) {
            // `impact` finds the chance in random play.
            asked.extend(PLAYS.map(|play| (Target::Ending(ending), play)).into_iter().zip(chances).skip(1));
        }
        if ask.chances {
            asked.push(((Target::DeadEnd, Play::Random), &mut dead_end));
            asked.push(((Target::AnyEnding, Play::Random), &mut ends));
        }
        for (property, chance) in story.properties.iter().zip(&mut claimed).filter(|_| ask.properties) {
            if let Claim::Chance { of, play, .. } = &property.claim
                && properties::is_plain_chance(property)
            {
                asked.push(((Target::Holds(engine.rule_predicate(story, &of.expression)), *play), chance));
            }
        }
        // Questions with the same way of playing share a pass: such a pass skips the work for other ways of playing.
        asked.sort_by_key(|&((_, play), _)| play as usize);
        let (asked, answers): (Vec<Asked>, Vec<&mut Chance>) = asked.into_iter().filter(|_| is_worth_it).unzip();
        let passes = passes(engine, graph, &asked);
        let mut answers = answers.into_iter();
        let (mut read, mut unread, mut random) = (None, None, Default::default());
        let (mut of_plain, mut of_others, mut seen, mut aimed) = (vec![], vec![], Visits::unknown(story), None);
        let (mut facts, mut found, mut choices, mut judged) = (vec![], vec![], None, vec![]);

        // The graph stays in memory. Of the memory left, two tasks may search at the same time with a quarter each;
        // values have the other half.
        let left = limits.memory.saturating_sub(main.graph.peak);
        let rest = Limits { memory: left / 4, ..(*limits).clone() };
        let threads = (left / 2 / (graph.states as usize * FOLLOW_UP)).clamp(1, limits.threads);
        let (is_complete, claims) = (graph.complete, if ask.properties { &story.properties[..] } else { &[] });
        let mut tasks: Vec<(bool, Task)> = vec![
            (
                is_complete && (ask.findings || ask.lengths),
                Box::new(|| {
                    if ask.lengths {
                        read = words(subject, &rest, &mut { tell });
                    }
                    if ask.findings {
                        unread = Unread::of_graph(subject, main.graph).find(subject, &rest, &mut { tell });
                    }
                }),
            ),
            ((ask.chances || ask.choices) && is_worth_it, Box::new(|| random = impact(engine, graph, order, &endings))),
            (ask.ranges, Box::new(|| of_plain = ranges(engine, main.graph, main.order, plain))),
            (ask.choices && is_worth_it, Box::new(|| seen = visits(graph, order, story))),
            (ask.aims && is_complete, Box::new(|| aimed = aims(story, engine, graph, order))),
            (
                ask.chances || ask.findings,
                Box::new(|| {
                    let paths = LazyCell::new(|| Paths::new(graph, order, |_| true));
                    if ask.chances {
                        facts = self.endings(&endings, &paths);
                    }
                    if ask.findings {
                        found = stuck(graph, order, || &paths);
                    }
                }),
            ),
            (ask.lengths && is_complete, Box::new(|| choices = lengths::choices(graph, order))),
            (
                !claims.is_empty() || !others.is_empty(),
                Box::new(|| {
                    judged = judge(subject, main, claims, &rest, &mut { tell });
                    of_others = others.iter().map(|&variable| self.range(variable, &rest, &mut { tell })).collect();
                }),
            ),
        ];
        for pass in &passes {
            let own: Vec<&mut Chance> = answers.by_ref().take(pass.columns.len() / pass.step).collect();
            let answer = move || own.into_iter().zip(pass.answers(order)).for_each(|(own, found)| *own = found);
            tasks.push((true, Box::new(answer)));
        }
        let tasks = tasks.into_iter().filter_map(|(is_asked, task)| is_asked.then_some(task)).collect();
        parallel::map(threads, tasks, |task: Task| task());

        let (at_random, impact) = random;
        of_endings.iter_mut().zip(at_random).for_each(|(chances, at_random)| chances[0] = at_random);
        facts.iter_mut().zip(of_endings).for_each(|(facts, chances): (&mut EndingFacts, _)| facts.chances = chances);
        for ((judged, property), chance) in judged.iter_mut().zip(&story.properties).zip(claimed) {
            if let Claim::Chance { min, max, .. } = property.claim
                && properties::is_plain_chance(property)
            {
                *judged = judge_chance(chance, min, max);
            }
        }
        let mut bounds: Vec<(i32, i32)> = story.variables.iter().map(|each| (each.start, each.start)).collect();
        let moved = plain.iter().zip(of_plain).chain(others.iter().zip(of_others));
        moved.for_each(|(variable, range)| bounds[variable.index()] = range);
        let passed = std::mem::take(&mut seen.passed);
        let (visited, choice_facts) = self.facts(seen, &impact);
        if ask.findings && graph.complete {
            let is_never_best = |choice: &ChoiceId| aimed.as_ref().is_some_and(|aims| aims.is_never_best(*choice));
            let never_best = story.choice_ids().filter(is_never_best).map(Defect::NeverBest);
            let unseen = unseen(subject, main.graph).into_iter().chain(unread.unwrap_or_default()).chain(never_best);
            found.extend(unseen.map(|what| WitnessedDefect { what, path: None }));
        }
        let never_ends = Chance {
            low: (1.0 - ends.high - dead_end.high).max(0.0),
            high: (1.0 - ends.low - dead_end.low).clamp(0.0, 1.0),
        };
        Details {
            endings: facts,
            goals,
            choices,
            words: read,
            dead_end,
            never_ends,
            visited,
            choice_facts,
            aims: aimed,
            passed,
            ranges: bounds,
            properties: judged,
            findings: found,
        }
    }

    fn endings(&self, endings: &[SceneId], paths: &Paths) -> Vec<EndingFacts> {
        let graph = self.graph;
        let of = |(scene, _): StateId| if graph.states(scene).is_ending { vec![scene] } else { vec![] };
        let mut routes = paths.shortest(of);
        let facts = endings.iter().map(|&scene| {
            let route = routes.remove(&scene);
            EndingFacts {
                scene,
                reachable: if route.is_some() { Some(true) } else { graph.complete.then_some(false) },
                chances: [Chance::known(0.0); 4],
                fewest_choices: route.as_ref().and_then(|route| paths.choices(route.end)),
                playthrough: route.map(|route| route.steps),
            }
        });
        facts.collect()
    }

    fn facts(&self, visits: Visits, impact: &[Vec<Option<f64>>]) -> (Vec<Chance>, Vec<Vec<ChoiceFacts>>) {
        let Visits { is_exact, scenes, available, taken, .. } = visits;
        let complete = self.main.graph.complete;
        let chance = |low: f64| Chance { low, high: if complete && is_exact { low } else { 1.0 } };
        let facts = (0..available.len()).map(|scene| {
            let choice = |index: usize| ChoiceFacts {
                available: chance(available[scene][index]),
                taken: chance(taken[scene][index]),
                impact: impact.get(scene).and_then(|own| *own.get(index)?).filter(|_| complete),
            };
            (0..available[scene].len()).map(choice).collect()
        });
        (scenes.into_iter().map(chance).collect(), facts.collect())
    }

    /// Finds by a further search the range of a variable whose changes the main graph does not tell apart.
    fn range(&self, variable: VariableId, limits: &Limits, progress: &mut dyn FnMut(Progress)) -> (i32, i32) {
        let kept = self.subject.abstractions(&Question::moving(variable));
        let (graph, _) = self.subject.search(&kept, Retention::Edges(FOLLOW_UP), None, limits, progress);
        ranges(self.subject.engine, &graph, &order(&graph), &[variable])[0]
    }
}

impl Details {
    /// Whether every chance that was asked for is known to 1e-9.
    fn is_exact(&self, ask: Ask) -> bool {
        let of_endings = self.endings.iter().flat_map(|ending| &ending.chances);
        let of_choices = self.choice_facts.iter().flatten().flat_map(|facts| [&facts.available, &facts.taken]);
        let ends = [&self.dead_end, &self.never_ends].into_iter().filter(|_| ask.chances);
        let all = of_endings.chain(self.goals.iter().flatten()).chain(ends);
        let seen = self.visited.iter().chain(of_choices).filter(|_| ask.choices);
        let mut all = all.chain(seen);
        all.all(|chance| chance.value().is_some())
    }
}
