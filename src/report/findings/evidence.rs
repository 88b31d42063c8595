//! The playthrough that shows a finding, as a file.

use crate::check::Finding;
use crate::source::Sources;

/// The text of a playthrough file that shows what a finding says and that `replay` accepts as long as it is so; none
/// where no playthrough can show it.
pub fn evidence(sources: &Sources, finding: &Finding) -> Option<String> {
    let evidence = finding.playthrough.as_ref()?;
    let written = finding.denied.map(|span| sources.text(span)).filter(|written| !written.contains('\\'));
    let denied = written.map(|written| written.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(evidence.write(&finding.diagnostic.message, denied.as_deref()))
}
