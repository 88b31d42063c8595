//! Which parts of the texts no game shows, and which choices change nothing that comes later. Random games settle most
//! of it. A search looks for the rest.

use super::prose::WordCounts;
use super::reading::random_states;
use super::showing::Showable;
use crate::explore::abstraction::slots::Abstraction;
use crate::explore::abstraction::{Question, Subject};
use crate::explore::proofs::findings::Defect;
use crate::explore::states::graph::Graph;
use crate::explore::states::search::{Limits, Progress, Retention};
use crate::story::{ChoiceId, Exit, SceneId, TextId};
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// Candidates that a search must check.
#[derive(Default)]
pub struct Unread {
    /// Texts with branches that perhaps no game shows.
    pub texts: BTreeSet<TextId>,
    /// Choices that come beside others, and perhaps change nothing later.
    pub choices: BTreeSet<ChoiceId>,
}

impl Unread {
    /// All candidates in a searched graph: the texts of reached scenes, and the choices offered beside others.
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
    /// limit was hit.
    pub fn find(self, subject: &Subject, limits: &Limits, progress: &mut dyn FnMut(Progress)) -> Option<Vec<Defect>> {
        let Unread { mut texts, mut choices } = self;
        let story = subject.story;
        let prose = WordCounts::new(story, subject.engine);
        let later = subject.abstractions(&Question::everything_later(story));
        leave_out_what_random_games_show(subject, &prose, &later, &mut texts, &mut choices);
        if texts.is_empty() && choices.is_empty() {
            return Some(vec![]);
        }
        let few =
            choices.is_empty().then(|| subject.abstractions(&Question { texts: texts.clone(), ..Question::default() }));
        let (graph, limit) =
            subject.search(few.as_ref().unwrap_or(&later), Retention::Edges(0), None, limits, progress);
        if limit.is_some() {
            return None;
        }
        let scenes = story.scene_ids().flat_map(|scene| never_shown(&prose, &graph, scene, &texts));
        let pointless = choices.into_iter().filter(|&choice| is_pointless(subject, &graph, &later, choice));
        let mut found: Vec<Defect> = scenes.chain(pointless.map(Defect::Pointless)).collect();
        found.sort_unstable();
        Some(found)
    }
}

fn leave_out_what_random_games_show(
    subject: &Subject,
    prose: &WordCounts,
    later: &[Abstraction],
    texts: &mut BTreeSet<TextId>,
    choices: &mut BTreeSet<ChoiceId>,
) {
    let mut unseen: BTreeSet<Showable> = texts.iter().flat_map(|&text| parts(prose, text)).collect();
    random_states(subject.story, subject.engine, |words| {
        let before = unseen.len() + choices.len();
        prose.moment(words, &mut |_, what| _ = unseen.remove(&what));
        let available: Vec<ChoiceId> = subject.engine.available(words).collect();
        for &choice in &available {
            if choices.contains(&choice) && differs(subject, later, words, choice, available.iter().copied()) {
                choices.remove(&choice);
            }
        }
        unseen.len() + choices.len() < before
    });
    texts.retain(|&text| parts(prose, text).any(|part| unseen.contains(&part)));
}

/// The branches of a text, as things that a game can show.
fn parts(prose: &WordCounts, text: TextId) -> impl Iterator<Item = Showable> + use<> {
    (0..prose.branches(text)).map(move |branch| Showable::Part(text, branch))
}

/// Finds the branches that no game shows, in the `wanted` texts of a scene that some game shows. The graph must tell
/// apart what these texts show.
fn never_shown(prose: &WordCounts, graph: &Graph, scene: SceneId, wanted: &BTreeSet<TextId>) -> Vec<Defect> {
    let texts = prose.story.scene(scene).texts().filter(|text| wanted.contains(text));
    let mut missing: BTreeSet<Showable> = texts.flat_map(|text| parts(prose, text)).collect();
    let mut here = vec![0; graph.words];
    let mut read = BTreeSet::new();
    for state in 0..graph.states(scene).len() {
        if missing.is_empty() {
            break;
        }
        graph.unpack(scene, state, &mut here);
        prose.moment(&here, &mut |_, what| match what {
            Showable::Text(text) => _ = read.insert(text),
            what => _ = missing.remove(&what),
        });
    }
    // If no game shows a text at all, another finding reports this.
    let unseen = missing.into_iter().filter_map(|part| match part {
        Showable::Part(text, branch) => read.contains(&text).then_some(Defect::NeverShown(text, branch)),
        _ => None,
    });
    unseen.collect()
}

/// Whether a choice is pointless: wherever the player has other choices too, the same can follow after each of them.
/// `false` if it never stands beside others. The graph must keep two states apart if anything later can depend on their
/// difference.
fn is_pointless(subject: &Subject, graph: &Graph, later: &[Abstraction], choice: ChoiceId) -> bool {
    let states = graph.states(choice.scene);
    let mut words = vec![0; graph.words];
    let mut comes_with_others = false;
    for state in 0..states.len() {
        let Some(shape) = states.shape(state) else { return false };
        if shape.moves.len() < 2 || !shape.moves.iter().any(|each| each.choice == choice.index) {
            continue;
        }
        comes_with_others = true;
        graph.unpack(choice.scene, state, &mut words);
        let all = shape.moves.iter().map(|each| ChoiceId { index: each.choice, ..choice });
        if differs(subject, later, &words, choice, all) {
            return false;
        }
    }
    comes_with_others
}

/// Whether a choice leads to other outcomes than one of `others`, as far as anything later can tell.
fn differs(
    subject: &Subject,
    later: &[Abstraction],
    words: &[u64],
    choice: ChoiceId,
    mut others: impl Iterator<Item = ChoiceId>,
) -> bool {
    let own = LazyCell::new(|| outcomes(subject, later, words, choice));
    others.any(|other| other != choice && outcomes(subject, later, words, other) != *own)
}

/// What can follow a choice, as far as anything later can tell: weights, targets, and the classes of all parts.
fn outcomes(
    subject: &Subject,
    later: &[Abstraction],
    words: &[u64],
    choice: ChoiceId,
) -> Vec<(u32, SceneId, Vec<u16>)> {
    let engine = subject.engine;
    let mut chosen = words.to_vec();
    engine.choose(&mut chosen, choice);
    let exit = Exit::Choice(choice);
    let outcome = |(arm, weight): (u8, u32)| {
        let mut next = chosen.clone();
        let to = engine.take(&mut next, exit, arm);
        engine.enter(&mut next, to);
        let told = later[to.index()].slots.iter();
        (weight, to, told.map(|(&slot, classes)| classes.of(subject.slots.fields[slot].raw(&next) as u16)).collect())
    };
    engine.arms(&chosen, exit).map(outcome).collect()
}
