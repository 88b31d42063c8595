//! What rules can ask of a game: choices made, weights that depend on the state, who is on the board.

use crate::folder;
use counterpitch::debrief::Debrief;
use counterpitch::engine::Engine;
use counterpitch::explore::{Limits, Options, Values, Verdict, explore};
use counterpitch::game::{Draw, Game};
use counterpitch::story::{ChoiceId, Story};
use counterpitch::view::Reader;

const STORY: &str = r#"
format = 1
title = "The bench"
language = "en"
start = "bench"
acts = ["park"]
[act.park]
title = "The park"
[stance]
min = -1
max = 2
[stance.word]
-1 = "cool"
1 = "warm"
[stakeholder.ada]
name = "Ada"
role = "on the bench"
stance = 0
[stakeholder.bo]
name = "Bo"
role = "late"
stance = 1
show = "chosen('bench.wait') and ada >= 1"
"#;

const PARK: &str = r#"
[bench]
title = "A bench"
text = "{if chosen('bench.wave')}She waved back.{end}"
[bench.choice.wave]
label = "Wave"
effects = { ada = 1 }
goto = "bench"
[bench.choice.wait]
label = "Wait"
when = "chosen('bench.wave')"
goto = "bench"
[bench.choice.ask]
label = "Ask"
goto = [
  { id = "yes", to = "walk", weight = "2 * ada" },
  { id = "maybe", to = "walk", weight = "1 + ada" },
  { id = "no", to = "home", weight = 1, when = "not chosen('bench.wait')" },
]
[walk]
title = "A walk"
ending = true
text = "Along the pond."
[home]
title = "Home"
ending = true
text = "Alone."
"#;

fn loaded() -> (Story, Engine) {
    let story = folder::story(&[("story.toml", STORY), ("park.toml", PARK)]).loaded.story;
    let story = story.expect("the story is valid");
    let engine = Engine::new(&story);
    (story, engine)
}

/// Plays choices of the bench by position; draws take their first arm, and each is noted with its weight and the sum.
fn play<'a>(story: &'a Story, engine: &'a Engine, choices: &[u8]) -> (Game<'a>, Vec<(u32, u32)>) {
    let mut first = |draw: &Draw| Some(draw.arms[0].0);
    let mut game = Game::begin(story, engine, None, &mut first).expect("every draw is decided");
    for &index in choices {
        game.choose(ChoiceId { scene: story.start, index }, &mut first).expect("it is available");
    }
    let drawn = game.draws().map(|drawn| (drawn.weight, drawn.of)).collect();
    (game, drawn)
}

#[test]
fn a_condition_can_ask_for_a_choice() {
    let (story, engine) = loaded();
    let names = |choices: &[u8]| -> Vec<u8> {
        let (game, _) = play(&story, &engine, choices);
        engine.available(&game.moment().words).map(|choice| choice.index).collect()
    };
    assert_eq!(names(&[]), [0, 2]);
    assert_eq!(names(&[0]), [0, 1, 2]);
    let (game, _) = play(&story, &engine, &[0]);
    let reader = Reader::new(&story, &engine, "en");
    assert_eq!(reader.scene(game.scene(), game.moment()).prose.text(), "She waved back.");
}

#[test]
fn weights_are_judged_when_the_draw_is_made() {
    let (story, engine) = loaded();
    // `yes` weighs 0 and takes no part.
    assert_eq!(play(&story, &engine, &[2]).1, [(1, 2)]);
    assert_eq!(play(&story, &engine, &[0, 2]).1, [(2, 5)]);
    assert_eq!(play(&story, &engine, &[0, 0, 1, 2]).1, [(4, 7)]);
}

#[test]
fn somebody_comes_onto_the_board_when_they_are_shown() {
    let (story, engine) = loaded();
    let reader = Reader::new(&story, &engine, "en");
    let board = |choices: &[u8]| -> Vec<String> {
        let (game, _) = play(&story, &engine, choices);
        reader.board(game.turn()).stakeholders.into_iter().map(|who| who.name).collect()
    };
    assert_eq!(board(&[0]), ["Ada"]);
    assert_eq!(board(&[0, 1]), ["Ada", "Bo"]);
}

#[test]
fn a_state_holds_only_the_choices_that_are_asked_for() {
    let (story, engine) = loaded();
    let full = Options { reduced: false, ..Options::default() };
    let explored = explore(&story, &engine, &full, &mut |_| {});
    // On the bench: nothing made; waved once or twice; waited as well after that. Then the endings of each of these.
    assert_eq!(explored.search.states, 1 + 2 + 2 + 5 + 3);
}

#[test]
fn a_player_who_takes_the_first_choice_for_ever_comes_to_no_ending() {
    // Waving always comes first, and leads back to the bench.
    let property = "\n[[property]]\nname = \"walk\"\nchance = { of = \"ended\", play = \"first\", max = 0.0 }\n";
    let files = [("story.toml", format!("{STORY}{property}")), ("park.toml", PARK.to_owned())];
    let story = folder::story(&files.each_ref().map(|(path, text)| (*path, text.as_str()))).loaded.story;
    let story = story.expect("the story is valid");
    let explored = explore(&story, &Engine::new(&story), &Options::default(), &mut |_| {});
    let judgement = &explored.details.expect("it was asked for").properties[0];
    assert_eq!(judgement.verdict, Verdict::Proved);
}

#[test]
fn a_lesson_is_read_like_every_other_text() {
    let lesson =
        "[lesson.pond]\nwhen = \"ended\"\ntext = \"{ada.name}{if chosen('bench.wave')} *waved*{end}, at {ada}.\"\n";
    let files = [("story.toml", STORY), ("park.toml", PARK), ("debrief.toml", lesson)];
    let story = folder::story(&files).loaded.story.expect("the story is valid");
    let engine = Engine::new(&story);
    let (game, _) = play(&story, &engine, &[0, 2]);
    let values = Values::compute(&story, &engine, &Limits::default(), &mut |_| {});
    let debrief = Debrief::new(&Reader::new(&story, &engine, "en"), game.turns(), &values, &[]);
    assert_eq!(debrief.lessons[0].text.text(), "Ada waved, at 1.");
}
