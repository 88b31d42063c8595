//! How many words a player reads in a state: texts boiled down to counts and conditions.

use crate::engine::{Engine, Past, Predicate};
use crate::story::{ChoiceId, Exit, Part, SceneId, StakeholderText, Story, Template, TextId};

/// The texts of a story's source language, counted.
#[derive(Debug)]
pub(super) struct Prose<'a> {
    story: &'a Story,
    engine: &'a Engine,
    texts: Vec<Counted>,
}

#[derive(Debug)]
struct Counted {
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Text(Stretch),
    Other(TextId),
    Word { stakeholder: usize },
    If(Vec<(Option<Predicate>, Counted)>),
}

/// A stretch of text as far as counting goes. A word is a run of characters other than white space with a letter or a
/// digit in it, so that joining stretches may join the last word of one with the first of the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stretch {
    /// Whether there is white space in it.
    spaced: bool,
    /// Whether a letter or digit comes before the first white space.
    head: bool,
    /// Whole words between the first white space and the last.
    inner: u32,
    /// Whether a letter or digit comes after the last white space.
    tail: bool,
}

impl Stretch {
    fn of(text: &str) -> Stretch {
        let mut parts = text.split(char::is_whitespace).map(|part| part.contains(char::is_alphanumeric));
        let head = parts.next().unwrap_or(false);
        let rest: Vec<bool> = parts.collect();
        let Some((&tail, inner)) = rest.split_last() else { return Stretch { head, ..Stretch::default() } };
        let inner = inner.iter().filter(|&&word| word).count() as u32;
        Stretch { spaced: true, head, inner, tail }
    }

    fn join(self, next: Stretch) -> Stretch {
        match (self.spaced, next.spaced) {
            (false, _) => Stretch { head: self.head | next.head, ..next },
            (true, false) => Stretch { tail: self.tail | next.head, ..self },
            (true, true) => {
                let middle = u32::from(self.tail | next.head);
                Stretch {
                    spaced: true,
                    head: self.head,
                    inner: self.inner + middle + next.inner,
                    tail: next.tail,
                }
            }
        }
    }

    fn words(self) -> u32 {
        u32::from(self.head) + self.inner + u32::from(self.spaced && self.tail)
    }
}

/// The number of words of a text as it stands, braces and all branches included.
pub(super) fn count_all(template: &Template) -> u64 {
    let parts = template.parts.iter().map(|part| match part {
        Part::Literal(text) => u64::from(Stretch::of(text).words()),
        Part::Number(_) | Part::Stakeholder(..) => 0,
        Part::If(branches) => branches.iter().map(|branch| count_all(&branch.body)).sum(),
    });
    parts.sum()
}

impl<'a> Prose<'a> {
    /// Counts the texts of a story.
    pub fn new(story: &'a Story, engine: &'a Engine) -> Prose<'a> {
        let texts = &story.texts[0].templates;
        let texts = texts.iter().map(|template| counted(template, story, engine)).collect();
        Prose { story, engine, texts }
    }

    /// The words read on entering a scene: its heading and its text; none for a silent junction.
    pub fn entry(&self, scene: SceneId, words: &[u64]) -> u32 {
        let scene = self.story.scene(scene);
        let text = self.words(scene.text, words);
        if text == 0 && scene.goto().is_some() {
            return 0;
        }
        let heading = [scene.title, scene.time, scene.place];
        text + heading.into_iter().map(|text| self.words(text, words)).sum::<u32>()
    }

    /// The words read when a choice is made, after its effects.
    pub fn choice(&self, choice: ChoiceId, words: &[u64]) -> u32 {
        self.words(self.story.choice(choice).text, words)
    }

    /// The words read when an arm is taken, after its effects.
    pub fn arm(&self, exit: Exit, arm: u8, words: &[u64]) -> u32 {
        let way = match exit {
            Exit::Scene(scene) => self.story.scene(scene).goto(),
            Exit::Choice(choice) => Some(&self.story.choice(choice).goto),
        };
        way.map_or(0, |way| self.words(way.arms[arm as usize].text, words))
    }

    fn words(&self, text: Option<TextId>, words: &[u64]) -> u32 {
        text.map_or(0, |text| self.stretch(text, words).words())
    }

    fn stretch(&self, text: TextId, words: &[u64]) -> Stretch {
        let counted = &self.texts[text.index()];
        self.pieces(counted, words)
    }

    fn pieces(&self, counted: &Counted, words: &[u64]) -> Stretch {
        counted.pieces.iter().fold(Stretch::default(), |before, piece| before.join(self.piece(piece, words)))
    }

    fn piece(&self, piece: &Piece, words: &[u64]) -> Stretch {
        match piece {
            Piece::Text(stretch) => *stretch,
            Piece::Other(text) => self.stretch(*text, words),
            Piece::Word { stakeholder } => {
                let person = &self.story.stakeholders[*stakeholder];
                let text = if self.engine.is_known(words, *stakeholder) {
                    let stance = self.engine.value(words, person.stance);
                    self.story.scale.as_ref().map(|scale| scale.word(stance))
                } else {
                    person.unknown
                };
                text.map_or(Stretch::default(), |text| self.stretch(text, words))
            }
            Piece::If(branches) => {
                let holds = |when: &Option<Predicate>| {
                    when.as_ref().is_none_or(|when| when.holds(words, &Past::NONE))
                };
                let branch = branches.iter().find(|(when, _)| holds(when));
                branch.map_or(Stretch::default(), |(_, body)| self.pieces(body, words))
            }
        }
    }
}

fn counted(template: &Template, story: &Story, engine: &Engine) -> Counted {
    let piece = |part: &Part| match part {
        Part::Literal(text) => Piece::Text(Stretch::of(text)),
        Part::Number(_) => Piece::Text(Stretch { head: true, ..Stretch::default() }),
        Part::Stakeholder(id, StakeholderText::Name) => Piece::Other(story.stakeholders[id.index()].name),
        Part::Stakeholder(id, StakeholderText::Role) => Piece::Other(story.stakeholders[id.index()].role),
        Part::Stakeholder(id, StakeholderText::Word) => Piece::Word { stakeholder: id.index() },
        Part::If(branches) => {
            let branch = |branch: &crate::story::Branch| {
                let when = branch.when.as_ref().map(|when| engine.rule_predicate(story, &when.expression));
                (when, counted(&branch.body, story, engine))
            };
            Piece::If(branches.iter().map(branch).collect())
        }
    };
    Counted { pieces: template.parts.iter().map(piece).collect() }
}

#[cfg(test)]
mod tests {
    use super::Stretch;

    #[track_caller]
    fn check(pieces: &[&str], words: u32) {
        let joined = pieces.iter().fold(Stretch::default(), |before, piece| before.join(Stretch::of(piece)));
        assert_eq!(joined.words(), words, "{pieces:?}");
    }

    #[test]
    fn a_word_may_lie_across_pieces() {
        check(&["one two", "three four"], 3);
        check(&["one ", "two"], 2);
        check(&["", "three", "", "some"], 1);
        check(&["one", "\n\n", "two"], 2);
    }

    #[test]
    fn punctuation_alone_is_no_word() {
        check(&["--- one — two ..."], 2);
        check(&[" * "], 0);
    }
}
