//! Where each part of a state lies: bit fields in a fixed number of machine words.

use crate::story::{ChoiceId, Expression, SceneId, Story, VariableId};
use std::collections::BTreeSet;

/// A bounded number inside a state. Some bits of one word store the number minus its least value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    word: u32,
    shift: u8,
    mask: u64,
    pub min: i32,
    /// The greatest value minus the least value.
    pub most: u32,
}

impl Field {
    /// The stored bits: the number minus its least value.
    pub fn raw(&self, words: &[u64]) -> u64 {
        (words[self.word as usize] >> self.shift) & self.mask
    }

    /// Stores the number that lies `raw` above the least value; `raw` is at most [`Field::most`].
    pub fn set_raw(&self, words: &mut [u64], raw: u64) {
        debug_assert!(raw <= u64::from(self.most));
        let word = &mut words[self.word as usize];
        *word = *word & !(self.mask << self.shift) | raw << self.shift;
    }

    pub fn value(&self, words: &[u64]) -> i32 {
        self.raw(words) as i32 + self.min
    }

    pub fn word(&self) -> usize {
        self.word as usize
    }

    /// The mask of the field's bits in its word.
    pub fn bits(&self) -> u64 {
        self.mask << self.shift
    }
}

/// The field of each part of a state. All states of a story share one layout.
#[derive(Clone, Debug)]
pub struct Layout {
    pub scene: Field,
    /// The stances, counters and flags, indexed by [`VariableId`].
    pub variables: Vec<Field>,
    /// Whether each choice was made, by scene and choice; `None` when neither `once` nor an expression needs to know.
    pub taken: Vec<Vec<Option<Field>>>,
    /// Whether each scene was visited, by [`SceneId`]; `None` when no expression needs to know.
    pub visited: Vec<Option<Field>>,
    /// Whether the current scene was entered before, by scene. `None` where no expression asks; there the bit is 0.
    pub again: Vec<Option<Field>>,
    /// The field that all entries of `again` share; `None` when no scene asks.
    pub again_anywhere: Option<Field>,
    pub words: usize,
}

impl Layout {
    /// Gives a field to everything that rule 4 of docs/format.md makes part of a state, and to nothing else.
    pub fn new(story: &Story) -> Layout {
        let reads = MarksRead::of(story);
        let mut packer = Packer::default();
        let scene = packer.field(0, story.scenes.len() as u32 - 1);
        let variables = story.variables.iter();
        let variables = variables.map(|it| packer.field(it.min, (it.max - it.min) as u32)).collect();
        let mut taken: Vec<Vec<Option<Field>>> = vec![vec![]; story.scenes.len()];
        for id in story.choice_ids() {
            let is_marked = story.choice(id).once || reads.chosen.contains(&id);
            taken[id.scene.index()].push(is_marked.then(|| packer.field(0, 1)));
        }
        let visited = story.scene_ids().map(|id| reads.visited[id.index()].then(|| packer.field(0, 1))).collect();
        let again_anywhere = reads.again.contains(&true).then(|| packer.field(0, 1));
        let again = reads.again.iter().map(|&read| again_anywhere.filter(|_| read)).collect();
        Layout { scene, variables, taken, visited, again, again_anywhere, words: packer.free.len() }
    }

    pub fn variable(&self, id: VariableId) -> Field {
        self.variables[id.index()]
    }

    pub fn taken(&self, id: ChoiceId) -> Option<Field> {
        self.taken[id.scene.index()][id.index as usize]
    }
}

/// Puts each field into the first word with enough free bits, so that no field lies across two words.
#[derive(Default)]
struct Packer {
    free: Vec<u8>,
    full: usize,
}

impl Packer {
    fn field(&mut self, min: i32, most: u32) -> Field {
        let width = (32 - most.leading_zeros()) as u8;
        let room = self.free[self.full..].iter().position(|&free| free >= width);
        let word = room.map_or(self.free.len(), |word| self.full + word);
        if word == self.free.len() {
            self.free.push(64);
        }
        let shift = 64 - self.free[word];
        self.free[word] -= width;
        self.full += self.free[self.full..].iter().take_while(|&&free| free == 0).count();
        Field { word: word as u32, shift: shift.min(63), mask: (1 << width) - 1, min, most }
    }
}

/// The marks of the past that a state keeps, because an expression that rule 4 of docs/format.md counts reads them.
/// Rule 4 counts scenes, source texts, goals, properties and the board, but not the debrief or translations.
struct MarksRead {
    visited: Vec<bool>,
    again: Vec<bool>,
    chosen: BTreeSet<ChoiceId>,
}

impl MarksRead {
    fn of(story: &Story) -> MarksRead {
        let count = story.scenes.len();
        let mut reads = MarksRead { visited: vec![false; count], again: vec![false; count], chosen: BTreeSet::new() };
        let source = &story.texts[0];
        let mut everywhere = false;
        let claims = story.properties.iter().map(|property| property.claim.condition());
        let conditions = story.board().chain(claims).map(|condition| &condition.expression);
        for expression in conditions.chain(story.goals.iter().flat_map(|goal| goal.expressions())) {
            everywhere |= reads.note(expression);
        }
        for unknown in story.stakeholders.iter().filter_map(|stakeholder| stakeholder.unknown) {
            source.template(unknown).expressions(&mut |expression| everywhere |= reads.note(expression));
        }
        for id in story.scene_ids() {
            let scene = story.scene(id);
            let mut again = scene.rules().fold(everywhere, |again, expression| reads.note(expression) || again);
            for text in scene.texts() {
                source.template(text).expressions(&mut |expression| again |= reads.note(expression));
            }
            reads.again[id.index()] = again;
            reads.visited[id.index()] |= again;
        }
        reads
    }

    /// Records the scenes and choices that an expression asks about; returns whether it asks for `again`.
    fn note(&mut self, expression: &Expression) -> bool {
        let mut again = false;
        expression.walk(&mut |part| match part {
            Expression::Visited(SceneId(scene)) => self.visited[*scene as usize] = true,
            Expression::Chosen(choice) => drop(self.chosen.insert(*choice)),
            Expression::Again => again = true,
            _ => {}
        });
        again
    }
}
