//! Whether the games of one version of a story can be continued in another.
//!
//! A saved game is the list of its decisions. So two games are played side by side, one in each version. They make
//! every decision that the old version allows; the new version must allow it as well. Pairs of games from which the
//! same can follow count as one.

use super::abstraction::{Question, Subject};
use super::states::packing::Packing;
use super::states::search::Limits;
use super::ways::paths::PathStep;
use crate::engine::{Engine, Outcome};
use crate::story::{Body, Exit, Story};
use std::collections::HashSet;

/// Whether saved games survive an edit of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Survival {
    Proved,
    /// A shortest game of the old version whose last decision is not possible any more.
    Broken(Vec<PathStep>),
    /// A limit stopped the search.
    Unknown,
}

/// The search gives up at a turn that takes more arms than this. Few stories go on by themselves for a longer time.
const LONGEST: usize = 1_000;

/// The approximate memory that a pair of games takes, in bytes.
const PAIR: usize = 350;

type State = Box<[u64]>;

/// Plays all games of both versions side by side.
pub fn saves(old: (&Story, &Engine), new: (&Story, &Engine), limits: &Limits) -> Survival {
    play(&Side::new(old), &Side::new(new), limits).err().unwrap_or(Survival::Proved)
}

/// Plays on from every pair of games. An error says that not every game survives, or that this is not known.
fn play(old: &Side, new: &Side, limits: &Limits) -> Result<(), Survival> {
    let most = (limits.memory / PAIR).min(limits.states.map_or(usize::MAX, |states| states as usize));
    let mut pairs = Pairs { old, new, all: Vec::new(), known: HashSet::new() };
    let begin = (old.engine.begin(), new.engine.begin());
    let exits = (old.goes_on(&begin.0), new.goes_on(&begin.1));
    pairs.turn(None, &[], begin, exits)?;
    let mut next = 0;
    while next < pairs.all.len() {
        let (before, after) = pairs.all[next].states.clone();
        for choice in old.engine.available(&before) {
            let steps = [PathStep::Choice(choice)];
            let name = old.story.choice_name(choice);
            let same = new.engine.available(&after).find(|&other| new.story.choice_name(other) == name);
            let same = same.ok_or_else(|| Survival::Broken(pairs.path(Some(next), &[&steps])))?;
            let (mut one, mut other) = (before.clone(), after.clone());
            old.engine.choose(&mut one, choice);
            new.engine.choose(&mut other, same);
            let exits = (Some(Exit::Choice(choice)), Some(Exit::Choice(same)));
            pairs.turn(Some(next), &steps, (one, other), exits)?;
        }
        next += 1;
        if pairs.all.len() > most {
            return Err(Survival::Unknown);
        }
    }
    Ok(())
}

struct Side<'a> {
    story: &'a Story,
    engine: &'a Engine,
    packings: Vec<Packing>,
}

/// A game in the middle of a turn. `exit` is the way that it takes next; `None` when the turn is over.
struct Within {
    words: State,
    exit: Option<Exit>,
    arms: usize,
    draws: Vec<PathStep>,
}

/// The arms to follow at a draw, each with the step of the saved game; `None` if the saved game has no such step.
type FollowedArms = Result<Vec<(u8, Option<PathStep>)>, Survival>;

impl<'a> Side<'a> {
    fn new((story, engine): (&'a Story, &'a Engine)) -> Side<'a> {
        let subject = Subject::new(story, engine);
        let packings = subject.packings(&subject.abstractions(&Question::default()), None);
        Side { story, engine, packings }
    }

    /// The state that stands for all states from which the same can follow as from this one.
    fn representative(&self, words: &[u64]) -> State {
        let packing = &self.packings[self.engine.scene(words).index()];
        let (mut key, mut state) = (vec![0; packing.words], words.to_vec().into_boxed_slice());
        packing.pack(words, &mut key);
        packing.unpack(&key, &mut state);
        state
    }

    fn goes_on(&self, words: &[u64]) -> Option<Exit> {
        let scene = self.engine.scene(words);
        matches!(self.story.scene(scene).body, Body::Goto(_)).then_some(Exit::Scene(scene))
    }

    /// Plays on to the end of a turn, in every way that `draw` allows.
    fn turn(
        &self,
        words: &State,
        exit: Option<Exit>,
        draw: impl Fn(&Within, Exit) -> FollowedArms,
    ) -> Result<Vec<Within>, Survival> {
        let mut open = vec![Within { words: words.clone(), exit, arms: 0, draws: Vec::new() }];
        let mut ended = Vec::new();
        while let Some(game) = open.pop() {
            let (exit, arms) = match game.exit.map(|exit| (exit, self.engine.outcome(&game.words, exit))) {
                _ if game.arms > LONGEST => return Err(Survival::Unknown),
                None | Some((_, Outcome::Nowhere)) => {
                    ended.push(game);
                    continue;
                }
                Some((exit, Outcome::Certain(arm))) => (exit, vec![(arm, None)]),
                Some((exit, Outcome::Drawn(_))) => (exit, draw(&game, exit)?),
            };
            for (arm, step) in arms {
                let mut words = game.words.clone();
                let to = self.engine.take(&mut words, exit, arm);
                self.engine.enter(&mut words, to);
                let draws = game.draws.iter().copied().chain(step).collect();
                open.push(Within { exit: self.goes_on(&words), words, arms: game.arms + 1, draws });
            }
        }
        Ok(ended)
    }
}

/// Two games after a turn: their states, the position of the pair `before` the turn, and the decisions of the turn.
struct Pair {
    states: (State, State),
    before: Option<usize>,
    steps: Box<[PathStep]>,
}

/// All pairs, in the order in which they were found. `known` only tells which are new; its order does not matter.
struct Pairs<'s> {
    old: &'s Side<'s>,
    new: &'s Side<'s>,
    all: Vec<Pair>,
    known: HashSet<(State, State)>,
}

impl Pairs<'_> {
    /// Plays a turn of both games to its end, for every draw that the old game can make, and adds the pairs that
    /// follow. `steps` are the decisions that were made since the pair `before`.
    fn turn(
        &mut self,
        before: Option<usize>,
        steps: &[PathStep],
        (one, other): (State, State),
        exits: (Option<Exit>, Option<Exit>),
    ) -> Result<(), Survival> {
        let (old, new) = (self.old, self.new);
        let each_arm = |game: &Within, exit| {
            let arms = old.engine.arms(&game.words, exit);
            Ok(arms.map(|(arm, _)| (arm, Some(PathStep::Draw(exit, arm)))).collect())
        };
        for game in old.turn(&one, exits.0, each_arm)? {
            let refused = |made: usize| Survival::Broken(self.path(before, &[steps, &game.draws[..=made]]));
            // If the new game draws more often than the old one, a seed decides the further draws: so try every arm.
            let follow = |within: &Within, exit| {
                let made = within.draws.len();
                let mut arms = new.engine.arms(&within.words, exit).map(|(arm, _)| arm);
                let Some(&step) = game.draws.get(made) else { return Ok(arms.map(|arm| (arm, None)).collect()) };
                let PathStep::Draw(from, drawn) = step else { return Err(refused(made)) };
                let name = old.story.arm_name(from, drawn);
                let same = arms.find(|&arm| new.story.arm_name(exit, arm) == name);
                Ok(vec![(same.ok_or_else(|| refused(made))?, Some(step))])
            };
            let ended = new.turn(&other, exits.1, follow)?;
            if let Some(within) = ended.iter().find(|within| within.draws.len() < game.draws.len()) {
                return Err(refused(within.draws.len()));
            }
            for within in ended {
                let states = (old.representative(&game.words), new.representative(&within.words));
                if self.known.insert(states.clone()) {
                    let steps = [steps, &game.draws].concat().into();
                    self.all.push(Pair { states, before, steps });
                }
            }
        }
        Ok(())
    }

    /// All decisions that lead to a pair, and then those of `last`.
    fn path(&self, pair: Option<usize>, last: &[&[PathStep]]) -> Vec<PathStep> {
        let mut parts = vec![last.concat()];
        let mut at = pair;
        while let Some(pair) = at.map(|at| &self.all[at]) {
            parts.push(pair.steps.to_vec());
            at = pair.before;
        }
        parts.into_iter().rev().flatten().collect()
    }
}
