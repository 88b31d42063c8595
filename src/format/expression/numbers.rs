//! Numbers and their bounds: no expression can come to a number that does not fit, whatever happens in a game.

use super::check::Checker;
use super::meaning::{Checked, GREATEST, Sort};
use super::tree::{Chain, Node};
use crate::story::Expression;

impl Checker<'_> {
    /// Checks a sum, a product, the least or the greatest of some numbers.
    pub(super) fn numbers(&mut self, node: &Node<'_>, chain: Chain, nodes: &[Node<'_>]) -> Option<Checked> {
        let mut parts = Vec::with_capacity(nodes.len());
        let mut bounds: Option<(i128, i128)> = None;
        let (mut is_whole, mut is_within) = (true, true);
        for node in nodes {
            self.around = (parts.is_empty() || matches!(chain, Chain::Min | Chain::Max)).then_some(chain);
            let Some((part, min, max)) = self.number(node) else {
                is_whole = false;
                continue;
            };
            let part_bounds = (i128::from(min), i128::from(max));
            let next = bounds.map_or(part_bounds, |so_far| combine(chain, so_far, part_bounds));
            is_within &= Sort::integer(next.0, next.1).is_some();
            // Beyond the limit the sum is wrong already; held there, it cannot overflow.
            let limit = i128::from(GREATEST) + 1;
            bounds = Some((next.0.clamp(-limit, limit), next.1.clamp(-limit, limit)));
            match (chain, part) {
                // Only from the left: in `a + (b + c)` the sum of `a` and `b` was not asked for and might overflow.
                (Chain::Sum, Expression::Sum(more)) | (Chain::Product, Expression::Product(more))
                    if parts.is_empty() =>
                {
                    parts = more;
                }
                (Chain::Min, Expression::Min(more)) | (Chain::Max, Expression::Max(more)) => {
                    parts.extend(more)
                }
                (_, part) => parts.push(part),
            }
        }
        if !is_whole {
            return None;
        }
        if !is_within {
            self.too_great(&node.range);
            return None;
        }
        let (min, max) = bounds.expect("a chain has parts");
        let expression = match chain {
            Chain::Sum => Expression::Sum(parts),
            Chain::Product => Expression::Product(parts),
            Chain::Min => Expression::Min(parts),
            _ => Expression::Max(parts),
        };
        self.integer(node, expression, min, max)
    }

    /// A number within bounds, unless those go too far.
    pub(super) fn integer(
        &mut self,
        node: &Node<'_>,
        expression: Expression,
        min: i128,
        max: i128,
    ) -> Option<Checked> {
        let Some(sort) = Sort::integer(min, max) else {
            self.too_great(&node.range);
            return None;
        };
        Some(Checked { expression, sort })
    }
}

/// The bounds of a chain with one part more.
fn combine(chain: Chain, left: (i128, i128), right: (i128, i128)) -> (i128, i128) {
    match chain {
        Chain::Product => {
            let corners = [left.0 * right.0, left.0 * right.1, left.1 * right.0, left.1 * right.1];
            corners
                .iter()
                .fold((corners[0], corners[0]), |(min, max), &corner| (min.min(corner), max.max(corner)))
        }
        Chain::Min => (left.0.min(right.0), left.1.min(right.1)),
        Chain::Max => (left.0.max(right.0), left.1.max(right.1)),
        _ => (left.0 + right.0, left.1 + right.1),
    }
}
