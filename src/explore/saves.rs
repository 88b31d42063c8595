//! Whether the games of one version of a story can be continued in another.
//!
//! A saved game is the list of its decisions. So two games are played side by side, one in each version. They make
//! every decision that the old version allows; the new version must allow it as well. Pairs of games from which the
//! same can follow count as one.

use super::abstraction::question::Question;
use super::limits::Limits;
use super::states::packing::Packing;
use super::subject::Subject;
use super::ways::paths::PathStep;
use crate::engine::{Engine, Outcome};
use crate::story::{Body, ChoiceId, Exit, Story};
use std::collections::HashSet;

/// Whether saved games survive an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Survival {
    /// Every game that can be saved can be continued.
    Proved,
    /// A shortest game of the old version whose last decision is not possible any more.
    Broken(Vec<PathStep>),
    /// A limit stopped the search.
    Unknown,
}

/// The search gives up at a turn that takes more arms than this: few stories go on for so long without a choice.
const LONGEST: usize = 1_000;

/// About the bytes that a pair of games takes.
const PAIR: usize = 350;

type State = Box<[u64]>;

/// Plays all games of both versions side by side.
pub fn saves(old: (&Story, &Engine), new: (&Story, &Engine), limits: &Limits) -> Survival {
    let (old, new) = (Side::new(old), Side::new(new));
    let mut pairs = Pairs::default();
    let begin = (old.engine.begin(), new.engine.begin());
    let begun = TurnPair { old: &old, new: &new }.play(begin, None, &mut |draws, pair| pairs.add(None, draws, pair));
    match begun {
        Err(TurnError::Refused(draws)) => return Survival::Broken(draws),
        Err(TurnError::TooLong) => return Survival::Unknown,
        Ok(()) => {}
    }
    let most = (limits.memory / PAIR).min(limits.states.map_or(usize::MAX, |states| states as usize));
    let mut next = 0;
    while next < pairs.all.len() {
        let (before, after) = pairs.all[next].states.clone();
        for choice in old.engine.available(&before) {
            let step = PathStep::Choice(choice);
            let Some(same) = new.same_choice(&old, choice, &after) else {
                return Survival::Broken(pairs.path(next, vec![step]));
            };
            let (mut one, mut other) = (before.clone(), after.clone());
            old.engine.choose(&mut one, choice);
            new.engine.choose(&mut other, same);
            let exits = (Exit::Choice(choice), Exit::Choice(same));
            let add = &mut |draws: &[PathStep], pair| pairs.add(Some(next), &[&[step], draws].concat(), pair);
            match (TurnPair { old: &old, new: &new }).play((one, other), Some(exits), add) {
                Err(TurnError::Refused(draws)) => {
                    return Survival::Broken(pairs.path(next, [vec![step], draws].concat()));
                }
                Err(TurnError::TooLong) => return Survival::Unknown,
                Ok(()) => {}
            }
        }
        next += 1;
        if pairs.all.len() > most {
            return Survival::Unknown;
        }
    }
    Survival::Proved
}

/// One of the two versions.
struct Side<'a> {
    story: &'a Story,
    engine: &'a Engine,
    packings: Vec<Packing>,
}

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

    /// The choice of the same name in a state of this version; `None` when the state does not offer it.
    fn same_choice(&self, old: &Side, choice: ChoiceId, words: &[u64]) -> Option<ChoiceId> {
        let name = old.story.choice_name(choice);
        self.engine.available(words).find(|&other| self.story.choice_name(other) == name)
    }

    fn goes_on(&self, words: &[u64]) -> Option<Exit> {
        let scene = self.engine.scene(words);
        matches!(self.story.scene(scene).body, Body::Goto(_)).then_some(Exit::Scene(scene))
    }

    /// The state after a way is taken by an arm, with its scene entered.
    fn take(&self, words: &[u64], exit: Exit, arm: u8) -> State {
        let mut words: State = words.into();
        let to = self.engine.take(&mut words, exit, arm);
        self.engine.enter(&mut words, to);
        words
    }
}

/// A callback for a turn that was played: its draws, and the states of both games after it.
type Add<'f> = dyn FnMut(&[PathStep], (State, State)) + 'f;

/// Why a turn was not played.
enum TurnError {
    /// The last of these draws is not possible in the new version.
    Refused(Vec<PathStep>),
    /// The turn takes more than [`LONGEST`] arms.
    TooLong,
}

/// One turn of both games, from a choice to the next.
struct TurnPair<'s> {
    old: &'s Side<'s>,
    new: &'s Side<'s>,
}

/// A game in the middle of a turn. `exit` is the way that it takes next; `None` when the turn is over.
struct Within {
    words: State,
    exit: Option<Exit>,
    arms: usize,
    draws: Vec<PathStep>,
}

impl Within {
    fn next(&self, side: &Side, exit: Exit, arm: u8, drawn: Option<PathStep>) -> Within {
        let words = side.take(&self.words, exit, arm);
        let draws = self.draws.iter().copied().chain(drawn).collect();
        Within { exit: side.goes_on(&words), words, arms: self.arms + 1, draws }
    }
}

impl TurnPair<'_> {
    /// Plays both games on to their next choices, for every draw that the old game can make.
    fn play(&self, pair: (State, State), exits: Option<(Exit, Exit)>, add: &mut Add) -> Result<(), TurnError> {
        let exit = exits.map(|exits| exits.0).or_else(|| self.old.goes_on(&pair.0));
        let mut open = vec![Within { words: pair.0, exit, arms: 0, draws: Vec::new() }];
        while let Some(game) = open.pop() {
            match game.exit.map(|exit| (exit, self.old.engine.outcome(&game.words, exit))) {
                _ if game.arms > LONGEST => return Err(TurnError::TooLong),
                None | Some((_, Outcome::Nowhere)) => {
                    let exit = exits.map(|exits| exits.1).or_else(|| self.new.goes_on(&pair.1));
                    let new = Within { words: pair.1.clone(), exit, arms: 0, draws: Vec::new() };
                    self.follow(&game, new, add)?;
                }
                Some((exit, Outcome::Certain(arm))) => open.push(game.next(self.old, exit, arm, None)),
                Some((exit, Outcome::Drawn(_))) => {
                    let arms = self.old.engine.arms(&game.words, exit);
                    let next = |(arm, _)| game.next(self.old, exit, arm, Some(PathStep::Draw(exit, arm)));
                    open.extend(arms.map(next));
                }
            }
        }
        Ok(())
    }

    /// Makes the draws of the old game in the new one. If the new game draws more often, a seed will decide these
    /// draws: so every arm is tried.
    fn follow(&self, old: &Within, new: Within, add: &mut Add) -> Result<(), TurnError> {
        let mut open = vec![new];
        while let Some(game) = open.pop() {
            let made = game.draws.len();
            let refused = || TurnError::Refused(old.draws[..=made].to_vec());
            match game.exit.map(|exit| (exit, self.new.engine.outcome(&game.words, exit))) {
                _ if game.arms > LONGEST => return Err(TurnError::TooLong),
                None | Some((_, Outcome::Nowhere)) if made < old.draws.len() => return Err(refused()),
                None | Some((_, Outcome::Nowhere)) => {
                    add(&old.draws, (self.old.representative(&old.words), self.new.representative(&game.words)));
                }
                Some((exit, Outcome::Certain(arm))) => open.push(game.next(self.new, exit, arm, None)),
                Some((exit, Outcome::Drawn(_))) => {
                    let mut arms = self.new.engine.arms(&game.words, exit).map(|(arm, _)| arm);
                    let Some(&step) = old.draws.get(made) else {
                        open.extend(arms.map(|arm| game.next(self.new, exit, arm, None)));
                        continue;
                    };
                    let PathStep::Draw(from, drawn) = step else { return Err(refused()) };
                    let name = self.old.story.arm_name(from, drawn);
                    let same = arms.find(|&arm| self.new.story.arm_name(exit, arm) == name);
                    open.push(game.next(self.new, exit, same.ok_or_else(refused)?, Some(step)));
                }
            }
        }
        Ok(())
    }
}

/// The states of both games after a turn; the pair `before` that turn, by position; the decisions of the turn.
struct Pair {
    states: (State, State),
    before: Option<usize>,
    steps: Box<[PathStep]>,
}

/// All pairs, in the order in which they were found. `known` only tells which are new; its order does not matter.
#[derive(Default)]
struct Pairs {
    all: Vec<Pair>,
    known: HashSet<(State, State)>,
}

impl Pairs {
    fn add(&mut self, before: Option<usize>, steps: &[PathStep], states: (State, State)) {
        if self.known.insert(states.clone()) {
            self.all.push(Pair { states, before, steps: steps.into() });
        }
    }

    /// All decisions that lead to a pair, and then those of `last`.
    fn path(&self, number: usize, last: Vec<PathStep>) -> Vec<PathStep> {
        let mut parts = vec![last];
        let mut at = Some(number);
        while let Some(pair) = at.map(|at| &self.all[at]) {
            parts.push(pair.steps.to_vec());
            at = pair.before;
        }
        parts.into_iter().rev().flatten().collect()
    }
}
