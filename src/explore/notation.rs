//! Expressions of a story in the notation of a modelling language.

use crate::story::{Comparison, Expression};

/// How a language writes expressions.
pub(super) struct Notation<'a> {
    pub and: &'static str,
    pub or: &'static str,
    pub equal: &'static str,
    /// Writes one of two values by a condition: takes the condition, the value if it holds, and the other value.
    pub choose: fn(&str, &str, &str) -> String,
    /// Writes an expression that has no parts: a variable, a mark of the past, the place.
    pub leaf: &'a dyn Fn(&Expression) -> String,
}

impl Notation<'_> {
    pub fn write(&self, expression: &Expression) -> String {
        let part = |part: &Expression| self.write(part);
        let chain =
            |parts: &[Expression], sign: &str| format!("({})", parts.iter().map(part).collect::<Vec<_>>().join(sign));
        let fold = |parts: &[Expression], sign: &str| {
            let better = |best: String, next: String| (self.choose)(&format!("{best} {sign} {next}"), &best, &next);
            parts.iter().map(part).reduce(better).unwrap_or_default()
        };
        match expression {
            Expression::Integer(value) => format!("({value})"),
            Expression::Boolean(value) => value.to_string(),
            Expression::Not(inner) => format!("!({})", part(inner)),
            Expression::All(parts) => chain(parts, self.and),
            Expression::Any(parts) => chain(parts, self.or),
            Expression::Sum(parts) => chain(parts, " + "),
            Expression::Product(parts) => chain(parts, " * "),
            Expression::Min(parts) => fold(parts, "<"),
            Expression::Max(parts) => fold(parts, ">"),
            Expression::Negate(inner) => format!("(0 - {})", part(inner)),
            Expression::Abs(inner) => {
                let inner = part(inner);
                (self.choose)(&format!("{inner} < 0"), &format!("(0 - {inner})"), &inner)
            }
            Expression::Count(parts) => {
                let one = |each: &Expression| (self.choose)(&part(each), "1", "0");
                format!("({})", parts.iter().map(one).collect::<Vec<_>>().join(" + "))
            }
            Expression::Compare(comparison, sides) => {
                let sign = match comparison {
                    Comparison::Equal => self.equal,
                    Comparison::NotEqual => "!=",
                    Comparison::Less => "<",
                    Comparison::LessOrEqual => "<=",
                    Comparison::Greater => ">",
                    Comparison::GreaterOrEqual => ">=",
                };
                format!("({} {sign} {})", part(&sides[0]), part(&sides[1]))
            }
            Expression::Variable(_)
            | Expression::Visited(_)
            | Expression::Chosen(_)
            | Expression::Again
            | Expression::Ended
            | Expression::At(_)
            | Expression::Act(_)
            | Expression::Choices => (self.leaf)(expression),
        }
    }
}
