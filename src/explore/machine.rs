//! A story as a machine of guarded commands: what the exports to PRISM and to Promela have in common.
//!
//! The states of the machine are those of docs/format.md, rule 4. A step between two states is one command. Its guard
//! and its updates are expressions over the earlier state.

use crate::engine::Engine;
use crate::story::{
    Arm, Change, ChoiceId, Comparison, Condition, Effect, Exit, Expression, Operation, SceneId, Story, Way,
};
use std::collections::BTreeMap;

/// How a modelling language writes expressions.
pub(super) struct Notation {
    pub and: &'static str,
    pub or: &'static str,
    pub equal: &'static str,
    /// Writes a conditional expression from the condition, the value if it holds, and the value otherwise.
    pub choose: fn(&str, &str, &str) -> String,
    /// Writes a number that is kept between a least and a greatest value.
    pub clamp: fn(&str, i32, i32) -> String,
}

/// The new values of a state's parts, by name, as expressions over the earlier state. A part that is not listed keeps
/// its value.
pub(super) type Updates = BTreeMap<String, String>;

/// A variable or a mark in the model's state. The current scene is written separately.
pub(super) struct StatePart {
    pub name: String,
    /// The least and the greatest value; `None` when the part is true or false.
    pub range: Option<(i32, i32)>,
    /// The value in the first state.
    pub first: i32,
}

/// A choice, or a scene that goes on by itself.
pub(super) struct WayOn<'a> {
    pub way: &'a Way,
    pub effects: &'a [Effect],
    /// The name of the mark that the choice sets; `None` when it sets none.
    pub mark: Option<String>,
    /// The state after the effects and the mark of the choice, and before any arm.
    pub values: Updates,
    /// The author's name for the choice or the scene.
    pub name: String,
    /// The condition under which the way can be taken.
    pub guard: String,
    /// For each arm the condition under which it takes part: its own condition holds, and its weight is above 0.
    pub holds: Vec<String>,
    pub is_choice: bool,
}

pub(super) struct Machine<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    pub notation: Notation,
}

impl<'a> Machine<'a> {
    pub fn parts(&self) -> Vec<StatePart> {
        let (story, layout, begin) = (self.story, self.engine.layout(), self.engine.begin());
        let variables = story.variables.iter().zip(&layout.variables).map(|(variable, field)| {
            let range = (!variable.is_flag).then_some((variable.min, variable.max));
            StatePart { name: format!("v_{}", variable.name), range, first: field.value(&begin) }
        });
        let taken = story.choice_ids().filter_map(|id| Some((taken(id), layout.taken(id)?)));
        let visited = story.scene_ids().filter_map(|id| Some((visited(id), layout.visited[id.index()]?)));
        let marks = taken.chain(visited).chain(layout.again_anywhere.map(|again| ("again".into(), again)));
        let marks = marks.map(|(name, field)| StatePart { name, range: None, first: field.value(&begin) });
        variables.chain(marks).collect()
    }

    /// All ways on, in the order of the story.
    pub fn ways(&self) -> Vec<WayOn<'a>> {
        let exits = self.story.scene_ids().flat_map(|id| self.story.exits_of(id));
        exits.map(|exit| self.way_on(exit)).collect()
    }

    fn way_on(&self, exit: Exit) -> WayOn<'a> {
        let (story, and) = (self.story, self.notation.and);
        let mut guard = self.at(exit.scene());
        let (mut values, mut effects, mut mark) = (Updates::new(), &[][..], None);
        let mut name = story.scene(exit.scene()).name.clone();
        if let Exit::Choice(id) = exit {
            name = story.choice_name(id);
            guard += &format!("{and}{}", self.is_open(id));
            let others = story.choices_of(id.scene).filter(|&other| !story.choice(other).fallback);
            for other in others.filter(|_| story.choice(id).fallback) {
                guard += &format!("{and}!{}", self.is_open(other));
            }
            mark = self.engine.layout().taken(id).map(|_| taken(id));
            values.extend(mark.iter().map(|mark| (mark.clone(), "true".into())));
            effects = &story.choice(id).effects;
            self.apply(effects, &mut values);
        }
        let way = story.way(exit);
        let takes_part = |arm: &Arm| {
            let condition = self.condition(&arm.when, &values);
            match &arm.weight {
                Expression::Integer(_) => condition,
                weight => format!("({condition}{and}{} > 0)", self.expression(weight, &values)),
            }
        };
        let holds = way.arms.iter().map(takes_part).collect();
        WayOn { way, effects, mark, values, name, guard, holds, is_choice: matches!(exit, Exit::Choice(_)) }
    }

    /// The condition under which a choice is available, whether or not it is a fallback. `way_on` adds what a fallback
    /// needs of the other choices.
    fn is_open(&self, id: ChoiceId) -> String {
        let choice = self.story.choice(id);
        let fresh = if choice.once { format!("{}!{}", self.notation.and, taken(id)) } else { String::new() };
        format!("({}{fresh})", self.condition(&choice.when, &Updates::new()))
    }

    /// The changes of the marks when a scene is entered, in order: the name of each mark and its new value.
    pub fn marks(&self, to: SceneId) -> Vec<(String, String)> {
        let layout = self.engine.layout();
        let mut marks = Vec::new();
        if layout.again_anywhere.is_some() {
            let before = if layout.again[to.index()].is_some() { visited(to) } else { "false".into() };
            marks.push(("again".into(), before));
        }
        marks.extend(layout.visited[to.index()].map(|_| (visited(to), "true".into())));
        marks
    }

    /// Applies effects to `values`, one after the other.
    pub fn apply(&self, effects: &[Effect], values: &mut Updates) {
        for effect in effects {
            let when = effect.when.as_ref().map(|when| self.expression(&when.expression, values));
            for &change in &effect.changes {
                let name = self.variable(change);
                let old = values.get(&name).unwrap_or(&name);
                let new = self.changed(change, old, when.as_deref());
                values.insert(name, new);
            }
        }
    }

    pub fn variable(&self, change: Change) -> String {
        format!("v_{}", self.story.variables[change.variable().index()].name)
    }

    /// The value of a variable after a change. With a condition `when`, the change happens only if the condition holds.
    pub fn changed(&self, change: Change, old: &str, when: Option<&str>) -> String {
        let variable = &self.story.variables[change.variable().index()];
        let either =
            |new: String, other: &str| when.map(|when| (self.notation.choose)(when, &new, other)).unwrap_or(new);
        match change {
            Change::Assign(_, value) if variable.is_flag => either((value == 1).to_string(), old),
            Change::Assign(_, value) => either(value.to_string(), old),
            Change::Add(_, amount) => {
                let amount = if when.is_some() { either(amount.to_string(), "0") } else { format!("({amount})") };
                (self.notation.clamp)(&format!("{old} + {amount}"), variable.min, variable.max)
            }
        }
    }

    pub fn condition(&self, when: &Option<Condition>, values: &Updates) -> String {
        when.as_ref().map_or("true".into(), |when| self.expression(&when.expression, values))
    }

    fn at(&self, scene: SceneId) -> String {
        format!("scene{}{}", self.notation.equal, scene.0)
    }

    pub fn expression(&self, expression: &Expression, values: &Updates) -> String {
        let Notation { and, or, equal, choose, .. } = self.notation;
        let value = |name: String| values.get(&name).cloned().unwrap_or(name);
        let part = |part: &Expression| self.expression(part, values);
        let chain = |parts: &[Expression], sign| joined(parts.iter().map(part), sign);
        let fold = |parts: &[Expression], sign: &str| {
            let better = |best: String, next: String| choose(&format!("{best} {sign} {next}"), &best, &next);
            parts.iter().map(part).reduce(better).unwrap_or_default()
        };
        match expression {
            Expression::Integer(value) => format!("({value})"),
            Expression::Boolean(value) => value.to_string(),
            Expression::Variable(id) => value(format!("v_{}", self.story.variables[id.index()].name)),
            Expression::Visited(id) => value(visited(*id)),
            Expression::Chosen(id) => value(taken(*id)),
            Expression::Again => value("again".into()),
            Expression::Ended => "ended".into(),
            Expression::At(id) => format!("({})", self.at(*id)),
            Expression::Act(id) => {
                let scenes = &self.story.acts[id.index()].scenes;
                format!("(scene>={}{and}scene<{})", scenes.start, scenes.end)
            }
            Expression::Choices => unreachable!("what asks for choices is left out"),
            Expression::Apply(operation, parts) => match operation {
                Operation::Not => format!("!({})", part(&parts[0])),
                Operation::And => chain(parts, and),
                Operation::Or => chain(parts, or),
                Operation::Sum => chain(parts, " + "),
                Operation::Product => chain(parts, " * "),
                Operation::Min => fold(parts, "<"),
                Operation::Max => fold(parts, ">"),
                Operation::Negate => format!("(0 - {})", part(&parts[0])),
                Operation::Abs => {
                    let inner = part(&parts[0]);
                    choose(&format!("{inner} < 0"), &format!("(0 - {inner})"), &inner)
                }
                Operation::Count => joined(parts.iter().map(|each| choose(&part(each), "1", "0")), " + "),
            },
            Expression::Compare(comparison, sides) => {
                let sign = match comparison {
                    Comparison::Equal => equal,
                    Comparison::NotEqual => "!=",
                    Comparison::Less => "<",
                    Comparison::LessOrEqual => "<=",
                    Comparison::Greater => ">",
                    Comparison::GreaterOrEqual => ">=",
                };
                format!("({} {sign} {})", part(&sides[0]), part(&sides[1]))
            }
        }
    }
}

fn joined(parts: impl Iterator<Item = String>, sign: &str) -> String {
    format!("({})", parts.collect::<Vec<_>>().join(sign))
}

fn taken(choice: ChoiceId) -> String {
    format!("taken_{}_{}", choice.scene.0, choice.index)
}

fn visited(scene: SceneId) -> String {
    format!("visited_{}", scene.0)
}
