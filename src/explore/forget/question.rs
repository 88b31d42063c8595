//! What a search has to be able to answer, hence what its states must tell apart.

use crate::story::{Claim, Expression, Story, VariableId};

/// What is asked of the states of a search, beyond how the game goes on and which ending it comes to.
#[derive(Clone, Debug, Default)]
pub struct Question<'a> {
    /// Conditions judged in every state.
    pub everywhere: Vec<&'a Expression>,
    /// Conditions judged at the ending only.
    pub at_endings: Vec<&'a Expression>,
    /// Whether it is asked which parts of the texts are shown.
    pub texts: bool,
    /// Whether it is asked which numbers the texts print.
    pub prints: bool,
    /// Variables of which it is asked how they move: whether an effect on them happens must be known.
    pub moving: Vec<VariableId>,
}

impl<'a> Question<'a> {
    /// What chances need: every goal, and every property that speaks of a chance.
    pub fn chances(story: &'a Story) -> Question<'a> {
        let claimed = story.properties.iter().filter_map(|property| match &property.claim {
            Claim::Chance { of, .. } => Some(&of.expression),
            Claim::Always(_) | Claim::Sometimes(_) | Claim::Eventually(_) => None,
        });
        let at_endings = story.goals.iter().flat_map(|goal| goal.expressions()).chain(claimed).collect();
        Question { at_endings, ..Question::default() }
    }

    /// What the goals alone need.
    pub fn goals(story: &'a Story) -> Question<'a> {
        let at_endings = story.goals.iter().flat_map(|goal| goal.expressions()).collect();
        Question { at_endings, ..Question::default() }
    }

    /// What a condition needs that is judged in every state.
    pub fn everywhere(expression: &'a Expression) -> Question<'a> {
        Question { everywhere: vec![expression], ..Question::default() }
    }

    /// What the range of a variable needs.
    pub fn moving(variable: VariableId) -> Question<'a> {
        Question { moving: vec![variable], ..Question::default() }
    }

    /// What follows from a state, every ending, worth and printed word of it.
    pub fn everything_later(story: &'a Story) -> Question<'a> {
        Question { texts: true, prints: true, ..Question::chances(story) }
    }

    /// What the texts need: which of their parts are shown.
    pub fn texts() -> Question<'a> {
        Question { texts: true, ..Question::default() }
    }
}
