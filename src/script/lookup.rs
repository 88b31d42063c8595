//! Finds the choices and arms that steps name, or gives a failure with the best guess.

use super::failure::{Failed, Witness};
use super::playthrough::Named;
use crate::source::suggest;
use crate::story::{ChoiceId, Exit, SceneId, Story};

/// The choice that a step names, in the scene that the game is in.
pub(super) fn choice(witness: Witness, named: &Named) -> Result<ChoiceId, Failed> {
    let (story, here) = (witness.story, witness.scene());
    let Some((scene_name, name)) = named.name.split_once('.') else {
        return find(story, here, &named.name).ok_or_else(|| unknown(witness, named, here, &named.name));
    };
    let Some(scene) = find_scene(story, here, scene_name) else {
        let all: Vec<String> = story.choice_ids().map(|id| story.choice_name(id)).collect();
        return Err(unknown_scene(witness, named, scene_name, &all));
    };
    let id = find(story, scene, name).ok_or_else(|| unknown(witness, named, scene, name))?;
    if scene == here {
        return Ok(id);
    }
    let message = format!("`{}` is no choice of `{}`, where the game is", story.choice_name(id), witness.here());
    let label = format!("a choice of `{}`", witness.name(scene));
    Err(witness.fail("choice-elsewhere", named.span, message, label).instead(witness.choices()))
}

/// The arm that a step names when the draw `waiting` comes next. A name without a scene means an arm of that draw.
pub(super) fn arm(witness: Witness, waiting: Exit, named: &Named) -> Result<u8, Failed> {
    let story = witness.story;
    let (scene, name) = match named.name.split_once('.') {
        Some((scene, name)) => (drawing_scene(witness, waiting.scene(), named, scene)?, name),
        None => (waiting.scene(), named.name.as_str()),
    };
    if let Some(index) = arm_of(story, waiting, name).filter(|_| scene == waiting.scene()) {
        return Ok(index);
    }
    // A scene may have several choices that draw: the name may belong to another one of them.
    let is_of_other = draws(story, scene).any(|exit| arm_of(story, exit, name).is_some());
    if scene == waiting.scene() && !is_of_other {
        return Err(unknown_arm(witness, named, scene, name, Some(waiting)));
    }
    let label = match scene == waiting.scene() {
        true => format!("another choice of `{}` draws so", witness.name(scene)),
        false => format!("`{}` does not draw next", witness.name(scene)),
    };
    let message = format!("the draw that comes next is that of {}", witness.way(waiting));
    Err(witness.fail("other-draw", named.span, message, label).instead(Some(witness.arms(waiting))))
}

/// A step names a draw, but no draw comes next: gives the draws that it may mean, to explain the failure. Empty if the
/// name has no scene, because an arm of any scene could be meant.
pub(super) fn drawn(witness: Witness, named: &Named) -> Result<Vec<Exit>, Failed> {
    let story = witness.story;
    let Some((scene, name)) = named.name.split_once('.') else { return Ok(Vec::new()) };
    let scene = drawing_scene(witness, story.start, named, scene)?;
    let found: Vec<Exit> = draws(story, scene).filter(|&exit| arm_of(story, exit, name).is_some()).collect();
    if found.is_empty() { Err(unknown_arm(witness, named, scene, name, None)) } else { Ok(found) }
}

pub(super) fn ending(witness: Witness, named: &Named) -> Result<SceneId, Failed> {
    let story = witness.story;
    story.endings().find(|&id| story.scene(id).name == named.name).ok_or_else(|| {
        let all: Vec<&str> = story.endings().map(|id| witness.name(id)).collect();
        let meant = suggest(&named.name, all.iter().copied()).map(str::to_owned);
        let quoted: Vec<String> = all.iter().map(|name| format!("`{name}`")).collect();
        witness
            .fail("unknown-ending", named.span, format!("there is no ending `{}`", named.name), "no such ending")
            .instead(Some(format!("the endings are {}", quoted.join(", "))))
            .meant(meant)
    })
}

fn drawing_scene(witness: Witness, near: SceneId, named: &Named, scene: &str) -> Result<SceneId, Failed> {
    let story = witness.story;
    find_scene(story, near, scene).ok_or_else(|| {
        let exits = story.scene_ids().flat_map(|scene| draws(story, scene));
        let all: Vec<String> = exits.flat_map(|exit| arm_names(story, exit)).collect();
        unknown_scene(witness, named, scene, &all)
    })
}

/// The ways out of a scene that are draws.
fn draws(story: &Story, scene: SceneId) -> impl Iterator<Item = Exit> + '_ {
    story.exits_of(scene).filter(|&exit| story.way(exit).drawn)
}

/// The names of a way's arms as a step writes them, `scene.arm`.
fn arm_names(story: &Story, exit: Exit) -> impl Iterator<Item = String> + '_ {
    let scene = &story.scene(exit.scene()).name;
    story.way(exit).arms.iter().map(move |arm| format!("{scene}.{}", arm.name))
}

/// The scene of that name. Looks at `near`, the game's scene, first: it is nearly always this one.
fn find_scene(story: &Story, near: SceneId, name: &str) -> Option<SceneId> {
    if story.scene(near).name == name { Some(near) } else { story.find_scene(name) }
}

fn arm_of(story: &Story, exit: Exit, name: &str) -> Option<u8> {
    story.way(exit).arms.iter().position(|arm| arm.name == name).map(|index| index as u8)
}

fn find(story: &Story, scene: SceneId, name: &str) -> Option<ChoiceId> {
    story.choices_of(scene).find(|&id| story.choice(id).name == name)
}

/// The failure for a choice that `scene` does not have. The guess may be another scene's choice of exactly that name.
fn unknown(witness: Witness, named: &Named, scene: SceneId, name: &str) -> Failed {
    let (story, here) = (witness.story, witness.scene());
    let own = story.scene(scene).choices().iter().map(|choice| choice.name.as_str());
    let meant = match suggest(name, own) {
        Some(near) if scene == here => Some(near.to_owned()),
        Some(near) => Some(format!("{}.{near}", witness.name(scene))),
        None => find(story, here, name)
            .or_else(|| story.choice_ids().find(|&id| story.choice(id).name == name))
            .map(|id| story.choice_name(id)),
    };
    if draws(story, scene).any(|exit| arm_of(story, exit, name).is_some()) {
        let full = format!("{}.{name}", witness.name(scene));
        let message = format!("`{full}` is no choice: it is the outcome of a draw");
        let failure = witness.fail("unknown-choice", named.span, message, "a draw");
        return failure.instead(witness.choices()).help(format!("write `{{ draw = \"{full}\" }}`"));
    }
    let message = format!("`{}` has no choice `{name}`", witness.name(scene));
    let failure = witness.fail("unknown-choice", named.span, message, "no such choice");
    failure.instead(witness.choices()).meant(meant)
}

fn unknown_arm(witness: Witness, named: &Named, scene: SceneId, name: &str, waiting: Option<Exit>) -> Failed {
    let all: Vec<&str> = draws(witness.story, scene)
        .filter(|&exit| waiting.is_none_or(|waiting| exit == waiting))
        .flat_map(|exit| witness.story.way(exit).arms.iter().map(|arm| arm.name.as_str()))
        .collect();
    let message = format!("`{}` draws no arm `{name}`", witness.name(scene));
    let instead = waiting.map_or_else(|| witness.choices(), |exit| Some(witness.arms(exit)));
    let failure = witness.fail("unknown-arm", named.span, message, "no such arm");
    failure.instead(instead).meant(suggest(name, all).map(str::to_owned))
}

fn unknown_scene(witness: Witness, named: &Named, scene: &str, all: &[String]) -> Failed {
    let failure = witness.fail("unknown-scene", named.span, format!("there is no scene `{scene}`"), "no such scene");
    let meant = suggest(&named.name, all.iter().map(String::as_str)).map(str::to_owned);
    failure.instead(witness.choices()).meant(meant)
}
