//! Reads and replays one playthrough file, and holds the result.

use super::failure::Failure;
use super::playthrough::{Playthrough, parse};
use super::replay::replay;
use crate::engine::Engine;
use crate::format::Names;
use crate::game::Game;
use crate::source::{Diagnostic, Faults, FileId, Sources, Span};
use crate::story::Story;

/// One playthrough file and the result of its replay.
pub struct Run<'a> {
    pub file: FileId,
    /// What the file says; `None` when the file has faults.
    pub playthrough: Option<Playthrough>,
    pub game: Option<Game<'a>>,
    /// Why the playthrough did not pass; `None` when it did.
    pub problem: Option<Problem>,
    /// How long the replay took, in seconds; 0 until the caller sets it.
    pub seconds: f64,
}

/// Why a playthrough did not pass.
#[derive(Clone, Debug)]
pub enum Problem {
    /// The story has these faults, so nothing was played.
    Story(Vec<Diagnostic>),
    /// The playthrough file has these faults, so nothing was played.
    Faults(Vec<Diagnostic>),
    /// Something did not go as written.
    Failure(Box<Failure>),
    /// The text of the game differs from the golden file at `path`.
    Transcript {
        path: String,
        /// The line of the golden file where the first difference begins, from 1.
        line: usize,
        difference: String,
    },
}

impl<'a> Run<'a> {
    /// Replays a playthrough file. `sources` must hold the story's files under the ids that they were loaded by.
    pub fn new(story: &'a Story, engine: &'a Engine, names: &Names, sources: &Sources, file: FileId) -> Run<'a> {
        Run::of(story, engine, file, parse(sources, file, Some(names)))
    }

    /// Replays a playthrough that was already read.
    pub fn of(story: &'a Story, engine: &'a Engine, file: FileId, read: Result<Playthrough, Faults>) -> Run<'a> {
        let mut run = Run { file, playthrough: None, game: None, problem: None, seconds: 0.0 };
        match read {
            Ok(playthrough) => {
                let replayed = replay(story, engine, &playthrough);
                (run.game, run.problem) = (replayed.game, replayed.failure.map(Problem::Failure));
                run.playthrough = Some(playthrough);
            }
            Err(faults) => run.problem = Some(Problem::Faults(faults)),
        }
        run
    }

    /// The run of a playthrough whose story has faults: nothing is played, and the run reports the first fault.
    pub fn without_story(names: &Names, sources: &Sources, file: FileId, faults: &[Diagnostic]) -> Run<'a> {
        let problem = Some(Problem::Story(faults.to_vec()));
        Run { file, playthrough: parse(sources, file, Some(names)).ok(), game: None, problem, seconds: 0.0 }
    }

    pub fn passed(&self) -> bool {
        self.problem.is_none()
    }

    /// Whether the playthrough was not played because its story has faults.
    pub fn is_error(&self) -> bool {
        matches!(self.problem, Some(Problem::Story(_)))
    }

    /// The playthrough's title; `None` when the file has no title or has faults.
    pub fn title(&self) -> Option<&str> {
        self.playthrough.as_ref()?.title.as_deref()
    }

    pub fn ending(&self) -> Option<&'a str> {
        let game = self.game.as_ref()?;
        Some(game.story.scene(game.ending()?).name.as_str())
    }

    /// How many choices the game has made; 0 when nothing was played.
    pub fn choices(&self) -> usize {
        self.game.as_ref().map_or(0, |game| game.turns().len() - 1)
    }

    /// The language of the texts: the playthrough's, or else the story's own. `None` when nothing was played.
    pub fn language(&self) -> Option<&str> {
        let own = &self.game.as_ref()?.story.texts[0].language;
        Some(self.playthrough.as_ref()?.language.as_ref().unwrap_or(own))
    }

    /// What did not go as written, as (a fault's code or a [`Failure`]'s kind, message, place in the playthrough file).
    /// `None` when the playthrough passed.
    fn said(&self) -> Option<(&'static str, String, Option<Span>)> {
        Some(match self.problem.as_ref()? {
            Problem::Story(faults) => {
                (faults[0].code.name(), format!("the story is at fault: {}", faults[0].message), None)
            }
            Problem::Faults(faults) => {
                let more = faults.len() - 1;
                let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
                (faults[0].code.name(), format!("{}{more}", faults[0].message), Some(faults[0].span()))
            }
            Problem::Failure(failure) => (failure.kind, failure.line(), Some(failure.span())),
            Problem::Transcript { path, .. } => ("other-transcript", format!("the text differs from `{path}`"), None),
        })
    }

    pub fn message(&self) -> Option<String> {
        Some(self.said()?.1)
    }

    pub fn kind(&self) -> Option<&'static str> {
        Some(self.said()?.0)
    }

    /// The line of the file, from 1, that did not go as written; `None` when there is no such line.
    pub fn line(&self, sources: &Sources) -> Option<usize> {
        Some(sources.place(self.said()?.2?).line)
    }
}
