//! What a limit left undecided, said once: it has one cause and one way out, however many properties there are.

use crate::check::{Checkup, Finding, SearchExtent};
use crate::explore::Limit;
use crate::report::diagnostics::{Paint, render};
use crate::source::{Diagnostic, Sources};
use annotate_snippets::{Group, Level};

/// The properties that were not decided, and what stopped the search.
pub(super) struct Undecided<'a> {
    first: &'a Finding,
    findings: Vec<&'a Finding>,
    limit: Limit,
}

impl<'a> Undecided<'a> {
    /// Those of a check, if there are some.
    pub fn of(checkup: &'a Checkup) -> Option<Undecided<'a>> {
        let SearchExtent::InPart { limit, .. } = checkup.searched else { return None };
        let findings: Vec<&Finding> = checkup.findings.iter().filter(|finding| finding.is_undecided()).collect();
        Some(Undecided { first: findings.first()?, findings, limit })
    }

    /// A diagnostic for all of them, at the first.
    pub fn in_one(&self) -> Diagnostic {
        Diagnostic { message: self.message(), ..self.first.diagnostic.clone() }
    }

    /// A block with a line for each; no code, as nothing is known to be wrong.
    pub fn human(&self, sources: &Sources, paint: Paint) -> String {
        let title = Group::with_title(Level::WARNING.primary_title(self.message()));
        let mut block = render(&[title], paint) + "\n";
        for Finding { diagnostic, .. } in &self.findings {
            let place = sources.place(diagnostic.span());
            let path = sources.file(diagnostic.span().file).path();
            block += &format!("  {path}:{}:{}: {}\n", place.line, place.column, diagnostic.message);
        }
        if let Some(help) = &self.first.diagnostic.help {
            let help = Group::with_title(Level::HELP.secondary_title(help));
            block += &(render(&[help], paint) + "\n");
        }
        block
    }

    fn message(&self) -> String {
        let count = match self.findings.len() {
            1 => "1 property is".to_owned(),
            count => format!("{count} properties are"),
        };
        format!("{count} not decided: the search stopped at {}", named(self.limit))
    }
}

/// The limit in words.
pub(super) fn named(limit: Limit) -> &'static str {
    match limit {
        Limit::States => "the limit of states",
        Limit::Memory => "the limit of memory",
        Limit::Precision => "the precision that can be had",
    }
}
