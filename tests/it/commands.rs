//! The reference of the command line: its examples run, and it names every command and option.

use crate::program::{run, run_with};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn reference() -> String {
    fs::read_to_string("docs/commands.md").expect("it is there")
}

/// Whether the real output has everything that the example shows: every key, and something in every list that is not
/// empty there.
fn has_all(real: &Value, shown: &Value) -> bool {
    match (real, shown) {
        (Value::Object(real), Value::Object(shown)) => {
            shown.iter().all(|(key, shown)| real.get(key).is_some_and(|real| has_all(real, shown)))
        }
        (Value::Array(real), Value::Array(shown)) => {
            shown.iter().all(|shown| real.iter().any(|real| has_all(real, shown)))
        }
        (real, shown) => !shown.is_object() && !shown.is_array() || real.is_object() || real.is_array(),
    }
}

/// Runs a command line of an example in a shell, and finds what the example shows in its output.
#[track_caller]
pub fn check(home: &Path, folder: &Path, line: &str, shown: &[&str]) {
    let (line, code) = line.split_once(" # exits with ").unwrap_or((line, "0"));
    let program = Path::new(env!("CARGO_BIN_EXE_counterpitch")).parent().expect("it is in a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.current_dir(folder).args(["-c", line]).env_clear().env("PATH", path).env("HOME", home).env("LANG", "C");
    let output = shell.output().expect("there is a shell");
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), code.parse().ok(), "{line}\n{out}{error}");
    for shown in shown {
        let is_there = match serde_json::from_str::<Value>(shown) {
            Ok(shown) if shown.is_object() => out.lines().any(|line| {
                serde_json::from_str(line).is_ok_and(|real| {
                    let is_event = |value: &Value| value["event"].clone();
                    is_event(&real) == is_event(&shown) && has_all(&real, &shown)
                })
            }),
            _ => match shown.strip_suffix('…') {
                Some(beginning) => out.lines().any(|line| line.starts_with(beginning)),
                None => out.lines().any(|line| line == *shown),
            },
        };
        assert!(is_there, "{line}\nprints no {shown}\nbut\n{out}");
    }
}

#[cfg(unix)]
#[test]
fn every_example_of_the_reference_runs_and_prints_what_it_shows() {
    let home = tempfile::tempdir().expect("there is room for a home");
    let reference = reference();
    let mut count = 0;
    for block in reference.split("```console\n").skip(1) {
        let block = block.split("```").next().expect("a block ends");
        for example in block.split("$ ").skip(1) {
            let mut lines = example.lines();
            let line = lines.next().expect("a command stands on its line");
            check(home.path(), Path::new("."), line, &lines.collect::<Vec<_>>());
            count += 1;
        }
    }
    assert!(count > 20, "{count} examples");
}

/// The commands in blocks of a text, in examples and in the settings of CI, that are about the story `my-story`.
#[cfg(unix)]
#[track_caller]
fn check_own_story(file: &str) {
    let home = tempfile::tempdir().expect("there is room for a home");
    let text = fs::read_to_string(file).expect("it is there");
    let blocks = text.split("\n```").enumerate().filter(|(number, _)| number % 2 == 1).map(|(_, block)| block);
    let mut count = 0;
    for line in blocks.flat_map(str::lines).map(str::trim) {
        let starts = ["$ ", "- run: ", "- ", "entry: "];
        let command =
            starts.iter().find_map(|start| line.strip_prefix(start)).filter(|it| it.starts_with("counterpitch"));
        if let Some(command) = command.filter(|command| command.contains("my-story")) {
            check(home.path(), home.path(), command.split(" #").next().unwrap_or_default(), &[]);
            count += 1;
        }
    }
    assert!(count >= 6, "{count} commands");
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_guide_for_authors_run_without_a_finding() {
    check_own_story("scenes/README.md");
}

/// The help of a command on 80 columns.
#[track_caller]
fn help(command: &[&str]) -> String {
    let said = run_with(&[("COLUMNS", "80")], &[command, &["--help"]].concat());
    assert_eq!(said.code, 0, "{command:?} {}", said.error);
    said.out
}

/// The commands that a help lists. A line that goes on with a description begins further in.
fn listed(help: &str) -> Vec<&str> {
    let list = help.split("Commands:\n").nth(1).and_then(|list| list.split("\n\n").next()).unwrap_or_default();
    let names = list.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    names.filter_map(|line| line.split_whitespace().next()).collect()
}

#[test]
fn the_reference_names_every_command_and_every_option() {
    let reference = reference();
    let all = help(&[]);
    assert!(listed(&all).len() > 15, "{all}");
    for command in listed(&all) {
        assert!(reference.contains(&format!("counterpitch {command}")), "{command}");
        for word in help(&[command]).split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2) {
            let option = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            assert!(reference.contains(&format!("`{option}")), "{command} {option}");
        }
    }
}

#[test]
fn every_help_has_an_example_and_fits_80_columns() {
    let check = |command: &[&str]| {
        let help = help(command);
        let example = help.split("Example: counterpitch ").nth(1).or(help.split("Examples:\n  counterpitch").nth(1));
        assert!(example.is_some(), "{command:?} has no example\n{help}");
        let wide = help.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "{command:?}");
        help
    };
    for command in listed(&check(&[])) {
        for nested in listed(&check(&[command])) {
            check(&[command, nested]);
        }
    }
}

#[test]
fn every_shell_gets_completions_and_every_command_a_manual_page() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = run(&["completions", shell]);
        assert_eq!(said.code, 0, "{}", said.error);
        assert!(said.out.contains("translations"), "{shell}\n{}", said.out);
    }
    assert!(run(&["man"]).out.contains("counterpitch \\- "));
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let said = run(&["man", &folder.path().join("man1").to_string_lossy()]);
    assert_eq!(said.code, 0, "{}", said.error);
    for command in listed(&help(&[])) {
        let page = folder.path().join(format!("man1/counterpitch-{command}.1"));
        let page = fs::read_to_string(page).expect("the command has a page");
        assert!(page.contains("Example: counterpitch "), "{page}");
    }
}
