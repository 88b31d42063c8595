//! `counterpitch export`: a story as a model for other tools.

use super::ExitCode;
use super::arguments::{Common, ExportLanguage};
use super::{output, stories};
use crate::engine::Engine;
use crate::explore::{PrismModel, prism, promela};
use anyhow::bail;
use std::io::Write;

/// Prints the model.
pub fn run(common: &Common, language: ExportLanguage, is_random: bool) -> anyhow::Result<ExitCode> {
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let model = match language {
        ExportLanguage::Promela if is_random => {
            bail!("`--random` is for `export prism`: SPIN knows no chances")
        }
        ExportLanguage::Promela => promela(story, &Engine::new(story)),
        ExportLanguage::Prism if is_random => prism(story, &Engine::new(story), PrismModel::Random),
        ExportLanguage::Prism => prism(story, &Engine::new(story), PrismModel::Free),
    };
    let out = &mut output::results();
    write!(out, "{model}")?;
    out.flush()?;
    Ok(ExitCode::Fine)
}
