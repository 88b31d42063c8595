//! Plays the steps of a playthrough as the decisions of a game: exactly, or as far as a changed story allows.

use super::failure::{Failed, Failure, Witness};
use super::playthrough::{Action, Expectations, Named, Playthrough, ScriptStep};
use crate::engine::Engine;
use crate::game::{ChooseError, Draw, Event, Game, MOST_SCENES, Moment, Stop, pick};
use crate::source::Span;
use crate::story::{ChoiceId, Condition, Exit, Story};

pub struct Replayed<'a> {
    /// The game as far as it went; `None` when it failed at a draw before the first choice.
    pub game: Option<Game<'a>>,
    /// The first thing that did not go as written; `None` when the playthrough passed.
    pub failure: Option<Box<Failure>>,
}

/// Replays a playthrough exactly: every step, then its `ending` and `expect`. Stops at the first failure.
pub fn replay<'a>(story: &'a Story, engine: &'a Engine, playthrough: &Playthrough) -> Replayed<'a> {
    let steps: Vec<&ScriptStep> = playthrough.steps.iter().collect();
    let (steps, seed, span) = (steps.as_slice(), playthrough.seed, playthrough.span);
    let mut replayed = Driver { story, engine, steps, seed, span, next: 0, failure: None }.play();
    if let (Some(game), None) = (&replayed.game, &replayed.failure) {
        replayed.failure = check_whole(game, playthrough).err();
    }
    replayed
}

fn check_whole(game: &Game, playthrough: &Playthrough) -> Result<(), Failed> {
    let witness = Witness::new(game, game.moment());
    if let Some(wanted) = &playthrough.ending {
        let ending = witness.ending(wanted)?;
        match game.ending() {
            Some(reached) if reached == ending => {}
            Some(reached) => {
                let message = format!("the game ended in `{}`", witness.name(reached));
                return Err(witness.fail("other-ending", wanted.span, message, "it was to end here"));
            }
            None if game.turn().stop == Stop::DeadEnd => return Err(dead_end(witness, wanted.span)),
            None => {
                let message = format!("the steps are over before `{}` is reached", witness.name(ending));
                let label = format!("the game stops in `{}`", witness.here());
                return Err(witness.fail("no-ending", wanted.span, message, label));
            }
        }
    }
    playthrough.expect.iter().try_for_each(|expect| expectation(witness, expect))
}

/// A saved game that a player goes on with.
pub struct Resumed<'a> {
    /// The game up to the first decision that is not possible any more.
    pub game: Game<'a>,
    pub lost: Option<Lost>,
}

/// The end of a saved game that the changed story does not allow any more.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Says which decision is the first that is not possible, and why.
    pub failure: Box<Failure>,
    /// How many choices were made again; `dropped` counts the others.
    pub kept: usize,
    pub dropped: usize,
}

/// Plays a playthrough's decisions as far as they are possible. `seed` decides draws when the file has no seed.
pub fn resume<'a>(story: &'a Story, engine: &'a Engine, playthrough: &Playthrough, seed: u64) -> Resumed<'a> {
    let steps: Vec<&ScriptStep> =
        playthrough.steps.iter().filter(|step| !matches!(step.action, Action::Look(_))).collect();
    let seed = playthrough.seed.unwrap_or(seed);
    let (steps, span) = (steps.as_slice(), playthrough.span);
    let played = Driver { story, engine, steps, seed: Some(seed), span, next: 0, failure: None }.play();
    let game = played.game.unwrap_or_else(|| Game::of_seed(story, engine, seed));
    let all = steps.iter().filter(|step| matches!(step.action, Action::Choose(_))).count();
    let kept = game.turns().len() - 1;
    let dropped = all.saturating_sub(kept);
    // If all choices are there and only an endless chain made the replay fail, the player loses nothing.
    let is_whole = dropped == 0 && game.turn().stop == Stop::EndlessChain;
    let lost = played.failure.filter(|_| !is_whole).map(|failure| Lost { failure, kept, dropped });
    Resumed { game, lost }
}

/// Plays the steps of a playthrough, and counts how far it has come.
struct Driver<'a, 's> {
    story: &'a Story,
    engine: &'a Engine,
    steps: &'s [&'s ScriptStep],
    seed: Option<u64>,
    /// The place of the list of steps.
    span: Span,
    /// The index of the first step that is not played yet.
    next: usize,
    failure: Option<Failed>,
}

impl<'a> Driver<'a, '_> {
    /// Plays steps up to the last, or up to the first that does not go as written.
    fn play(mut self) -> Replayed<'a> {
        let Driver { story, engine, seed, .. } = self;
        let Ok(mut game) = Game::begin(story, engine, seed, &mut |draw| self.decide(draw, draw.moment)) else {
            return Replayed { game: None, failure: self.failure };
        };
        let mut result = self.check_end(&game);
        while result.is_ok()
            && let Some(&step) = self.steps.get(self.next)
        {
            result = self.step(&mut game, step);
        }
        Replayed { game: Some(game), failure: result.err() }
    }

    /// Plays one step in a game that has stopped at choices, an ending or a dead end.
    fn step(&mut self, game: &mut Game, step: &ScriptStep) -> Result<(), Failed> {
        let witness = Witness::new(game, game.moment());
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
            Action::Draw(named) => {
                let label = match certain(game, named) {
                    Some(exit) => format!("a single arm of {} held, so it was certain", witness.way(exit)),
                    None => "the player chooses next".to_owned(),
                };
                return Err(witness.fail("no-draw", named.span, "nothing is drawn here", label).because());
            }
            Action::Choose(named) => {
                let choice = self.offered(witness, named, "available", "choice-not-available")?;
                return self.choose(game, choice);
            }
        }
        self.next += 1;
        Ok(())
    }

    fn choose(&mut self, game: &mut Game, choice: ChoiceId) -> Result<(), Failed> {
        let offered = game.moment().clone();
        self.next += 1;
        // A choice's own draw comes before the next scene. So looks before this draw see the state that offered the
        // choice.
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

    /// The arm of a draw; `None` when the draw fails. `self.failure` then says why.
    fn decide(&mut self, draw: &Draw, entered: &Moment) -> Option<u8> {
        self.arm(draw, entered).map_err(|failure| self.failure = Some(failure)).ok()
    }

    /// The arm of a draw. The seed decides, unless the next step (after any looks, which are played too) names a draw.
    fn arm(&mut self, draw: &Draw, entered: &Moment) -> Result<u8, Failed> {
        let witness = Witness { story: self.story, engine: self.engine, moment: draw.moment };
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
        let arm = witness.arm(draw.exit, named)?;
        if !draw.arms.iter().any(|&(open, _)| open == arm) {
            let message = format!("`{}` cannot be drawn", self.story.arm_name(draw.exit, arm));
            let label = "its `when` does not hold";
            let failure = witness.fail("arm-not-possible", named.span, message, label).because();
            let denial = witness.denial(self.story.way(draw.exit).arms[usize::from(arm)].when.as_ref());
            return Err(failure.also(denial).instead(witness.arms(draw.exit)));
        }
        self.next += 1;
        Ok(arm)
    }

    fn undecided(&self, witness: Witness, draw: &Draw) -> Failed {
        let message = format!("no step and no seed decides the draw of {}", witness.way(draw.exit));
        let failure = witness
            .fail("undecided-draw", self.last_span(), message, "this comes to the draw")
            .instead(witness.arms(draw.exit));
        let Some(&(arm, _)) = draw.arms.first() else { return failure };
        let arm = self.story.arm_name(draw.exit, arm);
        failure.help(format!("name its outcome after this step, as `{{ draw = \"{arm}\" }}`, or give a `seed`"))
    }

    /// The choice that a step names; a failure of this `kind` if the choice is not offered as `wanted`.
    fn offered(&self, witness: Witness, named: &Named, wanted: &str, kind: &'static str) -> Result<ChoiceId, Failed> {
        let choice = witness.choice(named)?;
        let (offered, reason) = witness.offered(choice);
        if offered == wanted {
            return Ok(choice);
        }
        let not = if wanted == "available" { String::new() } else { format!(", not {wanted}") };
        let message = format!("`{}` is {offered}{not}", self.story.choice_name(choice));
        let failure = witness.fail(kind, named.span, message, reason).because();
        Err(failure.also(witness.denial(self.story.choice(choice).when.as_ref())))
    }

    /// Checks a step's expectations in `entered`, the state that the game entered last.
    fn look(&self, expected: &Expectations, entered: &Moment) -> Result<(), Failed> {
        let witness = Witness { story: self.story, engine: self.engine, moment: entered };
        expected.expect.iter().try_for_each(|expect| expectation(witness, expect))?;
        expected
            .offered
            .iter()
            .try_for_each(|(wanted, named)| self.offered(witness, named, wanted, "choice-offered-otherwise").map(drop))
    }

    /// Fails when the turn never comes to a choice or an end, or when it is too long to find out.
    fn check_end(&self, game: &Game) -> Result<(), Failed> {
        if game.turn().stop != Stop::EndlessChain {
            return Ok(());
        }
        let entered = game.turn().events.iter().filter(|event| matches!(event, Event::Entered(..))).count();
        let message = match entered >= MOST_SCENES {
            true => format!("{MOST_SCENES} scenes lead on to each other, without a choice"),
            false => "scenes lead on to each other for ever, without a choice".to_owned(),
        };
        let witness = Witness::new(game, game.moment());
        Err(witness.fail("endless-chain", self.last_span(), message, "this leads into the chain"))
    }

    /// The place of the step played last, or of the list of steps before the first.
    fn last_span(&self) -> Span {
        self.steps[..self.next].last().map_or(self.span, |step| step.span)
    }
}

/// The draw of the last turn that a step names, if nothing was drawn there because only a single arm held.
fn certain(game: &Game, named: &Named) -> Option<Exit> {
    let (story, turn) = (game.story, game.turn());
    let chosen = turn.choice.iter().map(|(choice, _)| Exit::Choice(*choice));
    let entered = turn.events.iter().filter_map(|event| match event {
        Event::Entered(scene, _) => story.scene(*scene).goto().map(|_| Exit::Scene(*scene)),
        Event::Drew(..) | Event::Said(..) => None,
    });
    let was_certain = |&exit: &Exit| {
        let way = story.way(exit);
        let is_named = (0..way.arms.len()).any(|arm| story.arm_name(exit, arm as u8) == named.name);
        way.drawn && is_named && turn.draws().all(|drawn| drawn.exit != exit)
    };
    chosen.chain(entered).find(was_certain)
}

fn expectation(witness: Witness, expect: &Condition) -> Result<(), Failed> {
    if witness.holds(expect) {
        return Ok(());
    }
    let values = witness.values(expect);
    Err(witness.fail("expectation", expect.span, "the expectation does not hold", values).because())
}

fn dead_end(witness: Witness, span: Span) -> Failed {
    witness.fail("dead-end", span, "the game is at a dead end", format!("nothing is possible in `{}`", witness.here()))
}
