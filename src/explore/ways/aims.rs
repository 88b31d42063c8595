//! How games go for players who aim at a goal, what each choice is worth to them, and how the game goes for the player
//! who takes the first choice every time.

use super::flow::{Policy, flow};
use crate::engine::Engine;
use crate::explore::chances::chance::EXACT;
use crate::explore::chances::pass::{Pass, Rows, Target, WIDTH};
use crate::explore::chances::passes;
use crate::explore::order::{SceneComponent, StateId};
use crate::explore::states::graph::{Graph, Move, Shape};
use crate::story::{ChoiceId, Play, Story};

/// The ways of aiming at a goal whose games are followed.
const PLAYS: [Play; 2] = [Play::Ordinary, Play::Best];

/// How games end for players who aim at a goal, and what choices are worth to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Aims {
    /// For each goal two players who aim at it: the ordinary one, then the best.
    pub aimed: Vec<Aimed>,
    /// The player who takes the first available choice every time.
    pub first: FirstPlay,
    /// By scene, choice and goal.
    worth: Vec<Vec<Vec<Option<ChoiceWorth>>>>,
}

impl Aims {
    /// What a choice is worth for each goal; `None` where it never comes beside another.
    pub fn worth(&self, choice: ChoiceId) -> &[Option<ChoiceWorth>] {
        &self.worth[choice.scene.index()][choice.index as usize]
    }

    /// Whether there is no goal for which a choice is ever best, though it comes beside others.
    pub fn is_never_best(&self, choice: ChoiceId) -> bool {
        let mut worth = self.worth(choice).iter().flatten().peekable();
        worth.peek().is_some() && worth.all(|worth| worth.best_share == 0.0)
    }
}

/// Where the games end of a player who aims at a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Aimed {
    /// The goal, by position.
    pub goal: usize,
    /// How it is aimed at. Choices that are equally good, to 1e-9, are taken equally often.
    pub play: Play,
    /// How the games end.
    pub ends: Ends,
}

/// How the games end of the player who takes the first available choice every time.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstPlay {
    /// What each goal is worth on average.
    pub goals: Vec<f64>,
    /// How the games end.
    pub ends: Ends,
}

/// How games end; all chances add up to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Ends {
    /// The chance of each ending, in the order of the files.
    pub endings: Vec<f64>,
    /// The chance of coming to where there is no way on.
    pub dead_end: f64,
    /// The chance of going on for ever.
    pub never_ends: f64,
}

/// What a choice is worth for a goal, over all states in which it comes beside another. A state counts as often as an
/// ordinary player who aims at the goal is expected to be there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChoiceWorth {
    /// The share of these states in which the choice is best, to 1e-9.
    pub best_share: f64,
    /// How far its value is below the best, on average, if play is ordinary afterwards.
    pub mean_loss: f64,
    /// How far its value is below the best, at most.
    pub max_loss: f64,
}

/// Follows the players of all goals, and the one who takes first choices. `None` when loops take too long for exact
/// answers. Every state must be known.
pub fn aims(story: &Story, engine: &Engine, graph: &Graph, order: &[SceneComponent]) -> Option<Aims> {
    let asked = (0..story.goals.len()).flat_map(|goal| PLAYS.map(|play| (Target::Goal(goal), play)));
    let asked: Vec<_> = asked.collect();
    let mut worth: Vec<Vec<Vec<Option<ChoiceWorth>>>> =
        story.scenes.iter().map(|scene| vec![Vec::new(); scene.choices().len()]).collect();
    let mut aimed = Vec::new();
    for columns in passes(graph, &asked) {
        let pass = Pass::new(engine, graph, &columns);
        let rows = pass.run_and_keep(order);
        for column in 0..columns.len() {
            let (goal, play) = (aimed.len() / PLAYS.len(), asked[aimed.len()].1);
            let mut player = Aiming {
                pass: &pass,
                rows: &rows,
                column,
                play,
                tally: Tally::new(story, graph),
                sums: worth.iter().map(|choices| vec![None; choices.len()]).collect(),
            };
            if rows.errors[column] > EXACT || !flow(graph, order, &mut player) {
                return None;
            }
            let Aiming { tally, sums, .. } = player;
            if play == Play::Ordinary {
                for (worth, sum) in worth.iter_mut().flatten().zip(sums.into_iter().flatten()) {
                    worth.push(sum.map(Sum::worth));
                }
            }
            aimed.push(Aimed { goal, play, ends: tally.ends() });
        }
    }
    let mut first = First {
        engine,
        tally: Tally::new(story, graph),
        goals: vec![0.0; story.goals.len()],
        words: vec![0; graph.words],
    };
    flow(graph, order, &mut first).then_some(())?;
    let First { tally, goals, .. } = first;
    Some(Aims { aimed, first: FirstPlay { goals, ends: tally.ends() }, worth })
}

/// Notes where games end.
struct Tally<'a> {
    story: &'a Story,
    graph: &'a Graph<'a>,
    scenes: Vec<f64>,
    dead_end: f64,
}

impl<'a> Tally<'a> {
    fn new(story: &'a Story, graph: &'a Graph<'a>) -> Tally<'a> {
        Tally { story, graph, scenes: vec![0.0; graph.scenes.len()], dead_end: 0.0 }
    }

    fn shape(&self, (scene, state): StateId) -> Option<&'a Shape> {
        self.graph.states(scene).shape(state as usize)
    }

    fn enter(&mut self, place: StateId, visits: f64, shares: &[f64]) {
        let Some(shape) = self.shape(place) else { return };
        if self.graph.states(place.0).is_ending {
            self.scenes[place.0.index()] += visits;
        } else if shape.moves.is_empty() {
            self.dead_end += visits;
        }
        let dead = shape.moves.iter().zip(shares).filter(|(each, _)| each.arms.is_empty());
        self.dead_end += visits * dead.map(|(_, share)| share).sum::<f64>();
    }

    fn ends(self) -> Ends {
        let endings: Vec<f64> = self.story.endings().map(|ending| self.scenes[ending.index()]).collect();
        let rest = 1.0 - endings.iter().sum::<f64>() - self.dead_end;
        // A rest this small comes from rounding. It is not the chance of a game that goes on for ever.
        let never_ends = if rest > 1e-12 { rest } else { 0.0 };
        Ends { endings, dead_end: self.dead_end, never_ends }
    }
}

/// A player who aims at the goal of a column.
struct Aiming<'a> {
    pass: &'a Pass<'a>,
    rows: &'a Rows,
    column: usize,
    play: Play,
    tally: Tally<'a>,
    /// By scene and choice.
    sums: Vec<Vec<Option<Sum>>>,
}

/// Sums for a choice over the states in which it comes beside others.
#[derive(Clone, Copy, Default)]
struct Sum {
    visits: f64,
    best: f64,
    loss: f64,
    most: f64,
}

impl Sum {
    fn worth(self) -> ChoiceWorth {
        ChoiceWorth { best_share: self.best / self.visits, mean_loss: self.loss / self.visits, max_loss: self.most }
    }
}

impl Aiming<'_> {
    /// Writes how far each move is below the best into `losses`; 0 for all moves that are as good to 1e-9.
    fn losses(&self, (scene, state): StateId, shape: &Shape, losses: &mut Vec<f64>) {
        let states = self.pass.graph.states(scene);
        let mut mean = [0.0; WIDTH];
        let value =
            |(each, own): (&Move, &[u32])| self.pass.expected(&each.arms, own, self.rows, &mut mean)[self.column];
        losses.extend(shape.moves(states.edges(state as usize, shape)).map(value));
        let best = losses.iter().copied().fold(0.0, f64::max);
        losses.iter_mut().for_each(|value| *value = if best - *value <= EXACT { 0.0 } else { best - *value });
    }
}

impl Policy for Aiming<'_> {
    fn shares(&self, place: StateId, shape: &Shape, shares: &mut Vec<f64>) {
        self.losses(place, shape, shares);
        let equals = shares.iter().filter(|&&loss| loss == 0.0).count() as f64;
        let random = if self.play == Play::Ordinary { 0.5 } else { 0.0 };
        for share in &mut *shares {
            let best = if *share == 0.0 { (1.0 - random) / equals } else { 0.0 };
            *share = best + random / shape.moves.len() as f64;
        }
    }

    fn enter(&mut self, place @ (scene, _): StateId, visits: f64, shares: &[f64]) {
        self.tally.enter(place, visits, shares);
        let Some(shape) = self.tally.shape(place).filter(|shape| shape.moves.len() > 1) else { return };
        if self.play != Play::Ordinary {
            return;
        }
        let mut losses = Vec::with_capacity(shape.moves.len());
        self.losses(place, shape, &mut losses);
        for (each, loss) in shape.moves.iter().zip(losses) {
            let sum = self.sums[scene.index()][each.choice as usize].get_or_insert_default();
            sum.visits += visits;
            sum.best += if loss == 0.0 { visits } else { 0.0 };
            sum.loss += visits * loss;
            sum.most = sum.most.max(loss);
        }
    }
}

/// The player who takes the first available choice every time.
struct First<'a> {
    engine: &'a Engine,
    tally: Tally<'a>,
    goals: Vec<f64>,
    words: Vec<u64>,
}

impl Policy for First<'_> {
    fn shares(&self, _: StateId, shape: &Shape, shares: &mut Vec<f64>) {
        shares.resize(shape.moves.len(), 0.0);
        shares.iter_mut().take(1).for_each(|share| *share = 1.0);
    }

    fn enter(&mut self, place @ (scene, state): StateId, visits: f64, shares: &[f64]) {
        self.tally.enter(place, visits, shares);
        if self.tally.graph.states(scene).is_ending {
            self.tally.graph.unpack(scene, state as usize, &mut self.words);
            for (goal, worth) in self.goals.iter_mut().enumerate() {
                *worth += visits * self.engine.worth(&self.words, goal);
            }
        }
    }
}
