//! What a search must answer: its states must tell apart all that matters to the answer.

use crate::story::{Claim, Expression, Story, TextId, VariableId};
use std::collections::BTreeSet;

/// What is asked of the states of a search, beyond how the game goes on and which ending it comes to.
#[derive(Clone, Debug, Default)]
pub struct Question<'a> {
    /// Conditions judged in every state.
    pub everywhere: Vec<&'a Expression>,
    /// Conditions judged at the ending only.
    pub at_endings: Vec<&'a Expression>,
    /// The texts for which the search must know which parts are shown.
    pub texts: BTreeSet<TextId>,
    /// Whether the search must also know which numbers these texts print.
    pub prints: bool,
    /// A variable whose range is asked for: the search must know whether each effect on it happens.
    pub moving: Option<VariableId>,
}

impl<'a> Question<'a> {
    /// What chances need: every goal, and every property that speaks of a chance.
    pub fn chances(story: &'a Story) -> Question<'a> {
        let claimed = story.properties.iter().filter_map(|property| match &property.claim {
            Claim::Chance { of, .. } => Some(&of.expression),
            Claim::Always(_) | Claim::Sometimes(_) | Claim::Eventually(_) => None,
        });
        let mut question = Question::goals(story);
        question.at_endings.extend(claimed);
        question
    }

    /// What the goals alone need.
    pub fn goals(story: &'a Story) -> Question<'a> {
        let at_endings = story.goals.iter().flat_map(|goal| goal.expressions()).collect();
        Question { at_endings, ..Question::default() }
    }

    /// What a search for the range of a variable needs.
    pub fn moving(variable: VariableId) -> Question<'a> {
        Question { moving: Some(variable), ..Question::default() }
    }

    /// What all texts need: which of their parts are shown.
    pub fn shown(story: &Story) -> Question<'a> {
        let texts = (0..story.texts[0].templates.len() as u32).map(TextId).collect();
        Question { texts, ..Question::default() }
    }

    /// All that can follow from a state: every ending, the worth of every goal, and every printed word.
    pub fn everything_later(story: &'a Story) -> Question<'a> {
        Question { prints: true, texts: Question::shown(story).texts, ..Question::chances(story) }
    }
}
