//! How fast random games are played, without and with their texts: `cargo bench --bench play`.
//!
//! Rates are printed beside those of the fastest peer that was measured on such a machine, bladeink (4,700 games a
//! second with text, on 200 scenes and 17 choices a game).

mod generated;

use counterpitch::engine::{Engine, Past};
use counterpitch::format::{self, File};
use counterpitch::game::{Read, simulate};
use counterpitch::source::Sources;
use counterpitch::story::{Story, TextId};
use counterpitch::view::{Prose, Reader};
use generated::Measures;
use std::time::Instant;

/// Games a second of bladeink 2.1.0, with text.
const PEER: f64 = 4_700.0;

fn main() {
    // `cargo test --benches` runs this, too: then a few games are enough.
    let games = if std::env::args().any(|argument| argument == "--bench") { 200_000 } else { 100 };
    println!("{:<28} {:>9} {:>14} {:>14} {:>8}", "story", "choices", "games/s", "with texts/s", "x peer");
    for (name, scenes, layers) in [("generated, 200 scenes", 204, 17), ("generated, 1,000 scenes", 1_000, 17)] {
        let (story, engine) = generated::story(Measures { scenes, layers, flags: 6 });
        measure(name, &story, &engine, games);
    }
    let (story, engine) = shipped();
    measure("Page Thirty-Four", &story, &engine, games / 4);
}

fn measure(name: &str, story: &Story, engine: &Engine, games: u64) {
    let started = Instant::now();
    let bare = simulate(story, engine, games, 1, None);
    let bare_rate = games as f64 / started.elapsed().as_secs_f64();
    let reader = Reader::new(story, engine, "en");
    let (mut raw, mut prose) = (String::new(), Prose::default());
    let mut read = |text: TextId, state: &[u64], past: &Past| {
        reader.read(text, state, past, &mut raw, &mut prose);
        prose.words()
    };
    let started = Instant::now();
    simulate(story, engine, games, 1, Some(&mut read as &mut Read));
    let rate = games as f64 / started.elapsed().as_secs_f64();
    let choices = bare.choices as f64 / games as f64;
    println!("{name:<28} {choices:>9.1} {bare_rate:>14.0} {rate:>14.0} {:>8.0}", rate / PEER);
}

fn shipped() -> (Story, Engine) {
    let mut sources = Sources::new();
    let mut files = Vec::new();
    for entry in std::fs::read_dir("scenes").expect("the story is here") {
        let path = entry.expect("the story can be read").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).expect("the story can be read");
            files.push(File { id: sources.add(name.clone(), bytes), path: name });
        }
    }
    let story = format::load(&sources, &files).story.expect("the shipped story has no fault");
    let engine = Engine::new(&story);
    (story, engine)
}
