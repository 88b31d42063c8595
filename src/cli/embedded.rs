//! The story that the program carries.

/// The files of `scenes/` that make up the story, by path inside that folder; listed by the build script.
pub static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
