//! Definitions where they are used: written out, within limits, and asked only what can be asked there.

use super::Scope;
use super::check::Checker;
use super::meaning::{Asked, Aspect, Checked, MOST_PARTS, MOST_PARTS_IN_ALL};
use super::parser::DEEPEST;
use super::tree::Chain;
use crate::story::Expression;
use std::ops::Range;

impl Checker<'_> {
    /// Writes a definition out.
    pub(super) fn definition(
        &mut self,
        index: usize,
        depth: usize,
        range: &Range<usize>,
        around: Option<Chain>,
    ) -> Option<Checked> {
        let definition = self.names.definition(index);
        let meaning = definition.meaning.as_ref()?;
        let mut is_allowed = true;
        for &asked in &meaning.asked {
            is_allowed &= self.ask_through(&definition.name, asked, range);
        }
        let expression = &meaning.checked.expression;
        let is_taken_in = around.is_some_and(|chain| takes_in(chain, expression));
        let own_level = usize::from(meaning.parts > 1 && !is_taken_in);
        let is_small = self.add(meaning.parts, depth + own_level + meaning.depth, range);
        if !is_allowed || !is_small {
            return None;
        }
        Some(Checked { expression: expression.clone(), sort: meaning.checked.sort })
    }

    /// Counts a definition that is to be written out, and says the first time that a limit is passed.
    fn add(&mut self, parts: usize, depth: usize, range: &Range<usize>) -> bool {
        let was_small = self.parts <= MOST_PARTS && self.depth <= DEEPEST;
        self.parts += parts;
        self.depth = self.depth.max(depth);
        if self.parts > MOST_PARTS || self.depth > DEEPEST {
            if was_small {
                self.too_large(range);
            }
            return false;
        }
        // A playthrough is read against a story that has loaded, and forgotten.
        if self.scope == Some(Scope::Playthrough) {
            return true;
        }
        let before = self.names.write_out(parts);
        if before <= MOST_PARTS_IN_ALL && before + parts > MOST_PARTS_IN_ALL {
            self.too_large_in_all(range);
        }
        before + parts <= MOST_PARTS_IN_ALL
    }

    /// Notes what a definition asks, and says when an expression asks what it may not.
    pub(super) fn ask(&mut self, what: Aspect, word: &'static str, range: &Range<usize>) -> Option<()> {
        match self.scope {
            Some(scope) if what.is_seen_from(scope) => Some(()),
            Some(_) => {
                self.not_asked_here(what, word, range);
                None
            }
            None => {
                self.note(Asked { what, word, span: self.text.span(range.clone()) });
                Some(())
            }
        }
    }

    fn ask_through(&mut self, definition: &str, asked: Asked, range: &Range<usize>) -> bool {
        match self.scope {
            Some(scope) if asked.what.is_seen_from(scope) => true,
            Some(_) => {
                self.not_asked_here_by(definition, asked, range);
                false
            }
            None => {
                self.note(asked);
                true
            }
        }
    }

    fn note(&mut self, asked: Asked) {
        if self.asked.iter().all(|known| known.what != asked.what) {
            self.asked.push(asked);
        }
    }
}

/// Whether an expression that is a part of a chain becomes several parts of it.
fn takes_in(chain: Chain, part: &Expression) -> bool {
    match part {
        Expression::All(_) => chain == Chain::And,
        Expression::Any(_) => chain == Chain::Or,
        Expression::Sum(_) => chain == Chain::Sum,
        Expression::Product(_) => chain == Chain::Product,
        Expression::Min(_) => chain == Chain::Min,
        Expression::Max(_) => chain == Chain::Max,
        _ => false,
    }
}
