//! Every word that the program itself says to a player, one catalogue per language.
//!
//! A [`Catalogue`] is plain data: words, and functions that make sentences of names and numbers, so that plurals and
//! word order are each language's own affair. A language that lacks a field does not compile. The module does not
//! know any story, nor where its words appear; what is said to authors and in machine-readable output is not here.

mod command;
mod debrief;
mod dutch;
mod english;
mod moves;
mod plain;
mod reading;
mod saves;
mod screen;
mod sentence;

pub use command::{Command, CommandWords, Commands};
pub use debrief::{BalanceWords, Debrief, LookingBack, SpoilerWords, SumWords, TimelineWords};
pub use moves::Moves;
pub use plain::Plain;
pub use reading::{Board, Endings, History, Scene};
pub use saves::Saves;
pub use screen::{Key, Screen};

/// All that the program says to a player in one language.
#[derive(Debug)]
pub struct Catalogue {
    /// The language's tag (BCP 47).
    pub tag: &'static str,
    /// Around the text of a scene.
    pub scene: Scene,
    /// Where everyone stands.
    pub board: Board,
    /// The game so far.
    pub history: History,
    /// The endings found, and the others.
    pub endings: Endings,
    /// What a player can type.
    pub commands: Commands,
    /// Moves, however a game is played.
    pub moves: Moves,
    /// Plain play.
    pub plain: Plain,
    /// Interactive play.
    pub screen: Screen,
    /// Saving, and going on with what was saved.
    pub saves: Saves,
    /// The look back on a game.
    pub debrief: Debrief,
}

/// Every catalogue; the first speaks to those whose own language is missing.
pub static CATALOGUES: [&Catalogue; 2] = [&english::ENGLISH, &dutch::DUTCH];

/// The catalogue for a language tag, by its first part (`nl-BE` finds `nl`), or else the English one.
pub fn catalogue(tag: &str) -> &'static Catalogue {
    find(tag).unwrap_or(CATALOGUES[0])
}

/// The catalogue for a language tag, by its first part, if there is one.
pub fn find(tag: &str) -> Option<&'static Catalogue> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    CATALOGUES.into_iter().find(|catalogue| catalogue.tag.eq_ignore_ascii_case(primary))
}
