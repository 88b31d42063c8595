//! The chances of a whole story: many questions in few passes, and what each choice does to the endings.

pub(super) mod chance;
mod component;
pub(super) mod elimination;
pub(super) mod pass;
mod process;
pub(super) mod values;

use crate::engine::{Engine, Past, Predicate};
use crate::explore::order::quotient::{Quotient, quotient};
use crate::explore::order::{SceneComponent, last_uses, states_of};
use crate::explore::states::graph::Graph;
use crate::story::{Play, SceneId};
use chance::Chance;
use pass::{Asked, Pass, Rows, Target, WIDTH};

/// The ways of playing for which goals and endings have values, in the order of the chances in every `[Chance; 4]`.
pub const PLAYS: [Play; 4] = [Play::Random, Play::Ordinary, Play::Best, Play::Worst];

/// The passes that answer all questions, in their order.
pub fn passes<'a>(engine: &'a Engine, graph: &'a Graph, asked: &[Asked]) -> Vec<Pass<'a>> {
    asked.chunks(WIDTH / Pass::step_of(graph)).map(|asked| Pass::new(engine, graph, asked)).collect()
}

impl Pass<'_> {
    /// The answers for games from the start. Drops all other values on the way.
    pub fn answers(&self, order: &[SceneComponent]) -> Vec<Chance> {
        let mut rows = Rows::new(self.graph);
        for (part, done) in order.iter().zip(last_uses(self.graph, order)) {
            self.part(part, &mut rows);
            rows.drop(&done);
        }
        self.read(&rows)
    }

    /// Works out the values of all states.
    pub fn rows(&self, order: &[SceneComponent]) -> Rows {
        let mut rows = Rows::new(self.graph);
        order.iter().for_each(|part| self.part(part, &mut rows));
        rows
    }

    fn read(&self, rows: &Rows) -> Vec<Chance> {
        let starts = (0..self.columns.len()).step_by(self.step);
        starts.map(|column| rows.chance(self.graph.start, 0, column, self.step)).collect()
    }

    /// Works out the values of a part, if its scenes can be worth something for a column.
    fn part(&self, part: &SceneComponent, rows: &mut Rows) {
        let graph = self.graph;
        let leads = |scene: &SceneId| {
            let targets = &graph.map.targets[scene.index()];
            self.columns.iter().any(|(target, _)| !matches!(target, Target::Ending(other) if other != scene))
                || targets.iter().any(|target| !rows.scenes[target.index()].is_empty())
                || !graph.complete
        };
        if !part.scenes.iter().any(leads) {
            return;
        }
        for &scene in &part.scenes {
            rows.scenes[scene.index()] = vec![[0.0; WIDTH]; graph.states(scene).len()];
        }
        let mut words = vec![0; graph.words];
        part.sinks_first(graph, |places, is_loop| {
            let (scene, state) = places[0];
            if is_loop {
                let errors = component::solve(self, places, rows);
                (0..WIDTH).for_each(|column| rows.errors[column] += errors[column]);
            } else if graph.states(scene).is_ending {
                graph.unpack(scene, state as usize, &mut words);
                let worth = |(target, _): &Asked| target.worth(self.engine, scene, &words);
                rows.set(scene, state, self.row(worth));
            } else {
                rows.set(scene, state, self.state(scene, state as usize, rows));
            }
        });
    }
}

/// The chances of the endings in random play and, by scene and choice, how much the choice changes them: the largest
/// total variation distance between the endings after the choice and the mean over all choices of the state. `None` for
/// a choice that never comes beside another.
pub fn impact(
    engine: &Engine,
    graph: &Graph,
    order: &[SceneComponent],
    endings: &[SceneId],
) -> (Vec<Chance>, Vec<Vec<Option<f64>>>) {
    let asked: Vec<Asked> = endings.iter().map(|&ending| (Target::Ending(ending), Play::Random)).collect();
    let mut passes: Vec<(Pass, Rows)> =
        passes(engine, graph, &asked).into_iter().map(|pass| (pass, Rows::new(graph))).collect();
    let mut most: Vec<Vec<Option<f64>>> = vec![Vec::new(); graph.scenes.len()];
    let mut buffer = [0.0; WIDTH];
    for (part, done) in order.iter().zip(last_uses(graph, order)) {
        passes.iter_mut().for_each(|(pass, rows)| pass.part(part, rows));
        let offers = |scene: &&SceneId| graph.states(**scene).kinds.iter().any(|shape| shape.moves.len() > 1);
        let places = part.scenes.iter().filter(offers).flat_map(|&scene| states_of(graph, scene));
        for place @ (scene, state) in places.filter(|&place| graph.shape(place).is_some_and(|it| it.moves.len() > 1)) {
            for (each, own) in graph.moves(place) {
                let mut apart = 0.0;
                for (pass, rows) in &passes {
                    // All columns play at random, so the value of a state is the mean of the values of its moves.
                    let mean = rows.row(scene, state as usize);
                    let value = pass.expected(&each.arms, own, rows, &mut buffer);
                    let apart_in = |column: usize| (value[column] - mean[column]).abs();
                    apart += (0..WIDTH).step_by(pass.step).map(apart_in).sum::<f64>();
                }
                let (of_scene, choice) = (&mut most[scene.index()], each.choice as usize);
                of_scene.resize(of_scene.len().max(choice + 1), None);
                of_scene[choice] = Some(of_scene[choice].unwrap_or(0.0).max(apart / 2.0));
            }
        }
        passes.iter_mut().for_each(|(_, rows)| rows.drop(&done));
    }
    (passes.iter().flat_map(|(pass, rows)| pass.read(rows)).collect(), most)
}

/// Merges the states from which the same can follow. Every state must be known. Two states of an ending stay apart if
/// they differ for one of the first `goals` goals, or for a condition.
pub fn same_future<'a>(
    engine: &Engine,
    graph: &Graph<'a>,
    order: &[SceneComponent],
    goals: usize,
    conditions: &[Predicate],
) -> Quotient<'a> {
    let mut words = vec![0; graph.words];
    quotient(graph, order, |(scene, state), label| {
        if graph.states(scene).is_ending {
            graph.unpack(scene, state as usize, &mut words);
            label.extend((0..goals).map(|goal| engine.worth(&words, goal).to_bits()));
            label.extend(conditions.iter().map(|condition| u64::from(condition.holds(&words, &Past::NONE))));
        }
    })
}
