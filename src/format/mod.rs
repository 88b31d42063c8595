//! From TOML texts to a story, with every fault of all files at once.
//!
//! Each file is parsed once. A first pass takes in what all files declare, a second reads the rest against those
//! names; nothing stops at the first mistake, and one mistake is one fault. This module is handed texts: it never
//! reads a disk. It does not know the rules of play.

mod act_files;
mod characters;
mod conflicts;
mod declare;
mod decoded;
mod effects;
mod expression;
mod file;
mod fingerprint;
#[cfg(test)]
mod fixture;
mod keys;
mod limits;
mod load;
mod lock;
mod lower;
mod markup;
mod mistyped;
mod names;
mod progress;
mod repeated;
mod scene;
mod skeleton;
mod spec;
mod spelling;
mod story_file;
mod table;
mod template;
mod toml;
mod translation;
mod walk;
mod written;

pub(crate) use characters::{check_characters, invisible_characters};
pub(crate) use decoded::Decoded;
pub(crate) use expression::{Scope, check_definitions, condition};
pub use file::File;
pub(crate) use file::read_file;
pub(crate) use keys::{ARM, DEBRIEF, LEVELS, PLAYTHROUGH, SCENE, STEP, STORY};
pub use load::{Loaded, load};
pub use lock::accepted_lock;
pub(crate) use markup::stray_markup;
pub use names::Names;
pub(crate) use names::{SceneName, VariableKind, VariableName};
pub use progress::{TranslationProgress, progress};
pub use skeleton::skeleton;
pub(crate) use spec::{KeySpec, Presence, TableSpec, ValueKind};
pub(crate) use spelling::Name;
pub use spelling::{folder_language, is_language_tag, meant_language};
pub(crate) use table::{Table, Value};
pub(crate) use template::template;
pub use translation::Orphan;
pub use written::written;
