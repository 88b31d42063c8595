//! What a check comes to.

use crate::explore::{Limit, Verdict};
use crate::script::Evidence;
use crate::source::{Code, Diagnostic, Severity, Span};

/// A diagnostic with what the search knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is said.
    pub diagnostic: Diagnostic,
    /// The verdict of the search; `None` when no search was needed.
    pub verdict: Option<Verdict>,
    /// A shortest playthrough that shows it, continued to the end of its turn; `None` where none can.
    pub playthrough: Option<Evidence>,
    /// The place of a condition that should hold at the end of the playthrough and does not, if a playthrough can ask
    /// for it.
    pub denied: Option<Span>,
}

impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Finding {
        Finding { diagnostic, verdict: None, playthrough: None, denied: None }
    }
}

/// How far the search behind a check came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchExtent {
    /// Not at all: a story that has faults cannot be played.
    NotAtAll,
    /// Every state that a game can come to was looked at.
    Whole {
        /// How many properties of the story were proved.
        proved: usize,
    },
    /// A limit stopped it.
    InPart {
        /// What it was that did.
        limit: Limit,
        /// How many properties of the story were proved all the same.
        proved: usize,
    },
}

/// Everything that is to be said of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// The findings: what may follow from others after them, and otherwise in the order of their places.
    pub findings: Vec<Finding>,
    /// How far the search came.
    pub searched: SearchExtent,
}

impl Checkup {
    /// Puts findings in order.
    pub fn new(mut findings: Vec<Finding>, searched: SearchExtent) -> Checkup {
        findings.sort_by_cached_key(|Finding { diagnostic, .. }| {
            let follows = match diagnostic.code {
                Code::OrphanTranslation => 3,
                Code::PropertyRefuted | Code::PropertyUndecided => 2,
                Code::UnreachableScene | Code::UnreachableEnding | Code::NeverShownText | Code::NeverTrue => 1,
                _ => 0,
            };
            (follows, diagnostic.span(), diagnostic.code)
        });
        Checkup { findings, searched }
    }

    /// How many findings are a reason to fail.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).count()
    }

    /// How many findings are worth a look.
    pub fn warnings(&self) -> usize {
        self.findings.len() - self.errors()
    }
}
