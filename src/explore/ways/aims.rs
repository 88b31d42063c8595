//! How games go for players who aim at a goal, what each choice is worth to them, and how the game goes for the player
//! who takes the first choice every time.

use super::flow::{Policy, flow};
use crate::engine::Engine;
use crate::explore::chances::chance::EXACT;
use crate::explore::chances::pass::{Pass, Rows, Target, WIDTH};
use crate::explore::chances::passes;
use crate::explore::order::SceneComponent;
use crate::explore::states::graph::{Graph, Move, Shape, StateId};
use crate::story::{ChoiceId, Play, Story};

/// The kinds of players who aim at a goal.
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

    /// Whether a choice comes beside others, but is never best for any goal.
    pub fn is_never_best(&self, choice: ChoiceId) -> bool {
        let mut worth = self.worth(choice).iter().flatten().peekable();
        worth.peek().is_some() && worth.all(|worth| worth.best_share == 0.0)
    }
}

/// Where the games of a player who aims at a goal come to their end.
#[derive(Clone, Debug, PartialEq)]
pub struct Aimed {
    pub goal: usize,
    /// How the player aims at the goal. Choices that are equally good, to 1e-9, are taken equally often.
    pub play: Play,
    pub ends: Ends,
}

/// How games go for the player who takes the first available choice every time.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstPlay {
    /// What each goal is worth on average.
    pub goals: Vec<f64>,
    pub ends: Ends,
}

/// How games end; all chances add up to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Ends {
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
    /// How far the choice is below the best choice on average, in expected worth, if play is ordinary afterwards.
    pub mean_loss: f64,
    /// How far the choice is below the best choice in any of these states, at most.
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
    for pass in passes(engine, graph, &asked) {
        let rows = pass.rows(order);
        for (column, &(_, play)) in pass.columns.iter().enumerate() {
            let mut player =
                FollowedPlayer::new(story, engine, graph, Some(Aim { pass: &pass, rows: &rows, column, play }));
            if rows.errors[column] > EXACT || !flow(graph, order, &mut player) {
                return None;
            }
            if play == Play::Ordinary {
                for (worth, sum) in worth.iter_mut().flatten().zip(player.sums.iter().flatten()) {
                    worth.push(sum.map(Sum::worth));
                }
            }
            aimed.push(Aimed { goal: aimed.len() / PLAYS.len(), play, ends: player.ends() });
        }
    }
    let mut first = FollowedPlayer::new(story, engine, graph, None);
    flow(graph, order, &mut first).then_some(())?;
    let goals = (0..story.goals.len()).map(|goal| first.worth(goal)).collect();
    Some(Aims { aimed, first: FirstPlay { goals, ends: first.ends() }, worth })
}

/// What a player aims at: the goal of one column of a pass.
struct Aim<'a> {
    pass: &'a Pass<'a>,
    rows: &'a Rows,
    column: usize,
    play: Play,
}

/// A player whose games `flow` follows, and what it has found out about them.
struct FollowedPlayer<'a> {
    story: &'a Story,
    engine: &'a Engine,
    graph: &'a Graph<'a>,
    /// `None` for the player who takes the first available choice every time.
    aim: Option<Aim<'a>>,
    /// The states of endings, each with the chance that a game ends there.
    ended: Vec<(StateId, f64)>,
    dead_end: f64,
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

impl<'a> FollowedPlayer<'a> {
    fn new(story: &'a Story, engine: &'a Engine, graph: &'a Graph<'a>, aim: Option<Aim<'a>>) -> FollowedPlayer<'a> {
        let sums = story.scenes.iter().map(|scene| vec![None; scene.choices().len()]).collect();
        FollowedPlayer { story, engine, graph, aim, ended: Vec::new(), dead_end: 0.0, sums }
    }

    fn ends(&self) -> Ends {
        let mut scenes = vec![0.0; self.graph.scenes.len()];
        self.ended.iter().for_each(|&((scene, _), visits)| scenes[scene.index()] += visits);
        let endings: Vec<f64> = self.story.endings().map(|ending| scenes[ending.index()]).collect();
        let rest = 1.0 - endings.iter().sum::<f64>() - self.dead_end;
        // A rest this small comes from rounding. It is not the chance of a game that goes on for ever.
        let never_ends = if rest > 1e-12 { rest } else { 0.0 };
        Ends { endings, dead_end: self.dead_end, never_ends }
    }

    /// What a goal is worth on average.
    fn worth(&self, goal: usize) -> f64 {
        let mut words = vec![0; self.graph.words];
        let worths = self.ended.iter().map(|&((scene, state), visits)| {
            self.graph.unpack(scene, state as usize, &mut words);
            visits * self.engine.worth(&words, goal)
        });
        worths.sum()
    }
}

impl Aim<'_> {
    /// Writes into `losses` how far each move is below the best: 0 for all moves within 1e-9 of the best.
    fn losses(&self, place: StateId, losses: &mut Vec<f64>) {
        let mut mean = [0.0; WIDTH];
        let value =
            |(each, own): (&Move, &[u32])| self.pass.expected(&each.arms, own, self.rows, &mut mean)[self.column];
        losses.extend(self.pass.graph.moves(place).map(value));
        let best = losses.iter().copied().fold(0.0, f64::max);
        losses.iter_mut().for_each(|value| *value = if best - *value <= EXACT { 0.0 } else { best - *value });
    }
}

impl Policy for FollowedPlayer<'_> {
    fn shares(&self, place: StateId, shape: &Shape, shares: &mut Vec<f64>) {
        let Some(aim) = &self.aim else {
            shares.extend((0..shape.moves.len()).map(|number| if number == 0 { 1.0 } else { 0.0 }));
            return;
        };
        aim.losses(place, shares);
        let equals = shares.iter().filter(|&&loss| loss == 0.0).count() as f64;
        let random = if aim.play == Play::Ordinary { 0.5 } else { 0.0 };
        for share in &mut *shares {
            let best = if *share == 0.0 { (1.0 - random) / equals } else { 0.0 };
            *share = best + random / shape.moves.len() as f64;
        }
    }

    fn enter(&mut self, place @ (scene, _): StateId, visits: f64, shares: &[f64]) {
        let Some(shape) = self.graph.shape(place) else { return };
        if self.graph.states(scene).is_ending {
            self.ended.push((place, visits));
        } else if shape.moves.is_empty() {
            self.dead_end += visits;
        }
        let dead = shape.moves.iter().zip(shares).filter(|(each, _)| each.arms.is_empty());
        self.dead_end += visits * dead.map(|(_, share)| share).sum::<f64>();
        let Some(aim) = self.aim.as_ref().filter(|aim| aim.play == Play::Ordinary && shape.moves.len() > 1) else {
            return;
        };
        let mut losses = Vec::with_capacity(shape.moves.len());
        aim.losses(place, &mut losses);
        for (each, loss) in shape.moves.iter().zip(losses) {
            let sum = self.sums[scene.index()][each.choice as usize].get_or_insert_default();
            sum.visits += visits;
            sum.best += if loss == 0.0 { visits } else { 0.0 };
            sum.loss += visits * loss;
            sum.most = sum.most.max(loss);
        }
    }
}
