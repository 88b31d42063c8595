//! Judging one condition in one searched graph.

use super::counts::{self, Counts};
use super::judgement::{Judgement, Verdict, judge_chance};
use crate::engine::{Engine, Past, Predicate};
use crate::explore::chances::pass::Target;
use crate::explore::chances::{self, Asked};
use crate::explore::order::components::components;
use crate::explore::order::{SceneComponent, StateId, each_edge, order};
use crate::explore::states::graph::{Graph, NONE, Shape, States, UNKNOWN};
use crate::explore::ways::paths::{Path, PathStep, Paths, Route, shortest_between};
use crate::story::{ChoiceId, Claim, SceneId};
use std::borrow::Cow;

/// A condition and a graph that tells enough apart for it.
pub struct Judge<'a> {
    pub engine: &'a Engine,
    pub graph: &'a Graph<'a>,
    /// The order of the graph's states; `None` when it is not known yet.
    pub order: Option<&'a [SceneComponent]>,
    pub predicate: &'a Predicate,
    /// For each scene whether the condition can differ between states of the scene.
    pub depends: &'a [bool],
}

/// In which states of a scene a condition holds.
enum Truths {
    /// There are no states.
    Nowhere,
    /// The condition is this in all states.
    All(bool),
    /// The condition in each state.
    Each(Vec<bool>),
}

impl Truths {
    fn at(&self, state: u32) -> bool {
        match self {
            Truths::Nowhere => false,
            Truths::All(holds) => *holds,
            Truths::Each(holds) => holds[state as usize],
        }
    }

    fn any(&self, wanted: bool) -> bool {
        match self {
            Truths::Nowhere => false,
            Truths::All(holds) => *holds == wanted,
            Truths::Each(holds) => holds.contains(&wanted),
        }
    }
}

impl Judge<'_> {
    pub fn claim(&self, claim: &Claim) -> Judgement {
        match claim {
            Claim::Always(_) => self.refuted_by(self.find(false)),
            Claim::Sometimes(_) => {
                let is_seen = self.truths().iter().any(|truths| truths.any(true));
                Judgement::plain(if is_seen { Verdict::Proved } else { self.if_complete(Verdict::Refuted) })
            }
            Claim::Eventually(_) => self.refuted_by(self.avoid()),
            Claim::Chance { play, min, max, .. } => {
                let asked: [Asked; 1] = [(Target::Holds(self.predicate.clone()), *play)];
                let columns = chances::passes(self.graph, &asked).remove(0);
                let found = chances::pass(self.engine, self.graph, &self.order(), &columns);
                judge_chance(found[0], *min, *max)
            }
        }
    }

    fn order(&self) -> Cow<'_, [SceneComponent]> {
        self.order.map_or_else(|| Cow::Owned(order(self.graph)), Cow::Borrowed)
    }

    /// The verdict on a claim that any such path refutes. Without a path it is proved, if every state is known.
    fn refuted_by(&self, path: Option<Path>) -> Judgement {
        let verdict = if path.is_some() { Verdict::Refuted } else { self.if_complete(Verdict::Proved) };
        Judgement { path, ..Judgement::plain(verdict) }
    }

    /// The verdict if every state is known; else [`Verdict::Unknown`].
    fn if_complete(&self, verdict: Verdict) -> Verdict {
        if self.graph.complete { verdict } else { Verdict::Unknown }
    }

    /// For every scene in which of its states the condition holds.
    fn truths(&self) -> Vec<Truths> {
        let mut words = vec![0; self.graph.words];
        let mut past = Past::NONE;
        let mut truths = |(scene, states): (usize, &States)| {
            let id = SceneId(scene as u16);
            let mut holds = |state| {
                self.graph.unpack(id, state, &mut words);
                let choices = words.get(self.engine.words()).copied().unwrap_or(0);
                if past.choices() != choices {
                    past = Past::after(choices);
                }
                self.predicate.holds(&words, &past)
            };
            match states.len() {
                0 => Truths::Nowhere,
                _ if self.depends[scene] => Truths::Each((0..states.len()).map(holds).collect()),
                _ => Truths::All(holds(0)),
            }
        };
        self.graph.scenes.iter().enumerate().map(&mut truths).collect()
    }

    /// The verdict on a condition that asks how many choices were made, without a playthrough. `None` when counts
    /// cannot decide it.
    pub fn by_counts(&self, claim: &Claim, far: u64) -> Option<Verdict> {
        let wanted = match claim {
            Claim::Always(_) => false,
            Claim::Sometimes(_) => true,
            Claim::Eventually(_) | Claim::Chance { .. } => return None,
        };
        if far > counts::MOST || !self.graph.complete {
            return None;
        }
        let counts = Counts::new(self.graph, &self.order(), far);
        let pasts: Vec<Past> = (0..=far).map(Past::after).collect();
        let mut words = vec![0; self.graph.words];
        let is_seen = self.graph.scenes.iter().enumerate().any(|(scene, states)| {
            let id = SceneId(scene as u16);
            let mut any = |state: usize, counts: u64| {
                self.graph.unpack(id, state, &mut words);
                let mut made = pasts.iter().enumerate().filter(|(count, _)| counts >> count & 1 == 1);
                made.any(|(_, past)| self.predicate.holds(&words, past) == wanted)
            };
            match states.len() {
                0 => false,
                count if self.depends[scene] => (0..count).any(|state| any(state, counts.of((id, state as u32)))),
                _ => any(0, counts.of_scene(id)),
            }
        });
        Some(if is_seen == wanted { Verdict::Proved } else { Verdict::Refuted })
    }

    /// A shortest path to a state in which the condition holds or not, as `wanted` says; `None` when none is found.
    fn find(&self, wanted: bool) -> Option<Path> {
        let truths = self.truths();
        if !truths.iter().any(|truths| truths.any(wanted)) {
            return None;
        }
        let is_target = |(scene, state): StateId| u64::from(truths[scene.index()].at(state) == wanted);
        let route = Paths::new(self.graph, &self.order(), |_| true).shortest(1, is_target).remove(0);
        route.map(|route| Path::new(self.graph, route))
    }

    /// Whether some game never comes to where the condition holds. Finds the largest set of states without the
    /// condition in which a game can stop, or go on to another state of the set.
    fn can_avoid(&self, truths: &[Truths]) -> bool {
        let graph = self.graph;
        let mut avoiding: Vec<Vec<bool>> = graph
            .scenes
            .iter()
            .enumerate()
            .map(|(scene, states)| (0..states.len()).map(|state| !truths[scene].at(state as u32)).collect())
            .collect();
        let settle = |avoiding: &mut Vec<Vec<bool>>, place: StateId| {
            let (scene, state) = place;
            let before = avoiding[scene.index()][state as usize];
            let mut goes_on = before && self.stops(place);
            if before && !goes_on {
                each_edge(graph, place, |_, _, (to, number)| {
                    goes_on |= avoiding[to.index()][number as usize];
                });
            }
            avoiding[scene.index()][state as usize] = goes_on;
            before != goes_on
        };
        for part in self.order().iter() {
            part.sinks_first(graph, |places, is_loop| {
                while places.iter().fold(false, |any, &place| settle(&mut avoiding, place) | any) && is_loop {}
            });
        }
        avoiding[graph.start.index()][0]
    }

    /// Whether a game can stop in a state: at an ending or a dead end.
    fn stops(&self, (scene, state): StateId) -> bool {
        let states = self.graph.states(scene);
        states.is_ending || states.shape(state as usize).is_some_and(Shape::has_dead_end)
    }

    /// A shortest path without the condition, to an ending, a dead end, or a loop that a game can go round without it
    /// for ever. `None` when there is none.
    fn avoid(&self) -> Option<Path> {
        let truths = self.truths();
        if !self.can_avoid(&truths) {
            return None;
        }
        let avoids = |(scene, state): StateId| !truths[scene.index()].at(state);
        let order = self.order();
        let paths = Paths::new(self.graph, &order, avoids);
        let mut bases = Vec::new();
        let mut places = Vec::new();
        for (scene, states) in self.graph.scenes.iter().enumerate() {
            bases.push(places.len() as u32);
            places.extend((0..states.len() as u32).map(|state| (SceneId(scene as u16), state)));
        }
        let reached = |place: StateId| avoids(place) && paths.choices(place).is_some();
        let next = |node: u32, k: u32| {
            let (scene, state) = places[node as usize];
            let states = self.graph.states(scene);
            let shape = states.shape(state as usize)?;
            let number = *states.edges(state as usize, shape).get(k as usize)?;
            let to = shape.target(k as usize);
            let leaves = number == UNKNOWN || !reached((to, number));
            Some(if leaves { node } else { bases[to.index()] + number })
        };
        let roots = (0..places.len() as u32).filter(|&node| reached(places[node as usize]));
        let loops = components(places.len(), roots, next);
        let mut round = vec![false; places.len()];
        for nodes in loops.iter() {
            let (scene, state) = places[nodes[0] as usize];
            let mut is_round = nodes.len() > 1;
            each_edge(self.graph, (scene, state), |_, _, next| is_round |= next == (scene, state));
            nodes.iter().for_each(|&node| round[node as usize] = is_round);
        }
        let is_target = |place: StateId| {
            let node = (bases[place.0.index()] + place.1) as usize;
            u64::from(avoids(place) && (self.stops(place) || round[node]))
        };
        let Route { mut steps, end } = paths.shortest(1, is_target).remove(0)?;
        steps.extend(self.dead_choice(end));
        let cycle = if self.stops(end) {
            Vec::new()
        } else {
            shortest_between(self.graph, end, avoids, |place| place == end).unwrap_or_default()
        };
        Some(Path { cycle, ..Path::new(self.graph, Route { steps, end }) })
    }

    /// A choice of a state after which there is no way on; `None` when no choice is like that.
    fn dead_choice(&self, (scene, state): StateId) -> Option<PathStep> {
        let shape = self.graph.states(scene).shape(state as usize)?;
        let dead = shape.moves.iter().find(|each| each.arms.is_empty() && each.choice != NONE)?;
        Some(PathStep::Choice(ChoiceId { scene, index: dead.choice }))
    }
}
