//! Interactive play: a story that scrolls, and a list at its end.
//!
//! What is read is printed once and stays in the scrollback. Only the list of choices is painted again; the choice that
//! is made replaces it. Only Enter chooses.

use super::Session;
use super::input::{self, Left, News, Watch};
use super::layout::{List, Sheet};
use super::line::Role;
use super::live::Live;
use super::menu::resuming_keys;
use super::offer::{Answer, question};
use super::screen::Screen;
use super::stage::Stage;
use super::terminal::{Input, Key};
use crate::game::Game;
use crate::language::Command;
use crate::view::Reader;
use std::io;
use std::time::Duration;

/// How long play waits for a key before it looks at other things, if there are no files to watch.
const PULSE: Duration = Duration::from_millis(250);

/// Plays until the player leaves. `session` may have begun before.
pub fn play<'a>(session: Session<'a, '_>, screen: &mut Screen, mut watch: Option<&mut Watch>) -> io::Result<Left<'a>> {
    let pulse = if watch.is_some() { input::PULSE } else { PULSE };
    let mut stage = Stage::new(session, screen);
    while !stage.has_left {
        match stage.input(pulse)? {
            Some(input) => stage.answer(input),
            None => match watch.as_mut().and_then(|watch| watch()) {
                Some(News::Loaded) => return Ok(Some(stage.into_parts())),
                Some(News::Faulty(count, lines)) => stage.tell_faults(count, lines),
                None => stage.look_around(),
            },
        }
    }
    stage.say_farewell();
    Ok(None)
}

/// Prints the title card: the story's title, and its subtitle.
pub fn greet(screen: &mut Screen, reader: &Reader) {
    let mut sheet = Sheet::new(screen.page());
    sheet.space();
    sheet.text(Role::Title, &reader.title());
    reader.subtitle().iter().for_each(|subtitle| sheet.text(Role::Body, subtitle));
    screen.print(&sheet.into_lines());
}

pub fn tell(screen: &mut Screen, sentences: &[String]) {
    let mut sheet = Sheet::new(screen.page());
    for sentence in sentences {
        sheet.text(Role::Muted, sentence);
        sheet.gap();
    }
    screen.print(&sheet.into_lines());
}

pub fn offer(screen: &mut Screen, reader: &Reader, saved: &Game) -> io::Result<Answer> {
    let words = reader.catalogue;
    let question = question(reader, saved);
    let hints = resuming_keys(words);
    screen.end_block();
    loop {
        let list = List { heading: &question, items: &[], selected: None, note: "", hints: &hints };
        let lines = list.lay_out(screen.page(), screen.rows()).lines;
        screen.show(Live { lines, cursor: 0 }, &[])?;
        let answer = match screen.next(PULSE)? {
            Some(Input::Key(Key::Enter)) => Answer::Resume,
            Some(Input::Key(Key::Char(c))) => match words.screen.command(c) {
                Some(Command::New) => Answer::Anew,
                Some(Command::Quit) => Answer::Quit,
                _ => continue,
            },
            _ => continue,
        };
        screen.print(&[]);
        return Ok(answer);
    }
}
