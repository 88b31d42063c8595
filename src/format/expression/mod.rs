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
use parser::{Parser, read};
use std::ops::Range;
use syntax::{Token, next_token};

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
    let span = text.span(range.clone());
    let (expression, _) = read(text, range, Some(scope), names, faults, Parser::boolean)?;
    Some(Condition { expression, span })
}

/// Reads the whole string as the weight of an arm: a number that is never above [`limits::WEIGHT`].
pub(crate) fn weight(text: &Decoded, names: &Names, faults: &mut Faults) -> Option<Expression> {
    let range = 0..text.value().len();
    let ((expression, bounds), _) = read(text, range.clone(), Some(Scope::Scene), names, faults, Parser::integer)?;
    if bounds.max > limits::WEIGHT {
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
    let ((expression, _), _) = read(text, range, Some(scope), names, faults, Parser::integer)?;
    Some(expression)
}

/// The most definitions of a cycle that a message names; it cuts a longer cycle short.
const MOST_NAMED: usize = 8;

/// Reads every definition, after all declarations and before any condition: so each faulty one is reported only once.
pub(crate) fn check_definitions(names: &mut Names, faults: &mut Faults) {
    let uses: Vec<Vec<usize>> = names.definitions.iter().map(|definition| uses(&definition.text, names)).collect();
    for index in inner_first(&uses, |cycle| faults.push(cyclic(names, cycle))) {
        let text = &names.definitions[index].text;
        let Some((checked, mut extent)) = read(text, 0..text.value().len(), None, names, faults, Parser::either) else {
            continue;
        };
        extent.parts = 0;
        checked.expression.walk(&mut |_| extent.parts += 1);
        if extent.parts > MOST_PARTS {
            let message = format!("a definition has more than {MOST_PARTS} parts, written out");
            faults.push(Code::TooLarge.at(names.definitions[index].span, message, "too large"));
        } else {
            names.definitions[index].meaning = Some(Meaning { checked, extent });
        }
    }
}

/// The definitions that a text names.
fn uses(text: &Decoded, names: &Names) -> Vec<usize> {
    let first = next_token(text.value(), 0);
    let tokens = std::iter::successors(Some(first), |token| Some(next_token(text.value(), token.range.end)));
    let used = tokens.take_while(|token| token.token != Token::End).filter_map(|token| match token.token {
        Token::Name(word) => names.value(word),
        _ => None,
    });
    used.filter_map(|value| if let NamedValue::Definition(index) = value { Some(index) } else { None }).collect()
}

/// Orders definitions so that each comes after the definitions that it uses, and calls `on_cycle` for each cycle it
/// meets. The walk goes depth first with a stack of its own, because a long chain could overflow the thread's stack.
fn inner_first(uses: &[Vec<usize>], mut on_cycle: impl FnMut(&[usize])) -> Vec<usize> {
    let mut order = Vec::with_capacity(uses.len());
    let mut was_met = vec![false; uses.len()];
    // The position of each definition on the path; `None` while it is not on the path.
    let mut place = vec![None; uses.len()];
    let mut path: Vec<usize> = Vec::new();
    // The definitions to enter, the next one last. `None` means that the last one on the path is done.
    let mut next: Vec<Option<usize>> = (0..uses.len()).rev().map(Some).collect();
    while let Some(entered) = next.pop() {
        match entered {
            Some(index) if was_met[index] => {
                if let Some(start) = place[index] {
                    on_cycle(&path[start..]);
                }
            }
            Some(index) => {
                was_met[index] = true;
                place[index] = Some(path.len());
                path.push(index);
                next.push(None);
                next.extend(uses[index].iter().rev().copied().map(Some));
            }
            None => {
                let left = path.pop().expect("each definition that is left was entered");
                place[left] = None;
                order.push(left);
            }
        }
    }
    order
}

/// The fault of a cycle: each of its definitions uses the next, and the last one uses the first.
fn cyclic(names: &Names, cycle: &[usize]) -> Diagnostic {
    let mut shown = cycle[..cycle.len().min(MOST_NAMED)].to_vec();
    let is_whole = shown.len() == cycle.len();
    let first = shown.iter().enumerate().min_by_key(|&(_, index)| index).map_or(0, |(at, _)| at);
    shown.rotate_left(if is_whole { first } else { 0 });
    let name = |index: usize| format!("`{}`", names.definitions[index].name);
    let more = if is_whole { None } else { Some("…".to_owned()) };
    let spelt: Vec<String> = shown.iter().map(|&index| name(index)).chain(more).chain([name(shown[0])]).collect();
    let message = format!("a definition is made of itself: {}", spelt.join(" → "));
    let fault = Code::CyclicDefinition.at(names.definitions[shown[0]].span, message, "made of itself");
    let pairs = shown.windows(2);
    pairs.fold(fault, |fault, two| fault.also(names.definitions[two[1]].span, format!("used by {}", name(two[0]))))
}
