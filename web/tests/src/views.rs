//! What a player sees of the page, view by view, for the tests and for the pictures.

use crate::{Page, golden};

/// A view: its name, and how a player gets there.
pub type View = (&'static str, fn(&Page));

/// All views of the shipped story.
pub const VIEWS: [View; 10] = [
    ("title", title),
    ("scene", |page| in_the_middle(page, "successful-miss", 9)),
    ("locked", locked),
    ("history", |page| panel(page, "history")),
    ("endings", |page| panel(page, "endings")),
    ("games", |page| panel(page, "games")),
    ("help", |page| panel(page, "help")),
    ("ending", |page| ended(page, "'#end'")),
    ("debrief", |page| ended(page, "'#debrief'")),
    ("reasons", |page| ended(page, "'#debrief button'")),
];

fn title(page: &Page) {
    page.press("n");
    page.run("document.querySelector('#note').replaceChildren(); scrollTo({ top: 0, behavior: 'instant' })");
}

fn open(page: &Page, playthrough: &str) {
    page.run("document.querySelector('#panel').close()");
    page.open_game(&golden(&format!("tests/playthroughs/{playthrough}.toml")));
}

/// The decision of that number, before it is made.
fn in_the_middle(page: &Page, playthrough: &str, decision: u64) {
    open(page, playthrough);
    page.go_back(decision);
    page.run("document.querySelector('#note').replaceChildren()");
    page.press("j");
}

/// A locked choice; its reason stands below.
fn locked(page: &Page) {
    open(page, "good-loser");
    while page.run("!document.querySelector('.choice[aria-disabled]')") == true {
        page.click("#menu [data-id=undo]");
    }
    page.run("document.querySelector('.choice[aria-disabled]').focus()");
}

/// A game that is over, at a part of its end.
fn ended(page: &Page, part: &str) {
    open(page, "good-loser");
    page.wait("document.querySelector('#debrief').dataset.ready");
    page.run(&format!("document.querySelector({part}).scrollIntoView({{ behavior: 'instant' }})"));
}

fn panel(page: &Page, name: &str) {
    in_the_middle(page, "successful-miss", 9);
    page.click(&format!("#menu [data-id={name}]"));
}
