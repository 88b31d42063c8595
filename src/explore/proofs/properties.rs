//! How each property of a story is judged.

use super::counting::horizon;
use super::judge::Judge;
use super::judgement::{Judgement, Verdict};
use crate::engine::{Engine, Predicate};
use crate::explore::abstraction::Abstraction;
use crate::explore::abstraction::question::Question;
use crate::explore::chances::Asked;
use crate::explore::chances::pass::Target;
use crate::explore::limits::{Limits, Progress};
use crate::explore::order::SceneComponent;
use crate::explore::states::graph::Graph;
use crate::explore::states::search::{FOLLOW_UP, Retention};
use crate::explore::subject::Subject;
use crate::story::{Claim, Expression, Play, Property, Story};

/// Whether a property claims a chance that the main search can answer. It cannot answer one that asks for the number of
/// choices: no state holds that number.
pub fn is_plain_chance(property: &Property) -> bool {
    matches!(&property.claim, Claim::Chance { of, .. } if !crate::explore::abstraction::reads::asks_choices(&of.expression))
}

/// A searched graph in which conditions can be judged, if what was kept for it suffices.
pub struct Main<'a> {
    pub graph: &'a Graph<'a>,
    pub order: &'a [SceneComponent],
    pub kept: &'a [Abstraction],
}

/// A property that is to be judged.
struct Claimed<'a> {
    /// The position of the property.
    at: usize,
    claim: &'a Claim,
    predicate: Predicate,
    depends: Vec<bool>,
    /// The verdict, if it is known and only a playthrough that shows it is missing.
    known: Option<Verdict>,
}

/// Whether a property is judged here. A property without a name is a lint's question: there may be thousands, and only
/// a complete search answers them.
fn is_open(main: &Main, property: &Property) -> bool {
    !is_plain_chance(property) && (main.graph.complete || !property.name.is_empty())
}

/// One search for several properties that need nearly the same states.
struct SharedSearch<'a> {
    kept: Vec<Abstraction>,
    /// The number up to which choices are counted; `None` when they are not.
    horizon: Option<u64>,
    claimed: Vec<Claimed<'a>>,
}

/// Judges all properties but plain chances: on the main graph if it tells enough apart, else in further searches.
/// Properties share a search where that costs little more.
pub fn judge(
    subject: &Subject,
    main: &Main,
    properties: &[Property],
    limits: &Limits,
    progress: &mut dyn FnMut(Progress),
) -> Vec<Judgement> {
    let mut judgements: Vec<Judgement> = properties.iter().map(|_| Judgement::unknown()).collect();
    let mut searches: Vec<SharedSearch> = Vec::new();
    for (at, property) in properties.iter().enumerate().filter(|(_, property)| is_open(main, property)) {
        let (claim, expression) = (&property.claim, &property.claim.condition().expression);
        let question = match claim {
            Claim::Chance { .. } => Question { at_endings: vec![expression], ..Question::default() },
            _ => Question::everywhere(expression),
        };
        let horizon = horizon(subject.story, expression);
        let predicate = subject.engine.rule_predicate(subject.story, expression);
        let mut claimed = Claimed { at, claim, predicate, depends: subject.depends(expression), known: None };
        if subject.suffices(main.kept, &question) {
            let Some(far) = horizon else {
                judgements[at] = claimed.judge(subject.engine, main.graph, Some(main.order));
                continue;
            };
            let depends = &subject.depends_beside_choices(expression);
            let judge = claimed.judge_with(subject.engine, main.graph, Some(main.order), depends);
            let known = judge.by_counts(claim, far);
            let has_path = matches!(claim, Claim::Always(_)) && known == Some(Verdict::Refuted);
            if let Some(verdict) = known.filter(|_| !has_path) {
                judgements[at] = Judgement::plain(verdict);
                continue;
            }
            claimed.known = known;
        }
        let mut alike = searches.iter_mut().filter(|search| search.horizon == horizon && horizon.is_none());
        match alike.find_map(|search| subject.keep_little(&mut search.kept, &question).then_some(search)) {
            Some(search) => search.claimed.push(claimed),
            None => {
                let kept = subject.abstractions(&question);
                searches.push(SharedSearch { kept, horizon, claimed: vec![claimed] });
            }
        }
    }
    for SharedSearch { kept, horizon, claimed } in searches {
        let (graph, _) = subject.search(&kept, Retention::Edges(FOLLOW_UP), horizon, limits, progress);
        for claimed in claimed {
            let judgement = claimed.judge(subject.engine, &graph, None);
            judgements[claimed.at] = match claimed.known {
                // The limits were too narrow to find a playthrough; the verdict is known without one.
                Some(verdict) if judgement.verdict == Verdict::Unknown => Judgement::plain(verdict),
                _ => judgement,
            };
        }
    }
    judgements
}

impl Claimed<'_> {
    fn judge(&self, engine: &Engine, graph: &Graph, order: Option<&[SceneComponent]>) -> Judgement {
        self.judge_with(engine, graph, order, &self.depends).claim(self.claim)
    }

    fn judge_with<'a>(
        &'a self,
        engine: &'a Engine,
        graph: &'a Graph<'a>,
        order: Option<&'a [SceneComponent]>,
        depends: &'a [bool],
    ) -> Judge<'a> {
        Judge { engine, graph, order, predicate: &self.predicate, depends }
    }
}

/// What a chance property asks of the main search.
pub fn asked(engine: &Engine, story: &Story, of: &Expression, play: Play) -> Asked {
    (Target::Holds(engine.rule_predicate(story, of)), play)
}
