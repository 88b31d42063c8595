//! The story's graph in every format: here for Graphviz (DOT), for Mermaid and for programs.

mod html;
mod picture;

pub use html::html;
pub use picture::svg;

use super::json::{joined, known, write_line};
use crate::graph::{Edge, NodeKind, SceneNode, StoryGraph};
use serde_json::{Value, json};
use std::io::{self, Write};

/// The longest label of an arrow, in characters. A label is longer only if cutting its conditions is not enough.
const LINE: usize = 42;

/// A condition is not cut to fewer characters than this.
const LEAST: usize = 18;

/// The fill colours of scenes; [`heat`] gives the index. The first is for scenes that nobody sees.
const FILLS: [&str; 6] = ["#ffffff", "#eef4fb", "#d6e6f5", "#b3d2ec", "#84b6de", "#5598ce"];

pub fn dot(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    writeln!(out, "digraph story {{")?;
    writeln!(out, "  label={}; labelloc=t; fontname=\"sans-serif\";", dot_string(&graph.title))?;
    writeln!(out, "  node [shape=box, style=filled, fontname=\"sans-serif\", fontsize=11];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=9];")?;
    for (act, (name, title)) in graph.acts.iter().enumerate() {
        writeln!(out, "  subgraph {} {{\n    label={};", dot_string(&format!("cluster_{name}")), dot_string(title))?;
        for node in graph.nodes.iter().filter(|node| node.act == act) {
            let ((_, shape, _), name) = (look(node.kind), dot_string(&node.name));
            let (said, fill) = (dot_string(&said(node)), FILLS[heat(node)]);
            writeln!(out, "    {name} [label={said}, fillcolor=\"{fill}\"{shape}];")?;
        }
        writeln!(out, "  }}")?;
    }
    for edge in &graph.edges {
        let style = width(&[edge]).map_or("style=dashed".into(), |width| format!("penwidth={width:.2}"));
        let (from, to) = (dot_string(graph.name(edge.from)), dot_string(graph.name(edge.to)));
        writeln!(out, "  {from} -> {to} [label={}, {style}];", dot_string(&label(edge).join("\n")))?;
    }
    writeln!(out, "}}")
}

/// What a kind of scene is called in JSON and CSS, its attributes in DOT, and its brackets in Mermaid.
fn look(kind: NodeKind) -> (&'static str, &'static str, [&'static str; 2]) {
    match kind {
        NodeKind::Scene => ("scene", "", ["[", "]"]),
        NodeKind::Junction => ("junction", ", shape=oval", ["(", ")"]),
        NodeKind::Ending => ("ending", ", peripheries=2", ["([", "])"]),
    }
}

/// The text in a scene's box: its title (or its name, if it has no title), and how often it is seen.
fn said(node: &SceneNode) -> String {
    format!("{}\n{}", node.title.as_ref().unwrap_or(&node.name), frequency(node))
}

fn dot_string(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{}\"", text.replace(char::is_control, ""))
}

/// Writes a flowchart for Mermaid, which GitHub and GitLab draw inside Markdown.
pub fn mermaid(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    writeln!(out, "flowchart TD")?;
    for (heat, fill) in FILLS.iter().enumerate() {
        writeln!(out, "  classDef heat{heat} fill:{fill},stroke:#345,color:#000")?;
    }
    for (act, (_, title)) in graph.acts.iter().enumerate() {
        writeln!(out, "  subgraph act{act}[{}]", mermaid_string(title))?;
        for node in graph.nodes.iter().filter(|node| node.act == act) {
            let (.., [open, close]) = look(node.kind);
            let (id, said, heat) = (node.scene.0, mermaid_string(&said(node)), heat(node));
            writeln!(out, "    s{id}{open}{said}{close}:::heat{heat}")?;
        }
        writeln!(out, "  end")?;
    }
    for (number, edge) in graph.edges.iter().enumerate() {
        let said = match label(edge).join("\n") {
            said if said.is_empty() => said,
            said => format!("|{}|", mermaid_string(&said)),
        };
        writeln!(out, "  s{} -->{said} s{}", edge.from.0, edge.to.0)?;
        let dashed = || "1px,stroke-dasharray:4".to_owned();
        let stroke = width(&[edge]).map_or_else(dashed, |width| format!("{width:.2}px"));
        writeln!(out, "  linkStyle {number} stroke-width:{stroke}")?;
    }
    Ok(())
}

/// Quotes a text for Mermaid. Characters with a meaning in Mermaid become entities.
fn mermaid_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '\n' => out.push_str("<br>"),
            '"' | '#' | '&' | '<' | '>' | '`' | '*' | '_' => out.push_str(&format!("#{};", character as u32)),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out + "\""
}

/// Writes one JSON object. If playthroughs are given, `shown` says how many of them show a scene or an edge.
pub fn json(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    let nodes = graph.nodes.iter().map(|node| {
        let row = json!({
            "id": node.name,
            "act": graph.acts[node.act].0,
            "kind": look(node.kind).0,
            "title": node.title,
            "visited_random": node.visited,
        });
        joined([row, known(json!({"shown": node.shown}))])
    });
    let edges = graph.edges.iter().map(|edge| {
        let row = json!({
            "from": graph.name(edge.from),
            "to": graph.name(edge.to),
            "choice": edge.choice.as_ref().map(|(name, _)| name),
            "arm": edge.arm,
            "when": match edge.when.as_slice() {
                [] => None,
                [when] => Some(when.clone()),
                several => Some(format!("({})", several.join(") and ("))),
            },
            // A weight is a number or a formula.
            "weight": edge.weight.as_ref().map(|weight| weight.parse::<i64>().map_or(json!(weight), Value::from)),
            "locked": edge.locked,
            "passed_random": edge.passed,
        });
        joined([row, known(json!({"shown": edge.shown}))])
    });
    write_line(out, &json!({"nodes": nodes.collect::<Value>(), "edges": edges.collect::<Value>()}))
}

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
