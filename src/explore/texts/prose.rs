//! How many words a player reads in a state: texts reduced to counts and conditions.

use super::spread::{Spread, WordCount};
use crate::engine::{Engine, Past, Predicate};
use crate::story::{ChoiceId, Exit, Part, SceneId, StakeholderText, Story, Stretch, Template, TextId};

/// The texts of a story's source language, counted.
#[derive(Debug)]
pub struct WordCounts<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    texts: Vec<CountedText>,
    /// For each text the number of branches of its `{if}`s.
    branches: Vec<usize>,
}

#[derive(Debug)]
struct CountedText {
    pieces: Vec<Piece>,
    /// The whole text, if it is the same in every state.
    fixed: Option<Stretch>,
    /// Whether there is a `{vary}` in it.
    has_vary: bool,
}

#[derive(Debug)]
enum Piece {
    Text(Stretch),
    Word {
        stakeholder: usize,
    },
    If(Vec<CountedBranch>),
    /// One of these is read, each with the same chance.
    Vary(Vec<CountedText>),
}

/// A branch of an `{if}`, numbered within its text in the order of the tags.
#[derive(Debug)]
struct CountedBranch {
    number: usize,
    when: Option<Predicate>,
    body: CountedText,
}

/// The number of words of a story's source texts, all branches included.
pub fn words(story: &Story) -> u64 {
    story.texts[0].templates.iter().map(count_all).sum()
}

fn count_all(template: &Template) -> u64 {
    let parts = template.parts.iter().map(|part| match part {
        Part::Literal(text) => u64::from(Stretch::of(text).words()),
        Part::Number(_) | Part::Stakeholder(..) => 0,
        Part::If(branches) => branches.iter().map(|branch| count_all(&branch.body)).sum(),
        Part::Vary(bodies) => bodies.iter().map(count_all).sum(),
    });
    parts.sum()
}

impl<'a> WordCounts<'a> {
    /// Counts the texts of a story.
    pub fn new(story: &'a Story, engine: &'a Engine) -> WordCounts<'a> {
        let texts = &story.texts[0].templates;
        let count = |template| {
            let mut branches = 0;
            (counted(template, story, engine, &mut branches), branches)
        };
        let (texts, branches) = texts.iter().map(count).unzip();
        WordCounts { story, engine, texts, branches }
    }

    /// The words read on entering a scene: its heading and its text; none for a silent junction.
    pub fn entry(&self, scene: SceneId, words: &[u64]) -> WordCount {
        let scene = self.story.scene(scene);
        let text = self.words(scene.text, words);
        if text.most == 0 && scene.goto().is_some() {
            return text;
        }
        scene.heading().into_iter().fold(text, |sum, text| sum + self.words(text, words))
    }

    /// The words read when a choice is made, after its effects.
    pub fn choice(&self, choice: ChoiceId, words: &[u64]) -> WordCount {
        self.words(self.story.choice(choice).text, words)
    }

    /// The words read when an arm is taken, after its effects.
    pub fn arm(&self, exit: Exit, arm: u8, words: &[u64]) -> WordCount {
        let way = match exit {
            Exit::Scene(scene) => self.story.scene(scene).goto(),
            Exit::Choice(choice) => Some(&self.story.choice(choice).goto),
        };
        way.map_or(WordCount::default(), |way| self.words(way.arms[arm as usize].text, words))
    }

    /// The number of branches of a text.
    pub fn branches(&self, text: TextId) -> usize {
        self.branches[text.index()]
    }

    /// Calls `visit` with the number of each branch of a text that is shown in a state.
    pub fn each_shown(&self, text: TextId, words: &[u64], visit: &mut dyn FnMut(usize)) {
        fn note(counted: &CountedText, words: &[u64], visit: &mut dyn FnMut(usize)) {
            for piece in &counted.pieces {
                match piece {
                    Piece::If(branches) => {
                        if let Some(branch) = branches.iter().find(|branch| branch.is_taken(words)) {
                            visit(branch.number);
                            note(&branch.body, words, visit);
                        }
                    }
                    Piece::Vary(bodies) => bodies.iter().for_each(|body| note(body, words, visit)),
                    Piece::Text(_) | Piece::Word { .. } => {}
                }
            }
        }
        note(&self.texts[text.index()], words, visit);
    }

    fn words(&self, text: Option<TextId>, words: &[u64]) -> WordCount {
        let Some(text) = text else { return WordCount::default() };
        match &self.texts[text.index()] {
            text if text.has_vary => self.spread(text, words).words(),
            text => WordCount::exactly(self.counted(text, words).words()),
        }
    }

    /// All forms that a text with a `{vary}` can have in a state.
    fn spread(&self, text: &CountedText, words: &[u64]) -> Spread {
        let piece = |piece: &Piece| match piece {
            Piece::Vary(bodies) => Spread::one_of(bodies.iter().map(|body| self.spread(body, words))),
            Piece::If(branches) => {
                let branch = branches.iter().find(|branch| branch.is_taken(words));
                branch.map_or(Spread::of(Stretch::default()), |branch| self.spread(&branch.body, words))
            }
            Piece::Text(_) | Piece::Word { .. } => Spread::of(self.piece(piece, words)),
        };
        text.pieces
            .iter()
            .map(piece)
            .reduce(|before, next| before.join(&next))
            .unwrap_or_else(|| Spread::of(Stretch::default()))
    }

    fn stretch(&self, text: TextId, words: &[u64]) -> Stretch {
        self.counted(&self.texts[text.index()], words)
    }

    fn counted(&self, counted: &CountedText, words: &[u64]) -> Stretch {
        counted.fixed.unwrap_or_else(|| {
            let pieces = counted.pieces.iter().map(|piece| self.piece(piece, words));
            pieces.reduce(Stretch::join).unwrap_or_default()
        })
    }

    fn piece(&self, piece: &Piece, words: &[u64]) -> Stretch {
        match piece {
            Piece::Text(stretch) => *stretch,
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
                let branch = branches.iter().find(|branch| branch.is_taken(words));
                branch.map_or(Stretch::default(), |branch| self.counted(&branch.body, words))
            }
            Piece::Vary(bodies) => self.counted(&bodies[0], words),
        }
    }
}

impl CountedBranch {
    fn is_taken(&self, words: &[u64]) -> bool {
        self.when.as_ref().is_none_or(|when| when.holds(words, &Past::NONE))
    }
}

/// Counts the words of a text. `branches` is how many `{if}` branches of the whole text were numbered before; each
/// branch found here adds one.
fn counted(template: &Template, story: &Story, engine: &Engine, branches: &mut usize) -> CountedText {
    let plain = |text: TextId| {
        let text = story.texts[0].template(text).as_literal();
        Piece::Text(Stretch::of(text.expect("names and roles are plain texts")))
    };
    let mut piece = |part: &Part| match part {
        Part::Literal(text) => Piece::Text(Stretch::of(text)),
        Part::Number(_) => Piece::Text(Stretch::WORD),
        Part::Stakeholder(id, StakeholderText::Name) => plain(story.stakeholders[id.index()].name),
        Part::Stakeholder(id, StakeholderText::Role) => plain(story.stakeholders[id.index()].role),
        Part::Stakeholder(id, StakeholderText::Word) => Piece::Word { stakeholder: id.index() },
        Part::If(list) => {
            let mut branch = |branch: &crate::story::Branch| {
                let number = *branches;
                *branches += 1;
                let when = branch.when.as_ref().map(|when| engine.rule_predicate(story, &when.expression));
                CountedBranch { number, when, body: counted(&branch.body, story, engine, branches) }
            };
            Piece::If(list.iter().map(&mut branch).collect())
        }
        Part::Vary(bodies) => Piece::Vary(bodies.iter().map(|body| counted(body, story, engine, branches)).collect()),
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for part in &template.parts {
        match (pieces.last_mut(), piece(part)) {
            (Some(Piece::Text(before)), Piece::Text(next)) => *before = before.join(next),
            (_, next) => pieces.push(next),
        }
    }
    let fixed = match pieces.as_slice() {
        [] => Some(Stretch::default()),
        [Piece::Text(whole)] => Some(*whole),
        _ => None,
    };
    let has_vary = pieces.iter().any(|piece| match piece {
        Piece::Vary(_) => true,
        Piece::If(branches) => branches.iter().any(|branch| branch.body.has_vary),
        Piece::Text(_) | Piece::Word { .. } => false,
    });
    CountedText { pieces, fixed, has_vary }
}
