//! What a debrief says, in sentences of the reader's language.

use super::timeline::WORTH_NAMING;
use super::{Alternative, Cell, Debrief, Decision, Door, Outlook, Points, Reason, Relationship, Shift, Step};
use crate::explore::EXACT;
use crate::language::Cause;
use crate::story::SceneId;
use crate::view::Reader;

/// A difference of fewer points is not said to be a reason.
const LEAST_REASON: i32 = 2;

/// A gain of so many points is told to come from what the other choices were worth; a later decision, to have gained so many
/// by an earlier one.
const WORTH_COUNTING: i32 = 10;

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
        let ending = debrief.ending.map(|ending| match self.reader.ending_title(ending) {
            title if debrief.is_own => (words.head_ending)(&title, found, debrief.endings.len()),
            title => title,
        });
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

    /// What a step settled, in a sentence.
    fn door(&self, reason: &Reason) -> Option<String> {
        let words = &self.reader.catalogue.debrief.reason;
        reason.door.map(|door| match door {
            Door::Certain => (words.certain)(&self.debrief.goal),
            Door::Closed => (words.closed)(&self.debrief.goal),
            Door::Settled => words.settled.to_owned(),
        })
    }

    /// What changed with a choice, as a phrase.
    fn shift(&self, shift: &Shift) -> String {
        let words = &self.reader.catalogue.debrief.reason;
        let what = if shift.is_stance { words.stance } else { words.counter };
        what(&shift.name, shift.by)
    }

    /// What moved the value with a step by so many points, and what held it back, in sentences.
    fn causes(&self, reason: &Reason, total: i32, after: f64) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.reason;
        let along = |difference: f64| points(difference) * total.signum();
        let known = reason.shifts.iter().filter_map(|shift| Some((shift, shift.difference?)));
        let mut known: Vec<(&Shift, f64)> = known.filter(|(_, by)| points(*by).abs() >= LEAST_REASON).collect();
        known.sort_by_key(|(_, by)| -along(*by));
        let (causes, against): (Vec<_>, Vec<_>) = known.into_iter().partition(|(_, by)| along(*by) > 0);
        let explained: i32 = causes.iter().map(|(_, by)| along(*by)).sum();
        let is_part = total.abs() - explained >= WORTH_NAMING && 3 * explained < 2 * total.abs();
        let cause = |(shift, by): &(&Shift, f64)| Cause {
            what: self.shift(shift),
            name: shift.name.clone(),
            is_stance: shift.is_stance,
            otherwise: points(after - by),
        };
        let why: Vec<Cause> = causes.iter().map(cause).collect();
        let mut said: Vec<String> = (!why.is_empty()).then(|| (words.why)(&why, is_part)).into_iter().collect();
        let held = against.last().filter(|(shift, _)| shift.is_stance);
        said.extend(
            held.map(|(shift, by)| (words.against)(points(after - by), &(words.no_stance)(&shift.name, shift.by))),
        );
        said
    }

    /// Why the value moved with a step, in sentences: what changed with it, or else what was left aside by a choice and who
    /// moved.
    fn why(&self, step: &Step) -> Vec<String> {
        let (Some(reason), Some((_, after)), Some(total)) = (step.reason(), step.change(), step.points()) else {
            return Vec::new();
        };
        if total.abs() < LEAST_REASON {
            return Vec::new();
        }
        let causes = self.causes(reason, total, after.headline().low);
        if !causes.is_empty() {
            return causes;
        }
        let aside = if let Step::Decision(decision) = step { self.left_aside(decision) } else { None };
        aside.into_iter().chain(self.who_moved(reason, total)).collect()
    }

    /// What the other choices were worth, in a sentence, where the one made gained points and was worth more than each.
    fn left_aside(&self, decision: &Decision) -> Option<String> {
        let gained = decision.points().filter(|points| *points >= WORTH_COUNTING);
        let others = decision.alternatives.iter().filter(|other| other.choice != decision.choice);
        let others = others.map(|other| Points::of(other.after.headline()));
        let all = others.reduce(|all, it| Points { low: all.low.min(it.low), high: all.high.max(it.high) });
        let all = all.filter(|all| all.high < Points::of(decision.after.headline()).low);
        gained.and(all).map(|all| (self.reader.catalogue.debrief.reason.left_aside)(&self.value(all)))
    }

    /// The later decision to which it counted most what a gain had brought, in a sentence.
    fn counted(&self, reason: &Reason, total: i32) -> Option<String> {
        let counted = reason.counted.filter(|_| total > 0)?;
        let (with, without) = (points(counted.with), points(counted.without));
        let later = self.debrief.timeline.decisions().find(|later| later.number == counted.number)?;
        let said = self.reader.catalogue.debrief.reason.counted;
        (with - without >= WORTH_COUNTING).then(|| said(counted.number, &later.told, with, without))
    }

    /// What a better choice than this loss would have brought later, in a sentence; nothing where no later choice mattered.
    fn missed(&self, reason: &Reason, total: i32) -> Option<String> {
        let words = &self.reader.catalogue.debrief.reason;
        let missed = reason.missed.as_ref().filter(|_| total <= -WORTH_COUNTING && reason.door.is_none())?;
        let (value, made) = (points(missed.value), points(missed.made));
        let is_own = self
            .debrief
            .timeline
            .decisions()
            .any(|later| later.choice == missed.choice && later.number == missed.number);
        (value - made >= WORTH_COUNTING).then(|| match is_own {
            true => (words.missed_worth)(missed.number, &missed.told, value, made),
            false => (words.missed_choice)(missed.number, &missed.told, value),
        })
    }

    /// A better choice that was there, in a sentence, and whether no later choice could make that good.
    fn better(&self, decision: &Decision) -> Option<String> {
        let (other, value) = decision.better()?;
        let is_last =
            decision.reason.door.is_none() && decision.after.under(1).low < other.after.headline().low - EXACT;
        Some((self.reader.catalogue.debrief.line.better)(&other.told, &self.value(value), is_last))
    }

    /// Who moved the way of the change, in a sentence that claims no cause; `None` when nobody did.
    fn who_moved(&self, reason: &Reason, total: i32) -> Option<String> {
        let went_along = reason.shifts.iter().filter(|shift| shift.is_stance && shift.by * total > 0);
        let moved: Vec<String> = went_along.map(|shift| self.shift(shift)).collect();
        (!moved.is_empty()).then(|| (self.reader.catalogue.debrief.reason.moved)(&moved.join("; ")))
    }

    /// The later choices that a step made possible, in a sentence; a loss is not told to have made any possible.
    fn made_possible(&self, reason: &Reason, total: Option<i32>) -> Option<String> {
        let opens = &reason.opens;
        let later = self.debrief.timeline.decisions().filter(|later| opens.contains(&later.number));
        let later: Vec<(usize, &str)> = later.map(|later| (later.number, later.told.as_str())).collect();
        let is_loss = total.is_none_or(|points| points < 0);
        (!later.is_empty() && !is_loss).then(|| (self.reader.catalogue.debrief.reason.opens)(&later))
    }

    /// Why the value moved with a step, and what there is to remark on it, in sentences.
    pub(super) fn remarks(&self, step: &Step) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.line;
        let Some(reason) = step.reason() else { return Vec::new() };
        let total = step.points();
        let first = match step {
            Step::Decision(decision) => (decision.alternatives.len() == 1).then(|| words.only.to_owned()),
            Step::Fall(fall) => fall.sign.as_deref().map(words.sign),
            Step::Told { .. } => None,
        };
        let counted = total.and_then(|total| self.counted(reason, total));
        let better = if let Step::Decision(decision) = step { self.better(decision) } else { None };
        let missed = total.and_then(|total| self.missed(reason, total));
        let further = [counted, self.door(reason), self.made_possible(reason, total), better, missed];
        let mut rows: Vec<String> =
            first.into_iter().chain(self.why(step)).chain(further.into_iter().flatten()).collect();
        if let Step::Decision(decision) = step {
            rows.extend(self.beside(decision));
        }
        rows
    }

    /// What else there is to remark on a decision: another goal, and endings that it closed or kept open.
    fn beside(&self, decision: &Decision) -> impl Iterator<Item = String> {
        let words = &self.reader.catalogue.debrief.line;
        let beside = decision.beside().map(|(goal, before, after)| {
            let goal = self.reader.plain(self.reader.story.goals[goal].name);
            (words.beside)(&goal, &self.value(before), &self.value(after))
        });
        let closed = self.endings(&decision.closed).map(|endings| (words.closed)(&endings));
        let opened = self.endings(&decision.opened).map(|endings| (words.opened)(&endings));
        [beside, closed, opened].into_iter().flatten()
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
        let most_left = timeline.most_left();
        let turning = timeline.turning_point();
        let best = timeline.best_decision();
        let is_best = turning.map(|(at, _)| at.number) == best.map(|(at, _)| at.number);
        let turning = turning.map(|(at, points)| {
            let by = timeline.opener(at.number).filter(|_| points > 0);
            let said = (words.line.turning)(at.number, &at.told, points, by);
            let best = if is_best { format!(" {}", words.line.turning_best) } else { String::new() };
            let is_told = most_left.is_some_and(|(left, _)| left.number == at.number);
            let better = self.better(at).filter(|_| !is_told).map(|better| format!(" {better}"));
            said + &best + &better.unwrap_or_default()
        });
        let best = best.filter(|_| !is_best);
        let best = best.map(|(at, points)| (words.line.best)(at.number, &at.told, points));
        let most_left = most_left.map(|(at, points)| (words.balance.most_left)(at.number, &at.best().told, points));
        let certain = timeline.last_certain().map(|at| (words.line.last_certain)(at.number));
        turning.into_iter().chain(best).chain(most_left).chain(certain).chain(self.luck()).collect()
    }

    /// What was luck, in sentences.
    fn luck(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.balance;
        let timeline = &self.debrief.timeline;
        let drawn = self.debrief.accounts.first().and_then(|account| account.printed).map(|it| it.draws);
        let sum = drawn.filter(|_| timeline.falls().next().is_some()).map(words.drawn);
        let is_over = self.debrief.ending.is_some();
        let undrawn = (is_over && timeline.falls().next().is_none()).then(|| words.undrawn.to_owned());
        sum.into_iter().chain(undrawn).collect()
    }

    /// What there is to say of decision and outcome, in sentences.
    pub(super) fn balance(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.balance;
        let Some(balance) = &self.debrief.balance else { return Vec::new() };
        let outcome = (words.outcome)(&self.debrief.goal, balance.result);
        let way = (words.way)(balance.dropped, balance.gained);
        let cell = format!("{way}, {}", (words.cells[balance.cell as usize])(&outcome));
        let luck = (balance.cell == Cell::MuchAndCame && balance.is_luck).then(|| words.luck.to_owned());
        let nobody = self.debrief.timeline.told().map(words.nobody);
        std::iter::once(cell).chain(luck).chain(nobody).collect()
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

    /// A step of the line as a sentence.
    pub(super) fn said(&self, step: &Step) -> String {
        let words = &self.reader.catalogue.debrief.line;
        let value = |outlook: &Outlook| self.value(Points::of(outlook.headline()));
        let label = match step {
            Step::Decision(decision) => format!("{}. {}", decision.number, self.label(step)),
            Step::Fall(_) => self.label(step),
            Step::Told { text, .. } => return (words.told)(text),
        };
        match step.change().filter(|(before, _)| !before.is_aimless()) {
            Some((before, after)) => (words.change)(&label, &value(before), &value(after)),
            None => label,
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

/// A value, or the difference of two, in whole points.
fn points(value: f64) -> i32 {
    (value * 100.0).round() as i32
}
