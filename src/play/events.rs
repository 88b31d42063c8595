//! Play by a program: it reads events, and sends the names of choices or English command words.
//!
//! The caller writes the events: see `report::events`.

use super::Session;
use super::input::read_line;
use crate::game::Stop;
use crate::language::{self, Command};
use crate::view::{Passage, StreamedEvent};
use std::io::{self, BufRead};

pub type Emit<'e> = dyn FnMut(&StreamedEvent) -> io::Result<()> + 'e;

/// Plays until the input ends or says `quit`. The session's game may already have moves.
pub fn play(mut session: Session, input: &mut dyn BufRead, emit: &mut Emit) -> io::Result<()> {
    turn(&mut session, emit)?;
    while let Some(line) = read_line(input)? {
        let choice = session.choices().into_iter().find(|choice| choice.name == line);
        let command = language::catalogue("en").commands.parse(&line);
        match (choice, command) {
            (Some(choice), _) => match session.choose(&choice) {
                Ok(()) => turn(&mut session, emit)?,
                Err(why) => error(&why, emit)?,
            },
            (None, Some((Command::Quit, _))) => break,
            (None, Some((command, argument))) => obey(&mut session, command, argument, emit)?,
            (None, None) => error(session.reader.catalogue.plain.not_understood, emit)?,
        }
    }
    Ok(())
}

fn turn(session: &mut Session, emit: &mut Emit) -> io::Result<()> {
    for passage in session.reader.passages(session.game.turn()) {
        emit(&StreamedEvent::Passage(passage))?;
    }
    stand(session, emit)
}

/// Emits what can be chosen now, or why there is nothing to choose.
fn stand(session: &mut Session, emit: &mut Emit) -> io::Result<()> {
    if let Some(trouble) = session.take_trouble() {
        error(&trouble, emit)?;
    }
    let (reader, game) = (session.reader, &session.game);
    let id = reader.story.scene(game.scene()).name.as_str();
    match game.turn().stop {
        Stop::Choices => {
            emit(&StreamedEvent::Choices { scene: id, choices: session.choices(), board: session.board() })
        }
        Stop::Ending => emit(&StreamedEvent::Ending { id, title: reader.ending_title(game.scene()) }),
        stop => error(&reader.stopped(stop, game.scene()).unwrap_or_default(), emit),
    }
}

fn error(message: &str, emit: &mut Emit) -> io::Result<()> {
    emit(&StreamedEvent::Error { message: message.to_string() })
}

fn obey(session: &mut Session, command: Command, argument: &str, emit: &mut Emit) -> io::Result<()> {
    let reader = session.reader;
    match command {
        Command::Status => stand(session, emit),
        Command::Undo | Command::Redo | Command::Back => match session.travel(command, argument.parse().unwrap_or(0)) {
            Ok(_) if command == Command::Redo => turn(session, emit),
            Ok(_) => {
                let scene = reader.scene(session.game.scene(), session.game.moment());
                emit(&StreamedEvent::Passage(Passage::Scene(scene)))?;
                stand(session, emit)
            }
            Err(why) => error(&why, emit),
        },
        Command::New => {
            session.begin_anew();
            turn(session, emit)
        }
        Command::History => emit(&StreamedEvent::History(reader.history(&session.game))),
        Command::Endings => {
            let endings = reader.endings(&session.keep.endings());
            let found = endings.iter().filter(|ending| ending.title.is_some()).map(|ending| ending.name);
            emit(&StreamedEvent::Endings { found: found.collect(), of: endings.len() })
        }
        Command::Help => emit(&StreamedEvent::Help { commands: Command::all().map(Command::name).collect() }),
        Command::Save if argument.is_empty() => error(reader.catalogue.saves.save_where, emit),
        Command::Save => match session.save(argument) {
            Ok(_) => emit(&StreamedEvent::Saved { file: argument.to_string() }),
            Err(why) => error(&why, emit),
        },
        Command::Quit => Ok(()),
    }
}
