//! `counterpitch play`: a game on a screen, in words, or as events.

use super::arguments::{Common, PlayOptions, ReviewOptions};
use super::begin::Begun;
use super::files::shown;
use super::keeper::Keeper;
use super::output::{self, CommandEnd, ExitCode};
use super::recording::is_foreign;
use super::shelf::{Shelf, Who, now};
use super::stories::{self, Opened, Setting};
use super::watching::{Carried, Watched};
use crate::debrief::{Debrief, rows};
use crate::engine::Engine;
use crate::explore::Values;
use crate::game::{Game, Stop};
use crate::play::debrief::{Review, Reviewed};
use crate::play::input::{Typed, Watch};
use crate::play::offer::{self, Answer};
use crate::play::{self, Fold, Screen, Session, interactive, plain};
use crate::report::events;
use crate::view::{Reader, StreamedEvent};
use anyhow::{Context, bail};
use std::env;
use std::io::{self, IsTerminal, StdoutLock, Write};
use std::thread::{self, JoinHandle};

pub fn run(common: &Common, options: &PlayOptions) -> CommandEnd {
    if let Some(file) = options.record.as_deref().filter(|file| is_foreign(file)) {
        let file = shown(file);
        bail!("`{file}` is something else than a saved game, and is left alone; give `--record` another name");
    }
    let mut opened = stories::for_players(common)?;
    if stories::valid(&opened, common)?.is_none() {
        return Ok(ExitCode::AtFault);
    }
    if options.watch && opened.folder.is_none() {
        bail!("only a story of your own can change while it is played: name its folder with `--story`");
    }
    play::outlive_full_files();
    let mut front = Front::open(common, options)?;
    let mut carried = None;
    while let Some((fresh, game)) = sit_down(common, options, &opened, &mut front, carried.take())? {
        opened = fresh;
        carried = Some(game);
    }
    Ok(ExitCode::Fine)
}

/// Plays one story. Gives `None` when the player leaves; when the story's files change, gives the new story and the
/// game to continue in it.
fn sit_down(
    common: &Common,
    options: &PlayOptions,
    opened: &Opened,
    front: &mut Front,
    carried: Option<Carried>,
) -> anyhow::Result<Option<(Opened, Carried)>> {
    let story = opened.loaded.story.as_ref().expect("only a story without a fault is played");
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let reader = Reader::new(story, &engine, &language);
    let shelf = Shelf::open(opened, story, common);
    let aside = shelf.set_endings_aside();
    let who = if options.at.is_some() { Who::Author } else { front.who() };
    let setting = Setting { opened, reader, common };
    let is_reloaded = carried.is_some();
    let begun = match carried {
        Some(carried) => Some(setting.go_on(carried)),
        None => {
            front.greet(&reader);
            setting.begin(options, &shelf, who, |game| front.ask(&reader, game))?
        }
    };
    let Some(Begun { game, seed, mut notices, is_final, file, .. }) = begun else { return Ok(None) };
    notices.extend(aside.map(|list| (reader.catalogue.saves.endings_set_aside)(&shown(&list))));
    let mut keeper = Keeper::new(reader, shelf, who, common.seed);
    (keeper.game, keeper.is_final) = (file, is_final || options.no_undo);
    if let (Front::Screen(_), false, 1) = (&front, is_reloaded, game.turns().len()) {
        let words = &reader.catalogue.screen;
        let greeting = if keeper.is_final { words.greeting_final } else { words.greeting };
        notices.insert(0, greeting.to_owned());
    }
    front.tell(&notices, is_reloaded)?;
    if let Some(file) = &options.record {
        // The player asked for a recording, so the command fails if there can be none. If only the shelf fails, play
        // goes on with a notice.
        keeper.record(file, &game, seed).context("the game cannot be recorded")?;
    }
    let is_final = keeper.is_final;
    let mut session = Session::new(reader, game, seed, &mut keeper);
    (session.may_go_back, session.is_reloaded) = (!is_final, is_reloaded);
    session.is_at_terminal = front.who() == Who::Person;
    if !options.events {
        session.review = Some(review_in_background(reader, options.review, common));
    }
    let mut watched = opened.folder.clone().filter(|_| options.watch).map(Watched::new);
    let left = match front {
        Front::Lines { .. } if options.events => {
            let output = &mut io::stdout().lock();
            let mut emit = |event: &StreamedEvent| {
                writeln!(output, "{}", events::line(event))?;
                output.flush()
            };
            play::events::play(session, &mut io::stdin().lock(), &mut emit)?;
            None
        }
        Front::Screen(screen) => {
            let mut look = watched.as_mut().map(|watched| || watched.look());
            interactive::play(session, screen, look.as_mut().map(|look| look as &mut Watch))?
        }
        Front::Lines { typed, .. } => {
            let output = &mut folded_stdout();
            match &mut watched {
                Some(watched) => {
                    let typed = typed.get_or_insert_with(Typed::begin);
                    let mut hear = || typed.hear(&mut || watched.look());
                    plain::converse(session, &mut hear, output)?
                }
                None => {
                    plain::play(session, &mut io::stdin().lock(), output)?;
                    None
                }
            }
        }
    };
    Ok(watched.and_then(|watched| watched.carry(left, keeper)))
}

/// How a game is played: on a drawn screen, or in lines, which are words or events in JSON.
enum Front {
    Screen(Screen),
    Lines { typed: Option<Typed>, who: Who },
}

impl Front {
    fn open(common: &Common, options: &PlayOptions) -> io::Result<Front> {
        // Windows does not set `TERM`, although its terminals can draw.
        let can_draw = env::var("TERM").map_or(cfg!(windows), |term| !term.is_empty() && term != "dumb");
        let is_person = io::stdin().is_terminal() && io::stdout().is_terminal() && !options.events;
        Ok(match is_person && can_draw && !common.plain && !output::wants_words() {
            true => Front::Screen(Screen::open(output::colours(common), output::signs())?),
            false => Front::Lines { typed: None, who: if is_person { Who::Person } else { Who::Pipe } },
        })
    }

    /// Who plays. The screen and words for a person are the same kind: a game begun on one can go on in the other.
    fn who(&self) -> Who {
        match self {
            Front::Screen(_) => Who::Person,
            Front::Lines { who, .. } => *who,
        }
    }

    fn greet(&mut self, reader: &Reader) {
        if let Front::Screen(screen) = self {
            interactive::greet(screen, reader);
        }
    }

    fn ask(&mut self, reader: &Reader, game: &Game) -> io::Result<Answer> {
        match self {
            Front::Screen(screen) => interactive::offer(screen, reader, game),
            Front::Lines { .. } => offer::ask(reader, game, &mut io::stdin().lock(), &mut folded_stdout()),
        }
    }

    fn tell(&mut self, notices: &[String], is_reloaded: bool) -> io::Result<()> {
        match (self, is_reloaded) {
            (Front::Screen(screen), _) => interactive::tell(screen, notices),
            (_, false) => notices.iter().for_each(output::notice),
            (_, true) => {
                let output = &mut folded_stdout();
                for notice in notices {
                    writeln!(output, "\n{notice}\n")?;
                }
                output.flush()?;
            }
        }
        Ok(())
    }
}

fn folded_stdout() -> Fold<StdoutLock<'static>> {
    output::folded(io::stdout().lock())
}

/// A review for the end of a game. Its thread starts to work out the chances at the first move, and is usually done
/// long before the end. A player who leaves earlier does not wait for the thread.
fn review_in_background<'a>(reader: Reader<'a>, options: ReviewOptions, common: &Common) -> Box<Review<'a, 'a>> {
    let (player, limits, spoilers) = (common.player.clone(), options.limits(1), options.spoilers());
    let mut thinking: Option<JoinHandle<Values>> = None;
    let mut values: Option<Values> = None;
    Box::new(move |game, found| {
        if values.is_none() && thinking.is_none() {
            // The thread may live longer than the borrowed story, so it gets a copy.
            let (story, engine) = (reader.story.clone(), reader.engine.clone());
            let limits = limits.clone();
            let think = move || Values::compute(&story, &engine, &limits, &mut |_| {});
            thinking = Some(thread::spawn(think));
        }
        if matches!(game.turn().stop, Stop::Choices | Stop::EndlessChain) {
            return Reviewed::Nothing;
        }
        if thinking.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return Reviewed::Thinking;
        }
        if let Some(thread) = thinking.take() {
            values = thread.join().ok();
        }
        let Some(values) = &values else { return Reviewed::Nothing };
        let debrief = Debrief::new(&reader, game.turns(), values, found).played(player.as_deref(), Some(&now()));
        Reviewed::Ready(rows(&reader, &debrief, spoilers).into())
    })
}
