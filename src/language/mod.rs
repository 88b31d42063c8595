//! The program's own words, one catalogue per language.
//!
//! A [`Catalogue`] is plain data: words, and functions that make sentences from names and numbers, so that plurals and
//! word order are each language's own affair. A catalogue may be partial: `..ENGLISH` fills in the rest. To add a
//! language, write a file like english.rs with what you have, and add it to [`CATALOGUES`].
//!
//! The module does not know any story, nor where its words appear; the words for authors and for machine-readable
//! output are not here.

mod command;
mod debrief;
mod dutch;
mod english;
mod sentence;
mod words;

pub use command::{Command, CommandWords, Commands, KeyHint};
pub use debrief::{
    BalanceWords, Cause, DebriefWords, EndingCount, GroupWords, LookingBackWords, ReasonWords, SpoilerWords, SumWords,
    TimelineWords,
};
pub use sentence::closed;
pub use words::{
    BoardWords, Catalogue, EndingWords, HistoryWords, MoveWords, PageWords, PlainWords, SaveWords, SceneWords,
    ScreenWords,
};

use english::ENGLISH;

/// Every catalogue; the first is for readers whose own language is missing.
pub static CATALOGUES: &[&Catalogue] = &[&ENGLISH, &dutch::DUTCH];

/// The catalogue for a language tag, by its first part (`nl-BE` finds `nl`), or else the English one.
pub fn catalogue(tag: &str) -> &'static Catalogue {
    find(tag).unwrap_or(CATALOGUES[0])
}

/// The catalogue for a language tag, by its first part, if there is one.
pub fn find(tag: &str) -> Option<&'static Catalogue> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    CATALOGUES.iter().copied().find(|catalogue| catalogue.tag.eq_ignore_ascii_case(primary))
}

impl Command {
    /// The English word, which works in every language.
    pub fn name(self) -> &'static str {
        ENGLISH.commands.words(self).word
    }
}

impl Catalogue {
    /// Says that the English command words work too; empty if this language has no others.
    pub fn help_english_words(&self) -> String {
        let own = |command: &Command| self.commands.words(*command).word == command.name();
        let english: Vec<&str> = Command::all().filter(|command| !own(command)).map(Command::name).collect();
        if english.is_empty() { String::new() } else { (self.plain.help_english)(&english) }
    }
}

impl ScreenWords {
    /// The command that a letter asks for in this language or, failing that, in English; letter case does not matter.
    pub fn command(&self, letter: char) -> Option<Command> {
        let letter = letter.to_ascii_lowercase();
        let find = |screen: &ScreenWords| {
            let asks = |key: &KeyHint| key.name.chars().eq([letter]);
            Command::all().find(|&command| screen.key(command).is_some_and(asks))
        };
        find(self).or_else(|| find(&ENGLISH.screen))
    }

    /// Whether a letter asks to read the scene again. In plain play an empty line asks for that.
    pub fn asks_to_look(&self, letter: char) -> bool {
        let letter = letter.to_ascii_lowercase();
        let asks = |screen: &ScreenWords| screen.look.name.chars().eq([letter]);
        asks(self) || self.command(letter).is_none() && asks(&ENGLISH.screen)
    }

    /// Says that the English letters work too; empty if this language has no others.
    pub fn help_english_letters(&self) -> String {
        let pairs = Command::all().filter_map(|command| self.key(command).zip(ENGLISH.screen.key(command)));
        let pairs = pairs.chain([(&self.look, &ENGLISH.screen.look)]);
        let other = pairs.filter(|(own, english)| own.name != english.name);
        let english: Vec<&str> = other.map(|(_, english)| english.name).collect();
        if english.is_empty() { String::new() } else { (self.help_english)(&english) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Command, ENGLISH, PlainWords};

    #[test]
    fn a_catalogue_may_begin_with_a_few_words() {
        let begun = Catalogue { tag: "zxx", plain: PlainWords { farewell: "Oant sjen.", ..ENGLISH.plain }, ..ENGLISH };
        assert_eq!(begun.commands.words(Command::Undo).word, "undo");
        assert_eq!((begun.help_english_words(), begun.screen.help_english_letters()), ("".into(), "".into()));
    }
}
