//! The picture as a web page that readers can move, enlarge and search. A click on a scene shows its text.
//!
//! The page is one file that loads nothing else. No text of a story can run as code: the content security policy allows
//! only the page's own script, and the texts are JSON data in which `<` is escaped.

use super::super::escaped::{escaped, hash};
use super::picture::picture;
use super::{frequency, label};
use crate::graph::{Edge, NodeKind, StoryGraph};
use crate::report::json::line;
use serde_json::{Value, json};
use std::io::{self, Write};

const SCRIPT: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

pub fn html(out: &mut dyn Write, graph: &StoryGraph, language: &str) -> io::Result<()> {
    let lead = |edge: &Edge| {
        json!({
            "to": graph.name(edge.to),
            "said": edge.choice.as_ref().map(|(_, said)| said),
            "label": label(edge).join(" · "),
            "locked": edge.locked,
        })
    };
    let scenes = graph.nodes.iter().map(|node| {
        json!({
            "id": node.name,
            "title": node.title.as_ref().unwrap_or(&node.name),
            "act": graph.acts[node.act].1,
            "is_ending": node.kind == NodeKind::Ending,
            "seen": frequency(node),
            "text": node.text,
            "leads": graph.edges.iter().filter(|edge| edge.from == node.scene).map(lead).collect::<Value>(),
        })
    });
    let data = line(&scenes.collect::<Value>()).replace('<', "\\u003c");
    let (policy, hash) = ("default-src 'none'; script-src", hash(SCRIPT));
    let policy = format!("{policy} {hash}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
    let (title, language) = (escaped(&graph.title), escaped(language));
    write!(
        out,
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<input id="search" type="search" placeholder="Search scenes, choices, texts (/)" aria-label="Search">
<output id="found"></output>
<button id="in" title="Larger (+)">+</button><button id="out" title="Smaller (-)">−</button>
<button id="fit" title="The whole story (0)">All</button>
</header>
<main id="stage" tabindex="0">
{}</main>
<aside id="panel" hidden></aside>
<script type="application/json" id="data">{data}</script>
<script>{SCRIPT}</script>
</body>
</html>
"#,
        picture(graph)
    )
}
