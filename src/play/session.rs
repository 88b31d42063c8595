//! A game that is played: its moves, each kept as it is made.

use super::debrief::{Review, Reviewed};
use super::input::echo;
use super::{Keep, SaveError, Saved};
use crate::debrief::DebriefRows;
use crate::game::{ChooseError, Game, Stop, seeded};
use crate::language::{Command, KeyHint};
use crate::story::ChoiceId;
use crate::view::{Board, Reader};
use std::io;

pub struct Session<'a, 'k> {
    reader: Reader<'a>,
    game: Game<'a>,
    seed: u64,
    keep: &'k mut dyn Keep,
    review: Option<Box<Review<'k, 'a>>>,
    /// The debrief of the game as it stands, once it was asked for.
    reviewed: Reviewed,
    trouble: Option<io::Error>,
    has_complained: bool,
    is_asked: bool,
    may_go_back: bool,
    is_new_ending: bool,
}

impl<'a, 'k> Session<'a, 'k> {
    /// Begins to play a game, which may have moves already. Its further draws come from `seed`.
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
            is_asked: false,
            may_go_back: true,
            is_new_ending: false,
        };
        session.note_ending();
        session
    }

    /// Adds a review, which gives the debrief when the game is over.
    pub fn with_review(mut self, review: Box<Review<'k, 'a>>) -> Session<'a, 'k> {
        self.review = Some(review);
        self
    }

    /// Asks the player before another game replaces an unfinished one.
    pub fn with_questions(mut self) -> Session<'a, 'k> {
        self.is_asked = true;
        self
    }

    /// Makes every decision final: the player can neither undo, redo nor go back.
    pub fn without_undo(mut self) -> Session<'a, 'k> {
        self.may_go_back = false;
        self
    }

    pub fn may_go_back(&self) -> bool {
        self.may_go_back
    }

    /// Whether the player is to be asked before another game is begun: this one has decisions, and is not over.
    pub fn has_question(&self) -> bool {
        self.is_asked && self.decisions() > 0 && self.game.turn().stop == Stop::Choices
    }

    /// Whether there can be a debrief: the game is over, and there is a review.
    pub fn has_debrief(&self) -> bool {
        self.review.is_some() && self.game.turn().stop != Stop::Choices
    }

    /// The keys of the debrief: for its first part, for the sums if there are any, and for the page.
    pub fn debrief_keys(&self) -> Vec<&'static KeyHint> {
        if !self.has_debrief() {
            return Vec::new();
        }
        let (words, story) = (&self.reader.catalogue.debrief, self.game.story());
        let has_sums = !story.goals.is_empty() || !story.stakeholders.is_empty();
        let sums = has_sums.then_some(&words.sums_key);
        [&words.key].into_iter().chain(sums).chain([&words.write_key]).collect()
    }

    /// The debrief, once the game is over. It is made once for a game as it stands, however often this is called.
    pub fn debrief(&mut self) -> Reviewed {
        if let (Some(review), Reviewed::Nothing | Reviewed::Thinking) = (&mut self.review, &self.reviewed) {
            self.reviewed = review(&self.game, &self.keep.endings());
        }
        self.reviewed.clone()
    }

    /// Whether a person plays at a terminal, where typed lines stay visible.
    pub fn is_at_terminal(&self) -> bool {
        self.is_asked
    }

    /// Writes the game and its debrief as a page; a sentence says where, or why not.
    pub fn write_page(&mut self, rows: &DebriefRows) -> String {
        let words = self.reader.catalogue;
        match self.keep.write_page(&self.reader, &self.game, rows) {
            Ok(file) => (words.debrief.written)(&file),
            Err(error) => (words.saves.not_saved)(&words.saves.why(&error)),
        }
    }

    pub fn into_parts(self) -> (Game<'a>, u64) {
        (self.game, self.seed)
    }

    pub fn reader(&self) -> Reader<'a> {
        self.reader
    }

    pub fn game(&self) -> &Game<'a> {
        &self.game
    }

    pub fn board(&self) -> Board<'a> {
        self.reader.board(self.game.turn())
    }

    pub fn seed(&self) -> u64 {
        self.seed
    }

    pub fn decisions(&self) -> usize {
        self.game.turns().len() - 1
    }

    /// Whether the latest move has come to an ending that was not found before.
    pub fn is_new_ending(&self) -> bool {
        self.is_new_ending
    }

    pub fn endings(&self) -> Vec<String> {
        self.keep.endings()
    }

    pub fn has_read(&self, text: u64) -> bool {
        self.keep.has_read(text)
    }

    pub fn note_read(&mut self, texts: &[u64]) {
        if let Err(error) = self.keep.note_read(texts) {
            self.trouble = Some(error);
        }
    }

    /// Says once why the game cannot be kept, if it cannot.
    pub fn take_trouble(&mut self) -> Option<String> {
        let saves = &self.reader.catalogue.saves;
        let trouble = self.trouble.take().filter(|_| !self.has_complained)?;
        self.has_complained = true;
        Some((saves.not_kept)(&saves.why(&trouble)))
    }

    pub fn choose(&mut self, choice: ChoiceId) -> Result<(), ChooseError> {
        self.game.choose(choice, &mut seeded(self.seed))?;
        self.settle();
        Ok(())
    }

    /// Takes the latest choice back, and gives its text or the reason why not.
    pub fn undo(&mut self) -> Result<String, &'static str> {
        self.check_may_go_back()?;
        let told = self.told_latest();
        self.game.undo().then(|| self.settle()).and(told).ok_or(self.reader.catalogue.moves.nothing_to_undo)
    }

    /// Makes the choice taken back last again, and gives its text or the reason why not.
    pub fn redo(&mut self) -> Result<String, &'static str> {
        self.check_may_go_back()?;
        let redone = self.game.redo().then(|| self.settle());
        redone.and_then(|()| self.told_latest()).ok_or(self.reader.catalogue.moves.nothing_to_redo)
    }

    /// Goes back to just before decision `number`, counted from 1.
    pub fn go_back(&mut self, number: usize) -> Result<(), String> {
        self.check_may_go_back()?;
        if !(1..=self.decisions()).contains(&number) {
            return Err((self.reader.catalogue.plain.no_such_decision)(self.decisions()));
        }
        self.game.go_back(number - 1);
        self.settle();
        Ok(())
    }

    /// Does the command undo, redo or back. Gives a sentence on what was done, or the reason why not.
    pub fn travel(&mut self, command: Command, number: usize) -> Result<String, String> {
        let moves = &self.reader.catalogue.moves;
        match command {
            Command::Undo => self.undo().map(|told| (moves.undone)(&told)).map_err(str::to_owned),
            Command::Redo => self.redo().map(|told| (moves.redone)(&told)).map_err(str::to_owned),
            _ => self.go_back(number).map(|()| (moves.went_back)(number)),
        }
    }

    fn check_may_go_back(&self) -> Result<(), &'static str> {
        if self.may_go_back { Ok(()) } else { Err(self.reader.catalogue.moves.is_final) }
    }

    pub fn begin_anew(&mut self) {
        self.seed = self.keep.seed();
        self.game = Game::of_seed(self.reader.story, self.reader.engine, self.seed);
        self.settle();
    }

    /// Saves the game in a file that the player names, and says so, or why not.
    pub fn save(&mut self, file: &str) -> Result<String, String> {
        let (words, named) = (&self.reader.catalogue.saves, echo(file));
        match self.keep.save(&self.game, self.seed, file) {
            Ok(Saved::Anew) => Ok((words.saved)(&named)),
            Ok(Saved::Over) => Ok((words.saved_over)(&named)),
            Err(SaveError::Foreign) => Err((words.foreign)(&named)),
            Err(SaveError::Unwritable(error)) => Err((words.not_saved)(&words.why(&error))),
        }
    }

    fn told_latest(&self) -> Option<String> {
        let (choice, offered) = self.game.turn().choice.as_ref()?;
        Some(self.reader.told(*choice, offered))
    }

    fn settle(&mut self) {
        if let Err(error) = self.keep.keep(&self.game, self.seed) {
            self.trouble = Some(error);
        }
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
        if let Some(Err(error)) = new.map(|name| self.keep.found(name)) {
            self.trouble = Some(error);
        }
    }
}
