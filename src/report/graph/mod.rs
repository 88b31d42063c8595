//! The story's graph in every format.

mod html;
mod picture;
mod written;

pub use html::html;
pub use picture::svg;
pub use written::{dot, json, mermaid};

use crate::graph::{Edge, SceneNode};

/// The longest label of an arrow, in characters. A label is longer only if cutting its conditions is not enough.
const LINE: usize = 42;

/// A condition is not cut to fewer characters than this.
const LEAST: usize = 18;

/// The fill colours of scenes; [`heat`] gives the index. The first is for scenes that nobody sees.
const FILLS: [&str; 6] = ["#ffffff", "#eef4fb", "#d6e6f5", "#b3d2ec", "#84b6de", "#5598ce"];

/// The lines of an arrow's label: the choice's name, the conditions, and in a draw the arm with its weight.
fn label(edge: &Edge) -> Vec<String> {
    let mut lines: Vec<String> = edge.choice.iter().map(|(name, _)| name.clone()).collect();
    let word = if edge.locked.is_some() { "locked unless" } else { "if" };
    lines.extend(edge.when.iter().map(|when| format!("{word} {when}")));
    if edge.is_else {
        lines.push("else".into());
    }
    if let Some(weight) = &edge.weight {
        let arm = edge.arm.as_deref().unwrap_or_default();
        lines.push(match edge.of {
            Some(of) => format!("{arm}: {weight} in {of}"),
            None => format!("{arm}: weight {weight}"),
        });
    }
    lines
}

/// A label as one line for a picture. Cuts long conditions, but never the choice's name or the odds of a draw.
fn short_label(edge: &Edge) -> String {
    let mut parts = label(edge);
    let mut over = parts.join(" · ").chars().count().saturating_sub(LINE);
    let first = usize::from(edge.choice.is_some());
    for condition in &mut parts[first..first + edge.when.len()] {
        let length = condition.chars().count();
        let kept = length.saturating_sub(over).max(LEAST.min(length));
        if kept < length {
            *condition = condition.chars().take(kept - 1).chain(['…']).collect();
            over -= length - kept;
        }
    }
    parts.join(" · ")
}

/// How often a scene is seen: by how many of the given playthroughs, or else by what part of random games.
fn frequency(node: &SceneNode) -> String {
    match node.shown {
        Some(shown) => format!("{shown} ×"),
        None if node.visited > 0.0 && node.visited < 0.001 => "<0.1 %".into(),
        None => format!("{:.0} %", node.visited * 100.0),
    }
}

/// How strongly a scene is coloured, from 0 (nobody sees it) to 5 (nearly all games or five playthroughs show it).
fn heat(node: &SceneNode) -> usize {
    match node.shown {
        Some(shown) => shown.min(5),
        None if node.visited <= 0.0 => 0,
        None => 1 + (node.visited * 4.0).round().min(4.0) as usize,
    }
}

/// The width of an arrow, from 1 (few games pass it) to 6 (many games do); `None` if no game passes it.
fn width(edges: &[&Edge]) -> Option<f64> {
    let shown: Option<usize> = edges.iter().map(|edge| edge.shown).sum();
    let passed: f64 = edges.iter().map(|edge| edge.passed).sum();
    let often = shown.map_or(passed, |shown| shown as f64 / 5.0);
    (often > 0.0).then(|| 1.0 + 5.0 * often.min(1.0))
}
