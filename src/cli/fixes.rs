//! `check --fix`: writes the replacements of faults into the story's files.

use super::files::{self, shown};
use super::output;
use super::stories::{self, Opened, story_files};
use crate::format::load;
use crate::source::{FileId, Fix};
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};

/// The most rounds of fixing: a fix may uncover another fault, as in a file that could not be read before.
const MOST_ROUNDS: usize = 20;

/// Applies every certain fix until none is left, and says what was changed. Each file is replaced as a whole.
pub fn apply(opened: &Opened) -> anyhow::Result<()> {
    let Some(folder) = &opened.folder else { bail!("the story that is built in has no files to fix") };
    let mut changed = 0;
    for _ in 0..MOST_ROUNDS {
        let fixed = fix_once(folder)?;
        changed += fixed;
        if fixed == 0 {
            break;
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
    let paths: Vec<PathBuf> = story_files(folder)?.into_iter().map(|(_, path)| path).collect();
    let mut fixes: Vec<&Fix> = opened.loaded.diagnostics.iter().filter_map(|fault| fault.fix.as_ref()).collect();
    fixes.retain(|fix| is_certain(&opened, fix));
    // Fixes go from the end of each file, so that places stay right. Of two that overlap, one waits for the next round.
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
        let path = &paths[number as usize];
        files::replace(path, &text).with_context(|| format!("cannot write `{}`", shown(path)))?;
    }
    Ok(fixes.len())
}

/// Whether a story with only this replacement has fewer faults.
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
