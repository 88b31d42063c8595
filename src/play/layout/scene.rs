//! Lays out the text of a turn, and what a player asks for: where everyone stands, the history, the endings, the keys.

use super::super::line::{Line, Role, width};
use super::sheet::Sheet;
use crate::language::{Catalogue, EndingWords, HistoryWords, KeyHint};
use crate::view::{Board, EndingView, Paragraph, ParagraphKind, Reader, SceneView, Text, Told, Tone};

const INDENT: usize = 4;

/// The gap between a title and the text on the same line.
const GAP: &str = "   ";

/// The fewest columns of an act's rule: a shorter one does not look like a line.
const LEAST_RULE: usize = 3;

impl Sheet {
    /// Writes a scene's heading. If the act begins here, a line with the act's title comes first.
    pub fn heading(&mut self, reader: &Reader, scene: &SceneView, begins_act: bool) {
        self.gap();
        if begins_act {
            self.rule(reader, scene);
            self.gap();
        }
        let (when_and_where, measure) = (scene.when_and_where(), self.page.measure);
        let joined = when_and_where.join(" · ");
        let mut heading = Line::of(Role::Title, scene.title.as_deref().unwrap_or_default());
        let gap = if heading.width() > 0 && !joined.is_empty() { GAP } else { "" };
        heading = heading.with(Role::Body, gap).with(Role::Muted, &joined);
        if heading.width() > measure {
            let parts = if width(&joined) <= measure { vec![joined.as_str()] } else { when_and_where };
            scene.title.iter().for_each(|title| self.text(Role::Title, title));
            parts.iter().for_each(|part| self.text(Role::Muted, part));
        } else if heading.width() > 0 {
            self.line(&heading);
        }
        self.gap();
    }

    /// Writes the line that begins an act: the title, a rule, the act's number. A title that is too long stands below
    /// the rule.
    fn rule(&mut self, reader: &Reader, scene: &SceneView) {
        let act = &scene.act;
        let number = if act.of == 1 { String::new() } else { (reader.catalogue.scene.act_of)(act.number, act.of) };
        let measure = self.page.measure;
        let ruled = |title: &str| {
            let taken = |part: &str| width(part) + usize::from(!part.is_empty());
            let free = measure.checked_sub(taken(title) + taken(&number)).filter(|&free| free >= LEAST_RULE)?;
            Some(format!("{title} {} {number}", "─".repeat(free)))
        };
        if let Some(rule) = ruled(&act.title) {
            return self.text(Role::Muted, &rule);
        }
        self.text(Role::Muted, &ruled("").unwrap_or(number));
        self.text(Role::Muted, &act.title);
    }

    pub fn paragraph(&mut self, reader: &Reader, paragraph: &Paragraph) {
        match paragraph.kind {
            ParagraphKind::Plain => self.hanging(&Line::blank(), spans(paragraph)),
            ParagraphKind::Letter => self.letter(paragraph),
            ParagraphKind::Break => self.text(Role::Muted, reader.catalogue.scene.part_break),
        }
        self.gap();
    }

    /// Writes a letter: indented, with the letter's own line breaks.
    fn letter(&mut self, letter: &Paragraph) {
        let mut lines: Vec<Vec<(Role, &str)>> = vec![Vec::new()];
        for (role, text) in spans(letter) {
            for (number, part) in text.split('\n').enumerate() {
                if number > 0 {
                    lines.push(Vec::new());
                }
                lines.last_mut().expect("there is always a line").push((role, part));
            }
        }
        for line in lines {
            self.hanging(&Line::indented(INDENT), line);
        }
    }

    /// Writes in sentences where everyone stands.
    pub fn status(&mut self, words: &'static Catalogue, board: &Board) {
        if board.is_empty() {
            return self.text(Role::Body, words.board.empty);
        }
        let mut text = Text::new(words);
        text.board(board);
        text.take().lines().for_each(|line| self.text(Role::Body, line));
    }

    pub fn history(&mut self, words: &HistoryWords, history: &[Told]) {
        if history.is_empty() {
            return self.text(Role::Body, words.empty);
        }
        self.text(Role::Title, words.heading);
        let digits = history.len().to_string().len();
        for told in history {
            let (number, role, text) = match told {
                Told::Decision { number, text, .. } => (number.to_string(), Role::Body, text),
                Told::Draw { text } => (String::new(), Role::Muted, &(words.draw)(text)),
            };
            self.hanging(&Line::of(Role::Muted, &format!("{number:>digits$}  ")), [(role, text.as_str())]);
        }
    }

    /// Writes which endings are found; `unfound` has sentences on the others.
    pub fn endings(&mut self, words: &EndingWords, endings: &[EndingView], unfound: &[String]) {
        let found: Vec<&String> = endings.iter().filter_map(|ending| ending.title.as_ref()).collect();
        self.text(Role::Title, &(words.count)(found.len(), endings.len()));
        for title in found {
            self.hanging(&Line::of(Role::Accent, "● "), [(Role::Body, title.as_str())]);
        }
        if !unfound.is_empty() {
            self.gap();
            self.text(Role::Body, words.others);
        }
        for said in unfound {
            self.hanging(&Line::of(Role::Muted, "○ "), [(Role::Muted, said.as_str())]);
        }
    }

    pub fn help(&mut self, words: &Catalogue, keys: &[&KeyHint]) {
        self.text(Role::Title, words.screen.help_heading);
        let names = keys.iter().map(|key| width(key.name)).max().unwrap_or(0);
        for key in keys {
            let mark = Line::of(Role::Muted, key.name).then(&Line::indented(names + 2 - width(key.name)));
            self.hanging(&mark, [(Role::Body, key.help)]);
        }
        let english = words.help_english_letters();
        if !english.is_empty() {
            self.text(Role::Muted, &english);
        }
    }
}

/// The parts of a paragraph, each with the role in which its emphasis is painted.
pub fn spans<'p>(paragraph: &Paragraph<'p>) -> impl Iterator<Item = (Role, &'p str)> {
    paragraph.spans().map(|(tone, text)| match tone {
        Tone::Plain => (Role::Body, text),
        Tone::Emphasis => (Role::Emphasis, text),
        Tone::Strong => (Role::Strong, text),
    })
}
