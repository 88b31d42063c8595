//! Parts of texts that no game shows, in every language.
//!
//! A search looks at one language. Most translations ask in a text what the source asks, and then what is found of the
//! one is so of the other; only for texts that ask something else is the story searched anew, with their language as
//! its own.

use super::cascade::{reads, unset};
use super::{Finding, Levels, Verdict};
use crate::engine::Engine;
use crate::explore::{self, Found, Limits, Options, Progress, explore};
use crate::source::{Code, Diagnostic};
use crate::story::{Branch, Expression, Part, SceneId, Story, Template, TextId};
use std::collections::BTreeSet;

/// The findings about all languages; `found` is what was found of the source's.
pub(super) fn never_shown(
    story: &Story,
    levels: &Levels,
    limits: &Limits,
    found: &[explore::Finding],
    progress: &mut dyn FnMut(Progress),
) -> Vec<Finding> {
    let unset = unset(story, levels);
    let mut all = vec![];
    for (language, texts) in story.texts.iter().enumerate() {
        let others: BTreeSet<TextId> = scene_texts(story)
            .map(|(text, _)| text)
            .filter(|text| asked(texts.template(*text)) != asked(story.texts[0].template(*text)))
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
            let is_inside = branches[number].1.is_some_and(|outer| unseen.contains(&(text, outer)));
            if !is_inside && !reads(&unset, branches[number].0.when.as_ref()) {
                all.extend(finding(story, levels, language, text, branches[number].0));
            }
        }
    }
    all
}

fn unseen(found: &[explore::Finding], wanted: impl Fn(TextId) -> bool) -> BTreeSet<(TextId, usize)> {
    let of = |finding: &explore::Finding| match finding.what {
        Found::NeverShown(text, number) if wanted(text) => Some((text, number)),
        _ => None,
    };
    found.iter().filter_map(of).collect()
}

/// What is never shown of some texts of a translation.
fn unseen_in(
    story: &Story,
    language: usize,
    limits: &Limits,
    wanted: &BTreeSet<TextId>,
    progress: &mut dyn FnMut(Progress),
) -> BTreeSet<(TextId, usize)> {
    let texts = vec![story.texts[language].clone()];
    let told = Story { texts, goals: vec![], properties: vec![], ..story.clone() };
    let options = Options { limits: *limits, ..Options::default() };
    let explored = explore(&told, &Engine::new(&told), &options, progress);
    let details = explored.details.expect("states are not only counted");
    unseen(&details.findings, |text| wanted.contains(&text))
}

fn scene_texts(story: &Story) -> impl Iterator<Item = (TextId, SceneId)> + '_ {
    story.scene_ids().flat_map(|scene| story.scene(scene).texts().map(move |text| (text, scene)))
}

/// The conditions of a text, in the order of their tags, each with the number of the one around it.
fn asked(template: &Template) -> Vec<(Option<usize>, Option<&Expression>)> {
    branches(template)
        .into_iter()
        .map(|(branch, outer)| (outer, branch.when.as_ref().map(|when| &when.expression)))
        .collect()
}

/// The branches of a text in the order of their tags, each with the number of the one around it.
fn branches(template: &Template) -> Vec<(&Branch, Option<usize>)> {
    fn list<'a>(template: &'a Template, outer: Option<usize>, found: &mut Vec<(&'a Branch, Option<usize>)>) {
        for part in &template.parts {
            let Part::If(branches) = part else { continue };
            for branch in branches {
                found.push((branch, outer));
                list(&branch.body, Some(found.len() - 1), found);
            }
        }
    }
    let mut found = vec![];
    list(template, None, &mut found);
    found
}

fn finding(
    story: &Story,
    levels: &Levels,
    language: usize,
    text: TextId,
    branch: &Branch,
) -> Option<Finding> {
    let address = &story.slots[text.index()].address;
    let message = match language {
        0 => format!("no game shows this part of `{address}`"),
        _ => format!("no game shows this part of `{address}` in `{}`", story.texts[language].language),
    };
    let label = match branch.when {
        Some(_) => "never holds where this is read",
        None => "one of those before it always holds",
    };
    let lint = Diagnostic::new(Code::NeverShownText, branch.span, message, label);
    let (_, scene) = scene_texts(story).find(|&(own, _)| own == text)?;
    let diagnostic = levels.apply(story, Some(scene), lint)?;
    Some(Finding { diagnostic, verdict: Some(Verdict::Proved), playthrough: None })
}
