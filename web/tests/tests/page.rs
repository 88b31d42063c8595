//! The page of a story, as a person at a browser has it. Where there is no Chromium, or the program has no player, the
//! tests say so and pass.

use counterpitch_web_tests::{Page, Program, VIEWS, golden, on_page};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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
            // Texts that vary follow the seed, which the page gives to a file without one: the download names it.
            let opened = program.folder.path().join(file.file_name().expect("a file has a name"));
            fs::write(&opened, page.download()).expect("it is kept");
            check_transcript(program, page, &opened, "en");
            choose_language(page, "nl");
            check_transcript(program, page, &opened, "nl");
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
                page.go_back(number);
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

/// Makes the choice of that name.
fn choose(page: &Page, choice: &str) {
    page.click(&format!(".choice[data-id={choice}]"));
}

/// What the panel says of each game that the browser keeps.
fn kept_games(page: &Page) -> Value {
    page.click("#menu [data-id=games]");
    let lines = page.run(
        "[...document.querySelectorAll('#panel .line')].map((it) => it.textContent.replace(/.*[AP]M: /, ''))",
    );
    page.press("Escape");
    lines
}

const NOTE: &str = "document.querySelector('#note').textContent";

#[test]
fn two_tabs_with_one_file_or_a_copy_of_it_lose_no_game_and_go_on_when_they_are_loaded_again() {
    on_page(&["--story", "src/cli/new", "--lang", "en", "--seed", "1"], |program, browser, page| {
        let copy = program.folder.path().join("copy.html");
        fs::copy(program.folder.path().join("story.html"), &copy).expect("it is copied");
        choose(page, "board");
        let other = browser.open(&copy);
        assert_eq!(other.text(TRANSCRIPT), page.text(TRANSCRIPT), "it goes on with the game that was left");
        choose_language(&other, "nl");
        choose_language(&other, "en");
        choose(page, "tell");
        assert_eq!(page.text(NOTE), "", "a game that was only read is nobody else's");
        // Tabs may be processes of their own, which hear a moment later what another has kept.
        other.wait("Object.values(localStorage).some((it) => it.includes('carriage.tell'))");
        choose(&other, "window");
        page.wait("Object.values(localStorage).some((it) => it.includes('carriage.window'))");
        assert_eq!(
            other.text(NOTE),
            "This game went on in another tab. Yours goes on here as another game: both are kept."
        );
        let said = json!(["2 choices, ended with “The verge”", "2 choices, at “The last carriage”"]);
        assert_eq!(kept_games(page), said);
        assert_eq!(kept_games(&other), said);
        for tab in [page, &other] {
            let seen = || (tab.text(TRANSCRIPT), tab.run(BOARD), tab.run(CHOICES));
            let before = seen();
            tab.reload();
            assert_eq!(seen(), before, "each tab goes on with its own game");
        }
        choose(page, "window");
        assert_eq!(page.text(NOTE), "", "from then on neither is in the other's way");
    });
}

#[test]
fn a_game_of_another_version_of_the_story_stays_as_it_was() {
    on_page(&["--story", "src/cli/new", "--lang", "en", "--seed", "1"], |program, _, page| {
        choose(page, "slice");
        let told = fs::read_to_string(program.folder.path().join("story.html")).expect("it is there");
        let edited = program.folder.path().join("edited.html");
        let told = told.replace("choice.slice]", "choice.crumb]").replace("platform.slice", "platform.crumb");
        fs::write(&edited, told).expect("it is written");
        page.go(&edited);
        assert!(page.text(NOTE).ends_with("the earlier game is kept."));
        choose(page, "board");
        let said = json!(["1 choice, at “The last carriage”", "played in another version of the story"]);
        assert_eq!(kept_games(page), said);
    });
}

#[test]
fn a_file_that_is_no_game_is_refused_and_the_game_goes_on() {
    on_page(&["--story", "src/cli/new", "--lang", "en", "--seed", "1"], |program, _, page| {
        choose(page, "board");
        let file = program.folder.path().join("other.toml");
        fs::write(&file, "title = 1").expect("it is written");
        let read = page.text(TRANSCRIPT);
        page.name_game(&file);
        page.wait("document.querySelector('#note').textContent === 'That file is no game of this story.'");
        assert_eq!(page.text(TRANSCRIPT), read);
        choose(page, "tell");
        assert_eq!(kept_games(page), json!(["2 choices, at “The last carriage”"]));
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
        let cut = "[...document.querySelectorAll('.scroll')].filter((it) => it.scrollWidth > it.clientWidth).length";
        assert_eq!(page.run(cut), 0, "every column of a table is seen");
        let narrow = "[...document.querySelectorAll('tbody th')].filter((it) => it.offsetWidth < 60).map((it) => it.textContent)";
        assert_eq!(page.run(narrow), json!([]), "the name of a row has room for words");
        let small = "[...document.querySelectorAll('button')].filter((it) => it.offsetParent)
            .map((it) => [it.textContent, it.getBoundingClientRect().height]).filter(([, height]) => height < 36)";
        assert_eq!(page.run(small), json!([]), "every button is large enough for a finger");
        page.press("u");
        assert_eq!(page.run("document.documentElement.scrollWidth <= 360"), true);
    });
}

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
    on_page(&["--story", &folder.path().display().to_string()], |_, browser, page| {
        let written = hostile.replace("\\\"", "\"");
        assert_eq!(page.text("document.title"), written);
        // Two braces are one in a text of a scene.
        let shown = written.replace("{{", "{").replace("}}", "}");
        assert_eq!(page.text("document.querySelector('.turn h2').textContent"), shown);
        page.press("1");
        page.press("Enter");
        page.wait("!document.querySelector('#end').hidden");
        page.press("e");
        page.wait("document.querySelector('#debrief').dataset.ready");
        assert_eq!(page.run("document.querySelectorAll('img, iframe').length"), 0);
        assert_eq!(page.run("document.scripts.length"), 4);
        assert_eq!(page.text("document.title"), written);
        assert_eq!(browser.complaints(), Vec::<String>::new());
        // What gets in by another way cannot run either: the policy forbids it.
        page.run("document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = \"run\"' }))");
        assert_eq!(page.text("document.title"), written);
        assert_eq!(browser.complaints().len(), 1, "the browser says that it forbade it");
    });
}

/// The texts of the page that are seen, heard or shown as a hint; the names of languages are in their own.
const TEXTS: &str = "(() => {
    const texts = [...document.querySelectorAll('[title], [aria-label]')].flatMap((it) => [it.title, it.ariaLabel]);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        if (!/SCRIPT|OPTION/.test(walk.currentNode.parentElement.tagName)) texts.push(walk.currentNode.textContent.trim());
    }
    return texts.filter((it) => /\\p{L}{2}/u.test(it ?? ''));
})()";

/// Names, and words that both languages have.
const BOTH: [&str; 6] = ["Bram", "Gerard", "Noor", "Walter", "enter", "help"];

#[test]
fn the_page_in_dutch_has_no_english_word_left() {
    on_page(&["--lang", "en"], |_, _, page| {
        let texts = |page: &Page| -> BTreeSet<String> {
            serde_json::from_value(page.run(TEXTS)).expect("the page has texts")
        };
        for (name, view) in VIEWS {
            view(page);
            page.run("document.querySelector('#panel').close()");
            let english = texts(page);
            choose_language(page, "nl");
            view(page);
            page.wait(
                "document.querySelector('#end').hidden || document.querySelector('#debrief').dataset.ready",
            );
            let mut same: Vec<String> = english.intersection(&texts(page)).cloned().collect();
            same.retain(|text| !BOTH.contains(&text.as_str()));
            assert_eq!(same, Vec::<String>::new(), "{name}");
            page.run("document.querySelector('#panel').close()");
            choose_language(page, "en");
        }
    });
}
