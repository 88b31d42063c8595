//! What a debrief says in sentences, drawn or not.

use super::{Brush, Spoilers};
use crate::debrief::{Account, Cell, Decision, Outlook, Points, Relationship, Step};
use crate::story::SceneId;

impl Brush<'_, '_> {
    /// A value as a phrase.
    pub(super) fn value(&self, points: Points) -> String {
        (self.reader.catalogue.debrief.line.value)(points.low, points.high)
    }

    /// Some endings as a phrase: by title as far as the player may know them. `None` when none may be named, for of
    /// such there is nothing to say but their number.
    pub(super) fn endings(&self, endings: &[SceneId]) -> Option<String> {
        let may_know = |id: &&SceneId| {
            self.spoilers == Spoilers::Told
                || self.debrief.ending == Some(**id)
                || self.debrief.endings.iter().any(|ending| ending.id == **id && ending.title.is_some())
        };
        let titles: Vec<String> =
            endings.iter().filter(may_know).map(|&id| self.reader.ending_title(id)).collect();
        let others = endings.len() - titles.len();
        (!titles.is_empty()).then(|| (self.reader.catalogue.debrief.line.endings)(&titles, others))
    }

    /// What there is to remark on a decision, in sentences.
    pub(super) fn remarks(&self, decision: &Decision) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.line;
        let better =
            decision.better().map(|(other, points)| (words.better)(&other.told, &self.value(points)));
        let beside = decision.beside().map(|(goal, before, after)| {
            let goal = self.reader.plain(self.reader.story.goals[goal].name);
            (words.beside)(&goal, &self.value(before), &self.value(after))
        });
        let closed = self.endings(&decision.closed).map(|endings| (words.closed)(&endings));
        let opened = self.endings(&decision.opened).map(|endings| (words.opened)(&endings));
        better.into_iter().chain(beside).chain(closed).chain(opened).collect()
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
        let turning = timeline.turning_point().map(|(at, points)| (words.line.turning)(at.number, points));
        let certain = timeline.last_certain().map(|at| (words.line.last_certain)(at.number));
        // Who is told of each ending by name needs no sum of them.
        let closed = timeline.closed().filter(|_| self.spoilers == Spoilers::Kept);
        let closed = closed.map(|(all, at)| (words.line.closed_in_all)(all, at.closed.len(), at.number));
        turning.into_iter().chain(certain).chain(closed).collect()
    }

    /// What there is to say of decision and outcome, in sentences.
    pub(super) fn balance(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.balance;
        let Some(balance) = &self.debrief.balance else { return Vec::new() };
        let cell = (words.cells[balance.cell as usize])(balance.dropped, balance.gained, balance.result);
        let luck = (balance.cell == Cell::MuchAndCame && balance.is_luck).then(|| words.luck.to_owned());
        let most_left = balance.most_left.map(|(at, points)| (words.most_left)(at, points));
        let nobody = self.debrief.timeline.told().map(words.nobody);
        let is_undrawn = self.debrief.timeline.falls().next().is_none();
        let colleagues = match &balance.colleagues {
            Some(it) => Some((words.colleagues)(&it.told, it.same, it.gained)),
            None => is_undrawn.then(|| words.undrawn.to_owned()),
        };
        std::iter::once(cell).chain(luck).chain(most_left).chain(colleagues).chain(nobody).collect()
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

    /// The accounts that are shown: every goal's under ordinary play, and behind the first goal's the two beside it.
    pub(super) fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.debrief.accounts.iter().filter(|account| account.goal == 0 || account.play == 0)
    }

    /// A step of the line as a sentence, with what there is to remark on it.
    pub(super) fn said(&self, step: &Step) -> String {
        let words = &self.reader.catalogue.debrief.line;
        let value = |outlook: &Outlook| self.value(Points::of(outlook.headline()));
        match step {
            Step::Decision(decision) if decision.after.is_aimless() => {
                format!("{}. {}", decision.number, (words.label)(&decision.told))
            }
            Step::Decision(decision) => {
                let (before, after) = (value(&decision.before), value(&decision.after));
                let said = (words.decision)(decision.number, &decision.told, &before, &after);
                std::iter::once(said).chain(self.remarks(decision)).collect::<Vec<_>>().join(" ")
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

    /// How start, decisions and draws add up, in sentences.
    pub(super) fn sums(&self) -> Vec<String> {
        let words = &self.reader.catalogue.debrief.sums;
        let sum = |(at, account): (usize, &Account)| {
            let name = self.account(account);
            match account.printed {
                Some(it) if at == 0 => (words.sentence)(it.start, it.decisions, it.draws, it.result),
                Some(it) => (words.beside)(&name, it.start, it.decisions, it.draws, it.result),
                None => {
                    let value = |chance| self.value(Points::of(chance));
                    (words.bounds)(&name, &value(account.start), &value(account.result))
                }
            }
        };
        self.accounts().enumerate().map(sum).collect()
    }
}
