//! Finds the choice, arm or ending of a name in a playthrough. If there is none, the failure suggests a similar name.

use super::failure::{Failed, Witness};
use super::playthrough::Named;
use crate::source::suggest;
use crate::story::{ChoiceId, Exit, SceneId};

/// The choice that a step names. It must belong to the scene where the game is.
pub(super) fn choice(witness: Witness, named: &Named) -> Result<ChoiceId, Failed> {
    let (story, here) = (witness.story, witness.scene());
    let (scene, name) = named.name.split_once('.').unwrap_or((witness.here(), &named.name));
    let fail = |kind, message: String, label: &str| witness.fail(kind, named.span, message, label);
    let Some(id) = story.find_scene(scene) else {
        let all: Vec<String> = story.choice_ids().map(|id| story.choice_name(id)).collect();
        let failure = fail("unknown-scene", format!("there is no scene `{scene}`"), "no such scene");
        return Err(failure.meant(suggest(&named.name, all.iter().map(String::as_str))));
    };
    match story.choices_of(id).find(|&id| story.choice(id).name == name) {
        Some(choice) if id == here => return Ok(choice),
        Some(_) => {
            let message = format!("`{scene}.{name}` is no choice of `{}`, where the game is", witness.here());
            return Err(fail("choice-elsewhere", message, &format!("a choice of `{scene}`")));
        }
        None => {}
    }
    if story.scene(id).ways().any(|way| way.drawn && way.arms.iter().any(|arm| arm.name == name)) {
        let message = format!("`{scene}.{name}` is no choice: it is the outcome of a draw");
        let help = format!("write `{{ draw = \"{scene}.{name}\" }}`");
        return Err(fail("unknown-choice", message, "a draw").help(help));
    }
    let failure = fail("unknown-choice", format!("`{scene}` has no choice `{name}`"), "no such choice");
    let own = story.scene(id).choices().iter().map(|choice| choice.name.as_str());
    let full = |near: &str| if id == here { near.to_owned() } else { format!("{scene}.{near}") };
    let mut all = story.choices_of(here).chain(story.choice_ids());
    let elsewhere = || all.find(|&id| story.choice(id).name == name).map(|id| story.choice_name(id));
    let meant = suggest(name, own).map(full).or_else(elsewhere);
    Err(failure.meant(meant.as_deref()))
}

/// The arm that a step names; `waiting` is the draw that comes next. A name without a scene means an arm of `waiting`.
pub(super) fn arm(witness: Witness, waiting: Exit, named: &Named) -> Result<u8, Failed> {
    let arms = &witness.story.way(waiting).arms;
    let scene = witness.name(waiting.scene());
    let (drawn, name) = named.name.split_once('.').unwrap_or((scene, &named.name));
    if let Some(index) = arms.iter().position(|arm| drawn == scene && arm.name == name) {
        return Ok(index as u8);
    }
    let instead = witness.arms(waiting);
    if drawn != scene {
        let message = format!("the draw that comes next is that of {}", witness.way(waiting));
        let label = format!("`{drawn}` does not draw next");
        return Err(witness.fail("other-draw", named.span, message, label).instead(instead));
    }
    let message = format!("{} draws no arm `{name}`", witness.way(waiting));
    let failure = witness.fail("unknown-arm", named.span, message, "no such arm").instead(instead);
    Err(failure.meant(suggest(name, arms.iter().map(|arm| arm.name.as_str()))))
}

pub(super) fn ending(witness: Witness, named: &Named) -> Result<SceneId, Failed> {
    let story = witness.story;
    let all: Vec<&str> = story.endings().map(|id| witness.name(id)).collect();
    story.endings().find(|&id| witness.name(id) == named.name).ok_or_else(|| {
        let message = format!("there is no ending `{}`", named.name);
        let failure = witness.fail("unknown-ending", named.span, message, "no such ending");
        failure.instead(format!("the endings are `{}`", all.join("`, `"))).meant(suggest(&named.name, all))
    })
}
