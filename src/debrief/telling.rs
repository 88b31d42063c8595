//! Turns the moves of a game into the steps of its timeline.

use super::consequence::leads;
use super::later::find_later;
use super::outlook::{ChosenOrDrawn, Lookout, Outlook};
use super::reason::{Reason, reason};
use super::timeline::{Alternative, Decision, Fall, Step, Timeline};
use crate::explore::Values;
use crate::game::{Drawn, Event, Moment, Turn};
use crate::story::{ChoiceId, Exit, SceneId};
use crate::view::Reader;

/// The timeline of a game. `drawn` is the position of the goal to show.
pub(super) fn tell(reader: &Reader, turns: &[Turn], values: &Values, drawn: usize) -> Timeline {
    let lookout = Lookout { engine: reader.engine, values, goals: reader.story.goals.len(), drawn };
    let first = reader.engine.begin();
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
    /// The state after the steps told so far.
    latest: Box<[u64]>,
    /// The game's last state.
    end: Box<[u64]>,
    steps: Vec<Step>,
}

impl Teller<'_, '_> {
    fn decision(&mut self, number: usize, choice: ChoiceId, offered: &Moment) {
        let (reader, from) = (self.reader, &offered.words);
        let alternative = |choice: ChoiceId| Alternative {
            choice,
            told: reader.told(choice, offered),
            after: self.lookout.after(from, (Exit::Choice(choice), None)),
            leads: leads(reader, choice, offered),
        };
        let alternatives: Vec<Alternative> = reader.engine.available(from).map(alternative).collect();
        let (before, after, reason) = self.step(from, (Exit::Choice(choice), None));
        let others = || alternatives.iter().filter(|other| other.choice != choice);
        let is_only_here = |ending: &SceneId| {
            others().all(|other| other.after.endings.as_ref().is_some_and(|in_reach| !in_reach.contains(ending)))
        };
        let in_reach = after.endings.iter().flatten().copied().filter(|_| others().next().is_some());
        self.steps.push(Step::Decision(Decision {
            number,
            choice,
            told: reader.told(choice, offered),
            heading: reader.heading(choice.scene, offered),
            from: from.clone(),
            closed: before.endings_beyond(&after),
            opened: in_reach.filter(is_only_here).collect(),
            reason,
            before,
            after,
            alternatives,
        }));
        self.latest.clone_from(from);
        reader.engine.choose(&mut self.latest, choice);
    }

    /// Takes a step: gives the outlooks before and after it, and why they differ.
    fn step(&mut self, from: &[u64], step: ChosenOrDrawn) -> (Outlook, Outlook, Reason) {
        let after = self.lookout.after(from, step);
        let before = std::mem::replace(&mut self.now, after.clone());
        let reason = reason(self.reader, &self.lookout, from, step, (&before, &after), &self.end);
        (before, after, reason)
    }

    /// Adds a draw; `following` has the turn's events from the draw on.
    fn fall(&mut self, drawn: &Drawn, moment: &Moment, following: &[Event]) {
        let heading = || {
            let title = following.iter().find_map(|event| match event {
                Event::Entered(scene, moment) => self.reader.scene(*scene, moment).title,
                Event::Said(..) | Event::Drew(..) => None,
            });
            title.unwrap_or_else(|| self.reader.draw(drawn).arm.to_owned())
        };
        let told = self.reader.told_draw(drawn, moment).unwrap_or_else(heading);
        let sign = self.reader.sign(drawn, moment);
        let (before, after, reason) = self.step(&moment.words, (drawn.exit, Some(drawn.arm)));
        let from = moment.words.clone();
        self.steps.push(Step::Fall(Fall { drawn: *drawn, told, sign, from, before, after, reason }));
        self.latest.clone_from(&moment.words);
        self.reader.engine.take(&mut self.latest, drawn.exit, drawn.arm);
    }

    fn entered(&mut self, scene: SceneId, moment: &Moment) {
        let told = self.reader.story.scene(scene).told.map(|told| self.reader.line(told, moment));
        let from = std::mem::replace(&mut self.latest, moment.words.clone());
        if let Some(text) = told.filter(|text| !text.is_empty()) {
            self.steps.push(Step::Told { scene, text, from });
        }
    }
}
