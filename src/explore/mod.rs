//! Every reachable state.
mod stub;
pub use stub::{Chance, Values};
