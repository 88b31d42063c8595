//! From TOML texts to a story, with every fault of all files at once.
//!
//! Each file is parsed once. The first pass collects the names that all files declare; the second reads the rest with
//! them. One mistake is one fault. The caller hands in texts: this module reads no disk and knows no rules.

mod characters;
mod declare;
mod decoded;
mod explain;
mod expression;
mod file;
mod fingerprint;
mod keys;
mod limits;
mod load;
mod lower;
mod names;
mod scene;
mod spec;
mod spelling;
mod story_file;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod toml;
mod translation;
mod translations;
mod walk;

pub(crate) use characters::{check_characters, invisible_characters, stray_markup};
pub(crate) use decoded::Decoded;
pub(crate) use expression::{Scope, check_definitions, condition};
pub use file::File;
pub(crate) use file::read_file;
pub use fingerprint::written;
pub(crate) use keys::{ARM, DEBRIEF, LEVELS, PLAYTHROUGH, SCENE, STEP, STORY};
pub use load::{Loaded, load};
pub use lower::Orphan;
pub use names::Names;
pub(crate) use names::{SceneName, VariableKind, VariableName};
pub(crate) use spec::{KeySpec, Presence, TableSpec, ValueKind};
pub(crate) use spelling::Name;
pub use spelling::{folder_language, is_language_tag, meant_language};
pub(crate) use table::{Table, Value};
pub(crate) use template::template;
pub use translations::{TranslationProgress, accepted_lock, progress, skeleton};
