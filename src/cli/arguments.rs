//! What the command line may hold.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Plays Page Thirty-Four, or a story of your own; and proves things about it.
#[derive(Debug, Parser)]
#[command(name = "counterpitch", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Without a command it plays. The author's guide is scenes/README.md.")]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub play: PlayOptions,
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Read the story in this folder, instead of the one found here or built in
    #[arg(long, global = true, value_name = "DIR")]
    pub story: Option<PathBuf>,
    /// Read the texts in this language (default: the environment's, then the story's)
    #[arg(long, global = true, value_name = "CODE")]
    pub lang: Option<String>,
    /// Take the draws from this seed
    #[arg(long, global = true, value_name = "N")]
    pub seed: Option<u64>,
    /// Plain text: no drawing, no colour, numbered choices
    #[arg(long, global = true)]
    pub plain: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// How results are printed; `short` and `github` are for `check`
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// When standard output is a terminal that wants it
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs, one object a line
    Json,
    /// One line a finding, as compilers and editors have it
    Short,
    /// Annotations of GitHub's CI
    Github,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Play (what happens without a command)
    Play(PlayOptions),
    /// Run playthrough files
    Replay(ReplayOptions),
    /// Find every fault of a story
    Check(CheckOptions),
    /// Find every state of a story, exact chances and proofs
    Explore(ExploreOptions),
    /// Play many random games
    Simulate(SimulateOptions),
    /// Write a story down for another tool
    Export(ExportOptions),
    /// List the endings found on this machine, with hints for the others
    Endings,
}

/// Options of `play`.
#[derive(Debug, Args)]
pub struct PlayOptions {
    /// Go on with the game that was left
    #[arg(long)]
    pub resume: bool,
    /// Write the game to this playthrough file
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Go on from a playthrough
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    pub from: Option<PathBuf>,
    /// Load the story again whenever one of its files is saved, and go on in the same scene
    #[arg(long)]
    pub watch: bool,
    /// Speak JSON Lines instead of text
    #[arg(long)]
    pub events: bool,
}

/// Options of `replay`.
#[derive(Debug, Args)]
pub struct ReplayOptions {
    /// Playthrough files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write a JUnit report to this file
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Print the text as a player reads it
    #[arg(long)]
    pub transcript: bool,
    /// Write the golden transcript beside each playthrough
    #[arg(long)]
    pub bless: bool,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct CheckOptions {}

/// Options of `explore`.
#[derive(Debug, Args)]
pub struct ExploreOptions {
    /// Tell every state apart that the story declares, instead of forgetting what no answer depends on
    #[arg(long)]
    pub unreduced: bool,
    /// Only count states and transitions
    #[arg(long)]
    pub states_only: bool,
    #[command(flatten)]
    pub limits: LimitOptions,
}

/// What a search may use.
#[derive(Clone, Copy, Debug, Args)]
pub struct LimitOptions {
    /// Stop at this many states
    #[arg(long, value_name = "N")]
    pub max_states: Option<u64>,
    /// Use at most this much memory for states
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub memory: usize,
    /// Work on this many threads (default: as many as there are cores)
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub struct ExportOptions {
    /// What it is written for: `promela` is the language of the SPIN model checker
    #[arg(value_name = "LANGUAGE")]
    pub language: ExportLanguage,
}

/// What a story can be written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportLanguage {
    /// The SPIN model checker
    Promela,
}

/// Options of `simulate`.
#[derive(Debug, Args)]
pub struct SimulateOptions {
    /// How many games
    #[arg(value_name = "N")]
    pub games: u64,
    /// Render every text, as a player would get it
    #[arg(long)]
    pub text: bool,
}
