//! What a player reads: how many words a game has, and what no game shows, by a search that tells apart what the texts
//! show. Nothing of it is kept but that: each scene is read when all its states are known, and then forgotten.

use super::prose::Prose;
use super::shown::{is_pointless, never_shown};
use crate::explore::forget::question::Question;
use crate::explore::limits::{Limits, Progress};
use crate::explore::order::part;
use crate::explore::parallel;
use crate::explore::proofs::findings::Found;
use crate::explore::subject::Subject;
use crate::explore::ways::lengths::{Length, Lengths, Measure};
use crate::story::ChoiceId;

/// What was read.
pub struct Reading {
    /// The words of a game that reaches an ending.
    pub words: Option<Length>,
    /// The parts of texts that nobody sees, and the choices that nothing later depends on.
    pub found: Vec<Found>,
}

/// Reads all texts in all states; `is_idle` says which choices change no ending's chance. `None` when a limit was hit.
pub fn read_texts(
    subject: &Subject,
    is_idle: impl Fn(ChoiceId) -> bool,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Option<Reading> {
    let story = subject.story;
    let prose = Prose::new(story, subject.engine, &subject.slots);
    let kept = subject.kept(&Question::texts());
    let later = subject.kept(&Question::everything_later(story));
    let mut lengths = Lengths::new(story.scenes.len(), story.start, Measure::Words);
    let mut found = Vec::new();
    let limit = subject.search_words(
        &kept,
        &prose,
        limits,
        &mut |graph, component| {
            let part = part(graph, component);
            let unseen = || -> Vec<Found> {
                part.scenes().iter().flat_map(|&scene| never_shown(subject, graph, &prose, scene)).collect()
            };
            let ((), unseen) = parallel::both(limits.threads, || lengths.pass(graph, &part), unseen);
            found.extend(unseen);
            let choices = part.scenes().iter().flat_map(|&scene| story.choices_of(scene));
            let idle = choices.filter(|&choice| is_idle(choice));
            let pointless = idle.filter(|&choice| is_pointless(subject, graph, &later, choice));
            found.extend(pointless.map(Found::Pointless));
        },
        progress,
    );
    found.sort_unstable();
    limit.is_none().then_some(Reading { words: lengths.length(), found })
}
