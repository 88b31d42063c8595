//! What loading never does, whatever it is given.

use crate::folder::{Folder, load_files};
use crate::laws;
use counterpitch::check::{Levels, lints};
use counterpitch::report::{Paint, diagnostic, short};
use counterpitch::source::{Diagnostic, Severity};
use proptest::prelude::*;
use std::sync::LazyLock;

/// A story's files: their paths and their bytes.
type Files = Vec<(String, Vec<u8>)>;

/// Small stories to be spoilt: all that stand in `tests/diagnostics/`.
static STORIES: LazyLock<Vec<Files>> = LazyLock::new(stories);

fn stories() -> Vec<Files> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut folders: Vec<_> = std::fs::read_dir(root)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    folders.sort();
    let contents = |folder: &std::path::PathBuf| {
        crate::folder::read(folder)
            .sources
            .iter()
            .map(|(_, file)| (file.path().to_owned(), file.text().as_bytes().to_vec()))
            .collect()
    };
    folders.iter().map(contents).filter(|files: &Files| size(files) < 4_000).collect()
}

fn size(files: &[(String, Vec<u8>)]) -> usize {
    files.iter().map(|(_, bytes)| bytes.len()).sum()
}

/// That what is said points at places that its files have.
#[track_caller]
pub fn check_places(read: &Folder, found: &Diagnostic) {
    let fix = found.fix.iter().map(|fix| fix.span);
    for span in found.labels.iter().map(|label| label.span).chain(fix) {
        let text = read.sources.file(span.file).text();
        assert!(text.get(span.range()).is_some(), "{span:?} of {found:?} is no place in the file");
    }
}

/// What holds of everything that is ever said.
fn check(read: &Folder) {
    let mut found = read.loaded.diagnostics.clone();
    let faults = found.iter().filter(|found| found.severity == Severity::Error).count();
    assert_eq!(read.loaded.story.is_none(), faults > 0, "a story loads exactly when there is no fault");
    found.extend(read.loaded.story.iter().flat_map(|story| lints(story, &Levels::default())));
    for found in &found {
        check_places(read, found);
        assert!(!found.message.ends_with('.'), "{}", found.message);
        assert!(!short(&read.sources, found).contains('\n'), "{}", found.message);
        let painted = diagnostic(&read.sources, found, Paint::Plain);
        assert!(!painted.chars().any(|character| character != '\n' && character.is_control()), "{painted:?}");
    }
}

proptest! {
    #![proptest_config(laws())]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for path in ["story.toml", "quay.toml", "nl/quay.toml", "nl/accepted.lock", "debrief.toml"] {
            let story = b"format = 1\ntitle = \"t\"\nlanguage = \"en\"\nstart = \"quay\"\nacts = [\"quay\"]\n".to_vec();
            check(&load_files([("story.toml".to_owned(), story), (path.to_owned(), bytes.clone())]));
        }
    }

    #[test]
    fn a_spoilt_story_never_panics(
        which in any::<prop::sample::Index>(),
        spoils in proptest::collection::vec(
            (
                any::<prop::sample::Index>(),
                any::<prop::sample::Index>(),
                0usize..12,
                prop::sample::select(&[
                    "", "\"", "\"\"\"", "'", "[", "]", "{", "}", "=", ".", "\n", "\\", "\0", "\u{202e}", "日", "é", "\r",
                    "and", "(", "{if ", "{end}", "visited('quay')", "-9223372036854775808", "1e999", "1979-05-27",
                    "[quay]\n", "goto = []\n", "effects = [1]\n", "choice = 1\n", "#",
                ][..]),
            ),
            1..4,
        ),
    ) {
        let mut files = which.get(&STORIES).clone();
        for (file, place, length, text) in spoils {
            let index = file.index(files.len());
            let bytes = &mut files[index].1;
            let at = place.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, text.bytes());
        }
        check(&load_files(files));
    }
}
