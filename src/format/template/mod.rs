//! Templates: from the text an author wrote to literals, placeholders and blocks.
//!
//! Blocks are found here and paragraphs are not: those depend on which blocks are shown. After a fault the rest is
//! still read, so that the names in it are checked.

mod blocks;
mod tag;
#[cfg(test)]
mod tests;

use super::{Decoded, Names, Scope, check_characters};
use crate::source::Diagnostic;
use crate::story::{Part, Template, TextKind};
use blocks::Blocks;

/// Reads a text; its faults are added to `faults`, and the parts that could be read are returned.
pub(crate) fn template(
    text: &Decoded,
    kind: TextKind,
    scope: Scope,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Template {
    check_characters(text, faults);
    let mut blocks = Blocks::new(text, kind, scope, names, faults);
    match kind {
        TextKind::Plain => blocks.characters(text.value()),
        TextKind::Prose | TextKind::Line => read(text.value(), &mut blocks),
    }
    let mut parts = blocks.finish();
    if kind != TextKind::Prose {
        trim(&mut parts);
    }
    Template { parts }
}

fn read(value: &str, blocks: &mut Blocks<'_>) {
    let mut at = 0;
    while let Some(found) = value[at..].find('{') {
        let open = at + found;
        let rest = &value[open + 1..];
        blocks.characters(&value[at..open].replace("}}", "}"));
        at = match rest.find(['{', '}']) {
            Some(0) if rest.starts_with('{') => {
                blocks.character('{');
                open + 2
            }
            Some(end) if rest.as_bytes()[end] == b'}' => {
                let close = open + 2 + end;
                tag::read(blocks, open..close);
                close
            }
            _ => {
                blocks.unclosed_brace(open..open + 1);
                open + 1
            }
        };
    }
    blocks.characters(&value[at..].replace("}}", "}"));
}

/// Removes the spaces at both ends of a line.
fn trim(parts: &mut Vec<Part>) {
    if let Some(Part::Literal(first)) = parts.first_mut() {
        first.drain(..first.len() - first.trim_start_matches(' ').len());
    }
    if let Some(Part::Literal(last)) = parts.last_mut() {
        last.truncate(last.trim_end_matches(' ').len());
    }
    parts.retain(|part| !matches!(part, Part::Literal(text) if text.is_empty()));
}
