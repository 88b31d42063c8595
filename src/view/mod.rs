//! What a player is shown, as plain data: scenes, choices, the board, the history, the endings.
//!
//! A [`Reader`] is a story in one language. It turns moments of a game into values, which front ends, reports and
//! transcripts show in their own ways. Nothing here knows colour, keys or the width of a line. Apart from draws, which
//! only programs are shown, the values never hold anything that the player may not know.

mod board;
mod choice;
mod history;
mod prose;
mod scene;
mod text;

pub use board::{Board, CounterView, StakeholderView};
pub use choice::{ChoiceView, StreamedEvent};
pub use history::{EndingView, Told, unfound};
pub use prose::{Paragraph, ParagraphKind, Prose, Tone};
pub use scene::{ActView, DrawView, Passage, SceneView};
pub use text::Text;

use crate::engine::{Engine, Past};
use crate::game::Moment;
use crate::language::{self, Catalogue};
use crate::story::{Story, TextId};
use prose::push_words;

/// A story in one language, as a player reads it.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    pub language: usize,
    pub catalogue: &'static Catalogue,
}

impl<'a> Reader<'a> {
    /// A reader in the language `tag`, or in the story's source language if `tag` has no translation. If the program
    /// itself does not speak that language, its words are in the story's source language.
    pub fn new(story: &'a Story, engine: &'a Engine, tag: &str) -> Reader<'a> {
        let language = story.language(tag).unwrap_or(0);
        let catalogue = language::find(tag).unwrap_or_else(|| language::catalogue(&story.texts[0].language));
        Reader { story, engine, language, catalogue }
    }

    pub fn tag(&self) -> &'a str {
        &self.story.texts[self.language].language
    }

    pub fn title(&self) -> String {
        self.plain(self.story.title)
    }

    /// The line under the title; `None` if the story has none.
    pub fn subtitle(&self) -> Option<String> {
        self.story.subtitle.map(|subtitle| self.plain(subtitle))
    }

    /// A text of one line as it reads in a moment.
    pub fn line(&self, text: TextId, moment: &Moment) -> String {
        one_line(&self.engine.text(self.language, text, &moment.words, &moment.past))
    }

    /// A text without conditions or values, such as a name; empty if the text has conditions or values.
    pub fn plain(&self, text: TextId) -> String {
        one_line(self.story.texts[self.language].template(text).as_literal().unwrap_or(""))
    }

    /// The name of the goal at a position; empty if there is no such goal.
    pub fn goal(&self, goal: usize) -> String {
        self.story.goals.get(goal).map(|goal| self.plain(goal.name)).unwrap_or_default()
    }

    pub fn prose(&self, text: TextId, moment: &Moment) -> Prose {
        Prose::new(&self.engine.text(self.language, text, &moment.words, &moment.past))
    }

    /// Reads a text of paragraphs into `prose`, and uses `raw` for the text before markup. Both are cleared but keep
    /// their memory, so that a simulation can read many texts fast.
    pub fn read(&self, text: TextId, words: &[u64], past: &Past, raw: &mut String, prose: &mut Prose) {
        raw.clear();
        self.engine.render(self.language, text, words, past, raw);
        prose.read(raw);
    }

    fn some_line(&self, text: Option<TextId>, moment: &Moment) -> Option<String> {
        text.map(|text| self.line(text, moment)).filter(|line| !line.is_empty())
    }
}

fn one_line(raw: &str) -> String {
    let mut line = String::with_capacity(raw.len());
    push_words(&mut line, raw);
    line
}
