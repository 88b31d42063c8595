//! The README and the page about playing: their commands run, and what they show is what the program says.

use crate::commands;
use crate::program::run_in;
use std::fs;
use std::path::Path;

fn page(file: &str) -> String {
    fs::read_to_string(file).expect("it is there")
}

/// The blocks of a page in a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let start = format!("```{language}\n");
    page.split(&start).skip(1).filter_map(|block| block.split("```").next()).collect()
}

/// Runs the commands of a page in a home. Those that name no story are about the one of `counterpitch new` here, as the
/// shipped one takes longer to explore; where they play, two choices are made.
#[cfg(unix)]
#[track_caller]
fn check_commands(home: &Path, page: &str) {
    let small = fs::canonicalize("src/cli/new").expect("it is there");
    let named = format!("printf '1\\n1\\n' | counterpitch --story '{}' ", small.display());
    let in_ci = blocks(page, "yaml").concat();
    let in_ci = in_ci.lines().filter_map(|line| line.trim().strip_prefix("- run: "));
    let console = blocks(page, "console").concat();
    let mut examples: Vec<(&str, Vec<&str>)> = vec![];
    for example in console.split("$ ").skip(1) {
        let mut lines = example.lines();
        examples.extend(lines.next().map(|line| (line.split(" #").next().unwrap_or_default().trim(), lines.collect())));
    }
    examples.extend(in_ci.map(|line| (line, vec![])));
    assert!(examples.len() > 2);
    for (line, shown) in examples {
        let line = format!("{line} ");
        let line = match line.strip_prefix("counterpitch ") {
            Some(arguments) if !line.contains("my-story") => format!("{named}{arguments}"),
            _ => line.clone(),
        };
        commands::check(home, home, line.trim_end(), &shown);
    }
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_readme_and_about_playing_run() {
    let home = tempfile::tempdir().expect("there is room for a home");
    check_commands(home.path(), &page("README.md"));
    check_commands(home.path(), &page("docs/playing.md"));
}

#[test]
fn the_mistake_in_the_scene_of_the_readme_is_said_as_the_readme_shows() {
    let page = page("README.md");
    let story = "format = 1\ntitle = 'The ferry'\nlanguage = 'en'\nstart = 'quay'\nacts = ['crossing']\n\
                 act.crossing.title = 'The crossing'\nstance = { min = -2, max = 2, word = { -2 = 'cool' } }\n\
                 stakeholder.buyer = { name = 'Mr Pym', role = 'buyer', stance = 0 }\n";
    let folder = tempfile::tempdir().expect("there is room for a story");
    let act = format!("{}\n[deck]\ntitle = 'The deck'\nending = true\n", blocks(&page, "toml").concat());
    fs::write(folder.path().join("story.toml"), story).expect("it can be written");
    fs::write(folder.path().join("crossing.toml"), act).expect("it can be written");
    let said = run_in(folder.path(), &["check"]).out;
    let shown = blocks(&page, "text")[0];
    assert!(said.starts_with(&format!("{shown}\n1 error")), "{said}");
}

#[test]
fn the_refuted_property_of_the_readme_is_one_of_the_tests() {
    let expected = page("tests/diagnostics/property-refuted/expected.txt");
    let page = page("README.md");
    let shown = blocks(&page, "text")[1];
    assert!(expected.contains(shown), "{shown}");
}

#[test]
fn the_files_that_the_pages_link_to_are_there() {
    for file in ["README.md", "docs/playing.md", "docs/trainer.md", "docs/trainer.nl.md", "CONTRIBUTING.md"] {
        let folder = Path::new(file).parent().expect("a file is in a folder");
        for link in page(file).split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let is_here = link.is_empty() || link.starts_with("https:") || folder.join(link).exists();
            assert!(is_here, "{file} links to {link}");
        }
    }
}
