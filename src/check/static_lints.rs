//! The lints that need no search: they only read the story.

use super::finding::Levels;
use crate::source::{Code, Diagnostic, FileId, Span};
use crate::story::{Change, Expression, Part, SceneId, StakeholderText, Story, Template, TextId, Texts, VariableId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most characters of a label; a longer label gets a lint.
const LONGEST_LABEL: usize = 120;

/// Finds the lints, in the order of the files, without those that the author allows.
pub fn lints(story: &Story, levels: &Levels) -> Vec<Diagnostic> {
    let mut found = story.noticed.clone();
    names(story, &mut found);
    texts(story, &mut found);
    labels(story, &mut found);
    story.scene_ids().for_each(|id| scene(story, id, &mut found));
    translations(story, levels, &mut found);
    let mut lints: Vec<Diagnostic> =
        found.into_iter().filter_map(|(scene, lint)| levels.apply(story, scene, lint)).collect();
    lints.sort_by_key(|lint| (lint.span(), lint.code));
    lints
}

fn names(story: &Story, found: &mut Found) {
    let never_set = never_set(story);
    let read = read(story);
    unused_numbers(story, &read, found);
    // A flag that nothing reads gets only this lint, even if nothing sets it either.
    for flag in &story.flags {
        let variable = &story.variables[flag.index()];
        let name = &variable.name;
        if !read.contains(flag) {
            let lint = Code::UnusedFlag.at(variable.span, format!("nothing reads the flag `{name}`"), "never read");
            found.push((None, lint.help("use it in a condition or a text, or remove it")));
        } else if never_set.contains(flag) {
            let lint = Code::NeverSetFlag.at(variable.span, format!("nothing sets the flag `{name}`"), "always false");
            found.push((None, lint.help(format!("write `effects = {{ {name} = true }}` where it becomes true"))));
        }
    }
}

/// The stances, counters and flags that some condition reads, or some text of any language.
fn read(story: &Story) -> BTreeSet<VariableId> {
    let mut read = BTreeSet::new();
    let mut visit = |expression: &Expression| {
        expression.walk(&mut |part| {
            if let Expression::Variable(variable) = part {
                read.insert(*variable);
            }
        });
    };
    story.scenes.iter().flat_map(|scene| scene.rules()).for_each(&mut visit);
    story.goals.iter().flat_map(|goal| goal.expressions()).for_each(&mut visit);
    story.properties.iter().for_each(|property| visit(&property.claim.condition().expression));
    story.lessons.iter().chain(&story.moments).for_each(|lesson| visit(&lesson.when.expression));
    story.board().for_each(|condition| visit(&condition.expression));
    let templates = || story.texts.iter().flat_map(|texts| &texts.templates);
    templates().for_each(|template| template.expressions(&mut visit));
    for template in templates() {
        template.parts(&mut |part| {
            if let Part::Stakeholder(who, _) = part {
                read.insert(story.stakeholders[who.index()].stance);
            }
        });
    }
    read
}

/// Finds the stances and counters that nothing reads. If one is on the player's board and changes, the player reads it.
fn unused_numbers(story: &Story, read: &BTreeSet<VariableId>, found: &mut Found) {
    let moved: BTreeSet<VariableId> = story.changes().map(|change| change.variable()).collect();
    let stances = story.stakeholders.iter().map(|person| ("stakeholder", person.stance, true));
    let counters = story.counters.iter().map(|counter| ("counter", counter.variable, counter.name.is_some()));
    for (what, id, is_on_board) in stances.chain(counters) {
        if read.contains(&id) || is_on_board && moved.contains(&id) {
            continue;
        }
        let variable = &story.variables[id.index()];
        let or_moves = if is_on_board { "or moves " } else { "" };
        let message = format!("nothing reads {or_moves}the {what} `{}`", variable.name);
        let lint = Code::UnusedName.at(variable.span, message, "never read");
        found.push((None, lint.help("use it in a condition or a text, or remove it")));
    }
}

/// The flags that nothing sets to `true`.
pub(super) fn never_set(story: &Story) -> BTreeSet<VariableId> {
    let set = story.changes().filter(|change| matches!(change, Change::Assign(_, 1..)));
    let set: BTreeSet<VariableId> = set.map(|change| change.variable()).collect();
    story.flags.iter().copied().filter(|flag| !set.contains(flag)).collect()
}

fn texts(story: &Story, found: &mut Found) {
    let scenes = scenes_of_texts(story);
    for texts in &story.texts {
        for (id, span) in texts.placed() {
            let Some(text) = texts.template(id).as_literal().map(str::trim) else { continue };
            let address = &story.slots[id.index()].address;
            let is_label = address.ends_with(".label");
            let is = match text {
                // `questions.rs` reports an empty label, and only if a game shows it.
                "" if is_label => continue,
                "" => "empty",
                "TODO" | "FIXME" | "TBD" | "XXX" => "not written yet",
                _ => continue,
            };
            let lint = Code::EmptyText.at(span, format!("the text `{address}` is {is}"), "says nothing");
            let scene = scenes.get(&id).copied();
            let is_needed = is_label || scene.is_none();
            found.push((scene, lint.help(if is_needed { "write it" } else { "write it, or leave the key out" })));
        }
    }
}

fn labels(story: &Story, found: &mut Found) {
    for choice in story.choice_ids() {
        let label = story.choice(choice).label;
        for texts in &story.texts {
            let Some(span) = texts.spans[label.index()] else { continue };
            let length = longest(story, texts, texts.template(label));
            if length > LONGEST_LABEL {
                let message = format!("the label of `{}` is longer than a line", story.choice_name(choice));
                let lint = Code::OverlongLabel.at(span, message, format!("{length} characters"));
                let help = format!("keep labels within {LONGEST_LABEL} characters: the choice has a `text`, too");
                found.push((Some(choice.scene), lint.help(help)));
            }
        }
    }
}

/// The most characters that a text can have; a number in it counts as one.
fn longest(story: &Story, texts: &Texts, template: &Template) -> usize {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.chars().count(),
        Part::Number(_) => 1,
        Part::Stakeholder(stakeholder, text) => {
            let stakeholder = &story.stakeholders[stakeholder.index()];
            let text = match text {
                StakeholderText::Name => stakeholder.name,
                StakeholderText::Role => stakeholder.role,
                StakeholderText::Word => return 1,
            };
            texts.template(text).as_literal().map_or(1, |text| text.chars().count())
        }
        Part::If(branches) => branches.iter().map(|branch| longest(story, texts, &branch.body)).max().unwrap_or(0),
        Part::Vary(bodies) => bodies.iter().map(|body| longest(story, texts, body)).max().unwrap_or(0),
    };
    template.parts.iter().map(part).sum::<usize>()
}

/// Finds in one scene: an ending without a title, a choice without an alternative, a `sign` in a scene without a draw,
/// and a `locked` of a choice that is never locked.
fn scene(story: &Story, id: SceneId, found: &mut Found) {
    let scene = story.scene(id);
    let mut say = |lint: Diagnostic, help: &str| found.push((Some(id), lint.help(help)));
    if scene.is_ending() && scene.title.is_none() {
        let message = format!("the ending `{}` has no title", scene.name);
        let lint = Code::UntitledEnding.at(scene.span, message, "what has been reached?");
        say(lint, "give it a `title`: the list of endings and the debrief show it");
    }
    if let [choice] = scene.choices() {
        let message = format!("the scene `{}` has one choice only", scene.name);
        let lint = Code::SingleChoice.at(choice.span, message, "nothing to choose from");
        say(lint, "give another choice, or let the scene go on with a `goto`");
    }
    let span = |text: TextId| story.texts[0].spans[text.index()];
    let sign = scene.sign.filter(|_| !scene.ways().any(|way| way.drawn));
    if let Some(sign) = sign.and_then(span) {
        let message = format!("nothing is drawn in `{}`, so its `sign` is never shown", scene.name);
        let help = "the debrief says it beside a draw: give the arms of a `goto` a `weight`, or leave it out";
        say(Code::NeverShownText.at(sign, message, "never shown"), help);
    }
    for choice in scene.choices().iter().filter(|choice| choice.once && choice.when.is_none()) {
        let Some(locked) = choice.locked.and_then(span) else { continue };
        let message = format!("`{}` has no `when`, so its `locked` is never shown", choice.name);
        let help = "a choice that is made `once` is hidden after that; say with `when` what locks it";
        say(Code::NeverShownText.at(locked, message, "never shown"), help);
    }
}

pub(super) type Found = Vec<(Option<SceneId>, Diagnostic)>;

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
            let lint = Code::StaleTranslation.at(span, message, "of the older text");
            let help = format!("mend it, then run `counterpitch translations accept {language}`");
            found.push((scenes.get(&text).copied(), lint.also(original, "the text as it is").help(help)));
        }
    }
}

/// The scene that each text belongs to. The map has no texts of story.toml and debrief.toml: they belong to no scene.
pub(super) fn scenes_of_texts(story: &Story) -> HashMap<TextId, SceneId> {
    let texts = |scene: SceneId| story.scene(scene).texts().map(move |text| (text, scene));
    story.scene_ids().flat_map(texts).collect()
}

/// Finds the translated texts that leave out a number or a name that the source text shows.
fn lost_placeholders(story: &Story, texts: &Texts, scenes: &HashMap<TextId, SceneId>, found: &mut Found) {
    let source = &story.texts[0];
    for (id, span) in texts.placed() {
        let Some(original) = source.spans[id.index()] else { continue };
        let kept = shown_values(texts.template(id));
        let shown = shown_values(source.template(id));
        let Some(lost) = shown.into_iter().find(|value| !kept.contains(value)) else { continue };
        let lost = written(story, lost);
        let address = &story.slots[id.index()].address;
        let message = format!("`{address}` in `{}` leaves out {lost}, which the source shows", texts.language);
        let lint = Code::LostPlaceholder.at(span, message, "a `{…}` is missing");
        let lint = lint.also(original, "the text as it is").help("let it show the same values in braces");
        found.push((scenes.get(&id).copied(), lint));
    }
}

fn written(story: &Story, part: &Part) -> String {
    let name = |variable: VariableId| &story.variables[variable.index()].name;
    match part {
        Part::Number(Expression::Variable(variable)) => format!("`{{{}}}`", name(*variable)),
        Part::Stakeholder(who, text) => {
            let field = StakeholderText::NAMES.iter().find(|(_, own)| own == text).map_or("", |(name, _)| name);
            format!("`{{{}.{field}}}`", name(story.stakeholders[who.index()].stance))
        }
        _ => "a number".to_owned(),
    }
}

fn shown_values(template: &Template) -> Vec<&Part> {
    let mut found = vec![];
    template.parts(&mut |part| found.push(part));
    found.retain(|part| matches!(part, Part::Number(_) | Part::Stakeholder(..)));
    found
}

/// Finds the texts that a translation lacks: one finding for each text if `asks_for_each`, or else for each file.
fn missing(story: &Story, texts: &Texts, scenes: &HashMap<TextId, SceneId>, asks_for_each: bool, found: &mut Found) {
    let language = &texts.language;
    let label = format!("read in `{}` instead", story.texts[0].language);
    let mut files: BTreeMap<FileId, (usize, Vec<Span>)> = BTreeMap::new();
    for (id, span) in story.texts[0].placed() {
        let scene = scenes.get(&id).copied();
        if scene.is_some_and(|scene| story.scene(scene).allow.contains(&Code::MissingTranslation)) {
            continue;
        }
        let (all, missing) = files.entry(span.file).or_default();
        *all += 1;
        if texts.spans[id.index()].is_some() {
            continue;
        }
        missing.push(span);
        if asks_for_each {
            let message = format!("`{}` is not translated to `{language}`", story.slots[id.index()].address);
            found.push((scene, Code::MissingTranslation.at(span, message, &*label)));
        }
    }
    for (all, missing) in files.into_values().filter(|_| !asks_for_each) {
        let Some(&first) = missing.first() else { continue };
        let of = format!("of the {all} texts of this file");
        let message = match missing.len() {
            1 => format!("1 {of} is not translated to `{language}`"),
            count if count == all => format!("none {of} is translated to `{language}`"),
            count => format!("{count} {of} are not translated to `{language}`"),
        };
        let lint = Code::MissingTranslation.at(first, message, &*label);
        found.push((None, lint.help("`counterpitch check -W missing-translation` lists each")));
    }
}
