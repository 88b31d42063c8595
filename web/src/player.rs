//! One story and one game of it: what the page asks for, and what comes of it.

use crate::shelf::Shelf;
use crate::shown::{self, Shown, Words};
use counterpitch::debrief::{Debrief, Spoilers, rows};
use counterpitch::engine::Engine;
use counterpitch::explore::{Limits, Values};
use counterpitch::format::{self, File, Names};
use counterpitch::game::Game;
use counterpitch::language::Command;
use counterpitch::play::Session;
use counterpitch::report::debrief::html;
use counterpitch::script::{self, Heading, Playthrough, Resumed};
use counterpitch::source::Sources;
use counterpitch::story::Story;
use counterpitch::view::Reader;
use serde::{Deserialize, Serialize};

/// A request of the page.
#[derive(Deserialize)]
struct Request {
    /// The time, in seconds since the beginning of 1970.
    #[serde(default)]
    now: u64,
    /// The seed of a game that begins, in decimal.
    #[serde(default)]
    seed: String,
    #[serde(flatten)]
    wish: Wish,
}

/// What the page wishes for.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
enum Wish {
    /// Loads the story: the path and the text of each file.
    Load {
        files: Vec<(String, String)>,
        language: String,
    },
    /// Begins a game, or goes on with one that is the text of a playthrough.
    Begin {
        text: Option<String>,
        found: Vec<String>,
        is_final: bool,
    },
    /// Makes the choice at that place among those shown.
    Choose {
        index: usize,
    },
    Undo,
    Redo,
    /// Goes back to the decision of that number.
    Back {
        number: usize,
    },
    /// Begins another game.
    New,
    /// Shows the game as it stands.
    Show,
    /// Reads on in another language.
    Language {
        language: String,
    },
    /// Says how far a kept game has come.
    Describe {
        text: String,
    },
    /// Works out the chances, for the debrief to come.
    Think,
    /// Looks back on a kept game.
    Debrief {
        text: String,
        found: Vec<String>,
        spoilers: bool,
    },
}

/// The answer to a request.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Loaded { words: Box<Words>, languages: Vec<&'static str> },
    Shown(Box<Shown>),
    Said { said: String },
    Failed { failed: String },
}

/// A story that is played, or nothing yet.
#[derive(Default)]
pub struct Player {
    table: Option<Table>,
}

/// A story, its reader, and the game that is played. The story stays as long as the page does.
struct Table {
    reader: Reader<'static>,
    names: Names,
    found: Vec<String>,
    is_final: bool,
    game: Option<(Game<'static>, u64)>,
    values: Option<Values>,
}

/// A game from a text, as far as the story has it.
struct TakenUp {
    game: Game<'static>,
    seed: u64,
    said: Option<String>,
    is_cut: bool,
}

impl Player {
    /// Answers a request; both are JSON.
    pub fn answer(&mut self, request: &[u8]) -> String {
        let answer = serde_json::from_slice(request)
            .map_err(|error| error.to_string())
            .and_then(|request| self.grant(request))
            .unwrap_or_else(|failed| Answer::Failed { failed });
        serde_json::to_string(&answer).expect("an answer is plain data")
    }

    fn grant(&mut self, request: Request) -> Result<Answer, String> {
        let Request { now, seed, wish } = request;
        if let Wish::Load { files, language } = wish {
            let table = self.table.insert(Table::load(files, &language)?);
            return Ok(table.loaded());
        }
        let table = self.table.as_mut().ok_or("no story is loaded")?;
        table.grant(wish, now, seed.parse().unwrap_or_default())
    }
}

impl Table {
    fn load(files: Vec<(String, String)>, language: &str) -> Result<Table, String> {
        let mut sources = Sources::new();
        let files: Vec<File> = files
            .into_iter()
            .map(|(path, text)| File { id: sources.add(path.clone(), text.into_bytes()), path })
            .collect();
        let loaded = format::load(&sources, &files);
        let story: &'static Story = Box::leak(Box::new(loaded.story.ok_or("the story has faults")?));
        let engine: &'static Engine = Box::leak(Box::new(Engine::new(story)));
        let reader = Reader::new(story, engine, language);
        let names = loaded.names;
        Ok(Table { reader, names, found: Vec::new(), is_final: false, game: None, values: None })
    }

    fn loaded(&self) -> Answer {
        let languages = self.reader.story.texts.iter().map(|texts| texts.language.as_str()).collect();
        Answer::Loaded { words: Box::new(shown::words(&self.reader)), languages }
    }

    fn grant(&mut self, wish: Wish, now: u64, seed: u64) -> Result<Answer, String> {
        let words = self.reader.catalogue;
        let (mut said, mut is_cut) = (None, false);
        let step = match wish {
            Wish::Begin { text, found, is_final } => {
                self.found = found;
                self.is_final = is_final;
                self.game = Some(match text {
                    Some(text) => {
                        let playthrough = self.parse(text).ok_or(words.page.no_game)?;
                        self.is_final |= playthrough.is_final;
                        let taken = self.take_up(playthrough, seed);
                        (said, is_cut) = (taken.said, taken.is_cut);
                        (taken.game, taken.seed)
                    }
                    None => (Game::of_seed(self.reader.story, self.reader.engine, seed), seed),
                });
                None
            }
            Wish::Language { language } => {
                self.reader = Reader::new(self.reader.story, self.reader.engine, &language);
                return Ok(self.loaded());
            }
            Wish::Describe { text } => {
                let playthrough = self.parse(text).ok_or(words.saves.unreadable)?;
                let taken = self.take_up(playthrough, seed);
                let other = taken.is_cut.then(|| words.saves.other_version.to_owned());
                return Ok(Answer::Said { said: other.unwrap_or_else(|| self.described(&taken.game)) });
            }
            Wish::Think => {
                self.think();
                return Ok(Answer::Said { said: String::new() });
            }
            Wish::Debrief { text, found, spoilers } => {
                let playthrough = self.parse(text).ok_or(words.page.no_game)?;
                let game = self.take_up(playthrough, seed).game;
                return Ok(Answer::Said { said: self.debrief(&game, &found, spoilers) });
            }
            wish => Some(wish),
        };
        let (game, own) = self.game.take().ok_or("no game has begun")?;
        let mut shelf = Shelf { found: &mut self.found, seed };
        let mut session = Session::new(self.reader, game, own, &mut shelf);
        session.may_go_back = !self.is_final;
        said = said.or(step.and_then(|step| make(&mut session, &step)));
        let shown = Shown::new(&session, said, is_cut, now);
        self.game = Some((session.game, session.seed));
        Ok(Answer::Shown(Box::new(shown)))
    }

    /// The playthrough in a text, if it is one.
    fn parse(&self, text: String) -> Option<Playthrough> {
        script::read(text.into_bytes(), Some(&self.names))
    }

    /// Takes a game up as far as the story allows it, and says so where it has changed.
    fn take_up(&self, playthrough: Playthrough, seed: u64) -> TakenUp {
        let seed = playthrough.seed.unwrap_or(seed);
        let Reader { story, engine, .. } = self.reader;
        let Resumed { game, lost } = script::resume(story, engine, &playthrough, seed);
        let saves = &self.reader.catalogue.saves;
        let is_other = playthrough.story.is_some_and(|fingerprint| fingerprint != story.fingerprint);
        let is_cut = lost.is_some();
        let said = match lost {
            Some(lost) => Some((saves.story_changed)(lost.kept, lost.kept + lost.dropped)),
            None => is_other.then(|| saves.story_changed_harmlessly.to_owned()),
        };
        TakenUp { game, seed, said, is_cut }
    }

    fn described(&self, game: &Game) -> String {
        let saves = &self.reader.catalogue.saves;
        let choices = game.turns().len() - 1;
        match game.ending() {
            Some(ending) => (saves.kept_ended)(choices, &self.reader.ending_title(ending)),
            None => (saves.kept_at)(choices, &self.reader.heading(game.scene(), game.moment())),
        }
    }

    /// The debrief of a game, as a page of HTML.
    fn debrief(&mut self, game: &Game<'static>, found: &[String], spoilers: bool) -> String {
        let reader = self.reader;
        let debrief = Debrief::new(&reader, game.turns(), self.think(), found);
        let spoilers = if spoilers { Spoilers::Told } else { Spoilers::Kept };
        html(&reader, &rows(&reader, &debrief, spoilers), None)
    }

    /// The chances of the story, which are worked out once.
    fn think(&mut self) -> &Values {
        let Reader { story, engine, .. } = self.reader;
        let compute = || Values::compute(story, engine, &Limits::default(), &mut |_| {});
        self.values.get_or_insert_with(compute)
    }
}

/// Makes a move, and says what is to be said of it.
fn make(session: &mut Session, wish: &Wish) -> Option<String> {
    let words = session.reader.catalogue;
    match *wish {
        Wish::Choose { index } => {
            let choices = session.choices();
            session.choose(choices.get(index)?).err()
        }
        Wish::Undo => travel(session, Command::Undo, 0),
        Wish::Redo => travel(session, Command::Redo, 0),
        Wish::Back { number } => travel(session, Command::Back, number),
        Wish::New => {
            session.begin_anew();
            Some(words.moves.new_game.to_owned())
        }
        _ => None,
    }
}

fn travel(session: &mut Session, command: Command, number: usize) -> Option<String> {
    let (Ok(said) | Err(said)) = session.travel(command, number);
    Some(said)
}

/// The game as the text of a playthrough file, with what the page's settings add.
pub fn playthrough(session: &Session, now: u64) -> String {
    let reader = session.reader;
    script::write(
        &session.game,
        &Heading {
            title: Some(reader.story.own_title()),
            seed: Some(session.seed),
            language: Some(&reader.story.texts[reader.language].language),
            saved: Some(&script::date_time(now)),
            is_final: !session.may_go_back,
            ..Heading::default()
        },
    )
}
