//! Page Thirty-Four, the story that the program carries.

use super::folder;
use counterpitch::cli::built_in_files;
use counterpitch::engine::Engine;
use counterpitch::format::Loaded;
use counterpitch::report::replay;
use counterpitch::script::Run;
use counterpitch::source::Sources;
use counterpitch::story::Arm;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each fact of the true story, with words of the text that tells it on the canonical line.
const FACTS: &[(&str, &[&str])] = &[
    ("F01", &["He commanded a ship to the moon", "would call it a failure that went well", "Apollo 13"]),
    (
        "F02",
        &["orders you did not get, best ones first", "has its top line", "The best call of your life and the worst"],
    ),
    ("F04", &["The client leads its field", "one of them is cheap"]),
    ("F05", &["That was the last of three years.", "Trial deliveries, tests, tests of the tests"]),
    ("F06", &["Four people decide.", "the head of R&D", "the head of purchasing", "the chief executive"]),
    ("F07", &["For the closing phase my vote lies with purchasing"]),
    ("F08", &["On your side there are four as well"]),
    ("F09", &["out of one body come three lamps", "Theirs costs less."]),
    ("F10", &["Nobody is going to put a better one beside it"]),
    ("F11", &["Bram is a closed door with a light on behind it", "he will go for the lowest figure"]),
    ("F12", &["They have promised to ring within two days"]),
    ("F13", &["Thijs is standing before he has swallowed", "nothing on his face at all"]),
    ("F14", &["Gerard held to the price, and the others let him"]),
    ("F15", &["you notice that you are counting", "Thijs is waiting for the manager. That is you."]),
    ("F16", &["Is there an order, with a signature under it", "I didn’t ask"]),
    ("F17", &["You hold up two fingers, for two days", "He may not choose no"]),
    ("F18", &["Thijs sighs", "placed next week, officially", "There is a great deal to do"]),
    ("F19", &["It is a crisp morning", "three wrapped parcels", "a handshake you could file", "Noor is there already"]),
    (
        "F20",
        &["‘Your questions,’ he says.", "less sure of your decision than you are now", "goes on plugging things in"],
    ),
    ("F21", &["Win Bram, and it’s two to one", "nobody standing behind him"]),
    ("F22", &["two houses which lead on quality", "what your part will let them say about it"]),
    ("F23", &["the same five, on our parts", "repeat orders in three weeks", "spares in the south"]),
    ("F24", &["It is their own catalogue.", "their own press release, for their launch", "two evenings of two people"]),
    ("F25", &["Nobody ever brought me ours. No. That is new.", "a sound like a wardrobe", "Noor is beaming"]),
    ("F26", &["Goosebumps", "‘Bram is ours,’ he says"]),
    ("F27", &["every one of them stops to show its papers", "‘You’re going. With us. After all.’"]),
    ("F28", &["It rings on Thijs’s own desk", "You ring the north.", "Never in doubt."]),
    ("F29", &["It was early, it was yours"]),
    ("F30", &["The line your parts are for hangs under the second", "none of it was your doing"]),
    ("F31", &["the next three deliveries stand in a row", "All that comes back is compensation"]),
];

#[test]
fn the_canonical_line_tells_every_fact() {
    let text = fs::read_to_string("tests/playthroughs/successful-miss.txt").expect("the transcript is there");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (fact, phrases) in FACTS {
        for phrase in *phrases {
            assert!(text.contains(phrase), "{fact}: `{phrase}` is not in the canonical transcript");
        }
    }
    assert!(text.ends_with("This is how it went."), "the canonical line has its last words");
}

#[test]
fn a_committed_playthrough_reaches_each_ending_and_reads_as_its_transcript() {
    let (mut sources, loaded) = shipped();
    let story = loaded.story.as_ref().expect("the shipped story has no fault");
    let engine = Engine::new(story);
    let mut reached = BTreeSet::new();
    for ending in story.endings() {
        let name = &story.scene(ending).name;
        let path = format!("tests/playthroughs/{name}.toml");
        let file = sources.add(&*path, fs::read(&path).expect("there is a playthrough for each ending"));
        let mut run = Run::new(story, &engine, &loaded.names, &sources, file);
        let beside = format!("tests/playthroughs/{name}.txt");
        replay::compare(&mut run, "en", &beside, &fs::read_to_string(&beside).expect("it has a transcript"));
        assert!(run.passed(), "{}", replay::page(&sources, &run, counterpitch::report::Paint::Plain));
        reached.extend(run.ending().map(str::to_owned));
    }
    assert_eq!(reached.len(), 18);
}

#[test]
fn every_committed_playthrough_passes_and_reads_as_its_transcript() {
    let (mut sources, loaded) = shipped();
    let story = loaded.story.as_ref().expect("the shipped story has no fault");
    let engine = Engine::new(story);
    for entry in fs::read_dir("tests/playthroughs").expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let file = sources.add(path.display().to_string(), fs::read(&path).expect("it can be read"));
        let mut run = Run::new(story, &engine, &loaded.names, &sources, file);
        let beside = path.with_extension("txt");
        let text = fs::read_to_string(&beside).expect("it has a transcript");
        replay::compare(&mut run, "en", &beside.display().to_string(), &text);
        assert!(run.passed(), "{}", replay::page(&sources, &run, counterpitch::report::Paint::Plain));
    }
}

#[test]
fn the_program_carries_exactly_the_files_of_the_folder() {
    let carried: BTreeSet<String> = built_in_files().map(str::to_owned).collect();
    assert_eq!(carried, files_of("scenes"));
}

#[test]
fn the_plan_s_measures_hold() {
    let (_, loaded) = shipped();
    let story = loaded.story.expect("the shipped story has no fault");
    assert_eq!(story.scenes.len() - story.endings().count(), 62);
    assert_eq!(story.endings().count(), 18);
    for id in story.choice_ids() {
        let label = story.texts[0].template(story.choice(id).label);
        let words = label.as_literal().map_or(0, |label| label.split_whitespace().count());
        assert!(words <= 14, "the label of {} has {words} words", story.choice_name(id));
    }
    for ending in story.endings() {
        let hint = matches!(story.scene(ending).body, counterpitch::story::Body::Ending { hint: Some(_) });
        assert!(hint, "the ending {} has a hint", story.scene(ending).name);
    }
}

#[test]
fn every_draw_is_told_as_what_happened() {
    let (_, loaded) = shipped();
    let story = loaded.story.expect("the shipped story has no fault");
    let mut draws = 0;
    for scene in &story.scenes {
        for way in scene.ways().filter(|way| way.drawn) {
            for arm in &way.arms {
                let condition = |arm: &Arm| arm.when.as_ref().map(|when| when.expression.clone());
                let alike = way.arms.iter().filter(|other| condition(other) == condition(arm)).count();
                let sure = alike == 1;
                assert!(sure || arm.told.is_some(), "{}.{} tells what happened", scene.name, arm.name);
                draws += u32::from(!sure);
            }
        }
    }
    assert_eq!(draws, 14, "the arms that chance decides between");
}

fn shipped() -> (Sources, Loaded) {
    let folder = folder::read(Path::new("scenes"));
    (folder.sources, folder.loaded)
}

/// The story's files in a folder and in the folders of its translations.
fn files_of(folder: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        if path.is_dir() {
            let inside = files_of(&path.to_string_lossy());
            found.extend(inside.into_iter().map(|file| format!("{name}/{file}")));
        } else if Path::new(&name).extension().is_some_and(|ext| ext == "toml") || name == "accepted.lock" {
            found.insert(name);
        }
    }
    found
}
