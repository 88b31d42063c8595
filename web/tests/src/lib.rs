//! A headless Chromium for the tests of the page, driven over a pipe: each message is JSON with a NUL behind it.
//!
//! The protocol is <https://chromedevtools.github.io/devtools-protocol/>.

mod browser;
mod program;

pub use browser::{Browser, Page};
pub use program::{Program, golden};
