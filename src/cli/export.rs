//! `counterpitch export`: a story as a model for other tools.

use super::Exit;
use super::arguments::{Common, ExportLanguage, ExportOptions};
use super::stories;
use crate::engine::Engine;
use crate::explore::promela;
use std::io::{self, Write};

/// Prints the model.
pub fn run(common: &Common, options: &ExportOptions) -> anyhow::Result<Exit> {
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(Exit::AtFault) };
    let model = match options.language {
        ExportLanguage::Promela => promela(story, &Engine::new(story)),
    };
    let out = &mut io::stdout().lock();
    write!(out, "{model}")?;
    out.flush()?;
    Ok(Exit::Fine)
}
