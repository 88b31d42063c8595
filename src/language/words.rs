//! The words of play, as plain data. The English text (english.rs) shows what a field is for, and names a function's
//! parameters.

use super::command::{Command, Commands, KeyHint};
use super::debrief::DebriefWords;
use std::io::{self, ErrorKind};

#[derive(Debug)]
pub struct Catalogue {
    pub tag: &'static str,
    pub scene: SceneWords,
    pub board: BoardWords,
    pub history: HistoryWords,
    pub endings: EndingWords,
    pub commands: Commands,
    pub moves: MoveWords,
    pub plain: PlainWords,
    pub screen: ScreenWords,
    pub saves: SaveWords,
    pub page: PageWords,
    pub debrief: DebriefWords,
}

#[derive(Debug)]
pub struct SceneWords {
    pub act: fn(usize, usize, &str) -> String,
    pub act_of: fn(usize, usize) -> String,
    pub ending: fn(&str) -> String,
    pub part_break: &'static str,
    pub locked: fn(&str) -> String,
    pub drawn: fn(&str, u32, u32) -> String,
    pub dead_end: &'static str,
    pub endless_chain: &'static str,
}

#[derive(Debug)]
pub struct BoardWords {
    pub explained: &'static str,
    pub changes_explained: &'static str,
    pub stakeholder: fn(&str, &str, &str, i32) -> String,
    pub counter: fn(&str, i32) -> String,
    pub new: &'static str,
    pub drawing_explained: &'static str,
    pub empty: &'static str,
}

#[derive(Debug)]
pub struct HistoryWords {
    pub heading: &'static str,
    pub decision: fn(usize, &str) -> String,
    pub draw: fn(&str) -> String,
    pub empty: &'static str,
}

#[derive(Debug)]
pub struct EndingWords {
    pub count: fn(usize, usize) -> String,
    pub found: fn(&str) -> String,
    pub others: &'static str,
    pub silent: fn(usize) -> String,
    pub is_new: &'static str,
}

#[derive(Debug)]
pub struct MoveWords {
    pub is_locked: fn(&str) -> String,
    pub undone: fn(&str) -> String,
    pub redone: fn(&str) -> String,
    pub nothing_to_undo: &'static str,
    pub nothing_to_redo: &'static str,
    pub is_final: &'static str,
    pub went_back: fn(usize) -> String,
    pub new_game: &'static str,
}

/// What plain play says besides the story; `help_english` gets the English words that differ from this language's.
#[derive(Debug)]
pub struct PlainWords {
    pub opening: &'static str,
    pub choose: fn(usize) -> String,
    pub chosen: fn(&str) -> String,
    pub commands: &'static str,
    pub commands_and_board: &'static str,
    pub help_heading: &'static str,
    pub help_choosing: &'static str,
    pub help_empty_line: &'static str,
    pub help_command: fn(&str, &str, &str) -> String,
    pub help_english: fn(&[&str]) -> String,
    pub no_such_number: fn(usize) -> String,
    pub not_understood: &'static str,
    pub nothing_to_choose: &'static str,
    pub no_such_decision: fn(usize) -> String,
    pub resumed: fn(usize) -> String,
    pub after_ending: &'static str,
    pub after_stop: &'static str,
    pub after_final: &'static str,
    pub new_again: &'static str,
    pub farewell: &'static str,
}

/// What interactive play says besides the story; `help_english` gets the English letters that differ from this
/// language's.
#[derive(Debug)]
pub struct ScreenWords {
    pub choose: KeyHint,
    pub number: KeyHint,
    pub decide: KeyHint,
    pub go_on: KeyHint,
    pub skip: KeyHint,
    pub status: KeyHint,
    pub look: KeyHint,
    pub undo: KeyHint,
    pub redo: KeyHint,
    pub history: KeyHint,
    pub endings: KeyHint,
    pub help: KeyHint,
    pub quit: KeyHint,
    pub new: KeyHint,
    pub back: KeyHint,
    pub go_back: KeyHint,
    pub cancel: KeyHint,
    pub help_heading: &'static str,
    pub help_english: fn(&[&str]) -> String,
    pub more: &'static str,
    pub greeting: &'static str,
    pub greeting_final: &'static str,
    pub select_first: &'static str,
    pub read_first: &'static str,
    pub unread: &'static str,
    pub no_key: &'static str,
    pub new_again: &'static str,
    pub back_to: &'static str,
    pub farewell: &'static str,
    pub farewell_unbegun: &'static str,
    pub reloaded: &'static str,
    pub still_the_old: fn(usize) -> String,
}

#[derive(Debug)]
pub struct SaveWords {
    pub saved: fn(&str) -> String,
    pub saved_over: fn(&str) -> String,
    pub not_saved: fn(&str) -> String,
    pub foreign: fn(&str) -> String,
    pub not_kept: fn(&str) -> String,
    pub reason: fn(ErrorKind) -> Option<&'static str>,
    pub save_where: &'static str,
    pub resume: fn(usize, &str) -> String,
    pub resume_yes: KeyHint,
    pub resume_no: KeyHint,
    pub yes: &'static [&'static str],
    pub no: &'static [&'static str],
    pub resume_not_understood: &'static str,
    pub nothing_saved: &'static str,
    pub other_seed: fn(u64, u64) -> String,
    pub story_changed: fn(usize, usize) -> String,
    pub story_changed_harmlessly: &'static str,
    pub set_aside: fn(&str) -> String,
    pub endings_set_aside: fn(&str) -> String,
    pub kept_at: fn(usize, &str) -> String,
    pub kept_ended: fn(usize, &str) -> String,
    pub other_version: &'static str,
    pub unreadable: &'static str,
    pub none_kept: &'static str,
    pub kept_in: fn(&str) -> String,
}

#[derive(Debug)]
pub struct PageWords {
    pub language: &'static str,
    pub board: &'static str,
    pub choices: &'static str,
    pub games: KeyHint,
    pub download: KeyHint,
    pub open: &'static str,
    pub remove: &'static str,
    pub close: &'static str,
    pub letters: &'static str,
    pub private: &'static str,
    pub no_game: &'static str,
    pub not_kept: &'static str,
    pub parted: &'static str,
    pub failed: &'static str,
}

impl ScreenWords {
    /// The key for a command; saving has none.
    pub fn key(&self, command: Command) -> Option<&KeyHint> {
        match command {
            Command::Status => Some(&self.status),
            Command::Undo => Some(&self.undo),
            Command::Redo => Some(&self.redo),
            Command::History => Some(&self.history),
            Command::Endings => Some(&self.endings),
            Command::Help => Some(&self.help),
            Command::Save => None,
            Command::New => Some(&self.new),
            Command::Back => Some(&self.back),
            Command::Quit => Some(&self.quit),
        }
    }
}

impl SaveWords {
    /// Why a file cannot be written, in this language if it has words for it, and otherwise in the system's.
    pub fn why(&self, error: &io::Error) -> String {
        (self.reason)(error.kind()).map_or_else(|| error.to_string(), str::to_owned)
    }
}
