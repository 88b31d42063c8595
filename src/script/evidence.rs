//! What a search has found, as a playthrough. `replay` accepts it as long as the finding is true.
//!
//! A refuted `eventually` is the exception: the playthrough asks for what should come, and fails until it comes.
//!
//! A search may stop in the middle of a turn, but a playthrough cannot: it goes on to the end of the turn. The
//! expectation stands where a step can be judged and the condition is false. A turn without an end is not played: the
//! playthrough stops before the choice that begins it.

use super::failure::Witness;
use super::write::{WrittenStep, decisions, quoted, steps_of};
use crate::engine::Engine;
use crate::game::{Draw, Event, Game, Moment, Stop, pick};
use crate::story::{Condition, Exit, Story};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub decisions: Vec<WrittenStep>,
    check: Option<Check>,
    /// A remark for the reader, written as a comment.
    note: Option<String>,
}

/// What a playthrough asks for besides its decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Check {
    /// The condition is false before the decision of that index, or at the end.
    Denied(usize),
    /// The condition should have become true by that place.
    Missed(usize),
    Available(String),
}

/// A claim that a path refutes: its condition is false where the path ends.
#[derive(Clone, Copy, Debug)]
pub enum Refuted<'c> {
    /// That it is always true.
    Always(&'c Condition),
    /// That it becomes true. A game can repeat the last steps of the path for ever; this is their number.
    Eventually(&'c Condition, usize),
}

impl Evidence {
    /// The playthrough that makes these decisions and goes on to the end of the turn; `None` when none can show this.
    pub fn new(story: &Story, engine: &Engine, path: &[WrittenStep], refuted: Option<Refuted>) -> Option<Evidence> {
        let mut next = 0;
        let mut game = Game::begin(story, engine, &mut |draw| follow(story, path, &mut next, draw)).ok()?;
        while let Some(WrittenStep::Choice(name)) = path.get(next) {
            next += 1;
            let words = &game.moment().words;
            let choice = engine.available(words).find(|&id| story.choice_name(id) == *name)?;
            game.choose(choice, &mut |draw| follow(story, path, &mut next, draw)).ok()?;
        }
        if game.turn().stop == Stop::EndlessChain {
            return before_the_chain(game);
        }
        let mut evidence = Evidence { decisions: decisions(&game), check: None, note: None };
        match refuted {
            Some(Refuted::Always(condition)) => evidence.deny(&game, condition, Check::Denied),
            Some(Refuted::Eventually(condition, cycle)) => {
                evidence.deny(&game, condition, Check::Missed);
                let round = match cycle {
                    0 => None,
                    1 => Some("The last step comes back to where it began, and can for ever.".to_owned()),
                    _ => Some(format!("The last {cycle} steps come back to where they began, and can for ever.")),
                };
                evidence.note = round.or(evidence.note);
            }
            None => {}
        }
        Some(evidence)
    }

    /// Notes where `denied` is false: at the end, or else in a scene of the last turn, just before a draw.
    fn deny(&mut self, game: &Game, denied: &Condition, check: fn(usize) -> Check) {
        let (story, engine, turn) = (game.story(), game.engine(), game.turn());
        let is_false = |moment: &Moment| !Witness { story, engine, moment }.holds(denied);
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
            Event::Entered(scene, moment) if is_false(moment) => Some(&story.scene(*scene).name),
            _ => None,
        });
        self.check = at.map(check);
        if let (None, Some(scene)) = (at, passed) {
            self.note = Some(format!("The condition is false in `{scene}`, where no step can say so."));
        }
    }

    /// The text of a playthrough file; `denied` is the condition as it is written.
    pub fn write(&self, title: &str, denied: Option<&str>) -> String {
        let mut out = format!("{:8} = {}\n", "title", quoted(title));
        out.extend(self.note.iter().map(|note| format!("# {note}\n")));
        let mut steps: Vec<String> = self.decisions.iter().map(WrittenStep::step).collect();
        match (&self.check, denied) {
            (Some(check @ (Check::Denied(at) | Check::Missed(at))), Some(denied)) => {
                let is_missed = matches!(check, Check::Missed(_));
                let condition = quoted(&if is_missed { denied.to_owned() } else { format!("not ({denied})") });
                out += match is_missed {
                    true => {
                        "# This fails as long as the condition is false here. Once `check` proves the property, it can go.\n"
                    }
                    false => {
                        "# So it is. Once the story is mended this fails: take the `not` away, and it is a test.\n"
                    }
                };
                match *at == steps.len() {
                    true => out += &format!("{:8} = {condition}\n", "expect"),
                    false => steps.insert(*at, format!("{{ expect = {condition} }}")),
                }
            }
            (Some(Check::Available(choice)), _) => steps.push(format!("{{ available = [{}] }}", quoted(choice))),
            _ => {}
        }
        out + &steps_of(&steps)
    }
}

/// The playthrough up to the choice that leads into scenes without an end; `None` where the game begins with them.
fn before_the_chain(mut game: Game) -> Option<Evidence> {
    let turn = game.turn().clone();
    let (choice, _) = turn.choice.as_ref()?;
    game.undo();
    let story = game.story();
    let drawn: Vec<String> =
        turn.draws().take(3).map(|drawn| format!("`{}`", story.arm_name(drawn.exit, drawn.arm))).collect();
    let draws = match drawn.is_empty() {
        true => String::new(),
        false => format!(", with the draws {},", drawn.join(", ")),
    };
    let note = format!("Then `{}`{draws} leads into scenes that never end.", story.choice_name(*choice));
    let check = Some(Check::Available(story.choice_name(*choice)));
    Some(Evidence { decisions: decisions(&game), check, note: Some(note) })
}

/// The arm that a path names for a draw; once the path is over, one by its weight.
fn follow(story: &Story, path: &[WrittenStep], next: &mut usize, draw: &Draw) -> Option<u8> {
    let Some(WrittenStep::Draw(name)) = path.get(*next) else { return Some(pick(0, draw.number, draw.arms)) };
    *next += 1;
    draw.arms.iter().map(|&(arm, _)| arm).find(|&arm| story.arm_name(draw.exit, arm) == *name)
}
