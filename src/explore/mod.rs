//! Every reachable state, exact chances, proofs.
mod chain;
mod chance;
mod chances;
mod classes;
mod components;
mod counting;
mod explored;
mod findings;
mod forget;
mod graph;
mod lengths;
mod limits;
mod look;
mod order;
mod packing;
mod parallel;
mod paths;
mod properties;
mod prose;
mod question;
mod ranges;
mod reads;
mod scenes;
mod search;
mod slots;
mod solve;
mod subject;
mod table;
mod tangle;
mod values;
mod visits;

pub use limits::{Limit, Limits, Progress};

pub use chance::{Chance, EXACT};
pub use explored::{ChoiceFacts, Details, EndingFacts, Explored, Options, Searched, explore};
pub use findings::{Finding, Found};
pub use lengths::Length;
pub use paths::Step;
pub use properties::{Judgement, Verdict};

pub use values::{Standing, Values};
