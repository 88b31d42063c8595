//! How many words a player reads in a state: texts reduced to counts and conditions.

use super::each_way;
use crate::engine::{Engine, Past, Predicate};
use crate::story::{Branch, Exit, Part, SceneId, StakeholderText, Story, Stretch, Template, TextId};
use std::ops::Add;

/// How many words are read: the least and the most of all games, and the mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordCount {
    pub least: u32,
    pub most: u32,
    pub mean: f64,
}

impl WordCount {
    /// The same number in every game.
    pub fn exactly(words: u32) -> WordCount {
        WordCount { least: words, most: words, mean: f64::from(words) }
    }

    /// The count over the games of both; `share` and `of_other` are their shares of all games.
    fn or(self, share: f64, other: WordCount, of_other: f64) -> WordCount {
        WordCount {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
            mean: (self.mean * share + other.mean * of_other) / (share + of_other),
        }
    }
}

impl Add for WordCount {
    type Output = WordCount;

    fn add(self, other: WordCount) -> WordCount {
        WordCount { least: self.least + other.least, most: self.most + other.most, mean: self.mean + other.mean }
    }
}

/// The texts of a story's source language, counted.
#[derive(Debug)]
pub struct WordCounts<'a> {
    pub story: &'a Story,
    pub engine: &'a Engine,
    texts: Vec<Vec<Piece>>,
    /// For each text the number of branches of its `{if}`s.
    branches: Vec<usize>,
}

#[derive(Debug)]
enum Piece {
    Text(Stretch),
    /// The word for the stance of the stakeholder at this position.
    Word(usize),
    If(Vec<CountedBranch>),
    /// One of these is read, each with the same chance.
    Vary(Vec<Vec<Piece>>),
}

/// A branch of an `{if}`, numbered within its text in the order of the tags.
#[derive(Debug)]
struct CountedBranch {
    number: usize,
    when: Option<Predicate>,
    body: Vec<Piece>,
}

/// The variants of a text that begin and end alike: whatever follows joins all of them in the same way.
struct Form {
    /// How these variants begin and end, without the words between.
    ends: Stretch,
    /// The number of words between.
    inner: WordCount,
    /// The share of the games in which one of these variants is read.
    share: f64,
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
    pub fn new(story: &'a Story, engine: &'a Engine) -> WordCounts<'a> {
        let count = |template| {
            let mut branches = 0;
            (pieces(template, story, engine, &mut branches), branches)
        };
        let (texts, branches) = story.texts[0].templates.iter().map(count).unzip();
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

    /// The words read when a choice is made, after its effects; none where the scene goes on by itself.
    pub fn choice(&self, exit: Exit, words: &[u64]) -> WordCount {
        match exit {
            Exit::Scene(_) => WordCount::default(),
            Exit::Choice(choice) => self.words(self.story.choice(choice).text, words),
        }
    }

    /// The words read when an arm is taken, after its effects.
    pub fn arm(&self, exit: Exit, arm: u8, words: &[u64]) -> WordCount {
        self.words(self.story.way(exit).arms[arm as usize].text, words)
    }

    /// Gives the words read on entering a state. Appends to `along` the words read along each of its edges.
    pub fn costs(&self, here: &[u64], along: &mut Vec<WordCount>) -> WordCount {
        each_way(self.engine, here, |exit, chosen, arm, next| {
            along.push(self.choice(exit, chosen) + self.arm(exit, arm, next));
        });
        self.entry(self.engine.scene(here), here)
    }

    pub fn branches(&self, text: TextId) -> usize {
        self.branches[text.index()]
    }

    /// Calls `visit` with the number of each branch of a text that is shown in a state.
    pub fn each_shown(&self, text: TextId, words: &[u64], visit: &mut dyn FnMut(usize)) {
        fn note(pieces: &[Piece], words: &[u64], visit: &mut dyn FnMut(usize)) {
            for piece in pieces {
                match piece {
                    Piece::If(branches) => {
                        if let Some(branch) = taken(branches, words) {
                            visit(branch.number);
                            note(&branch.body, words, visit);
                        }
                    }
                    Piece::Vary(bodies) => bodies.iter().for_each(|body| note(body, words, visit)),
                    Piece::Text(_) | Piece::Word(_) => {}
                }
            }
        }
        note(&self.texts[text.index()], words, visit);
    }

    fn words(&self, text: Option<TextId>, words: &[u64]) -> WordCount {
        match text.map_or(&[][..], |text| &self.texts[text.index()]) {
            [] => WordCount::default(),
            [Piece::Text(whole)] => WordCount::exactly(whole.words()),
            pieces => {
                let nothing = Form { ends: Stretch::default(), inner: WordCount::default(), share: 1.0 };
                let mut forms = vec![nothing];
                self.read(pieces, words, &mut forms);
                let counts = forms.iter().map(|form| (form.inner + WordCount::exactly(form.ends.words()), form.share));
                let or = |(all, share): (WordCount, f64), (own, of_own)| (all.or(share, own, of_own), share + of_own);
                counts.reduce(or).map_or(WordCount::default(), |(all, _)| all)
            }
        }
    }

    /// Appends what is read in a state to each of `forms`.
    fn read(&self, pieces: &[Piece], words: &[u64], forms: &mut Vec<Form>) {
        for piece in pieces {
            match piece {
                Piece::Text(stretch) => {
                    for form in &mut *forms {
                        let (ends, between) = form.ends.join(*stretch).ends();
                        form.ends = ends;
                        form.inner = form.inner + WordCount::exactly(between);
                    }
                }
                Piece::Word(stakeholder) => {
                    let person = &self.story.stakeholders[*stakeholder];
                    let text = if self.engine.is_known(words, *stakeholder) {
                        let stance = self.engine.value(words, person.stance);
                        self.story.scale.as_ref().map(|scale| scale.word(stance))
                    } else {
                        person.unknown
                    };
                    text.iter().for_each(|text| self.read(&self.texts[text.index()], words, forms));
                }
                Piece::If(branches) => {
                    taken(branches, words).iter().for_each(|branch| self.read(&branch.body, words, forms));
                }
                Piece::Vary(bodies) => {
                    let before = std::mem::take(forms);
                    for body in bodies {
                        let share = |form: &Form| Form { share: form.share / bodies.len() as f64, ..*form };
                        let mut read: Vec<Form> = before.iter().map(share).collect();
                        self.read(body, words, &mut read);
                        read.into_iter().for_each(|form| add(forms, form));
                    }
                }
            }
        }
    }
}

/// Adds a form. If there is a form that begins and ends alike, the two become one.
fn add(forms: &mut Vec<Form>, form: Form) {
    match forms.iter_mut().find(|own| own.ends == form.ends) {
        Some(own) => {
            own.inner = own.inner.or(own.share, form.inner, form.share);
            own.share += form.share;
        }
        None => forms.push(form),
    }
}

/// The branch of an `{if}` that is shown in a state; `None` when no branch is.
fn taken<'b>(branches: &'b [CountedBranch], words: &[u64]) -> Option<&'b CountedBranch> {
    branches.iter().find(|branch| branch.when.as_ref().is_none_or(|when| when.holds(words, &Past::NONE)))
}

/// Counts the words of a text. `branches` is the number of `{if}` branches that the whole text has before this part;
/// each branch found here adds one.
fn pieces(template: &Template, story: &Story, engine: &Engine, branches: &mut usize) -> Vec<Piece> {
    let plain = |text: TextId| {
        let text = story.texts[0].template(text).as_literal();
        Piece::Text(Stretch::of(text.expect("names and roles are plain texts")))
    };
    let mut piece = |part: &Part| match part {
        Part::Literal(text) => Piece::Text(Stretch::of(text)),
        Part::Number(_) => Piece::Text(Stretch::WORD),
        Part::Stakeholder(id, StakeholderText::Name) => plain(story.stakeholders[id.index()].name),
        Part::Stakeholder(id, StakeholderText::Role) => plain(story.stakeholders[id.index()].role),
        Part::Stakeholder(id, StakeholderText::Word) => Piece::Word(id.index()),
        Part::If(list) => {
            let mut branch = |branch: &Branch| {
                let number = *branches;
                *branches += 1;
                let when = branch.when.as_ref().map(|when| engine.rule_predicate(story, &when.expression));
                CountedBranch { number, when, body: pieces(&branch.body, story, engine, branches) }
            };
            Piece::If(list.iter().map(&mut branch).collect())
        }
        Part::Vary(bodies) => Piece::Vary(bodies.iter().map(|body| pieces(body, story, engine, branches)).collect()),
    };
    let mut all: Vec<Piece> = Vec::new();
    for part in &template.parts {
        match (all.last_mut(), piece(part)) {
            (Some(Piece::Text(before)), Piece::Text(next)) => *before = before.join(next),
            (_, next) => all.push(next),
        }
    }
    all
}
