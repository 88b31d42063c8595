//! The story as a graph: its scenes, the ways between them, and how often games take each way.
//!
//! A [`StoryGraph`] is plain data. This module does not know how it is drawn.

use crate::explore::{Details, Showable};
use crate::format::Decoded;
use crate::source::Sources;
use crate::story::{Arm, Body, Condition, Exit, Expression, Part, SceneId, Story, Template, TextId, Way};
use std::collections::BTreeSet;

/// Scenes and the arrows between them.
#[derive(Clone, Debug)]
pub struct StoryGraph {
    pub title: String,
    /// The acts, each with the name and the title that the author gave it.
    pub acts: Vec<(String, String)>,
    pub nodes: Vec<SceneNode>,
    pub edges: Vec<Edge>,
}

/// The part that a scene plays in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Players read or choose something here.
    Scene,
    /// Players read nothing here, and the game goes on by itself.
    Junction,
    Ending,
}

#[derive(Clone, Debug)]
pub struct SceneNode {
    pub scene: SceneId,
    /// The name that the author wrote in the file.
    pub name: String,
    /// The position of its act in `acts`.
    pub act: usize,
    pub kind: NodeKind,
    /// The title with all its variants.
    pub title: Option<String>,
    /// The text as the author wrote it, conditions included.
    pub text: String,
    /// The chance that a random game comes to the scene; a lower bound when the search was stopped.
    pub visited: f64,
    /// How many of the games given to [`StoryGraph::cover`] come to the scene; `None` when none were given.
    pub shown: Option<usize>,
}

/// An arm of a way from one scene to another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The scene that the arm leaves.
    pub from: SceneId,
    pub to: SceneId,
    /// What a game that takes the arm shows.
    pub shows: Showable,
    /// The name and the label of the choice; `None` when the scene goes on by itself.
    pub choice: Option<(String, String)>,
    /// The name of the arm; `None` when the way has only one arm.
    pub arm: Option<String>,
    /// The conditions, as written: first the choice's, then the arm's.
    pub when: Vec<String>,
    /// Whether the arm is taken only when no arm before it is.
    pub is_else: bool,
    /// The reason that a locked choice shows, as written; `None` for a choice that is hidden instead.
    pub locked: Option<String>,
    /// The weight in a draw, as written; `None` when none is written.
    pub weight: Option<String>,
    /// The sum of the weights in the draw; `None` when it depends on the state.
    pub of: Option<i64>,
    /// How many times a random game is expected to take the arm.
    pub passed: f64,
    /// How many of the games given to [`StoryGraph::cover`] take the arm; `None` when none were given.
    pub shown: Option<usize>,
}

impl StoryGraph {
    /// Builds the graph, with texts in the story's language at this index. `sources` must hold the story's files. The
    /// exploration behind `details` must have been asked about choices.
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
            for (number, exit) in story.exits_of(id).enumerate() {
                graph.edges.extend(author.edges(exit, &details.passed[id.index()][number]));
            }
        }
        graph
    }

    /// Counts for each scene and arrow how many of `games` show it.
    pub fn cover(&mut self, games: &[BTreeSet<Showable>]) {
        let count = |what: Showable| Some(games.iter().filter(|shown| shown.contains(&what)).count());
        for node in &mut self.nodes {
            node.shown = count(Showable::Scene(node.scene));
        }
        for edge in &mut self.edges {
            edge.shown = count(edge.shows);
        }
    }

    /// Keeps `scenes` and every scene at most `steps` arrows away from them, in either direction. The rest goes.
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

    /// The name of a scene; empty when the scene is not in the graph.
    pub fn name(&self, scene: SceneId) -> &str {
        self.nodes.iter().find(|node| node.scene == scene).map_or("", |node| &node.name)
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
        let title = scene.title.map(|title| variants(self.story.texts[self.language].template(title)));
        SceneNode {
            scene: id,
            name: scene.name.clone(),
            act: scene.act.index(),
            kind: match scene.body {
                Body::Ending { .. } => NodeKind::Ending,
                Body::Goto(_) if scene.text.is_none() && scene.title.is_none() => NodeKind::Junction,
                Body::Goto(_) | Body::Choices(_) => NodeKind::Scene,
            },
            title: title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty()),
            text: scene.text.map(|text| self.text(text)).unwrap_or_default(),
            visited,
            shown: None,
        }
    }

    fn edges(&self, exit: Exit, passed: &[f64]) -> Vec<Edge> {
        let way = self.story.way(exit);
        let choice = if let Exit::Choice(id) = exit { Some(self.story.choice(id)) } else { None };
        let of_choice = choice.and_then(|choice| choice.when.as_ref());
        let condition =
            |when: &Condition| self.sources.text(when.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let edge = |(index, arm): (usize, &Arm)| Edge {
            from: exit.scene(),
            to: arm.to,
            shows: match exit {
                exit if way.arms.len() > 1 => Showable::Arm(exit, index as u8),
                Exit::Choice(choice) => Showable::Choice(choice),
                Exit::Scene(scene) => Showable::Scene(scene),
            },
            choice: choice.map(|choice| (choice.name.clone(), self.text(choice.label))),
            arm: (way.arms.len() > 1).then(|| arm.name.clone()),
            when: of_choice.into_iter().chain(&arm.when).map(condition).collect(),
            is_else: index > 0 && !way.drawn && arm.when.is_none(),
            locked: choice.and_then(|choice| choice.locked).map(|locked| self.text(locked)),
            weight: arm.weight_span.map(|span| self.sources.text(span).to_owned()),
            of: total(way),
            passed: passed[index],
            shown: None,
        };
        way.arms.iter().enumerate().map(edge).collect()
    }

    fn text(&self, id: TextId) -> String {
        let spans = |language: usize| self.story.texts[language].spans[id.index()];
        let Some(span) = spans(self.language).or_else(|| spans(0)) else { return String::new() };
        Decoded::new(span.file, self.sources.file(span.file).text(), span.range()).value().trim().to_owned()
    }
}

/// A text of one line, with ` / ` between its variants.
fn variants(template: &Template) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Number(_) | Part::Stakeholder(..) => "…".into(),
        Part::If(branches) => branches.iter().map(|branch| variants(&branch.body)).collect::<Vec<_>>().join(" / "),
        Part::Vary(bodies) => bodies.iter().map(variants).collect::<Vec<_>>().join(" / "),
    };
    template.parts.iter().map(part).collect()
}

/// The sum of a draw's weights; `None` when the sum depends on the state.
fn total(way: &Way) -> Option<i64> {
    let weight = |arm: &Arm| match arm.weight {
        Expression::Integer(weight) if arm.when.is_none() => Some(weight),
        _ => None,
    };
    if way.drawn { way.arms.iter().map(weight).sum() } else { None }
}
