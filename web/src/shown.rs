//! What the page shows, as plain data that becomes JSON.

use crate::player::playthrough;
use counterpitch::game::{Stop, Turn};
use counterpitch::language::{Command, KeyHint};
use counterpitch::play::Session;
use counterpitch::story::ActId;
use counterpitch::view::{
    Board, EndingView, ParagraphKind, Passage, Prose, Reader, SceneView, Text, Told, Tone, unfound,
};
use serde::Serialize;

/// A game as it stands.
#[derive(Serialize)]
pub struct Shown {
    turns: Vec<TurnShown>,
    board: BoardShown,
    choices: Vec<ChoiceShown>,
    /// How the turn came to rest; empty while the player chooses.
    end: Vec<String>,
    is_over: bool,
    history: Vec<LineShown>,
    endings: Vec<String>,
    found: Vec<String>,
    can_go_back: bool,
    /// What is to be said of the latest move, besides the story.
    said: Option<String>,
    /// Whether the story has only a part of the game that was to go on.
    is_cut: bool,
    /// The game as the text of a playthrough.
    text: String,
    decisions: usize,
}

/// One choice and what came of it.
#[derive(Serialize)]
struct TurnShown {
    chosen: Option<String>,
    /// What is read before the next scene.
    before: Vec<Vec<ParagraphShown>>,
    /// What the choice has moved, in sentences.
    changes: Vec<String>,
    scenes: Vec<SceneShown>,
}

/// A scene, or a text between two scenes.
#[derive(Serialize)]
struct SceneShown {
    /// The heading of the act, where another one begins.
    act: Option<String>,
    title: Option<String>,
    when_and_where: String,
    text: Vec<ParagraphShown>,
}

#[derive(Serialize)]
struct ParagraphShown {
    kind: &'static str,
    spans: Vec<(&'static str, String)>,
}

#[derive(Serialize)]
struct BoardShown {
    scale: Option<(i32, i32)>,
    people: Vec<PersonShown>,
    counters: Vec<CounterShown>,
}

#[derive(Serialize)]
struct PersonShown {
    id: String,
    name: String,
    role: String,
    word: String,
    value: Option<i32>,
    moved: i32,
    is_new: bool,
}

#[derive(Serialize)]
struct CounterShown {
    id: String,
    name: String,
    value: i32,
    moved: i32,
}

#[derive(Serialize)]
struct ChoiceShown {
    id: String,
    label: String,
    locked: Option<String>,
}

/// A line of the history; `number` is that of a decision.
#[derive(Serialize)]
struct LineShown {
    number: Option<usize>,
    text: String,
}

/// The program's own words on the page.
#[derive(Serialize)]
pub struct Words {
    title: String,
    subtitle: Option<String>,
    tag: &'static str,
    /// The language of the story's texts.
    language: String,
    keys: Vec<KeyShown>,
    page: PageShown,
}

#[derive(Serialize)]
struct KeyShown {
    id: &'static str,
    key: &'static str,
    does: &'static str,
    help: &'static str,
}

#[derive(Serialize)]
struct PageShown {
    greeting: &'static str,
    greeting_final: &'static str,
    language: &'static str,
    board: &'static str,
    board_explained: &'static str,
    board_empty: &'static str,
    new: &'static str,
    choices: &'static str,
    history: &'static str,
    history_empty: &'static str,
    keys: &'static str,
    letters: &'static str,
    private: &'static str,
    open: &'static str,
    remove: &'static str,
    none_kept: &'static str,
    not_kept: &'static str,
    parted: &'static str,
    failed: &'static str,
    debrief: &'static str,
    wait: &'static str,
    spoilers: &'static str,
    close: &'static str,
}

impl Shown {
    /// Shows a game, with what is to be said of the latest move.
    pub fn new(session: &Session, said: Option<String>, is_cut: bool, now: u64) -> Shown {
        let (reader, game) = (session.reader, &session.game);
        let mut act = None;
        let stop = game.turn().stop;
        let choices = session.choices();
        let found = session.keep.endings();
        let told = |told| match told {
            Told::Decision { number, text, .. } => LineShown { number: Some(number), text },
            Told::Draw { text } => LineShown { number: None, text: (reader.catalogue.history.draw)(&text) },
        };
        Shown {
            turns: game.turns().iter().map(|turn| TurnShown::new(&reader, turn, &mut act)).collect(),
            board: board(&reader.board(game.turn())),
            choices: choices
                .into_iter()
                .map(|it| ChoiceShown {
                    id: it.name.into(),
                    label: it.label,
                    locked: it.locked.as_deref().map(reader.catalogue.scene.locked),
                })
                .collect(),
            end: end(session),
            is_over: stop != Stop::Choices,
            history: reader.history(game).into_iter().map(told).collect(),
            endings: endings(&reader, &reader.endings(&found)),
            found,
            can_go_back: session.may_go_back,
            said,
            is_cut,
            text: playthrough(session, now),
            decisions: session.decisions(),
        }
    }
}

impl TurnShown {
    fn new(reader: &Reader, turn: &Turn, act: &mut Option<ActId>) -> TurnShown {
        let label = |choice, offered| reader.line(reader.story.choice(choice).label, offered);
        let mut shown = TurnShown {
            chosen: turn.choice.as_ref().map(|(choice, offered)| label(*choice, offered)),
            before: Vec::new(),
            changes: lines(reader, |text| text.board(&reader.board(turn).changed())),
            scenes: Vec::new(),
        };
        for passage in reader.passages(turn) {
            match passage {
                Passage::Scene(scene) => shown.scenes.push(SceneShown::new(reader, &scene, act)),
                Passage::Said(prose) if shown.scenes.is_empty() => shown.before.push(paragraphs(&prose)),
                Passage::Said(prose) => shown.scenes.push(SceneShown {
                    act: None,
                    title: None,
                    when_and_where: String::new(),
                    text: paragraphs(&prose),
                }),
                Passage::Drew(_) => {}
            }
        }
        shown
    }
}

impl SceneShown {
    fn new(reader: &Reader, scene: &SceneView, act: &mut Option<ActId>) -> SceneShown {
        let is_new = act.replace(scene.act.id) != Some(scene.act.id);
        let say = reader.catalogue.scene.act;
        SceneShown {
            act: is_new.then(|| say(scene.act.number, scene.act.of, &scene.act.title)),
            title: scene.title.clone(),
            when_and_where: scene.when_and_where().join(" · "),
            text: paragraphs(&scene.prose),
        }
    }
}

fn paragraphs(prose: &Prose) -> Vec<ParagraphShown> {
    let kind = |kind| match kind {
        ParagraphKind::Plain => "plain",
        ParagraphKind::Letter => "letter",
        ParagraphKind::Break => "break",
    };
    let tone = |tone| match tone {
        Tone::Plain => "",
        Tone::Emphasis => "em",
        Tone::Strong => "strong",
    };
    let shown = |paragraph: counterpitch::view::Paragraph| ParagraphShown {
        kind: kind(paragraph.kind),
        spans: paragraph.spans().map(|(it, text)| (tone(it), text.to_owned())).collect(),
    };
    prose.paragraphs().map(shown).collect()
}

fn board(board: &Board) -> BoardShown {
    let people = board.stakeholders.iter().map(|who| PersonShown {
        id: who.id.to_owned(),
        name: who.name.clone(),
        role: who.role.clone(),
        word: who.word.clone(),
        value: who.value,
        moved: who.moved,
        is_new: who.is_revealed,
    });
    let counters = board.counters.iter().map(|counter| CounterShown {
        id: counter.id.to_owned(),
        name: counter.name.clone(),
        value: counter.value,
        moved: counter.moved,
    });
    BoardShown { scale: board.scale, people: people.collect(), counters: counters.collect() }
}

/// How the game came to rest, in sentences; nothing while the player chooses.
fn end(session: &Session) -> Vec<String> {
    let (reader, game) = (session.reader, &session.game);
    let mut end = lines(&reader, |text| text.stop(&reader, game));
    if game.ending().is_some() {
        let words = &reader.catalogue.endings;
        end.extend(session.is_new_ending.then(|| words.is_new.to_owned()));
        end.push(reader.endings_count(&session.keep.endings()));
    }
    end
}

fn endings(reader: &Reader, endings: &[EndingView]) -> Vec<String> {
    lines(reader, |text| text.endings(endings, &unfound(&reader.catalogue.endings, endings)))
}

/// The lines that are written to a text.
fn lines(reader: &Reader, write: impl FnOnce(&mut Text)) -> Vec<String> {
    let mut text = Text::new(reader.catalogue);
    write(&mut text);
    text.take().lines().map(str::to_owned).collect()
}

/// The program's words in the reader's language.
pub fn words(reader: &Reader) -> Words {
    let words = reader.catalogue;
    let screen = &words.screen;
    let command = |id: &'static str, command: Command| key(id, words.commands.key(command));
    let commands = [
        command("undo", Command::Undo),
        command("redo", Command::Redo),
        command("history", Command::History),
        command("endings", Command::Endings),
        key("games", &words.page.games),
        key("download", &words.page.download),
        command("new", Command::New),
        command("help", Command::Help),
    ];
    let only_help = [key("", &screen.choose), key("", &screen.number), key("", &screen.decide)];
    Words {
        title: reader.title(),
        subtitle: reader.subtitle(),
        tag: words.tag,
        language: reader.story.texts[reader.language].language.clone(),
        keys: only_help.into_iter().chain(commands).collect(),
        page: PageShown {
            greeting: screen.greeting,
            greeting_final: screen.greeting_final,
            language: words.page.language,
            board: words.page.board,
            board_explained: words.board.drawing_explained,
            board_empty: words.board.empty,
            new: words.board.new,
            choices: words.page.choices,
            history: words.history.heading,
            history_empty: words.history.empty,
            keys: screen.help_heading,
            letters: words.page.letters,
            private: words.page.private,
            open: words.page.open,
            remove: words.page.remove,
            none_kept: words.saves.none_kept,
            not_kept: words.page.not_kept,
            parted: words.page.parted,
            failed: words.page.failed,
            debrief: words.debrief.heading,
            wait: words.debrief.wait,
            spoilers: words.debrief.spoilers.heading,
            close: words.page.close,
        },
    }
}

fn key(id: &'static str, hint: &KeyHint) -> KeyShown {
    KeyShown { id, key: hint.name, does: hint.does, help: hint.help }
}
