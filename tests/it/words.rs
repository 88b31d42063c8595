//! The words of a game: `explore` and `simulate` count the same.

use super::{explore as made, folder};
use counterpitch::engine::{Engine, Past};
use counterpitch::explore::{Ask, Length, Options, explore};
use counterpitch::game::simulate;
use counterpitch::story::{Story, TextId};
use counterpitch::view::{Prose, Reader};
use std::path::Path;

/// The words of the games that reach an ending, of as many random ones.
fn read(story: &Story, games: u64) -> Vec<f64> {
    let engine = Engine::new(story);
    let reader = Reader::new(story, &engine, "en");
    let (mut raw, mut prose) = (String::new(), Prose::default());
    let mut read = |text: TextId, state: &[u64], past: &Past| {
        reader.read(text, state, past, &mut raw, &mut prose);
        prose.words()
    };
    let games = (0..games).map(|seed| simulate(story, &engine, 1, seed, Some(&mut read)));
    games.filter(|game| game.dead_ends + game.unfinished == 0).map(|game| game.words as f64).collect()
}

fn computed(story: &Story) -> Option<Length> {
    let ask = Ask { lengths: true, ..Ask::default() };
    let explored = explore(story, &Engine::new(story), &Options { ask, ..Options::default() }, &mut |_| {});
    explored.details.and_then(|details| details.words)
}

/// Compares the least, the most and the mean, which lies within five standard errors of that of the games.
#[track_caller]
fn check(story: &Story, games: u64) {
    let games = read(story, games);
    let Some(Length { min, max, mean: Some(mean), games: None }) = computed(story) else {
        return assert!(games.is_empty(), "games reach an ending");
    };
    let within = |words: &f64| *words >= min as f64 && max.is_none_or(|max| *words <= max as f64);
    assert!(games.iter().all(within), "from {min} to {max:?} words");
    let count = games.len() as f64;
    let own = games.iter().sum::<f64>() / count;
    let variance = games.iter().map(|words| (words - own).powi(2)).sum::<f64>() / count;
    let error = 5.0 * (variance / count).sqrt();
    assert!((mean - own).abs() <= error + 1e-9, "{mean} words and {own}, give or take {error}");
}

#[test]
fn random_games_read_as_many_words_as_are_computed() {
    for name in ["fair", "last-bun", "cul-de-sac", "staircase"] {
        let story = folder::read(&Path::new("tests/stories").join(name)).loaded.story;
        check(&story.expect("it is valid"), 2000);
    }
}

#[test]
fn random_games_of_stories_made_up_read_as_many_words_as_are_computed() {
    for seed in 0..40 {
        check(&made::made_up(seed, made::STRAIGHT), 500);
    }
}

#[test]
fn a_game_without_chance_reads_exactly_as_many_words_as_are_computed() {
    let story = "format = 1\ntitle = 'T'\nlanguage = 'en'\nstart = 'a'\nacts = ['one']\nact.one.title = 'One'
        [counter.apples]\nname = 'Apples'\nstart = 2\nmax = 5";
    let act = "
        [a]\ntitle = 'A *shop* – open'\nplace = 'Town'\ntext = \"\"\"\n{apples} {if apples == 2}apples{else}none of them{end} …\n\n---\n\n> 1 - a\n> 2\"\"\"
        choice.buy = { label = 'These words are not counted', text = 'You buy one.', goto = 'silent' }
        [silent]\ntitle = 'Nobody reads this'\ntext = '{if apples > 2}Nor this.{end}'\ngoto = 'b'
        [b]\nending = true\ntitle = 'Home'\nhint = 'Nor this'\ntext = 'Well, well.'";
    let story = folder::story(&[("story.toml", story), ("one.toml", act)]).loaded.story.expect("it is valid");
    let words = 3 + 1 + 2 + 3 + 3 + 1 + 2;
    assert_eq!(read(&story, 1), [f64::from(words)]);
    assert_eq!(computed(&story).map(|length| (length.min, length.max, length.mean)), Some((15, Some(15), Some(15.0))));
}

#[test]
fn words_that_depend_on_too_much_are_counted_in_random_games() {
    let flags: String = (0..19).map(|flag| format!("\nflag.f{flag} = 'said yes'")).collect();
    let story =
        format!("format = 1\ntitle = 'T'\nlanguage = 'en'\nstart = 's0'\nacts = ['one']\nact.one.title = 'One'{flags}");
    let mut act = String::new();
    for flag in 0..19 {
        let next = if flag == 18 { "end".into() } else { format!("s{}", flag + 1) };
        act += &format!(
            "[s{flag}]\ntitle = 'One'\nchoice.yes = {{ label = 'Yes', effects = {{ f{flag} = true }}, goto = '{next}' }}
            choice.no = {{ label = 'No', goto = '{next}' }}\n"
        );
    }
    let text: String = (0..19).map(|flag| format!("{{if f{flag}}}two words{{end}} ")).collect();
    act += &format!("[end]\nending = true\ntitle = 'Home'\nhint = 'Go'\ntext = '{text}.'");
    let story = folder::story(&[("story.toml", &story), ("one.toml", &act)]).loaded.story.expect("it is valid");
    let length = computed(&story).expect("games end");
    assert_eq!(length.games, Some(10_000));
    let mean = length.mean.expect("games end");
    assert!((mean - 39.0).abs() < 0.4, "20 titles and half of 19 times two words, not {mean}");
    assert!(length.min >= 20 && length.max.is_some_and(|max| max <= 58));
}
