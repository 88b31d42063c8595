//! Every reachable state, exact chances, proofs.
mod chain;
mod chance;
mod chances;
mod classes;
mod components;
mod forget;
mod graph;
mod lengths;
mod limits;
mod look;
mod order;
mod packing;
mod parallel;
mod paths;
mod prose;
mod question;
mod ranges;
mod reads;
mod scenes;
mod search;
mod slots;
mod solve;
mod table;
mod tangle;
mod visits;

pub use limits::{Limit, Limits, Progress};
