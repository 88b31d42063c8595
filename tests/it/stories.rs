//! The small stories of the tests, loaded.

use counterpitch::engine::Engine;
use counterpitch::format::{self, File};
use counterpitch::source::Sources;
use counterpitch::story::Story;
use std::path::Path;

/// Loads a story of `tests/stories`.
#[track_caller]
pub fn story(name: &str) -> (Story, Engine) {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories").join(name))
}

/// Loads the story in a folder.
#[track_caller]
pub fn load(folder: &Path) -> (Story, Engine) {
    let mut sources = Sources::new();
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the story has a folder")
        .map(|entry| entry.expect("it can be listed").file_name().into_string().expect("it is UTF-8"))
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    let files: Vec<File> = names
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(folder.join(&path)).expect("a file of the story can be read");
            File { id: sources.add(path.clone(), bytes), path }
        })
        .collect();
    let loaded = format::load(&sources, &files);
    let faults: Vec<_> = loaded.diagnostics.iter().map(|d| (sources.place(d.span()), &d.message)).collect();
    let story = loaded.story.unwrap_or_else(|| panic!("{}: {faults:?}", folder.display()));
    let engine = Engine::new(&story);
    (story, engine)
}
