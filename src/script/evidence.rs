//! Turns a finding of a search into a playthrough that shows it. `replay` accepts the playthrough as long as the
//! finding is true.
//!
//! A refuted `eventually` is the exception: its playthrough expects what should come, and fails until the story is
//! mended.
//!
//! A search may stop in the middle of a turn, but a playthrough always goes on to the turn's end. So its expectation
//! stands at a place where a step can check it and the condition is false. If the turn never ends, the playthrough
//! stops before the choice that begins the turn.

use super::failure::Witness;
use super::write::{WrittenStep, decisions, entry, quoted, steps_of};
use crate::engine::Engine;
use crate::game::{Draw, Event, Game, Moment, Stop, pick};
use crate::source::{Sources, Span};
use crate::story::{Claim, Condition, Exit, Expression, Story};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub decisions: Vec<WrittenStep>,
    check: Option<Check>,
    /// A remark for the reader; the file has it as a comment.
    note: Option<String>,
}

/// What a playthrough expects besides its decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Check {
    /// The condition at `span` is false before decision number `at`, or at the end if `at` is the number of decisions.
    /// If `is_missed`, the condition should be true by then.
    Condition {
        at: usize,
        is_missed: bool,
        span: Span,
    },
    Available(String),
}

const MISSED: &str = "This fails as long as the condition is false here. Once `check` proves the property, it can go.";
const DENIED: &str = "So it is. Once the story is mended this fails: take the `not` away, and it is a test.";

impl Evidence {
    /// The playthrough that makes the decisions of `path` and goes on to the end of the turn; `None` when a decision is
    /// not possible. If there is a `claim`, the playthrough expects, where it can, what shows that the claim is false.
    /// `cycle` is the number of steps at the end that a game can repeat for ever; 0 if there are none.
    pub fn new(
        story: &Story,
        engine: &Engine,
        path: &[WrittenStep],
        claim: Option<&Claim>,
        cycle: usize,
    ) -> Option<Evidence> {
        let game = follow(story, engine, path, None)?;
        if game.turn().stop == Stop::EndlessChain {
            return before_the_chain(game);
        }
        let mut evidence = Evidence { decisions: decisions(&game), check: None, note: None };
        // Conditions in a playthrough cannot read the number of choices made.
        let can_ask = |it: &&Condition| !it.expression.has(|part| matches!(part, Expression::Choices));
        if let Some(Claim::Always(condition) | Claim::Eventually(condition)) = claim
            && can_ask(&condition)
        {
            evidence.deny(&game, condition, matches!(claim, Some(Claim::Eventually(_))));
        }
        let round = match cycle {
            0 => None,
            1 => Some("The last step comes back to where it began, and can for ever.".to_owned()),
            _ => Some(format!("The last {cycle} steps come back to where they began, and can for ever.")),
        };
        evidence.note = round.or(evidence.note);
        Some(evidence)
    }

    /// Sets `check` to the place where `denied` is false: the end, or else just before a draw of the last turn. Without
    /// such a place, sets `note`.
    fn deny(&mut self, game: &Game, denied: &Condition, is_missed: bool) {
        let turn = game.turn();
        let is_false = |moment: &Moment| !Witness::new(game, moment).holds(denied);
        let first = self.decisions.len() - turn.draws().count();
        let drawn = turn.events.iter().filter_map(|event| match event {
            Event::Drew(drawn, moment) => Some((drawn.exit, moment)),
            Event::Entered(..) | Event::Said(..) => None,
        });
        let mut draws = drawn.enumerate();
        let before_draw = draws.find(|(_, (exit, moment))| matches!(exit, Exit::Scene(_)) && is_false(moment));
        let at = match is_false(&turn.end) {
            true => Some(self.decisions.len()),
            false => before_draw.map(|(at, _)| first + at),
        };
        let passed = turn.events.iter().find_map(|event| match event {
            Event::Entered(scene, moment) if is_false(moment) => Some(&game.story.scene(*scene).name),
            _ => None,
        });
        self.check = at.map(|at| Check::Condition { at, is_missed, span: denied.span });
        if let (None, Some(scene)) = (at, passed) {
            self.note = Some(format!("The condition is false in `{scene}`, where no step can say so."));
        }
    }

    pub fn write(&self, title: &str, sources: &Sources) -> String {
        let mut out = entry("title", &quoted(title));
        out.extend(self.note.iter().map(|note| format!("# {note}\n")));
        let mut steps: Vec<String> = self.decisions.iter().map(WrittenStep::step).collect();
        match &self.check {
            // A condition with TOML escapes cannot be copied as it stands.
            Some(Check::Condition { at, is_missed, span }) if !sources.text(*span).contains('\\') => {
                let denied = sources.text(*span).split_whitespace().collect::<Vec<_>>().join(" ");
                let (remark, condition) = match is_missed {
                    true => (MISSED, denied),
                    false => (DENIED, format!("not ({denied})")),
                };
                out += &format!("# {remark}\n");
                match *at == steps.len() {
                    true => out += &entry("expect", &quoted(&condition)),
                    false => steps.insert(*at, format!("{{ expect = {} }}", quoted(&condition))),
                }
            }
            Some(Check::Available(choice)) => steps.push(format!("{{ available = [{}] }}", quoted(choice))),
            _ => {}
        }
        out + &steps_of(&steps)
    }
}

/// The playthrough up to the choice that leads into scenes without an end; `None` when no choice comes before these
/// scenes.
fn before_the_chain(mut game: Game) -> Option<Evidence> {
    let turn = game.turn().clone();
    let (choice, _) = turn.choice.as_ref()?;
    game.undo();
    let story = game.story;
    let drawn = turn.draws().take(3).map(|drawn| format!("`{}`", story.arm_name(drawn.exit, drawn.arm)));
    let drawn = drawn.collect::<Vec<_>>().join(", ");
    let draws = if drawn.is_empty() { drawn } else { format!(", with the draws {drawn},") };
    let note = format!("Then `{}`{draws} leads into scenes that never end.", story.choice_name(*choice));
    let check = Some(Check::Available(story.choice_name(*choice)));
    Some(Evidence { decisions: decisions(&game), check, note: Some(note) })
}

/// Plays the decisions of `path`, and goes on to the next choice; `None` if a decision is not possible. After the draws
/// in `path`, the seed (or else 0) decides.
pub fn follow<'a>(story: &'a Story, engine: &'a Engine, path: &[WrittenStep], seed: Option<u64>) -> Option<Game<'a>> {
    let mut draws = path.iter().filter(|step| matches!(step, WrittenStep::Draw(_)));
    let mut decide = |draw: &Draw| match draws.next() {
        Some(step) => draw.arms.iter().map(|&(arm, _)| arm).find(|&arm| story.arm_name(draw.exit, arm) == *step.name()),
        None => Some(pick(seed.unwrap_or(0), draw.number, draw.arms)),
    };
    let mut game = Game::begin(story, engine, seed, &mut decide).ok()?;
    for step in path.iter().filter(|step| matches!(step, WrittenStep::Choice(_))) {
        let choice = engine.available(&game.moment().words).find(|&id| story.choice_name(id) == *step.name())?;
        game.choose(choice, &mut decide).ok()?;
    }
    Some(game)
}
