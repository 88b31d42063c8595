//! Parts of texts that no game shows, in every language. A search looks at one language: most translations have the
//! same conditions as the source, and one finding answers for both. For others the story is searched again.

use super::finding::{Finding, Levels};
use super::searched::{reads, unset};
use super::static_lints::scenes_of_texts;
use crate::engine::Engine;
use crate::explore::{self, Defect, Limits, Progress, Verdict};
use crate::source::{Code, Diagnostic};
use crate::story::{Branch, Expression, Part, Story, Template, TextId};
use std::collections::BTreeSet;

/// The findings about all languages; `found` is what was found of the source's.
pub(super) fn never_shown(
    story: &Story,
    levels: &Levels,
    limits: &Limits,
    found: &[explore::WitnessedDefect],
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Vec<Finding> {
    let unset = unset(story, levels);
    let scenes = scenes_of_texts(story);
    let mut all = vec![];
    for (language, texts) in story.texts.iter().enumerate() {
        let source = &story.texts[0];
        let is_other = |text: &TextId| asked(texts.template(*text)) != asked(source.template(*text));
        let others: BTreeSet<TextId> = scenes.keys().copied().filter(is_other).collect();
        let own = found.iter().filter_map(|found| branch(found.what)).filter(|(text, _)| !others.contains(text));
        let mut unseen: BTreeSet<(TextId, usize)> = own.collect();
        if !others.is_empty() {
            let told = Story { texts: vec![texts.clone()], goals: vec![], properties: vec![], ..story.clone() };
            let found = explore::never_shown(&told, &Engine::new(&told), &others, limits, progress);
            unseen.extend(found.into_iter().filter_map(branch));
        }
        for &(text, number) in unseen.iter().filter(|(text, _)| texts.spans[text.index()].is_some()) {
            let branches = branches(texts.template(text));
            let (own, outer, first) = branches[number];
            let is_unseen = |number: &usize| unseen.contains(&(text, *number));
            let block: Vec<usize> = (first..branches.len()).filter(|&other| branches[other].2 == first).collect();
            let (before, later) = block.split_at(block.partition_point(|&other| other < number));
            // When all from one branch to the `{else}` are unseen, the one before it always holds.
            let is_last = later.last().is_some_and(|&last| branches[last].0.when.is_none());
            let follows = is_last && later.iter().all(is_unseen) && before.last().is_some_and(is_unseen);
            if !outer.is_some_and(|outer| is_unseen(&outer)) && !follows && !reads(&unset, own.when.as_ref()) {
                let lint = lint(story, language, text, own, first == number);
                let lint = levels.apply(story, scenes.get(&text).copied(), lint);
                all.extend(lint.map(|lint| Finding { verdict: Some(Verdict::Proved), ..lint.into() }));
            }
        }
    }
    all
}

fn branch(found: Defect) -> Option<(TextId, usize)> {
    let Defect::NeverShown(text, number) = found else { return None };
    Some((text, number))
}

/// The conditions of a text, in the order of their tags, each with the number of the one around it.
fn asked(template: &Template) -> Vec<(Option<usize>, Option<&Expression>)> {
    let branches = branches(template).into_iter();
    branches.map(|(branch, outer, _)| (outer, branch.when.as_ref().map(|when| &when.expression))).collect()
}

/// The branches of a text in order, each with the number of the one around it and of the first of its block.
fn branches(template: &Template) -> Vec<(&Branch, Option<usize>, usize)> {
    fn list<'a>(template: &'a Template, outer: Option<usize>, found: &mut Vec<(&'a Branch, Option<usize>, usize)>) {
        for part in &template.parts {
            match part {
                Part::If(branches) => {
                    let first = found.len();
                    for branch in branches {
                        found.push((branch, outer, first));
                        list(&branch.body, Some(found.len() - 1), found);
                    }
                }
                Part::Vary(bodies) => bodies.iter().for_each(|body| list(body, outer, found)),
                Part::Literal(_) | Part::Number(_) | Part::Stakeholder(..) => {}
            }
        }
    }
    let mut found = vec![];
    list(template, None, &mut found);
    found
}

fn lint(story: &Story, language: usize, text: TextId, branch: &Branch, is_first: bool) -> Diagnostic {
    let address = &story.slots[text.index()].address;
    let message = match language {
        0 => format!("no game shows this part of `{address}`"),
        _ => format!("no game shows this part of `{address}` in `{}`", story.texts[language].language),
    };
    let label = match branch.when {
        Some(_) if is_first => "never holds where this is read",
        Some(_) => "never comes to this: one before it always holds, or this never does",
        None => "one of those before it always holds",
    };
    Code::NeverShownText.at(branch.span, message, label)
}
