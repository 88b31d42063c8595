//! Playthroughs: replaying them, what is said of those that fail, writing them, and taking them up again.

use crate::folder::{self, Folder};
use crate::golden;
use crate::laws;
use crate::program::{run, run_in, start};
use counterpitch::engine::Engine;
use counterpitch::game::{Game, Stop, Turn, seeded};
use counterpitch::report::Paint;
use counterpitch::report::replay;
use counterpitch::script::{self, Heading, Run};
use counterpitch::source::{FileId, Sources};
use counterpitch::story::{ChoiceId, Story};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

const FERRY: &str = "tests/stories/ferry";

/// The story `ferry`, which has all that a playthrough can meet.
fn ferry() -> Folder {
    folder::read(Path::new(FERRY))
}

#[track_caller]
fn story(folder: &Folder) -> &Story {
    folder.loaded.story.as_ref().unwrap_or_else(|| panic!("{:#?}", folder.loaded.diagnostics))
}

/// The story `ferry` and the playthroughs of one folder of `tests/replays/`.
struct Replays {
    ferry: Folder,
    engine: Engine,
    files: Vec<FileId>,
}

impl Replays {
    fn of(folder: &str) -> Replays {
        let mut ferry = ferry();
        let add = |path: &PathBuf| {
            let bytes = fs::read(path).expect("the file can be read");
            ferry.sources.add(path.display().to_string(), bytes)
        };
        let files = playthroughs(folder).iter().map(add).collect();
        Replays { engine: Engine::new(story(&ferry)), ferry, files }
    }

    fn run(&self, file: FileId) -> Run<'_> {
        Run::new(story(&self.ferry), &self.engine, &self.ferry.loaded.names, &self.ferry.sources, file)
    }

    fn runs(&self) -> Vec<Run<'_>> {
        self.files.iter().map(|&file| self.run(file)).collect()
    }
}

/// The playthrough files of a folder of `tests/replays/`, in order.
fn playthroughs(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new("tests/replays").join(folder)).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    paths
}

#[track_caller]
fn check_report(name: &str, write: impl Fn(&mut Vec<u8>, &Sources, &[Run])) {
    let replays = Replays::of("failing");
    let mut out = Vec::new();
    write(&mut out, &replays.ferry.sources, &replays.runs());
    let text = String::from_utf8(out).expect("reports are text");
    golden::check(Path::new("tests/replays").join(name), &text);
}

#[test]
fn what_goes_as_written_passes() {
    let replays = Replays::of("passing");
    let runs = replays.runs();
    let mut out = Vec::new();
    replay::human(&mut out, &replays.ferry.sources, &runs, Paint::Plain).expect("memory takes it");
    golden::check("tests/replays/passing.txt", &String::from_utf8(out).expect("reports are text"));
    assert!(runs.iter().all(Run::passed));
}

#[test]
fn every_failure_is_told_with_its_line_the_state_and_what_was_possible() {
    check_report("failing.txt", |out, sources, runs| {
        replay::human(out, sources, runs, Paint::Plain).expect("memory takes it");
    });
}

#[test]
fn every_failure_is_an_object_for_programs() {
    check_report("failing.jsonl", |out, sources, runs| {
        replay::json(out, sources, runs).expect("memory takes it");
    });
}

#[test]
fn every_failure_is_a_case_for_ci() {
    check_report("failing.xml", |out, sources, runs| {
        replay::junit(out, sources, "Ferry to the north", runs).expect("memory takes it");
    });
}

#[test]
fn every_failure_is_an_annotation_for_github() {
    check_report("failing.github", |out, sources, runs| {
        replay::github(out, sources, runs).expect("memory takes it");
    });
}

/// A story with a fault, a playthrough of it, and the name of a report; in a folder of its own.
fn broken() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("there is room");
    let write = |name: &str, text: &str| {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("there is room");
        fs::write(path, text).expect("there is room");
    };
    write(
        "story/story.toml",
        "format = 1\nlanguage = \"en\"\ntitle = \"S\"\nstart = \"a\"\nacts = [\"x\"]\n[act.x]\ntitle = \"X\"\n",
    );
    let scenes =
        "[a]\ntext = \"A.\"\nchoice.go = { label = \"Go\", goto = \"zz\" }\n[z]\ntitle = \"Z\"\nending = true\n";
    write("story/x.toml", scenes);
    write("plays/go.toml", "title = \"Goes\"\nending = \"z\"\nsteps = [\"go\"]\n");
    write("replays.xml", "<testsuites tests=\"1\" failures=\"0\"></testsuites>");
    home
}

#[test]
fn a_story_with_faults_fails_every_playthrough_in_every_report() {
    let home = broken();
    let run = |arguments: &[&str]| run_in(home.path(), &[&["replay", "--story", "story"], arguments].concat());
    let json = run(&["plays", "--format", "json", "--junit", "replays.xml"]);
    assert_eq!(json.code, 1, "{}", json.error);
    let row = json.out.lines().next().expect("a row");
    let wanted = r#"{"file":"plays/go.toml","title":"Goes","passed":false,"ending":null,"choices":0,"kind":"unknown-scene","message":"the story is at fault: no scene is called `zz`","line":null}"#;
    assert_eq!(row, wanted);
    assert!(json.out.ends_with("{\"summary\":true,\"passed\":0,\"failed\":1}\n"), "{}", json.out);
    let report = fs::read_to_string(home.path().join("replays.xml")).expect("it is there");
    assert!(report.contains("tests=\"1\" failures=\"0\" errors=\"1\""), "{report}");
    assert!(report.contains("type=\"unknown-scene\">error[unknown-scene]"), "{report}");
    let github = run(&["plays", "--format", "github"]);
    let place = "::error file=story/x.toml,line=3,endLine=3,col=37,endColumn=39,title=unknown-scene::";
    assert!(github.out.starts_with(place), "{}", github.out);
    assert_eq!((github.code, github.out.lines().count()), (1, 1));
    let human = run(&["plays"]);
    let explored = run_in(home.path(), &["explore", "--story", "story", "--format", "json"]);
    assert!(explored.out.starts_with("{\"code\":\"unknown-scene\""), "{}", explored.out);
    assert_eq!(explored.code, 1);
    assert_eq!((human.code, &*human.out), (1, "failed  plays/go.toml: Goes\n\n0 passed, 1 failed\n"));
    assert!(human.error.contains("no scene is called `zz`"), "{}", human.error);
}

#[test]
fn no_report_of_an_earlier_run_stays() {
    let home = broken();
    let said = run_in(home.path(), &["replay", "nowhere", "--story", "story", "--junit", "replays.xml"]);
    assert_eq!(said.code, 2, "{}", said.error);
    assert_eq!(fs::read_to_string(home.path().join("replays.xml")).expect("it is there"), "");
}

#[test]
fn a_seed_decides_the_draws_of_a_playthrough_that_has_none() {
    let plain = run(&["replay", "tests/replays/failing/draw-undecided.toml", "--story", FERRY]);
    assert_eq!(plain.code, 1, "{}", plain.out);
    let seeded = |seed: &str| {
        run(&["replay", "tests/replays/failing/draw-undecided.toml", "--story", FERRY, "--transcript", "--seed", seed])
    };
    let texts: Vec<String> = (0..8).map(|seed| seeded(&seed.to_string()).out).collect();
    assert_eq!(seeded("0").out, texts[0]);
    assert!(texts.iter().any(|text| *text != texts[0]), "{}", texts[0]);
}

#[test]
fn a_debrief_is_about_the_story_beside_its_file_and_its_advice_can_be_typed() {
    let said = run(&["debrief", "--plain", "src/cli/new/playthroughs/home-with-cake.toml"]);
    assert!(said.error.starts_with("story: A cake for Agatha (src/cli/new)"), "{}", said.error);
    let advice = said.out.lines().last().and_then(|line| line.split('`').nth(1)).expect("a command");
    let arguments: Vec<&str> = advice.split(' ').skip(1).chain(["--plain"]).collect();
    let home = tempfile::tempdir().expect("there is room");
    let data = home.path().to_str().expect("a plain path");
    let again = start(Path::new("."), &[("XDG_DATA_HOME", data)], &arguments);
    assert_eq!(again.code, 0, "{advice}: {}", again.error);
}

#[test]
fn write_expectations_adds_each_expectation_once() {
    let home = tempfile::tempdir().expect("there is room");
    let path = |name: &str| home.path().join(name).to_str().expect("a plain path").to_owned();
    for file in playthroughs("passing") {
        let name = file.file_name().expect("it has a name").to_str().expect("a plain name");
        fs::copy(&file, path(name)).expect("there is room");
    }
    let inline = "steps = [\"coffee\", 'press']  # two\nseed = 7\n";
    fs::write(path("inline.toml"), inline).expect("there is room");
    fs::write(path("failing.toml"), "steps = [\"dance\"]\n").expect("there is room");
    let replay =
        |more: &[&str]| run(&[&["replay", home.path().to_str().expect("plain"), "--story", FERRY], more].concat());
    assert_eq!(replay(&["--write-expectations"]).code, 1, "one of them fails");
    assert_eq!(fs::read_to_string(path("failing.toml")).expect("it is there"), "steps = [\"dance\"]\n");
    fs::remove_file(path("failing.toml")).expect("it can be removed");
    let written = || {
        let names = ["a-choice-that-draws", "inline", "nothing", "seeded", "signed"];
        let read = |name: &str| fs::read_to_string(path(&format!("{name}.toml"))).expect("it is there");
        names.map(|name| format!("# {name}\n{}\n", read(name))).concat()
    };
    golden::check("tests/replays/with-expectations.txt", &written());
    let before = written();
    let again = replay(&["--write-expectations"]);
    assert_eq!((again.code, written()), (0, before), "{}", again.out);
}

#[test]
fn a_file_is_named_from_the_root_of_the_repository() {
    let home = broken();
    let (root, story) = (home.path().to_str().expect("a plain path"), home.path().join("story"));
    let whole = story.to_str().expect("a plain path");
    for (folder, name, workspace) in [
        (".", "./story", None),
        (".", whole, None),
        ("story", ".", Some(root)),
        ("story", "../story", Some(root)),
        ("plays", "../story/story.toml", Some(root)),
    ] {
        let environment: Vec<(&str, &str)> = workspace.map(|root| ("GITHUB_WORKSPACE", root)).into_iter().collect();
        let arguments = ["check", "--story", name, "--format", "short"];
        let said = start(&home.path().join(folder), &environment, &arguments);
        assert!(said.out.starts_with("story/x.toml:3:37: error"), "{folder} {name}: {}", said.out);
    }
    let outside = start(
        &home.path().join("plays"),
        &[("GITHUB_WORKSPACE", "")],
        &["check", "--story", "../story", "--format", "short"],
    );
    assert!(outside.out.starts_with("../story/x.toml:3"), "{}", outside.out);
}

#[test]
fn a_transcript_is_the_text_that_a_player_reads() {
    let replays = Replays::of("passing");
    for run in replays.runs() {
        let golden = Path::new(replays.ferry.sources.file(run.file).path()).with_extension("txt");
        golden::check(golden, &replay::golden(&run, "en").expect("it was played"));
    }
}

#[test]
fn no_line_of_a_transcript_is_too_wide() {
    let replays = Replays::of("passing");
    for run in replays.runs() {
        let text = replay::golden(&run, "en").expect("it was played");
        assert!(text.lines().all(|line| line.chars().count() <= 78), "{text}");
    }
}

#[test]
fn a_transcript_that_differs_from_the_golden_one_is_a_failure() {
    let replays = Replays::of("passing");
    let mut run = replays.runs().pop().expect("there are some");
    let text = replay::golden(&run, "en").expect("it was played");
    replay::compare(&mut run, "en", "signed.txt", &text);
    assert!(run.passed());
    let golden = text.replace("a borrowed pen", "his own pen").replace("Pier four", "Pier five");
    replay::compare(&mut run, "en", "signed.txt", &golden);
    assert!(!run.passed());
    let page = replay::page(&replays.ferry.sources, &run, Paint::Plain);
    golden::check("tests/replays/difference.txt", &page);
}

#[test]
fn a_transcript_without_its_playthrough_is_a_warning_and_other_notes_are_not() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let at = |name: &str| folder.path().join(name);
    fs::copy("tests/replays/passing/signed.toml", at("signed.toml")).expect("it can be copied");
    for name in ["signed.txt", "gone.txt", "gone.nl.txt"] {
        fs::copy("tests/replays/passing/signed.txt", at(name)).expect("it can be copied");
    }
    fs::write(at("notes.txt"), "buy milk\n").expect("it can be written");
    let said = run(&["replay", folder.path().to_str().expect("plain"), "--story", FERRY]);
    assert_eq!(said.code, 0, "{}", said.error);
    let warnings: Vec<&str> = said.error.lines().filter(|line| line.starts_with("warning")).collect();
    let is_about =
        |line: &&str, name: &str| line.contains(name) && line.ends_with("is the transcript of no playthrough");
    assert!(
        warnings.len() == 2 && is_about(&warnings[0], "gone.nl.txt") && is_about(&warnings[1], "gone.txt"),
        "{warnings:?}"
    );
}

/// Plays a game whose choices and draws follow from `picks`.
fn game<'a>(played: &'a Folder, engine: &'a Engine, picks: &[u8], seed: u64) -> Game<'a> {
    let mut game =
        Game::begin(story(played), engine, Some(seed), &mut seeded(seed)).expect("a seed decides every draw");
    for &pick in picks {
        if game.turn().stop != Stop::Choices {
            break;
        }
        let available: Vec<ChoiceId> = engine.available(&game.moment().words).collect();
        let choice = available[pick as usize % available.len()];
        game.choose(choice, &mut seeded(seed)).expect("it is available");
    }
    game
}

/// Reads a text as a playthrough file of a story.
#[track_caller]
fn read(folder: &Folder, text: &str) -> script::Playthrough {
    let mut sources = folder.sources.clone();
    let file = sources.add("game.toml", text.as_bytes().to_vec());
    script::parse(&sources, file, Some(&folder.loaded.names)).unwrap_or_else(|faults| panic!("{text}\n{faults:#?}"))
}

/// The choice and the last state of each turn.
fn states(game: &Game) -> Vec<(Option<ChoiceId>, Vec<u64>)> {
    let choice = |turn: &Turn| turn.choice.as_ref().map(|(choice, _)| *choice);
    game.turns().iter().map(|turn| (choice(turn), turn.end.words.to_vec())).collect()
}

proptest! {
    #![proptest_config(laws())]

    #[test]
    fn what_is_written_of_a_game_reads_back_to_the_same_game(
        picks in prop::collection::vec(any::<u8>(), 0..12),
        seed in any::<u64>(),
        title in "\\PC{0,20}|[\"\\\\\n\té]{0,6}",
    ) {
        let ferry = ferry();
        let engine = Engine::new(story(&ferry));
        let game = game(&ferry, &engine, &picks, seed);
        let saved = script::date_time(seed % 100_000_000_000);
        let heading = Heading {
            title: Some(&title),
            seed: Some(seed),
            language: Some("en"),
            saved: Some(&saved),
            is_final: false,
            expect: None,
        };
        let text = script::write(&game, &heading);
        let playthrough = read(&ferry, &text);
        prop_assert_eq!(playthrough.title.as_deref(), Some(title.as_str()));
        prop_assert_eq!(playthrough.seed, Some(seed));
        prop_assert_eq!(playthrough.saved.as_deref(), Some(saved.as_str()));
        prop_assert_eq!(playthrough.story.as_deref(), Some(story(&ferry).fingerprint.as_str()));
        let other_seed = script::Playthrough { seed: None, ..playthrough.clone() };
        let again = script::replay(story(&ferry), &engine, &playthrough).game.expect("it begins");
        prop_assert_eq!(again.turns(), game.turns());
        // Every draw is written, so without the seed the game is the same; only the parts of a `{vary}` may differ.
        let again = script::replay(story(&ferry), &engine, &other_seed).game.expect("it begins");
        prop_assert_eq!(states(&again), states(&game));
        let resumed = script::resume(story(&ferry), &engine, &other_seed, 0);
        prop_assert!(resumed.lost.is_none());
        prop_assert_eq!(states(&resumed.game), states(&game));
    }

    #[test]
    fn no_bytes_make_reading_a_playthrough_panic(
        mut bytes in prop::sample::select(playthroughs("failing")).prop_map(|path| fs::read(path).expect("a file")),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
    ) {
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let mut ferry = ferry();
        let file = ferry.sources.add("any.toml", bytes);
        let engine = Engine::new(story(&ferry));
        let run = Run::new(story(&ferry), &engine, &ferry.loaded.names, &ferry.sources, file);
        let page = replay::page(&ferry.sources, &run, Paint::Plain);
        prop_assert_eq!(page.is_empty(), run.passed());
    }
}

/// Saves a game of the story `ferry` with these steps, and takes it up in the story as it is after an edit.
#[track_caller]
fn check_resumed(steps: &str, edit: (&str, &str), kept: usize, lost: Option<(&str, usize)>) {
    let files = ["story.toml", "crossing.toml"].map(|name| {
        let text = fs::read_to_string(Path::new(FERRY).join(name)).expect("the file can be read");
        (name.to_owned(), text.replace(edit.0, edit.1).into_bytes())
    });
    let changed = folder::load_files(files);
    let engine = Engine::new(story(&changed));
    let resumed = script::resume(story(&changed), &engine, &read(&changed, steps), 7);
    assert_eq!(resumed.game.turns().len() - 1, kept);
    let found = resumed.lost.map(|lost| (lost.failure.kind, lost.dropped));
    assert_eq!(found, lost);
}

const SAVE: &str = "
seed  = 7
steps = [
  'quay.coffee', 'quay.wait', { draw = 'quay.quay' }, 'quay.press', { locked = ['press'] },
  'quay.wait', { draw = 'deck.fog' },
]";

#[test]
fn a_save_goes_on_in_an_unchanged_story() {
    check_resumed(SAVE, ("", ""), 4, None);
}

#[test]
fn a_save_goes_as_far_as_its_choices_are_possible() {
    check_resumed(SAVE, ("quay.choice.press", "quay.choice.insist"), 2, Some(("unknown-choice", 2)));
    let dearer = ("evenings >= 1\"\nlocked", "evenings >= 2\"\nlocked");
    check_resumed(SAVE, dearer, 2, Some(("choice-not-available", 2)));
}

#[test]
fn a_save_goes_as_far_as_its_draws_are_possible() {
    let no_fog =
        ("weight = 3, when = \"not listened\" },", "weight = 3, when = \"listened\" }, { to = \"round\", weight = 1 }");
    check_resumed(SAVE, no_fog, 3, Some(("arm-not-possible", 1)));
    check_resumed(
        SAVE,
        ("to = \"quay\", weight", "id = \"again\", to = \"quay\", weight"),
        1,
        Some(("unknown-arm", 3)),
    );
}

#[test]
fn a_save_with_a_first_draw_that_is_gone_begins_anew() {
    let save = "seed = 7\nsteps = [{ draw = 'quay.deck' }, 'coffee']";
    check_resumed(save, ("", ""), 0, Some(("no-draw", 1)));
}

#[test]
fn a_loop_of_draws_that_hardly_ever_ends_stops_with_an_error() {
    let head =
        "format = 1\ntitle = \"T\"\nlanguage = \"en\"\nstart = \"a\"\nacts = [\"one\"]\n[act.one]\ntitle = \"A\"\n";
    let act = "[a]\ngoto = [{ to = \"b\", weight = 1 }, { id = \"x\", to = \"a\", weight = 1000000 }]\n\
               [b]\ngoto = [{ to = \"z\", weight = 1 }, { id = \"x\", to = \"a\", weight = 1000000 }]\n\
               [z]\ntitle = \"Z\"\nending = true\n";
    let folder = folder::story(&[("story.toml", head), ("one.toml", act)]);
    let engine = Engine::new(story(&folder));
    let replayed = script::replay(story(&folder), &engine, &read(&folder, "seed = 1\nsteps = []\n"));
    let failure = replayed.failure.expect("it does not end");
    assert_eq!(failure.kind, "endless-chain");
    assert_eq!(failure.message, "100000 scenes lead on to each other, without a choice");
}

#[test]
fn reports_and_transcripts_are_not_written_over_other_files() {
    let home = tempfile::tempdir().expect("there is room");
    let path = |name: &str| home.path().join(name).to_str().expect("a plain path").to_owned();
    let (play, notes, report) = (path("play.toml"), path("play.txt"), path("report.xml"));
    fs::write(&play, "steps = [\"coffee\"]\n").expect("there is room");
    fs::write(&notes, "my notes\n").expect("there is room");
    let over_story = run(&["replay", &play, "--story", FERRY, "--junit", &play]);
    assert_eq!(over_story.code, 2, "{}", over_story.error);
    assert!(fs::read_to_string(&play).expect("it is there").starts_with("steps"));
    let over_notes = run(&["replay", &play, "--story", FERRY, "--bless"]);
    assert_eq!(over_notes.code, 2, "{}", over_notes.error);
    assert_eq!(fs::read_to_string(&notes).expect("it is there"), "my notes\n");
    fs::remove_file(&notes).expect("it can be removed");
    for _ in 0..2 {
        let written = run(&["replay", &play, "--story", FERRY, "--junit", &report]);
        assert_eq!(written.code, 0, "{}", written.error);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_of_playthroughs_is_named_and_not_waited_for() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let pipe = folder.path().join("x.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("there are pipes").success());
    let said = run(&["replay", "--story", "src/cli/new", folder.path().to_str().expect("a plain path")]);
    assert_eq!(said.code, 2);
    assert!(said.error.contains("x.toml` is not a regular file"), "{}", said.error);
}
