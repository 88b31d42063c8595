//! How far a search must count choices for a condition that asks how many were made.

use crate::story::{Expression, Story};

/// Where counting stops when no bound can be seen: no search gets there within its limits.
const FAR: u64 = 1 << 20;

/// A number of the form `slope` · `choices` + rest, where the rest lies from `least` to `most`.
#[derive(Clone, Copy)]
struct Linear {
    slope: i64,
    least: i64,
    most: i64,
}

/// A number of choices from which on the condition no longer depends on it; `None` when the condition never does.
pub fn horizon(story: &Story, expression: &Expression) -> Option<u64> {
    let mut horizon = None;
    expression.walk(&mut |part| {
        if let Expression::Compare(_, sides) = part
            && sides.iter().any(crate::explore::abstraction::reads::asks_choices)
        {
            let far = comparison(story, &sides[0], &sides[1]).unwrap_or(FAR).min(FAR);
            horizon = Some(horizon.map_or(far, |other: u64| other.max(far)));
        }
    });
    horizon
}

/// The number of choices from which on a comparison stays as it is: there the multiple of `choices` outweighs all else.
/// `None` when no such number can be seen.
fn comparison(story: &Story, left: &Expression, right: &Expression) -> Option<u64> {
    let (left, right) = (linear(story, left)?, linear(story, right)?);
    let slope = left.slope.checked_sub(right.slope)?;
    let least = left.least.checked_sub(right.most)?;
    let most = left.most.checked_sub(right.least)?;
    let bound = least.unsigned_abs().max(most.unsigned_abs());
    Some(if slope == 0 { 0 } else { bound / slope.unsigned_abs() + 1 })
}

fn linear(story: &Story, expression: &Expression) -> Option<Linear> {
    let fixed = |least, most| Some(Linear { slope: 0, least, most });
    match expression {
        Expression::Integer(value) => fixed(*value, *value),
        Expression::Choices => Some(Linear { slope: 1, least: 0, most: 0 }),
        Expression::Variable(id) => {
            let variable = &story.variables[id.index()];
            fixed(i64::from(variable.min), i64::from(variable.max))
        }
        Expression::Count(parts) => fixed(0, parts.len() as i64),
        Expression::Negate(inner) => scale(linear(story, inner)?, -1),
        Expression::Sum(parts) => parts.iter().try_fold(Linear { slope: 0, least: 0, most: 0 }, |sum, part| {
            let part = linear(story, part)?;
            Some(Linear {
                slope: sum.slope.checked_add(part.slope)?,
                least: sum.least.checked_add(part.least)?,
                most: sum.most.checked_add(part.most)?,
            })
        }),
        Expression::Product(parts) => parts.iter().try_fold(Linear { slope: 0, least: 1, most: 1 }, |product, part| {
            let part = linear(story, part)?;
            match (product, part) {
                (Linear { slope: 0, least, most }, other) | (other, Linear { slope: 0, least, most })
                    if least == most =>
                {
                    scale(other, least)
                }
                _ => None,
            }
        }),
        _ => None,
    }
}

fn scale(number: Linear, factor: i64) -> Option<Linear> {
    let ends = [number.least.checked_mul(factor)?, number.most.checked_mul(factor)?];
    Some(Linear { slope: number.slope.checked_mul(factor)?, least: ends[0].min(ends[1]), most: ends[0].max(ends[1]) })
}
