//! `counterpitch export`: a story as a model for other tools.

use super::ExitCode;
use super::arguments::{Common, ExportLanguage};
use super::{output, stories};
use crate::engine::Engine;
use crate::explore::promela;
use std::io::Write;

/// Prints the model.
pub fn run(common: &Common, language: ExportLanguage) -> anyhow::Result<ExitCode> {
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let model = match language {
        ExportLanguage::Promela => promela(story, &Engine::new(story)),
    };
    let out = &mut output::results();
    write!(out, "{model}")?;
    out.flush()?;
    Ok(ExitCode::Fine)
}
