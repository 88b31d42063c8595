//! The graph in the language of Graphviz.

use super::{FILLS, frequency, heat, label, width};
use crate::graph::{NodeKind, StoryGraph};
use std::io::{self, Write};

/// Writes a graph for `dot`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn dot(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    writeln!(out, "digraph story {{")?;
    writeln!(out, "  label={}; labelloc=t; fontname=\"sans-serif\";", quoted(&graph.title))?;
    writeln!(out, "  node [shape=box, style=filled, fontname=\"sans-serif\", fontsize=11];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=9];")?;
    for (act, (name, title)) in graph.acts.iter().enumerate() {
        writeln!(out, "  subgraph {} {{\n    label={};", quoted(&format!("cluster_{name}")), quoted(title))?;
        for node in graph.nodes.iter().filter(|node| node.act == act) {
            let shape = match node.kind {
                NodeKind::Scene => "",
                NodeKind::Junction => ", shape=oval",
                NodeKind::Ending => ", peripheries=2",
            };
            let title = if node.title.is_empty() { &node.name } else { &node.title };
            let said = format!("{title}\n{}", frequency(node));
            writeln!(
                out,
                "    {} [label={}, fillcolor=\"{}\"{shape}];",
                quoted(&node.name),
                quoted(&said),
                FILLS[heat(node)]
            )?;
        }
        writeln!(out, "  }}")?;
    }
    for edge in &graph.edges {
        let style = match width(&[edge]) {
            Some(width) => format!("penwidth={width:.2}"),
            None => "style=dashed".to_owned(),
        };
        let (from, to) = (quoted(graph.name(edge.from)), quoted(graph.name(edge.to)));
        writeln!(out, "  {from} -> {to} [label={}, {style}];", quoted(&label(edge).join("\n")))?;
    }
    writeln!(out, "}}")
}

/// A string of the language. Its line ends are written as escapes; other control characters are left out.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{}\"", text.replace(char::is_control, ""))
}
