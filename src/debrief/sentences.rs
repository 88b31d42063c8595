//! What a debrief says, in sentences of the reader's language.

use super::timeline::WORTH_NAMING;
use super::{Alternative, Debrief, Door, Points, Relationship, Shift, Step, StepKind};
use crate::explore::EXACT;
use crate::language::{Cause, DebriefWords};
use crate::story::SceneId;
use crate::view::Reader;

/// A stance or counter that changed the value by fewer points is not named as a reason.
const LEAST_REASON: i32 = 2;

/// A gain or loss of at least this many points gets a sentence on the other choices, or on its effect later.
const WORTH_COUNTING: i32 = 10;

/// Whether the debrief tells what would have followed from choices that were not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoilers {
    /// The debrief does not tell this, and does not name endings that were not found.
    Kept,
    /// The debrief tells this, and names all endings.
    Told,
}

/// What every sentence of one debrief needs.
#[derive(Clone, Copy)]
pub(super) struct Phrases<'p, 'a> {
    pub reader: &'p Reader<'a>,
    pub words: &'static DebriefWords,
    pub debrief: &'p Debrief<'a>,
    pub spoilers: Spoilers,
}

impl Phrases<'_, '_> {
    /// A phrase that identifies the game: the story, the player, the date, and the ending.
    pub fn head(&self) -> String {
        let debrief = self.debrief;
        let found = debrief.endings.iter().filter(|ending| ending.title.is_some()).count();
        let ending = debrief.ending.map(|ending| match self.reader.ending_title(ending) {
            title if debrief.is_own => (self.words.head_ending)(&title, found, debrief.endings.len()),
            title => title,
        });
        let parts = [Some(self.reader.title()), debrief.player.clone(), debrief.date.clone(), ending];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    pub fn value(&self, points: Points) -> String {
        (self.words.line.value)(points.low, points.high)
    }

    /// Some endings as a phrase. Those that the player may not know yet are only counted; `None` if all are so.
    fn endings(&self, endings: &[SceneId], say: fn(&str) -> String) -> Option<String> {
        let may_know = |id: &&SceneId| {
            self.spoilers == Spoilers::Told
                || self.debrief.ending == Some(**id)
                || self.debrief.endings.iter().any(|ending| ending.id == **id && ending.title.is_some())
        };
        let titles: Vec<String> = endings.iter().filter(may_know).map(|&id| self.reader.ending_title(id)).collect();
        let others = endings.len() - titles.len();
        (!titles.is_empty()).then(|| say(&(self.words.line.endings)(&titles, others)))
    }

    pub fn label(&self, step: &Step) -> String {
        let words = &self.words.line;
        match step.kind {
            StepKind::Decision(_) => (words.label)(&step.told),
            StepKind::Draw(drawn) => (words.draw_label)(&step.told, drawn.weight, drawn.of),
            StepKind::Told(_) => (words.told_label)(&step.told),
        }
    }

    /// A step as a sentence, with the values before and after.
    pub fn said(&self, step: &Step) -> String {
        let label = match step.kind {
            StepKind::Decision(_) => format!("{}. {}", step.number, self.label(step)),
            StepKind::Draw(_) => self.label(step),
            StepKind::Told(_) => return (self.words.line.told)(&step.told),
        };
        let [before, after] = [&step.before, &step.after].map(|outlook| self.value(outlook.points()));
        if step.before.is_aimless() { label } else { (self.words.line.change)(&label, &before, &after) }
    }

    /// Sentences on why a step changed the value, then other remarks on the step.
    pub fn remarks(&self, step: &Step) -> Vec<String> {
        let (words, total) = (&self.words.line, step.points());
        let only = (step.alternatives.len() == 1).then(|| words.only.to_owned());
        let mut rows: Vec<String> = only.into_iter().chain(step.sign.as_deref().map(words.sign)).collect();
        if let Some(total) = total.filter(|total| total.abs() >= LEAST_REASON) {
            rows.extend(self.causes(step, total));
        }
        let beside = step.beside().map(|(goal, before, after)| {
            (words.beside)(&self.reader.goal(goal), &self.value(before), &self.value(after))
        });
        let reason = &self.words.reason;
        // The later decision for which the flags of this step mattered most.
        let counted = step.reason.counted.as_ref().filter(|_| total > Some(0)).and_then(|it| {
            let (with, without) = (points(it.played), points(it.otherwise));
            (with - without >= WORTH_COUNTING).then(|| (reason.counted)(it.number, &it.told, with, without))
        });
        let door = step.reason.door.map(|door| match door {
            Door::Certain => (reason.certain)(&self.reader.goal(self.debrief.goal)),
            Door::Closed => (reason.closed)(&self.reader.goal(self.debrief.goal)),
            Door::Settled => reason.settled.to_owned(),
        });
        let later = self.debrief.timeline.decisions().filter(|later| step.reason.opens.contains(&later.number));
        let later: Vec<(usize, &str)> = later.map(|later| (later.number, later.told.as_str())).collect();
        let further = [
            counted,
            door,
            (total >= Some(0) && !later.is_empty()).then(|| (reason.opens)(&later)),
            self.better(step),
            self.missed(step),
            beside,
            self.endings(&step.closed(), words.closed),
            self.endings(&step.opened(), words.opened),
        ];
        rows.extend(further.into_iter().flatten());
        rows
    }

    /// Sentences on what moved the value by `total` points, and on one stance that held it back. If no cause is known,
    /// they tell what the other choices were worth and who moved.
    fn causes(&self, step: &Step, total: i32) -> Vec<String> {
        let (words, after) = (&self.words.reason, step.after.headline().low);
        let along = |difference: f64| points(difference) * total.signum();
        let known = step.reason.shifts.iter().filter_map(|shift| Some((shift, shift.difference?)));
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
        let causes: Vec<Cause> = causes.iter().map(cause).collect();
        let why = (!causes.is_empty()).then(|| (words.why)(&causes, is_part));
        let held = against.last().filter(|(shift, _)| shift.is_stance);
        let against = |(shift, by): &(&Shift, f64)| {
            (words.against)(points(after - by), &(words.no_stance)(&shift.name, shift.by))
        };
        let known = [why, held.map(against)];
        let other = || [self.left_aside(step, total), self.who_moved(step, total)];
        if known.iter().all(Option::is_none) { other() } else { known }.into_iter().flatten().collect()
    }

    /// The change of a stance or counter, as a phrase.
    fn shift(&self, shift: &Shift) -> String {
        let what = if shift.is_stance { self.words.reason.stance } else { self.words.reason.counter };
        what(&shift.name, shift.by)
    }

    /// A sentence on the other choices' values; `None` unless the choice made beat them all and gained enough points.
    fn left_aside(&self, decision: &Step, total: i32) -> Option<String> {
        let others = decision.others().map(|other| other.after.points());
        let all = others.reduce(|all, it| Points { low: all.low.min(it.low), high: all.high.max(it.high) })?;
        let is_best = total >= WORTH_COUNTING && all.high < decision.after.points().low;
        is_best.then(|| (self.words.reason.left_aside)(&self.value(all)))
    }

    /// A sentence on who moved, which claims no cause. `None` if no stance moved in the same direction as the value.
    fn who_moved(&self, step: &Step, total: i32) -> Option<String> {
        let stances: Vec<&Shift> = step.reason.shifts.iter().filter(|shift| shift.is_stance).collect();
        let moved: Vec<String> = stances.iter().map(|shift| self.shift(shift)).collect();
        stances.iter().any(|shift| shift.by * total > 0).then(|| (self.words.reason.moved)(&moved.join("; ")))
    }

    /// A sentence on a better choice: whether a later one makes up for it, and after a loss, who would be closer.
    pub fn better(&self, decision: &Step) -> Option<String> {
        let (other, value) = decision.better()?;
        let is_last = decision.reason.door.is_none() && is_beyond(decision, other);
        let closer = decision.reason.closer.iter().filter(|_| decision.points().is_some_and(|it| it <= -WORTH_NAMING));
        let closer: Vec<String> = closer.map(|(name, by)| (self.words.reason.stance)(name, *by)).collect();
        Some((self.words.line.better)(&other.told, &closer, &self.value(value), is_last))
    }

    /// A sentence on what a better choice would have made possible; `None` unless nothing else explains a large loss.
    fn missed(&self, decision: &Step) -> Option<String> {
        let (words, missed) = (&self.words.reason, decision.reason.missed.as_ref()?);
        let is_loss = decision.points()? <= -WORTH_COUNTING && decision.reason.door.is_none();
        let (value, made) = (points(missed.otherwise), points(missed.played));
        if !is_loss || value - made < WORTH_COUNTING || is_beyond(decision, decision.best()?) {
            return None;
        }
        let mut decisions = self.debrief.timeline.decisions();
        let is_own = decisions.any(|later| (later.number, later.choice()) == (missed.number, Some(missed.choice)));
        Some(match is_own {
            true => (words.missed_worth)(missed.number, &missed.told, value, made),
            false => (words.missed_choice)(missed.number, &missed.told, value),
        })
    }

    /// The sentences that follow the timeline.
    pub fn conclusions(&self) -> Vec<String> {
        let (words, timeline) = (self.words, &self.debrief.timeline);
        if timeline.start.is_aimless() {
            return vec![words.aimless.to_owned()];
        }
        if !timeline.is_exact() {
            return vec![words.bounded.to_owned()];
        }
        let (most_left, turning, best) = (timeline.most_left(), timeline.turning_point(), timeline.best_decision());
        let is_best = turning.map(|(at, _)| at.number) == best.map(|(at, _)| at.number);
        let turning = turning.map(|(at, points)| {
            let opener = timeline.decisions().find(|decision| decision.reason.opens.contains(&at.number));
            let opener = opener.filter(|_| points > 0).map(|opener| opener.number);
            let said = (words.line.turning)(at.number, &at.told, points, opener);
            let best = is_best.then(|| words.line.turning_best.to_owned());
            let is_told = most_left.is_some_and(|(left, ..)| left.number == at.number);
            let better = self.better(at).filter(|_| !is_told);
            [Some(said), best, better].into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        let best = best.filter(|_| !is_best);
        let luck = match timeline.draws().next() {
            Some(_) => {
                let printed = self.debrief.accounts.first().and_then(|account| account.printed);
                printed.map(|[_, _, draws, _]| (words.balance.drawn)(draws))
            }
            None => self.debrief.ending.map(|_| words.balance.undrawn.to_owned()),
        };
        let sentences = [
            turning,
            best.map(|(at, points)| (words.line.best)(at.number, &at.told, points)),
            most_left.map(|(at, best, points)| (words.balance.most_left)(at.number, &best.told, points)),
            timeline.last_certain().map(|at| (words.line.last_certain)(at.number)),
            luck,
        ];
        sentences.into_iter().flatten().collect()
    }

    /// Sentences that compare the decisions with the outcome.
    pub fn balance(&self) -> Vec<String> {
        let words = &self.words.balance;
        let Some(balance) = &self.debrief.balance else { return Vec::new() };
        let result = self.debrief.timeline.result().points().low;
        let outcome = (words.outcome)(&self.reader.goal(self.debrief.goal), result);
        let way = (words.way)(balance.dropped, balance.gained);
        let said = format!("{way}, {}", (words.came_of_it)(balance.is_little, balance.is_reached, &outcome));
        let is_luck = !balance.is_little && balance.is_reached && balance.is_luck;
        let luck = is_luck.then(|| words.luck.to_owned());
        let told = self.debrief.timeline.steps.iter().filter(|step| matches!(step.kind, StepKind::Told(_)));
        std::iter::once(said).chain(luck).chain(told.map(|step| (words.nobody)(&step.told))).collect()
    }

    /// A sentence on what moved somebody most; `None` if nothing moved them.
    pub fn moved(&self, who: &Relationship) -> Option<String> {
        let words = &self.words.looking_back;
        let befell = who.moved_more_by.as_ref().map(|it| (words.befell)(it.told.as_deref(), it.by));
        let chosen = || who.moved_most_by.as_ref().and_then(|it| Some((words.moved)(it.told.as_deref()?, it.by)));
        befell.or_else(chosen)
    }

    /// A sentence on a choice that was not made, and on what would have followed.
    pub fn other(&self, decision: &Step, other: &Alternative) -> String {
        let words = &self.words.spoilers;
        let mut said = vec![(words.other)(&other.told, &self.value(other.after.points()))];
        said.extend(other.leads.iter().map(|lead| match lead.of == lead.weight {
            true => (words.leads)(&lead.heading),
            false => (words.may_lead)(&lead.heading, lead.weight, lead.of),
        }));
        said.extend(other.leads.is_empty().then(|| words.nowhere.to_owned()));
        said.extend(self.endings(&decision.before.endings_beyond(&other.after), words.closes));
        said.join(" ")
    }
}

/// Whether perfect play after a decision is worth less than the choice `other` was.
fn is_beyond(decision: &Step, other: &Alternative) -> bool {
    decision.after.under(1).low < other.after.headline().low - EXACT
}

/// A value between 0 and 1, or a difference of two such values, in whole points.
fn points(value: f64) -> i32 {
    (value * 100.0).round() as i32
}
