//! The small stories of the tests, loaded.

use crate::folder;
use counterpitch::engine::Engine;
use counterpitch::story::Story;
use std::path::Path;

/// Loads a story of `tests/stories`.
#[track_caller]
pub fn story(name: &str) -> (Story, Engine) {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories").join(name))
}

/// Loads the story in a folder, with its translations.
#[track_caller]
pub fn load(folder: &Path) -> (Story, Engine) {
    let folder::Folder { sources, loaded } = folder::read(folder);
    let faults: Vec<_> = loaded.diagnostics.iter().map(|d| (sources.place(d.span()), &d.message)).collect();
    let story = loaded.story.unwrap_or_else(|| panic!("{faults:?}"));
    let engine = Engine::new(&story);
    (story, engine)
}
