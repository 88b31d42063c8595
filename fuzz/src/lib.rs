//! What each fuzz target does with its bytes: all that the program would do with such a file or such keys.
//!
//! No target may panic, hang, or use memory out of proportion. `tests/it/fuzzed.rs` runs the inputs in `fuzz/inputs`.

use counterpitch::check::{Levels, check};
use counterpitch::debrief::{Debrief, DebriefRows, Spoilers, rows};
use counterpitch::difference::{Difference, Version};
use counterpitch::engine::Engine;
use counterpitch::explore::{Limits, Options, PrismModel, Values, explore, prism, promela};
use counterpitch::format::{File, Loaded, load, progress, skeleton};
use counterpitch::game::{Game, Stop, simulate};
use counterpitch::graph::StoryGraph;
use counterpitch::play::debrief::Reviewed;
use counterpitch::play::{Keep, SaveError, Saved, Session, events, plain};
use counterpitch::report::{self, Paint};
use counterpitch::script::{Heading, Run, resume, write};
use counterpitch::source::Sources;
use counterpitch::story::Story;
use counterpitch::view::{Reader, StreamedEvent};
use std::io;

/// A story whose files stand one after the other: a line such as `#= nl/one.toml` begins a file.
pub fn story(bytes: &[u8]) {
    let mut files: Vec<(String, Vec<u8>)> = vec![];
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(b"#= "), files.last_mut()) {
            // The command line escapes control characters in names, so that none reaches the library.
            (Some(path), _) => files.push((String::from_utf8_lossy(path).replace(char::is_control, ""), vec![])),
            (None, Some((_, text))) => text.extend_from_slice(line),
            (None, None) => files.push(("story.toml".to_owned(), line.to_vec())),
        }
    }
    judge(files);
}

/// A condition, in the places where a story has one.
pub fn expression(bytes: &[u8]) {
    let Some(text) = toml_string(bytes) else { return };
    let act = ACT.replace("'true'", &text);
    judge(vec![("story.toml".to_owned(), STORY.replace("'ended'", &text).into()), ("one.toml".to_owned(), act.into())]);
}

/// A text with tags and placeholders, in the places where a story has one.
pub fn template(bytes: &[u8]) {
    let Some(text) = toml_string(bytes) else { return };
    let act = ACT.replace("'Hello.'", &text);
    judge(vec![("story.toml".to_owned(), STORY.into()), ("one.toml".to_owned(), act.into())]);
}

/// A translation of the small story.
pub fn translation(bytes: &[u8]) {
    let mut files = small();
    files.push(("nl/one.toml".to_owned(), bytes.to_vec()));
    judge(files);
}

/// A playthrough of the small story, replayed as a test and resumed as a saved game.
pub fn playthrough(bytes: &[u8]) {
    let (mut sources, loaded) = read(small());
    let story = loaded.story.expect("the small story has no faults");
    let engine = Engine::new(&story);
    let file = sources.add("game.toml".to_owned(), bytes.to_vec());
    let run = Run::new(&story, &engine, &loaded.names, &sources, file);
    let runs = [run];
    let out = &mut io::sink();
    report::replay::json(out, &sources, &runs).expect("nothing is written");
    report::replay::junit(out, &sources, "story", &runs).expect("nothing is written");
    report::replay::github(out, &sources, &runs).expect("nothing is written");
    let page = report::replay::page(&sources, &runs[0], Paint::Plain);
    assert!(!page.contains('\x1b'), "an escape sequence comes through: {page:?}");
    if let Some(playthrough) = &runs[0].playthrough {
        let resumed = resume(&story, &engine, playthrough, 7);
        look_back(&Reader::new(&story, &engine, "en"), &resumed.game);
    }
}

/// What a player types, in words and to the events; the first byte is the seed.
pub fn keys(bytes: &[u8]) {
    let Some((seed, typed)) = bytes.split_first() else { return };
    let (_, loaded) = read(small());
    let story = loaded.story.expect("the small story has no faults");
    let engine = Engine::new(&story);
    sit_down(&story, &engine, u64::from(*seed), typed);
}

const STORY: &str = include_str!("small/story.toml");
const ACT: &str = include_str!("small/one.toml");

fn small() -> Vec<(String, Vec<u8>)> {
    vec![("story.toml".to_owned(), STORY.into()), ("one.toml".to_owned(), ACT.into())]
}

/// The bytes as a string of TOML, so that every input is a condition or a text and none a mistake of TOML.
fn toml_string(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            control if control.is_control() => quoted.push_str(&format!("\\u{:04x}", control as u32)),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    Some(quoted)
}

fn read(files: Vec<(String, Vec<u8>)>) -> (Sources, Loaded) {
    let mut sources = Sources::new();
    let add = |(path, bytes): (String, Vec<u8>)| File { id: sources.add(path.clone(), bytes), path };
    let files: Vec<File> = files.into_iter().map(add).collect();
    let loaded = load(&sources, &files);
    (sources, loaded)
}

/// Little enough that the many runs of a fuzzer go on.
fn limits() -> Limits {
    Limits { states: Some(200), memory: 4 << 20, ..Limits::default() }
}

/// Everything that the commands do with a story.
fn judge(files: Vec<(String, Vec<u8>)>) {
    let (sources, loaded) = read(files);
    let out = &mut io::sink();
    let checkup = check(&loaded.diagnostics, loaded.story.as_ref(), &Levels::default(), &limits(), &mut |_| {});
    report::findings::json(out, &sources, &checkup).expect("nothing is written");
    report::findings::short(out, &sources, &checkup).expect("nothing is written");
    report::findings::github(out, &sources, &checkup).expect("nothing is written");
    report::findings::human(out, &sources, &checkup, Paint::Styled).expect("nothing is written");
    for found in &checkup.findings {
        let span = found.diagnostic.span();
        let text = report::short(&sources, &found.diagnostic);
        assert!(sources.place(span).line > 0 && !text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    }
    let Some(story) = &loaded.story else { return };
    let engine = Engine::new(story);
    let reader = Reader::new(story, &engine, &story.texts[0].language);
    for reduced in [true, false] {
        let options = Options { reduced, limits: limits(), ..Options::default() };
        let explored = explore(story, &engine, &options, &mut |_| {});
        report::explored::page(out, reader, &explored, 0.0).expect("nothing is written");
        report::explored::json(out, reader, &explored, 0.0).expect("nothing is written");
        if let Some(details) = &explored.details {
            let version = Version { story, engine: &engine, sources: &sources, explored: &explored };
            let same = Difference::new(&version, &version, &limits());
            assert!(!same.is_breaking(), "a story breaks no game of its own");
            let graph = StoryGraph::new(story, 0, &sources, details);
            report::graph::dot(out, &graph).expect("nothing is written");
            report::graph::json(out, &graph).expect("nothing is written");
        }
    }
    promela(story, &engine);
    prism(story, &engine, PrismModel::Random);
    for language in progress(&loaded).into_iter().flatten() {
        let _ = (language.missing.len(), language.stale.len());
    }
    skeleton(&sources, story, None, |_| None);
    skeleton(&sources, story, None, |file| Some(sources.file(file).text().to_owned()));
    simulate(story, &engine, 3, 1, None);
    sit_down(story, &engine, 7, b"1\n2\n1\nundo\n1\n1\nback 1\n2\n1\n1\n1\nhistory\nstatus\nendings\nd\n");
    let game = Game::of_seed(story, &engine, 7);
    play_again(story, &engine, &loaded, sources.clone(), &game);
    look_back(&reader, &game);
}

/// A game that was written is read again, and comes to the same state.
fn play_again(story: &Story, engine: &Engine, loaded: &Loaded, mut sources: Sources, game: &Game) {
    let text = write(game, &Heading { seed: Some(7), ..Heading::default() });
    let file = sources.add("again.toml".to_owned(), text.clone().into_bytes());
    let run = Run::new(story, engine, &loaded.names, &sources, file);
    let again = run.game.as_ref().unwrap_or_else(|| panic!("{text}\n{:?}", run.message()));
    assert_eq!(again.moment(), game.moment(), "{text}");
}

/// Plays in words and by events, with these lines typed.
fn sit_down(story: &Story, engine: &Engine, seed: u64, typed: &[u8]) {
    for language in ["en", "nl"] {
        let reader = Reader::new(story, engine, language);
        let values = Values::compute(story, engine, &limits(), &mut |_| {});
        let review = |game: &Game<'_>, found: &[String]| match game.turn().stop {
            Stop::Choices => Reviewed::Nothing,
            _ => Reviewed::Ready(
                rows(&reader, &Debrief::new(&reader, game.turns(), &values, found), Spoilers::Told).into(),
            ),
        };
        let mut keep = Forgetful;
        let mut session = Session::new(reader, Game::of_seed(story, engine, seed), seed, &mut keep);
        session.review = Some(Box::new(review));
        session.is_at_terminal = true;
        let mut said = vec![];
        plain::play(session, &mut &typed[..], &mut said).expect("a page can be written on");
        let said = String::from_utf8(said).expect("play writes UTF-8");
        assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "a control character comes through: {said:?}");
    }
    let reader = Reader::new(story, engine, "en");
    let mut keep = Forgetful;
    let session = Session::new(reader, Game::of_seed(story, engine, seed), seed, &mut keep);
    events::play(session, &mut &typed[..], &mut emit).expect("nothing is written");
}

fn emit(event: &StreamedEvent) -> io::Result<()> {
    assert!(!report::events::line(event).trim_end().contains('\n'));
    Ok(())
}

/// The debrief of a game in every format.
fn look_back(reader: &Reader, game: &Game) {
    let values = Values::compute(reader.story, reader.engine, &limits(), &mut |_| {});
    let debrief = Debrief::new(reader, game.turns(), &values, &[]);
    report::debrief::debrief_json(reader.story, &debrief, None, None);
    let rows = counterpitch::debrief::rows(reader, &debrief, Spoilers::Told);
    report::debrief::html(reader, &rows, Some(game));
    report::debrief::markdown(reader, &rows, Some(game));
}

/// Keeps nothing.
struct Forgetful;

impl Keep for Forgetful {
    fn keep(&mut self, _: &Game, _: u64) -> io::Result<()> {
        Ok(())
    }

    fn save(&mut self, _: &Game, _: u64, _: &str) -> Result<Saved, SaveError> {
        Ok(Saved::Anew)
    }

    fn write_page(&mut self, _: &Reader, _: &Game, _: &DebriefRows) -> io::Result<String> {
        Ok("page.html".to_owned())
    }

    fn endings(&self) -> Vec<String> {
        vec![]
    }

    fn found(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn has_read(&self, _: u64) -> bool {
        false
    }

    fn note_read(&mut self, _: &[u64]) -> io::Result<()> {
        Ok(())
    }

    fn seed(&mut self) -> u64 {
        34
    }
}
