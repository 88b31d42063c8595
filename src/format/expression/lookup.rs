//! The names in an expression: what each stands for, or a fault with the name that was most likely meant.

use super::check::condition;
use super::meaning::{Checked, Interval, MOST_PARTS, MOST_PARTS_IN_ALL, Scope, may_ask};
use super::parser::{Operand, Parser};
use super::syntax::DEEPEST;
use crate::format::VariableKind;
use crate::format::names::{DECLARE, NamedValue, unknown};
use crate::source::{Code, suggest};
use crate::story::{ActId, ChoiceId, Expression, SceneId};
use std::ops::Range;
use std::sync::atomic::Ordering;

impl Parser<'_> {
    /// What a word outside quotes stands for.
    pub fn name(&mut self, word: &str, range: &Range<usize>) -> Option<Checked> {
        match (word, self.names.value(word)) {
            ("true" | "false", _) => Some(condition(Expression::Boolean(word == "true"))),
            ("again", _) => Some(condition(Expression::Again)),
            ("ended", _) => {
                self.ask("ended", range)?;
                Some(condition(Expression::Ended))
            }
            ("choices", _) => {
                self.ask("choices", range)?;
                Some(Checked { expression: Expression::Choices, bounds: Some(Interval::new(0, i32::MAX)) })
            }
            (_, Some(NamedValue::Variable(variable))) => {
                let bounds = Interval::new(variable.min, variable.max);
                let bounds = (variable.kind != VariableKind::Flag).then_some(bounds);
                Some(Checked { expression: Expression::Variable(variable.id), bounds })
            }
            (_, Some(NamedValue::Definition(index))) => self.definition(index, range),
            (_, Some(NamedValue::Broken)) => None,
            (_, None) => self.no_value(word, range),
        }
    }

    /// Copies a definition into the expression.
    fn definition(&mut self, index: usize, range: &Range<usize>) -> Option<Checked> {
        let definition = &self.names.definitions[index];
        definition.is_used.store(true, Ordering::Relaxed);
        let meaning = definition.meaning.as_ref()?;
        for &ask in &meaning.extent.asks {
            self.ask(ask, range)?;
        }
        let extent = &mut self.extent;
        extent.parts += meaning.extent.parts;
        extent.deepest = extent.deepest.max(extent.depth + 1 + meaning.extent.deepest);
        // A playthrough is read against a story that has loaded, and its expressions are not kept.
        let is_kept = self.scope != Some(Scope::Playthrough);
        let in_all = if is_kept { self.names.write_out(meaning.extent.parts) } else { 0 };
        if extent.deepest <= DEEPEST && extent.parts <= MOST_PARTS && in_all <= MOST_PARTS_IN_ALL {
            return Some(meaning.checked.clone());
        }
        let message = "with its definitions written out, an expression is too large";
        let fault = self.text.fault(Code::TooLarge, range, message, "passes the limit");
        self.faults.push(fault.help("set a flag instead").cause("size of definitions"));
        None
    }

    /// Checks whether a word may be asked here. In a definition, notes the word for the places of its uses.
    fn ask(&mut self, word: &'static str, range: &Range<usize>) -> Option<()> {
        match self.scope {
            Some(scope) if !may_ask(scope, word) => {
                let help = match word {
                    "choices" => "properties, lessons and moments can ask this",
                    _ => {
                        "goals, properties, lessons, moments, `known`, `show` and a playthrough's `expect` can ask this"
                    }
                };
                let message = match self.text.slice(range) {
                    written if written == word => format!("`{word}` is not known here"),
                    through => format!("`{through}` asks for `{word}`, which is not known here"),
                };
                return self.report(Code::UnknownName, range, message, "cannot be asked here", help);
            }
            None if !self.extent.asks.contains(&word) => self.extent.asks.push(word),
            _ => {}
        }
        Some(())
    }

    /// The meaning of a query; `place` is that of its word, and `range` that of the name `about` in it.
    pub fn ask_query(
        &mut self,
        word: &'static str,
        place: &Range<usize>,
        about: &str,
        range: &Range<usize>,
    ) -> Option<Checked> {
        if !matches!(word, "visited" | "chosen") {
            self.ask(word, place)?;
        }
        Some(condition(match word {
            "visited" => Expression::Visited(self.scene(about, range)?),
            "chosen" => Expression::Chosen(self.choice(about, range)?),
            "at" => Expression::At(self.scene(about, range)?),
            "ending" => Expression::At(self.ending(about, range)?),
            _ => Expression::Act(self.act(about, range)?),
        }))
    }

    fn scene(&mut self, name: &str, range: &Range<usize>) -> Option<SceneId> {
        if let Some(scene) = self.names.scene(name) {
            return Some(scene.id);
        }
        self.faults.push(self.names.unknown_scene(name, self.text.span(range.clone())));
        None
    }

    fn ending(&mut self, name: &str, range: &Range<usize>) -> Option<SceneId> {
        let id = self.scene(name, range)?;
        if self.names.scene(name).is_some_and(|scene| scene.is_ending) {
            return Some(id);
        }
        let help = format!("ask `at('{name}')` whether the game is there");
        self.report(Code::UnknownScene, range, format!("`{name}` is no ending"), "a scene that goes on", help)
    }

    fn act(&mut self, name: &str, range: &Range<usize>) -> Option<ActId> {
        if let Some(act) = self.names.act(name) {
            return Some(act);
        }
        let known = self.names.acts.keys().map(String::as_str);
        self.faults.push(unknown("act", name, self.text.span(range.clone()), known, "name an act of story.toml"));
        None
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
        let guess = suggest(choice_name, choices.iter().map(String::as_str));
        let message = format!("the scene `{scene_name}` has no choice `{choice_name}`");
        let help = format!("begin a choice with `[{scene_name}.choice.{choice_name}]`, or name one that there is");
        let fault = self.text.fault(Code::UnknownName, &(scene_end + 1..range.end), message, "not declared");
        self.faults.push(fault.cause(format!("choice {name}")).meant(guess, help));
        None
    }

    pub fn name_alone(&mut self, name: &str, range: Range<usize>) -> Operand {
        let help = "names stand without quotes; `visited('scene')` asks for a scene";
        let message = format!("'{name}' stands alone");
        let checked = self.report(Code::ExpressionSyntax, &range, message, "a name in quotes", help);
        Operand { range, checked }
    }

    /// Reports a word that is neither a variable nor a definition.
    fn no_value<T>(&mut self, word: &str, range: &Range<usize>) -> Option<T> {
        if self.names.scene(word).is_some() || self.names.act(word).is_some() {
            let query = if self.names.scene(word).is_some() { "visited" } else { "act" };
            let message = format!("`{word}` is neither true nor a number");
            let help = format!("ask `{query}('{word}')`");
            return self.report(Code::UnknownName, range, message, "asked about in quotes", help);
        }
        let words = ["again", "true", "false", "ended", "choices"];
        let guess = suggest(word, self.names.values.keys().map(String::as_str).chain(words));
        let fault = self.text.fault(Code::UnknownName, range, format!("nothing is called `{word}`"), "not declared");
        self.faults.push(fault.cause(format!("value {word}")).meant(guess, DECLARE));
        None
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
}
