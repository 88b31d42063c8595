//! A whole game on a screen: what is in sight at each step, and how many keys it takes.

use super::{Desk, Setting, home};
use crate::stories;
use counterpitch::engine::Engine;
use counterpitch::game::{Game, seeded};
use counterpitch::story::Story;
use counterpitch::view::{Passage, Reader};
use std::path::Path;

/// One decision of the game: the number of the choice, the beginning of its label, and the titles of the scenes that follow.
struct Step {
    number: usize,
    label: String,
    titles: Vec<String>,
}

/// The longest playthrough that is committed, with a seed whose draws are its own.
fn longest(story: &Story, engine: &Engine) -> (u64, Vec<Step>) {
    let text = std::fs::read_to_string("tests/playthroughs/successful-miss.toml").expect("it is committed");
    let ids: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()).collect();
    let steps = (0..20_000).find_map(|seed| Some((seed, play(story, engine, seed, &ids)?)));
    steps.expect("some seed draws as in the playthrough")
}

fn play(story: &Story, engine: &Engine, seed: u64, ids: &[&str]) -> Option<Vec<Step>> {
    let reader = Reader::new(story, engine, "en");
    let mut game = Game::begin(story, engine, None, &mut seeded(seed)).ok()?;
    let mut steps = Vec::new();
    for id in ids {
        let choices = reader.choices(game.moment());
        let index = choices.iter().position(|choice| story.choice_name(choice.id) == *id)?;
        let label = choices[index].label.chars().take(14).collect();
        game.choose(choices[index].id, &mut seeded(seed)).ok()?;
        let titles = reader.passages(game.turn()).into_iter().filter_map(|passage| match passage {
            Passage::Scene(scene) => scene.title,
            Passage::Said(_) | Passage::Drew(_) => None,
        });
        steps.push(Step { number: index + 1, label, titles: titles.collect() });
    }
    game.ending().map(|_| steps)
}

/// Reads to the next list, or the end; gives the screens that were seen on the way, and how many keys that took.
#[track_caller]
fn read(desk: &mut Desk, key: &str) -> (Vec<String>, usize) {
    let mut screens = Vec::new();
    loop {
        let screen = desk.until("a pause or the list", |screen| {
            screen.contains("… more") || screen.contains("? help ") || screen.contains("space go on")
        });
        let is_pause = screen.contains("space go on");
        screens.push(screen.clone());
        if !is_pause {
            let keys = screens.len() - 1;
            return (screens, keys);
        }
        // What was read before is skipped with Esc.
        let pressed = if screen.contains("esc") { key } else { " " };
        desk.press(pressed);
        let next = desk.until("the next page", |now| now != screen);
        let is_list = !next.contains("space go on");
        assert!(
            is_list || pressed != " " || next.contains("\n› ") || next.starts_with("› "),
            "no mark:\n{screen}\n====\n{next}"
        );
    }
}

/// Plays the game, and gives the number of keys that it takes to read and to decide.
#[track_caller]
fn keys(home: &tempfile::TempDir, columns: u16, rows: u16, seed: u64, steps: &[Step], skip: &str) -> (usize, usize) {
    let mut desk = Setting::new(columns, rows, home.path()).play(&["--seed", &seed.to_string()]);
    let mut reading = read(&mut desk, skip).1;
    let mut deciding = 0;
    for step in steps {
        desk.press_and_see(&step.number.to_string(), &format!("❯ {}", step.number));
        desk.press("\r");
        let chosen = format!("❯ {}", step.label.trim_end());
        // On a small screen, choices that follow at once may leave no room for it.
        desk.until(&chosen, |screen| screen.contains(&chosen) || skip != " " && desk.scrolled().contains(&chosen));
        let (screens, keys) = read(&mut desk, skip);
        reading += keys;
        deciding += 2;
        for title in step.titles.iter().filter(|_| skip == " ") {
            let title = title.chars().take(20).collect::<String>();
            let has_text_below = |screen: &String| {
                let below =
                    screen.split(&title).nth(1).map(|below| below.lines().skip(1).any(|line| line.starts_with("  ")));
                below.unwrap_or(false)
            };
            assert!(
                screens.iter().any(has_text_below),
                "{title:?} stands above its text:\n{}",
                screens.join("\n====\n")
            );
        }
    }
    (reading, deciding)
}

#[test]
fn every_step_shows_the_choice_the_title_and_the_next_line_and_no_text_twice() {
    let (story, engine) = stories::load(Path::new("scenes"));
    let (seed, steps) = longest(&story, &engine);
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let home = home();
        let (reading, deciding) = keys(&home, columns, rows, seed, &steps, " ");
        let (again, _) = keys(&home, columns, rows, seed, &steps, "\x1b");
        println!("{columns}x{rows}: {reading} pauses and {deciding} keys to decide; again {again}");
        assert!(again <= 2, "{columns}x{rows}: one key skips all that was read, not {again} of {reading}");
    }
}
