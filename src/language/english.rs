//! English, in British spelling. Sentences are short, and also sound right when read aloud.

mod debrief;

pub use debrief::*;

use super::command::{Commands, KeyHint, command, key};
use super::sentence::{closed, english_number as number, list, opened};
use super::words::words;
use std::io::ErrorKind;

words! {
    SCENE: SceneWords {
        act(number: usize, of: usize, title) { (_, 1, _) => "{title}"; _ => "Act {number} of {of}: {title}" }
        act_of(number: usize, of: usize) { "act {number} of {of}" }
        ending(title) { "The end: {}", closed(title) }
        part_break { "* * *" }
        locked(reason) { "locked: {reason}" }
        drawn(arm, weight: u32, of: u32) { "[{arm}, {weight} of {of}]" }
        dead_end { "The story has no way on from here. That is a mistake of its author, not yours." }
        endless_chain { "From here the story runs in a circle for ever. That is a mistake of its author, not yours." }
    }

    BOARD: BoardWords {
        explained { "This is where everyone stands with you, as far as you can tell, and how your latest choice moved \
                     them." }
        changes_explained { "After a choice you hear what it has moved; status tells you the rest." }
        stakeholder(name, role, word, moved: i32) {
            (_, _, _, 0) => "{}, {role}: {word}.", opened(name);
            (_, _, _, 1..) => "{}, {role}: {word}, up {}.", opened(name), number(moved);
            _ => "{}, {role}: {word}, down {}.", opened(name), number(-moved)
        }
        counter(name, value: i32) { "{}: {value}.", opened(name) }
        new { "new" }
        drawing_explained { "Each person has a rail: left is against you, right is for you, ┼ is the middle. ● is \
                             where they stand, ○ where they stood before your last choice. ▲ is a step towards you, ▲▲ \
                             more than one, ▼ a step away; a rail without ● keeps its secret." }
        empty { "Nothing is kept count of in this story." }
    }

    HISTORY: HistoryWords {
        heading { "What you decided:" }
        draw(told) { "luck: {told}" }
        empty { "You have not decided anything yet." }
    }

    ENDINGS: EndingWords {
        count(found: usize, of: usize) {
            (0, 1) => "The one ending is still to be found."; (1, 1) => "The one ending is found.";
            (0, _) => "None of the {} endings found so far.", number(of); (2, 2) => "Both endings found.";
            (_, _) if found == of => "All {} endings found.", number(of); _ => "{found} of {of} endings found."
        }
        found(title) { "Found: {}", closed(title) }
        others { "Still to be found:" }
        silent(count: usize) {
            1 => "One more, of which nothing is said.";
            _ => "{} more, of which nothing is said.", opened(&number(count))
        }
        is_new { "You had not found this ending before." }
    }

    MOVES: MoveWords {
        is_locked(reason) { "You cannot choose that: {}", closed(reason) }
        undone(told) { "Taken back: {}", closed(told) }
        redone(told) { "Made again: {}", closed(told) }
        nothing_to_undo { "There is no choice to take back." }
        nothing_to_redo { "There is no choice to make again." }
        is_final { "In this game no decision can be taken back." }
        went_back(number: usize) { "You are back at decision {number}." }
        new_game { "Another game." }
    }

    /// What plain play says besides the story. `help_english` takes the English words that differ from those of a
    /// language.
    PLAIN: PlainWords {
        opening { "This is plain mode: words only. Type quit to leave; in a terminal and without --plain the game \
                   draws its own screen." }
        choose(count: usize) { 1 => "There is one choice: type 1."; 2 => "Choose 1 or 2."; _ => "Choose 1 to {count}." }
        chosen(label) { "You choose: {}", closed(label) }
        commands { "Or type help to hear what else you can type." }
        commands_and_board { "Or type status to hear where everyone stands, help to hear what else you can type." }
        help_heading { "What you can type:" }
        help_choosing { "A choice's number, or its name, makes that choice." }
        help_empty_line { "An empty line reads the scene to you again." }
        help_english(words: &[&str]) { "The English words work too: {}.", list(words, "and") }
        no_such_number(count: usize) {
            1 => "There is only choice 1 here."; 2 => "There is no such number here: the choices are 1 and 2.";
            _ => "There is no such number here: the choices are 1 to {count}."
        }
        not_understood { "That is no choice and no command. Type help to hear what you can type." }
        nothing_to_choose { "There is nothing to choose here." }
        no_such_decision(count: usize) {
            0 => "You have not decided anything yet."; 1 => "There is one decision to go back to: type back 1.";
            _ => "Type back and the number of a decision, 1 to {count}; history lists them."
        }
        resumed(choices: usize) {
            0 => "You go on where you began."; 1 => "You go on after one choice.";
            _ => "You go on after {} choices.", number(choices)
        }
        after_ending { "Type new to play again, back and a number to go on from that decision, endings for the endings \
                        found, or quit." }
        after_stop { "Type undo to take your latest choice back, new to play again, or quit." }
        after_final { "Type new to play again, endings for the endings found, or quit." }
        new_again { "You are in the middle of a game. Type new again to begin another; this one stays beside it." }
        farewell { "Until next time." }
    }

    /// What interactive play says besides the story. `help_english` takes the English key names that differ from those
    /// of a language.
    SCREEN: ScreenWords {
        choose: KeyHint { key("↑↓", "choose", "move through the choices; k and j do the same, Home and End jump") }
        number: KeyHint { key("1–9", "select", "selects the choice of that number; Enter then decides") }
        decide: KeyHint { key("enter", "decide", "makes the selected choice") }
        go_on: KeyHint { key("space", "go on", "goes on after a pause and never chooses; Enter goes on too") }
        skip: KeyHint { key("esc", "skip", "skips what you have read before, the debrief, or what you asked for") }
        look: KeyHint { key("l", "look", "shows the scene again") }
        go_back: KeyHint { key("enter", "go back", "goes back to the selected decision") }
        cancel: KeyHint { key("esc", "cancel", "stays where the game is") }
        help_heading { "Keys" }
        help_english(letters: &[&str]) { "The English letters work too: {}.", list(letters, "and") }
        more { "more" }
        greeting { "No choice is lost: u takes it back, ?\u{a0}helps." }
        greeting_final { "Every choice is final; ?\u{a0}helps." }
        select_first { "Select with ↑ ↓ or a number; Enter then decides." }
        read_first { "The choices come after this." }
        unread { "You have not read this yet." }
        no_key { "That key does nothing here." }
        new_again { "Press n again to begin another game; this one stays beside it." }
        back_to { "Go back to which decision?" }
        farewell { "Your game is kept as it stands; `counterpitch games` lists it." }
        farewell_unbegun { "You chose nothing in this game, so there is nothing new to keep." }
        reloaded { "The story was loaded again." }
        still_the_old(faults: usize) {
            1 => "The story has one fault; you are still playing it as it was.";
            _ => "The story has {} faults; you are still playing it as it was.", number(faults)
        }
    }

    SAVES: SaveWords {
        saved(file) { "Saved in {file}." }
        saved_over(file) { "Saved in {file}, in place of the game that was in it." }
        not_saved(reason) { "The game could not be saved there: {}", closed(reason) }
        foreign(file) { "{file} is something else than a saved game, and was left alone. Type save and another name." }
        not_kept(reason) { "The game cannot be kept on this machine: {}", closed(reason) }
        reason(kind: ErrorKind): Option<&'static str> { match kind {
            ErrorKind::PermissionDenied => Some("you may not write there"),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some("there is no room left"),
            ErrorKind::ReadOnlyFilesystem => Some("nothing can be written to that disk"),
            ErrorKind::IsADirectory => Some("that is a folder"),
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Some("a folder on the way there is a file"),
            ErrorKind::NotFound => Some("there is no such place"),
            ErrorKind::InvalidFilename => Some("a file cannot be called that"),
            _ => None,
        } }
        save_where { "Type save and the name of a file." }
        resume(choices: usize, title) {
            0 => "You left a game at its beginning, at “{title}”. Go on with it?";
            1 => "You left a game after one choice, at “{title}”. Go on with it?";
            _ => "You left a game after {} choices, at “{title}”. Go on with it?", number(choices)
        }
        resume_yes: KeyHint { key("enter", "go on", "goes on with the game") }
        resume_no: KeyHint { key("n", "new game", "begins another game; the earlier one stays beside it") }
        yes: &'static [&'static str] { &[] }
        no: &'static [&'static str] { &[] }
        resume_not_understood { "That is no answer to it." }
        nothing_saved { "There is no game to go on with; this is another one." }
        other_seed(own: u64, asked: u64)
            { "This game was begun with seed {own}. With `--seed {asked}` its luck may be another." }
        story_changed(made: usize, of: usize) {
            0 => "The story has changed since you played it, and none of your choices can be made in it. \
                  You begin again; the earlier game is kept.";
            _ => "The story has changed since you played it. {} of your {of} choices could be made again; \
                  you go on from there, and the earlier game is kept.", opened(&number(made))
        }
        story_changed_harmlessly { "The story has changed since you played it. All your choices could be made again." }
        set_aside(file) { "The saved game could not be used. It is kept as {file}." }
        endings_set_aside(file)
            { "A part of the list of endings found cannot be read. The whole list is kept as {file}." }
        kept_at(choices: usize, title) { "{}, at “{title}”", choice_count(choices) }
        kept_ended(choices: usize, title) { "{}, ended with “{title}”", choice_count(choices) }
        other_version { "played in another version of the story" }
        unreadable { "cannot be read" }
        none_kept { "No game is kept yet." }
        kept_in(folder) { "The files are in {folder}, times in UTC." }
    }

    PAGE: PageWords {
        language { "Language" }
        board { "Where everyone stands" }
        choices { "What you can do" }
        games: KeyHint { key("g", "games", "lists the games that this browser keeps") }
        download: KeyHint { key("d", "download", "saves the game as a file that you can send to somebody") }
        open { "Go on with a game from a file" }
        remove { "delete" }
        close { "close" }
        letters { "Letters are keys" }
        private { "Your games stay in this browser: the page sends nothing to anybody." }
        no_game { "That file is no game of this story." }
        not_kept { "This browser keeps no games for the page: download yours before you close it." }
        parted { "This game went on in another tab. Yours goes on here as another game: both are kept." }
        failed { "Something went wrong in the program. Load the page again: your game is kept as it stood before." }
    }

    ENGLISH: Catalogue {
        tag { "en" }
        scene: SceneWords { SCENE }
        board: BoardWords { BOARD }
        history: HistoryWords { HISTORY }
        endings: EndingWords { ENDINGS }
        commands: Commands { Commands([
            command("status", "", key("s", "status", "says where everyone stands")),
            command("undo", "", key("u", "undo", "takes your latest choice back")),
            command("redo", "", key("r", "redo", "makes the choice you took back again")),
            command("history", "", key("h", "history", "tells what you decided so far")),
            command("back", "and a number", key("b", "go back", "goes back to an earlier decision")),
            command("endings", "", key("e", "endings", "lists the endings you have found")),
            command("save", "and a file name", key("", "", "saves the game in that file")),
            command("new", "", key("n", "new game", "begins another game")),
            command("help", "", key("?", "help", "says all this")),
            command("quit", "", key("q", "quit", "leaves; the game is kept as it stands")),
        ]) }
        moves: MoveWords { MOVES }
        plain: PlainWords { PLAIN }
        screen: ScreenWords { SCREEN }
        saves: SaveWords { SAVES }
        page: PageWords { PAGE }
        debrief: DebriefWords { DEBRIEF }
    }
}

fn choice_count(choices: usize) -> String {
    if choices == 1 { "1 choice".into() } else { format!("{choices} choices") }
}
