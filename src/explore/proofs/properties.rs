//! Which searches judge the properties of a story.

use super::judge::{Judge, Judgement, Verdict};
use crate::explore::abstraction::Abstraction;
use crate::explore::abstraction::question::Question;
use crate::explore::abstraction::reads::asks_choices;
use crate::explore::limits::{Limits, Progress};
use crate::explore::order::{SceneComponent, order};
use crate::explore::states::graph::Graph;
use crate::explore::states::search::{FOLLOW_UP, Retention};
use crate::explore::subject::Subject;
use crate::story::{Claim, Expression, Property};

/// Where counting of choices stops when no bound can be seen: no search gets there within its limits.
const FAR: u64 = 1 << 20;

/// Whether a property claims a chance that the main search can answer. It cannot answer one that asks for the number of
/// choices: no state holds that number.
pub fn is_plain_chance(property: &Property) -> bool {
    matches!(&property.claim, Claim::Chance { of, .. } if !asks_choices(&of.expression))
}

/// A searched graph in which conditions can be judged, if what was kept for it suffices.
pub struct Main<'a> {
    pub graph: &'a Graph<'a>,
    pub order: &'a [SceneComponent],
    pub kept: &'a [Abstraction],
}

/// One search for several properties that need nearly the same states.
struct SharedSearch {
    kept: Vec<Abstraction>,
    /// The number up to which choices are counted; `None` when they are not.
    horizon: Option<u64>,
    /// The positions of the properties.
    properties: Vec<usize>,
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
    let mut judgements = vec![Judgement::plain(Verdict::Unknown); properties.len()];
    let mut searches: Vec<SharedSearch> = Vec::new();
    // A property without a name is a lint's question: there may be thousands, and only a complete search answers them.
    let is_open = |property: &Property| main.graph.complete || !property.name.is_empty();
    let all = properties.iter().enumerate().filter(|(_, property)| is_open(property) && !is_plain_chance(property));
    for (at, property) in all {
        let expression = &property.claim.condition().expression;
        let question = match property.claim {
            Claim::Chance { .. } => Question { at_endings: vec![expression], ..Question::default() },
            _ => Question { everywhere: vec![expression], ..Question::default() },
        };
        let horizon = horizon(expression);
        if horizon.is_none() && subject.suffices(main.kept, &question) {
            judgements[at] = Judge::claim(subject, main.graph, main.order, &property.claim);
            continue;
        }
        let mut alike = searches.iter_mut().filter(|search| search.horizon.is_some() == horizon.is_some());
        match alike.find_map(|search| subject.keep_little(&mut search.kept, &question).then_some(search)) {
            Some(search) => {
                search.horizon = search.horizon.max(horizon);
                search.properties.push(at);
            }
            None => {
                let kept = subject.abstractions(&question);
                searches.push(SharedSearch { kept, horizon, properties: vec![at] });
            }
        }
    }
    for SharedSearch { kept, horizon, properties: shared } in searches {
        let (graph, _) = subject.search(&kept, Retention::Edges(FOLLOW_UP), horizon, limits, progress);
        let order = order(&graph);
        for at in shared {
            judgements[at] = Judge::claim(subject, &graph, &order, &properties[at].claim);
        }
    }
    judgements
}

/// How far a search must count choices: one more than the greatest number with which the condition compares them.
/// `None` when the condition does not ask for them.
fn horizon(expression: &Expression) -> Option<u64> {
    let mut horizon = None;
    expression.walk(&mut |part| {
        if let Expression::Compare(_, sides) = part
            && sides.iter().any(asks_choices)
        {
            let far = match &sides[..] {
                [Expression::Choices, Expression::Integer(bound)]
                | [Expression::Integer(bound), Expression::Choices] => bound.unsigned_abs() + 1,
                _ => FAR,
            };
            horizon = horizon.max(Some(far.min(FAR)));
        }
    });
    horizon
}
