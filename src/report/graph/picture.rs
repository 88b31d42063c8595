//! The graph as a picture in SVG, for light and dark backgrounds. The library `dagre` lays it out in horizontal layers.

use super::super::escaped::escaped;
use super::{frequency, heat, label, look, short_label, width};
use crate::graph::{Edge, NodeKind, SceneNode, StoryGraph};
use crate::story::SceneId;
use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::{EdgeLabel, LabelPos, LayoutOptions, NodeLabel, Point};
use std::io::{self, Write};
use textwrap::core::display_width;

const STYLE: &str = include_str!("picture.css");

/// The height of a line of text.
const LINE_HEIGHT: f64 = 15.0;

/// The width of a column of text. Most letters are a little narrower: so wider fonts of readers have room too.
const COLUMN: f64 = 6.9;

/// The width of a column in the bold letters of a title.
const BOLD: f64 = 8.4;

const MARGIN: f64 = 20.0;

/// A scene's title is broken into lines of at most this many columns.
const TITLE: usize = 24;

/// All edges from one scene to another, drawn as one arrow.
struct Arrow<'a> {
    from: SceneId,
    to: SceneId,
    edges: Vec<&'a Edge>,
    /// The lines of the label: one for each edge that has a text.
    lines: Vec<(&'a Edge, String)>,
    /// The place of the label.
    plate: Frame,
    /// The points of the arrow's line, from the border of one scene's box to the other's.
    points: Vec<Point>,
}

/// A rectangle; `x` and `y` are its middle.
#[derive(Clone, Copy, Default)]
struct Frame {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

pub fn svg(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    write!(out, "{}", picture(graph))
}

pub(super) fn picture(graph: &StoryGraph) -> String {
    let mut arrows = arrows(graph);
    let mut acts: Vec<usize> = graph.nodes.iter().map(|node| node.act).collect();
    acts.dedup();
    let plan = plan(graph, &acts, &arrows);
    let frame = |name: &str| {
        let NodeLabel { x, y, width, height, .. } = plan.node(name).cloned().unwrap_or_default();
        Frame { x: x.unwrap_or_default(), y: y.unwrap_or_default(), width, height }
    };
    let acts: Vec<(&str, Frame)> = acts.iter().map(|&act| (graph.acts[act].1.as_str(), frame(&act_id(act)))).collect();
    let scenes: Vec<(&SceneNode, Frame)> = graph.nodes.iter().map(|node| (node, frame(&id(node.scene)))).collect();
    for arrow in &mut arrows {
        let Some(found) = plan.edge(&id(arrow.from), &id(arrow.to), None) else { continue };
        arrow.points.clone_from(&found.points);
        (arrow.plate.x, arrow.plate.y) = (found.x.unwrap_or_default(), found.y.unwrap_or_default());
    }
    scenes.iter().for_each(|(node, frame)| spread(node.scene, *frame, &mut arrows));

    let bends = || arrows.iter().flat_map(|arrow| &arrow.points);
    let right = acts.iter().map(|(_, frame)| frame.x + frame.width / 2.0).chain(bends().map(|bend| bend.x));
    let bottom = acts.iter().map(|(_, frame)| frame.y + frame.height / 2.0).chain(bends().map(|bend| bend.y));
    let (width, height) = (right.fold(0.0, f64::max) + MARGIN, bottom.fold(0.0, f64::max) + MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"picture\" role=\"img\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         width=\"{width:.0}\" height=\"{height:.0}\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         <rect class=\"ground\" width=\"100%\" height=\"100%\"/><g>\n",
        escaped(&graph.title)
    );
    out.extend(acts.iter().map(|(_, frame)| rectangle("act", 6.0, *frame)));
    out.extend(arrows.iter().map(Arrow::drawn));
    out.extend(scenes.iter().map(|(node, frame)| scene(node, *frame)));
    out.extend(arrows.iter().map(Arrow::label));
    for (title, frame) in acts {
        let (x, y) = (frame.x - frame.width / 2.0 + 8.0, frame.y - frame.height / 2.0 + 14.0);
        out += &format!("<text class=\"heading\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\n", escaped(title));
    }
    out + "</g></svg>\n"
}

fn arrows(graph: &StoryGraph) -> Vec<Arrow<'_>> {
    let mut arrows: Vec<Arrow> = Vec::new();
    for edge in &graph.edges {
        let (from, to) = (edge.from, edge.to);
        let there = arrows.iter().position(|arrow| (arrow.from, arrow.to) == (from, to)).unwrap_or(arrows.len());
        if there == arrows.len() {
            arrows.push(Arrow { from, to, edges: vec![], lines: vec![], plate: Frame::default(), points: vec![] });
        }
        let arrow = &mut arrows[there];
        arrow.edges.push(edge);
        arrow.lines.extend(Some((edge, short_label(edge))).filter(|(_, line)| !line.is_empty()));
        (arrow.plate.width, arrow.plate.height) = size(arrow.lines.iter().map(|(_, line)| line), 6.0, 4.0);
    }
    arrows
}

fn plan(graph: &StoryGraph, acts: &[usize], arrows: &[Arrow]) -> Graph<NodeLabel, EdgeLabel> {
    let mut plan = Graph::with_options(GraphOptions { directed: true, multigraph: true, compound: true });
    for &act in acts {
        plan.set_node(act_id(act), Some(NodeLabel::default()));
    }
    for node in &graph.nodes {
        let lines = scene_lines(node);
        let title = lines[..lines.len() - 1].iter().map(|line| display_width(line)).max().unwrap_or(0);
        let (width, height) = size(lines.iter(), 24.0, 14.0);
        let width = width.max(title as f64 * BOLD + 16.0);
        plan.set_node(id(node.scene), Some(NodeLabel { width, height, ..NodeLabel::default() }));
        plan.set_parent(&id(node.scene), Some(&act_id(node.act)));
    }
    for arrow in arrows {
        let Frame { width, height, .. } = arrow.plate;
        // The more games pass an arrow, the straighter `dagre` draws it.
        let passed: f64 = arrow.edges.iter().map(|edge| edge.passed).sum();
        let weight = 1 + (passed.min(1.0) * 8.0) as i32;
        let label = EdgeLabel { width, height, weight, labelpos: LabelPos::Center, ..EdgeLabel::default() };
        plan.set_edge(id(arrow.from), id(arrow.to), Some(label), None);
    }
    let (nodesep, edgesep, ranksep, marginx, marginy) = (26.0, 18.0, 44.0, MARGIN, MARGIN);
    let options = LayoutOptions { nodesep, edgesep, ranksep, marginx, marginy, ..LayoutOptions::default() };
    dagre::layout(&mut plan, Some(options));
    plan
}

/// Moves the ends of arrows at a scene's box, so that they stand at equal distances along its upper and lower border.
fn spread(scene: SceneId, frame: Frame, arrows: &mut [Arrow]) {
    for border in [frame.y - frame.height / 2.0, frame.y + frame.height / 2.0] {
        let is_here = |bend: &Point| (bend.y < frame.y) == (border < frame.y);
        let mut ends: Vec<&mut Point> = Vec::new();
        for Arrow { from, to, points, .. } in arrows.iter_mut().filter(|arrow| arrow.from != arrow.to) {
            let [start, bends @ .., end] = points.as_mut_slice() else { continue };
            let (Some(first), Some(last)) = (bends.first(), bends.last()) else { continue };
            // Each end gets the `x` of the bend next to it. Sorting by `x` keeps arrows from crossing here.
            for (here, bend, point) in [(from, first, start), (to, last, end)] {
                if *here == scene && is_here(bend) {
                    *point = Point::new(bend.x, border);
                    ends.push(point);
                }
            }
        }
        ends.sort_by(|one, other| one.x.total_cmp(&other.x));
        let step = frame.width / (ends.len() + 1) as f64;
        for (position, end) in ends.into_iter().enumerate() {
            end.x = frame.x - frame.width / 2.0 + step * (position + 1) as f64;
        }
    }
}

/// The lines in a scene's box: the lines of its title, then one line with its name and how often it is seen.
fn scene_lines(node: &SceneNode) -> Vec<String> {
    let title = node.title.iter().flat_map(|title| textwrap::wrap(title, TITLE));
    let mut lines: Vec<String> = title.map(String::from).collect();
    lines.push(format!("{} · {}", node.name, frequency(node)));
    lines
}

/// The width and height of lines of text, with `around_x` and `around_y` added as room; zero without lines.
fn size<'a>(lines: impl ExactSizeIterator<Item = &'a String>, around_x: f64, around_y: f64) -> (f64, f64) {
    let height = lines.len() as f64 * LINE_HEIGHT + around_y;
    let columns = lines.map(|line| display_width(line)).max();
    columns.map_or((0.0, 0.0), |columns| (columns as f64 * COLUMN + around_x, height))
}

fn scene(node: &SceneNode, frame: Frame) -> String {
    let radius = if node.kind == NodeKind::Junction { frame.height / 2.0 } else { 4.0 };
    let ((class, ..), heat, name) = (look(node.kind), heat(node), escaped(&node.name));
    let mut out = format!("<g class=\"node {class} heat{heat}\" data-scene=\"{name}\">\n");
    if node.kind == NodeKind::Ending {
        out += &rectangle("rim", 7.0, Frame { width: frame.width + 7.0, height: frame.height + 7.0, ..frame });
    }
    out += &rectangle("box", radius, frame);
    let lines = scene_lines(node);
    let class = |at: usize| if at + 1 == lines.len() { "name" } else { "title" };
    let lines: Vec<(&str, String)> = lines.iter().enumerate().map(|(at, line)| (class(at), escaped(line))).collect();
    out + &texts(frame.x, frame.y, &lines) + "</g>\n"
}

impl Arrow<'_> {
    /// Draws the arrow, dashed if no game passes it. The line stops where the arrow's head begins.
    fn drawn(&self) -> String {
        let [.., before, tip] = self.points.as_slice() else { return String::new() };
        let stroke = width(&self.edges).unwrap_or(1.0);
        let class = if width(&self.edges).is_some() { "arrow" } else { "arrow never" };
        let head = 5.0 + stroke * 1.4;
        let is_loop = self.from == self.to;
        let (ux, uy) = if is_loop { ((tip.x - before.x).signum(), 0.0) } else { (0.0, (tip.y - before.y).signum()) };
        let foot = Point::new(tip.x - ux * head, tip.y - uy * head);
        let points = [&self.points[..self.points.len() - 1], std::slice::from_ref(&foot)].concat();
        let line = if is_loop { round(&points) } else { upright(&points) };
        let half = head * 0.45;
        format!(
            "<path class=\"{class}\" stroke-width=\"{stroke:.2}\" d=\"{line}\"/>\
             <path class=\"head\" d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\"/>\n",
            tip.x,
            tip.y,
            foot.x - uy * half,
            foot.y + ux * half,
            foot.x + uy * half,
            foot.y - ux * half
        )
    }

    /// Writes the label, with a line for each edge that has a text. A tooltip shows the uncut text.
    fn label(&self) -> String {
        let line = |(edge, line): &(&Edge, String)| {
            let class = if width(&[edge]).is_some() { "label" } else { "label unused" };
            (class, format!("{}<title>{}</title>", escaped(line), escaped(&label(edge).join("\n"))))
        };
        let lines: Vec<(&str, String)> = self.lines.iter().map(line).collect();
        let plate = if lines.is_empty() { String::new() } else { rectangle("plate", 4.0, self.plate) };
        plate + &texts(self.plate.x, self.plate.y, &lines)
    }
}

/// Writes lines of text, each as (CSS class, text). The middle of all lines is at `x` and `y`.
fn texts(x: f64, y: f64, lines: &[(&str, String)]) -> String {
    let first = y - (lines.len() as f64 - 1.0) * LINE_HEIGHT / 2.0 + 4.0;
    let line = |(number, (class, text)): (usize, &(&str, String))| {
        let y = first + number as f64 * LINE_HEIGHT;
        format!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>\n")
    };
    lines.iter().enumerate().map(line).collect()
}

fn rectangle(class: &str, radius: f64, Frame { x, y, width, height }: Frame) -> String {
    let (x, y) = (x - width / 2.0, y - height / 2.0);
    let size = format!("width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{radius:.1}\"");
    format!("<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" {size}/>\n")
}

/// A curve through all points that is vertical at each of them, because the layers of the picture are horizontal.
fn upright(points: &[Point]) -> String {
    let start = points.first().map(|first| format!("M{:.1} {:.1}", first.x, first.y));
    let curves = points.windows(2).map(|pair| {
        let (Point { x: from, y: above }, Point { x, y }) = (&pair[0], &pair[1]);
        let level = (above + y) / 2.0;
        format!("C{from:.1} {level:.1} {x:.1} {level:.1} {x:.1} {y:.1}")
    });
    start.into_iter().chain(curves).collect()
}

/// A round curve for an arrow back to its own scene. Each part turns at a bend and ends half-way to the next bend.
fn round(points: &[Point]) -> String {
    let [first, bends @ .., last] = points else { return String::new() };
    let curve = |(number, bend): (usize, &Point)| {
        let half_way = |next: &Point| Point::new((bend.x + next.x) / 2.0, (bend.y + next.y) / 2.0);
        let end = bends.get(number + 1).map_or_else(|| last.clone(), half_way);
        format!("Q{:.1} {:.1} {:.1} {:.1}", bend.x, bend.y, end.x, end.y)
    };
    format!("M{:.1} {:.1}", first.x, first.y) + &bends.iter().enumerate().map(curve).collect::<String>()
}

fn id(scene: SceneId) -> String {
    format!("scene{}", scene.0)
}

fn act_id(act: usize) -> String {
    format!("act{act}")
}
