//! How large things may be. Beyond any of these stands the fault `too-large`, so that nothing downstream need ask.

use crate::source::{Code, Diagnostic, Span};

/// Bytes in one file.
pub(crate) const FILE: usize = 8 * 1024 * 1024;
/// Bytes in all files together.
pub(crate) const FILES: usize = 64 * 1024 * 1024;
/// Scenes in a story.
pub(crate) const SCENES: usize = 65_535;
/// Choices in a scene.
pub(crate) const CHOICES: usize = 255;
/// Arms in a list.
pub(crate) const ARMS: usize = 255;
/// Stances, counters and flags together.
pub(crate) const VARIABLES: usize = 4_096;
/// The greatest integer, and without its sign the least.
pub(crate) const INTEGER: i32 = 30_000;
/// Bytes in a text, as decoded.
pub(crate) const TEXT: usize = 64 * 1024;
/// The greatest weight of an arm.
pub(crate) const WEIGHT: i64 = 1_000_000;

/// The fault that there are more of something than there may be; it stands at the first one too many.
pub(crate) fn too_many(span: Span, what: &str, most: usize) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, span, format!("there are more than {most} {what}"), "one too many")
}
