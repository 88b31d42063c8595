//! `counterpitch explore` prints facts from all states of a story, `simulate` prints the results of many random games,
//! and `export` prints the story as a model for other tools.

use super::arguments::{ExploreOptions, ExportLanguage, Format};
use super::output::{CommandEnd, ExitCode};
use super::search::metered;
use super::stories::Setting;
use crate::engine::Past;
use crate::explore::{Ask, Options, PrismModel, explore, prism, promela};
use crate::game;
use crate::report::{explored, simulated};
use crate::story::TextId;
use crate::view::Prose;
use anyhow::bail;
use std::io::Write;
use std::time::Instant;

pub fn run(setting: Setting, options: &ExploreOptions, out: &mut dyn Write) -> CommandEnd {
    let reader = setting.reader;
    let is_json = setting.common.format == Format::Json;
    // Choices and ranges cost time: the search works them out only for output that shows them.
    let all = Ask { choices: options.choices || is_json, ranges: is_json, ..Ask::everything() };
    let how = Options {
        reduced: !options.unreduced,
        ask: if options.states_only { Ask::default() } else { all },
        limits: options.limits.limits(),
    };
    let started = Instant::now();
    let found = metered(|progress| explore(reader.story, reader.engine, &how, progress));
    let seconds = started.elapsed().as_secs_f64();
    if is_json {
        explored::json(out, reader, &found, seconds)?;
    } else {
        explored::page(out, reader, &found, seconds)?;
        if let Some(details) = found.details.as_ref().filter(|_| options.choices) {
            explored::choices(out, reader, details)?;
        }
    }
    Ok(if found.search.complete { ExitCode::Fine } else { ExitCode::Undecided })
}

pub fn simulate(setting: Setting, games: u64, renders: bool, out: &mut dyn Write) -> CommandEnd {
    let reader = setting.reader;
    let (mut raw, mut prose) = (String::new(), Prose::default());
    let mut read = |text: TextId, state: &[u64], past: &Past| {
        reader.read(text, state, past, &mut raw, &mut prose);
        prose.words()
    };
    let started = Instant::now();
    let read: Option<&mut game::Read> = if renders { Some(&mut read) } else { None };
    let simulated = game::simulate(reader.story, reader.engine, games, setting.common.seed.unwrap_or(0), read);
    let seconds = started.elapsed().as_secs_f64();
    match setting.common.format {
        Format::Json => simulated::json(out, reader.story, &simulated, seconds)?,
        _ => simulated::page(out, reader, &simulated, seconds)?,
    }
    Ok(ExitCode::Fine)
}

pub fn export(setting: Setting, language: ExportLanguage, is_random: bool, out: &mut dyn Write) -> CommandEnd {
    let (story, engine) = (setting.reader.story, setting.reader.engine);
    let model = match language {
        ExportLanguage::Promela if is_random => bail!("`--random` is for `export prism`: SPIN knows no chances"),
        ExportLanguage::Promela => promela(story, engine),
        ExportLanguage::Prism if is_random => prism(story, engine, PrismModel::Random),
        ExportLanguage::Prism => prism(story, engine, PrismModel::Free),
    };
    write!(out, "{model}")?;
    Ok(ExitCode::Fine)
}
