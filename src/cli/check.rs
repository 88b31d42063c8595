//! `counterpitch check` reports all that is wrong with a story, and corrects some of it with `--fix`.
//! `counterpitch explain` says what a fault or a lint means.

use super::arguments::{CheckOptions, Common, Format};
use super::files::{self, shown};
use super::output::{self, CommandEnd, ExitCode};
use super::search::metered;
use super::shelf::plain_name;
use super::stories::{self, Opened};
use crate::check::{Checkup, Levels, check, explanation};
use crate::format::load;
use crate::report::{explained, findings as report};
use crate::source::{Code, FileId, Fix, Level, Sources};
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

pub fn run(common: &Common, options: &CheckOptions, out: &mut dyn Write) -> CommandEnd {
    let levels = levels(options)?;
    let mut opened = stories::to_check(common)?;
    if options.fix {
        fix(&opened)?;
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
    Ok(match checkup.limit {
        _ if checkup.errors() > 0 => ExitCode::AtFault,
        Some(_) => ExitCode::Undecided,
        None => ExitCode::Fine,
    })
}

/// A fix may uncover another fault, so the story is loaded and fixed again, at most this many times.
const MOST_ROUNDS: usize = 20;

/// Applies every certain fix until none is left, and says what was changed. Each file is replaced as a whole.
fn fix(opened: &Opened) -> anyhow::Result<()> {
    let Some(folder) = &opened.folder else { bail!("the story that is built in has no files to fix") };
    let mut changed = 0;
    for _ in 0..MOST_ROUNDS {
        match fix_once(folder)? {
            0 => break,
            fixed => changed += fixed,
        }
    }
    output::note(match changed {
        0 => "nothing to fix: no fault has a certain replacement".to_owned(),
        1 => "1 fault fixed".to_owned(),
        many => format!("{many} faults fixed"),
    });
    Ok(())
}

fn fix_once(folder: &Path) -> anyhow::Result<usize> {
    let opened = stories::load_folder(folder)?;
    let mut fixes: Vec<&Fix> = opened.loaded.diagnostics.iter().filter_map(|fault| fault.fix.as_ref()).collect();
    fixes.retain(|fix| is_certain(&opened, fix));
    // Fixes start at the end of each file, so that places stay right. Of two fixes that overlap, one waits for the
    // next round.
    fixes.sort_by_key(|fix| (fix.span.file, std::cmp::Reverse(fix.span.start)));
    fixes.dedup_by(|next, kept| next.span.file == kept.span.file && next.span.end > kept.span.start);
    for own in fixes.chunk_by(|one, other| one.span.file == other.span.file) {
        let FileId(number) = own[0].span.file;
        let source = opened.sources.file(own[0].span.file);
        let mut text = source.text().to_owned();
        for fix in own {
            let place = opened.sources.place(fix.span);
            let [old, new] = [opened.sources.text(fix.span), &fix.replacement].map(|it| it.replace('\n', "\\n"));
            output::note(format!("{}:{}:{}: `{old}` is now `{new}`", source.path(), place.line, place.column));
            text.replace_range(fix.span.range(), &fix.replacement);
        }
        let path = folder.join(&opened.files[number as usize].path);
        files::replace(&path, &text).with_context(|| format!("cannot write `{}`", shown(&path)))?;
    }
    Ok(fixes.len())
}

/// Whether this replacement alone makes the number of faults smaller.
fn is_certain(opened: &Opened, fix: &Fix) -> bool {
    let source = opened.sources.file(fix.span.file);
    let mut text = source.text().to_owned();
    text.replace_range(fix.span.range(), &fix.replacement);
    let mut sources = opened.sources.clone();
    let id = sources.add(source.path(), text.into_bytes());
    let mut files = opened.files.clone();
    files.iter_mut().filter(|file| file.id == fix.span.file).for_each(|file| file.id = id);
    load(&sources, &files).diagnostics.len() < opened.loaded.diagnostics.len()
}

/// Writes the playthroughs of findings, each under a name that says what it shows. A file of the same name with another
/// text stays as it is.
fn write_playthroughs(folder: &Path, sources: &Sources, checkup: &Checkup) -> anyhow::Result<()> {
    files::make_folder(folder)?;
    let mut used = BTreeSet::new();
    for finding in &checkup.findings {
        let Some(text) = report::evidence(sources, finding) else { continue };
        let name = plain_name(&format!("{} {}", finding.diagnostic.code.name(), finding.diagnostic.message), 72);
        let mut names = files::numbered(folder, &name, ".toml");
        let path = names.find(|path| used.insert(path.clone())).expect("there are more numbers than files");
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

fn levels(options: &CheckOptions) -> anyhow::Result<Levels> {
    let mut levels = Levels::default();
    let asked = [(Level::Allow, &options.allow), (Level::Warn, &options.warn), (Level::Deny, &options.deny)];
    for (level, names) in asked {
        for name in names {
            if level == Level::Deny && name == "warnings" {
                levels.deny_warnings = true;
                continue;
            }
            let code = find(name, Some("warnings"))?;
            if code.lint_level().is_none() {
                bail!("`{name}` is no lint: it is a fault, and faults are always reported");
            }
            levels.told.push((code, level));
        }
    }
    Ok(levels)
}

pub fn explain(common: &Common, code: Option<&str>, out: &mut dyn Write) -> CommandEnd {
    match (code, common.format) {
        (None, Format::Json) => Code::ALL.iter().try_for_each(|&code| explained::json(out, &explanation(code)))?,
        (None, _) => explained::list(out)?,
        (Some(name), Format::Json) => explained::json(out, &explanation(find(name, None)?))?,
        (Some(name), _) => explained::human(out, &explanation(find(name, None)?))?,
    }
    Ok(ExitCode::Fine)
}

/// The fault or lint called `name`; `other` is one more name that an error message may suggest.
fn find(name: &str, other: Option<&str>) -> anyhow::Result<Code> {
    let names = Code::ALL.iter().map(|code| code.name()).chain(other);
    let help = "`counterpitch explain` lists them all";
    Code::parse(name).with_context(|| format!("no fault or lint is called {}", stories::unknown(name, names, help)))
}
