//! Looks up the names in an expression: what each stands for, or a fault with the most likely right name.

use super::check::Checker;
use super::meaning::{Aspect, AspectQuery, Scope};
use super::syntax::Query;
use crate::format::names::{declare, guess};
use crate::format::spelling::Name;
use crate::source::Code;
use crate::story::{ActId, ChoiceId, Expression, SceneId};
use std::ops::Range;

impl Checker<'_> {
    pub fn query(&mut self, query: Query, about: &str, range: &Range<usize>) -> Option<Expression> {
        Some(match query {
            Query::Visited => Expression::Visited(self.scene(about, range)?),
            Query::At => Expression::At(self.scene(about, range)?),
            Query::Ending => Expression::At(self.ending(about, range)?),
            Query::Act => Expression::Act(self.act(about, range)?),
            Query::Chosen => Expression::Chosen(self.choice(about, range)?),
        })
    }

    fn scene(&mut self, name: &str, range: &Range<usize>) -> Option<SceneId> {
        if let Some(scene) = self.names.scene(name) {
            return Some(scene.id);
        }
        let guess = self.names.guess_scene(name, |_| true, self.faults.len());
        let message = format!("no scene is called `{name}`");
        self.unknown(Code::UnknownScene, format!("scene {name}"), range, message, guess, self.names.begin_scene(name))
    }

    fn ending(&mut self, name: &str, range: &Range<usize>) -> Option<SceneId> {
        match self.names.scene(name) {
            Some(scene) if scene.is_ending => Some(scene.id),
            Some(_) => {
                let help = format!("ask `at('{name}')` whether the game is there");
                let message = format!("`{name}` is no ending");
                self.report(Code::UnknownScene, range, message, "a scene that goes on", help)
            }
            None => {
                let guess = self.names.guess_scene(name, |scene| scene.is_ending, self.faults.len());
                let message = format!("no ending is called `{name}`");
                let help = match Name::Scene.shaped(name) {
                    Some(name) => format!("begin a scene with `[{name}]`, and let it have `ending = true`"),
                    None => "name an ending that there is".to_owned(),
                };
                self.unknown(Code::UnknownScene, format!("scene {name}"), range, message, guess, help)
            }
        }
    }

    fn act(&mut self, name: &str, range: &Range<usize>) -> Option<ActId> {
        if let Some(act) = self.names.act(name) {
            return Some(act);
        }
        let guess = guess(name, self.names.acts.names(), self.faults.len());
        let message = format!("no act is called `{name}`");
        self.unknown(Code::UnknownName, format!("act {name}"), range, message, guess, "name an act of story.toml")
    }

    fn choice(&mut self, name: &str, range: &Range<usize>) -> Option<ChoiceId> {
        let Some((scene_name, choice_name)) = name.split_once('.') else {
            let message = format!("`{name}` does not say which scene's choice");
            let help = "write `chosen('scene.choice')`";
            return self.report(Code::UnknownName, range, message, "no choice of a scene", help);
        };
        let scene_end = range.start + scene_name.len();
        let id = self.scene(scene_name, &(range.start..scene_end))?;
        let choices = &self.names.scene(scene_name)?.choices;
        if let Some(index) = choices.iter().position(|choice| choice == choice_name) {
            return Some(ChoiceId { scene: id, index: u8::try_from(index).ok()? });
        }
        if self.names.hides_scenes {
            return None;
        }
        let guess = guess(choice_name, choices.iter().map(String::as_str), self.faults.len());
        let message = format!("the scene `{scene_name}` has no choice `{choice_name}`");
        let help = match choice_name.split_once('.') {
            Some((choice, _)) => {
                format!("ask about the choice with `chosen('{scene_name}.{choice}')`; a flag can tell what came of it")
            }
            None => format!("begin a choice with `[{scene_name}.choice.{choice_name}]`, or name one that there is"),
        };
        let missing = format!("choice {scene_name}.{choice_name}");
        self.unknown(Code::UnknownName, missing, &(scene_end + 1..range.end), message, guess, help)
    }

    /// Reports a word that is neither a variable nor a definition. `wanted` is the kind of name that its place needs.
    pub fn no_value<T>(&mut self, word: &str, range: &Range<usize>, wanted: Option<Name>) -> Option<T> {
        if self.names.scene(word).is_some() || self.names.act(word).is_some() {
            let query = if self.names.scene(word).is_some() { Query::Visited } else { Query::Act };
            let message = format!("`{word}` is neither true nor a number");
            let help = format!("ask `{}('{word}')`", query.name());
            return self.report(Code::UnknownName, range, message, "asked about in quotes", help);
        }
        if self.names.goals.iter().any(|goal| goal == word) {
            let message = format!("`{word}` is a goal, which no expression can ask");
            let help = "write what its `when` says, or give that a name in `[define]` and use it for both";
            return self.report(Code::UnknownName, range, message, "a goal", help);
        }
        let asked = [(Aspect::Course, "ended"), (Aspect::Choices, "choices")].into_iter();
        let asked = asked.filter(|(aspect, _)| self.scope.is_none_or(|scope| aspect.is_seen_from(scope)));
        let words = ["again", "true", "false"].into_iter().chain(asked.map(|(_, word)| word));
        let guess = guess(word, self.names.values.names().chain(words), self.faults.len());
        let help = match self.scope {
            Some(Scope::Playthrough) => {
                "the story declares no such name; the playthrough may be of another one".to_owned()
            }
            _ => declare(wanted),
        };
        self.unknown(
            Code::UnknownName,
            format!("value {word}"),
            range,
            format!("nothing is called `{word}`"),
            guess,
            help,
        )
    }

    /// Reports a question that cannot be asked here. `through` is the name of the definition that asks it, if any does.
    pub fn not_asked_here(&mut self, ask: AspectQuery, through: Option<&str>, range: &Range<usize>) {
        let word = ask.word;
        let message = match through {
            Some(name) => format!("`{name}` asks for `{word}`, which is not known here"),
            None => format!("`{word}` is not known here"),
        };
        let fault = self.text.fault(Code::UnknownName, range, message, "cannot be asked here");
        let fault = fault.help(ask.aspect.seen_from());
        self.faults.push(if through.is_some() { fault.also(ask.span, "asked here") } else { fault });
    }

    pub fn report<T>(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        label: &str,
        help: impl Into<String>,
    ) -> Option<T> {
        self.faults.push(self.text.fault(code, range, message, label).help(help));
        None
    }

    /// Reports an unknown name and returns `None`. The fault offers `guess`, or else `help`; `missing` is its cause.
    fn unknown<T>(
        &mut self,
        code: Code,
        missing: String,
        range: &Range<usize>,
        message: String,
        guess: Option<&str>,
        help: impl Into<String>,
    ) -> Option<T> {
        let fault = self.text.fault(code, range, message, "not declared").cause(missing);
        self.faults.push(fault.meant(guess, help));
        None
    }
}
