//! The graph as a picture: SVG that reads well on light and dark backgrounds.

use super::super::escaped::escaped;
use super::layout::{Arrow, Frame, LINE_HEIGHT, Placed, PlacedScene, label_size, place};
use super::{heat, label, short_label, width};
use crate::graph::{Edge, NodeKind, StoryGraph};
use dagre::layout::types::Point;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) const STYLE: &str = include_str!("picture.css");

pub fn svg(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    write!(out, "{}", picture(graph))
}

pub(super) fn picture(graph: &StoryGraph) -> String {
    let placed = place(graph);
    let mut svg = Picture { out: String::new() };
    svg.head(graph, &placed);
    placed.acts.iter().for_each(|(_, frame)| svg.rectangle("act", 6.0, *frame));
    placed.arrows.iter().for_each(|arrow| svg.arrow(arrow));
    placed.scenes.iter().for_each(|scene| svg.scene(scene));
    placed.arrows.iter().for_each(|arrow| svg.label(arrow));
    placed.acts.iter().for_each(|(title, frame)| svg.heading(title, *frame));
    svg.out.push_str("</g></svg>\n");
    svg.out
}

struct Picture {
    out: String,
}

impl Picture {
    fn line(&mut self, line: std::fmt::Arguments) {
        self.out.write_fmt(line).expect("a string takes what is written");
        self.out.push('\n');
    }

    fn head(&mut self, graph: &StoryGraph, placed: &Placed) {
        let (width, height) = (placed.width, placed.height);
        self.line(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"picture\" role=\"img\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\">"
        ));
        self.line(format_args!("<title>{}</title>\n<style>{STYLE}</style>", escaped(&graph.title)));
        self.line(format_args!("<rect class=\"ground\" width=\"100%\" height=\"100%\"/><g>"));
    }

    fn heading(&mut self, title: &str, frame: Frame) {
        let (left, top) = corner(frame);
        let (x, y) = (left + 8.0, top + 14.0);
        self.line(format_args!("<text class=\"heading\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(title)));
    }

    /// Draws an arrow, dashed if no game passes it. Its line stops where its head begins.
    fn arrow(&mut self, arrow: &Arrow) {
        let [.., before, tip] = arrow.points.as_slice() else { return };
        let stroke = width(&arrow.edges).unwrap_or(1.0);
        let class = if width(&arrow.edges).is_some() { "arrow" } else { "arrow never" };
        let head = 5.0 + stroke * 1.4;
        let is_loop = arrow.from == arrow.to;
        let direction = if is_loop { (tip.x - before.x, 0.0) } else { (0.0, tip.y - before.y) };
        let (ux, uy) = (direction.0.signum() * f64::from(is_loop), direction.1.signum() * f64::from(!is_loop));
        let foot = Point::new(tip.x - ux * head, tip.y - uy * head);
        let mut points = arrow.points.clone();
        points.pop();
        points.push(foot.clone());
        let line = if is_loop { round(&points) } else { upright(&points) };
        let half = head * 0.45;
        self.line(format_args!(
            "<path class=\"{class}\" stroke-width=\"{stroke:.2}\" d=\"{line}\"/><path class=\"head\" d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\"/>",
            tip.x,
            tip.y,
            foot.x - uy * half,
            foot.y + ux * half,
            foot.x + uy * half,
            foot.y - ux * half
        ));
    }

    fn scene(&mut self, scene: &PlacedScene) {
        let PlacedScene { node, lines, frame } = scene;
        let (class, radius) = match node.kind {
            NodeKind::Scene => ("scene", 4.0),
            NodeKind::Junction => ("junction", frame.height / 2.0),
            NodeKind::Ending => ("ending", 4.0),
        };
        let (heat, name) = (heat(node), escaped(&node.name));
        self.line(format_args!("<g class=\"node {class} heat{heat}\" data-scene=\"{name}\">"));
        if node.kind == NodeKind::Ending {
            let outer = Frame { width: frame.width + 7.0, height: frame.height + 7.0, ..*frame };
            self.rectangle("rim", 7.0, outer);
        }
        self.rectangle("box", radius, *frame);
        let first = frame.y - (lines.len() as f64 - 1.0) * LINE_HEIGHT / 2.0 + 4.0;
        for (number, line) in lines.iter().enumerate() {
            let (x, y) = (frame.x, first + number as f64 * LINE_HEIGHT);
            let class = if number + 1 == lines.len() { "name" } else { "title" };
            self.line(format_args!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(line)));
        }
        self.line(format_args!("</g>"));
    }

    /// Writes an arrow's label, a line for each arm. A tooltip shows the line at full length.
    fn label(&mut self, arrow: &Arrow) {
        let lines: Vec<(&Edge, String)> =
            arrow.edges.iter().map(|&edge| (edge, short_label(edge))).filter(|(_, line)| !line.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        let (width, height) = label_size(lines.iter().map(|(_, line)| line));
        self.rectangle("plate", 4.0, Frame { x: arrow.middle.x, y: arrow.middle.y, width, height });
        let first = arrow.middle.y - (lines.len() as f64 - 1.0) * LINE_HEIGHT / 2.0 + 4.0;
        for (number, (edge, line)) in lines.iter().enumerate() {
            let (x, y) = (arrow.middle.x, first + number as f64 * LINE_HEIGHT);
            let class = if super::width(&[edge]).is_some() { "label" } else { "label unused" };
            let full = escaped(&label(edge).join("\n"));
            self.line(format_args!(
                "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}<title>{full}</title></text>",
                escaped(line)
            ));
        }
    }

    fn rectangle(&mut self, class: &str, radius: f64, frame: Frame) {
        let (x, y) = corner(frame);
        let Frame { width, height, .. } = frame;
        self.line(format_args!(
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{radius:.1}\"/>"
        ));
    }
}

fn corner(frame: Frame) -> (f64, f64) {
    (frame.x - frame.width / 2.0, frame.y - frame.height / 2.0)
}

/// A curve through all points that is vertical at each of them, because the layers of the picture are horizontal.
fn upright(points: &[Point]) -> String {
    let mut path = String::new();
    for (number, point) in points.iter().enumerate() {
        let (x, y) = (point.x, point.y);
        let before = number.checked_sub(1).map(|before| &points[before]);
        let drawn = match before {
            None => write!(path, "M{x:.1} {y:.1}"),
            Some(Point { x: from, y: above }) => {
                let level = (above + y) / 2.0;
                write!(path, "C{from:.1} {level:.1} {x:.1} {level:.1} {x:.1} {y:.1}")
            }
        };
        drawn.expect("a string takes what is written");
    }
    path
}

/// A round curve for an arrow that leads back to its own scene. Each part turns at a bend and ends half-way to the
/// next.
fn round(points: &[Point]) -> String {
    let [first, bends @ .., last] = points else { return String::new() };
    let mut path = format!("M{:.1} {:.1}", first.x, first.y);
    for (number, bend) in bends.iter().enumerate() {
        let next = bends.get(number + 1);
        let end = next.map(|next| Point::new((bend.x + next.x) / 2.0, (bend.y + next.y) / 2.0));
        let end = end.as_ref().unwrap_or(last);
        write!(path, "Q{:.1} {:.1} {:.1} {:.1}", bend.x, bend.y, end.x, end.y).expect("a string takes what is written");
    }
    path
}
