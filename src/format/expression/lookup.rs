//! Names that an expression uses, and what is said of those that do not exist or do not fit.

use super::check::Checker;
use super::meaning::{Asked, Aspect};
use super::tree::{Kind, Node};
use crate::format::names::{DECLARE, begin_scene, guess};
use crate::format::spelling::Name;
use crate::source::{Code, Diagnostic};
use crate::story::{ActId, ChoiceId, SceneId};
use std::ops::Range;

/// The words that stand for something by themselves, wherever an expression stands.
const WORDS: &[&str] = &["again", "true", "false"];

/// The functions and questions, which are followed by brackets.
const FUNCTIONS: &[&str] = &["count", "min", "max", "abs", "visited", "at", "ending", "act", "chosen"];

impl<'a> Checker<'a> {
    /// The scene of a name in quotes.
    pub(super) fn scene(&mut self, name: &str, range: &Range<usize>) -> Option<SceneId> {
        if let Some(scene) = self.names.scene(name) {
            return Some(scene.id);
        }
        let fault =
            self.fault(Code::UnknownScene, range, format!("no scene is called `{name}`"), "unknown scene");
        let fault = fault.lacks(name);
        let guess = self.names.guess_scene(name, self.faults.len());
        let fault = fault.help(begin_scene(name));
        self.say_guess(fault, range, guess);
        None
    }

    /// The ending of a name in quotes.
    pub(super) fn ending(&mut self, name: &str, range: &Range<usize>) -> Option<SceneId> {
        let (message, label) = match self.names.scene(name) {
            Some(scene) if scene.is_ending => return Some(scene.id),
            Some(_) => (format!("`{name}` is no ending"), "a scene that goes on"),
            None => (format!("no ending is called `{name}`"), "unknown ending"),
        };
        let is_scene = self.names.scene(name).is_some();
        let fault = self.fault(Code::UnknownScene, range, message, label).lacks(name);
        if is_scene {
            self.faults.push(fault.help(format!("ask `at('{name}')` whether the game is there")));
        } else {
            let guess = self.names.guess_ending(name, self.faults.len());
            let fault = fault.help(match Name::Scene.shaped(name) {
                Some(name) => format!("begin a scene with `[{name}]`, and let it have `ending = true`"),
                None => "name an ending that there is".to_owned(),
            });
            self.say_guess(fault, range, guess);
        }
        None
    }

    /// The act of a name in quotes.
    pub(super) fn act(&mut self, name: &str, range: &Range<usize>) -> Option<ActId> {
        if let Some(act) = self.names.act(name) {
            return Some(act);
        }
        let fault = self.fault(Code::UnknownName, range, format!("no act is called `{name}`"), "unknown act");
        let guess = self.names.guess_act(name, self.faults.len());
        self.say_guess(fault, range, guess);
        None
    }

    /// The choice of a `scene.choice` in quotes.
    pub(super) fn choice(&mut self, name: &str, range: &Range<usize>) -> Option<ChoiceId> {
        let Some((scene_name, choice_name)) = name.split_once('.') else {
            let message = format!("`{name}` does not say which scene's choice");
            let fault = self.fault(Code::UnknownName, range, message, "no choice of a scene");
            self.faults.push(fault.help("write `chosen('scene.choice')`"));
            return None;
        };
        let scene_range = range.start..range.start + scene_name.len();
        let id = self.scene(scene_name, &scene_range)?;
        let scene = self.names.scene(scene_name)?;
        if let Some(index) = scene.choices.iter().position(|choice| choice == choice_name) {
            return Some(ChoiceId { scene: id, index: u8::try_from(index).ok()? });
        }
        let range = scene_range.end + 1..range.end;
        let message = format!("the scene `{scene_name}` has no choice `{choice_name}`");
        let fault = self.fault(Code::UnknownName, &range, message, "unknown choice").lacks(name);
        let fault = fault.help(format!(
            "begin a choice with `[{scene_name}.choice.{choice_name}]`, or name one that there is"
        ));
        let choices = scene.choices.iter().map(String::as_str);
        let guess = guess(choice_name, choices, scene.choices.len(), self.faults.len());
        self.say_guess(fault, &range, guess);
        None
    }

    /// Says that nothing has this name, and what was meant.
    pub(super) fn unknown_name(&mut self, word: &str, range: &Range<usize>, declare: &'static str) {
        if matches!(word, "if" | "elif" | "else" | "end") {
            let message = format!("`{word}` stands in the braces of texts only");
            let fault = self.fault(Code::ExpressionSyntax, range, message, "no part of an expression");
            self.faults.push(fault);
            return;
        }
        if self.is_kept_elsewhere(word, range) {
            return;
        }
        let guess = self.guess_value(word);
        self.undeclared(word, range, guess, declare);
    }

    /// Says what is wrong with a word before a bracket: no function, or no operator between.
    pub(super) fn unknown_call(&mut self, word: &str, range: &Range<usize>) {
        if self.names.value(word).is_some() {
            let after = range.end..range.end;
            let message = format!("an operator is missing after `{word}`");
            let fault = self.fault(Code::ExpressionSyntax, &after, message, "before this bracket");
            self.faults.push(fault.help("join conditions with `and` or `or`; multiply with `*`"));
            return;
        }
        let fault = self.fault(
            Code::UnknownName,
            range,
            format!("there is no function `{word}`"),
            "unknown function",
        );
        match guess(word, FUNCTIONS.iter().copied(), FUNCTIONS.len(), 0) {
            Some(guess) => self.say_guess(fault, range, Some(guess)),
            None => {
                let known = FUNCTIONS.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                self.faults.push(fault.help(format!("there are {known}")));
            }
        }
    }

    /// Whether a sum of names without spaces is one name with hyphens, which it then says.
    pub(super) fn is_hyphenated(&mut self, node: &Node<'_>, parts: &[Node<'_>]) -> bool {
        let is_words = parts.iter().all(|part| match &part.kind {
            Kind::Name(..) => true,
            Kind::Negate(inner) => matches!(inner.kind, Kind::Name(..)),
            _ => false,
        });
        let word = &self.text.value()[node.range.clone()];
        if !is_words || word.contains(|c: char| c.is_whitespace() || c == '+') {
            return false;
        }
        if word.split('-').any(|part| self.names.value(part).is_some()) {
            return false;
        }
        let spelt = word.replace('-', "_");
        if self.names.value(word).is_some() {
            // It is declared so, and there its spelling is at fault.
        } else if self.names.value(&spelt).is_some() {
            self.undeclared(word, &node.range, Some(&spelt), DECLARE);
        } else if !self.is_kept_elsewhere(word, &node.range) {
            let guess = self.guess_value(&spelt);
            self.undeclared(word, &node.range, guess, DECLARE);
        }
        true
    }

    /// Says that this cannot be asked where the expression stands.
    pub(super) fn not_asked_here(&mut self, what: Aspect, word: &str, range: &Range<usize>) {
        let fault = self.fault(
            Code::UnknownName,
            range,
            format!("`{word}` is not known here"),
            "cannot be asked here",
        );
        self.faults.push(fault.help(what.seen_from()));
    }

    /// Says that a definition asks what cannot be asked where it is used.
    pub(super) fn not_asked_here_by(&mut self, definition: &str, asked: Asked, range: &Range<usize>) {
        let message = format!("`{definition}` asks for `{}`, which is not known here", asked.word);
        let fault = self.fault(Code::UnknownName, range, message, "cannot be asked here");
        let fault = fault.also(asked.span, "asked here").help(asked.what.seen_from());
        self.faults.push(fault);
    }

    /// Says when a word is the name of something that stands in quotes.
    fn is_kept_elsewhere(&mut self, word: &str, range: &Range<usize>) -> bool {
        let (what, question) = if self.names.scene(word).is_some() {
            ("a scene", "visited")
        } else if self.names.act(word).is_some() {
            ("an act", "act")
        } else {
            return false;
        };
        let asked = format!("{question}('{word}')");
        let fault = self
            .fault(Code::UnknownName, range, format!("`{word}` is {what}, neither true nor a number"), what)
            .help(format!("ask `{asked}`"));
        let is_fix = question == "visited" && self.text.can_hold(&asked);
        let span = self.text.span(range.clone());
        self.faults.push(if is_fix { fault.fix(span, asked) } else { fault });
        true
    }

    fn guess_value(&self, word: &str) -> Option<&'a str> {
        let asked = [(Aspect::Course, "ended"), (Aspect::Choices, "choices")]
            .into_iter()
            .filter(|(aspect, _)| self.scope.is_none_or(|scope| aspect.is_seen_from(scope)))
            .map(|(_, word)| word);
        self.names.guess_value(word, WORDS.iter().copied().chain(asked), self.faults.len())
    }

    fn undeclared(&mut self, word: &str, range: &Range<usize>, guess: Option<&str>, declare: &'static str) {
        let message = format!("nothing is called `{word}`");
        let fault = self.fault(Code::UnknownName, range, message, "not declared").lacks(word);
        self.say_guess(fault.help(declare), range, guess);
    }

    /// Whether no expression knows the word, wherever it stands.
    pub(super) fn is_undeclared(&self, word: &str) -> bool {
        !matches!(word, "again" | "ended" | "choices") && self.names.value(word).is_none()
    }

    fn say_guess(&mut self, fault: Diagnostic, range: &Range<usize>, guess: Option<&str>) {
        let span = self.text.span(range.clone());
        self.faults.push(match guess {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None => fault,
        });
    }

    /// A fault at a range of the text.
    pub(super) fn fault(
        &self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, self.text.span(range.clone()), message, label)
    }
}
