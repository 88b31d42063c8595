//! The program's own words, one catalogue per language.
//!
//! A [`Catalogue`] is plain data: words, and functions that make sentences from names and numbers, so that each
//! language forms its own plurals and word order. The English tables declare the words; another language may leave
//! words out, and then uses the English ones. To add a language, write a file like dutch.rs, and add its catalogue to
//! [`CATALOGUES`].
//!
//! The module does not know any story, nor where its words appear. Messages for authors and machine-readable output
//! have their words elsewhere.

mod command;
mod dutch;
mod english;
mod sentence;
mod words;

pub use command::{Command, CommandWords, Commands, KeyHint};
pub use english::*;
pub use sentence::closed;

use std::io;

/// Every catalogue. The first serves players whose language is missing.
pub static CATALOGUES: &[&Catalogue] = &[&ENGLISH, &dutch::DUTCH];

/// The catalogue for the first part of a language tag (`nl-BE` finds `nl`), or else the English one.
pub fn catalogue(tag: &str) -> &'static Catalogue {
    find(tag).unwrap_or(CATALOGUES[0])
}

/// The catalogue for the first part of a language tag; `None` if there is none.
pub fn find(tag: &str) -> Option<&'static Catalogue> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    CATALOGUES.iter().copied().find(|catalogue| catalogue.tag.eq_ignore_ascii_case(primary))
}

impl Command {
    /// The English name of the command, which players can type in every language.
    pub fn name(self) -> &'static str {
        ENGLISH.commands.words(self).word
    }
}

impl Catalogue {
    /// The command whose key is this letter: in this language, or else in English.
    pub fn command(&self, letter: char) -> Option<Command> {
        let find = |words: &Catalogue| Command::all().find(|&command| words.commands.key(command).is(letter));
        find(self).or_else(|| find(&ENGLISH))
    }

    /// Whether a letter asks to read the scene again. (In plain play, an empty line asks for this.)
    pub fn asks_to_look(&self, letter: char) -> bool {
        self.screen.look.is(letter) || self.command(letter).is_none() && ENGLISH.screen.look.is(letter)
    }

    /// A sentence that says that the English command words work too; empty if they are the same in this language.
    pub fn help_english_words(&self) -> String {
        self.help_english(self.plain.help_english, |words| {
            Command::all().map(|command| words.commands.words(command).word).collect()
        })
    }

    /// A sentence that says that the English keys work too; empty if they are the same in this language.
    pub fn help_english_letters(&self) -> String {
        self.help_english(self.screen.help_english, |words| {
            Command::all().map(|command| words.commands.key(command).name).chain([words.screen.look.name]).collect()
        })
    }

    fn help_english(&self, say: fn(&[&str]) -> String, names: fn(&Catalogue) -> Vec<&'static str>) -> String {
        let pairs = names(self).into_iter().zip(names(&ENGLISH));
        let other: Vec<&str> = pairs.filter(|(own, english)| own != english).map(|(_, english)| english).collect();
        if other.is_empty() { String::new() } else { say(&other) }
    }
}

impl SaveWords {
    /// Why a file cannot be written: in this language if it has words for this error, else in the system's words.
    pub fn why(&self, error: &io::Error) -> String {
        (self.reason)(error.kind()).map_or_else(|| error.to_string(), str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::words::translated;
    use super::{Catalogue, Command, ENGLISH, PlainWords};

    translated! {
        PLAIN: PlainWords {
            farewell { "Oant sjen." }
            ..ENGLISH.plain
        }

        FRISIAN: Catalogue {
            tag { "fy" }
            plain { PLAIN }
            ..ENGLISH
        }
    }

    #[test]
    fn a_catalogue_may_begin_with_a_few_words() {
        assert_eq!(FRISIAN.commands.words(Command::Undo).word, "undo");
        assert_eq!((FRISIAN.help_english_words(), FRISIAN.help_english_letters()), ("".into(), "".into()));
    }
}
