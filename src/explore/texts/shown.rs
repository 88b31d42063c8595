//! Which parts of the texts no game shows, and which choices change nothing that is shown later.

use super::showing::{Showable, Showing};
use crate::explore::abstraction::Abstraction;
use crate::explore::abstraction::classes::{Classes, FINE};
use crate::explore::proofs::findings::Defect;
use crate::explore::states::graph::Graph;
use crate::explore::subject::Subject;
use crate::story::{Body, ChoiceId, Exit, SceneId, TextId};
use std::collections::BTreeSet;

/// Finds the branches that no game shows, in those texts of a scene that are `wanted` and that some game shows. The
/// graph must tell apart what these texts show.
pub fn never_shown(showing: &Showing, graph: &Graph, scene: SceneId, wanted: &BTreeSet<TextId>) -> Vec<Defect> {
    let texts = showing.story.scene(scene).texts().filter(|text| wanted.contains(text));
    let parts = |text: TextId| (0..showing.prose.branches(text)).map(move |part| Showable::Part(text, part));
    let mut missing: BTreeSet<Showable> = texts.flat_map(parts).collect();
    let mut here = vec![0; graph.words];
    let mut read = BTreeSet::new();
    for state in 0..graph.states(scene).len() as u32 {
        if missing.is_empty() {
            break;
        }
        graph.unpack(scene, state as usize, &mut here);
        moment(showing, &here, &mut |_, what| match what {
            Showable::Text(text) => _ = read.insert(text),
            what => _ = missing.remove(&what),
        });
    }
    // For a text that no game shows at all, another finding says so.
    let unseen = missing.into_iter().filter_map(|part| match part {
        Showable::Part(text, branch) => read.contains(&text).then_some(Defect::NeverShown(text, branch)),
        _ => None,
    });
    unseen.collect()
}

/// Calls `see` with all that a state shows: on entering it (`None`), and along each of its edges (the edge's position).
pub fn moment(showing: &Showing, here: &[u64], see: &mut dyn FnMut(Option<usize>, Showable)) {
    let engine = showing.engine;
    let scene = engine.scene(here);
    showing.enter(scene, here, &mut |what| see(None, what));
    let mut edge = 0;
    let mut leave = |exit: Exit, chosen: &[u64], see: &mut dyn FnMut(Option<usize>, Showable)| {
        for (arm, _) in engine.arms(chosen, exit) {
            let mut next = chosen.to_vec();
            engine.take(&mut next, exit, arm);
            showing.take(exit, arm, chosen, &next, &mut |what| see(Some(edge), what));
            edge += 1;
        }
        edge
    };
    match &showing.story.scene(scene).body {
        Body::Ending { .. } => {}
        Body::Goto(_) => _ = leave(Exit::Scene(scene), here, see),
        Body::Choices(_) => {
            let mut first = 0;
            for choice in engine.available(here) {
                let mut chosen = here.to_vec();
                engine.choose(&mut chosen, choice);
                let end = leave(Exit::Choice(choice), &chosen, see);
                showing.choose(choice, here, &chosen, &mut |what| (first..end).for_each(|edge| see(Some(edge), what)));
                first = end;
            }
        }
    }
}

/// Whether a choice is pointless: wherever it comes beside others, the same can follow after it as after them. `own` is
/// what the graph tells apart in each scene, `kept` is what anything later can tell apart.
pub fn is_pointless(
    subject: &Subject,
    graph: &Graph,
    own: &[Abstraction],
    kept: &[Abstraction],
    choice: ChoiceId,
) -> bool {
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
        let others = shape.moves.iter().map(|each| ChoiceId { index: each.choice, ..choice });
        for other in others.filter(|&other| other != choice) {
            if !is_same(subject, own, kept, &words, choice, other) {
                return false;
            }
        }
    }
    comes_with_others
}

/// Whether two choices lead to the same from a state, for all values that the graph does not tell apart. Numbers with
/// very many values are not tried: choices that change them count as different.
fn is_same(
    subject: &Subject,
    own: &[Abstraction],
    kept: &[Abstraction],
    words: &[u64],
    one: ChoiceId,
    other: ChoiceId,
) -> bool {
    let mut changed: Vec<usize> = Vec::new();
    for choice in [one, other] {
        let own = subject.story.choice(choice);
        let effects = own.effects.iter().chain(own.goto.arms.iter().flat_map(|arm| &arm.effects));
        let changes = effects.flat_map(|effect| &effect.changes);
        changed.extend(changes.map(|change| subject.slots.variable(change.variable())));
    }
    !differs(subject, kept, words, one, other)
        && changed.iter().all(|&slot| {
            let (field, most) = (subject.slots.fields[slot], subject.slots.most(slot));
            let classes = own[one.scene.index()].classes(slot);
            let class = classes.of(field.raw(words) as u16);
            let mut varied = words.to_vec();
            *classes == Classes::Each
                || most < FINE
                    && (0..=most as u16).filter(|&value| classes.of(value) == class).all(|value| {
                        field.set_raw(&mut varied, u64::from(value));
                        !differs(subject, kept, &varied, one, other)
                    })
        })
}

/// Whether two choices lead to different things from a state, as far as anything later can tell.
pub fn differs(subject: &Subject, kept: &[Abstraction], words: &[u64], one: ChoiceId, other: ChoiceId) -> bool {
    one != other && outcomes(subject, kept, words, one) != outcomes(subject, kept, words, other)
}

/// What a choice leads to, as far as anything later can tell: the weights, the targets, and the classes of all parts.
fn outcomes(subject: &Subject, kept: &[Abstraction], words: &[u64], choice: ChoiceId) -> Vec<(u32, SceneId, Vec<u16>)> {
    let engine = subject.engine;
    let mut chosen = words.to_vec();
    engine.choose(&mut chosen, choice);
    let exit = Exit::Choice(choice);
    let arms: Vec<(u8, u32)> = engine.arms(&chosen, exit).collect();
    let outcome = |(arm, weight): (u8, u32)| {
        let mut next = chosen.clone();
        let to = engine.take(&mut next, exit, arm);
        engine.enter(&mut next, to);
        let told = kept[to.index()].iter();
        let class = |(slot, classes): (usize, &Classes)| classes.of(subject.slots.fields[slot].raw(&next) as u16);
        (weight, to, told.map(class).collect())
    };
    arms.into_iter().map(outcome).collect()
}
