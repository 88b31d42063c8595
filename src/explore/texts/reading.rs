//! What a player reads: how many words a game has, and what no game shows, by a search that tells apart what the texts
//! show. Nothing of it is kept but that: each scene is read when all its states are known, and then dropped.

use super::prose::WordCounts;
use super::showing::Showing;
use super::shown::{is_pointless, never_shown};
use crate::explore::abstraction::question::{Question, TextScope};
use crate::explore::limits::{Limits, Progress};
use crate::explore::order::part;
use crate::explore::parallel;
use crate::explore::proofs::findings::Defect;
use crate::explore::states::graph::Graph;
use crate::explore::subject::Subject;
use crate::explore::ways::lengths::{Length, Lengths, Measure};
use crate::story::{SceneId, TextId};
use std::collections::BTreeSet;

/// What was read.
#[derive(Default)]
pub struct TextFindings {
    /// The words of a game that reaches an ending, if they were asked for.
    pub words: Option<Length>,
    /// The parts of texts that nobody sees, and the choices that nothing later depends on, if they were asked for.
    pub found: Vec<Defect>,
}

/// Reads all texts in all states. `None` when a limit was hit.
pub fn read_texts(
    subject: &Subject,
    asks_words: bool,
    asks_findings: bool,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Option<TextFindings> {
    let story = subject.story;
    let prose = WordCounts::new(story, subject.engine, &subject.slots);
    let showing = Showing { story, engine: subject.engine, prose: &prose };
    let kept = subject.abstractions(&Question::texts(TextScope::All));
    let later = subject.abstractions(&Question::everything_later(story));
    let mut lengths = asks_words.then(|| Lengths::new(story.scenes.len(), story.start, Measure::Words));
    let mut found = Vec::new();
    let limit = subject.search_and_read(
        &kept,
        asks_words.then_some(&prose),
        limits,
        &mut |graph, component| {
            let part = part(graph, component);
            let unseen = || -> Vec<Defect> {
                let scenes = part.scenes().iter().filter(|_| asks_findings);
                scenes.flat_map(|&scene| never_shown(&showing, graph, scene)).collect()
            };
            let count = || lengths.iter_mut().for_each(|lengths| lengths.pass(graph, &part));
            let ((), unseen) = parallel::both(limits.threads, count, unseen);
            found.extend(unseen);
            let choices = part.scenes().iter().flat_map(|&scene| story.choices_of(scene));
            let pointless = choices
                .filter(|&choice| asks_findings && is_pointless(subject, graph, &kept, &later, choice))
                .map(Defect::Pointless);
            found.extend(pointless);
        },
        progress,
    );
    found.sort_unstable();
    limit.is_none().then(|| TextFindings { words: lengths.and_then(|lengths| lengths.length()), found })
}

/// The parts of some of the story's source texts that no game shows, by a search that tells apart only what these show.
/// `None` when a limit was hit.
pub fn read_some(
    subject: &Subject,
    texts: &BTreeSet<TextId>,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Option<Vec<Defect>> {
    let prose = WordCounts::new(subject.story, subject.engine, &subject.slots);
    let showing = Showing { story: subject.story, engine: subject.engine, prose: &prose };
    let kept = subject.abstractions(&Question::texts(TextScope::Only(texts)));
    let mut found = Vec::new();
    let read = &mut |graph: &Graph, component: &[u32]| {
        for &scene in component {
            found.extend(never_shown(&showing, graph, SceneId(scene as u16)));
        }
    };
    let limit = subject.search_and_read(&kept, None, limits, read, progress);
    found.retain(|found| matches!(found, Defect::NeverShown(text, _) if texts.contains(text)));
    limit.is_none().then_some(found)
}
