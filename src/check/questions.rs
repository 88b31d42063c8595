//! Lints that ask whether a game can come to a certain state. Each question becomes a property of a copy of the story,
//! and the exploration answers it.

use super::finding::{Finding, Levels};
use super::searched::{evidence, reads, unset};
use crate::engine::{Engine, Past, Predicate};
use crate::explore::{Defect, Details, Judgement, Verdict};
use crate::game::sample;
use crate::source::{Code, Diagnostic, Level};
use crate::story::{
    Body, Change, Choice, ChoiceId, Claim, Condition, Effect, Exit, Expression, Part, Property, Scene, SceneId, Story,
    Template, TextId, Texts, Variable, VariableId,
};

/// A claim that the exploration judges, and the lint to report when it is refuted.
pub(super) struct StateQuestion {
    pub claim: Claim,
    pub scene: Option<SceneId>,
    pub lint: Diagnostic,
    /// Defects that already explain the lint: if the search finds one of them, the lint is left out.
    pub follows_from: Vec<Defect>,
}

/// The questions that only a search can answer, and a copy of the story with a property for each of them.
pub(super) fn ask(story: &Story, levels: &Levels) -> (Story, Vec<StateQuestion>) {
    let (mut asking, mut questions) = conditions(story, levels);
    leave_out_what_random_games_show(&asking, &mut questions);
    questions.extend(labels(story));
    questions.retain(|each| levels.apply(story, each.scene, each.lint.clone()).is_some());
    let property = |question: &StateQuestion| Property { name: String::new(), claim: question.claim.clone() };
    asking.properties.extend(questions.iter().map(property));
    (asking, questions)
}

/// Drops the questions that random games answer: usually most of them, and at a much lower cost than a search.
fn leave_out_what_random_games_show(story: &Story, questions: &mut Vec<StateQuestion>) {
    const BATCHES: u64 = 100;
    const VISITS: usize = 10;
    let engine = Engine::new(story);
    // One look at each state is enough: only the first text of its scene counts.
    let first: Vec<Option<TextId>> =
        story.scenes.iter().map(|scene| scene.text.or(scene.read_on_entering().next())).collect();
    let asked = |each: &StateQuestion| engine.past_predicate(story, &each.claim.condition().expression);
    let mut open: Vec<Option<Predicate>> = questions.iter().map(|each| Some(asked(each))).collect();
    for batch in 0..BATCHES {
        if open.iter().all(Option::is_none) {
            break;
        }
        let read = &mut |text, words: &[u64], past: &Past| {
            if first[engine.scene(words).index()] == Some(text) {
                open.iter_mut().for_each(|asked| drop(asked.take_if(|asked| asked.holds(words, past))));
            }
            1
        };
        sample(story, &engine, story.scenes.len() * VISITS, batch, read);
    }
    let mut open = open.into_iter();
    questions.retain(|_| open.next().flatten().is_some());
}

/// The findings for the refuted questions. `story` is the copy from [`ask`], with the questions as last properties.
pub(super) fn answered(
    story: &Story,
    engine: &Engine,
    levels: &Levels,
    questions: Vec<StateQuestion>,
    details: &Details,
) -> Vec<Finding> {
    let own = details.properties.len() - questions.len();
    let answered = questions.into_iter().zip(&details.properties[own..]);
    let refuted = answered.filter(|(question, judgement)| {
        let follows = details.findings.iter().any(|found| question.follows_from.contains(&found.what));
        judgement.verdict == Verdict::Refuted && !follows
    });
    let finding = |(question, judgement): (StateQuestion, &Judgement)| {
        let diagnostic = levels.apply(story, question.scene, question.lint)?;
        let playthrough = evidence(story, engine, judgement.path.as_ref(), None);
        Some(Finding { playthrough, verdict: Some(Verdict::Proved), ..diagnostic.into() })
    };
    refuted.filter_map(finding).collect()
}

/// Asks whether each condition ever holds. A state does not show whether an effect happened, so in the copy of the
/// story each effect with a condition also sets an extra flag.
fn conditions(story: &Story, levels: &Levels) -> (Story, Vec<StateQuestion>) {
    let mut asking = story.clone();
    let mut questions = vec![];
    if levels.level(story, Code::NeverTrue, None) == Level::Allow {
        return (asking, questions);
    }
    let unset = unset(story, levels);
    let question = |when: &Condition, asked: Expression, label: &str| {
        (!reads(&unset, Some(when))).then(|| question(when, asked, label))
    };
    let variables = &mut asking.variables;
    for (index, scene) in asking.scenes.iter_mut().enumerate() {
        let id = SceneId(index as u16);
        each_effect(id, scene, &mut |effect, within| {
            let (Some(when), Ok(flag)) = (&effect.when, u16::try_from(variables.len())) else { return };
            let flag = VariableId(flag);
            let happened = Expression::Variable(flag);
            let (min, max, start, is_flag) = (0, 1, 0, true);
            variables.push(Variable { name: String::new(), span: when.span, min, max, start, is_flag });
            let Some(mut question) = question(when, happened, "this effect never happens") else { return };
            question.scene = Some(id);
            question.follows_from.extend(within);
            questions.push(question);
            effect.changes.push(Change::Assign(flag, 1));
        });
    }
    let at_the_end = |when: &Condition| Expression::all(vec![Expression::Ended, when.expression.clone()]);
    for goal in &story.goals {
        let mut before = vec![Expression::Ended];
        for when in goal.worths.iter().map_while(|worth| worth.when.as_ref()) {
            let asked = before.iter().chain([&when.expression]).cloned().collect();
            questions.extend(question(when, Expression::all(asked), "no ending is worth this"));
            before.push(!when.expression.clone());
        }
    }
    for (list, label) in
        [(&story.lessons, "this lesson is never shown"), (&story.moments, "this moment is never shown")]
    {
        questions.extend(list.iter().filter_map(|each| question(&each.when, at_the_end(&each.when), label)));
    }
    let known =
        story.stakeholders.iter().filter_map(|person| Some((person.known.as_ref()?, "the stance is never known")));
    let people = story.stakeholders.iter().filter_map(|person| Some((person.show.as_ref()?, "never on the board")));
    let counters = story.counters.iter().filter_map(|each| Some((each.show.as_ref()?, "never on the board")));
    let board = known.chain(people).chain(counters);
    questions.extend(board.filter_map(|(when, label)| question(when, when.expression.clone(), label)));
    (asking, questions)
}

fn question(when: &Condition, asked: Expression, label: &str) -> StateQuestion {
    let lint = Code::NeverTrue.at(when.span, "no game makes this condition true", label);
    let mut follows_from = vec![];
    when.expression.walk(&mut |part| match *part {
        Expression::Visited(scene) | Expression::At(scene) => follows_from.extend(unreachable(scene)),
        Expression::Chosen(choice) => {
            follows_from.extend(unreachable(choice.scene));
            follows_from.push(Defect::NeverAvailable(choice));
        }
        _ => {}
    });
    let claim = Claim::Sometimes(Condition { expression: asked, span: when.span });
    StateQuestion { claim, scene: None, lint, follows_from }
}

fn unreachable(scene: SceneId) -> [Defect; 2] {
    [Defect::UnreachableScene(scene), Defect::UnreachableEnding(scene)]
}

/// Calls `visit` for every effect of a scene, with the defects that would explain why no game comes to the effect.
fn each_effect(id: SceneId, scene: &mut Scene, visit: &mut impl FnMut(&mut Effect, Vec<Defect>)) {
    let mut visit = |effects: &mut Vec<Effect>, own: &[Defect]| {
        effects.iter_mut().for_each(|effect| visit(effect, [&unreachable(id)[..], own].concat()));
    };
    visit(&mut scene.effects, &[]);
    match &mut scene.body {
        Body::Ending { .. } => {}
        Body::Goto(way) => {
            for (index, arm) in way.arms.iter_mut().enumerate() {
                visit(&mut arm.effects, &[Defect::NeverTaken(Exit::Scene(id), index as u8)]);
            }
        }
        Body::Choices(choices) => {
            for (index, choice) in choices.iter_mut().enumerate() {
                let own = ChoiceId { scene: id, index: index as u8 };
                visit(&mut choice.effects, &[Defect::NeverAvailable(own)]);
                for (index, arm) in choice.goto.arms.iter_mut().enumerate() {
                    let untaken = Defect::NeverTaken(Exit::Choice(own), index as u8);
                    visit(&mut arm.effects, &[Defect::NeverAvailable(own), untaken]);
                }
            }
        }
    }
}

const MOST_FORMS: usize = 64;

/// Asks whether a label can be empty, and whether two labels of a scene can be the same.
fn labels(story: &Story) -> Vec<StateQuestion> {
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
    Some(never(Expression::all(vec![seen(story, id), blank]), id.scene, lint))
}

fn same(story: &Story, texts: &Texts, one: ChoiceId, other: ChoiceId) -> Option<StateQuestion> {
    let label = |id: ChoiceId| story.choice(id).label;
    let forms = |id: ChoiceId| forms(texts.template(label(id)));
    let span = |id: ChoiceId| texts.spans[label(id).index()];
    let (first, span) = (span(one)?, span(other)?);
    let others = forms(other);
    let alike = forms(one).into_iter().flat_map(|(when, text)| {
        let own = others.iter().filter(move |(_, other)| *other == text && is_seen(&text));
        own.map(move |(also, _)| Expression::all(when.iter().chain(also).cloned().collect()))
    });
    let alike: Vec<Expression> = alike.collect();
    if alike.is_empty() {
        return None;
    }
    let names = [one, other].map(|id| &story.choice(id).name);
    let message = format!("`{}` and `{}` can be offered side by side under one label", names[0], names[1]);
    let lint = Code::DuplicateLabel.at(span, message, "the same label");
    let lint = lint.also(first, "here first").help("say in each label what sets it apart");
    let both = Expression::all(vec![seen(story, one), seen(story, other), Expression::any(alike)]);
    Some(never(both, one.scene, lint))
}

/// Claims that `asked` is false in every state. If the search refutes the claim, `lint` is reported.
fn never(asked: Expression, scene: SceneId, lint: Diagnostic) -> StateQuestion {
    let claim = Claim::Always(Condition { expression: !asked, span: lint.span() });
    StateQuestion { claim, scene: Some(scene), lint, follows_from: vec![] }
}

/// The condition under which a player sees a choice, available or locked.
fn seen(story: &Story, id: ChoiceId) -> Expression {
    let choice = story.choice(id);
    let mut parts = vec![Expression::At(id.scene)];
    parts.extend(choice.once.then(|| !Expression::Chosen(id)));
    if choice.fallback {
        let others = story.choices_of(id.scene).filter(|&other| !story.choice(other).fallback);
        parts.push(!Expression::any(others.map(|other| open(story, other)).collect()));
    }
    if let Some(when) = &choice.when {
        let reason = choice.locked.map(|locked| story.texts[0].template(locked));
        let locked = reason.map(|reason| blank(reason).map_or(Expression::Boolean(true), |blank| !blank));
        parts.push(Expression::any(locked.into_iter().chain([when.expression.clone()]).collect()));
    }
    Expression::all(parts)
}

/// The condition that a choice's own `once` and `when` set for it to be available.
fn open(story: &Story, id: ChoiceId) -> Expression {
    let Choice { once, when, .. } = story.choice(id);
    let untaken = once.then(|| !Expression::Chosen(id));
    let when = when.as_ref().map(|when| when.expression.clone());
    Expression::all(untaken.into_iter().chain(when).collect())
}

/// The condition under which a text has no visible character; `None` when the text always has one.
fn blank(template: &Template) -> Option<Expression> {
    let forms = forms(template).into_iter().filter(|(_, text)| !is_seen(text));
    let forms: Vec<Expression> = forms.map(|(when, _)| Expression::all(when)).collect();
    (!forms.is_empty()).then_some(Expression::any(forms))
}

/// The texts that a template can become, each as (conditions for this text, text). A value stays a placeholder. Each
/// part of a `{vary}` counts, because some game shows it.
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
                    before.extend(when.map(|when| !when));
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

/// Whether a text has a character that is not a space, a control or the like.
fn is_seen(text: &str) -> bool {
    let is_unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{300}'..='\u{36F}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}')
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}')
            || matches!(c, '\u{61C}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
    };
    !text.chars().all(is_unseen)
}
