//! A headless Chromium for the tests of the page, driven over a pipe: each message is JSON with a NUL behind it.
//!
//! The protocol is <https://chromedevtools.github.io/devtools-protocol/>.

mod browser;
mod program;
mod views;

pub use browser::{Browser, Page};
pub use program::{Program, golden};
pub use views::{VIEWS, View};

/// Runs a test on the page of a story. Where there is no Chromium, or the program has no player, it says so.
pub fn on_page(arguments: &[&str], test: impl FnOnce(&Program, &Browser, &Page)) {
    let Some(program) = Program::find() else {
        return eprintln!("skipped: the program is not built; `cargo build` does it");
    };
    let Some(file) = program.page("story.html", arguments) else {
        return eprintln!("skipped: the program has no player; `web/build` and `cargo build` put it in");
    };
    let Some(browser) = Browser::start() else { return eprintln!("skipped: there is no Chromium") };
    let page = browser.open(&file);
    test(&program, &browser, &page);
    assert_eq!(browser.requests(), Vec::<String>::new(), "the page asks nobody for anything");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
