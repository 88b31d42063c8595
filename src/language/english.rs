//! English, British spelling: short sentences that also sound right when they are read aloud.

mod debrief;

use super::command::{Commands, command, key};
use super::sentence::{closed, english_number as number, list, opened};
use super::words::{
    BoardWords, Catalogue, EndingWords, HistoryWords, MoveWords, PageWords, PlainWords, SaveWords, SceneWords,
    ScreenWords,
};
use std::io::ErrorKind;

pub(super) const ENGLISH: Catalogue = Catalogue {
    tag: "en",
    scene: SceneWords {
        act: |number, of, title| match of {
            1 => title.to_string(),
            _ => format!("Act {number} of {of}: {title}"),
        },
        act_of: |number, of| format!("act {number} of {of}"),
        ending: |title| format!("The end: {}", closed(title)),
        part_break: "* * *",
        locked: |reason| format!("locked: {reason}"),
        drawn: |arm, weight, of| format!("[{arm}, {weight} of {of}]"),
        dead_end: "The story has no way on from here. That is a mistake of its author, not yours.",
        endless_chain: "From here the story runs in a circle for ever. That is a mistake of its author, not yours.",
    },
    board: BoardWords {
        explained: "This is where everyone stands with you, as far as you can tell, \
                    and how your latest choice moved them.",
        changes_explained: "After a choice you hear what it has moved; status tells you the rest.",
        stakeholder: |name, role, word, moved| format!("{}, {role}: {word}{}.", opened(name), movement(moved)),
        counter: |name, value| format!("{}: {value}.", opened(name)),
        new: "new",
        drawing_explained: "Each person has a rail: left is against you, right is for you, ┼ is the middle. ● is where they \
                            stand, ○ where they stood before your last choice. ▲ is a step towards you, ▲▲ more than \
                            one, ▼ a step away; a rail without ● keeps its secret.",
        empty: "Nothing is kept count of in this story.",
    },
    history: HistoryWords {
        heading: "What you decided:",
        decision: |number, told| format!("{number}. {told}"),
        draw: |told| format!("luck: {told}"),
        empty: "You have not decided anything yet.",
    },
    endings: EndingWords {
        count: |found, of| match (found, of) {
            (0, 1) => "The one ending is still to be found.".into(),
            (0, _) => format!("None of the {} endings found so far.", number(of)),
            (1, 1) => "The one ending is found.".into(),
            (2, 2) => "Both endings found.".into(),
            _ if found == of => format!("All {} endings found.", number(of)),
            _ => format!("{found} of {of} endings found."),
        },
        found: |title| format!("Found: {}", closed(title)),
        others: "Still to be found:",
        silent: |count| match count {
            1 => "One more, of which nothing is said.".into(),
            _ => format!("{} more, of which nothing is said.", opened(&number(count))),
        },
        is_new: "You had not found this ending before.",
    },
    commands: Commands([
        command("status", "", "says where everyone stands"),
        command("undo", "", "takes your latest choice back"),
        command("redo", "", "makes the choice you took back again"),
        command("history", "", "tells what you decided so far"),
        command("back", "and a number", "goes back to that decision"),
        command("endings", "", "lists the endings you have found"),
        command("save", "and a file name", "saves the game in that file"),
        command("new", "", "begins another game"),
        command("help", "", "says all this"),
        command("quit", "", "leaves; the game is kept as it stands"),
    ]),
    moves: MoveWords {
        is_locked: |reason| format!("You cannot choose that: {reason}."),
        undone: |told| format!("Taken back: {}", closed(told)),
        redone: |told| format!("Made again: {}", closed(told)),
        nothing_to_undo: "There is no choice to take back.",
        nothing_to_redo: "There is no choice to make again.",
        is_final: "In this game no decision can be taken back.",
        went_back: |number| format!("You are back at decision {number}."),
        new_game: "Another game.",
    },
    plain: PlainWords {
        opening: "This is plain mode: words only. Type quit to leave; \
                  in a terminal and without --plain the game draws its own screen.",
        choose: |count| match count {
            1 => "There is one choice: type 1.".into(),
            2 => "Choose 1 or 2.".into(),
            _ => format!("Choose 1 to {count}."),
        },
        chosen: |label| format!("You choose: {}", closed(label)),
        commands: "Or type help to hear what else you can type.",
        commands_and_board: "Or type status to hear where everyone stands, help to hear what else you can type.",
        help_heading: "What you can type:",
        help_choosing: "A choice's number, or its name, makes that choice.",
        help_empty_line: "An empty line reads the scene to you again.",
        help_command: |word, argument, does| match argument {
            "" => format!("{word}: {does}."),
            _ => format!("{word} {argument}: {does}."),
        },
        help_english: |words| format!("The English words work too: {}.", list(words, "and")),
        no_such_number: |count| match count {
            1 => "There is only choice 1 here.".into(),
            2 => "There is no such number here: the choices are 1 and 2.".into(),
            _ => format!("There is no such number here: the choices are 1 to {count}."),
        },
        not_understood: "That is no choice and no command. Type help to hear what you can type.",
        nothing_to_choose: "There is nothing to choose here.",
        no_such_decision: |count| match count {
            0 => "You have not decided anything yet.".into(),
            1 => "There is one decision to go back to: type back 1.".into(),
            _ => format!("Type back and the number of a decision, 1 to {count}; history lists them."),
        },
        resumed: |choices| match choices {
            0 => "You go on where you began.".into(),
            1 => "You go on after one choice.".into(),
            _ => format!("You go on after {} choices.", number(choices)),
        },
        after_ending: "Type new to play again, back and a number to go on from that decision, \
                       endings for the endings found, or quit.",
        after_stop: "Type undo to take your latest choice back, new to play again, or quit.",
        after_final: "Type new to play again, endings for the endings found, or quit.",
        new_again: "You are in the middle of a game. Type new again to begin another; this one stays beside it.",
        farewell: "Until next time.",
    },
    screen: ScreenWords {
        choose: key("↑↓", "choose", "move through the choices; k and j do the same, Home and End jump"),
        number: key("1–9", "select", "selects the choice of that number; Enter then decides"),
        decide: key("enter", "decide", "makes the selected choice"),
        go_on: key("space", "go on", "goes on after a pause and never chooses; Enter goes on too"),
        skip: key("esc", "skip", "skips what you have read before, the debrief, or what you asked for"),
        status: key("s", "status", "says where everyone stands"),
        look: key("l", "look", "shows the scene again"),
        undo: key("u", "undo", "takes your latest choice back"),
        redo: key("r", "redo", "makes the choice you took back again"),
        history: key("h", "history", "tells what you decided so far"),
        endings: key("e", "endings", "lists the endings you have found"),
        help: key("?", "help", "says all this"),
        quit: key("q", "quit", "leaves; the game is kept as it stands"),
        new: key("n", "new game", "plays again from the beginning"),
        back: key("b", "go back", "goes on from an earlier decision"),
        go_back: key("enter", "go back", "goes back to the selected decision"),
        cancel: key("esc", "cancel", "stays where the game is"),
        help_heading: "Keys",
        help_english: |letters| format!("The English letters work too: {}.", list(letters, "and")),
        more: "more",
        greeting: "No choice is lost: u takes it back, ?\u{a0}helps.",
        greeting_final: "Every choice is final; ?\u{a0}helps.",
        select_first: "Select with ↑ ↓ or a number; Enter then decides.",
        read_first: "The choices come after this.",
        unread: "You have not read this yet.",
        no_key: "That key does nothing here.",
        new_again: "Press n again to begin another game; this one stays beside it.",
        back_to: "Go back to which decision?",
        farewell: "Your game is kept as it stands; `counterpitch games` lists it.",
        farewell_unbegun: "You chose nothing in this game, so there is nothing new to keep.",
        reloaded: "The story was loaded again.",
        still_the_old: |faults| match faults {
            1 => "The story has one fault; you are still playing it as it was.".into(),
            _ => format!("The story has {} faults; you are still playing it as it was.", number(faults)),
        },
    },
    saves: SaveWords {
        saved: |file| format!("Saved in {file}."),
        saved_over: |file| format!("Saved in {file}, in place of the game that was in it."),
        not_saved: |reason| format!("The game could not be saved there: {}", closed(reason)),
        foreign: |file| {
            format!("{file} is something else than a saved game, and was left alone. Type save and another name.")
        },
        not_kept: |reason| format!("The game cannot be kept on this machine: {}", closed(reason)),
        reason: |kind| match kind {
            ErrorKind::PermissionDenied => Some("you may not write there"),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some("there is no room left"),
            ErrorKind::ReadOnlyFilesystem => Some("nothing can be written to that disk"),
            ErrorKind::IsADirectory => Some("that is a folder"),
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Some("a folder on the way there is a file"),
            ErrorKind::NotFound => Some("there is no such place"),
            ErrorKind::InvalidFilename => Some("a file cannot be called that"),
            _ => None,
        },
        save_where: "Type save and the name of a file.",
        resume: |choices, title| match choices {
            0 => format!("You left a game at its beginning, at “{title}”. Go on with it?"),
            1 => format!("You left a game after one choice, at “{title}”. Go on with it?"),
            _ => format!("You left a game after {} choices, at “{title}”. Go on with it?", number(choices)),
        },
        resume_yes: key("enter", "go on", "goes on with the game"),
        resume_no: key("n", "new game", "begins another game; the earlier one stays beside it"),
        yes: &[],
        no: &[],
        resume_not_understood: "That is no answer to it.",
        nothing_saved: "There is no game to go on with; this is another one.",
        other_seed: |own, asked| {
            format!("This game was begun with seed {own}. With `--seed {asked}` its luck may be another.")
        },
        story_changed: |made, of| match made {
            0 => "The story has changed since you played it, and none of your choices can be made in it. \
                  You begin again; the earlier game is kept."
                .into(),
            _ => format!(
                "The story has changed since you played it. {} of your {of} choices could be made again; \
                 you go on from there, and the earlier game is kept.",
                opened(&number(made)),
            ),
        },
        story_changed_harmlessly: "The story has changed since you played it. All your choices could be made again.",
        set_aside: |file| format!("The saved game could not be used. It is kept as {file}."),
        endings_set_aside: |file| {
            format!("A part of the list of endings found cannot be read. The whole list is kept as {file}.")
        },
        kept_at: |choices, title| format!("{}, at “{title}”", choice_count(choices)),
        kept_ended: |choices, title| format!("{}, ended with “{title}”", choice_count(choices)),
        other_version: "played in another version of the story",
        unreadable: "cannot be read",
        none_kept: "No game is kept yet.",
        kept_in: |folder| format!("The files are in {folder}, times in UTC."),
    },
    page: PageWords {
        language: "Language",
        board: "Where everyone stands",
        choices: "What you can do",
        games: key("g", "games", "lists the games that this browser keeps"),
        download: key("d", "download", "saves the game as a file that you can send to somebody"),
        open: "Go on with a game from a file",
        remove: "delete",
        close: "close",
        letters: "Letters are keys",
        private: "Your games stay in this browser: the page sends nothing to anybody.",
        no_game: "That file is no game of this story.",
        not_kept: "This browser keeps no games for the page: download yours before you close it.",
        parted: "This game went on in another tab. Yours goes on here as another game: both are kept.",
        failed: "Something went wrong in the program. Load the page again: your game is kept as it stood before.",
    },
    debrief: debrief::DEBRIEF,
};

fn choice_count(choices: usize) -> String {
    if choices == 1 { "1 choice".into() } else { format!("{choices} choices") }
}

/// How far a stance moved, as the end of a sentence.
fn movement(moved: i32) -> String {
    let by = number(moved.unsigned_abs() as usize);
    match moved {
        0 => String::new(),
        1.. => format!(", up {by}"),
        _ => format!(", down {by}"),
    }
}

#[cfg(test)]
mod tests {
    use super::ENGLISH;

    #[test]
    fn a_stance_is_said_as_it_is_spoken() {
        let say = ENGLISH.board.stakeholder;
        assert_eq!(
            say("Gerard", "head of purchasing", "against", -1),
            "Gerard, head of purchasing: against, down one."
        );
        assert_eq!(say("Noor", "designer", "convinced", 14), "Noor, designer: convinced, up 14.");
        assert_eq!(say("Noor", "designer", "for you", 0), "Noor, designer: for you.");
    }
}
