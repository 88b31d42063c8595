//! Files, places in them, and diagnostics about places. Only [`Sources`] turns a [`Span`] into a line and a column.

mod code;
mod diagnostic;
mod files;
mod suggest;

pub use code::{Code, Level};
pub use diagnostic::{Diagnostic, Faults, Fix, Label, Severity};
pub use files::{FileId, Place, Source, Sources, Span};
pub use suggest::{latin, suggest};
