//! The program's own words: the compiler sees to it that every language has them all, and these tests that they can be
//! told apart.

use crate::stories;
use counterpitch::language::{CATALOGUES, Catalogue, Command, catalogue, closed};
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

fn key_names(words: &Catalogue) -> Vec<(&'static str, &'static str)> {
    let name = |words: &Catalogue, command: Command| words.commands.key(command).name;
    let named = |command: Command| (name(words, command), name(catalogue("en"), command));
    let look = (words.screen.look.name, catalogue("en").screen.look.name);
    Command::all().map(named).filter(|(name, _)| !name.is_empty()).chain([look]).collect()
}

/// Says whether any word of the pairs, own or English, stands for two things.
#[track_caller]
fn check_told_apart(tag: &str, pairs: &[(&str, &str)]) {
    for (index, (own, english)) in pairs.iter().enumerate() {
        for (other, other_english) in &pairs[index + 1..] {
            let (these, those) = ([own, english], [other, other_english]);
            assert!(these.iter().all(|word| !those.contains(word)), "{tag}: {these:?} and {those:?}");
        }
    }
}

#[test]
fn no_command_word_means_two_things_in_any_language() {
    for words in CATALOGUES {
        let pair = |command: Command| (words.commands.words(command).word, command.name());
        check_told_apart(words.tag, &Command::all().map(pair).collect::<Vec<_>>());
    }
}

#[test]
fn no_key_means_two_things_in_any_language() {
    for words in CATALOGUES {
        check_told_apart(words.tag, &key_names(words));
    }
}

#[test]
fn a_key_that_moves_the_selection_is_no_command_in_any_language() {
    for words in CATALOGUES {
        for (name, _) in key_names(words) {
            assert!(!["j", "k"].contains(&name) && name.chars().count() == 1, "{}: {name}", words.tag);
        }
    }
}

#[test]
fn the_own_and_the_english_words_are_understood_whatever_their_case() {
    for words in CATALOGUES {
        for command in Command::all() {
            let own = words.commands.words(command).word;
            for word in [own.to_owned(), own.to_uppercase(), command.name().to_owned()] {
                assert_eq!(words.commands.parse(&word), Some((command, "")), "{}", words.tag);
            }
        }
    }
}

#[test]
fn help_names_the_english_words_and_letters_that_differ_from_the_own_ones() {
    for words in CATALOGUES {
        let said = words.help_english_words();
        for command in Command::all() {
            let is_other = words.commands.words(command).word != command.name();
            assert_eq!(said.contains(command.name()), is_other, "{}: {}", words.tag, command.name());
        }
        let said = words.help_english_letters();
        let letters: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).collect();
        for (own, english) in key_names(words) {
            assert!(own == english || letters.contains(&english), "{}: {english}, which is {own}", words.tag);
        }
    }
}

#[test]
fn every_language_has_words_for_the_common_reasons_why_a_file_cannot_be_written() {
    let kinds = [ErrorKind::PermissionDenied, ErrorKind::StorageFull, ErrorKind::NotFound, ErrorKind::IsADirectory];
    for words in CATALOGUES.iter().filter(|words| ["en", "nl"].contains(&words.tag)) {
        let why: BTreeSet<String> = kinds.iter().map(|&kind| words.saves.why(&kind.into())).collect();
        assert_eq!(why.len(), kinds.len(), "{}", words.tag);
        assert!(kinds.iter().all(|&kind| (words.saves.reason)(kind).is_some()), "{}", words.tag);
        assert_eq!(words.saves.why(&std::io::Error::other("paper jam")), "paper jam");
    }
}

#[test]
fn a_stance_is_told_with_its_change_in_words() {
    let (say, zeg) = (catalogue("en").board.stakeholder, catalogue("nl").board.stakeholder);
    assert_eq!(say("Gerard", "head of purchasing", "against", -1), "Gerard, head of purchasing: against, down one.");
    assert_eq!(say("Noor", "designer", "convinced", 14), "Noor, designer: convinced, up 14.");
    assert_eq!(say("Noor", "designer", "for you", 0), "Noor, designer: for you.");
    assert_eq!(zeg("Gerard", "hoofd inkoop", "tegen", -1), "Gerard, hoofd inkoop: tegen, één omlaag.");
    assert_eq!(zeg("Noor", "ontwerper", "overtuigd", 14), "Noor, ontwerper: overtuigd, 14 omhoog.");
}

#[test]
fn dutch_has_its_own_sentences_for_one_for_a_few_and_for_many() {
    let words = catalogue("nl");
    assert_eq!((words.plain.choose)(1), "Er is één keuze: typ 1.");
    assert_eq!((words.plain.choose)(5), "Kies 1 tot en met 5.");
    assert_eq!((words.endings.count)(4, 4), "Je hebt alle vier de eindes gevonden.");
    assert_eq!((words.endings.count)(18, 18), "Je hebt alle 18 eindes gevonden.");
    assert_eq!((words.endings.count)(1, 18), "Je hebt 1 van de 18 eindes gevonden.");
}

#[test]
fn a_sentence_ends_with_one_mark() {
    for (phrase, sentence) in
        [("asked: an order?", "asked: an order?"), ("said 'Good.'", "said 'Good.'"), ("waited", "waited.")]
    {
        assert_eq!(closed(phrase), sentence);
    }
}

#[test]
fn no_choice_of_the_shipped_story_is_called_like_a_command_word() {
    let (story, _) = stories::load(Path::new("scenes"));
    let names: BTreeSet<&str> = story.choice_ids().map(|id| story.choice(id).name.as_str()).collect();
    for words in CATALOGUES {
        for command in Command::all() {
            let word = words.commands.words(command).word;
            assert!(!names.contains(word), "{}: {word}", words.tag);
        }
    }
}

#[test]
fn a_language_tag_finds_its_catalogue_by_its_first_part() {
    for (tag, found) in [("nl", "nl"), ("nl-BE", "nl"), ("NL_nl", "nl"), ("en-GB", "en"), ("zxx", "en"), ("", "en")] {
        assert_eq!(catalogue(tag).tag, found, "{tag}");
    }
}

#[test]
fn a_language_tag_finds_the_texts_that_come_nearest() {
    let (mut story, _) = stories::story("last-bun");
    story.texts[1].language = "pt-BR".into();
    for (tag, found) in [("en", Some(0)), ("en_GB", Some(0)), ("pt-BR", Some(1)), ("pt_BR", Some(1)), ("pt", Some(1))] {
        assert_eq!(story.language(tag), found, "{tag}");
    }
    for tag in ["nl", "C", "POSIX", ""] {
        assert_eq!(story.language(tag), None, "{tag}");
    }
}
