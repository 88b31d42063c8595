//! A game that is played. Each move is kept as soon as it is made.

use super::debrief::{Review, Reviewed};
use super::input::echo;
use super::{Keep, SaveError, Saved};
use crate::debrief::DebriefRows;
use crate::game::{Game, Stop, seeded};
use crate::language::{Command, KeyHint};
use crate::view::{Board, ChoiceView, EndingView, Reader, unfound};
use std::io;

pub struct Session<'a, 'k> {
    pub reader: Reader<'a>,
    pub game: Game<'a>,
    /// The seed of the draws that are still to come.
    pub seed: u64,
    pub keep: &'k mut dyn Keep,
    /// Gives the debrief when the game is over; `None` if this session has no debrief.
    pub review: Option<Box<Review<'k, 'a>>>,
    /// The debrief of the game as it stands, if play has asked for it.
    reviewed: Reviewed,
    trouble: Option<io::Error>,
    has_complained: bool,
    /// Whether a person plays at a terminal, where typed lines stay visible. Play asks such a player before another
    /// game replaces an unfinished one.
    pub is_at_terminal: bool,
    /// Whether the story was loaded again in the middle of the game. Then its title is not shown again.
    pub is_reloaded: bool,
    /// Whether the player may undo, redo and go back. If not, every decision is final.
    pub may_go_back: bool,
    /// Whether the latest move has come to an ending that was not found before.
    pub is_new_ending: bool,
}

impl<'a, 'k> Session<'a, 'k> {
    /// Begins to play a game, which may already have moves. `seed` is for the draws that are still to come.
    pub fn new(reader: Reader<'a>, game: Game<'a>, seed: u64, keep: &'k mut dyn Keep) -> Session<'a, 'k> {
        let mut session = Session {
            reader,
            game,
            seed,
            keep,
            review: None,
            reviewed: Reviewed::Nothing,
            trouble: None,
            has_complained: false,
            is_at_terminal: false,
            is_reloaded: false,
            may_go_back: true,
            is_new_ending: false,
        };
        session.note_ending();
        session
    }

    /// Whether there is nothing more to choose, because the story has ended or does not go on.
    pub fn is_over(&self) -> bool {
        self.game.turn().stop != Stop::Choices
    }

    /// Whether a debrief is possible: the game is over, and the session has a callback for the debrief.
    pub fn has_debrief(&self) -> bool {
        self.review.is_some() && self.is_over()
    }

    /// The keys of the debrief, in order: for the first part, for the sums if there are any, and for the page.
    pub fn debrief_keys(&self) -> Vec<&'static KeyHint> {
        let (words, story) = (&self.reader.catalogue.debrief, self.game.story);
        let has_sums = !story.goals.is_empty() || !story.stakeholders.is_empty();
        let keys = [Some(&words.key), has_sums.then_some(&words.sums_key), Some(&words.write_key)];
        keys.into_iter().flatten().filter(|_| self.has_debrief()).collect()
    }

    /// The debrief, if the game is over. It is made only once for a game as it stands, and then remembered.
    pub fn debrief(&mut self) -> Reviewed {
        if let (Some(review), Reviewed::Nothing | Reviewed::Thinking) = (&mut self.review, &self.reviewed) {
            self.reviewed = review(&self.game, &self.keep.endings());
        }
        self.reviewed.clone()
    }

    /// Saves the game and its debrief as a page. Returns a sentence that says where, or why this failed.
    pub fn write_page(&mut self, rows: &DebriefRows) -> String {
        let words = self.reader.catalogue;
        match self.keep.write_page(&self.reader, &self.game, rows) {
            Ok(file) => (words.debrief.written)(&file),
            Err(error) => (words.saves.not_saved)(&words.saves.why(&error)),
        }
    }

    /// The choices that the player has now; empty if the game is over or does not go on.
    pub fn choices(&self) -> Vec<ChoiceView<'a>> {
        if self.is_over() { Vec::new() } else { self.reader.choices(self.game.moment()) }
    }

    pub fn board(&self) -> Board<'a> {
        self.reader.board(self.game.turn())
    }

    pub fn decisions(&self) -> usize {
        self.game.turns().len() - 1
    }

    /// All endings, and sentences on those not found. Hints give away parts of the plot, so there are no sentences before
    /// an ending is found.
    pub fn endings_to_tell(&self) -> (Vec<EndingView<'a>>, Vec<String>) {
        let found = self.keep.endings();
        let endings = self.reader.endings(&found);
        let unfound = unfound(&self.reader.catalogue.endings, &endings);
        (endings, if found.is_empty() { Vec::new() } else { unfound })
    }

    pub fn note_read(&mut self, texts: &[u64]) {
        self.trouble = self.keep.note_read(texts).err().or(self.trouble.take());
    }

    /// A sentence on why the game cannot be kept. `None` if it can, or if the player was told already.
    pub fn take_trouble(&mut self) -> Option<String> {
        let saves = &self.reader.catalogue.saves;
        let trouble = self.trouble.take().filter(|_| !self.has_complained)?;
        self.has_complained = true;
        Some((saves.not_kept)(&saves.why(&trouble)))
    }

    /// Makes one of [`Session::choices`]. The error is a sentence that says why the choice is locked.
    pub fn choose(&mut self, choice: &ChoiceView) -> Result<(), String> {
        if let Some(reason) = &choice.locked {
            return Err((self.reader.catalogue.moves.is_locked)(reason));
        }
        self.game.choose(choice.id, &mut seeded(self.seed)).expect("what is shown as available can be chosen");
        self.settle();
        Ok(())
    }

    /// Does undo, redo or back. Gives a sentence on what was done; the error says why nothing was done.
    pub fn travel(&mut self, command: Command, number: usize) -> Result<String, String> {
        let (words, decisions, undone) = (self.reader.catalogue, self.decisions(), self.told_latest());
        let moves = &words.moves;
        match command {
            _ if !self.may_go_back => return Err(moves.is_final.to_owned()),
            Command::Undo if !self.game.undo() => return Err(moves.nothing_to_undo.to_owned()),
            Command::Redo if !self.game.redo() => return Err(moves.nothing_to_redo.to_owned()),
            Command::Back if !(1..=decisions).contains(&number) => {
                return Err((words.plain.no_such_decision)(decisions));
            }
            Command::Back => self.game.go_back(number - 1),
            _ => {}
        }
        self.settle();
        Ok(match command {
            Command::Undo => (moves.undone)(&undone),
            Command::Redo => (moves.redone)(&self.told_latest()),
            _ => (moves.went_back)(number),
        })
    }

    pub fn begin_anew(&mut self) {
        self.seed = self.keep.seed();
        self.game = Game::of_seed(self.reader.story, self.reader.engine, self.seed);
        self.settle();
    }

    /// Saves the game in a file that the player names. Gives a sentence that says so; the error says why not.
    pub fn save(&mut self, file: &str) -> Result<String, String> {
        let (words, named) = (&self.reader.catalogue.saves, echo(file));
        match self.keep.save(&self.game, self.seed, file) {
            Ok(Saved::Anew) => Ok((words.saved)(&named)),
            Ok(Saved::Over) => Ok((words.saved_over)(&named)),
            Err(SaveError::Foreign) => Err((words.foreign)(&named)),
            Err(SaveError::Unwritable(error)) => Err((words.not_saved)(&words.why(&error))),
        }
    }

    /// The text of the latest decision; empty if there is none.
    fn told_latest(&self) -> String {
        let choice = self.game.turn().choice.as_ref();
        choice.map_or_else(String::new, |(choice, offered)| self.reader.told(*choice, offered))
    }

    fn settle(&mut self) {
        self.trouble = self.keep.keep(&self.game, self.seed).err().or(self.trouble.take());
        self.note_ending();
        self.reviewed = Reviewed::Nothing;
        if let (Stop::Choices, Some(review)) = (self.game.turn().stop, &mut self.review) {
            review(&self.game, &[]);
        }
    }

    fn note_ending(&mut self) {
        let name = self.game.ending().map(|ending| &self.reader.story.scene(ending).name);
        let new = name.filter(|name| !self.keep.endings().contains(name));
        self.is_new_ending = new.is_some();
        self.trouble = new.and_then(|name| self.keep.found(name).err()).or(self.trouble.take());
    }
}
