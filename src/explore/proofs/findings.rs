//! What a search finds that an author should know: places where a game gets stuck, and what no game ever shows.

use crate::engine::Past;
use crate::explore::abstraction::Subject;
use crate::explore::order::{SceneComponent, ahead, all_states};
use crate::explore::states::graph::{Graph, NONE, StateId, UNKNOWN};
use crate::explore::ways::paths::{Path, PathStep, Paths};
use crate::story::{ChoiceId, Exit, SceneId, TextId};

/// A defect that a search found, with a game that shows it where there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct WitnessedDefect {
    pub what: Defect,
    /// A shortest path to the defect; `None` when no path can show it.
    pub path: Option<Path>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Defect {
    /// A game can come to the scene and find nothing available, or no arm that holds.
    DeadEnd(SceneId),
    /// A game can make the choice in a state in which no arm holds afterwards.
    DeadChoice(ChoiceId),
    /// From the scene on, scenes lead to each other for ever without a choice.
    EndlessChain(SceneId),
    /// From the scene on no ending can be reached, though the game goes on.
    NoEndingReachable(SceneId),
    UnreachableScene(SceneId),
    UnreachableEnding(SceneId),
    /// No game is offered the choice, though games come to its scene.
    NeverAvailable(ChoiceId),
    /// The condition of the choice holds whenever a game comes to its scene.
    AlwaysAvailable(ChoiceId),
    /// No game takes the arm at this position, though games come to its scene or make its choice.
    NeverTaken(Exit, u8),
    /// The choice is available in every state of its scene, so no game shows its `locked` text.
    NeverLocked(ChoiceId),
    /// No game shows this branch of the text. Branches are counted from 0, in the order of their tags in the text.
    NeverShown(TextId, usize),
    /// Nothing that follows depends on whether this choice is made.
    Pointless(ChoiceId),
    /// The choice is never the best one for any goal, in all states that offer it beside others.
    NeverBest(ChoiceId),
}

/// Finds the places where games get stuck, each with a shortest path. Calls `paths` only if there is such a place.
pub fn stuck<'p>(
    graph: &Graph,
    order: &[SceneComponent],
    paths: impl FnOnce() -> &'p Paths<'p>,
) -> Vec<WitnessedDefect> {
    let ahead = Ahead::new(graph, order);
    let is_stuck = all_states(graph).any(|place| !ahead.findings(graph, place).is_empty());
    if !is_stuck {
        return Vec::new();
    }
    let routes = paths().shortest(|place| ahead.findings(graph, place)).into_iter();
    let mut findings: Vec<WitnessedDefect> = routes
        .map(|(what, route)| {
            let mut path = Path::new(graph, route);
            if let Defect::DeadChoice(choice) = what {
                path.steps.push(PathStep::Choice(choice));
            }
            WitnessedDefect { what, path: Some(path) }
        })
        .collect();
    keep_nearest(graph, &mut findings);
    findings
}

/// Keeps one finding for each endless chain, and one for each set of scenes from which no ending can be reached: the
/// one that games reach first. So one fault gives one report.
fn keep_nearest(graph: &Graph, findings: &mut Vec<WitnessedDefect>) {
    let mut component_of = vec![0; graph.scenes.len()];
    for (number, component) in graph.map.components.iter().enumerate() {
        component.iter().for_each(|scene| component_of[scene.index()] = number);
    }
    let group = |what: Defect| match what {
        Defect::EndlessChain(scene) => Some((false, component_of[scene.index()])),
        Defect::NoEndingReachable(scene) => Some((true, component_of[scene.index()])),
        _ => None,
    };
    let steps = |finding: &WitnessedDefect| finding.path.as_ref().map(|path| path.steps.clone()).unwrap_or_default();
    let mut grouped: Vec<_> =
        findings.iter().filter_map(|finding| Some((group(finding.what)?, steps(finding), finding.what))).collect();
    grouped.sort_by_key(|(_, steps, what)| (steps.len(), *what));
    let mut kept: Vec<((bool, usize), Vec<PathStep>, Defect)> = Vec::new();
    for (group, steps, what) in grouped {
        let mut before = kept.iter().filter(|(other, ..)| other.0 == group.0);
        if !before.any(|(other, way, _)| *other == group || steps.starts_with(way)) {
            kept.push((group, steps, what));
        }
    }
    findings.retain(|finding| group(finding.what).is_none() || kept.iter().any(|(.., what)| *what == finding.what));
}

/// What lies ahead of each state, by scene and state: a set of the bits below.
struct Ahead {
    bits: Vec<Vec<u64>>,
}

const ENDING: u64 = 1;
const DEAD: u64 = 2;
/// A state that the search did not look at.
const OPEN: u64 = 4;
/// A state from which the game can only go on by itself, for ever.
const CHAIN: u64 = 8;
/// Without making a choice, the game can come to a state with choices, an ending, a dead end or an open state.
const REST: u64 = 16;

impl Ahead {
    fn new(graph: &Graph, order: &[SceneComponent]) -> Ahead {
        let first = |place| graph.shape(place).and_then(|shape| shape.moves.first());
        let goes_on = |place| first(place).is_some_and(|each| each.choice == NONE);
        let own = |place: StateId| match graph.shape(place) {
            _ if graph.states(place.0).is_ending => ENDING | REST,
            Some(shape) => {
                let is_open = !graph.complete && graph.edges(place).contains(&UNKNOWN);
                let open = if is_open { OPEN | REST } else { 0 };
                let rest = if goes_on(place) { 0 } else { REST };
                open | rest | if shape.has_dead_end() { DEAD } else { 0 }
            }
            None => OPEN | REST,
        };
        let through = |place| if goes_on(place) { u64::MAX } else { !REST };
        let bits = ahead(graph, order, through, own);
        if bits.iter().flatten().all(|bits| bits & REST != 0) {
            return Ahead { bits };
        }
        let chain = |(scene, state): StateId| if bits[scene.index()][state as usize] & REST == 0 { CHAIN } else { 0 };
        Ahead { bits: ahead(graph, order, through, |place| own(place) | chain(place)) }
    }

    /// The defects that a game meets in this state, or right after a choice in it.
    fn findings(&self, graph: &Graph, place @ (scene, state): StateId) -> Vec<Defect> {
        let states = graph.states(scene);
        let bits = self.bits[scene.index()][state as usize];
        let mut found = Vec::new();
        if bits & REST == 0 {
            found.push(Defect::EndlessChain(scene));
        } else if bits & (ENDING | DEAD | OPEN | CHAIN) == 0 {
            found.push(Defect::NoEndingReachable(scene));
        }
        if let Some(shape) = graph.shape(place).filter(|_| !states.is_ending) {
            found.extend(shape.moves.is_empty().then_some(Defect::DeadEnd(scene)));
            let dead = shape.moves.iter().filter(|each| each.arms.is_empty());
            found.extend(dead.map(|each| Defect::DeadChoice(ChoiceId { scene, index: each.choice })));
        }
        found
    }
}

/// Finds the scenes, choices and arms that games never come to, and the choices that are always available. Certain only
/// if the graph is complete.
pub fn unseen(subject: &Subject, graph: &Graph) -> Vec<Defect> {
    let story = subject.story;
    let (mut found, mut words) = (Vec::new(), vec![0; graph.words]);
    for id in story.scene_ids() {
        let scene = story.scene(id);
        let states = graph.states(id);
        if states.len() == 0 {
            let kind = if scene.is_ending() { Defect::UnreachableEnding } else { Defect::UnreachableScene };
            found.push(kind(id));
            continue;
        }
        for exit in story.exits_of(id) {
            let index = if let Exit::Choice(choice) = exit { choice.index } else { NONE };
            let moves = || states.kinds.iter().flat_map(|shape| &shape.moves);
            let own = || moves().filter(|each| each.choice == index);
            if let (Exit::Choice(choice), None) = (exit, own().next()) {
                found.push(Defect::NeverAvailable(choice));
                continue;
            }
            let taken = |arm: u8| own().any(|each| each.arms.iter().any(|held| held.arm == arm));
            let arms = (0..story.way(exit).arms.len() as u8).filter(|&arm| !taken(arm));
            found.extend(arms.map(|arm| Defect::NeverTaken(exit, arm)));
            let Exit::Choice(choice_id) = exit else { continue };
            let choice = story.choice(choice_id);
            if let Some(when) = &choice.when {
                let predicate = subject.engine.rule_predicate(story, &when.expression);
                let mut holds = |state| {
                    graph.unpack(id, state, &mut words);
                    predicate.holds(&words, &Past::NONE)
                };
                found.extend((0..states.len()).all(&mut holds).then_some(Defect::AlwaysAvailable(choice_id)));
            }
            let always = states.kinds.iter().all(|shape| shape.moves.iter().any(|each| each.choice == index));
            if choice.locked.is_some() && always {
                found.push(Defect::NeverLocked(choice_id));
            }
        }
    }
    found
}
