//! What would have come of the choices that were not made.

use super::Brush;
use crate::debrief::{Alternative, Decision, Points};

impl Brush<'_, '_> {
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
