//! The story as a picture: what it says, that it can be read, and that its page works in a browser.

use crate::explore::generator::Recipe;
use crate::explore::{LOOPING, STRAIGHT, generator};
use crate::golden;
use crate::program::{Said, run};
use crate::{folder, laws};
use counterpitch::engine::Engine;
use counterpitch::explore::{Ask, Options, explore};
use counterpitch::graph::{NodeKind, StoryGraph};
use counterpitch::report::graph as report;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The output of `counterpitch graph` for a story of the tests.
#[track_caller]
fn graph(story: &str, more: &[&str]) -> String {
    let folder = format!("tests/stories/{story}");
    let Said { out, error, code } = run(&[&["graph", "--story", &folder], more].concat());
    assert_eq!(code, 0, "{error}");
    out
}

#[test]
fn a_graph_is_written_for_programs_for_graphviz_and_for_mermaid() {
    golden::check("tests/pages/graph-last-bun.json", &graph("last-bun", &["--format", "json"]));
    golden::check("tests/pages/graph-last-bun.dot", &graph("last-bun", &["--format", "dot"]));
    golden::check("tests/pages/graph-last-bun.mmd", &graph("last-bun", &["--format", "mermaid"]));
    golden::check("tests/pages/graph-last-bun.svg", &graph("last-bun", &[]));
}

#[test]
fn coverage_paints_what_playthroughs_show() {
    let shown = graph("last-bun", &["--format", "json", "--coverage", "tests/pages/shared.toml"]);
    golden::check("tests/pages/graph-covered.json", &shown);
}

#[test]
fn a_part_of_the_story_is_drawn_alone() {
    for part in [["--act", "station"], ["--around", "the-verge"]] {
        let drawn = run(&[&["graph", "--story", "src/cli/new", "--format", "json"], &part[..]].concat()).out;
        let is_drawn = |name: &str| drawn.contains(&format!("{{\"id\":\"{name}\""));
        let drawn = ["platform", "carriage", "the-verge"].map(is_drawn);
        assert_eq!(drawn, [true, true, part[0] == "--around"], "{part:?}");
    }
    let wrong = run(&["graph", "--story", "src/cli/new", "--around", "the-vrege"]);
    assert_eq!((wrong.code, wrong.error.contains("did you mean `the-verge`?")), (2, true), "{}", wrong.error);
    let wrong = run(&["graph", "--story", "src/cli/new", "--act", "sattion"]);
    assert!(wrong.error.contains("no act is called `sattion`; did you mean `station`?"), "{}", wrong.error);
    let wrong = run(&["graph", "--story", "src/cli/new", "--format", "picture"]);
    assert!(wrong.error.contains("[possible values: human, json, svg, html, dot, mermaid]"), "{}", wrong.error);
    let wrong = run(&["graph", "--story", "tests/stories/ferry", "--act", "attic"]);
    assert_eq!(
        (wrong.code, wrong.error.contains("no act is called `attic`; `acts` in story.toml lists them all")),
        (2, true),
        "{}",
        wrong.error
    );
}

#[test]
fn a_long_condition_is_cut_and_the_odds_of_a_draw_are_not() {
    let files = folder::read(Path::new("tests/stories/last-bun"));
    let explored = |story| explore(story, &Engine::new(story), &Options::default(), &mut |_| {});
    let story = files.loaded.story.as_ref().expect("the story has no faults");
    let details = explored(story).details.expect("it was asked");
    let mut graph = StoryGraph::new(story, 0, &files.sources, &details);
    let edge = graph.edges.iter_mut().find(|edge| edge.choice.is_some()).expect("there are choices");
    edge.when = vec!["met and neighbour > 2 and not visited('attic') or late".into()];
    edge.locked = None;
    edge.is_else = false;
    (edge.arm, edge.weight, edge.of) = (Some("told".into()), Some("2".into()), Some(3));
    let name = edge.choice.clone().expect("it is a choice").0;
    let mut out = Vec::new();
    report::svg(&mut out, &graph).expect("memory takes it");
    let svg = String::from_utf8(out).expect("a picture is text");
    let line = svg.split('>').find(|text| text.starts_with(&format!("{name} · if met"))).expect("it is drawn");
    assert!(line.contains("… · told: 2 in 3"), "{line}");
}

/// The graph of a story made up from a seed.
fn made_up(seed: u64, recipe: Recipe) -> StoryGraph {
    let files = generator::story(seed, recipe);
    let files = folder::story(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
    let story = files.loaded.story.expect("a made-up story has no faults");
    let ask = Ask { choices: true, ..Ask::default() };
    let explored = explore(&story, &Engine::new(&story), &Options { ask, ..Options::default() }, &mut |_| {});
    StoryGraph::new(&story, 0, &files.sources, &explored.details.expect("it was asked"))
}

/// The rectangles of a class in a picture: left, top, width, height.
fn rectangles(picture: &str, class: &str) -> Vec<[f64; 4]> {
    let own = format!("<rect class=\"{class}\"");
    let rows = picture.lines().filter(|line| line.starts_with(&own));
    let number = |line: &str, name: &str| {
        let rest = line.split_once(&format!(" {name}=\"")).expect("a rectangle has a place and a size").1;
        rest.split('"').next().and_then(|number| number.parse().ok()).expect("it is a number")
    };
    rows.map(|line| ["x", "y", "width", "height"].map(|name| number(line, name))).collect()
}

proptest! {
    #![proptest_config(laws())]
    #[test]
    fn boxes_and_labels_never_overlap(seed in 0u64..10_000, is_looping: bool) {
        let graph = made_up(seed, if is_looping { LOOPING } else { STRAIGHT });
        let mut bytes = Vec::new();
        report::svg(&mut bytes, &graph).expect("a vector takes what is written");
        let picture = String::from_utf8(bytes).expect("the picture is UTF-8");
        let mut all = rectangles(&picture, "box");
        prop_assert_eq!(all.len(), graph.nodes.len());
        all.extend(rectangles(&picture, "plate"));
        for (number, [x, y, width, height]) in all.iter().enumerate() {
            for [left, top, across, down] in &all[..number] {
                let is_apart = x + width <= left + 0.5 || left + across <= x + 0.5;
                prop_assert!(is_apart || y + height <= top + 0.5 || top + down <= y + 0.5, "{picture}");
            }
        }
    }

    #[test]
    fn an_ending_is_seen_as_often_as_arrows_to_it_are_passed(seed in 0u64..10_000, is_looping: bool) {
        let graph = made_up(seed, if is_looping { LOOPING } else { STRAIGHT });
        for node in graph.nodes.iter().filter(|node| node.kind == NodeKind::Ending) {
            let passed: f64 =
                graph.edges.iter().filter(|edge| edge.to == node.scene).map(|edge| edge.passed).sum();
            prop_assert!((passed - node.visited).abs() < 1e-9, "{}: {passed} and {}", node.name, node.visited);
        }
    }
}

/// Does what a reader does, and writes down what came of it.
const READER: &str = r#"
const said = [], log = text => said.push(text);
const key = (target, key) => target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
const seen = () => document.getElementById('picture').getAttribute('viewBox').split(' ').map(Number);
const search = document.getElementById('search');
search.value = 'PYM'; search.dispatchEvent(new Event('input'));
log('found ' + [...document.querySelectorAll('.found')].map(node => node.dataset.scene));
key(search, 'Enter');
log('opened ' + document.querySelector('aside h2').textContent);
search.value = ''; search.dispatchEvent(new Event('input'));
log('found ' + document.querySelectorAll('.found').length);
document.querySelector('[data-scene=the-verge]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
log('clicked ' + document.querySelector('aside h2').textContent + ' ' + location.hash);
const before = seen();
document.getElementById('stage').dispatchEvent(new WheelEvent('wheel', { deltaY: -400, bubbles: true, cancelable: true }));
log('enlarged ' + (seen()[2] < before[2]));
document.getElementById('fit').click();
key(document, 'ArrowLeft');
log('moved ' + (seen()[0] < 0));
key(document, 'Escape');
log('closed ' + document.querySelector('aside').hidden);
document.body.replaceChildren(said.join('; '));
"#;

/// The document that Chromium makes of a page; `None` where it is not installed.
fn browsed(page: &Path, fragment: &str) -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let is_there = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    let Some(chromium) = names.into_iter().find(is_there) else {
        eprintln!("Chromium is not installed: the page is not tried in a browser");
        return None;
    };
    let address = format!("file://{}#{fragment}", page.display());
    let home = format!("--user-data-dir={}", page.with_extension("profile").display());
    let options = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", &home, &address];
    let output = Command::new(chromium).args(options).output().expect("it starts");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn the_page_can_be_searched_clicked_enlarged_and_moved() {
    let Said { out, error, code } = run(&["graph", "--story", "src/cli/new", "--format", "html"]);
    assert_eq!(code, 0, "{error}");
    let folder = tempfile::tempdir().expect("there is room");
    let page = folder.path().join("story.html");
    // The policy of the page allows its own script and none of ours: the page by itself is opened first.
    fs::write(&page, &out).expect("it can be written");
    let Some(opened) = browsed(&page, "carriage") else { return };
    assert!(opened.contains("<h2>The last carriage</h2>"), "{opened}");
    let policy = out.lines().find(|line| line.contains("Content-Security-Policy")).expect("it has a policy");
    let tried = out.replace(policy, "").replace("</body>", &format!("<script>{{{READER}}}</script></body>"));
    fs::write(&page, tried).expect("it can be written");
    let said = browsed(&page, "").expect("it was there before");
    let expected = "found agathas-door; opened Agatha's door; found 0; \
                    clicked The verge #the-verge; enlarged true; moved true; closed true";
    assert!(said.contains(expected), "{said}");
}

#[test]
fn nothing_in_a_story_becomes_a_tag_of_the_page() {
    let hostile = "</script><img src=x onerror=alert(1)><!--";
    let story =
        "format = 1\ntitle = \"T\"\nlanguage = \"en\"\nstart = \"a\"\nacts = [\"one\"]\n[act.one]\ntitle = \"One\"\n";
    let act = format!("[a]\ntitle = '{hostile}'\ntext = '{hostile}'\nending = true\n");
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("story.toml"), story).expect("it can be written");
    fs::write(folder.path().join("one.toml"), act).expect("it can be written");
    let folder = folder.path().to_str().expect("a plain path");
    for format in ["html", "svg"] {
        let Said { out, error, code } = run(&["graph", "--story", folder, "--format", format]);
        assert_eq!(code, 0, "{error}");
        assert!(!out.contains("<img") && !out.contains("<!--"), "{out}");
    }
}
