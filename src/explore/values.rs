//! What every state of a game is worth, for looking back at it.

use super::chances::passes;
use super::graph::{Graph, UNKNOWN};
use super::limits::Limits;
use super::order::{Part, Place, each_edge, order};
use super::parallel;
use super::question::Question;
use super::search::Keep;
use super::solve::{Lane, Pass, Rows, Target};
use super::subject::Subject;
use crate::engine::Engine;
use crate::story::{Play, SceneId, Story};

/// What a state is worth for one goal: the expected worth of the game's ending.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worth {
    /// When every choice is made at random from here on.
    pub random: f64,
    /// In the hands of a good colleague.
    pub ordinary: f64,
    /// At best.
    pub best: f64,
    /// At worst.
    pub worst: f64,
}

/// The values of all states of a story, for every goal, and which endings they can still come to.
#[derive(Debug)]
pub struct Values<'a> {
    engine: &'a Engine,
    /// How states are looked up; the numbers of a graph of which the edges have been dropped.
    graph: Lookup,
    goals: usize,
    rows: Vec<Rows>,
    lanes: usize,
    endings: Vec<SceneId>,
    reachable: Vec<Vec<u64>>,
    words: usize,
}

type Lookup = Vec<(super::packing::Packing, super::table::Table)>;

const PLAYS: [Play; 4] = [Play::Random, Play::Ordinary, Play::Best, Play::Worst];

impl<'a> Values<'a> {
    /// Works out all values; `None` when the limits do not suffice to know them to 1e-9.
    pub fn compute(story: &Story, engine: &'a Engine, limits: &Limits) -> Option<Values<'a>> {
        let subject = Subject::new(story, engine);
        let kept = subject.kept(&Question::goals(story));
        let (graph, limit) = subject.search(&kept, Keep::Edges, None, limits, &mut |_| {});
        if limit.is_some() {
            return None;
        }
        let order = order(&graph);
        let asked: Vec<_> =
            (0..story.goals.len()).flat_map(|goal| PLAYS.map(|play| (Target::Goal(goal), play))).collect();
        let twofold = super::chances::is_twofold(&graph, &order);
        let rows = parallel::map(limits.threads, passes(&asked, twofold), |lanes: Vec<Lane>| {
            Pass::new(engine, &graph, &lanes).run(&order, true, |_, _| {})
        });
        let endings: Vec<SceneId> = story.endings().collect();
        let words = endings.len().div_ceil(64);
        let reachable = reachable(&graph, &order, &endings, words);
        let lookup =
            graph.packings.into_iter().zip(graph.scenes).map(|(packing, states)| (packing, states.table));
        Some(Values {
            engine,
            graph: lookup.collect(),
            goals: story.goals.len(),
            rows,
            lanes: if twofold { 2 } else { 1 },
            endings,
            reachable,
            words,
        })
    }

    /// What a state is worth for each goal; `None` of a state that no game comes to.
    pub fn at(&self, words: &[u64]) -> Option<Vec<Worth>> {
        let (scene, state) = self.find(words)?;
        let value = |question: usize| {
            let lane = question * self.lanes;
            let row = self.rows[lane / super::solve::LANES].row(scene, state);
            let lane = lane % super::solve::LANES;
            (row[lane] + row[lane + self.lanes - 1]) / 2.0
        };
        let worth = |goal: usize| Worth {
            random: value(goal * 4),
            ordinary: value(goal * 4 + 1),
            best: value(goal * 4 + 2),
            worst: value(goal * 4 + 3),
        };
        Some((0..self.goals).map(worth).collect())
    }

    /// The endings that can still be reached from a state, in the order of the files.
    pub fn endings(&self, words: &[u64]) -> Vec<SceneId> {
        let Some((scene, state)) = self.find(words) else { return Vec::new() };
        let bits = &self.reachable[scene.index()][state * self.words..][..self.words];
        let is_ahead = |&(position, _): &(usize, &SceneId)| bits[position / 64] >> (position % 64) & 1 == 1;
        self.endings.iter().enumerate().filter(is_ahead).map(|(_, &ending)| ending).collect()
    }

    fn find(&self, words: &[u64]) -> Option<(SceneId, usize)> {
        let scene = self.engine.scene(words);
        let (packing, table) = &self.graph[scene.index()];
        let mut key = vec![0; packing.words];
        packing.pack(words, &mut key);
        Some((scene, table.position(&key)?))
    }
}

/// For each state of each scene, a bit for every ending that lies ahead.
fn reachable(graph: &Graph, order: &[Part], endings: &[SceneId], words: usize) -> Vec<Vec<u64>> {
    let mut ahead: Vec<Vec<u64>> = graph.scenes.iter().map(|states| vec![0; states.len() * words]).collect();
    for (position, ending) in endings.iter().enumerate() {
        let bit = 1 << (position % 64);
        ahead[ending.index()]
            .iter_mut()
            .skip(position / 64)
            .step_by(words.max(1))
            .for_each(|own| *own |= bit);
    }
    let settle = |ahead: &mut Vec<Vec<u64>>, (scene, state): Place| {
        let mut changed = false;
        each_edge(graph, (scene, state), |_, _, (to, number)| {
            debug_assert!(number != UNKNOWN);
            for word in 0..words {
                let bits = ahead[to.index()][number as usize * words + word];
                let own = &mut ahead[scene.index()][state as usize * words + word];
                changed |= bits & !*own != 0;
                *own |= bits;
            }
        });
        changed
    };
    for part in order {
        match part {
            Part::Scene(scene) => {
                for state in 0..graph.states(*scene).len() as u32 {
                    settle(&mut ahead, (*scene, state));
                }
            }
            Part::Tangle(tangle) => {
                for (places, is_loop) in tangle.loops() {
                    while places.iter().fold(false, |changed, &place| changed | settle(&mut ahead, place))
                        && is_loop
                    {}
                }
            }
        }
    }
    ahead
}
