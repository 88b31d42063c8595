//! Writes the graph for Graphviz (DOT), for Mermaid, and for programs (one JSON object).

use super::{FILLS, frequency, heat, label, width};
use crate::graph::{NodeKind, SceneNode, StoryGraph};
use crate::report::json::{joined, known, write_line};
use serde_json::{Value, json};
use std::io::{self, Write};

pub fn dot(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    writeln!(out, "digraph story {{")?;
    writeln!(out, "  label={}; labelloc=t; fontname=\"sans-serif\";", dot_string(&graph.title))?;
    writeln!(out, "  node [shape=box, style=filled, fontname=\"sans-serif\", fontsize=11];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=9];")?;
    for (act, (name, title)) in graph.acts.iter().enumerate() {
        writeln!(out, "  subgraph {} {{\n    label={};", dot_string(&format!("cluster_{name}")), dot_string(title))?;
        for node in graph.nodes.iter().filter(|node| node.act == act) {
            let shape = match node.kind {
                NodeKind::Scene => "",
                NodeKind::Junction => ", shape=oval",
                NodeKind::Ending => ", peripheries=2",
            };
            let (name, said, fill) = (dot_string(&node.name), dot_string(&said(node)), FILLS[heat(node)]);
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

/// The text in a scene's box: its title (or its name, if it has no title), and how often it is seen.
fn said(node: &SceneNode) -> String {
    let title = if node.title.is_empty() { &node.name } else { &node.title };
    format!("{title}\n{}", frequency(node))
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
            let (open, close) = match node.kind {
                NodeKind::Scene => ("[", "]"),
                NodeKind::Junction => ("(", ")"),
                NodeKind::Ending => ("([", "])"),
            };
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
            "kind": match node.kind {
                NodeKind::Scene => "scene",
                NodeKind::Junction => "junction",
                NodeKind::Ending => "ending",
            },
            "title": Some(&node.title).filter(|title| !title.is_empty()),
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
