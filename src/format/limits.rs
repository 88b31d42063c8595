//! How large things may be. Anything larger is the fault `too-large`, so that later steps need no checks.

use crate::source::{Code, Diagnostic, FileId, Span};

/// The most bytes in one file.
pub(crate) const FILE: usize = 8 * 1024 * 1024;
/// The most bytes in all files together.
pub(crate) const FILES: usize = 64 * 1024 * 1024;
pub(crate) const SCENES: usize = 65_535;
pub(crate) const CHOICES: usize = 255;
pub(crate) const ARMS: usize = 255;
/// The most stances, counters and flags together.
pub(crate) const VARIABLES: usize = 4_096;
/// The greatest integer; the least is its negative.
pub(crate) const INTEGER: i32 = 30_000;
/// The most bytes in a decoded text.
pub(crate) const TEXT: usize = 64 * 1024;
pub(crate) const WEIGHT: i64 = 1_000_000;

/// The fault that there are more than `most` of `what`, a plural; `span` is the first one too many.
pub(crate) fn too_many(span: Span, what: &str, most: usize) -> Diagnostic {
    Code::TooLarge.at(span, format!("there are more than {most} {what}"), "one too many")
}

pub(crate) fn large_file(file: FileId, path: &str) -> Diagnostic {
    let message = format!("{path} is larger than {} MiB", FILE / (1024 * 1024));
    Code::TooLarge.at(Span::new(file, 0..0), message, "this file is too large")
}
