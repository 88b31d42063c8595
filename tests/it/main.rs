//! Everything that is tested from outside, in one crate.

mod diagnostics;
mod folder;
mod loading;
mod loading_laws;
