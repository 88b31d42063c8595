//! Where scenes, arrows and their labels stand in a picture. The library `dagre` lays them out, layer by layer.

use super::{frequency, short_label};
use crate::graph::{Edge, NodeKind, SceneNode, StoryGraph};
use crate::story::SceneId;
use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::{EdgeLabel, LabelPos, LayoutOptions, NodeLabel, Point};
use textwrap::core::display_width;

/// The height of a line of a scene's title, and of an arrow's label.
pub(super) const LINE_HEIGHT: f64 = 15.0;

/// The width of a column of text. It is a little more than that of most letters, since the fonts of readers differ.
const COLUMN: f64 = 6.9;

/// The width of a column in the bold letters of a title.
const BOLD: f64 = 8.4;

const MARGIN: f64 = 20.0;

const TITLE: usize = 24;

#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub width: f64,
    pub height: f64,
    pub acts: Vec<(&'a str, Frame)>,
    pub scenes: Vec<PlacedScene<'a>>,
    pub arrows: Vec<Arrow<'a>>,
}

#[derive(Debug)]
pub(super) struct PlacedScene<'a> {
    pub node: &'a SceneNode,
    pub lines: Vec<String>,
    pub frame: Frame,
}

/// All edges from one scene to another, drawn as one arrow.
#[derive(Debug)]
pub(super) struct Arrow<'a> {
    pub from: SceneId,
    pub to: SceneId,
    /// The edges that it stands for. Each has a line in the arrow's label.
    pub edges: Vec<&'a Edge>,
    /// The points of its line, from the border of one box to that of the other.
    pub points: Vec<Point>,
    pub middle: Point,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

pub(super) fn place(graph: &StoryGraph) -> Placed<'_> {
    let options = GraphOptions { directed: true, multigraph: true, compound: true };
    let mut plan: Graph<NodeLabel, EdgeLabel> = Graph::with_options(options);
    let mut acts: Vec<usize> = graph.nodes.iter().map(|node| node.act).collect();
    acts.dedup();
    for act in &acts {
        plan.set_node(act_id(*act), Some(NodeLabel::default()));
    }
    for node in &graph.nodes {
        let lines = scene_lines(node);
        let title = lines[..lines.len() - 1].iter().map(|line| display_width(line)).max().unwrap_or(0);
        let (width, height) = size(lines.iter(), 24.0, 14.0);
        let width = width.max(title as f64 * BOLD + 16.0);
        plan.set_node(id(node.scene), Some(NodeLabel { width, height, ..NodeLabel::default() }));
        plan.set_parent(&id(node.scene), Some(&act_id(node.act)));
    }
    let mut arrows = arrows(graph);
    for arrow in &arrows {
        let lines: Vec<String> = arrow.edges.iter().map(|edge| short_label(edge)).collect();
        let (width, height) = label_size(lines.iter().filter(|line| !line.is_empty()));
        // The more games pass an arrow, the straighter it is drawn.
        let passed: f64 = arrow.edges.iter().map(|edge| edge.passed).sum();
        let weight = 1 + (passed.min(1.0) * 8.0) as i32;
        let label = EdgeLabel { width, height, weight, labelpos: LabelPos::Center, ..EdgeLabel::default() };
        plan.set_edge(id(arrow.from), id(arrow.to), Some(label), None);
    }
    let (nodesep, edgesep, ranksep) = (26.0, 18.0, 44.0);
    let options = LayoutOptions { nodesep, edgesep, ranksep, ..LayoutOptions::default() };
    dagre::layout(&mut plan, Some(options));

    let frame = |name: &str| {
        let node = plan.node(name).cloned().unwrap_or_default();
        let (x, y) = (node.x.unwrap_or_default() + MARGIN, node.y.unwrap_or_default() + MARGIN);
        Frame { x, y, width: node.width, height: node.height }
    };
    let scenes = graph.nodes.iter().map(|node| {
        let (lines, frame) = (scene_lines(node), frame(&id(node.scene)));
        PlacedScene { node, lines, frame }
    });
    let scenes: Vec<PlacedScene> = scenes.collect();
    for arrow in &mut arrows {
        let Some(found) = plan.edge(&id(arrow.from), &id(arrow.to), None) else { continue };
        let moved = |x: f64, y: f64| Point::new(x + MARGIN, y + MARGIN);
        arrow.points = found.points.iter().map(|point| moved(point.x, point.y)).collect();
        arrow.middle = moved(found.x.unwrap_or_default(), found.y.unwrap_or_default());
    }
    spread(&scenes, &mut arrows);
    let acts: Vec<(&str, Frame)> = acts.iter().map(|&act| (graph.acts[act].1.as_str(), frame(&act_id(act)))).collect();
    let right = |frame: &Frame| frame.x + frame.width / 2.0;
    let bottom = |frame: &Frame| frame.y + frame.height / 2.0;
    let bends = || arrows.iter().flat_map(|arrow| &arrow.points);
    let width = acts.iter().map(|(_, frame)| right(frame)).chain(bends().map(|bend| bend.x));
    let height = acts.iter().map(|(_, frame)| bottom(frame)).chain(bends().map(|bend| bend.y));
    let (width, height) = (width.fold(0.0, f64::max) + MARGIN, height.fold(0.0, f64::max) + MARGIN);
    Placed { width, height, acts, scenes, arrows }
}

fn arrows(graph: &StoryGraph) -> Vec<Arrow<'_>> {
    let mut arrows: Vec<Arrow> = Vec::new();
    for edge in &graph.edges {
        match arrows.iter_mut().find(|arrow| (arrow.from, arrow.to) == (edge.from, edge.to)) {
            Some(arrow) => arrow.edges.push(edge),
            None => {
                let (points, middle) = (Vec::new(), Point::new(0.0, 0.0));
                arrows.push(Arrow { from: edge.from, to: edge.to, edges: vec![edge], points, middle });
            }
        }
    }
    arrows
}

/// Places the ends of arrows side by side along the upper and lower border of each box, in order from left to right.
fn spread(scenes: &[PlacedScene], arrows: &mut [Arrow]) {
    for scene in scenes {
        let (id, frame) = (scene.node.scene, scene.frame);
        for border in [frame.y - frame.height / 2.0, frame.y + frame.height / 2.0] {
            let is_here = |bend: &Point| (bend.y < frame.y) == (border < frame.y);
            let mut ends: Vec<(f64, usize, bool)> = Vec::new();
            for (number, arrow) in arrows.iter().enumerate().filter(|(_, arrow)| arrow.from != arrow.to) {
                let [_, bends @ .., _] = arrow.points.as_slice() else { continue };
                let (Some(first), Some(last)) = (bends.first(), bends.last()) else { continue };
                if arrow.from == id && is_here(first) {
                    ends.push((first.x, number, true));
                }
                if arrow.to == id && is_here(last) {
                    ends.push((last.x, number, false));
                }
            }
            ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            let step = frame.width / (ends.len() + 1) as f64;
            for (position, (_, number, is_start)) in ends.into_iter().enumerate() {
                let x = frame.x - frame.width / 2.0 + step * (position + 1) as f64;
                let points = &mut arrows[number].points;
                let end = if is_start { 0 } else { points.len() - 1 };
                points[end] = Point::new(x, border);
            }
        }
    }
}

/// The lines in a scene's box: its title, then its name and how often it is seen.
fn scene_lines(node: &SceneNode) -> Vec<String> {
    let last = format!("{} · {}", node.name, frequency(node));
    if node.kind == NodeKind::Junction || node.title.is_empty() {
        return vec![last];
    }
    let mut lines: Vec<String> = textwrap::wrap(&node.title, TITLE).into_iter().map(String::from).collect();
    lines.push(last);
    lines
}

pub(super) fn label_size<'l>(lines: impl Iterator<Item = &'l String> + Clone) -> (f64, f64) {
    size(lines, 6.0, 4.0)
}

/// The width and height of some lines with room around them; zero if there are no lines.
fn size<'l>(lines: impl Iterator<Item = &'l String> + Clone, around_x: f64, around_y: f64) -> (f64, f64) {
    let Some(columns) = lines.clone().map(|line| display_width(line)).max() else { return (0.0, 0.0) };
    (columns as f64 * COLUMN + around_x, lines.count() as f64 * LINE_HEIGHT + around_y)
}

fn id(scene: SceneId) -> String {
    format!("scene{}", scene.0)
}

fn act_id(act: usize) -> String {
    format!("act{act}")
}
