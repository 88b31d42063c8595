//! From TOML texts to a story, with every fault of all files at once.

mod characters;
mod decoded;
mod expression;
#[cfg(test)]
mod fixture;
mod names;
mod tag;
mod template;

pub(crate) use characters::check_characters;
pub(crate) use decoded::Decoded;
pub(crate) use expression::{Scope, check_definitions, condition};
pub use names::Names;
pub(crate) use names::{SceneName, VariableKind, VariableName};
pub(crate) use template::template;
