//! What every state is worth: for each goal under each way of playing. And which endings each state can still reach.

use super::chance::Chance;
use super::pass::{Asked, Pass, Rows, Target, WIDTH};
use super::{PLAYS, passes, same_future};
use crate::engine::Engine;
use crate::explore::abstraction::{Question, Subject};
use crate::explore::order::quotient::Quotient;
use crate::explore::order::{ahead, has_loops, order};
use crate::explore::parallel;
use crate::explore::states::graph::StateId;
use crate::explore::states::packing::Packing;
use crate::explore::states::search::{FOLLOW_UP, Limits, Progress, Retention};
use crate::explore::states::table::StateTable;
use crate::story::{Play, SceneId, Story};

/// What every state of a story is worth. The debrief looks states up here.
pub struct Values {
    packings: Vec<Packing>,
    tables: Vec<StateTable>,
    /// The class of each state, by scene: states of one class have the same future. `None` when states are not merged.
    classes: Option<Vec<Vec<u32>>>,
    passes: Vec<Rows>,
    columns: usize,
    /// Which endings are in reach: for each group of 64 `endings`, by scene and class, a bit for each ending. Empty
    /// when not every state is known.
    reach: Vec<Vec<Vec<u64>>>,
    endings: Vec<SceneId>,
    is_complete: bool,
}

/// The values of one state, and the endings that can still be reached from it. `place` is `None` if the search did not
/// come to the state.
pub struct Standing<'v> {
    values: &'v Values,
    place: Option<StateId>,
}

impl Values {
    /// Searches a story as far as the goals and the endings need, and works out what each state is worth.
    pub fn compute(story: &Story, engine: &Engine, limits: &Limits, progress: &mut dyn FnMut(Progress)) -> Values {
        let subject = Subject::new(story, engine);
        let kept = subject.abstractions(&Question::goals(story));
        let free = FOLLOW_UP + story.goals.len() * PLAYS.len() * 2 * size_of::<f64>();
        let (graph, _) = subject.search(&kept, Retention::Edges(free), None, limits, progress);
        let order = order(&graph);
        // If the search was stopped, loops take long and say little about values: then no value is known.
        let goals = if graph.complete || !has_loops(&order) { story.goals.len() } else { 0 };
        let merged = graph.complete.then(|| same_future(engine, &graph, &order, goals, &[]));
        let (classes, merged) = merged.map(|Quotient { classes, graph }| (classes, graph)).unzip();
        let order = merged.as_ref().map_or(order, self::order);
        let of_values = merged.as_ref().unwrap_or(&graph);
        let asked: Vec<Asked> = (0..goals).flat_map(|goal| PLAYS.map(|play| (Target::Goal(goal), play))).collect();
        let solved = parallel::map(limits.threads, passes(engine, of_values, &asked), |pass| pass.rows(&order));
        let endings: Vec<SceneId> = story.endings().collect();
        let reach = |endings: &[SceneId]| {
            let own = |scene| endings.iter().position(|&ending| ending == scene).map_or(0, |at| 1 << at);
            ahead(of_values, &order, |_| u64::MAX, |(scene, _)| own(scene))
        };
        let reach = endings.chunks(64).filter(|_| graph.complete).map(reach).collect();
        Values {
            passes: solved,
            columns: Pass::step_of(&graph),
            reach,
            endings,
            is_complete: graph.complete,
            classes,
            tables: graph.scenes.into_iter().map(|states| states.table).collect(),
            packings: graph.packings,
        }
    }

    /// Whether every state was found; otherwise values are bounds.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// What is known of a state. It must be a state in which a scene was just entered.
    pub fn at(&self, scene: SceneId, words: &[u64]) -> Standing<'_> {
        let packing = &self.packings[scene.index()];
        let mut key = vec![0; packing.words];
        packing.pack(words, &mut key);
        let state = self.tables[scene.index()].position(&key);
        let state = state.filter(|_| self.is_complete || !self.passes.is_empty());
        let class = |state: usize| self.classes.as_ref().map_or(state as u32, |of| of[scene.index()][state]);
        Standing { values: self, place: state.map(|state| (scene, class(state))) }
    }
}

impl Standing<'_> {
    /// Whether the search has found the state.
    pub fn is_known(&self) -> bool {
        self.place.is_some()
    }

    /// The value for the goal at position `goal` under a way of playing; from 0 to 1 when the state was not found.
    pub fn chance(&self, goal: usize, play: Play) -> Chance {
        let Some((scene, state)) = self.place else { return Chance::UNKNOWN };
        let at = PLAYS.iter().position(|each| *each == play).expect("there is no other way of playing");
        let columns = self.values.columns;
        let column = (goal * PLAYS.len() + at) * columns;
        self.values.passes[column / WIDTH].chance(scene, state as usize, column % WIDTH, columns)
    }

    /// The endings in reach, in the order of the files; `None` when that is not known.
    pub fn endings(&self) -> Option<Vec<SceneId>> {
        let (scene, state) = self.place.filter(|_| self.values.is_complete)?;
        let in_reach = |at: &usize| self.values.reach[at / 64][scene.index()][state as usize] >> (at % 64) & 1 == 1;
        Some((0..self.values.endings.len()).filter(in_reach).map(|at| self.values.endings[at]).collect())
    }
}
