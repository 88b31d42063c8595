//! Finds what a step of a playthrough names, and describes for an author where a game does not go as its playthrough
//! says.

use super::playthrough::Named;
use crate::engine::Engine;
use crate::game::{Game, Moment};
use crate::source::{Label, Span, suggest};
use crate::story::{ChoiceId, Condition, Exit, Expression, SceneId, Story, VariableId};
use crate::view::Reader;

/// The first thing in a playthrough that did not go as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// A name for the kind of failure, for programs: it stays the same in later versions.
    pub kind: &'static str,
    /// What did not go as written; begins in lower case and has no full stop.
    pub message: String,
    /// Why it did not go as written; `None` when the message says all.
    pub reason: Option<String>,
    /// Never empty: the first label is in the playthrough, the others at the causes in the story.
    pub labels: Vec<Label>,
    pub state: String,
    /// The choices or arms that were possible instead; `None` when there were none.
    pub instead: Option<String>,
    /// What the author can do about it; `None` when there is no advice.
    pub help: Option<String>,
}

/// A failure in a box, because it would make every `Result` large.
pub(super) type Failed = Box<Failure>;

impl Failure {
    /// The place in the playthrough file: a step, or the `ending` or `expect` at the top.
    pub fn span(&self) -> Span {
        self.labels[0].span
    }

    pub fn line(&self) -> String {
        let reason = self.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let instead = self.instead.as_ref().map(|instead| format!("; {instead}")).unwrap_or_default();
        format!("{}{reason}; {}{instead}", self.message, self.state)
    }

    pub(super) fn help(mut self: Box<Failure>, help: impl Into<String>) -> Failed {
        self.help = Some(help.into());
        self
    }

    /// Uses the first label's text as the reason too.
    pub(super) fn because(mut self: Box<Failure>) -> Failed {
        self.reason = Some(self.labels[0].text.clone());
        self
    }

    pub(super) fn meant(mut self: Box<Failure>, meant: Option<&str>) -> Failed {
        self.help = meant.map(|meant| format!("did you mean `{meant}`?"));
        self
    }

    pub(super) fn instead(mut self: Box<Failure>, instead: String) -> Failed {
        self.instead = Some(instead);
        self
    }

    pub(super) fn also(mut self: Box<Failure>, label: Option<Label>) -> Failed {
        self.labels.extend(label);
        self
    }
}

/// One state of a replay. It can say whether a step is possible here, and describe a failure.
#[derive(Clone, Copy)]
pub(super) struct Witness<'w> {
    pub story: &'w Story,
    pub engine: &'w Engine,
    pub moment: &'w Moment,
}

impl<'w> Witness<'w> {
    pub fn new(game: &'w Game, moment: &'w Moment) -> Witness<'w> {
        Witness { story: game.story, engine: game.engine, moment }
    }

    /// A failure in this state, with the available choices as [`Failure::instead`]. `label` is the text at `span`.
    pub fn fail(self, kind: &'static str, span: Span, message: impl Into<String>, label: impl Into<String>) -> Failed {
        Box::new(Failure {
            kind,
            message: message.into(),
            reason: None,
            labels: vec![Label { span, text: label.into() }],
            state: self.state(),
            instead: self.choices(),
            help: None,
        })
    }

    /// A label at a false condition, with the values that it reads; `None` when the condition holds or is missing.
    pub fn denial(self, when: Option<&Condition>) -> Option<Label> {
        let when = when.filter(|when| !self.holds(when))?;
        Some(Label { span: when.span, text: self.values(when) })
    }

    pub fn holds(self, condition: &Condition) -> bool {
        let predicate = self.engine.past_predicate(self.story, &condition.expression);
        predicate.holds(&self.moment.words, &self.moment.past)
    }

    pub fn scene(self) -> SceneId {
        self.engine.scene(&self.moment.words)
    }

    pub fn name(self, scene: SceneId) -> &'w str {
        &self.story.scene(scene).name
    }

    pub fn here(self) -> &'w str {
        self.name(self.scene())
    }

    /// The scene or the choice that a way belongs to, in words for a message.
    pub fn way(self, exit: Exit) -> String {
        match exit {
            Exit::Scene(scene) => format!("`{}`", self.name(scene)),
            Exit::Choice(choice) => format!("`{}`", self.story.choice_name(choice)),
        }
    }

    /// A list of the available choices, in words for a message; `None` when there are none.
    fn choices(self) -> Option<String> {
        let available = self.engine.available(&self.moment.words);
        let names: Vec<String> = available.map(|id| format!("`{}`", self.story.choice(id).name)).collect();
        (!names.is_empty()).then(|| format!("available: {}", names.join(", ")))
    }

    /// The arms that a draw can take here, with their weights, in words for a message.
    pub fn arms(self, exit: Exit) -> String {
        let arms: Vec<(u8, u32)> = self.engine.arms(&self.moment.words, exit).collect();
        let of: u32 = arms.iter().map(|&(_, weight)| weight).sum();
        let named = |&(arm, weight)| format!("`{}` ({weight} of {of})", self.story.arm_name(exit, arm));
        format!("the draw can come out as {}", arms.iter().map(named).collect::<Vec<_>>().join(", "))
    }

    /// How the current scene offers a choice (`available`, `locked` or `hidden`, the words of the file), and why.
    pub fn offered(self, id: ChoiceId) -> (&'static str, String) {
        let words = &self.moment.words;
        if self.engine.is_available(words, id) {
            return ("available", "it can be chosen".to_owned());
        }
        let reader = Reader::new(self.story, self.engine, &self.story.texts[0].language);
        if let Some(choice) = reader.choices(self.moment).into_iter().find(|choice| choice.id == id) {
            return ("locked", format!("“{}”", choice.locked.unwrap_or_default()));
        }
        let has_other = || self.engine.available(words).any(|other| !self.story.choice(other).fallback);
        let reason = match self.story.choice(id).fallback {
            _ if self.engine.is_taken(words, id) => "taken before, and offered once",
            true if has_other() => "a fallback, and other choices are available",
            _ => "its `when` does not hold",
        };
        ("hidden", reason.to_owned())
    }

    /// The variables that differ from their start values, in the order of their ids.
    pub fn moved(self) -> impl Iterator<Item = VariableId> {
        let ids = (0..self.story.variables.len() as u16).map(VariableId);
        ids.filter(move |&id| self.number(id) != self.story.variables[id.index()].start)
    }

    fn state(self) -> String {
        let moved: Vec<String> = self.moved().map(|id| self.value(id)).collect();
        match moved.as_slice() {
            [] => format!("the game is in `{}`, with everything as it began", self.here()),
            moved => format!("the game is in `{}`, with {}", self.here(), moved.join(", ")),
        }
    }

    /// The value of everything that a condition reads, each once, in the order of the condition.
    pub fn values(self, condition: &Condition) -> String {
        let past = &self.moment.past;
        let mut values: Vec<String> = Vec::new();
        condition.expression.walk(&mut |part| {
            let value = match part {
                Expression::Variable(id) => self.value(*id),
                Expression::Visited(scene) => {
                    format!("visited('{}') = {}", self.name(*scene), past.visited(*scene))
                }
                Expression::Chosen(id) => {
                    format!("chosen('{}') = {}", self.story.choice_name(*id), past.chosen(*id))
                }
                Expression::At(scene) => format!("at('{}') = {}", self.name(*scene), self.scene() == *scene),
                Expression::Again => format!("again = {}", past.again),
                Expression::Ended => format!("ended = {}", self.story.scene(self.scene()).is_ending()),
                _ => return,
            };
            if !values.contains(&value) {
                values.push(value);
            }
        });
        values.join(", ")
    }

    fn value(self, id: VariableId) -> String {
        let variable = &self.story.variables[id.index()];
        match (self.number(id), variable.is_flag) {
            (value, true) => format!("{} = {}", variable.name, value != 0),
            (value, false) => format!("{} = {value}", variable.name),
        }
    }

    pub fn number(self, id: VariableId) -> i32 {
        self.engine.value(&self.moment.words, id)
    }

    /// The choice that a step names. It must belong to the scene where the game is.
    pub fn choice(self, named: &Named) -> Result<ChoiceId, Failed> {
        let (story, here) = (self.story, self.scene());
        let (scene, name) = named.name.split_once('.').unwrap_or((self.here(), &named.name));
        let fail = |kind, message: String, label: &str| self.fail(kind, named.span, message, label);
        let Some(id) = story.find_scene(scene) else {
            let all: Vec<String> = story.choice_ids().map(|id| story.choice_name(id)).collect();
            let failure = fail("unknown-scene", format!("there is no scene `{scene}`"), "no such scene");
            return Err(failure.meant(suggest(&named.name, all.iter().map(String::as_str))));
        };
        match story.choices_of(id).find(|&id| story.choice(id).name == name) {
            Some(choice) if id == here => return Ok(choice),
            Some(_) => {
                let message = format!("`{scene}.{name}` is no choice of `{}`, where the game is", self.here());
                return Err(fail("choice-elsewhere", message, &format!("a choice of `{scene}`")));
            }
            None => {}
        }
        if story.scene(id).ways().any(|way| way.drawn && way.arms.iter().any(|arm| arm.name == name)) {
            let message = format!("`{scene}.{name}` is no choice: it is the outcome of a draw");
            let help = format!("write `{{ draw = \"{scene}.{name}\" }}`");
            return Err(fail("unknown-choice", message, "a draw").help(help));
        }
        let failure = fail("unknown-choice", format!("`{scene}` has no choice `{name}`"), "no such choice");
        let own = story.scene(id).choices().iter().map(|choice| choice.name.as_str());
        let full = |near: &str| if id == here { near.to_owned() } else { format!("{scene}.{near}") };
        let mut all = story.choices_of(here).chain(story.choice_ids());
        let elsewhere = || all.find(|&id| story.choice(id).name == name).map(|id| story.choice_name(id));
        let meant = suggest(name, own).map(full).or_else(elsewhere);
        Err(failure.meant(meant.as_deref()))
    }

    /// The arm that a step names; `waiting` is the draw that comes next. A name without a scene means an arm of `waiting`.
    pub fn arm(self, waiting: Exit, named: &Named) -> Result<u8, Failed> {
        let arms = &self.story.way(waiting).arms;
        let scene = self.name(waiting.scene());
        let (drawn, name) = named.name.split_once('.').unwrap_or((scene, &named.name));
        if let Some(index) = arms.iter().position(|arm| drawn == scene && arm.name == name) {
            return Ok(index as u8);
        }
        let instead = self.arms(waiting);
        if drawn != scene {
            let message = format!("the draw that comes next is that of {}", self.way(waiting));
            let label = format!("`{drawn}` does not draw next");
            return Err(self.fail("other-draw", named.span, message, label).instead(instead));
        }
        let message = format!("{} draws no arm `{name}`", self.way(waiting));
        let failure = self.fail("unknown-arm", named.span, message, "no such arm").instead(instead);
        Err(failure.meant(suggest(name, arms.iter().map(|arm| arm.name.as_str()))))
    }

    pub fn ending(self, named: &Named) -> Result<SceneId, Failed> {
        let all: Vec<&str> = self.story.endings().map(|id| self.name(id)).collect();
        self.story.endings().find(|&id| self.name(id) == named.name).ok_or_else(|| {
            let message = format!("there is no ending `{}`", named.name);
            let failure = self.fail("unknown-ending", named.span, message, "no such ending");
            failure.instead(format!("the endings are `{}`", all.join("`, `"))).meant(suggest(&named.name, all))
        })
    }
}
