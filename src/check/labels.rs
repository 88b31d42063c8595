//! Labels that a player cannot read or cannot tell apart, in a state that a game can come to.

use super::finding::{StateQuestion, not};
use crate::source::{Code, Diagnostic};
use crate::story::{Choice, ChoiceId, Claim, Condition, Expression, Part, SceneId, Story, Template, Texts};

const MOST_FORMS: usize = 64;

/// Asks for each label whether it can be empty, and for each two of a scene whether they can be the same.
pub(super) fn questions(story: &Story) -> Vec<StateQuestion> {
    let mut questions = vec![];
    for texts in &story.texts {
        for choice in story.choice_ids() {
            questions.extend(empty(story, texts, choice));
            let later = story.choices_of(choice.scene).skip(usize::from(choice.index) + 1);
            questions.extend(later.filter_map(|other| same(story, texts, choice, other)));
        }
    }
    questions
}

fn empty(story: &Story, texts: &Texts, id: ChoiceId) -> Option<StateQuestion> {
    let label = story.choice(id).label;
    let span = texts.spans[label.index()]?;
    let template = texts.template(label);
    let blank = blank(template)?;
    let message = format!("a game can come to where the label of `{}` is empty", story.choice_name(id));
    let lint = Code::EmptyLabel.at(span, message, "nothing to be seen");
    let lint = lint.help(match template.as_literal() {
        Some(_) => "write what the player reads and chooses",
        None => "let it say something in every case, or hide the choice with `when`",
    });
    Some(never(Expression::All(vec![seen(story, id), blank]), id.scene, lint))
}

fn same(story: &Story, texts: &Texts, one: ChoiceId, other: ChoiceId) -> Option<StateQuestion> {
    let label = |id: ChoiceId| story.choice(id).label;
    let forms = |id: ChoiceId| forms(texts.template(label(id)));
    let span = |id: ChoiceId| texts.spans[label(id).index()];
    let (first, span) = (span(one)?, span(other)?);
    let others = forms(other);
    let alike = forms(one).into_iter().flat_map(|(when, text)| {
        let own = others.iter().filter(move |(_, other)| *other == text && is_seen(&text));
        own.map(move |(also, _)| Expression::All(when.iter().chain(also).cloned().collect()))
    });
    let alike: Vec<Expression> = alike.collect();
    if alike.is_empty() {
        return None;
    }
    let names = [one, other].map(|id| &story.choice(id).name);
    let message = format!("`{}` and `{}` can be offered side by side under one label", names[0], names[1]);
    let lint = Code::DuplicateLabel.at(span, message, "the same label");
    let lint = lint.also(first, "here first").help("say in each label what sets it apart");
    let both = Expression::All(vec![seen(story, one), seen(story, other), Expression::Any(alike)]);
    Some(never(both, one.scene, lint))
}

/// The claim that something is so in no state.
fn never(asked: Expression, scene: SceneId, lint: Diagnostic) -> StateQuestion {
    let claim = Claim::Always(Condition { expression: not(asked), span: lint.span() });
    StateQuestion { claim, scene: Some(scene), lint, follows_from: vec![] }
}

/// When a player sees a choice, available or locked.
fn seen(story: &Story, id: ChoiceId) -> Expression {
    let choice = story.choice(id);
    let mut parts = vec![Expression::At(id.scene)];
    parts.extend(choice.once.then(|| not(Expression::Chosen(id))));
    if choice.fallback {
        let others = story.choices_of(id.scene).filter(|&other| !story.choice(other).fallback);
        parts.push(not(Expression::Any(others.map(|other| open(story, other)).collect())));
    }
    if let Some(when) = &choice.when {
        let reason = choice.locked.map(|locked| story.texts[0].template(locked));
        let locked = reason.map(|reason| blank(reason).map_or(Expression::Boolean(true), not));
        parts.push(Expression::Any(locked.into_iter().chain([when.expression.clone()]).collect()));
    }
    Expression::All(parts)
}

/// When a choice is available, those marked as a fallback left aside.
fn open(story: &Story, id: ChoiceId) -> Expression {
    let Choice { once, when, .. } = story.choice(id);
    let untaken = once.then(|| not(Expression::Chosen(id)));
    let when = when.as_ref().map(|when| when.expression.clone());
    Expression::All(untaken.into_iter().chain(when).collect())
}

/// When a text shows nothing that can be seen; `None` when it always does.
fn blank(template: &Template) -> Option<Expression> {
    let forms = forms(template).into_iter().filter(|(_, text)| !is_seen(text));
    let forms: Vec<Expression> = forms.map(|(when, _)| Expression::All(when)).collect();
    (!forms.is_empty()).then_some(Expression::Any(forms))
}

/// The texts that a template can come to, each with the conditions that must hold for it. A value is written as what
/// it is asked with; of a `{vary}` each part is one that some game reads.
fn forms(template: &Template) -> Vec<(Vec<Expression>, String)> {
    let mut forms = vec![(vec![], String::new())];
    for part in &template.parts {
        let ends = match part {
            Part::Literal(text) => vec![(vec![], text.clone())],
            Part::Number(_) | Part::Stakeholder(..) => vec![(vec![], format!("{{{part:?}}}"))],
            Part::Vary(bodies) => bodies.iter().flat_map(self::forms).collect(),
            Part::If(branches) => {
                let mut ends = vec![];
                let mut before: Vec<Expression> = vec![];
                let mut is_closed = false;
                for branch in branches {
                    let when = branch.when.as_ref().map(|when| when.expression.clone());
                    for (also, text) in self::forms(&branch.body) {
                        ends.push((before.iter().chain(&when).cloned().chain(also).collect(), text));
                    }
                    is_closed |= when.is_none();
                    before.extend(when.map(not));
                }
                ends.extend((!is_closed).then_some((before, String::new())));
                ends
            }
        };
        let joined = forms.iter().flat_map(|(when, text)| {
            ends.iter().map(move |(also, end)| ([&when[..], also].concat(), format!("{text}{end}")))
        });
        forms = joined.take(MOST_FORMS).collect();
    }
    forms
}

/// Whether a text has a character that takes ink.
fn is_seen(text: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{300}'..='\u{36F}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}')
            || matches!(c, '\u{61C}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
    };
    !text.chars().all(is_unseen)
}
