//! How a choice is offered in a state, as a playthrough judges it.

use super::failure::{Hidden, Standing, Wanted};
use crate::engine::Engine;
use crate::game::Moment;
use crate::story::{ChoiceId, Story};
use crate::view::Reader;

/// How a choice of the moment's scene is offered, as the story's own language has it.
pub(super) fn standing(story: &Story, engine: &Engine, moment: &Moment, id: ChoiceId) -> Standing {
    if engine.is_available(&moment.words, id) {
        return Standing::Available;
    }
    let reader = Reader::new(story, engine, &story.texts[0].language);
    match reader.choices(moment).into_iter().find(|choice| choice.id == id) {
        Some(choice) => Standing::Locked(choice.locked.unwrap_or_default()),
        None if engine.is_taken(&moment.words, id) => Standing::Hidden(Hidden::Taken),
        None if story.choice(id).fallback && has_other(story, engine, moment) => {
            Standing::Hidden(Hidden::Fallback)
        }
        None => Standing::Hidden(Hidden::Silent),
    }
}

/// Whether a choice is available that is no fallback.
fn has_other(story: &Story, engine: &Engine, moment: &Moment) -> bool {
    engine.available(&moment.words).any(|id| !story.choice(id).fallback)
}

impl Wanted {
    /// Whether a choice that is offered so is as wanted.
    pub(super) fn is_met(self, found: &Standing) -> bool {
        matches!(
            (self, found),
            (Wanted::Available, Standing::Available)
                | (Wanted::Locked, Standing::Locked(_))
                | (Wanted::Hidden, Standing::Hidden(_))
        )
    }
}
