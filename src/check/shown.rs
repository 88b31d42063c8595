//! Parts of texts that no game shows, in every language.
//!
//! A search looks at one language. Most translations have the same conditions in a text as the source, and then one
//! finding answers for both. Only for other texts is the story searched again, in their language.

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
        let others: BTreeSet<TextId> = scenes
            .keys()
            .copied()
            .filter(|&text| asked(texts.template(text)) != asked(source.template(text)))
            .collect();
        let mut unseen = unseen(found, |text| !others.contains(&text));
        if !others.is_empty() {
            unseen.extend(unseen_in(story, language, limits, &others, progress));
        }
        for &(text, number) in &unseen {
            if texts.spans[text.index()].is_none() {
                continue;
            }
            let branches = branches(texts.template(text));
            let is_unseen = |number: &usize| unseen.contains(&(text, *number));
            let is_inside = branches[number].1.is_some_and(|outer| is_unseen(&outer));
            // When all from one branch to the `{else}` are unseen, the one before it always holds.
            let later = siblings(&branches, number).skip_while(|&other| other < number);
            let is_last = later.clone().last().is_some_and(|last| branches[last].0.when.is_none());
            let before = siblings(&branches, number).take_while(|&other| other < number).last();
            let follows = is_last
                && later.clone().all(|other| is_unseen(&other))
                && before.is_some_and(|other| is_unseen(&other));
            if !is_inside && !follows && !reads(&unset, branches[number].0.when.as_ref()) {
                let is_first = branches[number].2 == number;
                let lint = lint(story, language, text, branches[number].0, is_first);
                let diagnostic = levels.apply(story, scenes.get(&text).copied(), lint);
                all.extend(diagnostic.map(proved));
            }
        }
    }
    all
}

fn unseen(found: &[explore::WitnessedDefect], wanted: impl Fn(TextId) -> bool) -> BTreeSet<(TextId, usize)> {
    found.iter().filter_map(|finding| branch(finding.what)).filter(|&(text, _)| wanted(text)).collect()
}

fn branch(found: Defect) -> Option<(TextId, usize)> {
    let Defect::NeverShown(text, number) = found else { return None };
    Some((text, number))
}

/// What is never shown of some texts of a translation.
fn unseen_in(
    story: &Story,
    language: usize,
    limits: &Limits,
    wanted: &BTreeSet<TextId>,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> BTreeSet<(TextId, usize)> {
    let texts = vec![story.texts[language].clone()];
    let told = Story { texts, goals: vec![], properties: vec![], ..story.clone() };
    let found = explore::never_shown(&told, &Engine::new(&told), wanted, limits, progress);
    found.into_iter().filter_map(branch).collect()
}

/// The conditions of a text, in the order of their tags, each with the number of the one around it.
fn asked(template: &Template) -> Vec<(Option<usize>, Option<&Expression>)> {
    branches(template)
        .into_iter()
        .map(|(branch, outer, _)| (outer, branch.when.as_ref().map(|when| &when.expression)))
        .collect()
}

/// The branches of a text in the order of their tags, each with the number of the one around it and of the first of its
/// block.
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

/// The branches of the block that a branch belongs to.
fn siblings<'b>(
    branches: &'b [(&Branch, Option<usize>, usize)],
    number: usize,
) -> impl Iterator<Item = usize> + Clone + use<'b> {
    let block = branches[number].2;
    (block..branches.len()).filter(move |&other| branches[other].2 == block)
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

fn proved(diagnostic: Diagnostic) -> Finding {
    Finding { diagnostic, verdict: Some(Verdict::Proved), playthrough: None, denied: None }
}
