//! How large the page is and how long it takes. Times are printed and not asserted, as they are the machine's too.

use counterpitch_web_tests::{Page, golden, on_page};
use serde_json::{Value, json};
use std::fs;

/// Notes when the first turn is in the page and the browser has had the chance to paint it.
const NOTE_OPENING: &str = "new MutationObserver((_, observer) => {
    if (!document.querySelector('.turn')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.opened = performance.now(); }));
}).observe(document, { childList: true, subtree: true });";

/// Makes one choice, and gives the milliseconds until the page is laid out anew; nothing where there is no choice.
const CHOOSE: &str = "(() => {
    const choice = document.querySelector('.choice:not([aria-disabled])');
    if (!choice) return null;
    const from = performance.now();
    choice.click();
    document.body.getBoundingClientRect();
    return performance.now() - from;
})()";

/// Waits for the debrief, and gives the milliseconds that it took.
const LOOK_BACK: &str = "new Promise((done) => {
    const from = performance.now();
    const look = () => document.querySelector('#debrief').dataset.ready ? done(performance.now() - from) : setTimeout(look, 1);
    look();
})";

fn middle_and_most(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let most = times.last().copied().unwrap_or_default();
    format!("{:.1} ms in the middle, {most:.1} ms at most, of {}", times[times.len() / 2], times.len())
}

/// The milliseconds for which the page has had a core since it was loaded: a busy machine does not lengthen them.
fn worked(page: &Page) -> f64 {
    let metrics = page.call("Performance.getMetrics", json!({}));
    let metrics = metrics["metrics"].as_array().expect("there are metrics");
    let task = metrics.iter().find(|it| it["name"] == "TaskDuration").expect("tasks are counted");
    task["value"].as_f64().unwrap_or_default() * 1000.0
}

#[test]
fn the_page_is_small_and_says_how_fast_it_is() {
    on_page(&["--lang", "en", "--seed", "7"], |program, _, page| {
        let file = program.folder.path().join("story.html");
        let size = fs::metadata(&file).expect("the page was written").len();
        assert!(size < 2_500_000, "the page has {size} bytes");

        page.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": NOTE_OPENING}));
        page.call("Performance.enable", json!({"timeDomain": "threadTicks"}));
        let (opened, working): (Vec<f64>, Vec<f64>) = (0..10)
            .map(|_| {
                page.go(&file);
                page.wait("window.opened");
                (page.run("window.opened").as_f64().unwrap_or_default(), worked(page))
            })
            .unzip();
        let (opened, working) = (middle_and_most(opened), middle_and_most(working));
        let before = worked(page);
        let choices: Vec<f64> = std::iter::from_fn(|| page.run(CHOOSE).as_f64()).collect();
        let chosen = (worked(page) - before) / choices.len() as f64;
        let choices = middle_and_most(choices);
        // A player reads; here the worker has had no time to work out the chances while the game was played.
        let in_play = page.run(LOOK_BACK).as_f64().unwrap_or_default();
        page.go(&file);
        page.open_game(&golden("tests/playthroughs/successful-miss.toml"));
        let from_file = page.run(LOOK_BACK).as_f64().unwrap_or_default();

        let shown: Value = json!({"bytes": size, "first text": opened, "first text, work alone": working,
            "a choice": choices, "a choice, work alone": format!("{chosen:.1} ms on average, with painting"),
            "debrief of a game played without a pause": format!("{in_play:.0} ms"),
            "debrief of a game from a file, all chances included": format!("{from_file:.0} ms")});
        println!("{shown:#}");
    });
}
