//! The steps of a playthrough as the decisions of a game.

use super::failure::{Failure, ReplayError, Wanted};
use super::lookup;
use super::playthrough::{Action, Look, Step};
use super::standing::standing;
use crate::engine::Engine;
use crate::game::{ChooseError, Draw, Event, Game, Moment, Stop, pick};
use crate::source::Span;
use crate::story::{ChoiceId, Condition, Exit, Story};

/// What came of the steps.
pub(super) struct Played<'a> {
    /// The game as far as the steps went; `None` when its first turn could not be made.
    pub game: Option<Game<'a>>,
    /// What went otherwise.
    pub failure: Option<Failure>,
}

/// The steps on their way through a game.
struct Script<'s> {
    story: &'s Story,
    engine: &'s Engine,
    steps: &'s [&'s Step],
    seed: Option<u64>,
    /// Where the list of steps stands.
    span: Span,
    /// The position of the first step that is not done.
    next: usize,
    /// Why a draw was not decided.
    failure: Option<Failure>,
}

/// Plays the steps until they are over or one does not go as written.
pub(super) fn play<'a>(
    story: &'a Story,
    engine: &'a Engine,
    steps: &[&Step],
    seed: Option<u64>,
    span: Span,
) -> Played<'a> {
    let mut script = Script { story, engine, steps, seed, span, next: 0, failure: None };
    let Ok(mut game) = Game::begin(story, engine, &mut |draw| script.decide(draw, draw.moment)) else {
        return Played { game: None, failure: script.failure };
    };
    let mut failure = script.endless(&game);
    while failure.is_none()
        && let Some(&step) = steps.get(script.next)
    {
        failure = script.step(&mut game, step);
    }
    Played { game: Some(game), failure }
}

impl Script<'_> {
    /// Does the next step of a game that is at rest.
    fn step(&mut self, game: &mut Game, step: &Step) -> Option<Failure> {
        let result = match &step.action {
            Action::Look(look) => self.look(look, game.moment()),
            Action::Draw(_) | Action::Choose(_) if game.turn().stop == Stop::Ending => {
                let count = self.steps.len() - self.next;
                Err((step.span, ReplayError::LeftOver { count }))
            }
            Action::Draw(_) | Action::Choose(_) if game.turn().stop == Stop::DeadEnd => {
                Err((step.span, ReplayError::DeadEnd))
            }
            Action::Draw(named) => Err((named.span, self.no_draw(game, &named.name))),
            Action::Choose(named) => match self.available(game, &named.name) {
                Ok(choice) => return self.choose(game, choice),
                Err(error) => Err((named.span, error)),
            },
        };
        match result {
            Ok(()) => {
                self.next += 1;
                None
            }
            Err((span, error)) => Some(Failure { span, error, moment: game.moment().clone() }),
        }
    }

    fn choose(&mut self, game: &mut Game, choice: ChoiceId) -> Option<Failure> {
        let offered = game.moment().clone();
        self.next += 1;
        // A choice's own draw comes before the next scene: the state last entered is the one that offered the choice.
        let mut decide = |draw: &Draw| match draw.exit {
            Exit::Scene(_) => self.decide(draw, draw.moment),
            Exit::Choice(_) => self.decide(draw, &offered),
        };
        match game.choose(choice, &mut decide) {
            Ok(()) => self.endless(game),
            Err(ChooseError::Undecided) => self.failure.take(),
            Err(ChooseError::NotAvailable) => unreachable!("the choice was found available"),
        }
    }

    /// Names the arm of a draw: by the step that follows, those that only look aside, or else by the seed.
    fn decide(&mut self, draw: &Draw, entered: &Moment) -> Option<u8> {
        let ahead = &self.steps[self.next..];
        let looks = ahead.iter().take_while(|step| matches!(step.action, Action::Look(_))).count();
        let Some(Step { action: Action::Draw(named), .. }) = ahead.get(looks) else {
            return match self.seed {
                Some(seed) => Some(pick(seed, draw.number, draw.arms)),
                None => self.fail(self.last_span(), ReplayError::Undecided(draw.exit), draw.moment),
            };
        };
        for step in &ahead[..looks] {
            if let Action::Look(look) = &step.action
                && let Err((span, error)) = self.look(look, entered)
            {
                return self.fail(span, error, entered);
            }
            self.next += 1;
        }
        let arm = match lookup::arm(self.story, draw.exit, &named.name) {
            Ok(arm) => arm,
            Err(error) => return self.fail(named.span, error, draw.moment),
        };
        if !draw.arms.iter().any(|&(open, _)| open == arm) {
            return self.fail(named.span, ReplayError::ArmClosed { waiting: draw.exit, arm }, draw.moment);
        }
        self.next += 1;
        Some(arm)
    }

    /// The available choice that a step names.
    fn available(&self, game: &Game, written: &str) -> Result<ChoiceId, ReplayError> {
        let choice = lookup::choice(self.story, game.scene(), written)?;
        match standing(self.story, self.engine, game.moment(), choice) {
            super::Standing::Available => Ok(choice),
            other => Err(ReplayError::NotAvailable(choice, other)),
        }
    }

    /// Judges what a step says about the state last entered.
    fn look(&self, look: &Look, entered: &Moment) -> Result<(), (Span, ReplayError)> {
        if let Some(expect) = &look.expect
            && !holds(self.story, self.engine, expect, entered)
        {
            return Err((expect.span, ReplayError::Unexpected(expect.clone())));
        }
        let here = self.engine.scene(&entered.words);
        let lists = [
            (Wanted::Available, &look.available),
            (Wanted::Locked, &look.locked),
            (Wanted::Hidden, &look.hidden),
        ];
        for (wanted, names) in lists {
            for named in names {
                let choice =
                    lookup::choice(self.story, here, &named.name).map_err(|error| (named.span, error))?;
                let found = standing(self.story, self.engine, entered, choice);
                if !wanted.is_met(&found) {
                    return Err((named.span, ReplayError::OtherStanding { choice, wanted, found }));
                }
            }
        }
        Ok(())
    }

    /// Why the draw that a step names does not happen, when the game rests at choices.
    fn no_draw(&self, game: &Game, written: &str) -> ReplayError {
        let exits = match lookup::drawn(self.story, written) {
            Ok(exits) => exits,
            Err(error) => return error,
        };
        let turn = game.turn();
        let was_gone = |exit: &Exit| match *exit {
            Exit::Choice(choice) => turn.choice.as_ref().is_some_and(|(made, _)| *made == choice),
            Exit::Scene(scene) => {
                let is_here =
                    |event: &Event| matches!(event, Event::Entered(entered, _) if *entered == scene);
                turn.events.iter().any(is_here)
            }
        };
        let was_drawn = |exit: &Exit| turn.draws().any(|drawn| drawn.exit == *exit);
        ReplayError::NoDraw { gone: exits.into_iter().find(|exit| was_gone(exit) && !was_drawn(exit)) }
    }

    /// The failure that the game went on for ever, if it did.
    fn endless(&self, game: &Game) -> Option<Failure> {
        let moment = game.moment().clone();
        let failure = Failure { span: self.last_span(), error: ReplayError::EndlessChain, moment };
        (game.turn().stop == Stop::EndlessChain).then_some(failure)
    }

    /// The place of the step done last.
    fn last_span(&self) -> Span {
        self.steps[..self.next].last().map_or(self.span, |step| step.span)
    }

    fn fail(&mut self, span: Span, error: ReplayError, moment: &Moment) -> Option<u8> {
        self.failure = Some(Failure { span, error, moment: moment.clone() });
        None
    }
}

/// Whether a condition holds at a moment.
pub(super) fn holds(story: &Story, engine: &Engine, condition: &Condition, moment: &Moment) -> bool {
    engine.past_predicate(story, &condition.expression).holds(&moment.words, &moment.past)
}
