//! The graph for programs: one object.

use crate::graph::{NodeKind, StoryGraph};
use crate::report::json::write_line;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct GraphJson<'a> {
    nodes: Vec<NodeJson<'a>>,
    edges: Vec<EdgeJson<'a>>,
}

#[derive(Serialize)]
struct NodeJson<'a> {
    id: &'a str,
    act: &'a str,
    kind: &'static str,
    title: Option<&'a str>,
    visited_random: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<usize>,
}

#[derive(Serialize)]
struct EdgeJson<'a> {
    from: &'a str,
    to: &'a str,
    choice: Option<&'a str>,
    arm: Option<&'a str>,
    when: Option<String>,
    weight: Option<WeightJson<'a>>,
    locked: Option<&'a str>,
    passed_random: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<usize>,
}

/// A number, or the formula of one.
#[derive(Serialize)]
#[serde(untagged)]
enum WeightJson<'a> {
    Number(i64),
    Formula(&'a str),
}

pub fn json(out: &mut dyn Write, graph: &StoryGraph) -> io::Result<()> {
    let nodes = graph.nodes.iter().map(|node| NodeJson {
        id: &node.name,
        act: &graph.acts[node.act].0,
        kind: match node.kind {
            NodeKind::Scene => "scene",
            NodeKind::Junction => "junction",
            NodeKind::Ending => "ending",
        },
        title: Some(node.title.as_str()).filter(|title| !title.is_empty()),
        visited_random: node.visited,
        shown: node.shown,
    });
    let edges = graph.edges.iter().map(|edge| EdgeJson {
        from: graph.name(edge.from),
        to: graph.name(edge.to),
        choice: edge.choice.as_ref().map(|(name, _)| name.as_str()),
        arm: edge.arm.as_deref(),
        when: match edge.when.as_slice() {
            [] => None,
            [when] => Some(when.clone()),
            several => Some(format!("({})", several.join(") and ("))),
        },
        weight: edge.weight.as_deref().map(|weight| match weight.parse() {
            Ok(number) => WeightJson::Number(number),
            Err(_) => WeightJson::Formula(weight),
        }),
        locked: edge.locked.as_deref(),
        passed_random: edge.passed,
        shown: edge.shown,
    });
    write_line(out, &GraphJson { nodes: nodes.collect(), edges: edges.collect() })
}
