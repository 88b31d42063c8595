//! Plays many random games fast: every available choice is equally likely, and the weights decide the draws.

use super::draws::below;
use super::turn::MOST_SCENES;
use crate::engine::{Engine, Outcome, Past, arm_at};
use crate::story::{Body, ChoiceId, Exit, SceneId, Story, TextId};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulated {
    pub games: u64,
    pub choices: u64,
    /// How many games ended in each scene, by [`SceneId`].
    pub endings: Vec<u64>,
    pub dead_ends: u64,
    /// How many games were stopped because they entered too many scenes.
    pub unfinished: u64,
    /// The most choices of a game that reached an ending; 0 when none did.
    pub longest: u64,
    /// The fewest choices of a game that reached an ending; `u64::MAX` when none did.
    pub shortest: u64,
    pub words: u64,
}

/// A callback. It gets each text that a player reads, except labels, and returns the text's number of words.
pub type Read<'r> = dyn FnMut(TextId, &[u64], &Past) -> u32 + 'r;

/// Plays `games` random games from one seed, and calls `read`, if given, with each text that a player reads.
pub fn simulate<'r>(
    story: &Story,
    engine: &Engine,
    games: u64,
    seed: u64,
    read: Option<&'r mut Read<'r>>,
) -> Simulated {
    let mut player = Player::new(story, engine, seed, read);
    player.simulated.games = games;
    for game in 0..games {
        player.play(seed.wrapping_add(game));
    }
    player.simulated
}

/// Plays random games until they have entered `scenes` scenes in all; calls `read` with each text that a player reads.
pub fn sample<'r>(story: &Story, engine: &Engine, scenes: usize, seed: u64, read: &'r mut Read<'r>) {
    let mut player = Player::new(story, engine, seed, Some(read));
    player.left = scenes;
    while player.left > 0 {
        player.play(seed);
    }
}

struct Player<'a, 'r> {
    story: &'a Story,
    engine: &'a Engine,
    /// The state of the generator that decides choices and draws.
    random: u64,
    read: Option<&'r mut Read<'r>>,
    first: Box<[u64]>,
    words: Box<[u64]>,
    past: Past,
    open: Vec<u8>,
    /// How many more scenes all games together may enter.
    left: usize,
    simulated: Simulated,
}

impl<'a, 'r> Player<'a, 'r> {
    fn new(story: &'a Story, engine: &'a Engine, seed: u64, read: Option<&'r mut Read<'r>>) -> Player<'a, 'r> {
        let endings = vec![0; story.scenes.len()];
        let simulated = Simulated { endings, shortest: u64::MAX, ..Simulated::default() };
        let first = engine.begin();
        let (random, words) = (seed, first.clone());
        let (past, open, left) = (Past::NONE, vec![], usize::MAX);
        Player { story, engine, random, read, first, words, past, open, left, simulated }
    }

    fn play(&mut self, seed: u64) {
        self.words.copy_from_slice(&self.first);
        self.past = Past::of_game(Some(seed));
        let mut choices = 0;
        self.note_entry(self.story.start);
        for _ in 0..MOST_SCENES.min(self.left) {
            self.left -= 1;
            let scene = self.engine.scene(&self.words);
            let exit = match &self.story.scene(scene).body {
                Body::Ending { .. } => return self.end(scene, choices),
                Body::Goto(_) => Exit::Scene(scene),
                Body::Choices(list) => {
                    self.open.clear();
                    self.open.extend(self.engine.rules(scene).available(&self.words));
                    if self.open.is_empty() {
                        self.simulated.dead_ends += 1;
                        return;
                    }
                    let index = self.open[below(&mut self.random, self.open.len() as u64) as usize];
                    let choice = ChoiceId { scene, index };
                    self.engine.choose(&mut self.words, choice);
                    if self.read.is_some() {
                        self.past.choose(choice);
                        self.say(list[index as usize].text);
                    }
                    choices += 1;
                    self.simulated.choices += 1;
                    Exit::Choice(choice)
                }
            };
            let arm = match self.engine.outcome(&self.words, exit) {
                Outcome::Nowhere => {
                    self.simulated.dead_ends += 1;
                    return;
                }
                Outcome::Certain(arm) => arm,
                Outcome::Drawn(of) => {
                    let ticket = below(&mut self.random, u64::from(of));
                    arm_at(ticket, self.engine.arms(&self.words, exit))
                }
            };
            let target = self.engine.take(&mut self.words, exit, arm);
            if self.read.is_some() {
                self.say(self.story.way(exit).arms[arm as usize].text);
            }
            self.engine.enter(&mut self.words, target);
            self.note_entry(target);
        }
        self.simulated.unfinished += 1;
    }

    fn end(&mut self, scene: SceneId, choices: u64) {
        self.simulated.endings[scene.index()] += 1;
        self.simulated.longest = self.simulated.longest.max(choices);
        self.simulated.shortest = self.simulated.shortest.min(choices);
    }

    fn note_entry(&mut self, id: SceneId) {
        if self.read.is_none() {
            return;
        }
        self.past.enter(id);
        let scene = self.story.scene(id);
        if self.say(scene.text) > 0 || scene.goto().is_none() {
            scene.heading().into_iter().for_each(|text| _ = self.say(text));
        }
    }

    fn say(&mut self, text: Option<TextId>) -> u32 {
        let (Some(read), Some(text)) = (&mut self.read, text) else { return 0 };
        let words = read(text, &self.words, &self.past);
        self.simulated.words += u64::from(words);
        words
    }
}
