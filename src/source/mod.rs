//! Where an author's words stand: files, places in them, and what is to be said about a place.
//!
//! Every other floor points at text through a [`Span`]; only [`Sources`] turns one into a line and a column.
//! This module knows nothing of stories: a scene is only some bytes here.

mod code;
mod diagnostic;
mod files;
mod suggest;

pub use code::{Code, Level};
pub use diagnostic::{Diagnostic, Fix, Label, Severity};
pub use files::{FileId, Place, Source, Sources, Span};
pub use suggest::suggest;
