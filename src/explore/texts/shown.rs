//! Which parts of the texts no game shows, and which choices nothing that is shown later depends on.

use super::prose::WordCounts;
use crate::engine::Engine;
use crate::explore::abstraction::Abstraction;
use crate::explore::abstraction::classes::{Classes, FINE};
use crate::explore::proofs::findings::Defect;
use crate::explore::states::graph::{Graph, Shape};
use crate::explore::subject::Subject;
use crate::story::{Arm, Body, ChoiceId, Exit, SceneId, TextId};
use std::collections::BTreeMap;

/// Finds the branches of a scene's texts that no game shows, though games come to where they could be shown. The graph
/// tells apart what texts show.
pub fn never_shown(subject: &Subject, graph: &Graph, prose: &WordCounts, scene: SceneId) -> Vec<Defect> {
    let mut watch = SeenBranches { subject, prose, shown: BTreeMap::new(), texts: BTreeMap::new() };
    let states = graph.states(scene);
    watch.list(scene);
    let mut words = vec![0; graph.words];
    for state in 0..states.len() {
        if watch.is_done() {
            break;
        }
        graph.unpack(scene, state, &mut words);
        if let Some(shape) = states.shape(state) {
            watch.look(scene, shape, &words);
        }
    }
    if states.len() > 0 { watch.unseen() } else { Vec::new() }
}

/// The texts of one scene that have branches, and which of those were seen.
struct SeenBranches<'a> {
    subject: &'a Subject<'a>,
    prose: &'a WordCounts<'a>,
    shown: BTreeMap<TextId, Vec<bool>>,
    /// Whether a text came up at all.
    texts: BTreeMap<TextId, bool>,
}

impl SeenBranches<'_> {
    fn list(&mut self, scene: SceneId) {
        for text in self.subject.story.scene(scene).texts() {
            let count = self.prose.branches(text);
            if count > 0 {
                self.shown.insert(text, vec![false; count]);
                self.texts.insert(text, false);
            }
        }
    }

    fn is_done(&self) -> bool {
        self.shown.values().flatten().all(|&shown| shown)
    }

    /// What was not seen of texts that came up: of a text that never did, something else says so.
    fn unseen(&self) -> Vec<Defect> {
        let of_text = |(&text, shown): (&TextId, &Vec<bool>)| -> Vec<Defect> {
            let unseen = shown.iter().enumerate().filter(|&(_, &shown)| !shown);
            unseen.map(|(branch, _)| Defect::NeverShown(text, branch)).collect()
        };
        self.shown.iter().filter(|(text, _)| self.texts[text]).flat_map(of_text).collect()
    }

    fn read(&mut self, text: Option<TextId>, words: &[u64]) {
        let Some((text, shown)) = text.and_then(|text| Some((text, self.shown.get_mut(&text)?))) else {
            return;
        };
        if shown.iter().any(|&shown| !shown) {
            self.prose.note_shown(text, words, shown);
            self.texts.insert(text, true);
        }
    }

    fn look(&mut self, id: SceneId, shape: &Shape, words: &[u64]) {
        let story = self.subject.story;
        let engine = self.subject.engine;
        let scene = story.scene(id);
        for text in scene.read_on_entering().chain(scene.told) {
            self.read(Some(text), words);
        }
        match &scene.body {
            Body::Ending { .. } => {}
            Body::Goto(way) => self.arms(engine, Exit::Scene(id), &way.arms, words),
            Body::Choices(choices) => {
                let others = shape.moves.iter().any(|each| !choices[each.choice as usize].fallback);
                for (index, choice) in choices.iter().enumerate() {
                    let own = ChoiceId { scene: id, index: index as u8 };
                    if shape.moves.iter().any(|each| each.choice == own.index) {
                        self.read(Some(choice.label), words);
                        self.read(choice.told, words);
                        let mut chosen = words.to_vec();
                        engine.choose(&mut chosen, own);
                        self.read(choice.text, &chosen);
                        self.arms(engine, Exit::Choice(own), &choice.goto.arms, &chosen);
                    } else if !(engine.is_taken(words, own) || choice.fallback && others) {
                        self.read(Some(choice.label), words);
                        self.read(choice.locked, words);
                    }
                }
            }
        }
    }

    fn arms(&mut self, engine: &Engine, exit: Exit, arms: &[Arm], words: &[u64]) {
        let held: Vec<u8> = engine.arms(words, exit).map(|(arm, _)| arm).collect();
        for index in held {
            let arm = &arms[index as usize];
            self.read(arm.told, words);
            let mut next = words.to_vec();
            engine.take(&mut next, exit, index);
            self.read(arm.text, &next);
        }
    }
}

/// Whether, wherever a choice comes with others, nothing that can follow differs between it and them. `own` is what the
/// graph tells apart in each scene, `kept` what anything later can tell apart.
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

/// Whether two choices lead to the same from a state, whatever the values are that the graph does not tell apart. Of
/// numbers with very many values that is not tried: then choices that change them count as different.
fn is_same(
    subject: &Subject,
    own: &[Abstraction],
    kept: &[Abstraction],
    words: &[u64],
    one: ChoiceId,
    other: ChoiceId,
) -> bool {
    let after = |words: &[u64], choice| outcomes(subject, kept, words, choice);
    let mut changed: Vec<usize> = Vec::new();
    for choice in [one, other] {
        let own = subject.story.choice(choice);
        let effects = own.effects.iter().chain(own.goto.arms.iter().flat_map(|arm| &arm.effects));
        let changes = effects.flat_map(|effect| &effect.changes);
        changed.extend(changes.map(|change| subject.slots.variable(change.variable())));
    }
    after(words, one) == after(words, other)
        && changed.iter().all(|&slot| {
            let (field, most) = (subject.slots.fields[slot], subject.slots.most(slot));
            let classes = own[one.scene.index()].classes(slot);
            let class = classes.of(field.raw(words) as u16);
            let mut varied = words.to_vec();
            *classes == Classes::Each
                || most < FINE
                    && (0..=most as u16).filter(|&value| classes.of(value) == class).all(|value| {
                        field.set_raw(&mut varied, u64::from(value));
                        after(&varied, one) == after(&varied, other)
                    })
        })
}

/// What a choice leads to, as far as anything later can tell: the weights, the targets, and the classes of all parts.
fn outcomes(
    subject: &Subject,
    kept: &[Abstraction],
    words: &[u64],
    choice: ChoiceId,
) -> Vec<(u32, SceneId, Vec<u16>)> {
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
        let class =
            |(slot, classes): (usize, &Classes)| classes.of(subject.slots.fields[slot].raw(&next) as u16);
        (weight, to, told.map(class).collect())
    };
    arms.into_iter().map(outcome).collect()
}
