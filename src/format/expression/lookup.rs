//! Looks up the names in an expression: what each stands for, or a fault with the most likely right name.

use super::meaning::{Checked, DEEPEST, Inquiry, MOST_PARTS, MOST_PARTS_IN_ALL, Scope, askers};
use super::parser::{Operand, Parser};
use crate::format::names::{NamedValue, declare, guess};
use crate::format::spelling::Name;
use crate::format::{VariableKind, VariableName};
use crate::source::{Code, Diagnostic};
use crate::story::{ActId, ChoiceId, Expression, Operation, SceneId};
use std::ops::Range;
use std::sync::atomic::Ordering;

impl<'a> Parser<'a> {
    /// The meaning of a word at a depth of nesting; `around` and `wanted` are those of `Parser::checked`.
    pub fn name(
        &mut self,
        (word, depth): (&str, usize),
        range: &Range<usize>,
        around: Option<Operation>,
        wanted: Option<Name>,
    ) -> Option<Checked> {
        let span = self.text.span(range.clone());
        Some(match (word, self.names.value(word)) {
            ("again", _) => Checked::condition(Expression::Again),
            ("ended", _) => {
                self.ask(Inquiry { word: "ended", span }, None, range)?;
                Checked::condition(Expression::Ended)
            }
            ("choices", _) => {
                self.ask(Inquiry { word: "choices", span }, None, range)?;
                Checked::number(Expression::Choices, 0, i32::MAX)
            }
            (_, Some(NamedValue::Variable(VariableName { id, kind: VariableKind::Flag, .. }))) => {
                Checked::condition(Expression::Variable(id))
            }
            (_, Some(NamedValue::Variable(VariableName { id, min, max, .. }))) => {
                Checked::number(Expression::Variable(id), min, max)
            }
            (_, Some(NamedValue::Definition(index))) => return self.definition(index, depth, range, around),
            (_, Some(NamedValue::Broken)) => return None,
            (_, None) => return self.no_value(word, range, wanted),
        })
    }

    /// Copies a definition into the expression.
    fn definition(
        &mut self,
        index: usize,
        depth: usize,
        range: &Range<usize>,
        around: Option<Operation>,
    ) -> Option<Checked> {
        let definition = &self.names.definitions[index];
        definition.is_used.store(true, Ordering::Relaxed);
        let meaning = definition.meaning.as_ref()?;
        let asks = meaning.extent.asks.iter();
        let refused = asks.filter(|ask| self.ask(**ask, Some(&definition.name), range).is_none()).count();
        let is_merged = around.is_some_and(|operation| meaning.checked.is(operation));
        let own_level = usize::from(meaning.extent.parts > 1 && !is_merged);
        self.write_out(meaning.extent.parts, depth + own_level + meaning.extent.depth, range)?;
        (refused == 0).then(|| meaning.checked.clone())
    }

    /// Adds the nodes and the depth of a definition that is copied into the expression; `None` beyond a limit. Reports
    /// a limit only when it is passed for the first time.
    fn write_out(&mut self, parts: usize, depth: usize, range: &Range<usize>) -> Option<()> {
        let was_small = self.extent.parts <= MOST_PARTS && self.extent.depth <= DEEPEST;
        self.extent.parts += parts;
        self.extent.depth = self.extent.depth.max(depth);
        let limit = match &self.extent {
            extent if extent.parts > MOST_PARTS => Some(format!("has more than {MOST_PARTS} parts")),
            extent if extent.depth > DEEPEST => Some(format!("is nested more than {DEEPEST} deep")),
            _ => None,
        };
        if let Some(limit) = limit {
            let message = format!("with its definitions written out, an expression {limit}");
            let fault = self.text.fault(Code::TooLarge, range, message, "passes the limit").help("set a flag instead");
            return if was_small { self.refuse(fault) } else { None };
        }
        // Expressions of a playthrough do not count for the limit of the whole story, because nothing keeps them.
        if self.scope == Some(Scope::Playthrough) {
            return Some(());
        }
        let before = self.names.write_out(parts);
        if before > MOST_PARTS_IN_ALL || before + parts <= MOST_PARTS_IN_ALL {
            return (before <= MOST_PARTS_IN_ALL).then_some(());
        }
        let message = "the definitions are used too often for their size";
        let help = "each use is a copy: keep long definitions for few places, and set a flag for the others";
        let fault = self.text.fault(Code::TooLarge, range, message, "passes the limit");
        self.refuse(fault.help(help))
    }

    /// Checks whether the expression may ask this about the game. A definition may ask anything: each use of it checks
    /// its inquiries. `through` is the name of the definition that asks, if one does.
    fn ask(&mut self, inquiry: Inquiry, through: Option<&str>, range: &Range<usize>) -> Option<()> {
        let (scopes, help) = askers(inquiry.word);
        match self.scope {
            Some(scope) if !scopes.contains(&scope) => {
                let message = match through {
                    Some(name) => format!("`{name}` asks for `{}`, which is not known here", inquiry.word),
                    None => format!("`{}` is not known here", inquiry.word),
                };
                let fault = self.unknown(range, message, "cannot be asked here").help(help);
                return self.refuse(if through.is_some() { fault.also(inquiry.span, "asked here") } else { fault });
            }
            None if self.extent.asks.iter().all(|known| askers(known.word).1 != help) => self.extent.asks.push(inquiry),
            _ => {}
        }
        Some(())
    }

    /// The meaning of a question such as `visited('quay')`. `place` is the place of its word, `range` that of the name.
    pub fn answer(
        &mut self,
        word: &'static str,
        place: &Range<usize>,
        name: &str,
        range: &Range<usize>,
    ) -> Option<Expression> {
        if !matches!(word, "visited" | "chosen") {
            self.ask(Inquiry { word, span: self.text.span(place.clone()) }, None, place)?;
        }
        Some(match word {
            "visited" => Expression::Visited(self.scene(name, range)?),
            "chosen" => Expression::Chosen(self.choice(name, range)?),
            "at" => Expression::At(self.scene(name, range)?),
            "ending" => Expression::At(self.ending(name, range)?),
            _ => Expression::Act(self.act(name, range)?),
        })
    }

    fn scene(&mut self, name: &str, range: &Range<usize>) -> Option<SceneId> {
        if let Some(scene) = self.names.scene(name) {
            return Some(scene.id);
        }
        let guess = self.names.guess_scene(name, |_| true, self.fault_count());
        let fault = self.unknown_scene(format!("no scene is called `{name}`"), name, range);
        self.refuse(fault.meant(guess, self.names.begin_scene(name)))
    }

    fn ending(&mut self, name: &str, range: &Range<usize>) -> Option<SceneId> {
        if let Some(scene) = self.names.scene(name) {
            let fault =
                self.text.fault(Code::UnknownScene, range, format!("`{name}` is no ending"), "a scene that goes on");
            let fault = fault.help(format!("ask `at('{name}')` whether the game is there"));
            return if scene.is_ending { Some(scene.id) } else { self.refuse(fault) };
        }
        let guess = self.names.guess_scene(name, |scene| scene.is_ending, self.fault_count());
        let help = match Name::Scene.shaped(name) {
            Some(name) => format!("begin a scene with `[{name}]`, and let it have `ending = true`"),
            None => "name an ending that there is".to_owned(),
        };
        let fault = self.unknown_scene(format!("no ending is called `{name}`"), name, range);
        self.refuse(fault.meant(guess, help))
    }

    fn unknown_scene(&self, message: String, name: &str, range: &Range<usize>) -> Diagnostic {
        self.text.fault(Code::UnknownScene, range, message, "not declared").cause(format!("scene {name}"))
    }

    fn act(&mut self, name: &str, range: &Range<usize>) -> Option<ActId> {
        if let Some(act) = self.names.act(name) {
            return Some(act);
        }
        let guess = guess(name, self.names.acts.names(), self.fault_count());
        let fault = self.unknown(range, format!("no act is called `{name}`"), "not declared");
        self.refuse(fault.cause(format!("act {name}")).meant(guess, "name an act of story.toml"))
    }

    fn choice(&mut self, name: &str, range: &Range<usize>) -> Option<ChoiceId> {
        let Some((scene_name, choice_name)) = name.split_once('.') else {
            let message = format!("`{name}` does not say which scene's choice");
            let fault = self.unknown(range, message, "no choice of a scene");
            return self.refuse(fault.help("write `chosen('scene.choice')`"));
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
        let guess = guess(choice_name, choices.iter().map(String::as_str), self.fault_count());
        let help = match choice_name.split_once('.') {
            Some((choice, _)) => {
                format!("ask about the choice with `chosen('{scene_name}.{choice}')`; a flag can tell what came of it")
            }
            None => format!("begin a choice with `[{scene_name}.choice.{choice_name}]`, or name one that there is"),
        };
        let message = format!("the scene `{scene_name}` has no choice `{choice_name}`");
        let fault = self.unknown(&(scene_end + 1..range.end), message, "not declared");
        self.refuse(fault.cause(format!("choice {name}")).meant(guess, help))
    }

    /// Reports a name in quotes outside a question.
    pub fn name_alone(&mut self, name: &str, range: Range<usize>) -> Operand<'a> {
        let message = format!("'{name}' stands alone");
        let fault = self.text.fault(Code::ExpressionSyntax, &range, message, "a name in quotes");
        let checked = self.refuse(fault.help(match self.names.scene(name) {
            Some(_) => format!("ask for a scene with `visited('{name}')`"),
            None => "a name stands without quotes, and a stance is compared with a number".to_owned(),
        }));
        Operand::new(range, checked)
    }

    /// Reports a word that is neither a variable nor a definition. `wanted` is the kind of name that its place needs.
    fn no_value<T>(&mut self, word: &str, range: &Range<usize>, wanted: Option<Name>) -> Option<T> {
        let is_scene = self.names.scene(word).is_some();
        if is_scene || self.names.act(word).is_some() {
            let question = if is_scene { "visited" } else { "act" };
            let message = format!("`{word}` is neither true nor a number");
            let fault = self.unknown(range, message, "asked about in quotes");
            return self.refuse(fault.help(format!("ask `{question}('{word}')`")));
        }
        if self.names.goals.iter().any(|goal| goal == word) {
            let fault = self.unknown(range, format!("`{word}` is a goal, which no expression can ask"), "a goal");
            let help = "write what its `when` says, or give that a name in `[define]` and use it for both";
            return self.refuse(fault.help(help));
        }
        let is_known = |word: &&str| self.scope.is_none_or(|scope| askers(word).0.contains(&scope));
        let words = ["again", "true", "false"].into_iter().chain(["ended", "choices"].into_iter().filter(is_known));
        let guess = guess(word, self.names.values.names().chain(words), self.fault_count());
        let help = match self.scope {
            Some(Scope::Playthrough) => {
                "the story declares no such name; the playthrough may be of another one".to_owned()
            }
            _ => declare(wanted),
        };
        let fault = self.unknown(range, format!("nothing is called `{word}`"), "not declared");
        self.refuse(fault.cause(format!("value {word}")).meant(guess, help))
    }

    fn unknown(&self, range: &Range<usize>, message: String, label: &str) -> Diagnostic {
        self.text.fault(Code::UnknownName, range, message, label)
    }

    /// Reports a fault of names or types.
    pub fn refuse<T>(&mut self, fault: Diagnostic) -> Option<T> {
        self.faults.push(fault);
        None
    }
}
