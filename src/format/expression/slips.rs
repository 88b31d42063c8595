//! What is wrong with how the parts of an expression are written, in words: operators, questions, calls and numbers.
//!
//! Each function is called where the grammar cannot go on as it should; one that stops the parser says so.

use super::lexer::Lexed;
use super::parser::{DEEPEST, Parser};
use super::tree::{Kind, Node, Question};
use crate::source::{Code, Diagnostic};
use std::ops::Range;

impl<'t> Parser<'t, '_> {
    /// The range that should hold an expression is blank.
    pub(super) fn nothing_at_all(&mut self) {
        let is_whole = self.range == (0..self.text.value().len());
        let span = if is_whole { self.text.quoted() } else { self.text.span(self.range.clone()) };
        let fault =
            Diagnostic::new(Code::ExpressionSyntax, span, "an expression is empty", "nothing stands here");
        self.faults.push(fault.help("say what must hold, such as `true`, or leave it out"));
    }

    /// A token may be an operator or a word that other languages write otherwise.
    pub(super) fn say_spelling(&mut self, token: &Lexed<'t>) {
        let Some(meant) = token.meant else { return };
        let range = token.range.clone();
        let written = self.slice(range.clone());
        let fault = self.fault(range.clone(), format!("`{written}` is written `{meant}`"), "");
        let replacement = self.spaced(&range, meant);
        self.faults.push(fault.fix(self.text.span(range), replacement));
    }

    /// The name after a question stands in quotes, but not in single ones.
    pub(super) fn say_quotes(&mut self, question: Question, about: &str) {
        if self.token.meant.is_none() {
            return;
        }
        let range = self.token.range.clone();
        let message = format!("the name of {} stands in single quotes", question.about());
        let fault = self.fault(range.clone(), message, "");
        let fault = self.quote(fault, range, about);
        self.faults.push(fault);
    }

    /// The name after a question stands without quotes; an operator in it is a hyphen.
    pub(super) fn name_without_quotes(&mut self, question: Question) -> Option<(&'t str, Range<usize>)> {
        let start = self.token.range.start;
        let rest = self.slice(start..self.range.end);
        let name = rest[..rest.find([')', ',']).unwrap_or(rest.len())].trim_end();
        let range = start..start + name.len();
        let asked = format!("`{}` asks about {}", question.name(), question.about());
        let example = format!("write {}", question.example());
        if name.is_empty() {
            let here = self.last_end();
            let open = self.before.as_ref().map_or(here..here, |open| open.range.clone());
            let fault = self.fault(open, format!("{asked}, and does not say which"), "which?").help(example);
            self.stop(fault);
            return None;
        }
        if !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
            let fault = self.fault(range, format!("{asked}, by its name in quotes"), "not a name in quotes");
            self.stop(fault.help(example));
            return None;
        }
        let fault =
            self.fault(range.clone(), format!("the name of {} stands in quotes", question.about()), "");
        let fault = self.quote(fault, range.clone(), name);
        self.faults.push(fault);
        self.take_until(range.end);
        Some((name, range))
    }

    /// A question stands alone.
    pub(super) fn question_without_brackets(&mut self, question: Question, range: Range<usize>) -> Node<'t> {
        let message = format!("`{}` asks about {}", question.name(), question.about());
        let fault = self.fault(range, message, "which?");
        self.stop(match question {
            Question::Ending => fault.help("write `ending('scene')`, or `ended` for any ending"),
            _ => fault.help(format!("write {}", question.example())),
        })
    }

    /// A function stands alone.
    pub(super) fn function_without_brackets(&mut self, function: &str, range: Range<usize>) {
        let fault = self.fault(range, format!("`{function}` is a function"), "takes something in brackets");
        self.stop(fault.help(format!("write `{function}(…)`")));
    }

    /// A bracket follows a word that takes none.
    pub(super) fn call_of_no_function(&mut self, word: &'t str, range: Range<usize>) -> Node<'t> {
        if !matches!(word, "again" | "ended" | "choices" | "true" | "false") {
            // Whether the word is a name, and only an operator is missing, is known where names are.
            self.has_stopped = true;
            return Node { range, kind: Kind::UnknownCall(word) };
        }
        let open = self.token.range.clone();
        let fault = self.fault(open.clone(), format!("`{word}` takes no brackets"), "");
        let rest = self.slice(open.end..self.range.end);
        let inside = rest.len() - rest.trim_start().len();
        let fault = if rest.trim_start().starts_with(')') {
            fault.fix(self.text.span(open.start..open.end + inside + 1), "")
        } else {
            fault
        };
        self.stop(fault)
    }

    /// Two comparisons share a side: `1 < a < 3`.
    pub(super) fn chained_comparison(&mut self, left: &Node<'t>, second: &Lexed<'t>) {
        let Kind::Compare(_, first, sides) = &left.kind else { return };
        let middle = self.slice(sides[1].range.clone());
        let at = second.range.start;
        let fault = self
            .fault(second.range.clone(), "comparisons are not chained", "a second comparison")
            .also(self.text.span(first.clone()), "the first one")
            .help(format!("compare twice: `… {middle} and {middle} …`"))
            .fix(self.text.span(at..at), format!("and {middle} "));
        self.faults.push(fault);
    }

    /// A number with more to it than digits, or one that is too great.
    pub(super) fn no_number(&mut self, digits: &str, range: Range<usize>) -> Node<'t> {
        let plain: String = digits.chars().filter(|&c| c != '_').collect();
        let fault = if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let span = self.text.span(range.clone());
            Diagnostic::new(Code::OutOfRange, span, "a number is too great", "beyond 2^62")
        } else if plain.bytes().all(|byte| byte.is_ascii_digit()) {
            let span = self.text.span(range.clone());
            self.fault(range.clone(), format!("`{digits}` is written `{plain}`"), "").fix(span, plain)
        } else if plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            self.fault(
                range.clone(),
                format!("`{digits}` is not a whole number"),
                "all numbers are whole here",
            )
        } else {
            self.fault(range.clone(), format!("`{digits}` is neither a number nor a name"), "")
                .help("names start with a letter")
        };
        self.faults.push(fault);
        Node { range, kind: Kind::Broken }
    }

    /// Brackets, calls or prefixes stand in each other too deep.
    pub(super) fn too_deep(&mut self, range: Range<usize>) -> Node<'t> {
        let message = format!("an expression is nested more than {DEEPEST} deep");
        let fault = Diagnostic::new(Code::TooLarge, self.text.span(range), message, "one level too many");
        self.stop(fault)
    }

    pub(super) fn fault(
        &self,
        range: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(Code::ExpressionSyntax, self.text.span(range), message, label)
    }

    /// Says the last fault of this expression: what follows is not read.
    pub(super) fn stop(&mut self, fault: Diagnostic) -> Node<'t> {
        self.faults.push(fault);
        self.has_stopped = true;
        self.broken()
    }

    /// Puts single quotes around a name, if the string it stands in can hold them.
    fn quote(&self, fault: Diagnostic, range: Range<usize>, name: &str) -> Diagnostic {
        if self.text.can_hold("'") {
            fault.fix(self.text.span(range), format!("'{name}'"))
        } else {
            fault.help(format!("write '{name}', and put double quotes around the whole expression"))
        }
    }

    /// The operator with the spaces that a word needs in place of signs.
    fn spaced(&self, range: &Range<usize>, operator: &str) -> String {
        let is_word = operator.starts_with(char::is_alphabetic);
        let value = self.text.value();
        let needs_space = |c: Option<char>| is_word && c.is_some_and(|c| !c.is_whitespace() && c != '(');
        let before = if needs_space(value[..range.start].chars().next_back()) { " " } else { "" };
        let after = if needs_space(value[range.end..].chars().next()) { " " } else { "" };
        format!("{before}{operator}{after}")
    }
}
