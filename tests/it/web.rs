//! The page for browsers. What it does in a browser is tested in web/tests.

use crate::program::run;
use std::fs;
use tempfile::TempDir;

#[test]
fn the_page_is_one_file_that_asks_nobody_or_the_program_says_how_to_get_it() {
    let folder = TempDir::new().expect("there is a place");
    let (file, other) = (folder.path().join("story.html"), folder.path().join("notes.html"));
    fs::write(&other, "mine").expect("it is written");
    let write = |file: &std::path::Path| run(&["web", "--story", "src/cli/new", "-o", &file.display().to_string()]);
    let said = write(&file);
    if said.code == 2 {
        let how = "error: this program was built without the player for browsers; `web/build`, then `cargo build`, puts it in\n";
        assert_eq!(said.error, how);
        return assert!(!file.exists());
    }
    assert_eq!(said.code, 0, "{}", said.error);
    let page = fs::read_to_string(&file).expect("it is there");
    assert!(page.contains("default-src 'none'; script-src 'sha256-"));
    assert!(page.contains("<title>A cake for Agatha</title>"));
    for loading in ["src=", "@import", "url("] {
        assert!(!page.contains(loading), "the page has {loading}");
    }
    assert_eq!(write(&file).code, 0, "a page is replaced");
    assert_eq!(write(&other).code, 2, "another file is left alone");
    assert_eq!(fs::read_to_string(&other).expect("it is there"), "mine");
}
