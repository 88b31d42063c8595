//! Laws of the layout, over every scene of the story that is built in, in every language that it is told in.

use crate::stories;
use counterpitch::engine::{Engine, Past};
use counterpitch::game::{Game, Moment, Stop, seeded};
use counterpitch::language::{CATALOGUES, Command};
use counterpitch::play::Fold;
use counterpitch::play::layout::{self, Page, Sheet};
use counterpitch::play::line::{Line, Role};
use counterpitch::play::menu::{self, Item, Items, Menu};
use counterpitch::play::screen;
use counterpitch::play::style::Colours;
use counterpitch::story::{SceneId, Story};
use counterpitch::view::{Passage, Prose, Reader, SceneView, unfound};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;

/// The story that is built in, with its translations.
fn shipped() -> (Story, Engine) {
    stories::load(Path::new("scenes"))
}

/// The letters of a text, without the white space that a layout may change.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[track_caller]
fn check_width(lines: &[Line], columns: usize, what: &str) {
    for line in lines {
        assert!(line.width() < columns, "{what} on {columns} columns: {:?}", line.text());
    }
}

/// That every text is in the lines, whole and in order.
#[track_caller]
fn check_words<'t>(lines: &[Line], texts: impl IntoIterator<Item = &'t str>, what: &str) {
    let shown = letters(&lines.iter().map(Line::text).collect::<String>());
    let mut rest = shown.as_str();
    for text in texts {
        let text = letters(text);
        let at = rest.find(&text).unwrap_or_else(|| panic!("{what} lacks {text:?}:\n{shown}"));
        rest = &rest[at + text.len()..];
    }
}

/// That every word of the texts that is no wider than the widest line stands whole in one, and in order. Words with a
/// hyphen or a dash may be parted there.
#[track_caller]
fn check_whole<'t>(lines: &[Line], texts: impl IntoIterator<Item = &'t str>, page: Page, what: &str) {
    let shown: Vec<String> = lines.iter().map(Line::text).collect();
    let mut words = shown.iter().flat_map(|line| line.split_whitespace());
    for word in texts.into_iter().flat_map(str::split_whitespace) {
        if Line::of(Role::Body, word).width() <= page.measure && !word.contains(['-', '–', '—', '/']) {
            let is_whole = words.any(|shown| shown == word);
            assert!(is_whole, "{what} breaks {word:?} on {} columns:\n{}", page.measure, shown.join("\n"));
        }
    }
}

/// Every scene, entered at the beginning of a game.
fn moments<'a>(story: &'a Story, engine: &'a Engine) -> impl Iterator<Item = (SceneId, Moment)> + 'a {
    story.scene_ids().map(|id| {
        let mut words = engine.begin();
        engine.enter(&mut words, id);
        (id, Moment { words, past: Past::default() })
    })
}

fn lay_out(reader: &Reader, scene: &SceneView, page: Page) -> Vec<Line> {
    let mut sheet = Sheet::new(page);
    sheet.heading(reader, scene, true);
    scene.prose.paragraphs().for_each(|paragraph| sheet.paragraph(reader, &paragraph));
    sheet.lines
}

#[test]
fn no_line_of_any_scene_is_too_wide_and_no_word_is_lost() {
    let (story, engine) = shipped();
    for texts in &story.texts {
        let reader = Reader::new(&story, &engine, &texts.language);
        for (id, moment) in moments(&story, &engine) {
            let scene = reader.scene(id, &moment);
            let items = items(&reader, &moment);
            let board = reader.board_since(&moment, None);
            for columns in 20..=200 {
                let page = Page::new(columns);
                let lines = lay_out(&reader, &scene, page);
                check_width(&lines, columns, scene.name);
                let heading = scene.title.iter().chain(&scene.time).chain(&scene.place).map(String::as_str);
                let prose = scene.prose.paragraphs().map(|paragraph| paragraph.text());
                let texts: Vec<&str> = heading.chain(prose).collect();
                check_words(&lines, texts.iter().copied(), scene.name);
                check_whole(&lines, texts, page, scene.name);
                let mut sheet = Sheet::new(page);
                sheet.board(&reader.catalogue.board, &board);
                let lines = sheet.lines;
                check_width(&lines, columns, scene.name);
                let people = board.stakeholders.iter().flat_map(|who| [who.name.as_str(), who.word.as_str()]);
                let texts: Vec<&str> =
                    people.chain(board.counters.iter().map(|counter| counter.name.as_str())).collect();
                check_words(&lines, texts.iter().copied().filter(|text| !text.is_empty()), scene.name);
                check_whole(&lines, texts, page, scene.name);
                let menu = Menu::new(Items::Choices, "", items.clone(), Vec::new());
                let lines = menu.lay_out(page, usize::MAX, "").lines;
                check_width(&lines, columns, scene.name);
                let texts =
                    items.iter().flat_map(|item| std::iter::once(item.label.as_str()).chain(item.locked.as_deref()));
                let texts: Vec<&str> = texts.collect();
                check_words(&lines, texts.iter().copied(), scene.name);
                check_whole(&lines, texts, page, scene.name);
            }
        }
    }
}

#[test]
fn on_forty_columns_the_header_the_board_and_the_counters_of_every_scene_each_fit_their_line() {
    let (story, engine) = shipped();
    let page = Page::new(40);
    let in_one_line = |lines: &[Line], texts: &[&str], what: &str| {
        for text in texts {
            let is_whole = lines.iter().any(|line| line.text().contains(text));
            assert!(is_whole, "{what} breaks {text:?}: {:#?}", lines.iter().map(Line::text).collect::<Vec<_>>());
        }
    };
    for texts in &story.texts {
        let reader = Reader::new(&story, &engine, &texts.language);
        for (id, moment) in moments(&story, &engine) {
            let mut scene = reader.scene(id, &moment);
            scene.prose = Prose::default();
            let lines = lay_out(&reader, &scene, page);
            let number = (reader.catalogue.scene.act_of)(scene.act.number, scene.act.of);
            let heading = scene.title.iter().chain(&scene.time).chain(&scene.place).map(String::as_str);
            let texts: Vec<&str> = [number.as_str(), &scene.act.title].into_iter().chain(heading).collect();
            in_one_line(&lines, &texts, scene.name);
        }
        let (_, moment) = moments(&story, &engine).next().expect("there is a scene");
        let board = reader.board_since(&moment, None);
        let scale = story.scale.as_ref().expect("there are stakeholders");
        for (value, moved) in (scale.min..=scale.max).flat_map(|value| (-2..=2).map(move |moved| (value, moved))) {
            let mut board = board.clone();
            for who in &mut board.stakeholders {
                (who.value, who.word, who.moved) = (Some(value), reader.plain(scale.word(value)), moved);
            }
            for counter in &mut board.counters {
                counter.moved = moved;
            }
            let mark = ["▼▼", "▼", "", "▲", "▲▲"][(moved + 2) as usize];
            let single = ["▼", "▼", "", "▲", "▲"][(moved + 2) as usize];
            let counters = board.counters.iter();
            let counters = counters.map(|it| format!("{} {} {single}", it.name, it.value).trim_end().to_owned());
            let people = board.stakeholders.iter();
            let people = people.map(|who| format!("{} {mark}", who.word).trim_end().to_owned());
            let texts: Vec<String> = people.chain(counters).collect();
            let mut sheet = Sheet::new(page);
            sheet.board(&reader.catalogue.board, &board);
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            in_one_line(&sheet.lines, &texts, "the board");
        }
    }
}

#[test]
fn moving_the_selection_takes_less_than_400_bytes_in_any_scene() {
    let (story, engine) = shipped();
    let reader = Reader::new(&story, &engine, "en");
    let mut most = (0, String::new());
    for (id, moment) in moments(&story, &engine) {
        let items = items(&reader, &moment);
        let live = |selected: Option<usize>| {
            let mut menu = Menu::new(Items::Choices, "", items.clone(), Vec::new());
            menu.selected = selected;
            menu.lay_out(Page::new(84), 60, "")
        };
        for selected in 0..items.len() {
            let before = live(selected.checked_sub(1));
            let bytes = screen::paint(&before, &live(Some(selected)), Colours::All).len();
            if bytes > most.0 {
                most = (bytes, story.scene(id).name.clone());
            }
        }
    }
    assert!((1..400).contains(&most.0), "{most:?}");
}

#[test]
fn only_harmless_characters_enter_a_line() {
    let entered = |text: &str| Line::of(Role::Body, text).text();
    for (text, expected) in [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;c3RvbGVu\x07", "]52;c;c3RvbGVu"),
        ("\u{9b}2J\u{9d}0;title\u{9c}", "2J0;title"),
        ("back\x08 bell\x07 del\x7f nul\0", "back bell del nul"),
        ("one\ttwo\nthree\rfour", "one two three four"),
        ("\u{202e}olleh\u{202c}\u{2066}\u{2069}", "olleh"),
        ("één voor ’t café — ☕", "één voor ’t café — ☕"),
    ] {
        assert_eq!(entered(text), expected);
    }
    let all: String = ('\0'..=char::MAX).collect();
    assert_eq!(entered(&all).chars().find(|c| c.is_control()), None);
}

#[test]
fn neighbours_of_one_role_are_one_piece_of_a_line() {
    let line = Line::indented(2).with(Role::Body, "a").with(Role::Muted, "").with(Role::Body, "b");
    assert_eq!(line.pieces().collect::<Vec<_>>(), [(Role::Body, "  ab")]);
}

#[test]
fn emphasis_continues_on_the_next_line() {
    let mut sheet = Sheet::new(Page { measure: 9, across: 9 });
    let text = [(Role::Body, "not "), (Role::Emphasis, "so very fast"), (Role::Body, ", he said")];
    sheet.hanging(&Line::blank(), text);
    let text: Vec<String> = sheet.lines.iter().map(Line::text).collect();
    assert_eq!(text, ["  not so", "  very", "  fast, he", "  said"]);
    let roles = |line: &Line| line.pieces().map(|(role, _)| role).collect::<Vec<_>>();
    assert_eq!(roles(&sheet.lines[1]), [Role::Body, Role::Emphasis]);
    assert_eq!(roles(&sheet.lines[2]), [Role::Body, Role::Emphasis, Role::Body]);
}

#[test]
fn a_hint_stays_whole_on_twenty_columns_and_on_forty_it_says_how_to_leave() {
    let between = "  ";
    for words in CATALOGUES {
        let debrief: &[_] = &[&words.debrief.key, &words.debrief.sums_key, &words.debrief.write_key];
        let undo = words.commands.key(Command::Undo);
        let shown = |hints: &[String], columns: usize| {
            let lines = Menu::over(hints.to_vec()).lay_out(Page::new(columns), 9, "").lines;
            lines.iter().map(|line| line.text().trim().to_owned()).collect::<Vec<_>>()
        };
        for hints in [
            menu::choosing_keys(words, &[]),
            menu::choosing_keys(words, &[undo]),
            menu::over_keys(words, &[], &[]),
            menu::over_keys(words, debrief, &[]),
            menu::going_back_keys(words),
            menu::pausing_keys(words, None, &[]),
            menu::pausing_keys(words, Some(&words.screen.skip), &[undo]),
            menu::resuming_keys(words),
        ] {
            let lines = shown(&hints, 20);
            let width = |text: &str| Line::of(Role::Muted, text).width();
            let shortest = hints.last().expect("there is a hint");
            for key in shortest.split(between).filter(|key| width(key) <= Page::new(20).measure) {
                assert!(lines.iter().any(|line| line.contains(key)), "{key}: {lines:?}");
            }
            assert!(hints.is_sorted_by_key(|hint| std::cmp::Reverse(width(hint))), "{hints:?}");
        }
        let quit = format!("q {}", words.commands.key(Command::Quit).does);
        for hints in [menu::choosing_keys(words, &[]), menu::pausing_keys(words, None, &[])] {
            let lines = shown(&hints, 40);
            assert!(lines.len() == 1 && lines[0].contains(&quit), "{}: {lines:?}", words.tag);
        }
        let hints = menu::over_keys(words, debrief, &[]);
        let lines = shown(&hints, 40);
        assert_eq!((lines.len(), Some(&lines.join(between))), (3, hints.last()));
    }
}

#[test]
fn plain_text_is_folded_between_words_and_letters_stay_indented() {
    let folded = |text: &str, columns: fn() -> usize| {
        let mut out = Vec::new();
        let mut fold = Fold::new(&mut out, Some(columns));
        // The pieces of a text are not its lines.
        text.as_bytes().chunks(7).for_each(|piece| fold.write_all(piece).expect("memory can be written to"));
        fold.flush().expect("memory can be written to");
        String::from_utf8(out).expect("it is UTF-8")
    };
    let text = "It rains, and the buyer is on board.\n\n    Dear Noor, come at eleven.\n1. Wait\n";
    let narrow = "It rains, and the\nbuyer is on board.\n\n    Dear Noor, come\n    at eleven.\n1. Wait\n";
    assert_eq!(folded(text, || 20), narrow);
    assert_eq!(folded(text, || 400), text);
    assert_eq!(folded("Één café\n", || 3), "Één café\n");
}

fn items(reader: &Reader, moment: &Moment) -> Vec<Item> {
    let choices = reader.choices(moment);
    choices.into_iter().map(|choice| Item { label: choice.label, locked: choice.locked }).collect()
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 60, ..crate::laws() })]

    #[test]
    fn no_line_of_any_game_is_too_wide_and_no_word_is_lost(seed in 0u64..1 << 40, columns in 20usize..=200) {
        let (story, engine) = shipped();
        let language = &story.texts[seed as usize % story.texts.len()].language;
        let reader = Reader::new(&story, &engine, language);
        let mut game = Game::begin(&story, &engine, None, &mut seeded(seed)).expect("a seed decides every draw");
        let mut pick = seed;
        loop {
            let blocks = layout::turn(reader, &game);
            let lines: Vec<Line> = blocks.iter().flat_map(|block| block.lines(Page::new(columns))).collect();
            check_width(&lines, columns, "a turn");
            let passages = reader.passages(game.turn());
            let prose = passages.iter().filter_map(|passage| match passage {
                Passage::Scene(scene) => Some(&scene.prose),
                Passage::Said(prose) => Some(prose),
                Passage::Drew(_) => None,
            });
            let texts: Vec<&str> =
                prose.flat_map(|prose| prose.paragraphs().map(|paragraph| paragraph.text())).collect();
            check_words(&lines, texts.iter().copied(), "a turn");
            check_whole(&lines, texts, Page::new(columns), "a turn");
            let mut sheet = Sheet::new(Page::new(columns));
            sheet.board(&reader.catalogue.board, &reader.board(game.turn()));
            sheet.changes(&reader.catalogue.board, &reader.board(game.turn()).changed());
            sheet.status(reader.catalogue, &reader.board(game.turn()));
            sheet.history(&reader.catalogue.history, &reader.history(&game));
            for found in [&[][..], &[story.scene(story.start).name.clone()]] {
                let endings = reader.endings(found);
                sheet.endings(&reader.catalogue.endings, &endings, &unfound(&reader.catalogue.endings, &endings));
            }
            check_width(&sheet.lines, columns, "what is told");
            if game.turn().stop != Stop::Choices {
                break;
            }
            let available: Vec<_> =
                reader.choices(game.moment()).into_iter().filter(|choice| choice.is_available()).collect();
            pick = pick.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let choice = available[(pick >> 33) as usize % available.len()].id;
            game.choose(choice, &mut seeded(seed)).expect("it is available");
        }
    }

    #[test]
    fn the_selected_item_is_visible_at_any_height(
        labels in prop::collection::vec("[a-z ]{1,90}", 1..14),
        selected in 0usize..14,
        columns in 20usize..=100,
        rows in 1usize..=30,
    ) {
        let selected = selected % labels.len();
        let item = |label: &String| Item { label: label.clone(), locked: None };
        let items: Vec<Item> = labels.iter().map(item).collect();
        let mut menu = Menu::new(Items::Choices, "", items, vec!["a hint".to_string()]);
        menu.selected = Some(selected);
        let laid = menu.lay_out(Page::new(columns), rows, "");
        let lines = laid.lines;
        prop_assert!(lines.len() <= rows);
        let marked = lines.iter().filter(|line| line.text().starts_with('❯')).count();
        prop_assert_eq!(marked, 1);
        prop_assert!(lines[laid.cursor].text().starts_with('❯'), "the cursor is there");
    }

    #[test]
    fn a_text_of_any_letters_keeps_them_all_on_lines_that_fit(
        text in "[a-f é日\u{301}—-]{0,80}",
        measure in 2usize..40,
    ) {
        let mut sheet = Sheet::new(Page { measure, across: measure });
        sheet.text(Role::Body, &text);
        prop_assert_eq!(letters(&sheet.lines.iter().map(Line::text).collect::<String>()), letters(&text));
        prop_assert!(sheet.lines.iter().all(|line| line.width() <= 2 + measure));
    }

    #[test]
    fn no_text_in_a_line_can_command_a_terminal(text in any::<String>()) {
        let mut out = String::new();
        Colours::None.paint(&Line::of(Role::Body, &text), &mut out);
        let commands = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        prop_assert!(!out.contains(commands));
    }
}
