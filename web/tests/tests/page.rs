//! The page of a story, as a person at a browser has it. Where there is no Chromium, or the program has no player, the
//! tests say so and pass.

use counterpitch_web_tests::{Browser, Page, Program, golden};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Runs a test on the page of a story.
fn on_page(arguments: &[&str], test: impl FnOnce(&Program, &Browser, &Page)) {
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

/// The words that the page shows of a game, in order, as a transcript has them.
const TRANSCRIPT: &str = "[document.title, ...[...document.querySelectorAll('.turn > *')]
    .filter((it) => it.className !== 'changes')
    .map((it) => it.className === 'chosen' ? '> ' + it.textContent
        : it.className === 'when' ? it.textContent.replace(' · ', ', ')
        : it.tagName === 'HR' ? '* * *' : it.textContent)].join(' ')";

/// The values on the board.
const BOARD: &str = "Object.fromEntries([...document.querySelectorAll('#board li')].map((it) => [it.dataset.id, it.dataset.value]))";

const CHOICES: &str = "[...document.querySelectorAll('.choice')].map((it) => it.dataset.id)";

/// A text as its words; what the world drew is for programs, and not on the page.
fn words(text: &str) -> String {
    let is_draw = |line: &&str| line.starts_with('[') && line.ends_with(']') && line.contains(", ");
    let lines: Vec<&str> = text.lines().filter(|line| !is_draw(line)).collect();
    lines.join("\n").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn playthroughs() -> Vec<PathBuf> {
    let files = fs::read_dir(golden("tests/playthroughs")).expect("there are playthroughs");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("it can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "toml"));
    files.sort();
    files
}

#[track_caller]
fn check_transcript(program: &Program, page: &Page, file: &Path, language: &str) {
    let shown = file.display().to_string();
    let (expected, code) = program.run(&["replay", "--transcript", "--lang", language, &shown], "");
    assert_eq!(code, 0, "{shown} passes");
    assert_eq!(words(&page.text(TRANSCRIPT)), words(&expected), "{shown} in {language}");
}

fn choose_language(page: &Page, language: &str) {
    page.run(&format!(
        "(() => {{ const select = document.querySelector('#language select');
         select.value = '{language}'; select.dispatchEvent(new Event('change')); }})()"
    ));
}

#[test]
fn every_playthrough_reads_as_its_transcript_in_both_languages() {
    on_page(&["--lang", "en"], |program, _, page| {
        for file in playthroughs() {
            page.open_game(&file);
            check_transcript(program, page, &file, "en");
            choose_language(page, "nl");
            check_transcript(program, page, &file, "nl");
            choose_language(page, "en");
        }
    });
}

#[test]
fn every_playthrough_has_the_same_states_choices_and_ending() {
    on_page(&["--lang", "en"], |program, _, page| {
        for file in playthroughs() {
            let shown = file.display().to_string();
            page.open_game(&file);
            let decisions = page.run("document.querySelectorAll('.chosen').length").as_u64().unwrap_or(0);
            let mut input: String = (1..=decisions).rev().map(|number| format!("back {number}\n")).collect();
            input.insert_str(0, "history\n");
            let (events, _) = program.run(&["play", "--events", "--from", &shown], &input);
            let events: Vec<Value> =
                events.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            if let Some(ending) = events.iter().find(|event| event["event"] == "ending") {
                let said = page.text("document.querySelector('#end .ending').textContent");
                let title = ending["title"].as_str().expect("an ending has a title");
                assert!(said.contains(title.trim_end_matches('.')), "{said}: {title}");
            }
            let after =
                events.iter().position(|event| event["event"] == "history").expect("it was asked for");
            let mut stood = events[after..].iter().filter(|event| event["event"] == "choices");
            for number in (1..=decisions).rev() {
                page.click("#menu [data-id=history]");
                page.run(&format!(
                    "[...document.querySelectorAll('#panel .line')]
                     .find((it) => it.textContent.startsWith('{number}. ')).click()"
                ));
                let event = stood.next().expect("the program goes back as well");
                let ids: Vec<Value> =
                    event["choices"].as_array().expect("a list").iter().map(|it| it["id"].clone()).collect();
                assert_eq!(page.run(CHOICES), json!(ids), "{shown}, decision {number}");
                let board = page.run(BOARD);
                let values =
                    event["stances"].as_object().into_iter().flatten().map(|(id, it)| (id, &it["value"]));
                for (id, value) in values.chain(event["counters"].as_object().into_iter().flatten()) {
                    let value = value.as_i64().map(|value| value.to_string()).unwrap_or_default();
                    assert_eq!(board[id], value.as_str(), "{shown}, decision {number}, {id}");
                }
            }
        }
    });
}

/// Plays on with keys alone, always the last choice that is available.
fn play_by_keys(page: &Page) {
    while page.run("document.querySelector('#end').hidden") == true {
        let last = "[...document.querySelectorAll('.choice')].findLastIndex((it) => !it.ariaDisabled) + 1";
        let number = page.run(last).as_u64().expect("there is a choice");
        let turns = page.run("document.querySelectorAll('.turn').length");
        page.press(&number.to_string());
        page.press("Enter");
        page.wait(&format!("document.querySelectorAll('.turn').length > {turns}"));
    }
}

#[test]
fn a_game_is_played_looked_back_on_and_downloaded_by_keys_alone() {
    on_page(&["--lang", "en", "--seed", "7"], |program, _, page| {
        play_by_keys(page);
        let file = program.folder.path().join("played.toml");
        fs::write(&file, page.download()).expect("it is kept");
        let shown = file.display().to_string();
        let (_, code) = program.run(&["replay", &shown], "");
        assert_eq!(code, 0, "what was downloaded passes");
        check_transcript(program, page, &file, "en");
        page.wait("document.querySelector('#debrief').dataset.ready");
        let decisions = page.run("document.querySelectorAll('.chosen').length");
        page.press("u");
        assert_eq!(page.run("document.querySelector('#end').hidden"), true);
        page.press("r");
        assert_eq!(page.run("document.querySelectorAll('.chosen').length"), decisions);
        for (key, holds) in [("h", "1. "), ("e", "of 18 endings found"), ("?", "Keys")] {
            page.press(key);
            assert!(page.text("document.querySelector('#panel').textContent").contains(holds), "{key}");
            page.press("Escape");
            assert_eq!(page.run("document.querySelector('#panel').open"), false);
        }
    });
}

#[test]
fn a_game_goes_on_after_the_page_is_loaded_again() {
    on_page(&["--story", "src/cli/new"], |_, _, page| {
        page.press("1");
        page.press("Enter");
        page.wait("document.querySelectorAll('.turn').length === 2");
        let (read, board) = (page.text(TRANSCRIPT), page.run(BOARD));
        page.reload();
        assert_eq!(page.text(TRANSCRIPT), read);
        assert_eq!(page.run(BOARD), board);
        assert_eq!(
            page.run(
                "document.querySelectorAll('.choice').length > 0 || !document.querySelector('#end').hidden"
            ),
            true
        );
    });
}

#[test]
fn a_locked_choice_says_why_and_is_not_made() {
    on_page(&["--lang", "en"], |_, _, page| {
        page.open_game(&golden("tests/playthroughs/good-loser.toml"));
        let find = "(() => { for (const number of [...document.querySelectorAll('.chosen')].keys()) {
            document.querySelector('#menu [data-id=undo]').click();
            const locked = document.querySelector('.choice[aria-disabled]');
            if (locked) { const turns = document.querySelectorAll('.turn').length; locked.click();
                return [locked.querySelector('.reason').textContent, document.querySelector('#note').textContent,
                    turns === document.querySelectorAll('.turn').length]; } } return []; })()";
        let found = page.run(find);
        assert!(found[0].as_str().is_some_and(|reason| reason.starts_with("locked: ")), "{found}");
        assert!(found[1].as_str().is_some_and(|said| said.starts_with("You cannot choose that")), "{found}");
        assert_eq!(found[2], true);
    });
}

#[test]
fn a_phone_of_360_pixels_shows_all_without_scrolling_sideways() {
    on_page(&["--lang", "nl"], |_, _, page| {
        page.resize(360, 740);
        page.open_game(&golden("tests/playthroughs/successful-miss.toml"));
        page.wait("document.querySelector('#debrief').dataset.ready");
        assert_eq!(page.run("document.documentElement.scrollWidth <= 360"), true);
        let small = "[...document.querySelectorAll('button')].filter((it) => it.offsetParent)
            .map((it) => [it.textContent, it.getBoundingClientRect().height]).filter(([, height]) => height < 36)";
        assert_eq!(page.run(small), json!([]), "every button is large enough for a finger");
        page.press("u");
        assert_eq!(page.run("document.documentElement.scrollWidth <= 360"), true);
    });
}

#[test]
fn everything_has_a_role_a_name_and_enough_contrast() {
    on_page(&["--lang", "en"], |_, _, page| {
        page.open_game(&golden("tests/playthroughs/successful-miss.toml"));
        page.wait("document.querySelector('#debrief').dataset.ready");
        for scheme in ["light", "dark"] {
            let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
            page.call("Emulation.setEmulatedMedia", media);
            check_access(page);
            page.press("u");
            check_access(page);
            page.press("?");
            check_access(page);
            page.press("Escape");
            page.press("r");
        }
    });
}

/// Looks at the tree that assistive technology gets, and at the colours.
#[track_caller]
fn check_access(page: &Page) {
    let tree = page.call("Accessibility.getFullAXTree", json!({}));
    let nodes = tree["nodes"].as_array().expect("there is a tree");
    let is_of = |node: &&Value, roles: &[&str]| roles.iter().any(|role| node["role"]["value"] == *role);
    for node in nodes.iter().filter(|node| node["ignored"] != true) {
        let roles = ["button", "combobox", "checkbox", "dialog", "heading", "link", "textbox", "navigation"];
        let name = node["name"]["value"].as_str().unwrap_or_default();
        assert!(!is_of(&node, &roles) || !name.trim().is_empty(), "no name: {node}");
    }
    assert!(nodes.iter().any(|node| is_of(&node, &["main"])), "there is a main part");
    assert!(nodes.iter().any(|node| is_of(&node, &["status"])), "there is a live region");
    assert_eq!(page.run(&format!("({FAINT})()")), json!([]), "all text has a contrast of 4.5 or more");
    let twice = "[...document.querySelectorAll('[id]')].map((it) => it.id).filter((id, at, all) => all.indexOf(id) !== at)";
    assert_eq!(page.run(twice), json!([]), "ids are there once");
    assert_eq!(page.run("document.documentElement.lang !== '' && document.title !== ''"), true);
}

/// The texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3).
const FAINT: &str = "() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const rgb = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => [r, g, b].map((it) => it / 255)
        .map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
        .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = (it) => { for (; it; it = it.parentElement) {
        const colour = rgb(getComputedStyle(it).backgroundColor); if (colour[3] === 255) return colour; } return [255, 255, 255]; };
    const faint = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement;
        if (!walk.currentNode.textContent.trim() || !parent.getClientRects().length || /SCRIPT|OPTION/.test(parent.tagName)) continue;
        const [one, other] = [light(rgb(getComputedStyle(parent).color)), light(behind(parent))];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (contrast < 4.5) faint.push([walk.currentNode.textContent.slice(0, 40), contrast]);
    }
    return faint;
}";

#[test]
fn a_hostile_story_is_text_and_nothing_else() {
    let folder = tempfile::TempDir::new().expect("there is a place");
    let hostile = "</script><script>document.title='run'</script><img src=x onerror=\\\"document.title='run'\\\">\
                   <iframe src='https://example.com'></iframe><!-- <script> {{player}} {{story}}";
    let story = format!(
        "format = 1\ntitle = \"{hostile}\"\nlanguage = \"en\"\nstart = \"here\"\nacts = [\"one\"]\n[act.one]\ntitle = \"{hostile}\"\n"
    );
    let act = format!(
        "[here]\ntitle = \"{hostile}\"\ntext = \"\"\"{hostile}\"\"\"\n[here.choice.a]\nlabel = \"{hostile}\"\ngoto = \"end\"\n\
         [end]\nending = true\ntitle = \"{hostile}\"\ntext = \"x\"\nhint = \"{hostile}\"\n"
    );
    fs::write(folder.path().join("story.toml"), story).expect("it is written");
    fs::write(folder.path().join("one.toml"), act).expect("it is written");
    on_page(&["--story", &folder.path().display().to_string()], |_, _, page| {
        let written = hostile.replace("\\\"", "\"");
        assert_eq!(page.text("document.title"), written);
        assert_eq!(page.text("document.querySelector('.turn h2').textContent"), written);
        page.press("1");
        page.press("Enter");
        page.wait("!document.querySelector('#end').hidden");
        page.press("e");
        page.wait("document.querySelector('#debrief').dataset.ready");
        assert_eq!(page.run("document.querySelectorAll('img, iframe').length"), 0);
        assert_eq!(page.run("document.scripts.length"), 4);
        assert_eq!(page.text("document.title"), written);
        // What gets in by another way cannot run either: the policy forbids it.
        page.run("document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = \"run\"' }))");
        assert_eq!(page.text("document.title"), written);
    });
}
