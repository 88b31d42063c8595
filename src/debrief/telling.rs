//! Turns the moves of a game into the steps of its timeline.

use super::outlook::{Lookout, Outlook, arms};
use super::reason::{find_later, reason};
use super::timeline::{Alternative, Lead, Step, StepKind, Timeline};
use crate::explore::Values;
use crate::game::{Drawn, Event, Moment, Turn};
use crate::story::{ChoiceId, Exit, SceneId};
use crate::view::Reader;
use std::collections::BTreeSet;

/// The timeline of a game. `goal` is the position of the goal to show.
pub(super) fn tell(reader: &Reader, turns: &[Turn], values: &Values, goal: usize) -> Timeline {
    let first = reader.engine.begin();
    let end = turns.last().map_or(&first, |turn| &turn.end.words);
    let lookout = Lookout { reader, values, goal, end };
    let start = lookout.state(&first);
    let mut teller = Teller { lookout, now: start.clone(), latest: first.clone(), steps: Vec::new() };
    for (number, turn) in turns.iter().enumerate() {
        if let Some((choice, offered)) = &turn.choice {
            teller.decision(number, *choice, offered);
        }
        for (at, event) in turn.events.iter().enumerate() {
            match event {
                Event::Drew(drawn, moment) => teller.draw(drawn, moment, &turn.events[at..]),
                Event::Entered(scene, moment) => teller.entered(*scene, moment),
                Event::Said(_, moment) => teller.latest.clone_from(&moment.words),
            }
        }
    }
    find_later(&lookout, turns, &mut teller.steps);
    Timeline { start, steps: teller.steps }
}

struct Teller<'w> {
    lookout: Lookout<'w>,
    now: Outlook,
    /// The game's state after the events handled so far.
    latest: Box<[u64]>,
    steps: Vec<Step>,
}

impl Teller<'_> {
    /// Makes a step that begins in the state `from`, and keeps the outlook after it for the next step.
    fn step(&mut self, kind: StepKind, told: String, from: &[u64]) -> Step {
        let taken = kind.taken();
        let after = taken.map_or_else(|| self.now.clone(), |taken| self.lookout.after(from, taken));
        let before = std::mem::replace(&mut self.now, after.clone());
        let why = |taken| reason(&self.lookout, from, taken, [&before, &after]);
        let reason = taken.map(why).unwrap_or_default();
        let (number, heading, alternatives, sign) = (0, String::new(), Vec::new(), None);
        Step { kind, told, from: from.into(), before, after, reason, number, heading, alternatives, sign }
    }

    fn decision(&mut self, number: usize, choice: ChoiceId, offered: &Moment) {
        let (reader, from) = (self.lookout.reader, &offered.words);
        let alternative = |choice: ChoiceId| Alternative {
            choice,
            told: reader.told(choice, offered),
            after: self.lookout.after(from, (Exit::Choice(choice), None)),
            leads: leads(reader, choice, offered),
        };
        let alternatives = reader.engine.available(from).map(alternative).collect();
        let heading = reader.heading(choice.scene, offered);
        let step = self.step(StepKind::Decision(choice), reader.told(choice, offered), from);
        self.steps.push(Step { number, heading, alternatives, ..step });
        self.latest.clone_from(from);
        reader.engine.choose(&mut self.latest, choice);
    }

    /// Adds a draw. Without a text of the author, the title of the next scene in `following` stands for it.
    fn draw(&mut self, drawn: &Drawn, moment: &Moment, following: &[Event]) {
        let reader = self.lookout.reader;
        let title = || {
            let title = following.iter().find_map(|event| match event {
                Event::Entered(scene, moment) => reader.scene(*scene, moment).title,
                Event::Said(..) | Event::Drew(..) => None,
            });
            title.unwrap_or_else(|| reader.draw(drawn).arm.to_owned())
        };
        let (told, sign) = (reader.told_draw(drawn, moment).unwrap_or_else(title), reader.sign(drawn, moment));
        let step = self.step(StepKind::Draw(*drawn), told, &moment.words);
        self.steps.push(Step { sign, ..step });
        self.latest.clone_from(&moment.words);
        reader.engine.take(&mut self.latest, drawn.exit, drawn.arm);
    }

    fn entered(&mut self, scene: SceneId, moment: &Moment) {
        let told = self.lookout.reader.story.scene(scene).told.map(|told| self.lookout.reader.line(told, moment));
        let from = std::mem::replace(&mut self.latest, moment.words.clone());
        if let Some(text) = told.filter(|text| !text.is_empty()) {
            let step = self.step(StepKind::Told(scene), text, &from);
            self.steps.push(step);
        }
    }
}

/// The places to which a choice can lead, with their odds.
fn leads(reader: &Reader, choice: ChoiceId, offered: &Moment) -> Vec<Lead> {
    let exit = Exit::Choice(choice);
    let mut chosen = offered.clone();
    reader.engine.choose(&mut chosen.words, choice);
    chosen.past.choose(choice);
    let lead = |(arm, weight, of)| Lead { heading: arrival(reader, follow(reader, &chosen, exit, arm)), weight, of };
    arms(reader.engine, &chosen.words, exit).into_iter().map(lead).collect()
}

fn follow(reader: &Reader, moment: &Moment, exit: Exit, arm: u8) -> Moment {
    let mut next = moment.clone();
    let target = reader.engine.take(&mut next.words, exit, arm);
    reader.engine.enter(&mut next.words, target);
    next.past.enter(target);
    next
}

/// Follows untitled scenes while the next scene is certain. Gives the heading of the last scene.
fn arrival(reader: &Reader, mut moment: Moment) -> String {
    let mut passed = BTreeSet::new();
    loop {
        let scene = reader.engine.scene(&moment.words);
        let goes_on = reader.story.scene(scene).goto().is_some() && passed.insert(scene);
        let is_passed = goes_on && reader.scene(scene, &moment).title.is_none();
        let arms = if is_passed { arms(reader.engine, &moment.words, Exit::Scene(scene)) } else { Vec::new() };
        let [(arm, ..)] = arms[..] else { return reader.heading(scene, &moment) };
        moment = follow(reader, &moment, Exit::Scene(scene), arm);
    }
}
