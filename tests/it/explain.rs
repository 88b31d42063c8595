//! The explanations of the codes: their examples are stories, and say what they promise.

use crate::findings;
use crate::folder::{Folder, load_files};
use counterpitch::check::explanation;
use counterpitch::source::Code;

/// What an example leaves out of story.toml.
const HEAD: &str = r#"format = 1
title = "Ferry to the north"
language = "en"
start = "quay"
acts = ["crossing"]

[act.crossing]
title = "The crossing"

"#;

/// An act for examples that are about story.toml.
const ACT: &str = "[quay]\ntitle = \"The quay\"\nending = true\n";

/// What an example leaves out of a translation of story.toml.
const DUTCH: &str = "title = \"Veer naar het noorden\"\n[act.crossing]\ntitle = \"De overtocht\"\n";

/// The example as a whole story; what stands in no file is an act called `crossing`.
fn story(example: &str) -> Folder {
    let mut files: Vec<(String, String)> = vec![];
    for line in example.split_inclusive('\n') {
        let comment = line.trim_end().strip_prefix("# ").filter(|name| !name.contains(' '));
        match comment.filter(|name| name.ends_with(".toml") || name.ends_with(".lock")) {
            Some(name) => files.push((name.to_owned(), String::new())),
            None if files.is_empty() => files.push(("crossing.toml".to_owned(), line.to_owned())),
            None => files.last_mut().expect("a file was begun").1.push_str(line),
        }
    }
    match files.iter_mut().find(|(path, _)| path == "story.toml") {
        Some((_, text)) if text.contains("format =") => {}
        Some((_, text)) => text.insert_str(0, HEAD),
        None => files.push(("story.toml".into(), HEAD.into())),
    }
    if !files.iter().any(|(path, _)| path == "crossing.toml") {
        files.push(("crossing.toml".into(), ACT.into()));
    }
    if files.iter().any(|(path, _)| path.starts_with("nl/")) {
        files.push(("nl/story.toml".into(), DUTCH.into()));
    }
    load_files(files.into_iter().map(|(path, text)| (path, text.into_bytes())))
}

fn codes(example: &str) -> Vec<&'static str> {
    findings::of_example(&story(example)).iter().map(|found| found.diagnostic.code.name()).collect()
}

#[test]
fn the_bad_example_of_a_code_gives_exactly_that_code_and_the_good_one_nothing() {
    let mut wrong = vec![];
    for &code in Code::ALL {
        let explanation = explanation(code);
        let bad = codes(explanation.bad);
        if bad != [code.name()] {
            wrong.push(format!("the bad example of {} gives {bad:?}", code.name()));
        }
        let good = codes(explanation.good);
        if !good.is_empty() {
            wrong.push(format!("the good example of {} gives {good:?}", code.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_explanation_is_short_plain_paragraphs() {
    for &code in Code::ALL {
        let text = explanation(code).text;
        assert!(!text.contains("\n\n\n") && !text.contains('#'), "{}", code.name());
        let long = text.split("\n\n").find(|paragraph| paragraph.contains('\n'));
        assert_eq!(long, None, "a paragraph is one line, {}", code.name());
        assert!(text.chars().count() < 900, "{} says too much", code.name());
    }
}
