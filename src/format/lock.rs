//! `accepted.lock`: for which wording of the source each text of a translation was accepted.
//!
//! The file is written by `translations accept` and committed. A text is stale when what is recorded for its address is
//! another wording, unless the text comes from an address that is gone. A text of which nothing is recorded was
//! translated since, or renamed.

use super::file::ParsedFile;
use super::fingerprint::of_text;
use super::lower::{Lower, address};
use super::spec::NAMES;
use super::table::Entry;
use super::{Decoded, translation::Translation};
use crate::source::{Diagnostic, Sources};
use crate::story::{Story, TextId, Texts};
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

impl Lower<'_> {
    /// Finds what of a translation is stale.
    pub fn staleness(&mut self, lock: &ParsedFile<'_>, sources: &Sources, translation: &mut Translation) {
        let mut recorded: HashMap<String, &str> = HashMap::new();
        for entry in lock.root(&NAMES).entries() {
            record(&entry, "", &mut recorded, &mut self.faults);
        }
        let addresses: HashSet<&str> = self.slots.iter().map(|slot| slot.address.as_str()).collect();
        let gone: HashMap<&str, &str> = recorded
            .iter()
            .filter(|(address, _)| !addresses.contains(address.as_str()))
            .map(|(address, &accepted)| (accepted, address.as_str()))
            .collect();
        // Which table came from which, by the texts in them that are still the same.
        let mut renamed: HashMap<&str, &str> = HashMap::new();
        let mut unrecorded = vec![];
        for (index, span) in self.texts.spans.iter().enumerate() {
            let (Some(span), Some(_)) = (span, translation.texts.spans[index]) else { continue };
            let source = Decoded::new(span.file, sources.file(span.file).text(), span.range());
            let (id, fingerprint) = (TextId(index as u32), of_text(source.value()));
            match recorded.get(&self.slots[index].address) {
                Some(&accepted) if accepted == fingerprint => {}
                _ if gone.contains_key(&*fingerprint) => {
                    renamed.extend(tables(&self.slots[index].address, gone[&*fingerprint]));
                }
                Some(_) => translation.texts.stale.push(id),
                None => unrecorded.push(id),
            }
        }
        for id in unrecorded {
            let address = &self.slots[id.index()].address;
            let before = address.match_indices('.').find_map(|(dot, _)| {
                let table = renamed.get(&address[..dot])?;
                recorded.get(&format!("{table}{}", &address[dot..]))
            });
            let list = if before.is_some() { &mut translation.texts.stale } else { &mut translation.texts.unaccepted };
            list.push(id);
        }
        translation.texts.stale.sort_by_key(|id| id.index());
    }
}

/// The tables in which a text stands under two addresses, when what follows them is the same.
fn tables<'a>(address: &'a str, before: &'a str) -> Option<(&'a str, &'a str)> {
    let same = address.split('.').rev().zip(before.split('.').rev()).take_while(|(one, other)| one == other);
    let tail: usize = same.map(|(part, _)| part.len() + 1).sum();
    let table = |address: &'a str| address.len().checked_sub(tail).and_then(|end| address.get(..end));
    Some((table(address)?, table(before)?)).filter(|_| tail > 0)
}

fn record<'a>(entry: &Entry<'a>, path: &str, recorded: &mut HashMap<String, &'a str>, faults: &mut Vec<Diagnostic>) {
    let address = address(path, entry.name);
    match entry.value.as_str() {
        Some(fingerprint) => drop(recorded.insert(address, fingerprint)),
        None if entry.value.is_table() => {
            entry.value.names().iter().for_each(|below| record(below, &address, recorded, faults));
        }
        None => faults.push(entry.value.wrong_type("a string")),
    }
}

/// The lock file that accepts a translation as it stands, but for the texts in `refused`, in ascending order, which
/// are recorded as stale.
pub fn accepted_lock(sources: &Sources, story: &Story, translation: &Texts, refused: &[TextId]) -> String {
    let mut lock =
        String::from("# Written by `counterpitch translations accept`: the source texts, as fingerprints (SHA-256).\n");
    let source = &story.texts[0];
    for (index, slot) in story.slots.iter().enumerate() {
        let is_refused = refused.binary_search(&TextId(index as u32)).is_ok();
        if let (Some(span), Some(_)) = (source.spans[index], translation.spans[index]) {
            let text = Decoded::new(span.file, sources.file(span.file).text(), span.range());
            let accepted = if is_refused { "stale".to_owned() } else { of_text(text.value()) };
            // Writing to a string cannot fail.
            let _ = writeln!(lock, "\"{}\" = \"{accepted}\"", slot.address);
        }
    }
    lock
}
