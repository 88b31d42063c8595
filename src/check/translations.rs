//! The lints about translations: what is not translated, and what was translated from another text.

use super::Levels;
use crate::source::{Code, Diagnostic, FileId, Span};
use crate::story::{Expression, Part, SceneId, StakeholderText, Story, Template, TextId, Texts, VariableId};
use std::collections::{BTreeMap, HashMap};

/// What is found, and the scene that it is about.
pub(super) type Found = Vec<(Option<SceneId>, Diagnostic)>;

/// Finds them for every translation of the story.
pub(super) fn translations(story: &Story, levels: &Levels, found: &mut Found) {
    let Some((source, translations)) = story.texts.split_first() else { return };
    let scenes = scenes_of_texts(story);
    let asks_for_each = levels.told.iter().any(|(lint, _)| *lint == Code::MissingTranslation);
    for texts in translations {
        missing(story, texts, &scenes, asks_for_each, found);
        lost_placeholders(story, texts, &scenes, found);
        for &text in &texts.stale {
            let (Some(span), Some(original)) = (texts.spans[text.index()], source.spans[text.index()]) else {
                continue;
            };
            let language = &texts.language;
            let address = &story.slots[text.index()].address;
            let message = format!("`{address}` has changed since it was translated to `{language}`");
            let lint = Diagnostic::new(Code::StaleTranslation, span, message, "of the older text");
            let help = format!("mend it, then run `counterpitch translations accept {language}`");
            let lint = lint.also(original, "the text as it is").help(help);
            found.push((scenes.get(&text).copied(), lint));
        }
    }
}

/// The scene that each text belongs to; texts of story.toml and of the debrief belong to none.
pub(super) fn scenes_of_texts(story: &Story) -> HashMap<TextId, SceneId> {
    let texts = |scene: SceneId| story.scene(scene).texts().map(move |text| (text, scene));
    story.scene_ids().flat_map(texts).collect()
}

/// Finds the translated texts that leave out a number or a name of which the source shows the value.
fn lost_placeholders(story: &Story, texts: &Texts, scenes: &HashMap<TextId, SceneId>, found: &mut Found) {
    let source = &story.texts[0];
    for (index, span) in texts.spans.iter().enumerate() {
        let id = TextId(index as u32);
        let (Some(span), Some(original)) = (*span, source.spans[index]) else { continue };
        let kept = shown_values(texts.template(id));
        let shown = shown_values(source.template(id));
        let Some(lost) = shown.into_iter().find(|value| !kept.contains(value)) else { continue };
        let lost = written(story, lost);
        let address = &story.slots[index].address;
        let message = format!("`{address}` in `{}` leaves out {lost}, which the source shows", texts.language);
        let lint = Diagnostic::new(Code::LostPlaceholder, span, message, "a `{…}` is missing");
        let lint = lint.also(original, "the text as it is").help("let it show the same values in braces");
        found.push((scenes.get(&id).copied(), lint));
    }
}

/// How a part that shows a value is written.
fn written(story: &Story, part: &Part) -> String {
    let name = |variable: VariableId| &story.variables[variable.index()].name;
    match part {
        Part::Number(Expression::Variable(variable)) => format!("`{{{}}}`", name(*variable)),
        Part::Stakeholder(who, text) => {
            let field = match text {
                StakeholderText::Name => "name",
                StakeholderText::Role => "role",
                StakeholderText::Word => "word",
            };
            format!("`{{{}.{field}}}`", name(story.stakeholders[who.index()].stance))
        }
        _ => "a number".to_owned(),
    }
}

/// The parts of a text that show a value.
fn shown_values(template: &Template) -> Vec<&Part> {
    let mut found = vec![];
    template.parts(&mut |part| {
        if matches!(part, Part::Number(_) | Part::Stakeholder(..)) {
            found.push(part);
        }
    });
    found
}

/// Finds the texts that a translation does not have: those of a file in one finding, unless each is asked for.
fn missing(story: &Story, texts: &Texts, scenes: &HashMap<TextId, SceneId>, asks_for_each: bool, found: &mut Found) {
    let language = &texts.language;
    let label = format!("read in `{}` instead", story.texts[0].language);
    let mut files: BTreeMap<FileId, (usize, Vec<Span>)> = BTreeMap::new();
    for (index, span) in story.texts[0].spans.iter().enumerate() {
        let scene = scenes.get(&TextId(index as u32)).copied();
        let is_allowed = scene.is_some_and(|scene| story.scene(scene).allow.contains(&Code::MissingTranslation));
        let Some(span) = span.filter(|_| !is_allowed) else { continue };
        let (all, missing) = files.entry(span.file).or_default();
        *all += 1;
        if texts.spans[index].is_some() {
            continue;
        }
        missing.push(span);
        if asks_for_each {
            let message = format!("`{}` is not translated to `{language}`", story.slots[index].address);
            found.push((scene, Diagnostic::new(Code::MissingTranslation, span, message, &*label)));
        }
    }
    for (all, missing) in files.into_values().filter(|_| !asks_for_each) {
        let Some(&first) = missing.first() else { continue };
        let message = match missing.len() {
            1 => format!("1 of the {all} texts of this file is not translated to `{language}`"),
            count if count == all => {
                format!("none of the {all} texts of this file is translated to `{language}`")
            }
            count => format!("{count} of the {all} texts of this file are not translated to `{language}`"),
        };
        let lint = Diagnostic::new(Code::MissingTranslation, first, message, &*label);
        found.push((None, lint.help("`counterpitch check -W missing-translation` lists each")));
    }
}
