//! What playthroughs show of a story, and the few that show all of it.

use crate::explore::{LOOPING, STRAIGHT, made_up};
use crate::{folder, golden, program, stories};
use counterpitch::engine::Engine;
use counterpitch::explore::{Cover, Limits, PathStep, Showable, cover, showable, shown};
use counterpitch::game::{Game, Stop};
use counterpitch::story::{ChoiceId, Story};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What a game shows.
fn shown_by(story: &Story, engine: &Engine, game: &Game) -> BTreeSet<Showable> {
    let choices: Vec<ChoiceId> = game.turns().iter().filter_map(|turn| Some(turn.choice.as_ref()?.0)).collect();
    let draws: Vec<u8> = game.draws().map(|drawn| drawn.arm).collect();
    shown(story, engine, [(&*choices, &*draws)]).remove(0)
}

/// What 400 random games show, each of up to 30 choices.
fn shown_at_random(story: &Story, engine: &Engine) -> BTreeSet<Showable> {
    let mut all = BTreeSet::new();
    for seed in 0..400 {
        let mut game = Game::of_seed(story, engine, seed);
        let mut dice = crate::explore::generator::Dice::new(seed);
        for _ in 0..30 {
            let open: Vec<ChoiceId> = engine.available(&game.moment().words).collect();
            if game.turn().stop != Stop::Choices || open.is_empty() {
                break;
            }
            let choice = open[dice.below(open.len())];
            game.choose(choice, &mut counterpitch::game::seeded(seed)).expect("it is available");
        }
        all.extend(shown_by(story, engine, &game));
    }
    all
}

fn covered(story: &Story, engine: &Engine, held: &[BTreeSet<Showable>]) -> Cover {
    cover(story, engine, held, &Limits::default(), &mut |_| {}).expect("the story is small")
}

/// What the games of a cover show, played by the engine.
fn shown_by_steps(story: &Story, engine: &Engine, steps: &[PathStep]) -> BTreeSet<Showable> {
    let choices: Vec<ChoiceId> = steps
        .iter()
        .filter_map(|step| match step {
            PathStep::Choice(choice) => Some(*choice),
            PathStep::Draw(..) => None,
        })
        .collect();
    let draws: Vec<u8> = steps
        .iter()
        .filter_map(|step| match step {
            PathStep::Draw(_, arm) => Some(*arm),
            PathStep::Choice(_) => None,
        })
        .collect();
    shown(story, engine, [(&*choices, &*draws)]).remove(0)
}

#[track_caller]
fn check(story: &Story, name: &str) {
    let engine = Engine::new(story);
    let all = showable(story, &engine, &Limits::default(), &mut |_| {}).expect("the story is small");
    let random = shown_at_random(story, &engine);
    let unexpected: Vec<_> = random.difference(&all).collect();
    assert!(unexpected.is_empty(), "{name}: a game shows what none can: {unexpected:?}");

    let found = covered(story, &engine, &[]);
    assert_eq!(found.showable, all, "{name}");
    assert!(found.least <= found.added.len(), "{name}");
    let games: Vec<_> = found.added.iter().map(|(steps, _)| shown_by_steps(story, &engine, steps)).collect();
    let together: BTreeSet<_> = games.iter().flatten().copied().collect();
    assert_eq!(together, all, "{name}: the games show everything");
    for (at, (_, adds)) in found.added.iter().enumerate() {
        let before: BTreeSet<_> = games[..at].iter().flatten().copied().collect();
        let added: BTreeSet<_> = games[at].difference(&before).copied().collect();
        assert_eq!(added, *adds, "{name}: game {at}");
    }

    // Games that are held serve again, and nothing is added to them.
    let again = covered(story, &engine, &games);
    assert!(again.added.is_empty(), "{name}");
    assert!(again.held.len() <= games.len(), "{name}");
    assert_eq!(again.least, found.least, "{name}");
}

#[test]
fn a_cover_shows_all_that_games_show_and_is_no_smaller_than_its_bound() {
    for name in ["cul-de-sac", "fair", "ferry", "last-bun", "roundabout", "staircase", "stall"] {
        check(&stories::story(name).0, name);
    }
    for recipe in [STRAIGHT, LOOPING] {
        (0..25).for_each(|seed| check(&made_up(seed, recipe), &format!("seed {seed}")));
    }
}

#[test]
fn a_cover_shows_both_branches_of_what_the_debrief_tells_of_a_scene() {
    let head = "format = 1\ntitle = 't'\nlanguage = 'en'\nstart = 'door'\nacts = ['act']\n[act.act]\ntitle = 'a'\n\
                [flag]\nloud = 'you knocked'\n";
    let act = "[door.choice.knock]\nlabel = 'Knock'\neffects = { loud = true }\ngoto = 'hall'\n\
               [door.choice.wait]\nlabel = 'Wait'\ngoto = 'hall'\n\
               [hall]\ntold = '{if loud}they heard you{else}nobody heard you{end}'\ngoto = 'home'\n\
               [home]\ntitle = 'Home'\nending = true\n";
    let story = folder::story(&[("story.toml", head), ("act.toml", act)]).loaded.story.expect("it is sound");
    check(&story, "the door");
}

#[test]
fn a_cover_is_written_kept_and_brought_up_to_date() {
    let home = tempfile::tempdir().expect("there is room");
    let path = |name: &str| home.path().join(name).to_str().expect("a plain name").to_owned();
    let (story, folder) = (path("story"), path("cover"));
    program::run(&["new", &story]);
    let run = |arguments: &[&str]| program::run(&[arguments, &["--story", &story]].concat());
    let first = run(&["cover", &folder]);
    assert_eq!(first.code, 0, "{}", first.error);
    assert!(first.out.contains("wrote "), "{}", first.out);
    let replayed = run(&["replay", &folder, "--coverage", "--format", "json"]);
    assert_eq!(replayed.code, 0, "{}", replayed.out);
    assert!(replayed.out.ends_with("\"missing\":[]}\n"), "{}", replayed.out);

    let again = run(&["cover", &folder]);
    assert!(!again.out.contains("wrote ") && !again.out.contains("removed "), "{}", again.out);

    // A renamed choice breaks the files that make it; the others serve on, and what an author wrote stays.
    fs::write(Path::new(&folder).join("mine.toml"), "title = \"mine\"\nsteps = [\"platform.board\"]\n")
        .expect("there is room");
    let act = Path::new(&story).join("train.toml");
    let text = fs::read_to_string(&act).expect("it is there");
    fs::write(&act, text.replace("choice.tell]", "choice.confess]")).expect("there is room");
    let edited = run(&["cover", &folder]);
    assert!(edited.out.contains("removed ") && edited.out.contains("wrote "), "{}", edited.out);
    assert!(Path::new(&folder).join("mine.toml").is_file());
    let replayed = run(&["replay", &folder, "--coverage", "--format", "json"]);
    assert_eq!(replayed.code, 0, "{}", replayed.out);
    assert!(replayed.out.ends_with("\"missing\":[]}\n"), "{}", replayed.out);
}

#[test]
fn replay_tells_what_playthroughs_do_not_show() {
    let arguments = ["replay", "src/cli/new/playthroughs/home-with-cake.toml", "--coverage", "--story", "src/cli/new"];
    golden::check("tests/replays/coverage.txt", &program::run(&arguments).out);
}
