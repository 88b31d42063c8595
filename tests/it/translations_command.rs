//! `counterpitch translations`, `--lang` and the locale, through the program itself.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program with a home of its own and no locale.
fn counterpitch(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpitch"));
    command.args(arguments).env_clear().env("HOME", home).stdin(Stdio::null());
    command
}

#[track_caller]
fn check_exit(output: &Output, code: i32) {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
}

/// A copy of the story of the last bun.
fn last_bun() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("there is room for a folder");
    for folder in ["", "nl"] {
        fs::create_dir_all(copy.path().join(folder)).expect("there is room for a folder");
        for entry in fs::read_dir(Path::new("tests/stories/last-bun").join(folder)).expect("the story is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_file() {
                let name = path.file_name().expect("a file has a name");
                fs::copy(&path, copy.path().join(folder).join(name)).expect("there is room for a file");
            }
        }
    }
    copy
}

#[test]
fn what_is_stale_fails_until_it_is_accepted() {
    let story = last_bun();
    let folder = story.path().to_str().expect("temporary folders have plain names");
    let run = |arguments: &[&str]| {
        let arguments = [arguments, &["--story", folder]].concat();
        counterpitch(story.path(), &arguments).output().expect("the program runs")
    };
    check_exit(&run(&["translations", "--complete"]), 0);
    check_exit(&run(&["translations", "accept", "nl"]), 0);
    check_exit(&run(&["translations"]), 0);
    let act = story.path().join("queue.toml");
    let text = fs::read_to_string(&act).expect("the act is there");
    fs::write(&act, text.replace("Grab it", "Snatch it").replace("the till", "the jar")).expect("it can be written");
    check_exit(&run(&["translations"]), 1);
    check_exit(&run(&["translations", "accept", "nl", "counter.choice.grab"]), 0);
    let output = run(&["translations", "--format", "json"]);
    check_exit(&output, 1);
    let json = String::from_utf8(output.stdout).expect("reports are text");
    assert!(json.contains(r#""stale":["counter.text","counter.choice.haggle.locked"]"#), "{json}");
    check_exit(&run(&["translations", "accept", "nl"]), 0);
    check_exit(&run(&["translations"]), 0);
    fs::remove_file(story.path().join("nl/bench.toml")).expect("it can be removed");
    check_exit(&run(&["translations"]), 0);
    check_exit(&run(&["translations", "--complete"]), 1);
}

#[test]
fn a_translation_is_begun_once_in_files_that_were_not_there() {
    let story = last_bun();
    let folder = story.path().to_str().expect("temporary folders have plain names");
    let run = |arguments: &[&str], code: i32| {
        let arguments = [arguments, &["--story", folder]].concat();
        let output = counterpitch(story.path(), &arguments).output().expect("the program runs");
        check_exit(&output, code);
        String::from_utf8(if code == 2 { output.stderr } else { output.stdout }).expect("it writes text")
    };
    let said = run(&["translations", "start", "pt_br"], 0);
    assert!(said.contains(&format!("counterpitch translations accept pt-BR --story {folder}\n")), "{said}");
    let act = story.path().join("pt-BR/bench.toml");
    let text = fs::read_to_string(&act).expect("it was written");
    assert!(text.contains("\n[bench.choice.share]\n# label = \""), "{text}");
    fs::write(&act, text.replace("# label", "label")).expect("it can be written");
    let again = run(&["translations", "start", "pt-BR"], 2);
    assert!(again.contains("the translation to `pt-BR` has every text, if only as a comment"), "{again}");
    assert!(fs::read_to_string(&act).expect("it is there").contains("\nlabel"));
    run(&["translations", "accept", "pt_BR"], 0);
    assert!(story.path().join("pt-BR/accepted.lock").is_file());
    assert!(run(&["translations", "start", "en"], 2).contains("in which the story is written"));
    assert!(run(&["translations", "start", "../nl"], 2).contains("is no language tag"));
    assert!(run(&["translations", "start", "nl"], 2).contains("has every text"));
}

#[test]
fn a_translation_gets_the_texts_that_came_later_and_keeps_what_is_there() {
    let story = last_bun();
    let folder = story.path().to_str().expect("temporary folders have plain names");
    let start = |code: i32| {
        let arguments = ["translations", "start", "nl", "--story", folder];
        check_exit(&counterpitch(story.path(), &arguments).output().expect("the program runs"), code);
        fs::read_to_string(story.path().join("nl/bench.toml")).expect("it is there")
    };
    let before = start(2);
    let act = story.path().join("bench.toml");
    let text = fs::read_to_string(&act).expect("the act is there");
    let text = text.replace("[bench]\n", "[bench]\ntime = \"noon\"\n");
    fs::write(&act, text + "\n[gate]\ntitle = \"The gate\"\ngoto = \"bench\"\n").expect("it can be written");
    let after = start(0);
    assert_eq!(
        after,
        before.replace("[bench]\n", "[bench]\n# time = \"noon\"\n") + "\n[gate]\n# title = \"The gate\"\n"
    );
    assert_eq!(start(2), after);
}

#[test]
fn a_folder_named_like_a_locale_is_a_translation_and_a_folder_of_other_files_is_not() {
    let story = last_bun();
    fs::rename(story.path().join("nl"), story.path().join("nl_NL")).expect("it can be renamed");
    fs::create_dir(story.path().join("src")).expect("there is room for a folder");
    fs::write(story.path().join("src/notes.toml"), "buns = 1\n").expect("there is room for a file");
    let folder = story.path().to_str().expect("temporary folders have plain names");
    let run = |arguments: &[&str]| {
        let arguments = [arguments, &["--story", folder]].concat();
        let output = counterpitch(story.path(), &arguments).output().expect("the program runs");
        check_exit(&output, 0);
        String::from_utf8(output.stdout).expect("it writes text")
    };
    run(&["translations", "accept", "nl-NL"]);
    assert!(story.path().join("nl_NL/accepted.lock").is_file());
    let listed = run(&["translations", "--format", "json"]);
    assert!(listed.starts_with(r#"{"languages":[{"language":"nl-NL","texts":54,"translated":54"#), "{listed}");
}

#[test]
fn a_check_of_one_language_says_nothing_of_another() {
    let story = last_bun();
    let folder = story.path().to_str().expect("temporary folders have plain names");
    fs::create_dir(story.path().join("de")).expect("there is room for a folder");
    fs::write(story.path().join("de/bench.toml"), "[no-scene]\ntitle = \"\"\n").expect("there is room");
    let run = |language: &[&str], code: i32| {
        let arguments = [&["check", "--format", "short", "--story", folder], language].concat();
        let output = counterpitch(story.path(), &arguments).output().expect("the program runs");
        check_exit(&output, code);
        String::from_utf8(output.stdout).expect("it writes text")
    };
    assert!(run(&[], 1).contains("no-scene"));
    assert!(run(&["--lang", "de"], 1).contains("no-scene"));
    assert!(!run(&["--lang", "nl"], 0).contains("`de`"));
    assert!(!run(&["--lang", "en"], 0).contains("`nl`"));
    run(&["--lang", "fr"], 2);
    fs::write(story.path().join("de/bench.toml"), "[bench]\ntitle = \"Die Bank\"\n").expect("there is room");
    assert!(run(&[], 0).contains("`de`"));
    assert!(run(&["--lang", "de"], 0).contains("`de`"));
    assert!(!run(&["--lang", "nl"], 0).contains("`de`"));
    run(&["--lang", "fr"], 2);
}

#[test]
fn what_cannot_be_accepted_is_said() {
    let story = last_bun();
    let folder = story.path().to_str().expect("temporary folders have plain names");
    let told = |arguments: &[&str]| {
        let output = counterpitch(story.path(), arguments).current_dir(story.path().join("nl")).output();
        let output = output.expect("the program runs");
        check_exit(&output, 2);
        String::from_utf8(output.stderr).expect("errors are text")
    };
    let other = told(&["translations", "accept", "fy", "--story", folder]);
    assert!(other.contains("the story is not translated to `fy`; it is to nl"), "{other}");
    let named = told(&["translations", "accept", "nl", "counter", "--story", folder]);
    assert!(named.contains("no text of `nl` that is stale or new is called `counter`"), "{named}");
}

#[test]
fn the_lock_can_be_read_by_others_as_any_file_can() {
    let story = last_bun();
    let folder = story.path().to_str().expect("temporary folders have plain names");
    let output = counterpitch(story.path(), &["translations", "accept", "nl", "--story", folder]).output();
    check_exit(&output.expect("the program runs"), 0);
    let lock = fs::metadata(story.path().join("nl/accepted.lock")).expect("it was written").permissions();
    let plain = fs::File::create(story.path().join("plain")).and_then(|file| file.metadata());
    assert_eq!(lock, plain.expect("a file can be made").permissions());
}

#[test]
fn the_language_is_that_of_the_option_or_of_the_locale() {
    let home = tempfile::tempdir().expect("there is room for a folder");
    let first_line = |arguments: &[&str], locale: &[(&str, &str)]| {
        let output = counterpitch(home.path(), arguments).envs(locale.iter().copied()).output();
        let output = output.expect("the program runs");
        check_exit(&output, 0);
        String::from_utf8(output.stdout).expect("play writes UTF-8").lines().next().unwrap_or("").to_owned()
    };
    let dutch = "Dit is de eenvoudige weergave";
    let english = "This is plain mode";
    let check = |arguments: &[&str], locale: &[(&str, &str)], expected: &str| {
        let line = first_line(arguments, locale);
        assert!(line.starts_with(expected), "{arguments:?} {locale:?}: {line}");
    };
    check(&[], &[], english);
    check(&["--lang", "nl"], &[], dutch);
    check(&["--lang", "nl-BE"], &[("LANG", "en_GB.UTF-8")], dutch);
    check(&[], &[("LANG", "nl_NL.UTF-8")], dutch);
    check(&[], &[("LANG", "nl_NL@euro")], dutch);
    check(&[], &[("LC_MESSAGES", "nl_BE"), ("LANG", "en_US")], dutch);
    check(&[], &[("LC_ALL", "C"), ("LC_MESSAGES", "nl_NL"), ("LANG", "nl_NL")], english);
    check(&[], &[("LANG", "fy_NL.UTF-8")], english);
    check(&["--lang", "en"], &[("LANG", "nl_NL.UTF-8")], english);
}
