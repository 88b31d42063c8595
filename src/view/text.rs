//! What a player is shown, as plain text: one paragraph per line, of any length and without escape sequences.

use super::{Board, ChoiceView, DrawView, EndingView, ParagraphKind, Passage, Prose, Reader, SceneView, Told};
use crate::game::Game;
use crate::language::Catalogue;
use crate::story::ActId;

#[derive(Clone, Debug)]
pub struct Text {
    catalogue: &'static Catalogue,
    written: String,
    act: Option<ActId>,
}

impl Text {
    pub fn new(catalogue: &'static Catalogue) -> Text {
        Text { catalogue, written: String::new(), act: None }
    }

    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.written)
    }

    pub fn line(&mut self, line: &str) {
        self.written.push_str(line);
        self.written.push('\n');
    }

    pub fn lines(&mut self, lines: impl IntoIterator<Item = impl AsRef<str>>) {
        lines.into_iter().for_each(|line| self.line(line.as_ref()));
    }

    pub fn blank(&mut self) {
        self.written.push('\n');
    }

    pub fn paragraph(&mut self, line: &str) {
        self.line(line);
        self.blank();
    }

    pub fn passages(&mut self, passages: &[Passage]) {
        for passage in passages {
            match passage {
                Passage::Scene(scene) => self.scene(scene),
                Passage::Said(prose) => self.prose(prose),
                Passage::Drew(_) => {}
            }
        }
    }

    /// Writes a scene. If a new act has begun, the act's heading comes first.
    pub fn scene(&mut self, scene: &SceneView) {
        if self.act != Some(scene.act.id) {
            self.act = Some(scene.act.id);
            let say = self.catalogue.scene.act;
            self.paragraph(&say(scene.act.number, scene.act.of, &scene.act.title));
        }
        let when_and_where = scene.when_and_where();
        self.lines(&scene.title);
        self.lines((!when_and_where.is_empty()).then(|| when_and_where.join(", ")));
        if scene.title.is_some() || !when_and_where.is_empty() {
            self.blank();
        }
        self.prose(&scene.prose);
    }

    /// Writes paragraphs; the lines of a letter are indented.
    pub fn prose(&mut self, prose: &Prose) {
        for paragraph in prose.paragraphs() {
            match paragraph.kind {
                ParagraphKind::Plain => self.line(paragraph.text()),
                ParagraphKind::Letter => {
                    paragraph.text().split('\n').for_each(|line| self.line(format!("    {line}").trim_end()));
                }
                ParagraphKind::Break => self.line(self.catalogue.scene.part_break),
            }
            self.blank();
        }
    }

    pub fn choices(&mut self, choices: &[ChoiceView]) {
        for (index, choice) in choices.iter().enumerate() {
            let reason = choice.locked.as_deref().map(self.catalogue.scene.locked);
            let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
            self.line(&format!("{}. {}{reason}", index + 1, choice.label));
        }
    }

    pub fn board(&mut self, board: &Board) {
        let words = &self.catalogue.board;
        for who in &board.stakeholders {
            self.line(&(words.stakeholder)(&who.name, &who.role, &who.word, who.moved));
        }
        for counter in &board.counters {
            self.line(&(words.counter)(&counter.name, counter.value));
        }
    }

    pub fn history(&mut self, history: &[Told]) {
        let words = &self.catalogue.history;
        if history.is_empty() {
            return self.line(words.empty);
        }
        self.line(words.heading);
        for told in history {
            match told {
                Told::Decision { number, text, .. } => self.line(&format!("{number}. {text}")),
                Told::Draw { text } => self.line(&(words.draw)(text)),
            }
        }
    }

    /// Writes which endings are found; `unfound` has sentences on the others.
    pub fn endings(&mut self, endings: &[EndingView], unfound: &[String]) {
        let words = &self.catalogue.endings;
        let found: Vec<&String> = endings.iter().filter_map(|ending| ending.title.as_ref()).collect();
        self.line(&(words.count)(found.len(), endings.len()));
        self.lines(found.iter().map(|title| (words.found)(title)));
        self.lines((!unfound.is_empty()).then_some(words.others));
        self.lines(unfound);
    }

    pub fn stop(&mut self, reader: &Reader, game: &Game) {
        self.lines(reader.stopped(game.turn().stop, game.scene()));
    }
}

impl Reader<'_> {
    /// A whole game as text. Between the scenes stand the choices, as `> label`, and the draws, as `[scene.arm, 6 of
    /// 7]`. After the text of an ending, nothing follows.
    pub fn transcript(&self, game: &Game) -> String {
        let mut text = Text::new(self.catalogue);
        text.paragraph(&self.title());
        for turn in game.turns() {
            if let Some((choice, offered)) = &turn.choice {
                text.paragraph(&format!("> {}", self.line(self.story.choice(*choice).label, offered)));
            }
            for passage in self.passages(turn) {
                text.passages(std::slice::from_ref(&passage));
                if let Passage::Drew(DrawView { scene, arm, weight, of, .. }) = passage {
                    text.paragraph(&(self.catalogue.scene.drawn)(&format!("{scene}.{arm}"), weight, of));
                }
            }
        }
        if game.ending().is_none() {
            text.stop(self, game);
        }
        text.take().trim_end().to_string() + "\n"
    }
}
