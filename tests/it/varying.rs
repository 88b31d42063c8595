//! Texts that vary: the same throughout a game, as its seed decides.

use crate::folder;
use crate::stories::story;
use counterpitch::engine::Engine;
use counterpitch::explore::{Length, Options, explore};
use counterpitch::game::{Game, seeded};
use counterpitch::view::Reader;
use std::collections::BTreeSet;

/// What is read in the first scene of a game, and then again after it was left and entered once more.
fn read(seed: Option<u64>, language: &str) -> [String; 2] {
    let (story, engine) = story("stall");
    let reader = Reader::new(&story, &engine, language);
    let mut game = Game::begin(&story, &engine, seed, &mut seeded(0)).expect("nothing is drawn");
    let shown = |game: &Game| {
        let scene = reader.scene(game.scene(), game.moment());
        let labels: Vec<String> = reader.choices(game.moment()).into_iter().map(|choice| choice.label).collect();
        format!("{}: {} ({})", scene.title.unwrap_or_default(), scene.prose.text(), labels.join(", "))
    };
    let first = shown(&game);
    let stay = engine.available(&game.moment().words).next().expect("one can stay");
    game.choose(stay, &mut seeded(0)).expect("it is available");
    [first, shown(&game)]
}

#[test]
fn a_game_without_a_seed_reads_the_first_part_of_what_varies() {
    let expected = "A market: The seller hums. Rain. A crate is 12*30*40 cm, small. (Stay, Go)";
    assert_eq!(read(None, "en"), [expected, expected]);
    assert_eq!(read(None, "nl")[0], "De markt: De koopman neuriet. Regen. (Blijf, Ga)");
}

#[test]
fn what_varies_stays_the_same_in_a_game_and_differs_between_games() {
    let mut found = BTreeSet::new();
    for seed in 0..400 {
        let [first, second] = read(Some(seed), "en");
        assert_eq!(first.replace("Sun", "Still sun"), second);
        assert_eq!(read(Some(seed), "en")[0], first);
        found.insert(first);
    }
    // Each block is decided on its own: of 96 combinations, nearly all come up.
    assert!(found.len() > 85, "{}", found.len());
}

#[test]
fn a_translation_may_vary_in_another_way() {
    let found: BTreeSet<String> = (0..100).map(|seed| read(Some(seed), "nl")[0].clone()).collect();
    assert_eq!(found.len(), 2 * 3);
}

#[test]
fn the_words_of_a_game_are_counted_over_all_its_variants() {
    let head = "format = 1\ntitle = 't'\nlanguage = 'en'\nstart = 'here'\nacts = ['act']\n[act.act]\ntitle = 'a'\n";
    // The text of the scene has 3, 4 or 5 words, that of the choice 1 or 3, and the ending's title has 1.
    let act = "[here]\ntext = 'a {vary}{or}b {or}c d {end}{vary}un{or}dis{end}even e'\n\
               [here.choice.go]\nlabel = 'Go'\ntext = '{vary}{vary}a{or}a b c{end}{or}a{end}'\ngoto = 'end'\n\
               [end]\ntitle = 'End'\nending = true\n";
    let story = folder::story(&[("story.toml", head), ("act.toml", act)]).loaded.story.expect("it is sound");
    let explored = explore(&story, &Engine::new(&story), &Options::default(), &mut |_| {});
    let words = explored.details.expect("everything was asked").words;
    assert_eq!(words, Some(Length { min: 5, max: Some(9), mean: Some(4.0 + 1.5 + 1.0), games: None }));
}
