//! What a player can ask for, and the words for it in plain play: in their own language or in English.

/// What a command word or a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Where everyone stands.
    Status,
    /// Takes the latest choice back.
    Undo,
    /// Makes the choice taken back again.
    Redo,
    /// The decisions so far.
    History,
    /// The endings found.
    Endings,
    /// What can be typed.
    Help,
    /// Saves the game into a file.
    Save,
    /// Begins another game.
    New,
    /// Goes back to a decision, by its number.
    Back,
    /// Leaves the game.
    Quit,
}

/// A language's word for a command, and what help says of it.
#[derive(Debug)]
pub struct CommandWords {
    /// The word.
    pub word: &'static str,
    /// What is typed behind it, as help names it; empty for nothing.
    pub argument: &'static str,
    /// What it does.
    pub help: &'static str,
}

/// A language's command words.
#[derive(Debug)]
pub struct Commands {
    /// [`Command::Status`].
    pub status: CommandWords,
    /// [`Command::Undo`].
    pub undo: CommandWords,
    /// [`Command::Redo`].
    pub redo: CommandWords,
    /// [`Command::History`].
    pub history: CommandWords,
    /// [`Command::Endings`].
    pub endings: CommandWords,
    /// [`Command::Help`].
    pub help: CommandWords,
    /// [`Command::Save`].
    pub save: CommandWords,
    /// [`Command::New`].
    pub new: CommandWords,
    /// [`Command::Back`].
    pub back: CommandWords,
    /// [`Command::Quit`].
    pub quit: CommandWords,
}

impl Command {
    /// Every command, in the order in which help names them.
    pub const ALL: [Command; 10] = [
        Command::Status,
        Command::Undo,
        Command::Redo,
        Command::History,
        Command::Back,
        Command::Endings,
        Command::Save,
        Command::New,
        Command::Help,
        Command::Quit,
    ];

    /// The English word, which works in every language.
    pub fn name(self) -> &'static str {
        super::english::ENGLISH.commands.words(self).word
    }

    /// Whether something is typed behind the word.
    pub fn takes_argument(self) -> bool {
        matches!(self, Command::Save | Command::Back)
    }
}

impl Commands {
    /// The words for a command.
    pub fn words(&self, command: Command) -> &CommandWords {
        match command {
            Command::Status => &self.status,
            Command::Undo => &self.undo,
            Command::Redo => &self.redo,
            Command::History => &self.history,
            Command::Endings => &self.endings,
            Command::Help => &self.help,
            Command::Save => &self.save,
            Command::New => &self.new,
            Command::Back => &self.back,
            Command::Quit => &self.quit,
        }
    }

    /// The command that a line names, with what is typed behind it; letter case does not matter.
    pub fn parse<'l>(&self, line: &'l str) -> Option<(Command, &'l str)> {
        let line = line.trim();
        let (word, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = word.to_lowercase();
        let named = |command: &Command| word == command.name() || word == self.words(*command).word;
        let command = Command::ALL.into_iter().find(named)?;
        let argument = argument.trim();
        (argument.is_empty() || command.takes_argument()).then_some((command, argument))
    }
}

/// A word for a command, what is typed behind it, and what it does.
pub(super) const fn command(word: &'static str, argument: &'static str, help: &'static str) -> CommandWords {
    CommandWords { word, argument, help }
}
