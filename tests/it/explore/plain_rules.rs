//! The rules of play a second time, word for word as docs/format.md has them, on states that are plain maps. It shares
//! nothing with the engine and the explorer but the story itself, and cares for nothing but being right.

use counterpitch::story::{
    Arm, Body, Change, Choice, ChoiceId, Comparison, Condition, Effect, Expression, Operation, SceneId, Story, Way,
};
use std::collections::{BTreeMap, BTreeSet};

/// A state of rule 4.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State {
    pub scene: SceneId,
    pub values: Vec<i32>,
    pub taken: BTreeSet<ChoiceId>,
    pub visited: BTreeSet<SceneId>,
    pub again: bool,
}

/// One thing that can be done in a state: a choice, or (`None`) going on; with the arms that can follow, each with its
/// weight and the state that it leads to.
#[derive(Clone, Debug)]
pub struct Move {
    pub choice: Option<ChoiceId>,
    pub arms: Vec<(u32, State)>,
}

/// A story and what its expressions ask of the past.
pub struct Rules<'a> {
    pub story: &'a Story,
    asked: BTreeSet<SceneId>,
    asked_again: BTreeSet<SceneId>,
    asked_choices: BTreeSet<ChoiceId>,
}

impl<'a> Rules<'a> {
    pub fn new(story: &'a Story) -> Rules<'a> {
        let mut asked = BTreeSet::new();
        let mut asked_again = BTreeSet::new();
        let mut asked_choices = BTreeSet::new();
        let mut everywhere = false;
        let mut general: Vec<&Expression> = Vec::new();
        general.extend(story.goals.iter().flat_map(|goal| goal.expressions()));
        general.extend(story.properties.iter().map(|property| &property.claim.condition().expression));
        general.extend(story.stakeholders.iter().filter_map(|person| Some(&person.known.as_ref()?.expression)));
        general.extend(story.stakeholders.iter().filter_map(|person| Some(&person.show.as_ref()?.expression)));
        general.extend(story.counters.iter().filter_map(|counter| Some(&counter.show.as_ref()?.expression)));
        for expression in general {
            note(expression, &mut asked, &mut asked_choices, &mut everywhere);
        }
        for id in story.scene_ids() {
            let mut again = everywhere;
            for expression in story.scene(id).rules() {
                note(expression, &mut asked, &mut asked_choices, &mut again);
            }
            for text in story.scene(id).texts() {
                let template = story.texts[0].template(text);
                let mut visit = |expression| note(expression, &mut asked, &mut asked_choices, &mut again);
                template.expressions(&mut visit);
            }
            if again {
                asked_again.insert(id);
            }
        }
        Rules { story, asked, asked_again, asked_choices }
    }

    pub fn start(&self) -> State {
        let state = State {
            scene: self.story.start,
            values: self.story.variables.iter().map(|variable| variable.start).collect(),
            taken: BTreeSet::new(),
            visited: BTreeSet::new(),
            again: false,
        };
        self.enter(state, self.story.start)
    }

    /// A state without what rule 4 leaves out: marks that nobody asks for.
    pub fn visible(&self, state: &State) -> State {
        let keeps = |scene: &SceneId| self.asked.contains(scene) || self.asked_again.contains(scene);
        State {
            visited: state.visited.iter().copied().filter(keeps).collect(),
            again: state.again && self.asked_again.contains(&state.scene),
            ..state.clone()
        }
    }

    pub fn moves(&self, state: &State) -> Vec<Move> {
        match &self.story.scene(state.scene).body {
            Body::Ending { .. } => Vec::new(),
            Body::Goto(way) => {
                let arms = self.arms(way, state);
                if arms.is_empty() { Vec::new() } else { vec![Move { choice: None, arms }] }
            }
            Body::Choices(choices) => {
                let id = |index: usize| ChoiceId { scene: state.scene, index: index as u8 };
                let open = |index: usize, choice: &Choice| {
                    !(choice.once && state.taken.contains(&id(index))) && self.holds_if(&choice.when, state)
                };
                let no_other =
                    !choices.iter().enumerate().any(|(index, choice)| !choice.fallback && open(index, choice));
                let offered = choices
                    .iter()
                    .enumerate()
                    .filter(|&(index, choice)| open(index, choice) && if choice.fallback { no_other } else { true });
                offered
                    .map(|(index, choice)| {
                        let mut chosen = state.clone();
                        if choice.once || self.asked_choices.contains(&id(index)) {
                            chosen.taken.insert(id(index));
                        }
                        self.apply(&choice.effects, &mut chosen);
                        Move { choice: Some(id(index)), arms: self.arms(&choice.goto, &chosen) }
                    })
                    .collect()
            }
        }
    }

    fn arms(&self, way: &Way, state: &State) -> Vec<(u32, State)> {
        let weight = |arm: &Arm| self.number(&arm.weight, state, 0);
        let takes_part = |arm: &&Arm| self.holds_if(&arm.when, state) && weight(arm) > 0;
        let mut held: Vec<&Arm> = way.arms.iter().filter(takes_part).collect();
        if !way.drawn {
            held.truncate(1);
        }
        held.into_iter()
            .map(|arm| {
                let mut next = state.clone();
                self.apply(&arm.effects, &mut next);
                (weight(arm) as u32, self.enter(next, arm.to))
            })
            .collect()
    }

    fn enter(&self, mut state: State, scene: SceneId) -> State {
        state.again = state.visited.contains(&scene);
        state.visited.insert(scene);
        state.scene = scene;
        self.apply(&self.story.scene(scene).effects, &mut state);
        state
    }

    fn apply(&self, effects: &[Effect], state: &mut State) {
        for effect in effects {
            if self.holds_if(&effect.when, state) {
                for change in &effect.changes {
                    let variable = &self.story.variables[change.variable().index()];
                    let value = &mut state.values[change.variable().index()];
                    *value = match change {
                        Change::Add(_, amount) => (*value + amount).clamp(variable.min, variable.max),
                        Change::Assign(_, assigned) => *assigned,
                    };
                }
            }
        }
    }

    fn holds_if(&self, when: &Option<Condition>, state: &State) -> bool {
        when.as_ref().is_none_or(|when| self.holds(&when.expression, state, 0))
    }

    /// Whether a condition holds in a state after so many choices.
    pub fn holds(&self, expression: &Expression, state: &State, choices: i64) -> bool {
        let holds = |part: &Expression| self.holds(part, state, choices);
        match expression {
            Expression::Boolean(value) => *value,
            Expression::Variable(id) => state.values[id.index()] != 0,
            Expression::Visited(scene) => state.visited.contains(scene),
            Expression::Chosen(choice) => state.taken.contains(choice),
            Expression::Again => state.again,
            Expression::Ended => self.story.scene(state.scene).is_ending(),
            Expression::At(scene) => state.scene == *scene,
            Expression::Act(act) => self.story.scene(state.scene).act == *act,
            Expression::Apply(Operation::Not, parts) => !holds(&parts[0]),
            Expression::Apply(Operation::And, parts) => parts.iter().all(holds),
            Expression::Apply(Operation::Or, parts) => parts.iter().any(holds),
            Expression::Compare(comparison, sides) => {
                let [left, right] = [0, 1].map(|side| self.number(&sides[side], state, choices));
                match comparison {
                    Comparison::Equal => left == right,
                    Comparison::NotEqual => left != right,
                    Comparison::Less => left < right,
                    Comparison::LessOrEqual => left <= right,
                    Comparison::Greater => left > right,
                    Comparison::GreaterOrEqual => left >= right,
                }
            }
            other => panic!("{other:?} is no condition of a rule"),
        }
    }

    fn number(&self, expression: &Expression, state: &State, choices: i64) -> i64 {
        let number = |part: &Expression| self.number(part, state, choices);
        match expression {
            Expression::Integer(value) => *value,
            Expression::Variable(id) => i64::from(state.values[id.index()]),
            Expression::Choices => choices,
            Expression::Apply(Operation::Count, parts) => {
                parts.iter().filter(|part| self.holds(part, state, choices)).count() as i64
            }
            Expression::Apply(Operation::Min, parts) => parts.iter().map(number).min().expect("it has parts"),
            Expression::Apply(Operation::Max, parts) => parts.iter().map(number).max().expect("it has parts"),
            Expression::Apply(Operation::Abs, parts) => number(&parts[0]).abs(),
            Expression::Apply(Operation::Negate, parts) => -number(&parts[0]),
            Expression::Apply(Operation::Sum, parts) => parts.iter().map(number).sum(),
            Expression::Apply(Operation::Product, parts) => parts.iter().map(number).product(),
            other => panic!("{other:?} is no number"),
        }
    }
}

fn note(expression: &Expression, asked: &mut BTreeSet<SceneId>, choices: &mut BTreeSet<ChoiceId>, again: &mut bool) {
    expression.walk(&mut |part| match part {
        Expression::Visited(scene) => {
            asked.insert(*scene);
        }
        Expression::Chosen(choice) => {
            choices.insert(*choice);
        }
        Expression::Again => *again = true,
        _ => {}
    });
}

/// Every reachable state with what can be done in it; `None` when there are more than `most`.
pub fn all_states(rules: &Rules, most: usize) -> Option<BTreeMap<State, Vec<Move>>> {
    let mut states = BTreeMap::new();
    let mut open = vec![rules.visible(&rules.start())];
    while let Some(state) = open.pop() {
        if states.contains_key(&state) {
            continue;
        }
        if states.len() == most {
            return None;
        }
        let mut moves = rules.moves(&state);
        for (_, next) in moves.iter_mut().flat_map(|each| &mut each.arms) {
            *next = rules.visible(next);
            open.push(next.clone());
        }
        states.insert(state, moves);
    }
    Some(states)
}
