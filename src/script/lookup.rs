//! From names in steps to choices and arms, with the best guess where there is no such thing.

use super::failure::ReplayError;
use crate::source::suggest;
use crate::story::{ChoiceId, Exit, SceneId, Story};

/// The choice that a step names, in a game that is in `here`.
pub(super) fn choice(story: &Story, here: SceneId, written: &str) -> Result<ChoiceId, ReplayError> {
    let Some((scene_name, name)) = written.split_once('.') else {
        return find(story, here, written).ok_or_else(|| unknown(story, here, written, here));
    };
    let Some(scene) = find_scene(story, here, scene_name) else {
        let all: Vec<String> = story.choice_ids().map(|id| story.choice_name(id)).collect();
        return Err(unknown_scene(scene_name, written, &all));
    };
    let id = find(story, scene, name).ok_or_else(|| unknown(story, scene, name, here))?;
    if scene == here { Ok(id) } else { Err(ReplayError::Elsewhere(id)) }
}

/// The arm that a step names, when the draw `waiting` comes next; its name alone is taken as one of that draw.
pub(super) fn arm(story: &Story, waiting: Exit, written: &str) -> Result<u8, ReplayError> {
    let (scene, name) = match written.split_once('.') {
        Some((scene, name)) => (drawing_scene(story, waiting.scene(), scene, written)?, name),
        None => (waiting.scene(), written),
    };
    if let Some(index) = arm_of(story, waiting, name).filter(|_| scene == waiting.scene()) {
        return Ok(index);
    }
    // A scene may have several choices that draw: the name may be right and the choice another.
    if scene != waiting.scene() || draws(story, scene).any(|exit| arm_of(story, exit, name).is_some()) {
        return Err(ReplayError::OtherDraw { scene, waiting });
    }
    Err(unknown_arm(story, scene, name, Some(waiting)))
}

/// The draws that a step may want, when none waits; none for an arm's name alone, which could be of any.
pub(super) fn drawn(story: &Story, written: &str) -> Result<Vec<Exit>, ReplayError> {
    let Some((scene, name)) = written.split_once('.') else { return Ok(Vec::new()) };
    let scene = drawing_scene(story, story.start, scene, written)?;
    let found: Vec<Exit> = draws(story, scene).filter(|&exit| arm_of(story, exit, name).is_some()).collect();
    if found.is_empty() { Err(unknown_arm(story, scene, name, None)) } else { Ok(found) }
}

/// The ending of that name.
pub(super) fn ending(story: &Story, written: &str) -> Result<SceneId, ReplayError> {
    story.endings().find(|&id| story.scene(id).name == written).ok_or_else(|| {
        let all = story.endings().map(|id| story.scene(id).name.as_str());
        ReplayError::UnknownEnding {
            written: written.to_owned(),
            meant: suggest(written, all).map(str::to_owned),
        }
    })
}

fn drawing_scene(story: &Story, here: SceneId, scene: &str, written: &str) -> Result<SceneId, ReplayError> {
    find_scene(story, here, scene).ok_or_else(|| {
        let exits = story.scene_ids().flat_map(|scene| draws(story, scene));
        let all: Vec<String> = exits.flat_map(|exit| arm_names(story, exit)).collect();
        unknown_scene(scene, written, &all)
    })
}

/// The ways out of a scene that are drawn from.
fn draws(story: &Story, scene: SceneId) -> impl Iterator<Item = Exit> + '_ {
    let choices = 0..story.scene(scene).choices().len();
    let own = story.scene(scene).goto().map(|_| Exit::Scene(scene));
    let of_choices = choices.map(move |index| Exit::Choice(ChoiceId { scene, index: index as u8 }));
    own.into_iter().chain(of_choices).filter(|&exit| story.way(exit).drawn)
}

/// The names of a way's arms as a step writes them, `scene.arm`.
fn arm_names(story: &Story, exit: Exit) -> impl Iterator<Item = String> + '_ {
    let scene = &story.scene(exit.scene()).name;
    story.way(exit).arms.iter().map(move |arm| format!("{scene}.{}", arm.name))
}

/// The scene of that name; nearly always the one that the game is in, which is looked at first.
fn find_scene(story: &Story, here: SceneId, name: &str) -> Option<SceneId> {
    if story.scene(here).name == name { Some(here) } else { story.find_scene(name) }
}

fn arm_of(story: &Story, exit: Exit, name: &str) -> Option<u8> {
    story.way(exit).arms.iter().position(|arm| arm.name == name).map(|index| index as u8)
}

fn find(story: &Story, scene: SceneId, name: &str) -> Option<ChoiceId> {
    let index = story.scene(scene).choices().iter().position(|choice| choice.name == name)?;
    Some(ChoiceId { scene, index: index as u8 })
}

/// A choice that `scene` does not have, in a game that is in `here`: the guess may also be another scene's choice of
/// exactly that name.
fn unknown(story: &Story, scene: SceneId, name: &str, here: SceneId) -> ReplayError {
    let own = story.scene(scene).choices().iter().map(|choice| choice.name.as_str());
    let meant = match suggest(name, own) {
        Some(near) if scene == here => Some(near.to_owned()),
        Some(near) => Some(format!("{}.{near}", story.scene(scene).name)),
        None => find(story, here, name)
            .or_else(|| story.choice_ids().find(|&id| story.choice(id).name == name))
            .map(|id| story.choice_name(id)),
    };
    ReplayError::UnknownChoice { scene, written: name.to_owned(), meant }
}

fn unknown_arm(story: &Story, scene: SceneId, written: &str, waiting: Option<Exit>) -> ReplayError {
    let all: Vec<&str> = draws(story, scene)
        .filter(|&exit| waiting.is_none_or(|waiting| exit == waiting))
        .flat_map(|exit| story.way(exit).arms.iter().map(|arm| arm.name.as_str()))
        .collect();
    let meant = suggest(written, all).map(str::to_owned);
    ReplayError::UnknownArm { scene, written: written.to_owned(), meant, waiting }
}

fn unknown_scene(scene: &str, written: &str, all: &[String]) -> ReplayError {
    let meant = suggest(written, all.iter().map(String::as_str)).map(str::to_owned);
    ReplayError::UnknownScene { written: scene.to_owned(), meant }
}
