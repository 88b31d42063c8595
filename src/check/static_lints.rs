//! The lints that need no look at any game: what the story says is enough.

use super::Levels;
use super::translations::{Found, scenes_of_texts, translations};
use crate::source::{Code, Diagnostic};
use crate::story::{Change, Expression, Part, StakeholderText, Story, Template, TextId, Texts, VariableId};
use std::collections::BTreeSet;

/// How many characters a label may have before it is found too long.
const LONGEST_LABEL: usize = 120;

/// Finds them, in the order of the files; those that the author allows are left out.
pub fn lints(story: &Story, levels: &Levels) -> Vec<Diagnostic> {
    let mut found = story.noticed.clone();
    names(story, &mut found);
    untitled_endings(story, &mut found);
    texts(story, &mut found);
    labels(story, &mut found);
    single_choices(story, &mut found);
    idle_texts(story, &mut found);
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
    // A flag that nothing reads gets one lint, whether or not something sets it.
    for flag in &story.flags {
        let variable = &story.variables[flag.index()];
        let name = &variable.name;
        if !read.contains(flag) {
            let message = format!("nothing reads the flag `{name}`");
            let lint = Diagnostic::new(Code::UnusedFlag, variable.span, message, "never read");
            found.push((None, lint.help("use it in a condition or a text, or remove it")));
        } else if never_set.contains(flag) {
            let message = format!("nothing sets the flag `{name}`");
            let lint = Diagnostic::new(Code::NeverSetFlag, variable.span, message, "always false");
            found.push((None, lint.help(format!("write `effects = {{ {name} = true }}` where it becomes true"))));
        }
    }
}

/// The stances, counters and flags that a condition or a text of any language asks about.
fn read(story: &Story) -> BTreeSet<VariableId> {
    let mut read = BTreeSet::new();
    expressions(story, &mut |expression| {
        expression.walk(&mut |part| {
            if let Expression::Variable(variable) = part {
                read.insert(*variable);
            }
        });
    });
    for template in story.texts.iter().flat_map(|texts| &texts.templates) {
        template.parts(&mut |part| {
            if let Part::Stakeholder(who, _) = part {
                read.insert(story.stakeholders[who.index()].stance);
            }
        });
    }
    read
}

/// Finds the stances and counters that nothing reads. A player reads on the board what has a name there and moves.
fn unused_numbers(story: &Story, read: &BTreeSet<VariableId>, found: &mut Found) {
    let changes = story.scenes.iter().flat_map(|scene| scene.effects()).flat_map(|effect| &effect.changes);
    let moved: BTreeSet<VariableId> = changes.map(|change| change.variable()).collect();
    let stances = story.stakeholders.iter().map(|person| ("stakeholder", person.stance, true));
    let counters = story.counters.iter().map(|counter| ("counter", counter.variable, counter.name.is_some()));
    for (what, id, is_on_board) in stances.chain(counters) {
        if read.contains(&id) || is_on_board && moved.contains(&id) {
            continue;
        }
        let variable = &story.variables[id.index()];
        let or_moves = if is_on_board { "or moves " } else { "" };
        let message = format!("nothing reads {or_moves}the {what} `{}`", variable.name);
        let lint = Diagnostic::new(Code::UnusedName, variable.span, message, "never read");
        found.push((None, lint.help("use it in a condition or a text, or remove it")));
    }
}

/// The flags that nothing sets to `true`.
pub(super) fn never_set(story: &Story) -> BTreeSet<VariableId> {
    let mut never: BTreeSet<VariableId> = story.flags.iter().copied().collect();
    for effect in story.scenes.iter().flat_map(|scene| scene.effects()) {
        for change in &effect.changes {
            if let Change::Assign(variable, 1..) = change {
                never.remove(variable);
            }
        }
    }
    never
}

/// Calls `visit` with every expression of the story, those in the texts of all languages included.
fn expressions<'a>(story: &'a Story, visit: &mut impl FnMut(&'a Expression)) {
    story.scenes.iter().flat_map(|scene| scene.rules()).for_each(&mut *visit);
    story.goals.iter().flat_map(|goal| goal.expressions()).for_each(&mut *visit);
    for property in &story.properties {
        visit(&property.claim.condition().expression);
    }
    for lesson in story.lessons.iter().chain(&story.moments) {
        visit(&lesson.when.expression);
    }
    let known = story.stakeholders.iter().flat_map(|person| [&person.known, &person.show]).flatten();
    let show = story.counters.iter().filter_map(|counter| counter.show.as_ref());
    known.chain(show).for_each(|condition| visit(&condition.expression));
    for template in story.texts.iter().flat_map(|texts| &texts.templates) {
        template.expressions(visit);
    }
}

fn texts(story: &Story, found: &mut Found) {
    let scenes = scenes_of_texts(story);
    for texts in &story.texts {
        for (index, template) in texts.templates.iter().enumerate() {
            let (Some(span), Some(text)) = (texts.spans[index], template.as_literal().map(str::trim)) else {
                continue;
            };
            let address = &story.slots[index].address;
            let is_label = address.ends_with(".label");
            let is = match text {
                // Where a game comes to it, another lint says so.
                "" if is_label => continue,
                "" => "empty",
                "TODO" | "FIXME" | "TBD" | "XXX" => "not written yet",
                _ => continue,
            };
            let message = format!("the text `{address}` is {is}");
            let lint = Diagnostic::new(Code::EmptyText, span, message, "says nothing");
            let scene = scenes.get(&TextId(index as u32)).copied();
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
                let label = format!("{length} characters");
                let lint = Diagnostic::new(Code::OverlongLabel, span, message, label);
                let help = format!("keep labels within {LONGEST_LABEL} characters: the choice has a `text`, too");
                found.push((Some(choice.scene), lint.help(help)));
            }
        }
    }
}

/// How many characters a text has at most; a number counts as one.
fn longest(story: &Story, texts: &Texts, template: &Template) -> usize {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.chars().count(),
        Part::Number(_) => 1,
        Part::Stakeholder(stakeholder, text) => {
            let stakeholder = &story.stakeholders[usize::from(stakeholder.0)];
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

fn untitled_endings(story: &Story, found: &mut Found) {
    for id in story.endings() {
        let ending = story.scene(id);
        if ending.title.is_none() {
            let message = format!("the ending `{}` has no title", ending.name);
            let lint = Diagnostic::new(Code::UntitledEnding, ending.span, message, "what has been reached?");
            found.push((Some(id), lint.help("give it a `title`: the list of endings and the debrief show it")));
        }
    }
}

/// Finds the texts that nothing can show: a `sign` where nothing is drawn, and a reason of what is never locked.
fn idle_texts(story: &Story, found: &mut Found) {
    for id in story.scene_ids() {
        let scene = story.scene(id);
        let mut say = |text: TextId, message: String, help: &str| {
            let Some(span) = story.texts[0].spans[text.index()] else { return };
            let lint = Diagnostic::new(Code::NeverShownText, span, message, "never shown");
            found.push((Some(id), lint.help(help)));
        };
        if let Some(sign) = scene.sign.filter(|_| !scene.ways().any(|way| way.drawn)) {
            let message = format!("nothing is drawn in `{}`, so its `sign` is never shown", scene.name);
            say(
                sign,
                message,
                "the debrief says it beside a draw: give the arms of a `goto` a `weight`, or leave it out",
            );
        }
        for choice in scene.choices().iter().filter(|choice| choice.once && choice.when.is_none()) {
            let message = format!("`{}` has no `when`, so its `locked` is never shown", choice.name);
            let help = "a choice that is made `once` is hidden after that; say with `when` what locks it";
            choice.locked.into_iter().for_each(|locked| say(locked, message.clone(), help));
        }
    }
}

fn single_choices(story: &Story, found: &mut Found) {
    for id in story.scene_ids() {
        let scene = story.scene(id);
        if let [choice] = scene.choices() {
            let message = format!("the scene `{}` has one choice only", scene.name);
            let lint = Diagnostic::new(Code::SingleChoice, choice.span, message, "nothing to choose from");
            found.push((Some(id), lint.help("give another choice, or let the scene go on with a `goto`")));
        }
    }
}
