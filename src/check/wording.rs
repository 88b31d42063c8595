//! Writes the diagnostics for what a search has found.

use super::finding::{decisions, way_to};
use crate::explore::{Defect, EXACT, Judgement, Limit};
use crate::source::{Code, Diagnostic, Severity, Span, suggest};
use crate::story::{ChoiceId, Claim, Exit, Play, Property, SceneId, Story, TextId, Way};

/// A diagnostic for a dead end points at no more choices or weights than this.
const MOST_LABELS: usize = 4;

/// The diagnostic for a defect and the scene that it is about; `None` when something else reports the defect.
pub fn found(story: &Story, what: Defect) -> Option<(SceneId, Diagnostic)> {
    let name = |scene: SceneId| &story.scene(scene).name;
    Some(match what {
        Defect::DeadEnd(scene) => (scene, dead_end(story, scene)),
        Defect::DeadChoice(choice) => (choice.scene, dead_choice(story, choice)),
        Defect::EndlessChain(scene) => {
            let message = format!("from `{}` on, scenes lead on to each other for ever", name(scene));
            let span = story.scene(scene).span;
            let fault = Code::EndlessChain.at(span, message, "no choice and no ending follows");
            (scene, fault.help("let one of these scenes offer a choice, or lead out"))
        }
        Defect::NoEndingReachable(scene) => {
            let message = format!("a game can come to `{}`, from where it can never end", name(scene));
            let span = story.scene(scene).span;
            let fault = Code::NoEndingReachable.at(span, message, "no ending can be reached from here");
            (scene, fault.help("let one of the scenes that follow lead to an ending"))
        }
        Defect::UnreachableScene(scene) => (scene, unreachable(story, scene, Code::UnreachableScene, "scene")),
        Defect::UnreachableEnding(scene) => (scene, unreachable(story, scene, Code::UnreachableEnding, "ending")),
        Defect::NeverAvailable(choice) => (choice.scene, never_available(story, choice)),
        Defect::AlwaysAvailable(choice) => {
            let message = format!("the condition of `{}` always holds", story.choice_name(choice));
            let when = story.choice(choice).when.as_ref()?;
            let lint = Code::AlwaysAvailable.at(when.span, message, "holds in every game");
            (choice.scene, lint.help("leave it out, or let the story make it false"))
        }
        Defect::NeverTaken(exit, arm) => (exit.scene(), never_taken(story, exit, usize::from(arm))?),
        Defect::NeverLocked(choice) => {
            let span = text_span(story, story.choice(choice).locked?)?;
            let message =
                format!("`{}` is always available, so its `locked` is never shown", story.choice_name(choice));
            let lint = Code::NeverShownText.at(span, message, "never shown");
            (choice.scene, lint.help("leave it out, or let the story lock the choice"))
        }
        Defect::NeverBest(choice) => {
            let message = format!("`{}` is never the best choice, for no goal", story.choice_name(choice));
            let span = story.choice(choice).span;
            let lint = Code::NeverBestChoice.at(span, message, "another is always worth more");
            (choice.scene, lint.help("let it be worth something for a goal, or allow the lint in this scene"))
        }
        Defect::NeverShown(..) | Defect::Pointless(_) => return None,
    })
}

/// The lint for an arm that no game takes; `None` when another finding already says why.
fn never_taken(story: &Story, exit: Exit, index: usize) -> Option<Diagnostic> {
    let way = story.way(exit);
    let arm = &way.arms[index];
    let place = arm.when.as_ref().map_or(arm.span, |when| when.span);
    let always = way.arms[..index].iter().position(|before| before.when.is_none() && !way.drawn);
    let message = format!("no game takes the arm `{}`", arm.name);
    let lint = match (arm.text.and_then(|text| text_span(story, text)), always) {
        (_, Some(before)) if before + 1 < index => return None,
        (_, Some(before)) => Code::NeverTrue
            .at(place, message, "never reached")
            .also(way.arms[before].span, "this is always taken")
            .help("put the arm without `when` last"),
        (Some(text), None) => Code::NeverShownText
            .at(text, format!("{message}, so its text is never shown"), "never shown")
            .also(place, "never taken"),
        (None, None) => Code::NeverTrue.at(place, message, "never taken").help(match way.drawn {
            true => "mend its `when` or its `weight`, or remove it",
            false => "mend its `when`, or remove it: an arm before it may always hold",
        }),
    };
    Some(lint)
}

fn text_span(story: &Story, text: TextId) -> Option<Span> {
    story.texts[0].spans[text.index()]
}

fn dead_end(story: &Story, id: SceneId) -> Diagnostic {
    let scene = story.scene(id);
    let name = &scene.name;
    match scene.goto() {
        Some(way) => nowhere(way, format!("a game can come to `{name}`, where no arm of its `goto` holds")),
        None => {
            let message = format!("a game can come to `{name}`, where nothing is available");
            let fault = Code::DeadEnd.at(scene.span, message, "no choice is available here");
            let conditions = scene.choices().iter().filter_map(|choice| Some(choice.when.as_ref()?.span));
            let fault = conditions.take(MOST_LABELS).fold(fault, |fault, when| fault.also(when, "false then"));
            fault.help("give it a choice without `when`, or one with `fallback = true`")
        }
    }
}

fn dead_choice(story: &Story, choice: ChoiceId) -> Diagnostic {
    let message = format!("a game can choose `{}`, after which no arm holds", story.choice_name(choice));
    nowhere(&story.choice(choice).goto, message)
}

/// The fault of a way whose arms may all fail at once. In a draw, an arm without `when` fails only by a weight that is
/// not above 0.
fn nowhere(way: &Way, message: String) -> Diagnostic {
    let fault = Code::DeadEnd.at(way.span, message, "nowhere to go from here");
    if !way.drawn {
        return fault.help("give the list a last arm without `when`");
    }
    let weights = way.arms.iter().filter(|arm| arm.when.is_none()).filter_map(|arm| arm.weight_span);
    let fault =
        weights.take(MOST_LABELS).fold(fault, |fault, weight| fault.also(weight, "the weight is not above 0 then"));
    fault.help("give one arm no `when` and a weight that is always above 0, such as `weight = 1`")
}

fn unreachable(story: &Story, id: SceneId, code: Code, what: &str) -> Diagnostic {
    let scene = story.scene(id);
    let message = format!("no game comes to the {what} `{}`", scene.name);
    match way_to(story, id) {
        None => {
            let lint = code.at(scene.span, message, "nothing leads here");
            lint.help(match misspelt(story, id) {
                Some(meant) => format!("did you mean `{meant}`? then its choices are to begin with that"),
                None => format!("let a `goto` name it, or remove the {what}"),
            })
        }
        Some((exit, arm)) => {
            let arm = &story.way(exit).arms[arm];
            let own = match exit {
                Exit::Choice(choice) => story.choice(choice).when.as_ref(),
                Exit::Scene(_) => None,
            };
            let place = arm.when.as_ref().or(own).map_or(arm.span, |when| when.span);
            let lint = code.at(scene.span, message, "never entered").also(place, "this never comes about");
            let way = story.way(exit);
            match way.arms.iter().take_while(|before| before.span != arm.span).find(|before| before.when.is_none()) {
                Some(always) if !way.drawn => {
                    lint.also(always.span, "this is always taken").help("put the arm without `when` last")
                }
                _ => lint,
            }
        }
    }
}

/// The scene that the author probably meant, if a misspelt header of a choice made the scene `id`: it has only choices,
/// and a similar name.
fn misspelt(story: &Story, id: SceneId) -> Option<&str> {
    let scene = story.scene(id);
    let is_bare = scene.title.is_none() && scene.text.is_none() && !scene.choices().is_empty();
    let others = story.scene_ids().filter(|&other| other != id).map(|other| story.scene(other).name.as_str());
    if is_bare { suggest(&scene.name, others) } else { None }
}

fn never_available(story: &Story, id: ChoiceId) -> Diagnostic {
    let choice = story.choice(id);
    let message = format!("no game is offered the choice `{}`", story.choice_name(id));
    match &choice.when {
        Some(when) => Code::NeverAvailable.at(when.span, message, "never holds here").also(choice.span, "the choice"),
        None if choice.fallback => Code::NeverAvailable
            .at(choice.span, message, "another is always available")
            .help("leave out `fallback`, or the choice"),
        None => Code::NeverAvailable.at(choice.span, message, "never offered"),
    }
}

/// One warning for all properties that a limit left undecided, because one remedy helps them all; `None` without any.
pub(super) fn undecided(properties: &[&Property], limit: Limit) -> Option<Diagnostic> {
    let (first, others) = properties.split_first()?;
    let are = if others.is_empty() { "property is" } else { "properties are" };
    let message = format!("{} {are} not decided: a limit stopped the search", properties.len());
    let span = |property: &Property| property.claim.condition().span;
    let label = |property: &Property| format!("whether \"{}\"", property.name.escape_debug());
    let mut warning = Code::PropertyUndecided.at(span(first), message, label(first));
    warning.severity = Severity::Warning;
    let warning = others.iter().fold(warning, |warning, other| warning.also(span(other), label(other)));
    Some(warning.help(match limit {
        Limit::States => "raise `--max-states`",
        Limit::Memory => "raise `--memory`",
        Limit::Precision => "the chance is too close to its bound: move the bound",
    }))
}

pub(super) fn property(story: &Story, property: &Property, judgement: &Judgement) -> Diagnostic {
    let span = property.claim.condition().span;
    let name = property.name.escape_debug();
    let message = format!("\"{name}\" does not hold");
    let label = match &property.claim {
        Claim::Always(_) => "a game can come to where this is false".to_owned(),
        Claim::Sometimes(_) => "no game comes to where this is true".to_owned(),
        Claim::Eventually(_) => "a game need never come to where this is true".to_owned(),
        Claim::Chance { play, min, max, .. } => chance(judgement, *play, *min, *max),
    };
    let refuted = Code::PropertyRefuted.at(span, message, label);
    match judgement.path.as_ref().map_or(&[][..], |path| &path.cycle) {
        [] => refuted,
        cycle => {
            let steps = decisions(story, cycle);
            let mut names: Vec<String> = steps.iter().take(MOST_LABELS).map(|it| format!("`{}`", it.name())).collect();
            names.extend((cycle.len() > MOST_LABELS).then(|| "…".to_owned()));
            let comes = if cycle.len() == 1 { "comes" } else { "come" };
            refuted.help(format!("from there {} {comes} back for ever: let one of them lead on", names.join(", ")))
        }
    }
}

fn chance(judgement: &Judgement, play: Play, min: Option<f64>, max: Option<f64>) -> String {
    let play = play.name();
    let is = judgement.chance.map_or("unknown".to_owned(), |chance| {
        if chance.high - chance.low <= EXACT {
            format!("{:.6}", chance.low)
        } else {
            format!("between {:.6} and {:.6}", chance.low, chance.high)
        }
    });
    let allowed = match (min, max) {
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "anything".to_owned(),
    };
    format!("under {play} play the chance is {is}; {allowed} is allowed")
}
