//! What a player reads in a turn: scenes, the texts between them, and draws.

use super::{Prose, Reader};
use crate::game::{Drawn, Event, Moment, Turn};
use crate::story::{ActId, SceneId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActView<'a> {
    pub id: ActId,
    pub name: &'a str,
    pub title: String,
    /// The number of the act, from 1.
    pub number: usize,
    pub of: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SceneView<'a> {
    pub id: SceneId,
    pub name: &'a str,
    pub act: ActView<'a>,
    pub title: Option<String>,
    pub time: Option<String>,
    pub place: Option<String>,
    pub prose: Prose,
}

impl SceneView<'_> {
    /// The parts of the heading below the title: when and where the scene takes place.
    pub fn when_and_where(&self) -> Vec<&str> {
        self.time.iter().chain(&self.place).map(String::as_str).collect()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawView<'a> {
    /// The name of the scene that the draw left.
    pub scene: &'a str,
    /// The name of the arm that was drawn.
    pub arm: &'a str,
    /// The name of the scene to which the arm leads.
    pub to: &'a str,
    pub weight: u32,
    /// The sum of the weights of all arms that could be drawn.
    pub of: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage<'a> {
    Scene(SceneView<'a>),
    /// The text of a choice or of an arm, before the next scene.
    Said(Prose),
    /// A draw. Programs see the draw itself; players see only its outcome.
    Drew(DrawView<'a>),
}

impl<'a> Reader<'a> {
    /// A scene as it reads in a moment, which must be a moment in that scene.
    pub fn scene(&self, id: SceneId, moment: &Moment) -> SceneView<'a> {
        let scene = self.story.scene(id);
        let (acts, act) = (&self.story.acts, scene.act.index());
        let (name, title) = (&acts[act].name, self.plain(acts[act].title));
        let act = ActView { id: scene.act, name, title, number: act + 1, of: acts.len() };
        let [title, time, place] = scene.heading().map(|text| self.some_line(text, moment));
        let prose = scene.text.map(|text| self.prose(text, moment)).unwrap_or_default();
        SceneView { id, name: &scene.name, act, title, time, place, prose }
    }

    /// A scene's heading as it reads in a moment, or else its name.
    pub fn heading(&self, id: SceneId, moment: &Moment) -> String {
        let scene = self.story.scene(id);
        self.some_line(scene.title, moment).unwrap_or_else(|| scene.name.clone())
    }

    /// The passages of a turn, in order. Empty texts are left out, and so are scenes without a text from which the game
    /// goes on by itself.
    pub fn passages(&self, turn: &Turn) -> Vec<Passage<'a>> {
        let passages = turn.events.iter().map(|event| match event {
            Event::Entered(id, moment) => Passage::Scene(self.scene(*id, moment)),
            Event::Said(text, moment) => Passage::Said(self.prose(*text, moment)),
            Event::Drew(drawn, _) => Passage::Drew(self.draw(drawn)),
        });
        let is_told = |passage: &Passage| match passage {
            Passage::Scene(scene) => !scene.prose.is_empty() || self.story.scene(scene.id).goto().is_none(),
            Passage::Said(prose) => !prose.is_empty(),
            Passage::Drew(_) => true,
        };
        passages.filter(is_told).collect()
    }

    pub fn draw(&self, drawn: &Drawn) -> DrawView<'a> {
        let Drawn { exit, arm, weight, of } = *drawn;
        let from = exit.scene();
        let arm = &self.story.way(exit).arms[arm as usize];
        let name = |id: SceneId| self.story.scene(id).name.as_str();
        DrawView { scene: name(from), arm: &arm.name, to: name(arm.to), weight, of }
    }
}
