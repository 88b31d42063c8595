//! A game on a screen: keys change what is told and what can be selected, and each paint shows the result.

use super::Session;
use super::debrief::{Reviewed, Wanted};
use super::feed::{Feed, Room};
use super::layout::{Block, BlockKind, Sheet, place, turn};
use super::line::{Line, Role};
use super::menu::{Items, Menu, choosing_keys, keys_for_help, over_keys, pausing_keys};
use super::screen::{Live, Screen};
use super::terminal::{Input, Key};
use crate::debrief::DebriefRow;
use crate::language::{Catalogue, Command, KeyHint};
use std::io;

pub struct Stage<'s, 'a, 'k> {
    pub session: Session<'a, 'k>,
    pub screen: &'s mut Screen,
    words: &'static Catalogue,
    feed: Feed<'a>,
    menu: Menu,
    note: String,
    /// Whether the player has quit.
    pub has_left: bool,
    /// Whether the latest key asked for another game while this one is not over.
    has_asked: bool,
    /// Whether known text is skipped at once, because the player has skipped such text before.
    is_skipping: bool,
    /// The part of the debrief to show as soon as the chances are worked out.
    pub awaited: Option<Wanted>,
}

impl<'s, 'a, 'k> Stage<'s, 'a, 'k> {
    pub fn new(session: Session<'a, 'k>, screen: &'s mut Screen) -> Stage<'s, 'a, 'k> {
        let words = session.reader.catalogue;
        screen.end_block();
        let mut stage = Stage {
            session,
            screen,
            words,
            feed: Feed::default(),
            menu: Menu::over(Vec::new()),
            note: String::new(),
            has_left: false,
            has_asked: false,
            is_skipping: false,
            awaited: None,
        };
        stage.begin_turn(None);
        stage
    }

    pub fn tell_faults(&mut self, count: usize, faults: Vec<String>) {
        let say = self.words.screen.still_the_old;
        self.answer_with(move |sheet| {
            faults.iter().for_each(|fault| sheet.text(Role::Body, fault));
            sheet.gap();
            sheet.text(Role::Muted, &say(count));
        });
    }

    pub fn say_farewell(&mut self) {
        self.screen.end_block();
        self.screen.print(&self.farewell())
    }

    pub fn answer(&mut self, input: Input) {
        let key = match input {
            Input::Key(key) => key,
            Input::Resumed => return self.again(),
            Input::Resized if self.screen.is_broken() => return self.again(),
            Input::Resized if self.feed.is_pausing && self.screen.has_another_page() => return self.again(),
            Input::Resized => return,
        };
        self.note.clear();
        let has_asked = std::mem::take(&mut self.has_asked);
        let is_pausing = self.is_pausing();
        if !is_pausing && self.menu.press(key) {
            return;
        }
        match key {
            Key::Repaint => {
                self.screen.clear();
                self.again();
            }
            Key::Char(c) if self.words.asks_to_look(c) => self.look(),
            Key::Char(c) if c.is_ascii_digit() && !is_pausing && !self.menu.items.is_empty() => {
                self.note = (self.words.plain.no_such_number)(self.menu.items.len());
            }
            Key::Char(c) => match (self.wanted(c), self.words.command(c)) {
                (Some(wanted), _) => self.look_back(wanted),
                (None, Some(Command::New)) if !has_asked && !self.session.is_over() => {
                    self.has_asked = true;
                    self.say(self.words.screen.new_again);
                }
                (None, Some(command)) => self.obey(command),
                (None, None) => self.say(self.words.screen.no_key),
            },
            Key::Space | Key::Enter if is_pausing => {
                self.screen.turn();
                self.feed.go_on();
            }
            Key::Escape if is_pausing => self.skip(),
            Key::Enter | Key::Space if self.menu.of == Items::None => self.look_back(Wanted::First),
            Key::Enter => self.decide(),
            Key::Escape if self.menu.of == Items::Decisions => self.offer(),
            Key::Space => self.say(self.words.screen.select_first),
            Key::Up | Key::Down | Key::First | Key::Last if is_pausing => self.say(self.words.screen.read_first),
            Key::Up | Key::Down | Key::First | Key::Last | Key::Escape => self.say(self.words.screen.no_key),
        }
    }

    fn obey(&mut self, command: Command) {
        let words = self.words;
        match command {
            Command::Quit => self.has_left = true,
            Command::Status => {
                let board = self.session.board();
                self.answer_with(move |sheet| sheet.status(words, &board));
            }
            Command::History => {
                let history = self.session.reader.history(&self.session.game);
                self.answer_with(move |sheet| sheet.history(&words.history, &history));
            }
            Command::Endings => {
                let (endings, unfound) = self.session.endings_to_tell();
                self.answer_with(move |sheet| sheet.endings(&words.endings, &endings, &unfound));
            }
            Command::Help => {
                let has_board = !self.session.board().is_empty();
                let keys = keys_for_help(words, &self.session.debrief_keys(), &self.forbidden());
                self.answer_with(move |sheet| {
                    sheet.help(words, &keys);
                    if has_board {
                        sheet.gap();
                        sheet.text(Role::Body, words.board.drawing_explained);
                    }
                });
            }
            Command::Undo | Command::Redo => self.travel(command, 0),
            Command::New => {
                self.session.begin_anew();
                self.tell_turn(Some(words.moves.new_game));
            }
            Command::Back if self.menu.of == Items::Decisions => self.offer(),
            Command::Back if !self.session.may_go_back => self.say(words.moves.is_final),
            Command::Back => match Menu::decisions(words, self.session.reader.history(&self.session.game)) {
                Some(menu) => self.menu = menu,
                None => self.say(words.history.empty),
            },
            Command::Save => {}
        }
    }

    fn decide(&mut self) {
        let Some(selected) = self.menu.selected else { return self.say(self.words.screen.select_first) };
        match self.menu.of {
            Items::Choices => match self.session.choose(&self.session.choices()[selected]) {
                Ok(()) => self.tell_turn(None),
                Err(why) => self.note = why,
            },
            Items::Decisions => self.travel(Command::Back, selected + 1),
            Items::None => {}
        }
    }

    fn look(&mut self) {
        let menu = self.menu.clone();
        self.is_skipping = false;
        self.tell_turn(None);
        if self.menu.items == menu.items {
            self.menu.selected = menu.selected;
        }
    }

    /// Skips an answer, the debrief, or text that the player has read before. From then on, such text is skipped at
    /// once.
    fn skip(&mut self) {
        if !self.feed.can_skip(self.session.keep) {
            return self.say(self.words.screen.unread);
        }
        self.is_skipping |= self.feed.is_telling_story();
        self.screen.turn();
        self.feed.skip(self.session.keep);
    }

    /// The part of the debrief that a letter asks for. `None` if there is no debrief, or if the player has not yet read
    /// the end of the story.
    fn wanted(&self, letter: char) -> Option<Wanted> {
        let has_read = !self.is_pausing() || !self.feed.is_telling_story();
        Wanted::by_key(&self.session.debrief_keys(), letter).filter(|_| has_read)
    }

    /// Shows a part of the debrief. While the chances are still being worked out, it waits for them; other keys work
    /// meanwhile.
    pub fn look_back(&mut self, wanted: Wanted) {
        self.awaited = None;
        let found = match self.session.debrief() {
            Reviewed::Ready(found) => found,
            Reviewed::Thinking => {
                self.awaited = Some(wanted);
                return self.say(self.words.debrief.wait);
            }
            Reviewed::Nothing => return self.say(self.words.screen.no_key),
        };
        self.note.clear();
        if wanted == Wanted::Page {
            let said = self.session.write_page(&found);
            return self.answer_with(move |sheet| sheet.text(Role::Body, &said));
        }
        let screens = wanted.screens(&found);
        self.begin_page();
        let screen =
            |rows: Vec<DebriefRow>| Block::new(BlockKind::Screen, move |sheet: &mut Sheet| sheet.debrief(&rows));
        self.feed.begin(screens.into_iter().map(screen).collect());
    }

    /// Tells the latest turn, with a sentence of the program first, if given, and offers what can be chosen.
    fn tell_turn(&mut self, sentence: Option<&'static str>) {
        self.begin_page();
        self.begin_turn(sentence);
    }

    fn begin_turn(&mut self, sentence: Option<&'static str>) {
        let mut blocks: Vec<Block> = sentence.map(|sentence| said(sentence.to_owned())).into_iter().collect();
        blocks.extend(turn(self.session.reader, &self.session.game));
        blocks.extend(self.outcome());
        self.feed.begin(blocks);
        if self.is_skipping {
            self.feed.drop_read(self.session.keep);
        }
        self.offer();
    }

    /// Does undo, redo or back, and then shows at once what can be chosen there.
    fn travel(&mut self, command: Command, number: usize) {
        let sentence = match self.session.travel(command, number) {
            Ok(sentence) => sentence,
            Err(why) => return self.note = why,
        };
        let mut blocks = vec![said(sentence)];
        blocks.extend(place(self.session.reader, &self.session.game));
        blocks.extend(self.outcome());
        self.begin_page();
        self.feed.begin(blocks);
        self.feed.is_whole = true;
        self.offer();
    }

    /// Sentences on a newly found ending, and on why the game cannot be kept.
    fn outcome(&mut self) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        if self.session.game.ending().is_some() {
            let is_new = self.session.is_new_ending.then_some(self.words.endings.is_new);
            let count = self.session.reader.endings_count(&self.session.keep.endings());
            blocks.push(Block::new(BlockKind::Note, move |sheet| {
                is_new.iter().for_each(|new| sheet.text(Role::Body, new));
                sheet.text(Role::Muted, &count);
            }));
        }
        blocks.extend(self.session.take_trouble().map(said));
        blocks
    }

    /// Makes a menu of the choices, or, if the game is over, of keys only.
    fn offer(&mut self) {
        self.note.clear();
        self.awaited = None;
        let without = self.unusable();
        self.menu = match self.session.is_over() {
            true => Menu::over(over_keys(self.words, &self.session.debrief_keys(), &without)),
            false => Menu::choices(self.words, self.session.choices(), choosing_keys(self.words, &without)),
        };
    }

    fn forbidden(&self) -> Vec<&'static KeyHint> {
        let commands = Command::all().filter(|command| command.takes_back() && !self.session.may_go_back);
        commands.map(|command| self.words.commands.key(command)).collect()
    }

    fn unusable(&self) -> Vec<&'static KeyHint> {
        let undo = (self.session.decisions() == 0).then_some(self.words.commands.key(Command::Undo));
        self.forbidden().into_iter().chain(undo).collect()
    }

    /// Whether the player must read on first. The list of decisions, if it is open, comes before a pause in the story.
    fn is_pausing(&self) -> bool {
        self.feed.is_answering() || self.feed.is_pausing && self.menu.of != Items::Decisions
    }

    fn again(&mut self) {
        self.begin_page();
        self.feed.again();
    }

    fn begin_page(&mut self) {
        self.screen.end_block();
        self.screen.turn();
    }

    fn say(&mut self, note: &str) {
        self.note = note.to_owned();
    }

    fn answer_with(&mut self, write: impl Fn(&mut Sheet) + 'a) {
        self.screen.end_block();
        self.feed.answer(Block::new(BlockKind::Answer, write));
    }

    /// Prints the lines that are due. Below them it shows either the hint to read on, or the menu, with the board above
    /// the choices if there is room.
    pub fn paint(&mut self) -> io::Result<()> {
        let (page, rows) = (self.screen.page(), self.screen.rows());
        let mut list = self.menu.lay_out(page, rows, &self.note);
        let mut board = Sheet::new(page);
        board.board(&self.words.board, &self.session.board());
        if self.menu.of == Items::Choices && board.lines.len() + list.lines.len() <= rows {
            list.cursor = if self.menu.selected.is_some() { list.cursor + board.lines.len() } else { 0 };
            list.lines.splice(0..0, board.lines);
        }
        let below = list.lines.len();
        let pause = if self.menu.of == Items::Decisions { below } else { self.pause().len() };
        if let Some((lines, texts)) = self.feed.tell(Room { page, rows, above: self.screen.above, pause, below }) {
            self.screen.print(&lines);
            self.session.note_read(&texts);
        }
        // The pause is made after `tell`, because only then is it known which text can be skipped.
        let shown = if self.is_pausing() { Live { lines: self.pause(), cursor: 0 } } else { list };
        self.screen.show(shown, &self.farewell())
    }

    fn pause(&self) -> Vec<Line> {
        let skip = self.feed.can_skip(self.session.keep).then_some(&self.words.screen.skip);
        let hints = pausing_keys(self.words, skip, &self.unusable());
        Menu::over(hints).lay_out(self.screen.page(), self.screen.rows(), &self.note).lines
    }

    fn farewell(&self) -> Vec<Line> {
        let words = &self.words.screen;
        let sentence = if self.session.decisions() == 0 { words.farewell_unbegun } else { words.farewell };
        said(sentence.to_owned()).lines(self.screen.page())
    }
}

fn said<'a>(sentence: String) -> Block<'a> {
    Block::new(BlockKind::Note, move |sheet| sheet.text(Role::Muted, &sentence))
}
