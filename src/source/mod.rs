//! Files, places in them, and diagnostics about places.
//!
//! All other modules point at text with a [`Span`]; only [`Sources`] turns one into a line and a column. This module
//! knows nothing of stories: here a scene is a range of bytes.

mod code;
mod diagnostic;
mod files;
mod suggest;

pub(crate) use code::with_codes;
pub use code::{Code, Level};
pub use diagnostic::{Diagnostic, Faults, Fix, Label, Severity};
pub use files::{FileId, Place, Source, Sources, Span};
pub use suggest::{latin, suggest};
