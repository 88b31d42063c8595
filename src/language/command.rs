//! The commands of a player, with their words and keys.

/// The commands, in the order in which the help lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Status,
    Undo,
    Redo,
    History,
    Back,
    Endings,
    Save,
    New,
    Help,
    Quit,
}

/// A language's words for a command: its name, what the player types after it (empty for nothing), and its key.
#[derive(Debug)]
pub struct CommandWords {
    pub word: &'static str,
    pub argument: &'static str,
    pub key: KeyHint,
}

/// A language's command words, in the order of [`Command`].
#[derive(Debug)]
pub struct Commands(pub [CommandWords; 10]);

/// A key: its name (empty if the command has no key), what it does in a word or two, and its line of help.
#[derive(Debug, PartialEq, Eq)]
pub struct KeyHint {
    pub name: &'static str,
    pub does: &'static str,
    pub help: &'static str,
}

impl Command {
    pub fn all() -> impl Iterator<Item = Command> {
        use Command::{Back, Endings, Help, History, New, Quit, Redo, Save, Status, Undo};
        [Status, Undo, Redo, History, Back, Endings, Save, New, Help, Quit].into_iter()
    }

    /// Whether the command takes decisions back, which some games forbid.
    pub fn takes_back(self) -> bool {
        matches!(self, Command::Undo | Command::Redo | Command::Back)
    }
}

impl KeyHint {
    /// Whether this is the key of a letter; letter case does not matter.
    pub fn is(&self, letter: char) -> bool {
        self.name.chars().eq([letter.to_ascii_lowercase()])
    }
}

impl Commands {
    pub fn words(&self, command: Command) -> &CommandWords {
        &self.0[command as usize]
    }

    pub fn key(&self, command: Command) -> &KeyHint {
        &self.words(command).key
    }

    /// The command that a line names, in this language or in English, and the rest of the line. Letter case does not
    /// matter.
    pub fn parse<'l>(&self, line: &'l str) -> Option<(Command, &'l str)> {
        let line = line.trim();
        let (word, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = word.to_lowercase();
        let command = Command::all().find(|&it| word == it.name() || word == self.words(it).word)?;
        let argument = argument.trim();
        (argument.is_empty() || !self.words(command).argument.is_empty()).then_some((command, argument))
    }
}

pub(super) const fn command(word: &'static str, argument: &'static str, key: KeyHint) -> CommandWords {
    CommandWords { word, argument, key }
}

pub(super) const fn key(name: &'static str, does: &'static str, help: &'static str) -> KeyHint {
    KeyHint { name, does, help }
}
