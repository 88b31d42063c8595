//! One backward sweep over the strongly connected components of the states, each after those that it leads to.

use super::component;
use super::pass::{Pass, Rows, Vector, WIDTH};
use crate::explore::order::{SceneComponent, last_uses};
use crate::story::SceneId;

impl Pass<'_> {
    /// Works out all values, sinks first. Calls `observe` for each part once its values are known. Then drops the
    /// values that no later part needs, unless `keep_all` is set.
    pub fn run(
        &self,
        order: &[SceneComponent],
        keep_all: bool,
        mut observe: impl FnMut(&SceneComponent, &Rows),
    ) -> Rows {
        let graph = self.graph;
        let mut rows = Rows { scenes: vec![Vec::new(); graph.scenes.len()], errors: [0.0; WIDTH] };
        let mut concerned = vec![false; graph.scenes.len()];
        let last = last_uses(graph, order);
        for (position, part) in order.iter().enumerate() {
            let leads = |scene: &SceneId| {
                let targets = &graph.map.targets[scene.index()];
                self.columns.iter().any(|column| column.target.concerns(*scene, graph.states(*scene)))
                    || targets.iter().any(|target| concerned[target.index()])
                    || !graph.complete
            };
            if part.scenes().iter().any(leads) {
                for &scene in part.scenes() {
                    concerned[scene.index()] = true;
                    rows.scenes[scene.index()] = vec![[0.0; WIDTH]; graph.states(scene).len()];
                }
                self.part(part, &mut rows);
                observe(part, &rows);
            }
            if !keep_all {
                for &scene in &last[position] {
                    rows.scenes[scene.index()] = Vec::new();
                }
            }
        }
        rows
    }

    fn part(&self, part: &SceneComponent, rows: &mut Rows) {
        match part {
            SceneComponent::Scene(scene) => {
                let mut own = std::mem::take(&mut rows.scenes[scene.index()]);
                if self.graph.states(*scene).is_ending {
                    self.ending(*scene, &mut own);
                } else {
                    for (state, row) in own.iter_mut().enumerate() {
                        *row = self.state(*scene, state, rows);
                    }
                }
                rows.scenes[scene.index()] = own;
            }
            SceneComponent::Cyclic(cyclic) => cyclic.runs().rev().for_each(|(places, is_loop)| {
                if is_loop {
                    let errors = component::solve(self, places, rows);
                    (0..WIDTH).for_each(|column| rows.errors[column] += errors[column]);
                } else {
                    let (scene, state) = places[0];
                    let row = self.state(scene, state as usize, rows);
                    rows.set(scene, state as usize, row);
                }
            }),
        }
    }

    /// Writes the values of an ending's states.
    fn ending(&self, scene: SceneId, rows: &mut [Vector]) {
        let mut words = vec![0; self.graph.words];
        for (state, row) in rows.iter_mut().enumerate() {
            self.graph.unpack(scene, state, &mut words);
            for (value, column) in row.iter_mut().zip(self.columns) {
                *value = column.target.worth(self.engine, scene, &words);
            }
        }
    }
}
