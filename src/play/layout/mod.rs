//! Lays out what is shown, as lines: pure functions of the content and of the width.
//!
//! Nothing here knows a terminal. Every line has the same margin and the same greatest width; one blank line separates
//! blocks.

mod block;
mod board;
mod scene;
mod sheet;

pub use block::{Block, BlockKind, place, turn};
pub use board::triangle;
pub use scene::spans;
pub use sheet::{NARROWEST, Page, Sheet};
