//! How many words a game has, and what no game shows. A search tells apart what the texts show. It keeps nothing: it
//! reads each scene when all states of the scene are known, and then drops them.

use super::entries::WordReader;
use super::prose::WordCounts;
use super::sampled::{random_length, random_states};
use super::showing::{Showable, Showing};
use super::shown::{differs, is_pointless, moment, never_shown};
use crate::explore::abstraction::Abstraction;
use crate::explore::abstraction::question::{Question, TextScope};
use crate::explore::limits::{Limits, Progress};
use crate::explore::order::part;
use crate::explore::proofs::findings::Defect;
use crate::explore::states::graph::Graph;
use crate::explore::subject::Subject;
use crate::explore::ways::lengths::{Length, Lengths, Measure};
use crate::story::{ChoiceId, SceneId, TextId};
use std::collections::BTreeSet;

/// The words of all games are counted if that takes at most this many states; else those of random games.
const MOST_STATES: u64 = 1 << 18;

/// The words of a game that reaches an ending. `None` when none does.
pub fn words(subject: &Subject, limits: &Limits, progress: &mut dyn FnMut(Progress)) -> Option<Length> {
    let prose = WordCounts::new(subject.story, subject.engine);
    let kept = subject.abstractions(&Question::texts(TextScope::All));
    let measure = Measure::Words(WordReader::new(&prose));
    let mut lengths = Lengths::new(subject.story.scenes.len(), subject.story.start, measure);
    let read = &mut |graph: &Graph, component: &[u32]| lengths.pass(graph, &part(graph, component));
    let few =
        Limits { states: Some(limits.states.map_or(MOST_STATES, |most| most.min(MOST_STATES))), ..limits.clone() };
    match subject.search_and_read(&kept, &few, read, progress) {
        None => lengths.length(),
        Some(_) => random_length(subject.engine, &prose),
    }
}

/// What no game may show: candidates that a search must check.
#[derive(Default)]
pub struct Unread {
    /// Texts with branches that perhaps no game shows.
    pub texts: BTreeSet<TextId>,
    /// Choices that come beside others, and perhaps change nothing later.
    pub choices: BTreeSet<ChoiceId>,
}

impl Unread {
    /// All texts and choices to which a searched graph comes.
    pub fn of_graph(subject: &Subject, graph: &Graph) -> Unread {
        let mut unread = Unread::default();
        for scene in subject.story.scene_ids().filter(|&scene| graph.states(scene).len() > 0) {
            unread.texts.extend(subject.story.scene(scene).texts());
            let moves = graph.states(scene).kinds.iter().map(|shape| &shape.moves).filter(|moves| moves.len() > 1);
            unread.choices.extend(moves.flatten().map(|each| ChoiceId { scene, index: each.choice }));
        }
        unread
    }

    /// The branches of the texts that no game shows, and the choices on which nothing later depends. `None` when a
    /// limit was hit. Random games settle most of them; the search looks only for the rest.
    pub fn find(self, subject: &Subject, limits: &Limits, progress: &mut dyn FnMut(Progress)) -> Option<Vec<Defect>> {
        let Unread { mut texts, mut choices } = self;
        let story = subject.story;
        let prose = WordCounts::new(story, subject.engine);
        let showing = Showing { story, engine: subject.engine, prose: &prose };
        let later = subject.abstractions(&Question::everything_later(story));
        leave_out_what_random_games_show(subject, &showing, &later, &mut texts, &mut choices);
        if texts.is_empty() && choices.is_empty() {
            return Some(vec![]);
        }
        let scope = if choices.is_empty() { TextScope::Only(&texts) } else { TextScope::All };
        let kept = subject.abstractions(&Question::texts(scope));
        let mut found = Vec::new();
        let read = &mut |graph: &Graph, component: &[u32]| {
            for scene in component.iter().map(|&scene| SceneId(scene as u16)) {
                found.extend(never_shown(&showing, graph, scene, &texts));
                let own = choices.iter().filter(|choice| choice.scene == scene);
                let pointless = own.filter(|&&choice| is_pointless(subject, graph, &kept, &later, choice));
                found.extend(pointless.map(|&choice| Defect::Pointless(choice)));
            }
        };
        let limit = subject.search_and_read(&kept, limits, read, progress);
        found.sort_unstable();
        limit.is_none().then_some(found)
    }
}

fn leave_out_what_random_games_show(
    subject: &Subject,
    showing: &Showing,
    later: &[Abstraction],
    texts: &mut BTreeSet<TextId>,
    choices: &mut BTreeSet<ChoiceId>,
) {
    let parts = |&text: &TextId| (0..showing.prose.branches(text)).map(move |part| Showable::Part(text, part));
    let mut unseen: BTreeSet<Showable> = texts.iter().flat_map(parts).collect();
    random_states(subject.story, subject.engine, |words| {
        let before = unseen.len() + choices.len();
        moment(showing, words, &mut |_, what| _ = unseen.remove(&what));
        let available: Vec<ChoiceId> = subject.engine.available(words).collect();
        let own = available.iter().filter(|choice| choices.contains(choice));
        let is_felt =
            |&&choice: &&ChoiceId| available.iter().any(|&other| differs(subject, later, words, choice, other));
        let felt: Vec<ChoiceId> = own.filter(is_felt).copied().collect();
        felt.iter().for_each(|choice| _ = choices.remove(choice));
        unseen.len() + choices.len() < before
    });
    texts.retain(|&text| unseen.range(Showable::Part(text, 0)..=Showable::Part(text, usize::MAX)).next().is_some());
}
