//! The graph for programs: one object.

use crate::graph::{NodeKind, StoryGraph};
use crate::report::json::{joined, write_line};
use serde_json::{Value, json};
use std::io::{self, Write};

pub fn json(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    // Only where playthroughs are painted, each row says how many of them show it.
    let with_shown = |row: Value, shown: Option<usize>| match shown {
        Some(shown) => joined([row, json!({"shown": shown})]),
        None => row,
    };
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
        with_shown(row, node.shown)
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
            // A number, or the formula of one.
            "weight": edge.weight.as_ref().map(|weight| weight.parse::<i64>().map_or(json!(weight), Value::from)),
            "locked": edge.locked,
            "passed_random": edge.passed,
        });
        with_shown(row, edge.shown)
    });
    write_line(out, &json!({"nodes": nodes.collect::<Vec<_>>(), "edges": edges.collect::<Vec<_>>()}))
}
