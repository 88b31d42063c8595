//! Expressions: from the text an author wrote to an [`Expression`] whose names are known and whose types fit.
//!
//! One pass reads the grammar and checks names and types. It reports every mistake once, at its place inside the TOML
//! string. Nothing here evaluates anything.

mod check;
mod errors;
mod lookup;
pub(super) mod meaning;
mod parser;
mod syntax;

pub(crate) use meaning::Scope;

use super::names::NamedValue;
use super::{Decoded, Names, limits};
use crate::source::{Code, Diagnostic, Faults};
use crate::story::{Condition, Expression};
use meaning::{MOST_PARTS, Meaning};
use parser::Parser;
use std::ops::Range;
use syntax::{DEEPEST, Token, next_token};

/// Reads the whole string as a condition; `None` when it, or a definition that it uses, is faulty.
pub(crate) fn condition(text: &Decoded, scope: Scope, names: &Names, faults: &mut Faults) -> Option<Condition> {
    condition_in(text, 0..text.value().len(), scope, names, faults)
}

pub(super) fn condition_in(
    text: &Decoded,
    range: Range<usize>,
    scope: Scope,
    names: &Names,
    faults: &mut Faults,
) -> Option<Condition> {
    let expression = Parser::new(text, &range, Some(scope), names, faults).whole(&range, Parser::boolean)?;
    Some(Condition { expression, span: text.span(range) })
}

/// Reads the whole string as the weight of an arm: a number that is never above [`limits::WEIGHT`].
pub(crate) fn weight(text: &Decoded, names: &Names, faults: &mut Faults) -> Option<Expression> {
    let range = 0..text.value().len();
    let mut parser = Parser::new(text, &range, Some(Scope::Scene), names, faults);
    let (expression, bounds) = parser.whole(&range, Parser::integer)?;
    if bounds.max > i128::from(limits::WEIGHT) {
        let message = format!("a weight can come out as {}", bounds.max);
        let help = "the bounds of the variables decide this: put a `min(…, 1000000)` around it, or use smaller factors";
        let fault = Code::OutOfRange.at(text.span(range), message, format!("at most {}", limits::WEIGHT));
        faults.push(fault.help(help));
        return None;
    }
    Some(expression)
}

pub(super) fn number_in(
    text: &Decoded,
    range: Range<usize>,
    scope: Scope,
    names: &Names,
    faults: &mut Faults,
) -> Option<Expression> {
    Some(Parser::new(text, &range, Some(scope), names, faults).whole(&range, Parser::integer)?.0)
}

/// Reads every definition, after all declarations and before any condition, so that each is reported only once.
pub(crate) fn check_definitions(names: &mut Names, faults: &mut Faults) {
    let mut was_met = vec![false; names.definitions.len()];
    for index in 0..names.definitions.len() {
        define(index, &mut vec![], &mut was_met, names, faults);
    }
}

/// Reads a definition, after those that it uses. `path` has the definitions that use it, each the one before it.
fn define(index: usize, path: &mut Vec<usize>, was_met: &mut [bool], names: &mut Names, faults: &mut Faults) {
    if let Some(start) = path.iter().position(|&above| above == index) {
        return faults.push(cyclic(names, &path[start..]));
    }
    if was_met[index] {
        return;
    }
    if path.len() > DEEPEST {
        let message = format!("definitions are nested more than {DEEPEST} deep");
        let fault = Code::TooLarge.at(names.definitions[path[0]].span, message, "made of too many others");
        return faults.push(fault.cause("size of definitions"));
    }
    was_met[index] = true;
    path.push(index);
    let text = names.definitions[index].text.clone();
    for used in uses(&text, names) {
        define(used, path, was_met, names, faults);
    }
    path.pop();
    let range = 0..text.value().len();
    let mut parser = Parser::new(&text, &range, None, names, faults);
    let Some(checked) = parser.whole(&range, |_, root| root.checked) else { return };
    let mut extent = parser.extent;
    extent.parts = 0;
    checked.expression.walk(&mut |_| extent.parts += 1);
    if extent.parts > MOST_PARTS {
        let message = format!("a definition has more than {MOST_PARTS} parts, written out");
        faults.push(Code::TooLarge.at(names.definitions[index].span, message, "too large"));
    } else {
        names.definitions[index].meaning = Some(Meaning { checked, extent });
    }
}

/// The definitions that a text names.
fn uses(text: &Decoded, names: &Names) -> Vec<usize> {
    let mut used = vec![];
    let mut at = 0;
    loop {
        let token = next_token(text.value(), at);
        at = token.range.end;
        match token.token {
            Token::End => return used,
            Token::Name(word) => used.extend(match names.value(word) {
                Some(NamedValue::Definition(index)) => Some(index),
                _ => None,
            }),
            _ => {}
        }
    }
}

/// The fault of a cycle: each of its definitions uses the next, and the last one uses the first.
fn cyclic(names: &Names, cycle: &[usize]) -> Diagnostic {
    let mut cycle = cycle.to_vec();
    let first = cycle.iter().enumerate().min_by_key(|&(_, index)| index).map_or(0, |(at, _)| at);
    cycle.rotate_left(first);
    let name = |index: &usize| format!("`{}`", names.definitions[*index].name);
    let spelt: Vec<String> = cycle.iter().chain(cycle.first()).map(name).collect();
    let message = format!("a definition is made of itself: {}", spelt.join(" → "));
    let fault = Code::CyclicDefinition.at(names.definitions[cycle[0]].span, message, "made of itself");
    let pairs = cycle.windows(2);
    pairs.fold(fault, |fault, two| fault.also(names.definitions[two[1]].span, format!("used by {}", name(&two[0]))))
}
