//! The graph in the language of Mermaid, which GitHub and GitLab draw inside Markdown.

use super::{FILLS, frequency, heat, label, width};
use crate::graph::{NodeKind, StoryGraph};
use std::io::{self, Write};

/// Writes a flowchart for Mermaid.
///
/// # Errors
/// When `out` cannot be written to.
pub fn mermaid(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    writeln!(out, "flowchart TD")?;
    for (heat, fill) in FILLS.iter().enumerate() {
        writeln!(out, "  classDef heat{heat} fill:{fill},stroke:#345,color:#000")?;
    }
    for (act, (_, title)) in graph.acts.iter().enumerate() {
        writeln!(out, "  subgraph act{act}[{}]", quoted(title))?;
        for node in graph.nodes.iter().filter(|node| node.act == act) {
            let title = if node.title.is_empty() { &node.name } else { &node.title };
            let said = quoted(&format!("{title}\n{}", frequency(node)));
            let (id, heat) = (node.scene.0, heat(node));
            match node.kind {
                NodeKind::Scene => writeln!(out, "    s{id}[{said}]:::heat{heat}")?,
                NodeKind::Junction => writeln!(out, "    s{id}({said}):::heat{heat}")?,
                NodeKind::Ending => writeln!(out, "    s{id}([{said}]):::heat{heat}")?,
            }
        }
        writeln!(out, "  end")?;
    }
    for (number, edge) in graph.edges.iter().enumerate() {
        let said = match label(edge).join("\n") {
            said if said.is_empty() => said,
            said => format!("|{}|", quoted(&said)),
        };
        writeln!(out, "  s{} -->{said} s{}", edge.from.0, edge.to.0)?;
        match width(&[edge]) {
            Some(width) => writeln!(out, "  linkStyle {number} stroke-width:{width:.2}px")?,
            None => writeln!(out, "  linkStyle {number} stroke-width:1px,stroke-dasharray:4")?,
        }
    }
    Ok(())
}

/// A string of the language, in which characters with a meaning are written as entities.
fn quoted(text: &str) -> String {
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
