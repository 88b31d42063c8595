//! Telling a game: the turns that were made, in order, become the steps of its line.

use super::consequence::consequence;
use super::later::find_later;
use super::outlook::{ChosenOrDrawn, Lookout, Outlook};
use super::reason::{Reason, reason};
use super::timeline::{Alternative, Decision, Fall, Step, Timeline};
use crate::explore::Values;
use crate::game::{Drawn, Event, Moment, Turn};
use crate::story::{ChoiceId, Exit, SceneId};
use crate::view::Reader;

/// The line of the turns of a game, with the values of a goal.
pub(super) fn tell(reader: &Reader, turns: &[Turn], values: &Values, drawn: usize) -> Timeline {
    let (story, engine) = (reader.story, reader.engine);
    let lookout = Lookout { engine, values, goals: story.goals.len(), drawn };
    let first = engine.begin();
    let start = lookout.state(&first);
    let end = turns.last().map_or(&first, |turn| &turn.end.words).clone();
    let mut teller = Teller { reader, lookout, now: start.clone(), latest: first, end, steps: Vec::new() };
    for (number, turn) in turns.iter().enumerate() {
        if let Some((choice, offered)) = &turn.choice {
            teller.decision(number, *choice, offered);
        }
        for (at, event) in turn.events.iter().enumerate() {
            match event {
                Event::Drew(drawn, moment) => teller.fall(drawn, moment, &turn.events[at..]),
                Event::Entered(scene, moment) => teller.entered(*scene, moment),
                Event::Said(_, moment) => teller.latest.clone_from(&moment.words),
            }
        }
    }
    find_later(reader, turns, &lookout, &mut teller.steps);
    Timeline { start, steps: teller.steps }
}

struct Teller<'w, 'a> {
    reader: &'w Reader<'a>,
    lookout: Lookout<'w>,
    now: Outlook,
    /// The state that the game has come to so far.
    latest: Box<[u64]>,
    /// The state in which it ends.
    end: Box<[u64]>,
    steps: Vec<Step>,
}

impl Teller<'_, '_> {
    fn decision(&mut self, number: usize, choice: ChoiceId, offered: &Moment) {
        let alternative = |choice: ChoiceId| Alternative {
            choice,
            told: self.reader.told(choice, offered),
            after: self.lookout.choice(&offered.words, choice),
            consequence: consequence(self.reader, choice, offered),
        };
        let alternatives: Vec<Alternative> = self.reader.engine.available(&offered.words).map(alternative).collect();
        let after = self.lookout.choice(&offered.words, choice);
        let others = || alternatives.iter().filter(|other| other.choice != choice);
        let is_only_here = |ending: &SceneId| {
            others().all(|other| other.after.endings.as_ref().is_some_and(|in_reach| !in_reach.contains(ending)))
        };
        let in_reach = after.endings.clone().unwrap_or_default();
        let opened = if others().next().is_none() { Vec::new() } else { in_reach };
        let before = std::mem::replace(&mut self.now, after.clone());
        self.steps.push(Step::Decision(Decision {
            number,
            choice,
            told: self.reader.told(choice, offered),
            heading: self.reader.heading(choice.scene, offered),
            from: offered.words.clone(),
            closed: before.endings_beyond(&after),
            reason: self.reason(&offered.words, (Exit::Choice(choice), None), (&before, &after)),
            opened: opened.into_iter().filter(is_only_here).collect(),
            before,
            after,
            alternatives,
        }));
        self.latest.clone_from(&offered.words);
        self.reader.engine.choose(&mut self.latest, choice);
    }

    fn reason(&self, from: &[u64], taken: ChosenOrDrawn, change: (&Outlook, &Outlook)) -> Reason {
        reason(self.reader, &self.lookout, from, taken, change, &self.end)
    }

    /// Notes a draw; `following` are the events from it on.
    fn fall(&mut self, drawn: &Drawn, moment: &Moment, following: &[Event]) {
        let after = self.lookout.arm(&moment.words, drawn.exit, drawn.arm);
        let before = std::mem::replace(&mut self.now, after.clone());
        let heading = || {
            let entered = following.iter().filter_map(|event| match event {
                Event::Entered(scene, moment) => Some((*scene, moment)),
                Event::Said(..) | Event::Drew(..) => None,
            });
            let titled = |(scene, moment)| self.reader.scene(scene, moment).title;
            let name = || self.reader.draw(drawn).arm.to_owned();
            entered.into_iter().find_map(titled).unwrap_or_else(name)
        };
        let told = self.reader.told_draw(drawn, moment).unwrap_or_else(heading);
        let sign = self.reader.sign(drawn, moment);
        let reason = self.reason(&moment.words, (drawn.exit, Some(drawn.arm)), (&before, &after));
        let from = moment.words.clone();
        self.steps.push(Step::Fall(Fall { drawn: *drawn, told, sign, from, reason, before, after }));
        self.latest.clone_from(&moment.words);
        self.reader.engine.take(&mut self.latest, drawn.exit, drawn.arm);
    }

    fn entered(&mut self, scene: SceneId, moment: &Moment) {
        let told = self.reader.story.scene(scene).told.map(|told| self.reader.line(told, moment));
        let before = std::mem::replace(&mut self.latest, moment.words.clone());
        if let Some(text) = told.filter(|text| !text.is_empty()) {
            self.steps.push(Step::Told { scene, text, from: before });
        }
    }
}
