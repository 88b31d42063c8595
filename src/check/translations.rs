//! The lints about translations: what is not translated, and what was translated from another text.

use super::static_lints::{Found, scenes_of_texts};
use crate::source::{Code, Diagnostic, FileId, Span};
use crate::story::{Part, SceneId, Story, Template, TextId, Texts};
use std::collections::{BTreeMap, HashMap};

/// Finds them for every translation of the story.
pub(super) fn translations(story: &Story, found: &mut Found) {
    let Some((source, translations)) = story.texts.split_first() else { return };
    let scenes = scenes_of_texts(story);
    for texts in translations {
        Missing::new(story, texts, &scenes).tell(found);
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

/// Finds the translated texts that leave out a number or a name of which the source shows the value.
fn lost_placeholders(story: &Story, texts: &Texts, scenes: &HashMap<TextId, SceneId>, found: &mut Found) {
    let source = &story.texts[0];
    for (index, span) in texts.spans.iter().enumerate() {
        let id = TextId(index as u32);
        let (Some(span), Some(original)) = (*span, source.spans[index]) else { continue };
        let kept = shown_values(texts.template(id));
        if shown_values(source.template(id)).iter().all(|value| kept.contains(value)) {
            continue;
        }
        let address = &story.slots[index].address;
        let message = format!("`{address}` in `{}` leaves out a value that the source shows", texts.language);
        let lint = Diagnostic::new(Code::LostPlaceholder, span, message, "a `{…}` is missing");
        let lint = lint.also(original, "the text as it is").help("let it show the same values in braces");
        found.push((scenes.get(&id).copied(), lint));
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

/// What one translation lacks. An author who has just begun one is told of whole files and scenes, not of each text.
struct Missing<'a> {
    story: &'a Story,
    language: &'a str,
    /// Every text of the source: its place, its scene, and whether the translation has it.
    texts: Vec<(TextId, Span, Option<SceneId>, bool)>,
}

/// How many texts of a file or a scene there are, and how many are translated.
#[derive(Clone, Copy, Default)]
struct Count {
    all: usize,
    translated: usize,
}

impl Count {
    fn add(&mut self, is_translated: bool) {
        self.all += 1;
        self.translated += usize::from(is_translated);
    }

    /// Whether it is better to tell of the whole.
    fn is_untouched(self) -> bool {
        self.translated == 0 && self.all > 1
    }
}

impl<'a> Missing<'a> {
    fn new(story: &'a Story, texts: &'a Texts, scenes: &HashMap<TextId, SceneId>) -> Missing<'a> {
        let is_allowed = |scene: &Option<SceneId>| {
            scene.is_some_and(|scene| story.scene(scene).allow.contains(&Code::MissingTranslation))
        };
        let spans = story.texts[0].spans.iter().enumerate();
        let texts_of_source = spans.filter_map(|(index, span)| {
            let id = TextId(index as u32);
            let scene = scenes.get(&id).copied();
            (!is_allowed(&scene)).then_some((id, (*span)?, scene, texts.spans[index].is_some()))
        });
        Missing { story, language: &texts.language, texts: texts_of_source.collect() }
    }

    fn tell(&self, found: &mut Found) {
        let mut files: BTreeMap<FileId, Count> = BTreeMap::new();
        let mut scenes: BTreeMap<SceneId, Count> = BTreeMap::new();
        for &(_, span, scene, is_translated) in &self.texts {
            files.entry(span.file).or_default().add(is_translated);
            if let Some(scene) = scene {
                scenes.entry(scene).or_default().add(is_translated);
            }
        }
        let (mut last_file, mut last_scene) = (None, None);
        for &(id, span, scene, is_translated) in &self.texts {
            if is_translated {
                continue;
            }
            let of_file = files[&span.file];
            let of_scene = scene.map(|scene| scenes[&scene]).unwrap_or_default();
            if of_file.is_untouched() {
                if last_file.replace(span.file) != Some(span.file) {
                    found.push((None, self.lint(span, "this file", of_file)));
                }
            } else if let Some(scene) = scene.filter(|_| of_scene.is_untouched()) {
                if last_scene.replace(scene) != Some(scene) {
                    let told = self.story.scene(scene);
                    let name = format!("`{}`", told.name);
                    found.push((Some(scene), self.lint(told.span, &name, of_scene)));
                }
            } else {
                let address = &self.story.slots[id.index()].address;
                let message = format!("`{address}` is not translated to `{}`", self.language);
                let label = self.label();
                found.push((scene, Diagnostic::new(Code::MissingTranslation, span, message, label)));
            }
        }
    }

    /// Which language a player reads where the translation has nothing.
    fn label(&self) -> String {
        format!("read in `{}` instead", self.story.texts[0].language)
    }

    fn lint(&self, span: Span, whole: &str, count: Count) -> Diagnostic {
        let message =
            format!("none of the {} texts of {whole} is translated to `{}`", count.all, self.language);
        Diagnostic::new(Code::MissingTranslation, span, message, self.label())
            .help("`counterpitch translations` counts what is still to do")
    }
}
