//! From TOML texts to a story, with every fault of all files at once.
//!
//! Each file is parsed once. A first pass takes in what all files declare, a second reads the rest against those
//! names; nothing stops at the first mistake, and one mistake is one fault. This module is handed texts: it never
//! reads a disk. It does not know the rules of play.

mod act_files;
mod assemble;
mod cast;
mod characters;
mod debrief_file;
mod declare;
mod decoded;
mod effects;
mod expression;
mod fingerprint;
#[cfg(test)]
mod fixture;
mod goals;
mod keys;
mod limits;
mod load;
mod lock;
mod loose;
mod lower;
mod names;
mod parsed;
mod progress;
mod read;
mod register;
mod repeated;
mod role;
mod scene;
mod shape;
mod spelling;
mod story_file;
mod table;
mod template;
mod toml;
mod translation;
mod value;
mod way;

pub(crate) use characters::check_characters;
pub(crate) use decoded::Decoded;
pub(crate) use expression::{Scope, check_definitions, condition};
pub(crate) use keys::{ARM, DEBRIEF, KeySpec, LEVELS, PLAYTHROUGH, SCENE, STEP, STORY, ValueKind};
pub use load::{File, Loaded, Orphan, load};
pub use lock::accepted_lock;
pub(crate) use loose::read_file;
pub use names::Names;
pub(crate) use names::{SceneName, VariableKind, VariableName};
pub use progress::{TranslationProgress, progress};
pub use role::is_language_tag;
pub(crate) use shape::TableSpec;
pub(crate) use spelling::Name;
pub(crate) use table::Table;
pub(crate) use template::template;
pub(crate) use value::Value;
