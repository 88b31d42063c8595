//! The steps of a playthrough as the decisions of a game.

use super::failure::{Failed, Witness};
use super::lookup;
use super::playthrough::{Action, Expectations, Named, ScriptStep};
use crate::engine::Engine;
use crate::game::{ChooseError, Draw, Event, Game, MOST_SCENES, Moment, Stop, pick};
use crate::source::Span;
use crate::story::{ChoiceId, Exit, Story};

/// What came of the steps.
pub(super) struct ScriptOutcome<'a> {
    /// The game as far as the steps went; `None` when its first turn could not be made.
    pub game: Option<Game<'a>>,
    pub failure: Option<Failed>,
}

/// The steps on their way through a game.
struct Driver<'s> {
    story: &'s Story,
    engine: &'s Engine,
    steps: &'s [&'s ScriptStep],
    seed: Option<u64>,
    /// Where the list of steps stands.
    span: Span,
    /// The position of the first step that is not done.
    next: usize,
    /// Why a draw was not decided.
    failure: Option<Failed>,
}

/// Plays the steps until they are over or one does not go as written.
pub(super) fn play<'a>(
    story: &'a Story,
    engine: &'a Engine,
    steps: &[&ScriptStep],
    seed: Option<u64>,
    span: Span,
) -> ScriptOutcome<'a> {
    let mut driver = Driver { story, engine, steps, seed, span, next: 0, failure: None };
    let Ok(mut game) = Game::begin_with(story, engine, seed, &mut |draw| driver.decide(draw, draw.moment)) else {
        return ScriptOutcome { game: None, failure: driver.failure };
    };
    let mut result = driver.check_end(&game);
    while result.is_ok()
        && let Some(&step) = steps.get(driver.next)
    {
        result = driver.step(&mut game, step);
    }
    ScriptOutcome { game: Some(game), failure: result.err() }
}

impl<'s> Driver<'s> {
    fn witness<'w>(&self, moment: &'w Moment) -> Witness<'w>
    where
        's: 'w,
    {
        Witness { story: self.story, engine: self.engine, moment }
    }

    /// Does the next step of a game that is at rest.
    fn step(&mut self, game: &mut Game, step: &ScriptStep) -> Result<(), Failed> {
        let witness = self.witness(game.moment());
        match &step.action {
            Action::Look(expected) => self.look(expected, game.moment())?,
            _ if game.turn().stop == Stop::Ending => {
                let message = match self.steps.len() - self.next {
                    1 => "the game is over, and a step is left".to_owned(),
                    count => format!("the game is over, and {count} steps are left"),
                };
                let label = format!("`{}` is an ending", witness.here());
                let failure = witness.fail("steps-left-over", step.span, message, label);
                return Err(failure.help("take out what follows the ending"));
            }
            _ if game.turn().stop == Stop::DeadEnd => return Err(dead_end(witness, step.span)),
            Action::Draw(named) => return Err(self.no_draw(game, named)),
            Action::Choose(named) => {
                let choice = self.available(witness, named)?;
                return self.choose(game, choice);
            }
        }
        self.next += 1;
        Ok(())
    }

    fn choose(&mut self, game: &mut Game, choice: ChoiceId) -> Result<(), Failed> {
        let offered = game.moment().clone();
        self.next += 1;
        // A choice's own draw comes before the next scene: the state last entered is the one that offered the choice.
        let mut decide = |draw: &Draw| match draw.exit {
            Exit::Scene(_) => self.decide(draw, draw.moment),
            Exit::Choice(_) => self.decide(draw, &offered),
        };
        match game.choose(choice, &mut decide) {
            Ok(()) => self.check_end(game),
            Err(ChooseError::Undecided) => Err(self.failure.take().expect("a draw is undecided for a reason")),
            Err(ChooseError::NotAvailable) => unreachable!("the choice was found available"),
        }
    }

    /// Names the arm of a draw; `None` when there is a failure.
    fn decide(&mut self, draw: &Draw, entered: &Moment) -> Option<u8> {
        self.arm(draw, entered).map_err(|failure| self.failure = Some(failure)).ok()
    }

    /// The arm of a draw: by the step that follows, apart from those that only look, or else by the seed.
    fn arm(&mut self, draw: &Draw, entered: &Moment) -> Result<u8, Failed> {
        let witness = self.witness(draw.moment);
        let ahead = &self.steps[self.next..];
        let looks = ahead.iter().take_while(|step| matches!(step.action, Action::Look(_))).count();
        let Some(ScriptStep { action: Action::Draw(named), .. }) = ahead.get(looks) else {
            return match self.seed {
                Some(seed) => Ok(pick(seed, draw.number, draw.arms)),
                None => Err(self.undecided(witness, draw)),
            };
        };
        for step in &ahead[..looks] {
            if let Action::Look(expected) = &step.action {
                self.look(expected, entered)?;
            }
            self.next += 1;
        }
        let arm = lookup::arm(witness, draw.exit, named)?;
        if !draw.arms.iter().any(|&(open, _)| open == arm) {
            return Err(witness.arm_closed(named.span, draw.exit, arm));
        }
        self.next += 1;
        Ok(arm)
    }

    fn undecided(&self, witness: Witness, draw: &Draw) -> Failed {
        let message = format!("no step and no seed decides the draw of {}", witness.way(draw.exit));
        let failure = witness
            .fail("undecided-draw", self.last_span(), message, "this comes to the draw")
            .instead(Some(witness.arms(draw.exit)));
        let Some(&(arm, _)) = draw.arms.first() else { return failure };
        let arm = self.story.arm_name(draw.exit, arm);
        failure.help(format!("name its outcome after this step, as `{{ draw = \"{arm}\" }}`, or give a `seed`"))
    }

    /// The available choice that a step names.
    fn available(&self, witness: Witness, named: &Named) -> Result<ChoiceId, Failed> {
        let choice = lookup::choice(witness, named)?;
        let offered = witness.offered(choice);
        let is = match offered.name() {
            "available" => return Ok(choice),
            "locked" => "locked",
            _ => "not shown",
        };
        let message = format!("`{}` is {is}", self.story.choice_name(choice));
        Err(witness.offered_otherwise("choice-not-available", named.span, choice, message, &offered))
    }

    /// Judges what a step says about the state last entered.
    fn look(&self, expected: &Expectations, entered: &Moment) -> Result<(), Failed> {
        let witness = self.witness(entered);
        expected.expect.iter().try_for_each(|expect| expectation(witness, expect))?;
        let lists = [("available", &expected.available), ("locked", &expected.locked), ("hidden", &expected.hidden)];
        for (wanted, names) in lists {
            for named in names {
                let choice = lookup::choice(witness, named)?;
                let offered = witness.offered(choice);
                if offered.name() != wanted {
                    let name = self.story.choice_name(choice);
                    let message = format!("`{name}` is {}, not {wanted}", offered.name());
                    let kind = "choice-offered-otherwise";
                    return Err(witness.offered_otherwise(kind, named.span, choice, message, &offered));
                }
            }
        }
        Ok(())
    }

    /// Why the draw that a step names does not happen, when the game rests at choices.
    fn no_draw(&self, game: &Game, named: &Named) -> Failed {
        let witness = self.witness(game.moment());
        let exits = match lookup::drawn(witness, named) {
            Ok(exits) => exits,
            Err(failure) => return failure,
        };
        let turn = game.turn();
        let was_gone = |exit: &Exit| match *exit {
            Exit::Choice(choice) => turn.choice.as_ref().is_some_and(|(made, _)| *made == choice),
            Exit::Scene(scene) => {
                let is_here = |event: &Event| matches!(event, Event::Entered(entered, _) if *entered == scene);
                turn.events.iter().any(is_here)
            }
        };
        let was_drawn = |exit: &Exit| turn.draws().any(|drawn| drawn.exit == *exit);
        let reason = match exits.into_iter().find(|exit| was_gone(exit) && !was_drawn(exit)) {
            Some(exit) => format!("a single arm of {} held, so it was certain", witness.way(exit)),
            None => "the player chooses next".to_owned(),
        };
        witness.fail_because("no-draw", named.span, "nothing is drawn here", reason).instead(witness.choices())
    }

    /// Fails where a game goes on for ever, or for so long that nobody knows whether it ends.
    fn check_end(&self, game: &Game) -> Result<(), Failed> {
        let entered = game.turn().events.iter().filter(|event| matches!(event, Event::Entered(..))).count();
        let message = match game.turn().stop {
            Stop::EndlessChain if entered >= MOST_SCENES => {
                format!("{MOST_SCENES} scenes lead on to each other, without a choice")
            }
            Stop::EndlessChain => "scenes lead on to each other for ever, without a choice".to_owned(),
            _ => return Ok(()),
        };
        let witness = self.witness(game.moment());
        Err(witness.fail("endless-chain", self.last_span(), message, "this leads into the chain"))
    }

    /// The place of the step done last.
    fn last_span(&self) -> Span {
        self.steps[..self.next].last().map_or(self.span, |step| step.span)
    }
}

/// Judges an expectation.
pub(super) fn expectation(witness: Witness, expect: &crate::story::Condition) -> Result<(), Failed> {
    match witness.holds(expect) {
        true => Ok(()),
        false => {
            let message = "the expectation does not hold";
            Err(witness.fail_because("expectation", expect.span, message, witness.values(expect)))
        }
    }
}

pub(super) fn dead_end(witness: Witness, span: Span) -> Failed {
    let label = format!("nothing is possible in `{}`", witness.here());
    witness.fail("dead-end", span, "the game is at a dead end", label)
}
