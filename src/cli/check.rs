//! `counterpitch check`: all that is wrong with a story; and `counterpitch explain`: what a fault or a lint means.

use super::arguments::{CheckOptions, Common, Format};
use super::files::{self, shown};
use super::output::{self, ExitCode};
use super::search::metered;
use super::{fixes, stories};
use crate::check::{Checkup, Levels, SearchExtent, check, explanation};
use crate::report::{explained, findings as report};
use crate::source::{Code, Level, Sources, suggest};
use anyhow::bail;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

pub fn run(common: &Common, options: &CheckOptions, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let levels = levels(options)?;
    let mut opened = stories::to_check(common)?;
    if options.fix {
        fixes::apply(&opened)?;
        opened = stories::to_check(common)?;
    }
    let loaded = &opened.loaded;
    let limits = options.limits.limits();
    let checkup = metered(|progress| check(&loaded.diagnostics, loaded.story.as_ref(), &levels, &limits, progress));
    if let Some(folder) = &options.playthroughs {
        write_playthroughs(folder, &opened.sources, &checkup)?;
    }
    let paint = output::paint(common, &io::stdout());
    match common.format {
        Format::Short => report::short(out, &opened.sources, &checkup)?,
        Format::Json => report::json(out, &opened.sources, &checkup)?,
        Format::Github => report::github(out, &opened.sources, &checkup)?,
        _ => report::human(out, &opened.sources, &checkup, paint)?,
    }
    Ok(match checkup.searched {
        _ if checkup.errors() > 0 => ExitCode::AtFault,
        SearchExtent::InPart { .. } => ExitCode::Undecided,
        SearchExtent::NotAtAll | SearchExtent::Whole { .. } => ExitCode::Fine,
    })
}

/// Writes the playthroughs of findings, each under a name that says what it shows. A file that is there with another
/// text stays as it is.
fn write_playthroughs(folder: &Path, sources: &Sources, checkup: &Checkup) -> anyhow::Result<()> {
    files::make_folder(folder)?;
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for finding in &checkup.findings {
        let Some(text) = report::evidence(sources, finding) else { continue };
        let name = named(&format!("{} {}", finding.diagnostic.code.name(), finding.diagnostic.message));
        let number = names.entry(name.clone()).and_modify(|number| *number += 1).or_insert(1);
        let name = if *number > 1 { format!("{name}-{number}") } else { name };
        let path = folder.join(format!("{name}.toml"));
        match std::fs::read(&path) {
            Ok(there) if there == text.as_bytes() => {}
            Ok(_) => {
                output::note(format!("left `{}` as it is: it says something else by now", shown(&path)));
            }
            Err(_) => {
                files::write(&path, text)?;
                output::note(format!("wrote {}", shown(&path)));
            }
        }
    }
    Ok(())
}

/// A file's name from a sentence: its first words, in lower case, up to `MOST` letters.
fn named(shown: &str) -> String {
    const MOST: usize = 72;
    let lower = shown.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        if name.len() + word.len() >= MOST {
            break;
        }
        name.push_str(if name.is_empty() { "" } else { "-" });
        name.push_str(word);
    }
    name
}

fn levels(options: &CheckOptions) -> anyhow::Result<Levels> {
    let mut levels = Levels::default();
    let asked = [(Level::Allow, &options.allow), (Level::Warn, &options.warn), (Level::Deny, &options.deny)];
    for (level, names) in asked {
        for name in names {
            if level == Level::Deny && name == "warnings" {
                levels.deny_warnings = true;
            } else {
                levels.told.push((lint(name)?, level));
            }
        }
    }
    Ok(levels)
}

fn lint(name: &str) -> anyhow::Result<Code> {
    let code = find(name, Some("warnings"))?;
    match code.lint_level() {
        Some(_) => Ok(code),
        None => bail!("`{name}` is no lint: it is a fault, and faults are always reported"),
    }
}

pub fn explain(common: &Common, code: Option<&str>, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match code {
        None if common.format == Format::Json => {
            Code::ALL.iter().try_for_each(|&code| explained::json(out, &explanation(code)))?;
        }
        None => explained::list(out)?,
        Some(name) => {
            let explanation = explanation(find(name, None)?);
            match common.format {
                Format::Json => explained::json(out, &explanation)?,
                _ => explained::human(out, &explanation)?,
            }
        }
    }
    Ok(ExitCode::Fine)
}

/// The fault or lint of that name; `other` is one more name that the player may have meant.
fn find(name: &str, other: Option<&str>) -> anyhow::Result<Code> {
    if let Some(code) = Code::parse(name) {
        return Ok(code);
    }
    let shown = name.escape_debug();
    match suggest(name, Code::ALL.iter().map(|code| code.name()).chain(other)) {
        Some(guess) => bail!("no fault or lint is called `{shown}`; did you mean `{guess}`?"),
        None => bail!("no fault or lint is called `{shown}`; `counterpitch explain` lists them all"),
    }
}
