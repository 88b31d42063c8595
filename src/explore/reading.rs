//! What a player reads: the search that tells apart what the texts show.

use super::chance::EXACT;
use super::explored::Details;
use super::findings::{Finding, Found};
use super::lengths::{Length, Measure, length};
use super::limits::{Limits, Progress};
use super::order::order;
use super::parallel;
use super::prose::Prose;
use super::question::Question;
use super::search::Keep;
use super::shown::{is_pointless, never_shown};
use super::subject::Subject;

/// A piece of work on the graph that tells texts apart.
enum Task {
    Words,
    Unseen,
}

/// What came of it.
enum Read {
    Words(Option<Length>),
    Unseen(Vec<Found>),
}

/// What is read: how many words, and which parts of the texts nobody sees, by a search that tells apart what the
/// texts show.
pub(super) fn read_texts(
    subject: &Subject,
    details: &mut Details,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) {
    let prose = Prose::new(subject.story, subject.engine);
    let kept = subject.kept(&Question::texts());
    let (graph, _) = subject.search(&kept, Keep::Words(&prose), None, limits, progress);
    if !graph.complete {
        return;
    }
    let mut found = Vec::new();
    let tasks = vec![Task::Words, Task::Unseen];
    for done in parallel::map(limits.threads, tasks, |task| match task {
        Task::Words => Read::Words(length(&graph, &order(&graph), Measure::Words)),
        Task::Unseen => Read::Unseen(never_shown(subject, &graph, &prose)),
    }) {
        match done {
            Read::Words(words) => details.words = words,
            Read::Unseen(unseen) => found = unseen,
        }
    }
    let later = subject.kept(&Question::everything_later(subject.story));
    found.extend(subject.story.choice_ids().filter_map(|choice| {
        let facts = details.choice_facts[choice.scene.index()][choice.index as usize];
        let is_idle = facts.impact.is_some_and(|impact| impact < EXACT);
        (is_idle && is_pointless(subject, &graph, &later, choice)).then_some(Found::Pointless(choice))
    }));
    details.findings.extend(found.into_iter().map(|what| Finding { what, playthrough: None }));
}
