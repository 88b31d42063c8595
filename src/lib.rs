//! Counterpitch: branching stories about people who must be won over, and an engine that proves things about them.
//!
//! A story is a folder of TOML files. Everything in it is finite and declared, so a loaded [`story::Story`] can be
//! played and replayed, and every state that it can ever be in can be explored. The program plays
//! *Page Thirty-Four*, which it carries with it, or any other story.
//!
//! # The floors
//!
//! ```text
//!  7  main.rs   parses nothing, decides nothing: calls cli::run
//!  6  cli       arguments to values; files, saves, watching, the embedded story
//!  5  play      interactive, plain, events            report   results -> a page, JSON, JUnit, …
//!  4  check     faults, lints, verdicts as diagnostics         debrief  a game + values -> what to say
//!     graph     scenes and what leads from each to which      difference  what an edit changes for players
//!  3  explore   states, chances, proofs, exports      script   playthrough files <-> decisions
//!  2  game      one game: seed, turns, undo, redo     view     what a player is shown, as plain data
//!  1  format    TOML -> Story, every fault at once    engine   the rules; conditions, effects, texts
//!  0  story     the model and its texts     source    spans, codes, diagnostics     language   our own words
//! ```
//!
//! A module names only the modules that its row below allows. They stand on lower floors, or on its own floor:
//!
//! | module | may name | must not know |
//! |---|---|---|
//! | [`source`] | nothing | what a scene is |
//! | [`language`] | nothing | any story; every word that the program says to a player is here, one catalogue per language |
//! | [`story`] | `source` | files, serde, how it was parsed, that anyone plays it |
//! | [`format`](mod@format) | `source`, `story` | the rules of play; it is handed texts, never reads a disk, never stops at the first problem |
//! | [`engine`] | `story` | input, output, clocks, chance, text width; the same input gives the same output in the same order |
//! | [`game`] | `story`, `engine` | files, screens; draw k of a game is a function of the seed and k |
//! | [`view`] | `story`, `engine`, `game`, `language` | colour, keys, width |
//! | [`script`] | `source`, `story`, `format`, `engine`, `game`, `view` | terminals: a playthrough is the same in CI as at a desk |
//! | [`explore`] | `story`, `engine` | files, wording; two runs print the same bytes at any thread count |
//! | [`check`] | `source`, `story`, `engine`, `game`, `explore`, `script` | how a diagnostic is painted |
//! | [`debrief`] | `story`, `engine`, `game`, `view`, `explore`, `language` | colour, width, threads |
//! | [`difference`] | `source`, `story`, `format`, `engine`, `explore` | where the versions come from, how it is told |
//! | [`graph`] | `source`, `story`, `format`, `explore` | how it is drawn |
//! | [`report`] | everything below `play` | the rules; one function a format |
//! | [`play`] | `story`, `game`, `view`, `debrief`, `language` | files: it takes keys, a `Write`, and a `Keep` that saves |
//! | [`cli`] | everything | the rules |
//!
//! The engine is a pure function: `(Story, State, decision) -> (State, events)`, where a decision is a choice of the
//! player or an arm that the world draws. Play, replay, simulation, exploration and the debrief all call this one
//! function; no other code implements a rule. A state is a few machine words. States are compared exactly, never by a
//! hash, so no collision of hashes can make a proof wrong.
//!
//! # The library
//!
//! Load a story, play it to an ending, explore it:
//!
//! ```
//! use counterpitch::explore::{Options, explore};
//! use counterpitch::{engine::Engine, format, game, source::Sources, story::ChoiceId};
//!
//! let story = "format = 1\ntitle = 'The bun'\nlanguage = 'en'\nstart = 'counter'
//! acts = ['cafe']\nact.cafe.title = 'Ten to five'";
//! let cafe = "[counter]\ntext = 'One bun is left.'\n[counter.choice.buy]\nlabel = 'Buy it'\ngoto = 'eaten'
//! [eaten]\ntitle = 'Crumbs'\nending = true\ntext = 'It was worth it.'";
//! let mut sources = Sources::new();
//! let files = [("story.toml", story), ("cafe.toml", cafe)].map(|(path, text)| {
//!     format::File { id: sources.add(path, text.into()), path: path.into() }
//! });
//! let story = format::load(&sources, &files).story.expect("the story has no faults");
//! let engine = Engine::new(&story);
//!
//! let mut game = game::Game::of_seed(&story, &engine, 34);
//! while game.ending().is_none() {
//!     let first = ChoiceId { scene: game.scene(), index: 0 };
//!     game.choose(first, &mut game::seeded(34)).expect("the first choice is available");
//! }
//!
//! let explored = explore(&story, &engine, &Options::default(), &mut |_| {});
//! assert_eq!(explored.search.states, 2);
//! assert_eq!(explored.details.expect("everything was asked").endings[0].reachable, Some(true));
//! ```

pub mod check;
#[cfg(not(target_family = "wasm"))]
pub mod cli;
pub mod debrief;
pub mod difference;
pub mod engine;
pub mod explore;
pub mod format;
pub mod game;
pub mod graph;
pub mod language;
pub mod play;
pub mod report;
pub mod script;
pub mod source;
pub mod story;
pub mod view;
