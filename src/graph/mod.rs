//! The story as a graph: its scenes, what leads from each to which, and how games pass along that.
//!
//! A [`StoryGraph`] is plain data for those who draw it. It does not know how it is drawn.

use crate::explore::{Details, Showable};
use crate::format::Decoded;
use crate::source::Sources;
use crate::story::{
    Arm, Body, ChoiceId, Condition, Exit, Expression, Part, Scene, SceneId, Story, Template, TextId, Way,
};
use std::collections::BTreeSet;

/// Scenes and the arrows between them.
#[derive(Clone, Debug)]
pub struct StoryGraph {
    /// The story's title.
    pub title: String,
    /// The acts, each with the name and the title that the author gave it.
    pub acts: Vec<(String, String)>,
    /// The scenes, in the order of the story.
    pub nodes: Vec<SceneNode>,
    /// The arrows, scene by scene.
    pub edges: Vec<Edge>,
}

/// What a scene is to those who look at the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Something is read there.
    Scene,
    /// It only leads on.
    Junction,
    /// The story is over there.
    Ending,
}

/// A scene.
#[derive(Clone, Debug)]
pub struct SceneNode {
    /// Which scene it is.
    pub scene: SceneId,
    /// The name an author wrote.
    pub name: String,
    /// The position of its act.
    pub act: usize,
    /// What it is.
    pub kind: NodeKind,
    /// Its title, all variants of it; empty when it has none.
    pub title: String,
    /// Its text as written, with its conditions.
    pub text: String,
    /// The chance that a random game comes to it; the least that is known where the search was stopped.
    pub visited: f64,
    /// How many of some playthroughs come to it, when they were asked for.
    pub shown: Option<usize>,
}

/// An arm of a way from one scene to another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The scene that is left.
    pub from: SceneId,
    /// The scene that it leads to.
    pub to: SceneId,
    /// Whose arm it is.
    pub exit: Exit,
    /// The position of the arm.
    pub arm_index: u8,
    /// The name of the choice, and what the player reads.
    pub choice: Option<(String, String)>,
    /// The name of the arm, where there is more than one.
    pub arm: Option<String>,
    /// What must hold, as written: for the choice, then for the arm.
    pub when: Vec<String>,
    /// Whether it is taken only when no arm before it is.
    pub is_else: bool,
    /// Why the choice is locked when it is, as written. Without a reason it is hidden then.
    pub locked: Option<String>,
    /// The weight in a draw, as written.
    pub weight: Option<String>,
    /// The weight of all arms of the draw together, when it is always the same.
    pub of: Option<i64>,
    /// How often a random game is expected to take it.
    pub passed: f64,
    /// How many of some playthroughs take it, when they were asked for.
    pub shown: Option<usize>,
}

impl StoryGraph {
    /// Draws up the graph of a story whose files are among `sources`, in the language of that index. `details` say how
    /// games pass; their exploration must have been asked for choices.
    pub fn new(story: &Story, language: usize, sources: &Sources, details: &Details) -> StoryGraph {
        let author = Author { story, language, sources };
        let node = |id: SceneId| author.node(id, details.visited[id.index()].low);
        let mut graph = StoryGraph {
            title: author.text(story.title),
            acts: story.acts.iter().map(|act| (act.name.clone(), author.text(act.title))).collect(),
            nodes: story.scene_ids().map(node).collect(),
            edges: Vec::new(),
        };
        for id in story.scene_ids() {
            let exits = match &story.scene(id).body {
                Body::Ending { .. } => vec![],
                Body::Goto(_) => vec![Exit::Scene(id)],
                Body::Choices(_) => story.choices_of(id).map(Exit::Choice).collect(),
            };
            for (number, &exit) in exits.iter().enumerate() {
                let passed = details.passed.get(id.index()).map(|ways| ways[number].as_slice());
                graph.edges.extend(author.edges(exit, passed.unwrap_or_default()));
            }
        }
        graph
    }

    /// Notes what each of some playthroughs shows.
    pub fn cover(&mut self, games: &[BTreeSet<Showable>]) {
        let count = |what: Showable| Some(games.iter().filter(|shown| shown.contains(&what)).count());
        for node in &mut self.nodes {
            node.shown = count(Showable::Scene(node.scene));
        }
        for edge in &mut self.edges {
            edge.shown = count(match edge.exit {
                exit if edge.arm.is_some() => Showable::Arm(exit, edge.arm_index),
                Exit::Choice(choice) => Showable::Choice(choice),
                Exit::Scene(scene) => Showable::Scene(scene),
            });
        }
    }

    /// Keeps some scenes, with those that an arrow joins to them up to so many `steps` away.
    pub fn keep(&mut self, scenes: impl IntoIterator<Item = SceneId>, steps: usize) {
        let mut kept: BTreeSet<SceneId> = scenes.into_iter().collect();
        for _ in 0..steps {
            let joined = self.edges.iter().flat_map(|edge| [(edge.from, edge.to), (edge.to, edge.from)]);
            let near: Vec<SceneId> = joined.filter(|(one, _)| kept.contains(one)).map(|(_, other)| other).collect();
            kept.extend(near);
        }
        self.nodes.retain(|node| kept.contains(&node.scene));
        self.edges.retain(|edge| kept.contains(&edge.from) && kept.contains(&edge.to));
    }

    /// The name of a scene that is in the graph.
    pub fn name(&self, scene: SceneId) -> &str {
        let found = self.nodes.iter().find(|node| node.scene == scene);
        found.map_or("", |node| node.name.as_str())
    }
}

/// A story as its author wrote it.
struct Author<'a> {
    story: &'a Story,
    language: usize,
    sources: &'a Sources,
}

impl Author<'_> {
    fn node(&self, id: SceneId, visited: f64) -> SceneNode {
        let scene = self.story.scene(id);
        SceneNode {
            scene: id,
            name: scene.name.clone(),
            act: scene.act.index(),
            kind: kind(scene),
            title: scene.title.map(|title| self.plain(title)).unwrap_or_default(),
            text: scene.text.map(|text| self.text(text)).unwrap_or_default(),
            visited,
            shown: None,
        }
    }

    fn edges(&self, exit: Exit, passed: &[f64]) -> Vec<Edge> {
        let way = self.story.way(exit);
        let choice = match exit {
            Exit::Choice(id) => Some((id, self.story.choice(id))),
            Exit::Scene(_) => None,
        };
        let name = |(_, choice): (ChoiceId, &crate::story::Choice)| (choice.name.clone(), self.text(choice.label));
        let of_choice = choice.and_then(|(_, choice)| choice.when.as_ref());
        let edge = |(index, arm): (usize, &Arm)| Edge {
            from: exit.scene(),
            to: arm.to,
            exit,
            arm_index: index as u8,
            choice: choice.map(name),
            arm: (way.arms.len() > 1).then(|| arm.name.clone()),
            when: of_choice.into_iter().chain(&arm.when).map(|when| self.condition(when)).collect(),
            is_else: index > 0 && !way.drawn && arm.when.is_none(),
            locked: choice.and_then(|(_, choice)| choice.locked).map(|locked| self.text(locked)),
            weight: arm.weight_span.map(|span| self.sources.text(span).to_owned()),
            of: total(way),
            passed: passed.get(index).copied().unwrap_or(0.0),
            shown: None,
        };
        way.arms.iter().enumerate().map(edge).collect()
    }

    fn condition(&self, when: &Condition) -> String {
        self.sources.text(when.span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A text of one line in all its variants, with a stroke between them.
    fn plain(&self, id: TextId) -> String {
        variants(self.story.texts[self.language].template(id)).trim().to_owned()
    }

    fn text(&self, id: TextId) -> String {
        let spans = |language: usize| self.story.texts[language].spans[id.index()];
        let Some(span) = spans(self.language).or_else(|| spans(0)) else { return String::new() };
        Decoded::new(span.file, self.sources.file(span.file).text(), span.range()).value().trim().to_owned()
    }
}

fn variants(template: &Template) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Number(_) | Part::Stakeholder(..) => "…".into(),
        Part::If(branches) => branches.iter().map(|branch| variants(&branch.body)).collect::<Vec<_>>().join(" / "),
        Part::Vary(bodies) => bodies.iter().map(variants).collect::<Vec<_>>().join(" / "),
    };
    template.parts.iter().map(part).collect()
}

fn kind(scene: &Scene) -> NodeKind {
    match scene.body {
        Body::Ending { .. } => NodeKind::Ending,
        Body::Goto(_) if scene.text.is_none() && scene.title.is_none() => NodeKind::Junction,
        Body::Goto(_) | Body::Choices(_) => NodeKind::Scene,
    }
}

/// What the weights of a draw add up to, when that does not depend on the state.
fn total(way: &Way) -> Option<i64> {
    let weight = |arm: &Arm| match arm.weight {
        Expression::Integer(weight) if arm.when.is_none() => Some(weight),
        _ => None,
    };
    if way.drawn { way.arms.iter().map(weight).sum() } else { None }
}
