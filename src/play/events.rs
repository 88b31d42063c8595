//! Play by a program: events go out, the names of choices and the English command words come in.
//!
//! The caller writes the events: see `report::events`.

use super::Session;
use super::input::read_line;
use crate::game::Stop;
use crate::language::{self, Command};
use crate::view::{ChoiceView, Passage, Reader, StreamedEvent};
use std::io::{self, BufRead};

pub type Emit<'e> = dyn FnMut(&StreamedEvent) -> io::Result<()> + 'e;

/// Plays until the input ends or says `quit`. The session's game may have begun before.
pub fn play(session: Session, input: &mut dyn BufRead, emit: &mut Emit) -> io::Result<()> {
    let reader = session.reader();
    let mut wire = Wire { reader, session, emit };
    wire.turn()?;
    while let Some(line) = read_line(input)? {
        let parsed = language::catalogue("en").commands.parse(&line);
        match (wire.choice(&line), parsed) {
            (Some(choice), _) => wire.choose(&choice)?,
            (None, Some((Command::Quit, _))) => break,
            (None, Some((command, argument))) => wire.obey(command, argument)?,
            (None, None) => wire.error(reader.catalogue.plain.not_understood)?,
        }
    }
    Ok(())
}

struct Wire<'a, 'k, 'e, 'f> {
    reader: Reader<'a>,
    session: Session<'a, 'k>,
    emit: &'e mut Emit<'f>,
}

impl<'a> Wire<'a, '_, '_, '_> {
    fn turn(&mut self) -> io::Result<()> {
        for passage in self.reader.passages(self.session.game().turn()) {
            (self.emit)(&StreamedEvent::Passage(passage))?;
        }
        self.rest()
    }

    /// Tells the current scene, after a move that makes no new turn, such as undo.
    fn scene(&mut self) -> io::Result<()> {
        let game = self.session.game();
        let scene = self.reader.scene(game.scene(), game.moment());
        (self.emit)(&StreamedEvent::Passage(Passage::Scene(scene)))?;
        self.rest()
    }

    fn rest(&mut self) -> io::Result<()> {
        if let Some(trouble) = self.session.take_trouble() {
            self.error(&trouble)?;
        }
        let game = self.session.game();
        let id = self.reader.story.scene(game.scene()).name.as_str();
        let words = &self.reader.catalogue.scene;
        match game.turn().stop {
            Stop::Choices => {
                let choices = self.reader.choices(game.moment());
                (self.emit)(&StreamedEvent::Choices { scene: id, choices, board: self.session.board() })
            }
            Stop::Ending => (self.emit)(&StreamedEvent::Ending { id, title: self.reader.ending_title(game.scene()) }),
            Stop::DeadEnd => self.error(words.dead_end),
            Stop::EndlessChain => self.error(words.endless_chain),
        }
    }

    fn error(&mut self, message: &str) -> io::Result<()> {
        (self.emit)(&StreamedEvent::Error { message: message.to_string() })
    }

    fn choice(&self, name: &str) -> Option<ChoiceView<'a>> {
        let game = self.session.game();
        let is_asked = game.turn().stop == Stop::Choices;
        let shown = is_asked.then(|| self.reader.choices(game.moment()))?;
        shown.into_iter().find(|choice| choice.name == name)
    }

    fn choose(&mut self, choice: &ChoiceView) -> io::Result<()> {
        if let Some(reason) = &choice.locked {
            return self.error(&(self.reader.catalogue.moves.is_locked)(reason));
        }
        self.session.choose(choice.id).expect("what is shown as available can be chosen");
        self.turn()
    }

    fn obey(&mut self, command: Command, argument: &str) -> io::Result<()> {
        let words = self.reader.catalogue;
        match command {
            Command::Status => self.rest(),
            Command::Undo | Command::Redo | Command::Back => {
                match self.session.travel(command, argument.parse().unwrap_or(0)) {
                    Ok(_) if command == Command::Redo => self.turn(),
                    Ok(_) => self.scene(),
                    Err(why) => self.error(&why),
                }
            }
            Command::New => {
                self.session.begin_anew();
                self.turn()
            }
            Command::History => (self.emit)(&StreamedEvent::History(self.reader.history(self.session.game()))),
            Command::Endings => {
                let endings = self.reader.endings(&self.session.endings());
                let found = endings.iter().filter(|ending| ending.title.is_some()).map(|ending| ending.name);
                (self.emit)(&StreamedEvent::Endings { found: found.collect(), of: endings.len() })
            }
            Command::Help => {
                (self.emit)(&StreamedEvent::Help { commands: Command::all().map(Command::name).collect() })
            }
            Command::Save if argument.is_empty() => self.error(words.saves.save_where),
            Command::Save => match self.session.save(argument) {
                Ok(_) => (self.emit)(&StreamedEvent::Saved { file: argument.to_string() }),
                Err(why) => self.error(&why),
            },
            Command::Quit => Ok(()),
        }
    }
}
