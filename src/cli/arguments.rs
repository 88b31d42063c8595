//! What the command line may hold.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, Args, ColorChoice, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// Plays Page Thirty-Four, or a story of your own, and proves things about it.
#[derive(Debug, Parser)]
#[command(name = "counterpitch", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "\
Without a command it plays. Examples:
  counterpitch --lang nl
  counterpitch new my-story
  counterpitch play --story my-story --watch
  counterpitch check --story my-story")]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Subcommands>,
    #[command(flatten)]
    pub play: PlayOptions,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Read the story in this folder, instead of the one found here or built in
    #[arg(long, global = true, value_name = "DIR")]
    pub story: Option<PathBuf>,
    /// Read the texts in this language (default: the environment's, then the story's)
    #[arg(long, global = true, value_name = "CODE")]
    pub lang: Option<String>,
    /// Take the draws from this seed: the same luck for everybody who makes the same choices
    #[arg(long, global = true, value_name = "N")]
    pub seed: Option<u64>,
    /// Plain text: no drawing, no colour, numbered choices
    #[arg(long, global = true)]
    pub plain: bool,
    /// When to use colour: auto, always, never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: ColorChoice,
    /// How results are printed
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human", hide_possible_values = true)]
    pub format: Format,
    /// Keep games, endings and what was read apart for this player, on a machine that several people use
    #[arg(long, global = true, value_name = "NAME")]
    pub player: Option<String>,
}

const HUMAN: &[Format] = &[Format::Human];
const JSON: &[Format] = &[Format::Human, Format::Json];
const CI: &[Format] = &[Format::Human, Format::Json, Format::Github];
const PAGES: &[Format] = &[Format::Human, Format::Json, Format::Html, Format::Markdown, Format::Csv];
const ALL: &[Format] = &[Format::Human, Format::Json, Format::Short, Format::Github];
const COMMENT: &[Format] = &[Format::Human, Format::Markdown, Format::Json];
const GRAPH: &[Format] = &[Format::Human, Format::Svg, Format::Html, Format::Dot, Format::Mermaid, Format::Json];

/// Each command, the common options that do something there, the formats that it prints, and an example.
const USES: &[(&str, &str, &[Format], &str)] = &[
    ("play", "story lang seed plain color player", HUMAN, "play --story my-story --seed 7"),
    ("replay", "story lang seed plain color player format", CI, "replay my-story/playthroughs --story my-story"),
    ("check", "story lang plain color format", ALL, "check --story my-story --deny warnings"),
    ("cover", "story", HUMAN, "cover my-story/cover --story my-story"),
    ("debrief", "story lang seed plain color player format", PAGES, "debrief anna.toml --format html > anna.html"),
    ("explore", "story lang format", JSON, "explore --story my-story --choices"),
    ("explain", "format", JSON, "explain dead-end"),
    ("new", "", HUMAN, "new my-story"),
    ("schema", "", HUMAN, "schema my-story/schema"),
    ("simulate", "story lang seed format", JSON, "simulate 10000 --story my-story"),
    ("translations", "story format", JSON, "translations --story my-story --complete"),
    ("export", "story", HUMAN, "export prism --story my-story > story.nm"),
    ("graph", "story lang format", GRAPH, "graph --format html > story.html"),
    ("web", "story lang seed", HUMAN, "web --story my-story -o story.html"),
    ("diff", "story format", COMMENT, "diff origin/main --format markdown"),
    ("endings", "story lang player", HUMAN, "endings --story my-story"),
    ("games", "story lang player format", JSON, "games --format json"),
    ("completions", "", HUMAN, "completions bash > ~/.local/share/bash-completion/completions/counterpitch"),
    ("man", "", HUMAN, "man ~/.local/share/man/man1"),
];

/// The command line, in which the help of a command shows only the options that do something there.
pub fn command_line() -> clap::Command {
    let mut line = Arguments::command();
    let common: Vec<Arg> = line.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    for &(command, options, _, example) in USES {
        let explain = |arg: &Arg| {
            let arg = arg.clone().hide(!options.split(' ').any(|option| arg.get_id() == option));
            match arg.get_id().as_str() {
                "format" => {
                    let help = format!("How results are printed: {}", format_names(command));
                    arg.help(help).value_parser(format_parser(command))
                }
                "lang" if command == "check" => arg.help("Check only this translation"),
                _ => arg,
            }
        };
        let hide = |option: Arg| option.hide(true);
        let without_format = |nested: clap::Command| nested.args(common.iter().map(explain)).mut_arg("format", hide);
        line = line.mut_subcommand(command, |it| {
            let it = it.after_help(format!("Example: counterpitch {example}"));
            it.args(common.iter().map(explain)).mut_subcommands(without_format)
        });
    }
    line.mut_arg("format", |option| option.hide(true))
}

/// The formats that a command prints.
pub fn formats(command: &str) -> &'static [Format] {
    USES.iter().find(|uses| uses.0 == command).map_or(HUMAN, |uses| uses.2)
}

/// Reads every format, and lists those that a command prints.
fn format_parser(command: &str) -> impl TypedValueParser<Value = Format> + use<> {
    let value = |format: &Format| Some(format.to_possible_value()?.hide(!formats(command).contains(format)));
    let read = |name: String| Format::from_str(&name, false).expect("clap has found it among the values");
    PossibleValuesParser::new(Format::value_variants().iter().filter_map(value)).map(read)
}

pub fn format_names(command: &str) -> String {
    let names = formats(command).iter().filter_map(ValueEnum::to_possible_value);
    names.map(|name| name.get_name().to_owned()).collect::<Vec<_>>().join(", ")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Human,
    Json,
    Short,
    Github,
    Svg,
    Html,
    Markdown,
    Csv,
    Dot,
    Mermaid,
}

#[derive(Debug, Subcommand)]
pub enum Subcommands {
    /// Play (what happens without a command)
    Play(PlayOptions),
    /// Run playthrough files
    Replay(ReplayOptions),
    /// Find every fault of a story
    Check(CheckOptions),
    /// Write few playthroughs that show all that a story can show
    Cover {
        /// The folder to write them to; playthroughs in it that add something are kept
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        #[command(flatten)]
        limits: LimitOptions,
    },
    /// Look back on a recorded playthrough: what was decided, and what merely happened
    Debrief(DebriefOptions),
    /// Find every state of a story, exact chances and proofs
    Explore(ExploreOptions),
    /// Say what a fault or a lint means, with a bad and a good example
    Explain {
        /// The code of a fault or a lint; without one, all of them are listed
        code: Option<String>,
    },
    /// Make a small story to start from
    New {
        /// The folder to be made
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Write the JSON Schemas of the story format, for editors
    Schema {
        /// The folder to write them to
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Play many random games
    Simulate {
        /// How many games
        #[arg(value_name = "N")]
        games: u64,
        /// Render every text, as a player would get it
        #[arg(long)]
        text: bool,
    },
    /// Tell how far each translation has come, or accept one as up to date
    Translations(TranslationsOptions),
    /// Write a story down for another tool
    Export {
        /// What it is written for
        language: ExportLanguage,
        /// For PRISM: make every available choice equally likely, instead of leaving it to a strategy
        #[arg(long)]
        random: bool,
    },
    /// Say what an edit changes for players
    Diff {
        /// The old version: the folder of a story, or a revision of its git repository
        old: String,
        /// The new version, likewise; without it, the story as its files are
        new: Option<String>,
        #[command(flatten)]
        limits: LimitOptions,
    },
    /// Draw a story: scenes, what leads to which, how games pass
    Graph(GraphOptions),
    /// Write the story as one HTML file that plays in a browser, offline
    Web {
        /// The file to write; an earlier page in it is replaced, anything else is left alone
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Make every decision final in the games on the page
        #[arg(long)]
        no_undo: bool,
    },
    /// List the endings found on this machine, with hints for the others
    Endings,
    /// List the games kept on this machine, the latest first
    Games,
    /// Print the script with which a shell completes commands and options
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual pages
    Man {
        /// The folder to write all pages to; without one, the page of the program is printed
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub struct PlayOptions {
    /// Go on with the game that was left
    #[arg(long)]
    pub resume: bool,
    /// Write the game to this playthrough file, from the first decision on. A file that holds another game is first
    /// renamed to FILE.earlier; a file that is no saved game is left as it is
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Go on from a playthrough, or without FILE from the latest game
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with = "resume")]
    pub from: Option<Option<PathBuf>>,
    /// Begin at a scene, by a shortest playthrough
    #[arg(long, value_name = "SCENE", conflicts_with_all = ["resume", "from"])]
    pub at: Option<String>,
    /// Load the story again whenever one of its files is saved, and go on in the same scene
    #[arg(long, conflicts_with = "events")]
    pub watch: bool,
    /// Speak JSON Lines instead of text
    #[arg(long)]
    pub events: bool,
    /// Make every decision final: neither undo, nor redo, nor back
    #[arg(long)]
    pub no_undo: bool,
    #[command(flatten)]
    pub review: ReviewOptions,
}

#[derive(Clone, Copy, Debug, Args)]
pub struct ReviewOptions {
    /// In the debrief, also tell what would have come of the other choices, and every value after each decision
    #[arg(long)]
    pub spoilers: bool,
    /// Use at most this much memory for working out the debrief's chances
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    pub memory: usize,
}

#[derive(Debug, Args)]
pub struct ReplayOptions {
    /// Playthrough files, or folders of them; `--transcript` alone takes the latest game
    #[arg(required_unless_present = "transcript", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write a JUnit report to this file
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Print the text as a player reads it
    #[arg(long)]
    pub transcript: bool,
    /// Say how much the playthroughs show of all that games can show, and what they do not
    #[arg(long)]
    pub coverage: bool,
    /// Write the golden transcript beside each playthrough, with `--lang` the one in that language too
    #[arg(long)]
    pub bless: bool,
    /// Add to each playthrough that passes what holds in it: its ending, the values that have moved, a seed from
    /// `--seed`, and how choices are offered
    #[arg(long, requires = "paths")]
    pub write_expectations: bool,
}

#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Say nothing of this lint
    #[arg(short = 'A', long, value_name = "LINT")]
    pub allow: Vec<String>,
    /// Say this lint as a warning
    #[arg(short = 'W', long, value_name = "LINT")]
    pub warn: Vec<String>,
    /// Say this lint as an error; `warnings` stands for all that would be warnings
    #[arg(short = 'D', long, value_name = "LINT")]
    pub deny: Vec<String>,
    /// Write the replacement that a fault shows into the story's files, wherever there is one
    #[arg(long)]
    pub fix: bool,
    /// Write playthroughs that show findings to files in this folder. Each replays as long as its finding stands, but
    /// that of an `eventually` fails as long
    #[arg(long, value_name = "DIR")]
    pub playthroughs: Option<PathBuf>,
    #[command(flatten)]
    pub limits: LimitOptions,
}

#[derive(Debug, Args)]
pub struct ExploreOptions {
    /// List all choices: how often each is offered and taken, and what it is worth for each goal
    #[arg(long)]
    pub choices: bool,
    /// Explore every state that the story declares; without this, states that differ only in what no answer needs are
    /// one state
    #[arg(long)]
    pub unreduced: bool,
    /// Only count states and transitions
    #[arg(long)]
    pub states_only: bool,
    #[command(flatten)]
    pub limits: LimitOptions,
}

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportLanguage {
    /// The SPIN model checker, and LTSmin
    Promela,
    /// The probabilistic model checkers PRISM and Storm
    Prism,
}

#[derive(Debug, Args)]
pub struct GraphOptions {
    /// Draw this scene and what is at most two arrows away from it
    #[arg(long, value_name = "SCENE")]
    pub around: Option<String>,
    /// Draw this act and the scenes next to it
    #[arg(long, value_name = "ACT", conflicts_with = "around")]
    pub act: Option<String>,
    /// Paint what these playthroughs show, files or folders of them, instead of what random games come to
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub coverage: Vec<PathBuf>,
    #[command(flatten)]
    pub limits: LimitOptions,
}

#[derive(Debug, Args)]
pub struct DebriefOptions {
    /// The playthrough; without it, the latest game. Of several, or of a folder of them, the group is looked at
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Of a group, leave out the names, which are those of the files
    #[arg(long)]
    pub anonymous: bool,
    #[command(flatten)]
    pub review: ReviewOptions,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct TranslationsOptions {
    /// Exit with 1 also when a text is missing
    #[arg(long)]
    pub complete: bool,
    #[command(subcommand)]
    pub command: Option<TranslationsCommand>,
}

#[derive(Debug, Subcommand)]
pub enum TranslationsCommand {
    /// Begin a translation or go on with one: write every text that is missing as a comment to be translated
    #[command(after_help = "Example: counterpitch translations start pt-BR --story my-story")]
    Start {
        /// The language, as a tag of BCP 47, such as `nl` or `pt-BR`
        #[arg(value_name = "LANG")]
        language: String,
    },
    /// Accept a translation as up to date with the texts that it was made from
    #[command(after_help = "Example: counterpitch translations accept nl quay.text --story my-story")]
    Accept {
        /// The language, as its folder is called
        #[arg(value_name = "LANG")]
        language: String,
        /// Accept only these of the stale texts, by address: `quay.text`, or `quay` for all of a scene
        #[arg(value_name = "ADDRESS")]
        texts: Vec<String>,
    },
}
