//! Judges the properties of a story: finds out which searches they need, and judges each in a searched graph.

use crate::engine::{Past, Predicate};
use crate::explore::abstraction::reads::asks_choices;
use crate::explore::abstraction::slots::Abstraction;
use crate::explore::abstraction::{Question, Subject};
use crate::explore::chances::chance::{Chance, EXACT};
use crate::explore::chances::pass::Target;
use crate::explore::chances::passes;
use crate::explore::order::components::settle_all;
use crate::explore::order::{SceneComponent, each_edge, in_loops, order, successors};
use crate::explore::states::graph::{Graph, NONE, Shape, StateId, past};
use crate::explore::states::search::{FOLLOW_UP, Limits, Progress, Retention};
use crate::explore::ways::paths::{Path, PathStep, Paths, Route, shortest_between};
use crate::story::{ChoiceId, Claim, Expression, Property};

/// Choices are counted up to this number if a condition names no bound. No search gets this far within its limits.
const FAR: u64 = 1 << 20;

/// The greatest number of choices that `counts` tells apart: a set of numbers is one machine word, with a bit for each.
const MOST: u64 = 62;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Proved,
    Refuted,
    /// A limit was hit before the search could decide.
    Unknown,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    pub verdict: Verdict,
    /// A shortest path that shows why the property does not hold; `None` when it holds or no path can show that.
    pub path: Option<Path>,
    /// The chance that the property speaks of; `None` when it speaks of none.
    pub chance: Option<Chance>,
}

impl Judgement {
    /// A verdict without a path or a chance.
    pub fn plain(verdict: Verdict) -> Judgement {
        Judgement { verdict, path: None, chance: None }
    }
}

/// Judges whether a chance lies between two bounds, to within [`EXACT`]. `None` means 0 for `min` and 1 for `max`.
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

/// Whether a property claims a chance that the main search can work out. It cannot if the condition asks for the number
/// of choices: no state of the main search holds that number.
pub fn is_plain_chance(property: &Property) -> bool {
    matches!(&property.claim, Claim::Chance { of, .. } if !asks_choices(&of.expression))
}

/// The result of the main search. Its graph decides a condition if the search `kept` enough for the condition.
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
    /// The position of each property, and its verdict if that is known and only a playthrough is missing.
    properties: Vec<(usize, Option<Verdict>)>,
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
        let mut known = None;
        if subject.suffices(main.kept, &question) {
            let Some(far) = horizon else {
                judgements[at] = Judge::claim(subject, main.graph, main.order, &property.claim);
                continue;
            };
            known = by_counts(subject, main, &property.claim, far);
            let has_path = matches!(property.claim, Claim::Always(_)) && known == Some(Verdict::Refuted);
            if let Some(verdict) = known.filter(|_| !has_path) {
                judgements[at] = Judgement::plain(verdict);
                continue;
            }
        }
        let mut alike = searches.iter_mut().filter(|search| search.horizon.is_some() == horizon.is_some());
        match alike.find_map(|search| subject.keep_little(&mut search.kept, &question).then_some(search)) {
            Some(search) => {
                search.horizon = search.horizon.max(horizon);
                search.properties.push((at, known));
            }
            None => {
                let kept = subject.abstractions(&question);
                searches.push(SharedSearch { kept, horizon, properties: vec![(at, known)] });
            }
        }
    }
    for SharedSearch { kept, horizon, properties: shared } in searches {
        let (graph, _) = subject.search(&kept, Retention::Edges(FOLLOW_UP), horizon, limits, progress);
        let order = order(&graph);
        for (at, known) in shared {
            let judgement = Judge::claim(subject, &graph, &order, &properties[at].claim);
            judgements[at] = match known {
                // A limit was hit before a playthrough was found. The verdict is known without a playthrough.
                Some(verdict) if judgement.verdict == Verdict::Unknown => Judgement::plain(verdict),
                _ => judgement,
            };
        }
    }
    judgements
}

/// The verdict on a claim about the number of choices made. It follows from the main graph: from the numbers of choices
/// after which games come to each state. `None` when these numbers cannot decide the claim.
fn by_counts(subject: &Subject, main: &Main, claim: &Claim, far: u64) -> Option<Verdict> {
    let wanted = match claim {
        Claim::Always(_) => false,
        Claim::Sometimes(_) => true,
        Claim::Eventually(_) | Claim::Chance { .. } => return None,
    };
    if far > MOST || !main.graph.complete {
        return None;
    }
    let predicate = subject.engine.rule_predicate(subject.story, &claim.condition().expression);
    let counts = counts(main.graph, main.order, far);
    let pasts: Vec<Past> = (0..=far).map(Past::after).collect();
    let mut words = vec![0; main.graph.words];
    let mut any = |place: StateId, counts: u64| {
        main.graph.unpack(place.0, place.1 as usize, &mut words);
        let mut made = pasts.iter().enumerate().filter(|(count, _)| counts >> count & 1 == 1);
        made.any(|(_, past)| predicate.holds(&words, past) == wanted)
    };
    let depends = subject.depends(&claim.condition().expression);
    let is_seen = subject.story.scene_ids().any(|scene| {
        let own = &counts[scene.index()];
        if depends[scene.index()] {
            return (0..).zip(own).any(|(state, &counts)| any((scene, state), counts));
        }
        !own.is_empty() && any((scene, 0), own.iter().fold(0, |all, own| all | own))
    });
    Some(if is_seen == wanted { Verdict::Proved } else { Verdict::Refuted })
}

/// For each state, a set of bits: bit n means that some game comes to the state after n choices. Bit `far`, which is at
/// most [`MOST`], also stands for all greater numbers.
fn counts(graph: &Graph, order: &[SceneComponent], far: u64) -> Vec<Vec<u64>> {
    let mut counts: Vec<Vec<u64>> = graph.scenes.iter().map(|states| vec![0; states.len()]).collect();
    counts[graph.start.index()][0] = 1;
    for part in order.iter().rev() {
        part.starts_first(graph, |places, is_loop| {
            settle_all(places, is_loop, |place| {
                let own = counts[place.0.index()][place.1 as usize];
                let more = (own << 1 & ((2 << far) - 1)) | own & 1 << far;
                let mut changed = false;
                each_edge(graph, place, |_, each, _, (scene, state)| {
                    let held = &mut counts[scene.index()][state as usize];
                    let sent = if each.choice == NONE { own } else { more };
                    changed |= sent & !*held != 0;
                    *held |= sent;
                });
                changed
            });
        });
    }
    counts
}

/// How far a search must count choices: up to one more than the greatest number that the condition compares with the
/// count. `None` when the condition does not ask for the count.
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

/// A property, and a graph that tells enough states apart to judge it.
struct Judge<'a> {
    subject: &'a Subject<'a>,
    graph: &'a Graph<'a>,
    order: &'a [SceneComponent],
    predicate: Predicate,
    /// By scene and state, whether the condition holds. A scene has one entry for all its states if the condition
    /// depends on the scene alone.
    truths: Vec<Vec<bool>>,
}

impl<'a> Judge<'a> {
    /// Judges a claim on a graph that tells enough states apart. `order` is the order of the graph's states.
    fn claim(subject: &'a Subject<'a>, graph: &'a Graph<'a>, order: &'a [SceneComponent], claim: &Claim) -> Judgement {
        let expression = &claim.condition().expression;
        let predicate = subject.engine.rule_predicate(subject.story, expression);
        let mut judge = Judge { subject, graph, order, predicate, truths: Vec::new() };
        if let Claim::Chance { play, min, max, .. } = claim {
            let asked = [(Target::Holds(judge.predicate), *play)];
            let found = passes(subject.engine, graph, &asked)[0].answers(order);
            return judge_chance(found[0], *min, *max);
        }
        let mut depends = subject.depends(expression);
        if asks_choices(expression) {
            depends.fill(true);
        }
        judge.truths = judge.truths(&depends);
        match claim {
            Claim::Sometimes(_) => {
                let is_seen = judge.truths.iter().any(|truths| truths.contains(&true));
                Judgement::plain(if is_seen { Verdict::Proved } else { judge.if_complete(Verdict::Refuted) })
            }
            Claim::Eventually(_) => judge.refuted_by(judge.avoid()),
            Claim::Always(_) | Claim::Chance { .. } => judge.refuted_by(judge.find_false()),
        }
    }

    /// The judgement of a claim: refuted if there is a path against it; otherwise proved, if every state is known.
    fn refuted_by(&self, path: Option<Path>) -> Judgement {
        let verdict = if path.is_some() { Verdict::Refuted } else { self.if_complete(Verdict::Proved) };
        Judgement { path, ..Judgement::plain(verdict) }
    }

    /// The verdict if every state is known; else [`Verdict::Unknown`].
    fn if_complete(&self, verdict: Verdict) -> Verdict {
        if self.graph.complete { verdict } else { Verdict::Unknown }
    }

    fn truths(&self, depends: &[bool]) -> Vec<Vec<bool>> {
        let mut words = vec![0; self.graph.words];
        let mut truths = Vec::new();
        for (scene, depends) in self.subject.story.scene_ids().zip(depends) {
            let states = self.graph.states(scene).len();
            let mut holds = |state| {
                self.graph.unpack(scene, state, &mut words);
                self.predicate.holds(&words, &past(self.subject.engine, &words))
            };
            truths.push((0..if *depends { states } else { states.min(1) }).map(&mut holds).collect());
        }
        truths
    }

    fn holds(&self, (scene, state): StateId) -> bool {
        let truths = &self.truths[scene.index()];
        truths.get(state as usize).or(truths.first()).is_some_and(|&holds| holds)
    }

    /// A shortest path to a state in which the condition does not hold; `None` when none is found.
    fn find_false(&self) -> Option<Path> {
        if !self.truths.iter().any(|truths| truths.contains(&false)) {
            return None;
        }
        let paths = Paths::new(self.graph, self.order, |_| true);
        let (_, route) = paths.shortest(|place| Vec::from_iter((!self.holds(place)).then_some(()))).pop_first()?;
        Some(Path::new(self.graph, route))
    }

    /// Whether some game never comes to a state in which the condition holds. Finds the largest set of states without
    /// the condition such that a game in any of them can stop, or go on to another state of the set.
    fn can_avoid(&self) -> bool {
        let graph = self.graph;
        let mut avoiding: Vec<Vec<bool>> = graph.scenes.iter().map(|states| vec![true; states.len()]).collect();
        for part in self.order {
            part.sinks_first(graph, |places, is_loop| {
                settle_all(places, is_loop, |place| {
                    let mut next = successors(graph, place);
                    let mut goes_on =
                        || self.stops(place) || next.any(|(to, state)| avoiding[to.index()][state as usize]);
                    let avoids = !self.holds(place) && goes_on();
                    std::mem::replace(&mut avoiding[place.0.index()][place.1 as usize], avoids) != avoids
                });
            });
        }
        avoiding[graph.start.index()][0]
    }

    /// Whether a game can stop in a state: at an ending or a dead end.
    fn stops(&self, place: StateId) -> bool {
        self.graph.states(place.0).is_ending || self.graph.shape(place).is_some_and(Shape::has_dead_end)
    }

    /// A shortest path on which the condition never holds: to an ending, a dead end, or a loop in which a game can stay
    /// for ever. `None` when there is no such path.
    fn avoid(&self) -> Option<Path> {
        if !self.can_avoid() {
            return None;
        }
        let avoids = |place: StateId| !self.holds(place);
        let paths = Paths::new(self.graph, self.order, avoids);
        let round = in_loops(self.graph, |place| avoids(place) && paths.choices(place).is_some());
        let is_target = |place| avoids(place) && (self.stops(place) || round.contains(&place));
        let (_, route) = paths.shortest(|place| Vec::from_iter(is_target(place).then_some(()))).pop_first()?;
        let Route { mut steps, end } = route;
        steps.extend(self.dead_choice(end));
        let cycle = if self.stops(end) {
            Vec::new()
        } else {
            shortest_between(self.graph, end, avoids, |place| place == end).unwrap_or_default()
        };
        Some(Path { cycle, ..Path::new(self.graph, Route { steps, end }) })
    }

    /// A choice of a state after which there is no way on; `None` when no choice is like that.
    fn dead_choice(&self, place: StateId) -> Option<PathStep> {
        let (dead, _) = self.graph.moves(place).find(|(each, _)| each.arms.is_empty())?;
        Some(PathStep::Choice(ChoiceId { scene: place.0, index: dead.choice }))
    }
}
