//! What a debrief says, in sentences of the reader's language.

use super::timeline::WORTH_NAMING;
use super::{Account, Alternative, Cell, Debrief, Decision, Door, Outlook, Points, Relationship, Shift, Step};
use crate::story::SceneId;
use crate::view::Reader;

/// A difference of fewer points is not said to be a reason.
const LEAST_REASON: i32 = 2;

/// Whether the consequences of choices that were not made are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilers {
    /// They are not, nor are the titles of endings that were not found.
    Kept,
    /// They are.
    Told,
}

/// What the sentences of one debrief have in common.
#[derive(Clone, Copy)]
pub(super) struct Phrases<'p, 'a> {
    pub reader: &'p Reader<'a>,
    pub debrief: &'p Debrief<'a>,
    pub spoilers: Spoilers,
}

impl Phrases<'_, '_> {
    /// Which game it was: the story, who played, when, and how it ended.
    pub(super) fn head(&self) -> String {
        let words = &self.reader.catalogue.debrief;
        let debrief = self.debrief;
        let found = debrief.endings.iter().filter(|ending| ending.title.is_some()).count();
        let ending = debrief
            .ending
            .map(|ending| (words.head_ending)(&self.reader.ending_title(ending), found, debrief.endings.len()));
        let parts = [Some(self.reader.title()), debrief.player.clone(), debrief.date.clone(), ending];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// A value as a phrase.
    pub(super) fn value(&self, points: Points) -> String {
        (self.reader.catalogue.debrief.line.value)(points.low, points.high)
    }

    /// Some endings as a phrase. Endings that the player may not know yet are counted, not named. `None` when none may
    /// be named.
    pub(super) fn endings(&self, endings: &[SceneId]) -> Option<String> {
        let may_know = |id: &&SceneId| {
            self.spoilers == Spoilers::Told
                || self.debrief.ending == Some(**id)
                || self.debrief.endings.iter().any(|ending| ending.id == **id && ending.title.is_some())
        };
        let titles: Vec<String> = endings.iter().filter(may_know).map(|&id| self.reader.ending_title(id)).collect();
        let others = endings.len() - titles.len();
        (!titles.is_empty()).then(|| (self.reader.catalogue.debrief.line.endings)(&titles, others))
    }

    /// What happened in a step, as a label.
    pub(super) fn label(&self, step: &Step) -> String {
        let words = &self.reader.catalogue.debrief.line;
        match step {
            Step::Decision(decision) => (words.label)(&decision.told),
            Step::Fall(fall) => (words.draw_label)(&fall.told, fall.drawn.weight, fall.drawn.of),
            Step::Told { text, .. } => (words.told_label)(text),
        }
    }

    /// Why the value moved with a decision, in a sentence; `None` when nothing certain can be said that is worth it.
    pub(super) fn reason(&self, decision: &Decision) -> Option<String> {
        let words = &self.reader.catalogue.debrief.reason;
        let (reason, after) = (&decision.reason, decision.after.headline().value()?);
        let points = |difference: f64| (difference * 100.0).round() as i32;
        let mut shifts: Vec<&Shift> = reason.shifts.iter().collect();
        shifts.retain(|shift| points(shift.difference).abs() >= LEAST_REASON);
        shifts.sort_by_key(|shift| -points(shift.difference).abs());
        let cause = |shift: &&Shift| {
            let what = if shift.is_stance { words.stance } else { words.counter };
            (words.without)(&what(&shift.name, shift.by), points(after - shift.difference))
        };
        let mut causes: Vec<String> = shifts.iter().map(cause).collect();
        let total = decision.points()?;
        let weighs = |itself: &f64| total.abs() >= WORTH_NAMING && points(*itself) * total.signum() >= WORTH_NAMING;
        if reason.itself.is_some_and(|itself| weighs(&itself)) {
            causes.push(words.itself[usize::from(reason.has_moved && causes.is_empty())].to_owned());
        }
        if !reason.opens.is_empty() {
            causes.push((words.opens)(&reason.opens));
        }
        let why = (!causes.is_empty()).then(|| (words.why)(&causes));
        let door = reason.door.map(|door| match door {
            Door::Certain => (words.certain)(&self.debrief.goal),
            Door::Closed => (words.closed)(&self.debrief.goal),
            Door::Settled => words.settled.to_owned(),
        });
        // Endings that may be named are named elsewhere.
        let closed = decision.closed.len();
        let closed = (total <= -WORTH_NAMING && closed > 0 && self.endings(&decision.closed).is_none())
            .then(|| (words.endings)(closed));
        let said: Vec<String> = why.into_iter().chain(door).chain(closed).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// Why the value moved with a decision, and what there is to remark on it, in sentences.
    pub(super) fn remarks(&self, decision: &Decision) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.line;
        let better = decision.better().map(|(other, points)| (words.better)(&other.told, &self.value(points)));
        let beside = decision.beside().map(|(goal, before, after)| {
            let goal = self.reader.plain(self.reader.story.goals[goal].name);
            (words.beside)(&goal, &self.value(before), &self.value(after))
        });
        let closed = self.endings(&decision.closed).map(|endings| (words.closed)(&endings));
        let opened = self.endings(&decision.opened).map(|endings| (words.opened)(&endings));
        let reason = self.reason(decision);
        reason.into_iter().chain(better).chain(beside).chain(closed).chain(opened).collect()
    }

    /// What there is to say below the line of the game.
    pub(super) fn conclusions(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief;
        let timeline = &self.debrief.timeline;
        if timeline.start.is_aimless() {
            return vec![words.aimless.to_owned()];
        }
        if !timeline.is_exact() {
            return vec![words.bounded.to_owned()];
        }
        let why = |decision: &Decision| self.reason(decision).map(|why| format!(" {why}")).unwrap_or_default();
        let turning = timeline.turning_point();
        let is_turning = |number| turning.is_some_and(|(at, _)| at.number == number);
        let best = timeline.best_decision().filter(|(best, _)| !is_turning(best.number));
        let turning = turning.map(|(at, points)| (words.line.turning)(at.number, &at.told, points) + &why(at));
        let best = best.map(|(at, points)| (words.line.best)(at.number, &at.told, points) + &why(at));
        let most_left =
            timeline.most_left().map(|(at, points)| (words.balance.most_left)(at.number, &at.best().told, points));
        let certain = timeline.last_certain().map(|at| (words.line.last_certain)(at.number));
        turning.into_iter().chain(best).chain(most_left).chain(certain).chain(self.luck()).collect()
    }

    /// What was luck, in sentences.
    fn luck(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.balance;
        let timeline = &self.debrief.timeline;
        let drawn = self.debrief.accounts.first().and_then(|account| account.printed).map(|it| it.draws);
        let sum = drawn.filter(|_| timeline.falls().next().is_some()).map(words.drawn);
        let colleagues = self.debrief.balance.as_ref().map(|balance| match &balance.colleagues {
            Some(it) => Some((words.colleagues)(&it.told, it.same, it.gained)),
            None => timeline.falls().next().is_none().then(|| words.undrawn.to_owned()),
        });
        sum.into_iter().chain(colleagues.flatten()).collect()
    }

    /// What there is to say of decision and outcome, in sentences.
    pub(super) fn balance(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.balance;
        let Some(balance) = &self.debrief.balance else { return Vec::new() };
        let cell = (words.cells[balance.cell as usize])(balance.dropped, balance.gained, balance.result);
        let luck = (balance.cell == Cell::MuchAndCame && balance.is_luck).then(|| words.luck.to_owned());
        let nobody = self.debrief.timeline.told().map(words.nobody);
        // Where each ending is named, their number is not said as well.
        let closed = self.debrief.timeline.closed().filter(|_| self.spoilers == Spoilers::Kept);
        let all = self.reader.catalogue.debrief.line.closed_in_all;
        let closed = closed.map(|(number, at)| all(number, at.closed.len(), at.number));
        std::iter::once(cell).chain(luck).chain(closed).chain(nobody).collect()
    }

    /// What moved somebody most, in a sentence; `None` when nothing did.
    pub(super) fn moved(&self, who: &Relationship) -> Option<String> {
        let words = &self.reader.catalogue.debrief.looking_back;
        match (&who.moved_more_by, &who.moved_most_by) {
            (Some(befell), _) => Some((words.befell)(befell.told.as_deref(), befell.by)),
            (None, Some(moved)) => Some((words.moved)(&moved.told, moved.by)),
            (None, None) => None,
        }
    }

    /// The name of an account: the goal's for ordinary play, otherwise the way of playing.
    pub(super) fn account(&self, account: &Account) -> String {
        match account.play {
            0 => self.reader.plain(self.reader.story.goals[account.goal].name),
            other => self.reader.catalogue.debrief.sums.plays[other].to_owned(),
        }
    }

    /// A step of the line as a sentence.
    pub(super) fn said(&self, step: &Step) -> String {
        let words = &self.reader.catalogue.debrief.line;
        let value = |outlook: &Outlook| self.value(Points::of(outlook.headline()));
        match step {
            Step::Decision(decision) if decision.after.is_aimless() => {
                format!("{}. {}", decision.number, (words.label)(&decision.told))
            }
            Step::Decision(decision) => {
                let (before, after) = (value(&decision.before), value(&decision.after));
                (words.decision)(decision.number, &decision.told, &before, &after)
            }
            Step::Fall(fall) if fall.after.is_aimless() => {
                (words.draw_label)(&fall.told, fall.drawn.weight, fall.drawn.of)
            }
            Step::Fall(fall) => {
                let (before, after) = (value(&fall.before), value(&fall.after));
                (words.draw)(&fall.told, fall.drawn.weight, fall.drawn.of, &before, &after)
            }
            Step::Told { text, .. } => (words.told)(text),
        }
    }

    /// How start, decisions and draws add up in the account at that position, in a sentence.
    pub(super) fn sum(&self, at: usize, account: &Account) -> String {
        let words = &self.reader.catalogue.debrief.sums;
        let name = self.account(account);
        match account.printed {
            Some(it) if at == 0 => (words.sentence)(it.start, it.decisions, it.draws, it.result),
            Some(it) => (words.beside)(&name, it.start, it.decisions, it.draws, it.result),
            None => {
                let value = |chance| self.value(Points::of(chance));
                (words.bounds)(&name, &value(account.start), &value(account.result))
            }
        }
    }

    /// The choice that was made, with what it was worth.
    pub(super) fn made(&self, decision: &Decision) -> String {
        let value = self.value(Points::of(decision.after.headline()));
        (self.reader.catalogue.debrief.spoilers.made)(decision.number, &decision.told, &value)
    }

    /// The choices that were not made, with what would have come of each.
    pub(super) fn others(&self, decision: &Decision) -> Vec<String> {
        let others = decision.alternatives.iter().filter(|other| other.choice != decision.choice);
        others.map(|other| self.other(decision, other)).collect()
    }

    fn other(&self, decision: &Decision, other: &Alternative) -> String {
        let words = &self.reader.catalogue.debrief.spoilers;
        let mut said = vec![(words.other)(&other.told, &self.value(Points::of(other.after.headline())))];
        for lead in &other.consequence.leads {
            said.push(match lead.of == lead.weight {
                true => (words.leads)(&lead.heading),
                false => (words.may_lead)(&lead.heading, lead.weight, lead.of),
            });
        }
        if other.consequence.leads.is_empty() {
            said.push(words.nowhere.to_owned());
        }
        let closed = self.endings(&decision.before.endings_beyond(&other.after));
        said.extend(closed.map(|endings| (words.closes)(&endings)));
        said.join(" ")
    }
}
