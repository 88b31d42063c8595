//! What a game shows from moment to moment.

use super::each_way;
use super::prose::WordCounts;
use crate::engine::Outcome;
use crate::story::{Body, ChoiceId, Exit, SceneId, TextId};
use std::collections::BTreeSet;

/// Something that a game can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Showable {
    Scene(SceneId),
    Choice(ChoiceId),
    /// A choice that is locked, with the reason.
    Locked(ChoiceId),
    /// An arm that is taken, if its way has several arms.
    Arm(Exit, u8),
    /// A text that has an `{if}`, whichever branch is shown.
    Text(TextId),
    /// A branch of an `{if}` in a text of the source language, by its number in the order of the tags.
    Part(TextId, usize),
}

/// A callback for each thing that is shown.
type See<'s> = &'s mut dyn FnMut(Showable);

impl WordCounts<'_> {
    /// What is shown on entering a scene: its texts, and the choices that are available or locked.
    fn enter(&self, id: SceneId, words: &[u64], see: See) {
        see(Showable::Scene(id));
        let scene = self.story.scene(id);
        scene.read_on_entering().chain(scene.told).for_each(|text| self.see_text(Some(text), words, see));
        let available: Vec<ChoiceId> = self.engine.available(words).collect();
        let others = available.iter().any(|&id| !self.story.choice(id).fallback);
        for (index, choice) in scene.choices().iter().enumerate() {
            let own = ChoiceId { scene: id, index: index as u8 };
            if available.contains(&own) {
                self.see_text(Some(choice.label), words, see);
            } else if choice.locked.is_some() && !self.engine.is_taken(words, own) && !(choice.fallback && others) {
                see(Showable::Locked(own));
                self.see_text(Some(choice.label), words, see);
                self.see_text(choice.locked, words, see);
            }
        }
    }

    /// What is shown when a choice is made. `from` is the state before the choice, `to` the state after its effects.
    fn choose(&self, id: ChoiceId, from: &[u64], to: &[u64], see: See) {
        see(Showable::Choice(id));
        self.see_text(self.story.choice(id).told, from, see);
        self.see_text(self.story.choice(id).text, to, see);
    }

    /// What is shown when an arm is taken. `from` is the state before the arm, `to` the state after its effects.
    fn take(&self, exit: Exit, index: u8, from: &[u64], to: &[u64], see: See) {
        let arms = &self.story.way(exit).arms;
        if arms.len() > 1 {
            see(Showable::Arm(exit, index));
        }
        if self.story.way(exit).drawn {
            self.see_text(self.story.scene(exit.scene()).sign, from, see);
        }
        self.see_text(arms[index as usize].told, from, see);
        self.see_text(arms[index as usize].text, to, see);
    }

    /// Calls `see` with all that a state shows: on entering it (`None`), and along each of its edges (the edge's
    /// position).
    pub fn moment(&self, here: &[u64], see: &mut dyn FnMut(Option<usize>, Showable)) {
        self.enter(self.engine.scene(here), here, &mut |what| see(None, what));
        let mut edge = 0;
        each_way(self.engine, here, |exit, chosen, arm, next| {
            if let Exit::Choice(choice) = exit {
                self.choose(choice, here, chosen, &mut |what| see(Some(edge), what));
            }
            self.take(exit, arm, chosen, next, &mut |what| see(Some(edge), what));
            edge += 1;
        });
    }

    fn see_text(&self, text: Option<TextId>, words: &[u64], see: See) {
        if let Some(text) = text.filter(|&text| self.branches(text) > 0) {
            see(Showable::Text(text));
            self.each_shown(text, words, &mut |branch| see(Showable::Part(text, branch)));
        }
    }

    /// What a game with these choices and draws shows, until the game ends or they run out.
    pub fn game(&self, choices: &[ChoiceId], draws: &[u8]) -> BTreeSet<Showable> {
        let (mut shown, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let (mut choices, mut draws) = (choices.iter(), draws.iter());
        let mut words = self.engine.begin();
        self.enter(self.story.start, &words, &mut |what| _ = shown.insert(what));
        loop {
            let scene = self.engine.scene(&words);
            let exit = match &self.story.scene(scene).body {
                Body::Ending { .. } => return shown,
                Body::Goto(_) => Exit::Scene(scene),
                Body::Choices(_) => {
                    let Some(&choice) = choices.next() else { return shown };
                    let from = words.clone();
                    self.engine.choose(&mut words, choice);
                    self.choose(choice, &from, &words, &mut |what| _ = shown.insert(what));
                    Exit::Choice(choice)
                }
            };
            let arm = match self.engine.outcome(&words, exit) {
                Outcome::Certain(arm) => Some(arm),
                Outcome::Drawn(_) => draws.next().copied(),
                Outcome::Nowhere => None,
            };
            let Some(arm) = arm else { return shown };
            let from = words.clone();
            let to = self.engine.take(&mut words, exit, arm);
            self.take(exit, arm, &from, &words, &mut |what| _ = shown.insert(what));
            self.engine.enter(&mut words, to);
            self.enter(to, &words, &mut |what| _ = shown.insert(what));
            // A game can go on by itself for ever. Then, once all draws are used, it comes back to a state that it has
            // seen.
            if choices.len() + draws.len() == 0 && !seen.insert(words.clone()) {
                return shown;
            }
        }
    }
}
