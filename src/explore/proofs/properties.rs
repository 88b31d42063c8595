//! Verdicts on what a story promises.

use super::counting::horizon;
use super::judge::Judge;
use crate::engine::Engine;
use crate::explore::abstraction::Abstraction;
use crate::explore::abstraction::question::Question;
use crate::explore::chances::Asked;
use crate::explore::chances::chance::{Chance, EXACT};
use crate::explore::chances::sweep::Target;
use crate::explore::limits::{Limits, Progress};
use crate::explore::order::{SceneComponent, order};
use crate::explore::states::graph::Graph;
use crate::explore::states::search::{FOLLOW_UP, Retention};
use crate::explore::subject::Subject;
use crate::explore::ways::paths::Path;
use crate::story::{Claim, Expression, Play, Property, Story};

/// What is known of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Proved,
    /// It does not.
    Refuted,
    /// A limit was hit before it was clear.
    Unknown,
}

/// A verdict, and what shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// A shortest path that shows a refutation, where one can.
    pub path: Option<Path>,
    /// The chance, when the property speaks of one.
    pub chance: Option<Chance>,
}

impl Judgement {
    /// Nothing is known yet.
    pub fn unknown() -> Judgement {
        Judgement::plain(Verdict::Unknown)
    }

    /// A verdict with nothing to show.
    pub fn plain(verdict: Verdict) -> Judgement {
        Judgement { verdict, path: None, chance: None }
    }
}

/// Whether a property's chance is among those that the main search answers.
pub fn is_plain_chance(property: &Property) -> bool {
    matches!(&property.claim, Claim::Chance { of, .. } if !crate::explore::abstraction::reads::asks_choices(&of.expression))
}

/// Judges a property of which the chance is known.
pub fn judge_chance(chance: Chance, min: Option<f64>, max: Option<f64>) -> Judgement {
    let (min, max) = (min.unwrap_or(0.0) - EXACT, max.unwrap_or(1.0) + EXACT);
    let verdict = if chance.low >= min && chance.high <= max {
        Verdict::Proved
    } else if chance.high < min || chance.low > max {
        Verdict::Refuted
    } else {
        Verdict::Unknown
    };
    Judgement { chance: Some(chance), ..Judgement::plain(verdict) }
}

/// A searched graph in which conditions can be judged, if what was kept for it suffices.
pub struct Main<'a> {
    pub graph: &'a Graph<'a>,
    pub order: &'a [SceneComponent],
    pub kept: &'a [Abstraction],
}

/// Judges any other property: on the main graph where that tells enough apart, else by a search of its own.
pub fn judge(
    subject: &Subject,
    main: &Main,
    property: &Property,
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Judgement {
    let expression = &property.claim.condition().expression;
    let far = horizon(subject.story, expression);
    let question = match &property.claim {
        Claim::Chance { .. } => Question { at_endings: vec![expression], ..Question::default() },
        _ => Question::everywhere(expression),
    };
    let predicate = subject.engine.rule_predicate(subject.story, expression);
    let depends = subject.depends(expression);
    let judged = |graph: &Graph, order: &[SceneComponent]| {
        let judge = Judge { engine: subject.engine, graph, order, predicate: &predicate, depends: &depends };
        judge.claim(&property.claim)
    };
    let mut known = None;
    if subject.suffices(main.kept, &question) {
        match far {
            None => return judged(main.graph, main.order),
            Some(far) => {
                let judge = Judge {
                    engine: subject.engine,
                    graph: main.graph,
                    order: main.order,
                    predicate: &predicate,
                    depends: &subject.depends_beside_choices(expression),
                };
                known = judge.by_counts(&property.claim, far);
            }
        }
    }
    let has_path = matches!(property.claim, Claim::Always(_)) && known == Some(Verdict::Refuted);
    if let Some(verdict) = known.filter(|_| !has_path) {
        return Judgement::plain(verdict);
    }
    let kept = subject.abstractions(&question);
    let (graph, _) = subject.search(&kept, Retention::Edges(FOLLOW_UP), far, limits, progress);
    let judgement = judged(&graph, &order(&graph));
    match known {
        // The limits were too narrow for a playthrough that shows it.
        Some(verdict) if judgement.verdict == Verdict::Unknown => Judgement::plain(verdict),
        _ => judgement,
    }
}

/// What a chance property asks of the main search.
pub fn asked(engine: &Engine, story: &Story, of: &Expression, play: Play) -> Asked {
    (Target::Holds(engine.rule_predicate(story, of)), play)
}
