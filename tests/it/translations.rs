//! Translations: how far each has come, what makes a text of one stale, and playing in one that has just begun.

use crate::folder::{Folder, load_files};
use crate::golden;
use crate::keeper::Memory;
use counterpitch::check::{Levels, lints};
use counterpitch::engine::Engine;
use counterpitch::format::{TranslationProgress, accepted_lock, progress, skeleton};
use counterpitch::game::{Game, seeded};
use counterpitch::play::{Session, plain};
use counterpitch::report::{replay, translations};
use counterpitch::script::Run;
use counterpitch::source::{Code, Level};
use counterpitch::story::{Story, TextId};
use counterpitch::view::Reader;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A story's files by their paths in its folder.
type Files = BTreeMap<String, String>;

/// The files of a story's folder and of the folders in it.
fn files(folder: &str) -> Files {
    let mut found = Files::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        if path.is_dir() {
            let inside = files(&path.to_string_lossy());
            found.extend(inside.into_iter().map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if name.ends_with(".toml") || name.ends_with(".lock") {
            found.insert(name, fs::read_to_string(&path).expect("the file is text"));
        }
    }
    found
}

fn load(files: &Files) -> Folder {
    load_files(files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())))
}

#[track_caller]
fn story(folder: &Folder) -> &Story {
    folder.loaded.story.as_ref().unwrap_or_else(|| panic!("{:#?}", folder.loaded.diagnostics))
}

/// How far the translation to that language has come.
#[track_caller]
fn of<'f>(folder: &'f Folder, language: &str) -> TranslationProgress<'f> {
    let all = progress(&folder.loaded).unwrap_or_else(|| panic!("{:#?}", folder.loaded.diagnostics));
    all.into_iter().find(|progress| progress.language == language).expect("there is that translation")
}

fn addresses<'f>(folder: &'f Folder, ids: &[TextId]) -> Vec<&'f str> {
    let story = story(folder);
    ids.iter().map(|id| story.slots[id.index()].address.as_str()).collect()
}

/// The files with a word added to the source text of that id.
fn changed(files: &Files, folder: &Folder, text: TextId) -> Files {
    let span = story(folder).texts[0].spans[text.index()].expect("the source language has every text");
    let path = folder.sources.file(span.file).path();
    let written = folder.sources.text(span);
    let quotes = if written.starts_with("\"\"\"") { 3 } else { 1 };
    let mut changed = files.clone();
    let file = changed.get_mut(path).expect("the text stands in a file");
    file.insert_str(span.end as usize - quotes, " indeed");
    changed
}

/// The files with the lock that accepts the Dutch, but for some texts.
fn accepted(files: &Files, refused: &[TextId]) -> Files {
    let folder = load(files);
    let texts = &story(&folder).texts[1];
    let lock = accepted_lock(&folder.sources, story(&folder), texts, refused);
    let mut accepted = files.clone();
    accepted.insert("nl/accepted.lock".into(), lock);
    accepted
}

#[test]
fn the_shipped_story_is_whole_in_dutch_and_its_lock_is_as_accepted() {
    let files = files("scenes");
    let folder = load(&files);
    let dutch = of(&folder, "nl");
    assert_eq!(addresses(&folder, &dutch.missing), [""; 0]);
    assert_eq!(addresses(&folder, &dutch.stale), [""; 0]);
    assert!(dutch.orphans.is_empty() && dutch.translated == dutch.texts && dutch.texts > 600);
    let about_translations = |code| [Code::MissingTranslation, Code::StaleTranslation].contains(&code);
    assert!(!lints(story(&folder), &Levels::default()).iter().any(|lint| about_translations(lint.code)));
    assert_eq!(accepted(&files, &[])["nl/accepted.lock"], files["nl/accepted.lock"]);
}

#[test]
fn changing_an_english_text_makes_exactly_that_dutch_text_stale_until_it_is_accepted() {
    let files = files("scenes");
    let folder = load(&files);
    for index in (0..story(&folder).slots.len()).step_by(47) {
        let text = TextId(index as u32);
        let changed = changed(&files, &folder, text);
        assert_eq!(of(&load(&changed), "nl").stale, [text], "{}", story(&folder).slots[index].address);
        assert_eq!(of(&load(&accepted(&changed, &[])), "nl").stale, []);
        assert_eq!(of(&load(&accepted(&changed, &[text])), "nl").stale, [text]);
    }
}

#[test]
fn how_a_text_is_laid_out_makes_nothing_stale() {
    let mut files = accepted(&files("tests/stories/last-bun"), &[]);
    for (path, text) in &mut files {
        if !path.contains('/') {
            *text = format!("# A remark.\r\n{}", text.replace('\n', "\r\n"));
        }
    }
    assert_eq!(of(&load(&files), "nl").stale, []);
}

#[test]
fn only_what_a_reader_sees_of_a_layout_makes_a_text_stale() {
    let whole = accepted(&files("tests/stories/last-bun"), &[]);
    let stale = |old: &str, new: &str| {
        let mut files = whole.clone();
        let act = files.get_mut("queue.toml").expect("the story has that act");
        assert!(act.contains(old), "{old}");
        *act = act.replace(old, new);
        addresses(&load(&files), &of(&load(&files), "nl").stale).join(" ")
    };
    assert_eq!(stale("has *one*", "has\n*one*"), "");
    assert_eq!(stale("cinnamon bun left. ", "cinnamon bun\n  left.\n"), "");
    assert_eq!(stale("the till:\n\n>", "the till:\n\n \n\n>"), "");
    assert_eq!(stale("cinnamon bun left. ", "cinnamon bun left.\n\n"), "harbour.text");
    assert_eq!(stale("> No holding,", "> No\n> holding,"), "counter.text");
    assert_eq!(stale("one.**\n>", "one.**"), "counter.text");
}

#[test]
fn a_text_that_was_translated_since_or_renamed_is_not_stale() {
    let mut files = files("tests/stories/last-bun");
    let bench = files.remove("nl/bench.toml").expect("it is translated");
    files = accepted(&files, &[]);
    files.insert("nl/bench.toml".into(), bench);
    let folder = load(&files);
    let progress = of(&folder, "nl");
    assert_eq!(addresses(&folder, &progress.stale), [""; 0]);
    assert_eq!(progress.unaccepted.len(), 13);
    files = accepted(&files, &[]);
    assert_eq!(of(&load(&files), "nl").unaccepted, []);
    for (path, text) in &mut files {
        if path.ends_with(".toml") {
            *text = text.replace("[eaten]", "[swallowed]").replace("\"eaten\"", "\"swallowed\"");
        }
    }
    let renamed = load(&files);
    let progress = of(&renamed, "nl");
    assert_eq!((addresses(&renamed, &progress.stale), progress.unaccepted), (vec![], vec![]));
}

#[test]
fn the_skeleton_of_a_translation_is_one_when_its_comments_are_uncommented() {
    let mut files = files("tests/stories/last-bun");
    files.retain(|path, _| !path.contains('/'));
    let source = load(&files);
    let mut begun = files.clone();
    let mut whole = files.clone();
    for (id, text) in skeleton(&source.sources, story(&source), None, |_| None) {
        let path = format!("fy/{}", source.sources.file(id).path());
        let (head, texts) = text.split_once("`.\n").expect("it has a head");
        assert!(head.starts_with("# Remove the `# ` before a text"), "{head}");
        let lines = texts.lines().map(|line| line.strip_prefix("# ").or(line.strip_prefix('#')).unwrap_or(line));
        whole.insert(path.clone(), lines.collect::<Vec<_>>().join("\n"));
        begun.insert(path, text);
    }
    let (begun, whole) = (load(&begun), load(&whole));
    assert_eq!((of(&begun, "fy").translated, of(&begun, "fy").texts), (0, 54));
    assert_eq!(of(&whole, "fy").translated, 54);
    let written = |language: usize| {
        let spans = story(&whole).texts[language].spans.iter().flatten();
        spans.map(|span| whole.sources.text(*span)).collect::<Vec<_>>()
    };
    assert_eq!(written(1), written(0));
}

#[test]
fn without_a_lock_nothing_is_stale() {
    let files = files("tests/stories/last-bun");
    assert_eq!(of(&load(&files), "nl").stale, []);
}

#[test]
fn renaming_a_scene_names_its_orphans() {
    let mut files = files("scenes");
    let before = load(&files);
    let slots = story(&before).slots.iter().map(|slot| slot.address.as_str());
    let of_scene: Vec<&str> = slots.filter(|address| address.starts_with("empty-chair.")).collect();
    for (_, text) in files.iter_mut().filter(|(path, _)| !path.contains('/')) {
        *text = text.replace("empty-chair", "bare-chair");
    }
    let folder = load(&files);
    let dutch = of(&folder, "nl");
    let mut orphans: Vec<&str> = dutch.orphans.iter().map(|orphan| orphan.address.as_str()).collect();
    let renamed: Vec<String> = of_scene.iter().map(|address| address.replace("empty", "bare")).collect();
    assert_eq!(addresses(&folder, &dutch.missing), renamed);
    let mut of_scene = of_scene;
    orphans.sort_unstable();
    of_scene.sort_unstable();
    assert!(of_scene.len() > 5);
    assert_eq!(orphans, of_scene);
    assert!(folder.loaded.diagnostics.iter().all(|fault| fault.code == Code::OrphanTranslation));
}

/// The shipped story with a translation to German that an author has begun: three scenes of it.
fn begun() -> Folder {
    let mut files = files("scenes");
    let german = self::files("tests/translations/de");
    files.extend(german.into_iter().map(|(path, text)| (format!("de/{path}"), text)));
    load(&files)
}

#[test]
fn a_language_that_was_just_begun_is_played_with_the_source_filling_in() {
    let folder = begun();
    let engine = Engine::new(story(&folder));
    let reader = Reader::new(story(&folder), &engine, "de");
    let game = Game::begin(reader.story, &engine, None, &mut seeded(1)).expect("a seed decides every draw");
    let (mut output, mut keep) = (Vec::new(), Memory::default());
    let mut input = "walter-trip\nshine\nquit\n".as_bytes();
    let session = Session::new(reader, game, 1, &mut keep);
    plain::play(session, &mut input, &mut output).expect("a vector can be written to");
    let output = String::from_utf8(output).expect("play writes UTF-8");
    let phrases = [
        "Seite vierunddreißig",
        "Der Anlauf",
        "3. Nimm Walter mit in die Fabrik im Norden",
        "Walter had never found the time to go.",
        "Der leere Stuhl",
        "Write Walter a card with no business in it",
        "Or type status",
    ];
    for phrase in phrases {
        assert!(output.contains(phrase), "`{phrase}` is not in\n{output}");
    }
}

#[test]
fn a_language_that_was_just_begun_is_reported_by_files_and_each_text_when_asked() {
    let folder = begun();
    let german = of(&folder, "de");
    assert_eq!((german.translated, german.stale.len(), german.orphans.len()), (12, 0, 0));
    assert_eq!(german.translated + german.missing.len(), german.texts);
    assert!(of(&folder, "nl").missing.is_empty());
    let missing = |levels: &Levels| -> Vec<String> {
        let lints = lints(story(&folder), levels).into_iter();
        lints.filter(|lint| lint.code == Code::MissingTranslation).map(|lint| lint.message).collect()
    };
    let files = missing(&Levels::default());
    assert_eq!(files.len(), 8, "one for each file: {files:#?}");
    assert!(files.iter().all(|message| message.contains("of this file")), "{files:#?}");
    let asked = Levels { told: vec![(Code::MissingTranslation, Level::Warn)], ..Levels::default() };
    assert_eq!(missing(&asked).len(), german.missing.len());
}

#[test]
fn the_report_tells_where_the_work_is() {
    let mut files = accepted(&files("tests/stories/last-bun"), &[]);
    let english = files.get_mut("queue.toml").expect("the act is there");
    *english = english.replace("A note leans", "A card leans").replace("Grab it", "Snatch it");
    let dutch = files.get_mut("nl/bench.toml").expect("the act is there");
    *dutch = dutch.replace("hint = \"Kijk niet omhoog.\"\n", "") + "\n[floor]\ntitle = \"De vloer\"\n";
    files.insert("fy/story.toml".into(), "title = \"It lêste broadsje\"\n".into());
    let folder = load(&files);
    let story = story(&folder);
    let languages = progress(&folder.loaded).expect("it loads but for orphans");
    let mut out = Vec::new();
    translations::human(&mut out, &folder.sources, story, &languages).expect("memory takes it");
    translations::json(&mut out, story, &languages).expect("memory takes it");
    golden::check("tests/translations/report.txt", &String::from_utf8(out).expect("reports are text"));
}

#[test]
fn a_playthrough_is_the_same_game_in_every_language() {
    let mut folder = load(&files("scenes"));
    let mut paths: Vec<_> = fs::read_dir("tests/playthroughs")
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    let add = |path: &std::path::PathBuf| {
        folder.sources.add(path.display().to_string(), fs::read(path).expect("the file can be read"))
    };
    let ids: Vec<_> = paths.iter().map(add).collect();
    let engine = Engine::new(story(&folder));
    for (path, id) in paths.iter().zip(ids) {
        let run = Run::new(story(&folder), &engine, &folder.loaded.names, &folder.sources, id);
        let [english, dutch] = ["en", "nl"].map(|tag| replay::golden(&run, tag).expect("it was played"));
        let chosen = |text: &str| text.lines().filter(|line| line.starts_with("> ")).count();
        assert_eq!(chosen(&english), chosen(&dutch), "{}", path.display());
        assert!(dutch.starts_with("Pagina vierendertig\n\nDeel 1 van 6: "), "{}", path.display());
        if let Some(ending) = run.game.as_ref().and_then(Game::ending) {
            let title = Reader::new(story(&folder), &engine, "nl").ending_title(ending);
            assert!(dutch.contains(&format!("\n{title}\n")), "{}", path.display());
        }
    }
}

#[test]
fn the_canonical_line_reads_in_dutch_as_its_transcript() {
    let mut folder = load(&files("scenes"));
    let path = Path::new("tests/playthroughs/successful-miss.toml");
    let file = folder.sources.add("successful-miss.toml", fs::read(path).expect("the file can be read"));
    let engine = Engine::new(story(&folder));
    let run = Run::new(story(&folder), &engine, &folder.loaded.names, &folder.sources, file);
    golden::check("tests/playthroughs/successful-miss.nl.txt", &replay::golden(&run, "nl").expect("it was played"));
}
