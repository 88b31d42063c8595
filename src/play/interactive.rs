//! Interactive play: a story that scrolls, with a list of choices at its end.
//!
//! The story's text is printed once and stays in the scrollback. Only the list is painted again; when the player
//! chooses, the choice made replaces the list. Only Enter chooses.

use super::Session;
use super::input::{self, Left, News, Watch};
use super::layout::Sheet;
use super::line::{Line, Role};
use super::menu::{Items, Menu, resuming_keys};
use super::offer::{Answer, question};
use super::screen::Screen;
use super::stage::Stage;
use super::terminal::{Input, Key};
use crate::game::Game;
use crate::language::Command;
use crate::view::Reader;
use std::io;
use std::time::Duration;

/// How long play waits for a key before it looks whether the debrief is ready, if there are no files to watch.
const PULSE: Duration = Duration::from_millis(250);

/// Plays until the player leaves or the story is loaded again. The session's game may already have moves.
pub fn play<'a>(session: Session<'a, '_>, screen: &mut Screen, mut watch: Option<&mut Watch>) -> io::Result<Left<'a>> {
    let pulse = if watch.is_some() { input::PULSE } else { PULSE };
    let mut stage = Stage::new(session, screen);
    while !stage.has_left {
        stage.paint()?;
        match stage.screen.next(pulse)? {
            Some(input) => stage.answer(input),
            None => match watch.as_mut().and_then(|watch| watch()) {
                Some(News::Loaded) => return Ok(Some((stage.session.game, stage.session.seed))),
                Some(News::Faulty(count, lines)) => stage.tell_faults(count, lines),
                None => stage.awaited.into_iter().for_each(|wanted| stage.look_back(wanted)),
            },
        }
    }
    stage.say_farewell();
    Ok(None)
}

/// Prints the title card: the story's title, and its subtitle.
pub fn greet(screen: &mut Screen, reader: &Reader) {
    let mut sheet = Sheet::new(screen.page());
    sheet.lines.push(Line::blank());
    sheet.text(Role::Title, &reader.title());
    reader.subtitle().iter().for_each(|subtitle| sheet.text(Role::Body, subtitle));
    screen.print(&sheet.lines);
}

pub fn tell(screen: &mut Screen, sentences: &[String]) {
    let mut sheet = Sheet::new(screen.page());
    for sentence in sentences {
        sheet.text(Role::Muted, sentence);
        sheet.gap();
    }
    screen.print(&sheet.lines);
}

/// Offers to go on with a saved game, and waits until the player answers.
pub fn offer(screen: &mut Screen, reader: &Reader, saved: &Game) -> io::Result<Answer> {
    let words = reader.catalogue;
    let menu = Menu::new(Items::None, &question(reader, saved), Vec::new(), resuming_keys(words));
    screen.end_block();
    let answer = loop {
        screen.show(menu.lay_out(screen.page(), screen.rows(), ""), &[])?;
        match screen.next(PULSE)? {
            Some(Input::Key(Key::Enter)) => break Answer::Resume,
            Some(Input::Key(Key::Char(c))) if words.command(c) == Some(Command::New) => break Answer::Anew,
            Some(Input::Key(Key::Char(c))) if words.command(c) == Some(Command::Quit) => break Answer::Quit,
            _ => {}
        }
    };
    screen.print(&[]);
    Ok(answer)
}
