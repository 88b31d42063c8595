//! Every reachable state, exact chances, proofs.
mod classes;
mod components;
mod forget;
mod graph;
mod limits;
mod look;
mod order;
mod packing;
mod parallel;
mod prose;
mod question;
mod reads;
mod scenes;
mod search;
mod slots;
mod solve;
mod table;
mod tangle;

pub use limits::{Limit, Limits, Progress};
