//! What an edit changes for players: prepared edits of a small story, each with all that is said of it.

use crate::golden;
use crate::program::{Said, run_in};
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the story of the tests gets for this: something to reach, and something to keep.
const MORE: &str = "
[goal.company]
name = \"company\"
worth = [{ when = \"ending('shared')\", value = 1.0 }, { when = \"ending('eaten')\", value = 0.5 }]

[[property]]
name = \"nobody leaves with both bun and coins\"
always = \"not (bun and coins == 3)\"
";

/// An edit: in a file, this becomes that.
type Edit = (&'static str, &'static str, &'static str);

/// The edits, by name; one that needs several places has several.
const EDITS: &[(&str, &[Edit])] = &[
    ("nothing", &[("queue.toml", "label = \"Grab it\"", "label   = \"Grab it\"  # as it was")]),
    ("a-text", &[("bench.toml", "The bun is warm.", "The bun is still warm.")]),
    ("a-number", &[("queue.toml", "effects = { coins = -1 }", "effects = { coins = -2 }")]),
    ("a-threshold", &[("queue.toml", "when = \"baker >= 1\"", "when = \"baker >= 2\"")]),
    (
        "a-removed-choice",
        &[
            (
                "queue.toml",
                "[counter.choice.ask]\nlabel = \"Ask what is in it\"\ntold = \"asked what is in it\"\nonce = true\neffects = { baker = 1 }\ntext = \"'Butter,' says Ada, and for the first time today she looks pleased.\"\ngoto = \"counter\"\n",
                "",
            ),
            (
                "nl/queue.toml",
                "[counter.choice.ask]\nlabel = \"Vraag wat erin zit\"\ntold = \"vroeg wat erin zit\"\ntext = \"'Boter,' zegt Ada, en voor het eerst vandaag kijkt ze blij.\"\n",
                "",
            ),
        ],
    ),
    (
        "a-renamed-scene",
        &[
            ("bench.toml", "[bench", "[seat"),
            ("nl/bench.toml", "[bench", "[seat"),
            ("queue.toml", "to = \"bench\"", "to = \"seat\", id = \"bench\""),
        ],
    ),
    (
        "a-new-ending",
        &[
            (
                "bench.toml",
                "goto = \"shared\"",
                "goto = [{ when = \"gull >= 1\", to = \"adopted\" }, { to = \"shared\" }]",
            ),
            (
                "bench.toml",
                "[eaten]",
                "[adopted]\ntitle = \"A gull of your own\"\nending = true\ntext = \"It walks home with you.\"\n\n[eaten]",
            ),
        ],
    ),
    ("a-broken-property", &[("queue.toml", "effects = { coins = -3, bun = true }", "effects = { bun = true }")]),
    ("a-weight", &[("queue.toml", "weight = 2", "weight = 5")]),
    ("a-translation", &[("nl/bench.toml", "Het broodje is warm.", "Het broodje is nog warm.")]),
    ("a-lost-ending", &[("bench.toml", "{ when = \"looked\", to = \"eaten\" }, { to", "{ to")]),
];

/// Copies the story of the tests, its translation with it, into a folder, with an edit.
fn story(folder: &Path, edits: &[Edit]) {
    fs::create_dir_all(folder.join("nl")).expect("there is room");
    for name in ["story.toml", "queue.toml", "bench.toml", "nl/story.toml", "nl/queue.toml", "nl/bench.toml"] {
        let read = fs::read_to_string(Path::new("tests/stories/last-bun").join(name)).expect("it is there");
        let mut text = if name == "story.toml" { read + MORE } else { read };
        for (_, from, to) in edits.iter().filter(|edit| edit.0 == name) {
            assert!(text.contains(from), "{name} has no {from}");
            text = text.replace(from, to);
        }
        fs::write(folder.join(name), text).expect("it can be written");
    }
}

/// The exit code and the output of `counterpitch diff` in a folder.
fn diff(folder: &Path, arguments: &[&str]) -> String {
    let Said { out, error, code } = run_in(folder, &[&["diff"], arguments].concat());
    assert!(code == 0 || code == 1, "{error}");
    format!("exit {code}\n{out}")
}

#[test]
fn every_kind_of_edit_is_reported() {
    let folder = tempfile::tempdir().expect("there is room");
    story(&folder.path().join("old"), &[]);
    for (name, edits) in EDITS {
        story(&folder.path().join(name), edits);
        golden::check(format!("tests/pages/diff/{name}.txt"), &diff(folder.path(), &["old", name]));
    }
    let page = diff(folder.path(), &["old", "a-removed-choice", "--format", "markdown"]);
    golden::check("tests/pages/diff/a-removed-choice.md", &page);
    let json = diff(folder.path(), &["old", "a-removed-choice", "--format", "json"]);
    golden::check("tests/pages/diff/a-removed-choice.json", &json);
}

#[test]
fn a_translation_that_begins_is_one_line() {
    let folder = tempfile::tempdir().expect("there is room");
    story(&folder.path().join("old"), &[]);
    story(&folder.path().join("new"), &[]);
    fs::create_dir(folder.path().join("new/de")).expect("there is room");
    let german = "[bench]\ntitle = \"Die Bank\"\nplace = \"Draußen\"\n";
    fs::write(folder.path().join("new/de/bench.toml"), german).expect("there is room");
    let page = diff(folder.path(), &["old", "new"]);
    assert_eq!(page, "exit 0\nTranslations\n  newly translated to de: 2 texts\n");
}

#[test]
fn revisions_of_a_git_repository_are_compared() {
    let git = |folder: &Path, arguments: &[&str]| {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@b.c"];
        Command::new("git").arg("-C").arg(folder).args(identity).args(arguments).output()
    };
    let folder = tempfile::tempdir().expect("there is room");
    let folder = folder.path();
    if git(folder, &["init", "-q"]).is_err() {
        eprintln!("git is not installed: revisions are not compared");
        return;
    }
    story(&folder.join("scenes"), &[]);
    for arguments in [&["add", "."][..], &["commit", "-qm", "One"]] {
        let done = git(folder, arguments).expect("it was there before");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    assert!(diff(folder, &["HEAD"]).contains("nothing changes"));
    story(&folder.join("scenes"), EDITS[1].1);
    assert!(diff(folder, &["HEAD"]).contains("reads differently: bench.text"));
    for (wrong, said) in [("HEAD~7", "neither the folder of a story nor a revision"), ("--help=", "error")] {
        let Said { error, code, .. } = run_in(folder, &["diff", wrong]);
        assert_eq!((code, error.contains(said)), (2, true), "{error}");
    }
}
