//! Plain play, golden: a session in `tests/sessions` is its own input, on the lines that start with `> `.

use crate::golden;
use crate::keeper::Memory;
use crate::stories::story;
use counterpitch::debrief::{Debrief, Spoilers, rows};
use counterpitch::explore::{Limits, Values};
use counterpitch::game::{Game, Stop, seeded};
use counterpitch::language::Command;
use counterpitch::play::debrief::Reviewed;
use counterpitch::play::{Session, plain};
use counterpitch::view::Reader;
use std::cell::{Cell, RefCell};
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::rc::Rc;

/// A page that both sides of a conversation are written on.
#[derive(Clone, Default)]
struct Page(Rc<RefCell<Vec<u8>>>);

impl Page {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("play writes UTF-8")
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Lines that appear on the page as they are read.
struct Typed {
    lines: std::vec::IntoIter<String>,
    page: Page,
}

impl Read for Typed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some(line) = self.lines.next() else { return Ok(0) };
        let typed = format!("{line}\n");
        writeln!(self.page, "{}", format!("> {line}").trim_end())?;
        buffer[..typed.len()].copy_from_slice(typed.as_bytes());
        Ok(typed.len())
    }
}

fn session(name: &str, language: &str, seed: u64, lines: Vec<String>, keep: &mut Memory) -> String {
    let (story, engine) = story(name);
    let reader = Reader::new(&story, &engine, language);
    let game = Game::begin(&story, &engine, None, &mut seeded(seed)).expect("a seed decides every draw");
    let page = Page::default();
    let mut input = BufReader::new(Typed { lines: lines.into_iter(), page: page.clone() });
    plain::play(Session::new(reader, game, seed, keep), &mut input, &mut page.clone())
        .expect("a page can be written on");
    page.text()
}

/// Plays the session of that name again and compares every word.
#[track_caller]
fn check(name: &str, story: &str, seed: u64, keep: &mut Memory) {
    check_in("en", name, story, seed, keep);
}

#[track_caller]
fn check_in(language: &str, name: &str, story: &str, seed: u64, keep: &mut Memory) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/sessions/{name}.txt"));
    let golden = std::fs::read_to_string(&path).expect("the session is written down");
    let typed = golden.lines().filter_map(|line| line.strip_prefix('>'));
    let lines = typed.map(|line| line.strip_prefix(' ').unwrap_or(line).to_string()).collect();
    let page = session(story, language, seed, lines, keep);
    assert!(!page.contains('\x1b'), "an escape");
    golden::check(path, &page);
}

#[test]
fn a_game_is_played_from_the_first_line_to_an_ending_and_again() {
    check("to-an-ending", "last-bun", 1, &mut Memory::default());
}

#[test]
fn every_command_answers() {
    check("every-command", "last-bun", 1, &mut Memory::default());
}

#[test]
fn every_command_answers_in_dutch_to_dutch_words() {
    check_in("nl", "every-command.nl", "last-bun", 1, &mut Memory::default());
}

#[test]
fn wrong_lines_are_explained_and_asked_again() {
    check("wrong-lines", "last-bun", 1, &mut Memory::default());
}

#[test]
fn a_dead_end_stops_play_and_can_be_taken_back() {
    check("dead-end", "cul-de-sac", 1, &mut Memory::default());
}

#[test]
fn an_endless_chain_stops_play_and_can_be_taken_back() {
    check("endless-chain", "roundabout", 1, &mut Memory::default());
}

#[test]
fn a_full_disk_is_told_once_and_play_goes_on() {
    check("full-disk", "last-bun", 1, &mut Memory { is_full: true, ..Memory::default() });
}

#[test]
fn the_game_is_kept_after_every_move_and_endings_are_noted_once() {
    let mut keep = Memory::default();
    let lines = ["pay", "share", "undo", "1", "quit"].map(String::from).to_vec();
    session("last-bun", "en", 1, lines, &mut keep);
    assert_eq!(keep.kept, [1, 2, 1, 2]);
    assert_eq!(keep.endings, ["shared"]);
}

#[test]
fn whatever_the_bytes_of_a_line_they_are_answered() {
    let (story, engine) = story("last-bun");
    let game = Game::begin(&story, &engine, None, &mut seeded(1)).expect("a seed decides every draw");
    let mut bytes = vec![b'x'; 100_000];
    bytes.extend(b"\n\xff\xfe\n\x1b[2J\nsave \x1b[2J\xe2\x80\xae\n\0\nquit");
    let (mut output, mut keep) = (Vec::new(), Memory::default());
    let session = Session::new(Reader::new(&story, &engine, "en"), game, 1, &mut keep);
    plain::play(session, &mut bytes.as_slice(), &mut output).expect("a vector can be written to");
    let output = String::from_utf8(output).expect("play writes UTF-8");
    assert!(output.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{202e}'), "{output}");
    assert_eq!(output.matches("That is no choice and no command.").count(), 4);
    assert!(output.ends_with("Until next time.\n"), "{output}");
}

#[test]
fn undoing_and_redoing_never_draws_anew() {
    let (story, engine) = story("last-bun");
    for seed in 0..20 {
        let game = Game::begin(&story, &engine, None, &mut seeded(seed)).expect("a seed decides every draw");
        let mut keep = Memory::default();
        let mut session = Session::new(Reader::new(&story, &engine, "en"), game, seed, &mut keep);
        let choose = |session: &mut Session, name: &str| {
            let choices = session.choices();
            let choice = choices.iter().find(|choice| choice.name == name).expect("it is shown");
            session.choose(choice).expect("it is available");
        };
        choose(&mut session, "ask");
        choose(&mut session, "haggle");
        let drawn: Vec<_> = session.game.draws().collect();
        session.travel(Command::Undo, 0).expect("a choice was made");
        session.travel(Command::Redo, 0).expect("a choice was taken back");
        assert_eq!(session.game.draws().collect::<Vec<_>>(), drawn);
        session.travel(Command::Undo, 0).expect("a choice was made");
        choose(&mut session, "haggle");
        assert_eq!(session.game.draws().collect::<Vec<_>>(), drawn);
    }
}

#[test]
fn after_the_ending_the_game_is_looked_back_on_and_played_on_from_any_decision() {
    let (story, engine) = story("ferry");
    let values = Values::compute(&story, &engine, &Limits::default(), &mut |_| {});
    let reader = Reader::new(&story, &engine, "en");
    let game = Game::begin(&story, &engine, None, &mut seeded(1)).expect("a seed decides every draw");
    let asked = Cell::new(0);
    let review = |game: &Game<'_>, found: &[String]| match game.turn().stop {
        Stop::Choices => Reviewed::Nothing,
        _ => {
            asked.set(asked.get() + 1);
            let debrief = Debrief::new(&reader, game.turns(), &values, found);
            Reviewed::Ready(rows(&reader, &debrief, Spoilers::Kept).into())
        }
    };
    let mut keep = Memory::default();
    let mut session = Session::new(reader, game, 1, &mut keep);
    session.review = Some(Box::new(review));
    let mut output = Vec::new();
    plain::play(session, &mut "listen\nd\nw\nd\nd\nback 1\nlisten\nd\nquit\n".as_bytes(), &mut output)
        .expect("it can be written to");
    let output = String::from_utf8(output).expect("play writes UTF-8");
    let after = output.split("The end: ").nth(1).expect("it ends");
    let order = [
        "Debrief\n",
        "1. Ask him what tipped it",
        "Where everyone stood",
        "Written to page.html",
        "You are back at decision 1.",
    ];
    let places: Vec<usize> = order.map(|text| after.find(text).unwrap_or_else(|| panic!("{text}: {after}"))).into();
    assert!(places.is_sorted(), "{after}");
    assert!(keep.pages[0].starts_with("<!doctype html>"));
    assert_eq!(asked.get(), 2, "each game that came to an end is looked back on once, however many keys follow");
}
