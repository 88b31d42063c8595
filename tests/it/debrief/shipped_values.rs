//! The values of the shipped story, worked out once more from its first decision on: by trying everything, with the
//! engine's rules and nothing of the exploration.

use super::{Known, golden, played, shipped};
use counterpitch::debrief::{Outlook, StepKind};
use counterpitch::engine::{Engine, Field, Outcome};
use counterpitch::game::{Event, Game};
use counterpitch::story::{ChoiceId, Exit, Expression, SceneId, Story};
use std::collections::HashMap;

/// A value under ordinary, best and random play.
type Value = [f64; 3];

/// Works out values for one goal by trying everything, and remembers what it has tried by what can still matter.
struct Plain<'a> {
    story: &'a Story,
    engine: &'a Engine,
    goal: usize,
    /// By scene, whether the goal is settled there.
    settled: Vec<bool>,
    /// By scene, the bits of a state that can still matter there.
    matters: Vec<Vec<u64>>,
    tried: HashMap<Vec<u64>, Value>,
}

impl<'a> Plain<'a> {
    fn new(known: &'a Known, goal: usize) -> Plain<'a> {
        let (story, engine) = (&known.story, &known.engine);
        let settled = settled(story, goal);
        let matters = matters(story, engine, goal, &settled);
        Plain { story, engine, goal, settled, matters, tried: HashMap::new() }
    }

    fn state(&mut self, words: &[u64]) -> Value {
        let scene = self.engine.scene(words);
        let matters = &self.matters[scene.index()];
        let key: Vec<u64> = words.iter().zip(matters).map(|(word, bits)| word & bits).collect();
        if let Some(&value) = self.tried.get(&key) {
            return value;
        }
        let value = if self.settled[scene.index()] {
            [self.engine.worth(words, self.goal); 3]
        } else if self.story.scene(scene).goto().is_some() {
            self.way(words, Exit::Scene(scene))
        } else {
            let open: Vec<ChoiceId> = self.engine.available(words).collect();
            let values: Vec<Value> = open.into_iter().map(|choice| self.choice(words, choice)).collect();
            let under = |play: usize| values.iter().map(move |value| value[play]);
            let mean = |play: usize| under(play).sum::<f64>() / values.len().max(1) as f64;
            let most = |play: usize| under(play).fold(0.0, f64::max);
            [(most(0) + mean(0)) / 2.0, most(1), mean(2)]
        };
        self.tried.insert(key, value);
        value
    }

    fn choice(&mut self, words: &[u64], choice: ChoiceId) -> Value {
        let mut chosen = words.to_vec();
        self.engine.choose(&mut chosen, choice);
        self.way(&chosen, Exit::Choice(choice))
    }

    fn way(&mut self, words: &[u64], exit: Exit) -> Value {
        match self.engine.outcome(words, exit) {
            Outcome::Nowhere => [0.0; 3],
            Outcome::Certain(arm) => self.arm(words, exit, arm),
            Outcome::Drawn(of) => {
                let arms: Vec<(u8, u32)> = self.engine.arms(words, exit).collect();
                let mut mean = [0.0; 3];
                for (arm, weight) in arms {
                    let value = self.arm(words, exit, arm);
                    let share = f64::from(weight) / f64::from(of);
                    (0..3).for_each(|play| mean[play] += share * value[play]);
                }
                mean
            }
        }
    }

    fn arm(&mut self, words: &[u64], exit: Exit, arm: u8) -> Value {
        let mut next = words.to_vec();
        let target = self.engine.take(&mut next, exit, arm);
        self.engine.enter(&mut next, target);
        self.state(&next)
    }
}

/// What can still matter for a goal, by scene. A part of a state that no scene asks about which may yet come decides
/// neither what is available nor where it leads nor what that is worth, so states that differ in nothing else are worth
/// the same.
fn matters(story: &Story, engine: &Engine, goal: usize, settled: &[bool]) -> Vec<Vec<u64>> {
    let own = |scene| asked(story, engine, goal, scene, settled[scene.index()]);
    let mut matters: Vec<Vec<u64>> = story.scene_ids().map(own).collect();
    loop {
        let before = matters.clone();
        for scene in story.scene_ids().filter(|scene| !settled[scene.index()]) {
            for next in targets(story, scene) {
                let later = matters[next.index()].clone();
                matters[scene.index()].iter_mut().zip(later).for_each(|(bits, more)| *bits |= more);
            }
        }
        if matters == before {
            return matters;
        }
    }
}

/// The bits of a state that a scene itself asks about: which scene it is, what its conditions read and the marks of its
/// choices; once all is settled, what the goal reads.
fn asked(story: &Story, engine: &Engine, goal: usize, id: SceneId, is_settled: bool) -> Vec<u64> {
    let (layout, scene) = (engine.layout(), story.scene(id));
    let mut fields: Vec<Option<Field>> = vec![Some(layout.scene)];
    let mut read = |expression: &Expression| {
        expression.walk(&mut |part| match part {
            Expression::Variable(variable) => fields.push(Some(layout.variable(*variable))),
            Expression::Visited(other) => fields.push(layout.visited[other.index()]),
            Expression::Again => fields.extend([layout.again[id.index()], layout.visited[id.index()]]),
            _ => {}
        });
    };
    if is_settled {
        story.goals[goal].expressions().for_each(&mut read);
    } else {
        scene.rules().for_each(&mut read);
        fields.extend(&layout.taken[id.index()]);
    }
    let mut bits = vec![0; engine.words()];
    fields.into_iter().flatten().for_each(|field| bits[field.word()] |= field.bits());
    bits
}

/// Whether a scene settles a goal: it is an ending, or the goal asks for nothing but variables that no scene from this
/// one on changes. Every play of the shipped story ends, so that it comes to what the goal says here.
fn settled(story: &Story, goal: usize) -> Vec<bool> {
    let mut asks_for = Vec::new();
    let mut asks_for_the_scene = false;
    for expression in story.goals[goal].expressions() {
        expression.walk(&mut |part| match part {
            Expression::Variable(variable) => asks_for.push(*variable),
            Expression::Visited(_) | Expression::Again | Expression::At(_) | Expression::Act(_) => {
                asks_for_the_scene = true;
            }
            _ => {}
        });
    }
    let changes = |scene: SceneId| {
        let mut changes = story.scene(scene).effects().flat_map(|effect| &effect.changes);
        changes.any(|change| asks_for.contains(&change.variable()))
    };
    let is_open = |scene: SceneId| !story.scene(scene).is_ending() && (asks_for_the_scene || changes(scene));
    let mut open: Vec<bool> = story.scene_ids().map(is_open).collect();
    loop {
        let before = open.clone();
        for scene in story.scene_ids() {
            open[scene.index()] |= targets(story, scene).any(|next| before[next.index()]);
        }
        if open == before {
            return open.iter().map(|is_open| !is_open).collect();
        }
    }
}

fn targets(story: &Story, scene: SceneId) -> impl Iterator<Item = SceneId> + '_ {
    story.scene(scene).ways().flat_map(|way| &way.arms).map(|arm| arm.to)
}

/// Compares every value of a game's debrief for one goal: at the start, after every choice that could have been made,
/// and before and after each draw.
#[track_caller]
fn check(known: &Known, game: &Game, plain: &mut Plain) {
    let debrief = known.debrief(game);
    let goal = plain.goal;
    let compare = |what: &str, told: &Outlook, value: Value| {
        for (play, value) in value.into_iter().enumerate() {
            let told = told.chance(goal, play).low;
            assert!((told - value).abs() < 1e-9, "{what}: {told} is not {value}");
        }
    };
    compare("the start", &debrief.timeline.start, plain.state(&known.engine.begin()));
    let mut draws = game.turns().iter().flat_map(|turn| &turn.events).filter_map(|event| match event {
        Event::Drew(drawn, moment) => Some((drawn, moment)),
        Event::Entered(..) | Event::Said(..) => None,
    });
    for step in &debrief.timeline.steps {
        match step.kind {
            StepKind::Decision(_) => {
                let turn = &game.turns()[step.number];
                let (choice, offered) = turn.choice.as_ref().expect("a decision has a choice");
                compare(&step.told, &step.before, plain.state(&offered.words));
                compare(&step.told, &step.after, plain.choice(&offered.words, *choice));
                for other in &step.alternatives {
                    compare(&other.told, &other.after, plain.choice(&offered.words, other.choice));
                }
            }
            StepKind::Draw(_) => {
                let (drawn, moment) = draws.next().expect("the line tells the draws of the game");
                compare(&step.told, &step.before, plain.way(&moment.words, drawn.exit));
                compare(&step.told, &step.after, plain.arm(&moment.words, drawn.exit, drawn.arm));
            }
            StepKind::Told(_) => {}
        }
    }
    assert!(draws.next().is_none());
}

#[test]
fn the_shipped_story_has_the_values_that_trying_everything_finds_from_the_first_decision_on() {
    // An order, and an order with the team still whole: the third goal asks which ending it is, which no scene settles.
    for goal in 0..2 {
        let mut plain = Plain::new(shipped(), goal);
        golden::NAMES.iter().for_each(|name| check(shipped(), &played(name), &mut plain));
    }
}
