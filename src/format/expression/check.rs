//! Checks types and turns a syntax tree into an expression of the story; `lookup.rs` finds the names in it.
//!
//! Every node is checked, even beside a faulty one. A faulty node reports its own mistake; the nodes around it report
//! nothing because of it.

use super::meaning::{Aspect, AspectQuery, Checked, Interval, MOST_PARTS, MOST_PARTS_IN_ALL, Scope, Sort};
use super::parser::ParsedExpression;
use super::syntax::{Ast, AstKind, DEEPEST, Operation, Query};
use crate::format::names::NamedValue;
use crate::format::spelling::Name;
use crate::format::{Decoded, Names, VariableKind};
use crate::source::{Code, Faults};
use crate::story::{Comparison, Expression};
use std::ops::Range;
use std::sync::atomic::Ordering;

pub(super) struct Checker<'a> {
    pub text: &'a Decoded,
    parsed: &'a ParsedExpression<'a>,
    /// Where the expression stands; `None` for a definition: the place of each use decides what it may ask.
    pub scope: Option<Scope>,
    pub names: &'a Names,
    pub faults: &'a mut Faults,
    /// The number of nodes that the author wrote in this expression.
    pub own_parts: usize,
    /// The number of nodes that were copied in from definitions.
    pub parts: usize,
    /// The depth of nesting once definitions are copied in.
    pub depth: usize,
    /// What a definition asks about the game, to be checked where the definition is used.
    pub asks: Vec<AspectQuery>,
    /// The operation around the next node, if a node of the same operation is merged into it, such as a sum in a sum.
    around: Option<Operation>,
}

const JOIN: &str = "a condition stands by itself, or after `not`; `count(…)` counts those that hold";
const COMPARE: &str = "compare it with a number, such as `… >= 1`";

impl<'a> Checker<'a> {
    pub fn new(
        text: &'a Decoded,
        parsed: &'a ParsedExpression<'a>,
        scope: Option<Scope>,
        names: &'a Names,
        faults: &'a mut Faults,
    ) -> Checker<'a> {
        let (own_parts, parts, depth, asks, around) = (0, 0, 0, vec![], None);
        Checker { text, parsed, scope, names, faults, own_parts, parts, depth, asks, around }
    }

    /// Checks an expression that must be a condition. When the text breaks the grammar, checks only the names in it.
    pub fn condition(&mut self) -> Option<Expression> {
        self.boolean(&self.parsed.root).filter(|_| self.parsed.is_sound)
    }

    /// Checks an expression that must be a number, and returns its bounds with it.
    pub fn number(&mut self) -> Option<(Expression, Interval)> {
        self.integer(&self.parsed.root).filter(|_| self.parsed.is_sound)
    }

    pub fn either(&mut self) -> Option<Checked> {
        self.check(&self.parsed.root, None).filter(|_| self.parsed.is_sound)
    }

    fn boolean(&mut self, node: &Ast<'_>) -> Option<Expression> {
        let checked = self.check(node, Some(Name::Flag))?;
        if checked.sort != Sort::Boolean {
            self.mixed(node, checked.sort, COMPARE);
            return None;
        }
        Some(checked.expression)
    }

    fn integer(&mut self, node: &Ast<'_>) -> Option<(Expression, Interval)> {
        let checked = self.check(node, Some(Name::Counter))?;
        let Sort::Integer(bounds) = checked.sort else {
            self.mixed(node, checked.sort, JOIN);
            return None;
        };
        Some((checked.expression, bounds))
    }

    /// Checks a node and all nodes in it. `wanted` is the kind that an unknown name most likely belongs to.
    fn check(&mut self, node: &Ast<'_>, wanted: Option<Name>) -> Option<Checked> {
        self.own_parts += 1;
        let around = self.around.take();
        match &node.kind {
            AstKind::Broken => None,
            AstKind::Integer(number) => {
                self.bounded(node, Expression::Integer(*number), Interval::new(*number, *number))
            }
            AstKind::Boolean(value) => condition(Expression::Boolean(*value)),
            AstKind::Name(word, depth) => self.name((word, *depth), &node.range, around, wanted),
            AstKind::Quoted(name) => {
                let help = match self.names.scene(name) {
                    Some(_) => format!("ask for a scene with `visited('{name}')`"),
                    None => "a name stands without quotes, and a stance is compared with a number".to_owned(),
                };
                let message = format!("'{name}' stands alone");
                self.report(Code::ExpressionSyntax, &node.range, message, "a name in quotes", help)
            }
            AstKind::Ask(query, about, range) => {
                if matches!(query, Query::At | Query::Ending | Query::Act) {
                    let word = node.range.start..node.range.start + query.name().len();
                    self.ask(Aspect::Course, query.name(), &word)?;
                }
                condition(self.query(*query, about, range)?)
            }
            AstKind::Not(inner) => condition(Expression::Not(Box::new(self.boolean(inner)?))),
            AstKind::Negate(inner) => {
                let (inner, bounds) = self.integer(inner)?;
                let negated = match inner {
                    Expression::Integer(number) => Expression::Integer(-number),
                    inner => Expression::Negate(Box::new(inner)),
                };
                self.bounded(node, negated, bounds.negated())
            }
            AstKind::Nary(operation, parts) => match operation {
                Operation::And => condition(Expression::All(self.conditions(*operation, parts)?)),
                Operation::Or => condition(Expression::Any(self.conditions(*operation, parts)?)),
                Operation::Count => {
                    let parts = self.conditions(*operation, parts)?;
                    let bounds = Interval::new(0, parts.len() as i128);
                    self.bounded(node, Expression::Count(parts), bounds)
                }
                Operation::Abs => {
                    let (inner, bounds) = self.integer(&parts[0])?;
                    self.bounded(node, Expression::Abs(Box::new(inner)), bounds.absolute())
                }
                Operation::Sum if self.is_hyphenated(&node.range) => None,
                _ => self.numbers(node, *operation, parts),
            },
            AstKind::Compare(comparison, sides, operator) => {
                let sides = self.sides(node, *comparison, sides, operator)?;
                condition(Expression::Compare(*comparison, Box::new(sides)))
            }
        }
    }

    /// Checks the sides of a comparison. Conditions cannot be compared, not even with `==`.
    fn sides(
        &mut self,
        node: &Ast<'_>,
        comparison: Comparison,
        sides: &[Ast<'_>; 2],
        operator: &Range<usize>,
    ) -> Option<[Expression; 2]> {
        let literal = sides.iter().position(|side| matches!(side.kind, AstKind::Boolean(_)));
        let wanted = if literal.is_some() { Name::Flag } else { Name::Counter };
        let checked = sides.each_ref().map(|side| self.check(side, Some(wanted)));
        let is_condition = |checked: &Option<Checked>| checked.as_ref().is_some_and(|it| it.sort == Sort::Boolean);
        let first = checked.iter().position(is_condition);
        if let (Some(first), [Some(_), Some(_)]) = (first, &checked) {
            self.mixed(&sides[first], Sort::Boolean, JOIN);
            let written = self.written_without(comparison, sides, literal).filter(|_| checked.iter().all(is_condition));
            if let (Some(written), Some(fault)) = (written, self.faults.last_mut().filter(|_| self.parsed.is_sound)) {
                *fault = fault.clone().fix(self.text.span(node.range.clone()), written);
            }
            return None;
        }
        if self.text.slice(operator) == "=" && literal.is_none() {
            self.faults.push(self.text.misspelt(operator, "=="));
            return None;
        }
        let [Some(left), Some(right)] = checked else { return None };
        Some([left.expression, right.expression])
    }

    /// The condition that says the same as a comparison with `true` or `false`, such as `not a` for `a == false`.
    fn written_without(&self, comparison: Comparison, sides: &[Ast<'_>; 2], literal: Option<usize>) -> Option<String> {
        let literal = literal?;
        let AstKind::Boolean(value) = sides[literal].kind else { return None };
        let condition = self.text.slice(&sides[1 - literal].range);
        let written = match comparison {
            Comparison::Equal if value => condition.to_owned(),
            Comparison::NotEqual if !value => condition.to_owned(),
            Comparison::Equal | Comparison::NotEqual => format!("not {condition}"),
            _ => return None,
        };
        self.text.can_hold(&written).then_some(written)
    }

    fn conditions(&mut self, operation: Operation, nodes: &[Ast<'_>]) -> Option<Vec<Expression>> {
        let mut parts = Vec::with_capacity(nodes.len());
        let mut is_whole = true;
        for node in nodes {
            self.around = Some(operation);
            match (operation, self.boolean(node)) {
                (_, None) => is_whole = false,
                // `and` inside `and`, like `or` inside `or`, is one level, even when it comes from a definition.
                (Operation::And, Some(Expression::All(more))) => parts.extend(more),
                (Operation::Or, Some(Expression::Any(more))) => parts.extend(more),
                (_, Some(part)) => parts.push(part),
            }
        }
        is_whole.then_some(parts)
    }

    /// Whether the author meant one name with hyphens, not a sum; reports the name when it is unknown.
    fn is_hyphenated(&mut self, range: &Range<usize>) -> bool {
        let (text, names) = (self.text.slice(range), self.names);
        let is_undeclared = |part: &str| part.starts_with(char::is_alphabetic) && names.value(part).is_none();
        let is_name = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let is_hyphenated = is_name && text.split('-').all(is_undeclared);
        if is_hyphenated && names.value(text).is_none() {
            self.no_value::<()>(text, range, None);
        }
        is_hyphenated
    }

    /// Checks a sum, a product, a minimum or a maximum.
    fn numbers(&mut self, node: &Ast<'_>, operation: Operation, nodes: &[Ast<'_>]) -> Option<Checked> {
        let is_extreme = matches!(operation, Operation::Min | Operation::Max);
        let mut parts = Vec::with_capacity(nodes.len());
        let mut so_far: Option<Interval> = None;
        let (mut is_whole, mut is_small) = (true, true);
        for node in nodes {
            self.around = (parts.is_empty() || is_extreme).then_some(operation);
            let Some((part, bounds)) = self.integer(node) else {
                is_whole = false;
                continue;
            };
            let next = so_far.map_or(bounds, |so_far| so_far.with(operation, bounds));
            is_small &= next.is_small();
            so_far = Some(next.cut());
            match (operation, part) {
                // Merges only the first operand: `a + (b + c)` must not become `a + b + c`, as `a + b` might overflow.
                (Operation::Sum, Expression::Sum(more)) if parts.is_empty() => parts = more,
                (Operation::Product, Expression::Product(more)) if parts.is_empty() => parts = more,
                (Operation::Min, Expression::Min(more)) | (Operation::Max, Expression::Max(more)) => parts.extend(more),
                (_, part) => parts.push(part),
            }
        }
        let bounds = so_far.filter(|_| is_whole)?;
        if !is_small {
            return self.too_great(node);
        }
        let expression = match operation {
            Operation::Sum => Expression::Sum(parts),
            Operation::Product => Expression::Product(parts),
            Operation::Min => Expression::Min(parts),
            _ => Expression::Max(parts),
        };
        self.bounded(node, expression, bounds)
    }

    fn bounded(&mut self, node: &Ast<'_>, expression: Expression, bounds: Interval) -> Option<Checked> {
        if !bounds.is_small() {
            return self.too_great(node);
        }
        Some(Checked { expression, sort: Sort::Integer(bounds) })
    }

    fn too_great(&mut self, node: &Ast<'_>) -> Option<Checked> {
        let help = "the bounds of the variables decide this: make them or the factors smaller";
        let message = "a number can come out too great";
        self.report(Code::OutOfRange, &node.range, message, "can be beyond ±2^62", help)
    }

    fn name(
        &mut self,
        (word, depth): (&str, usize),
        range: &Range<usize>,
        around: Option<Operation>,
        wanted: Option<Name>,
    ) -> Option<Checked> {
        match (word, self.names.value(word)) {
            ("again", _) => condition(Expression::Again),
            ("ended", _) => {
                self.ask(Aspect::Course, "ended", range)?;
                condition(Expression::Ended)
            }
            ("choices", _) => {
                self.ask(Aspect::Choices, "choices", range)?;
                Some(Checked { expression: Expression::Choices, sort: Sort::Integer(Interval::new(0, i32::MAX)) })
            }
            (_, Some(NamedValue::Variable(variable))) => {
                let sort = match variable.kind {
                    VariableKind::Flag => Sort::Boolean,
                    _ => Sort::Integer(Interval::new(variable.min, variable.max)),
                };
                Some(Checked { expression: Expression::Variable(variable.id), sort })
            }
            (_, Some(NamedValue::Definition(index))) => {
                self.names.definitions[index].is_used.store(true, Ordering::Relaxed);
                self.definition(index, depth, range, around)
            }
            (_, Some(NamedValue::Broken)) => None,
            (_, None) => self.no_value(word, range, wanted),
        }
    }

    fn definition(
        &mut self,
        index: usize,
        depth: usize,
        range: &Range<usize>,
        around: Option<Operation>,
    ) -> Option<Checked> {
        let definition = &self.names.definitions[index];
        let meaning = definition.meaning.as_ref()?;
        let mut is_allowed = true;
        for &ask in &meaning.asks {
            is_allowed &= self.may_ask(ask, Some(&definition.name), range);
        }
        let expression = &meaning.checked.expression;
        let is_merged = around.is_some_and(|operation| is_operation(expression, operation));
        let own_level = usize::from(meaning.parts > 1 && !is_merged);
        let is_small = self.write_out(meaning.parts, depth + own_level + meaning.depth, range);
        (is_allowed && is_small).then(|| Checked { expression: expression.clone(), sort: meaning.checked.sort })
    }

    /// Adds the nodes and the depth of a definition that is copied into the expression; `false` beyond a limit. Reports
    /// a limit only when it is passed for the first time.
    fn write_out(&mut self, parts: usize, depth: usize, range: &Range<usize>) -> bool {
        let was_small = self.parts <= MOST_PARTS && self.depth <= DEEPEST;
        self.parts += parts;
        self.depth = self.depth.max(depth);
        if self.parts > MOST_PARTS || self.depth > DEEPEST {
            let limit = match self.parts > MOST_PARTS {
                true => format!("has more than {MOST_PARTS} parts"),
                false => format!("is nested more than {DEEPEST} deep"),
            };
            let message = format!("with its definitions written out, an expression {limit}");
            if was_small {
                self.report::<()>(Code::TooLarge, range, message, "passes the limit", "set a flag instead");
            }
            return false;
        }
        // Expressions of a playthrough do not count for the limit of the whole story, because nothing keeps them.
        if self.scope == Some(Scope::Playthrough) {
            return true;
        }
        let before = self.names.write_out(parts);
        if before <= MOST_PARTS_IN_ALL && before + parts > MOST_PARTS_IN_ALL {
            let message = "the definitions are used too often for their size";
            let help = "each use is a copy: keep long definitions for few places, and set a flag for the others";
            self.report::<()>(Code::TooLarge, range, message, "passes the limit", help);
        }
        before + parts <= MOST_PARTS_IN_ALL
    }

    fn ask(&mut self, aspect: Aspect, word: &'static str, range: &Range<usize>) -> Option<()> {
        let span = self.text.span(range.clone());
        self.may_ask(AspectQuery { aspect, word, span }, None, range).then_some(())
    }

    /// Whether the expression may ask this about the game; reports it if not. A definition may ask anything: `asks`
    /// records the question, and each use of the definition checks it.
    fn may_ask(&mut self, ask: AspectQuery, through: Option<&str>, range: &Range<usize>) -> bool {
        match self.scope {
            Some(scope) if !ask.aspect.is_seen_from(scope) => {
                self.not_asked_here(ask, through, range);
                return false;
            }
            None if self.asks.iter().all(|known| known.aspect != ask.aspect) => self.asks.push(ask),
            _ => {}
        }
        true
    }

    /// Reports a number in the place of a condition, or the other way round.
    fn mixed(&mut self, node: &Ast<'_>, found: Sort, help: &str) {
        if !self.parsed.is_sound {
            return;
        }
        let text = self.text.slice(&node.range);
        let written = if text.len() <= 40 && !text.contains('\n') { format!("`{text}`") } else { "this".into() };
        let (sort, wanted) = match found {
            Sort::Boolean => ("a condition", "a number"),
            Sort::Integer(_) => ("a number", "a condition"),
        };
        let what = match self.names.variable(text).map(|variable| variable.kind) {
            Some(VariableKind::Stance(_)) => "a stance",
            Some(VariableKind::Counter) => "a counter",
            Some(VariableKind::Flag) => "a flag",
            None => sort,
        };
        let message = format!("{written} is {what}, where {wanted} is needed");
        self.report::<()>(Code::ExpressionType, &node.range, message, sort, help);
    }
}

fn condition(expression: Expression) -> Option<Checked> {
    Some(Checked { expression, sort: Sort::Boolean })
}

fn is_operation(expression: &Expression, operation: Operation) -> bool {
    matches!(
        (expression, operation),
        (Expression::All(_), Operation::And)
            | (Expression::Any(_), Operation::Or)
            | (Expression::Sum(_), Operation::Sum)
            | (Expression::Product(_), Operation::Product)
            | (Expression::Min(_), Operation::Min)
            | (Expression::Max(_), Operation::Max)
    )
}
