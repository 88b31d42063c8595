//! Texts compiled for `Engine::render`: their conditions and numbers are ready to evaluate.

use super::predicate::{Compiler, Number, Predicate};
use crate::story::{
    Branch, Part, Scale, SceneId, StakeholderText, Story, Template, TextId, Texts, VariableId, fingerprint,
};

pub type CompiledTemplate = Box<[CompiledPart]>;

#[derive(Clone, Debug)]
pub enum CompiledPart {
    Literal(Box<str>),
    Number(Number),
    /// Prints another text: a stakeholder's name or role.
    Text(TextId),
    /// Prints the word for a stakeholder's stance, or the text `unknown` while the player does not know the stance.
    Word {
        stakeholder: usize,
        stance: VariableId,
        scale: Scale,
        unknown: Option<TextId>,
    },
    If(Box<[(Option<Predicate>, CompiledTemplate)]>),
    /// The block's own number, which with the game's seed decides which part is read, and the parts.
    Vary(u64, Box<[CompiledTemplate]>),
}

/// Compiles all texts. Only source texts read the state's marks, so that a state has the same marks in every language.
pub(super) fn compile(story: &Story, rules: &Compiler, past: &Compiler) -> Vec<Vec<CompiledTemplate>> {
    let mut scenes: Vec<Option<SceneId>> = vec![None; story.slots.len()];
    for id in story.scene_ids() {
        story.scene(id).texts().for_each(|text| scenes[text.index()] = Some(id));
    }
    let language = |(index, texts): (usize, &Texts)| {
        let compile = |(text, template): (usize, &Template)| {
            let compiler = if index == 0 || texts.spans[text].is_none() { rules } else { past };
            let mut place = fingerprint(&story.slots[text].address);
            compiled(template, &Compiler { scene: scenes[text], ..*compiler }, &mut place)
        };
        texts.templates.iter().enumerate().map(compile).collect()
    };
    story.texts.iter().enumerate().map(language).collect()
}

/// Compiles a template. `place` is the number of the latest `{vary}`: the fingerprint of the text's address, plus 1 for
/// each block so far. So every language and version of the story reads the same part.
fn compiled(template: &Template, compiler: &Compiler, place: &mut u64) -> CompiledTemplate {
    let story = compiler.story;
    let part = |part: &Part| match part {
        Part::Literal(text) => CompiledPart::Literal(text.as_str().into()),
        Part::Number(expression) => CompiledPart::Number(compiler.number(expression)),
        Part::Stakeholder(id, text) => {
            let stakeholder = &story.stakeholders[id.index()];
            match text {
                StakeholderText::Name => CompiledPart::Text(stakeholder.name),
                StakeholderText::Role => CompiledPart::Text(stakeholder.role),
                StakeholderText::Word => CompiledPart::Word {
                    stakeholder: id.index(),
                    stance: stakeholder.stance,
                    scale: story.scale.clone().expect("a story with stakeholders has a scale"),
                    unknown: stakeholder.unknown,
                },
            }
        }
        Part::If(branches) => {
            let mut branch = |branch: &Branch| (compiler.when(&branch.when), compiled(&branch.body, compiler, place));
            CompiledPart::If(branches.iter().map(&mut branch).collect())
        }
        Part::Vary(bodies) => {
            *place = place.wrapping_add(1);
            let own = *place;
            CompiledPart::Vary(own, bodies.iter().map(|body| compiled(body, compiler, place)).collect())
        }
    };
    template.parts.iter().map(part).collect()
}
