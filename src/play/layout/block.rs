//! What the player reads, in blocks that can be laid out again for any width: a heading, a paragraph, an answer.

use super::super::line::{Line, Role};
use super::sheet::{Page, Sheet};
use crate::game::Game;
use crate::story::fingerprint;
use crate::view::{Passage, Prose, Reader, SceneView};
use std::rc::Rc;

/// The kind of a block. It decides when the block may be skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A choice made, changes on the board, the end of the story, or a sentence of the program. Never skipped.
    Note,
    /// A scene's heading. If several are skipped, the last is still shown.
    Heading,
    /// A paragraph of the story, by its fingerprint. It can be skipped if the player has read it before.
    Text(u64),
    Answer,
    /// A screen of the debrief. It begins a new page.
    Screen,
}

/// A block of lines that stay together where there is room. A blank line follows.
pub struct Block<'a> {
    pub kind: BlockKind,
    /// The number of the block's lines that were told before a pause cut the block.
    pub told: usize,
    write: Box<dyn Fn(&mut Sheet) + 'a>,
}

impl<'a> Block<'a> {
    pub fn new(kind: BlockKind, write: impl Fn(&mut Sheet) + 'a) -> Block<'a> {
        Block { kind, told: 0, write: Box::new(write) }
    }

    pub fn lines(&self, page: Page) -> Vec<Line> {
        let mut sheet = Sheet::new(page);
        (self.write)(&mut sheet);
        sheet.gap();
        sheet.lines
    }
}

/// The blocks of a game's latest turn: the choice, the scenes, and why the story stops, if it does.
pub fn turn<'a>(reader: Reader<'a>, game: &Game) -> Vec<Block<'a>> {
    let turn = game.turn();
    let mut blocks = Vec::new();
    if let Some((choice, offered)) = &turn.choice {
        let label = reader.line(reader.story.choice(*choice).label, offered);
        blocks.push(Block::new(BlockKind::Note, move |sheet| sheet.chosen(&label)));
    }
    // Changes by the choice are told before the next scene, changes by the scenes after the scenes.
    let [mut by_choice, by_scenes] = reader.changes(turn).map(|changed| {
        let words = &reader.catalogue.board;
        (!changed.is_empty()).then(|| Block::new(BlockKind::Note, move |sheet| sheet.changes(words, &changed)))
    });
    // An act has its heading only where it begins.
    let mut act = turn.choice.as_ref().map(|(choice, _)| reader.story.scene(choice.scene).act);
    for passage in reader.passages(turn) {
        match passage {
            Passage::Scene(mut scene) => {
                blocks.extend(by_choice.take());
                let begins_act = act.replace(scene.act.id) != Some(scene.act.id);
                let text = std::mem::take(&mut scene.prose);
                blocks.extend(heading(reader, scene, begins_act));
                prose(reader, text, &mut blocks);
            }
            Passage::Said(said) => prose(reader, said, &mut blocks),
            Passage::Drew(_) => {}
        }
    }
    blocks.extend(by_choice.into_iter().chain(by_scenes).chain(stop(reader, game)));
    blocks
}

/// Where a game is: the heading of its scene, and why the story stops, if it does; without the scene's text.
pub fn place<'a>(reader: Reader<'a>, game: &Game) -> Vec<Block<'a>> {
    let scene = reader.scene(game.scene(), game.moment());
    heading(reader, scene, false).into_iter().chain(stop(reader, game)).collect()
}

fn heading<'a>(reader: Reader<'a>, scene: SceneView<'a>, begins_act: bool) -> Option<Block<'a>> {
    let is_shown = begins_act || scene.title.is_some() || !scene.when_and_where().is_empty();
    is_shown.then(|| Block::new(BlockKind::Heading, move |sheet| sheet.heading(&reader, &scene, begins_act)))
}

fn prose<'a>(reader: Reader<'a>, prose: Prose, blocks: &mut Vec<Block<'a>>) {
    let prose = Rc::new(prose);
    for (index, paragraph) in prose.paragraphs().enumerate() {
        let text = BlockKind::Text(fingerprint(paragraph.text()));
        let prose = Rc::clone(&prose);
        blocks.push(Block::new(text, move |sheet| {
            prose.paragraphs().nth(index).iter().for_each(|paragraph| sheet.paragraph(&reader, paragraph));
        }));
    }
}

/// A sentence on why the story does not go on; `None` if it goes on.
fn stop<'a>(reader: Reader<'a>, game: &Game) -> Option<Block<'a>> {
    let role = if game.ending().is_some() { Role::Title } else { Role::Strong };
    let said = reader.stopped(game.turn().stop, game.scene())?;
    Some(Block::new(BlockKind::Note, move |sheet| sheet.text(role, &said)))
}
