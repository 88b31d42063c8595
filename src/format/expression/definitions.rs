//! Definitions: read once each, the inner ones before those that use them.

use super::check::Checker;
use super::meaning::{MOST_PARTS, Meaning};
use super::parser::{ParsedExpression, parse};
use super::tree::{Ast, AstKind};
use crate::format::Names;
use crate::format::names::NamedValue;
use crate::source::{Code, Diagnostic};

/// How many definitions of a cycle are named; a longer one is cut short.
const MOST_NAMED: usize = 8;

/// Reads every definition, and says what is wrong with them: each is wrong once, however often it is used. To be
/// called when everything is declared, and before the first condition is read.
pub(crate) fn check_definitions(names: &mut Names, faults: &mut Vec<Diagnostic>) {
    let texts = names.take_definition_texts();
    let trees: Vec<ParsedExpression<'_>> =
        texts.iter().map(|text| parse(text, 0..text.value().len(), faults)).collect();
    let uses: Vec<Vec<usize>> = trees
        .iter()
        .map(|tree| {
            let mut used = Vec::new();
            collect_uses(&tree.root, names, &mut used);
            used
        })
        .collect();
    for index in inner_first(&uses, |cycle| faults.push(cyclic(names, cycle))) {
        let mut checker = Checker::new(&texts[index], None, names, faults);
        let Some(checked) = checker.either(&trees[index]) else { continue };
        let parts = checker.own_parts + checker.parts;
        let (depth, asks) = (checker.depth.max(trees[index].depth), checker.asks);
        if parts > MOST_PARTS {
            let message = format!("a definition has more than {MOST_PARTS} parts, written out");
            faults.push(Diagnostic::new(Code::TooLarge, names.definition(index).span, message, "too large"));
            continue;
        }
        names.define(index, Meaning { checked, parts, depth, asks });
    }
}

/// The definitions that a tree names.
fn collect_uses(node: &Ast<'_>, names: &Names, used: &mut Vec<usize>) {
    match &node.kind {
        AstKind::Name(word, _) => {
            if let Some(NamedValue::Definition(index)) = names.value(word) {
                used.push(index);
            }
        }
        AstKind::Not(inner) | AstKind::Negate(inner) | AstKind::Abs(inner) => collect_uses(inner, names, used),
        AstKind::Nary(_, parts) => parts.iter().for_each(|part| collect_uses(part, names, used)),
        AstKind::Compare(_, sides, _) => sides.iter().for_each(|side| collect_uses(side, names, used)),
        AstKind::Broken | AstKind::Integer(_) | AstKind::Boolean(_) | AstKind::Quoted(_) | AstKind::Ask(..) => {}
    }
}

/// Orders definitions so that each comes after those it uses, and shows the cycles met on the way: a walk in depth,
/// with a stack of its own, because a story may chain more definitions than a thread's stack has room for.
fn inner_first(uses: &[Vec<usize>], mut on_cycle: impl FnMut(&[usize])) -> Vec<usize> {
    let mut order = Vec::with_capacity(uses.len());
    let mut was_met = vec![false; uses.len()];
    // Where on the path a definition stands, while it stands there.
    let mut place = vec![None; uses.len()];
    let mut path: Vec<usize> = Vec::new();
    // What is to be entered, the next one last; `None` when the last of the path has no further uses.
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

/// The fault of a cycle, each of whose definitions uses the next and the last one the first.
fn cyclic(names: &Names, cycle: &[usize]) -> Diagnostic {
    let mut shown: Vec<usize> = cycle.iter().copied().take(MOST_NAMED).collect();
    let is_short = shown.len() == cycle.len();
    if is_short {
        let first = shown.iter().enumerate().min_by_key(|&(_, index)| index).map_or(0, |(at, _)| at);
        shown.rotate_left(first);
    }
    let name = |index: usize| format!("`{}`", names.definition(index).name);
    let mut spelt: Vec<String> = shown.iter().map(|&index| name(index)).collect();
    if !is_short {
        spelt.push("…".to_owned());
    }
    spelt.push(name(shown[0]));
    let spelt = spelt.join(" → ");
    let message = format!("a definition is made of itself: {spelt}");
    let fault = Diagnostic::new(Code::CyclicDefinition, names.definition(shown[0]).span, message, "made of itself");
    let others = shown.windows(2).map(|pair| (pair[1], pair[0]));
    others
        .fold(fault, |fault, (index, user)| fault.also(names.definition(index).span, format!("used by {}", name(user))))
}
