//! Texts compiled for `Engine::render`: their conditions and numbers are ready to evaluate.

use super::predicate::{Compiler, Number, Predicate};
use crate::story::{
    Branch, Part, Scale, SceneId, StakeholderText, Story, Template, TextId, Texts, VariableId, fingerprint,
};

#[derive(Clone, Debug)]
pub struct CompiledTemplate {
    pub parts: Box<[CompiledPart]>,
}

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
        let compiler = if index == 0 { rules } else { past };
        let own = texts.templates.iter().enumerate();
        own.map(|(text, template)| {
            let untranslated = texts.spans.get(text).is_none_or(Option::is_none);
            let compiler = if untranslated { rules } else { compiler };
            let place = fingerprint(&story.slots[text].address);
            TextCompiler { story, compiler, scene: scenes[text], place }.template(template)
        })
        .collect()
    };
    story.texts.iter().enumerate().map(language).collect()
}

struct TextCompiler<'a> {
    story: &'a Story,
    compiler: &'a Compiler<'a>,
    scene: Option<SceneId>,
    /// The number of the latest `{vary}`: the fingerprint of the text's address, plus 1 for each block so far. So every
    /// language and version of the story reads the same part.
    place: u64,
}

impl TextCompiler<'_> {
    fn template(&mut self, template: &Template) -> CompiledTemplate {
        CompiledTemplate { parts: template.parts.iter().map(|part| self.part(part)).collect() }
    }

    fn part(&mut self, part: &Part) -> CompiledPart {
        let (story, compiler, scene) = (self.story, self.compiler, self.scene);
        match part {
            Part::Literal(text) => CompiledPart::Literal(text.as_str().into()),
            Part::Number(expression) => CompiledPart::Number(compiler.number(expression, scene)),
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
                let branch = |branch: &Branch| (compiler.when(&branch.when, scene), self.template(&branch.body));
                CompiledPart::If(branches.iter().map(branch).collect())
            }
            Part::Vary(bodies) => {
                self.place = self.place.wrapping_add(1);
                let place = self.place;
                CompiledPart::Vary(place, bodies.iter().map(|body| self.template(body)).collect())
            }
        }
    }
}
