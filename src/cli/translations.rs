//! `counterpitch translations`: how far each language has come, and accepting one as up to date.

use super::ExitCode;
use super::arguments::{Common, Format, TranslationsCommand, TranslationsOptions};
use super::files::{replace, shown};
use super::output;
use super::stories::{self, Opened};
use crate::format::{self, TranslationProgress};
use crate::report::translations as report;
use crate::story::{Story, TextId};
use anyhow::{Context, bail};
use std::io::Write;

/// Reports on the translations, or accepts one.
pub fn run(common: &Common, options: &TranslationsOptions) -> anyhow::Result<ExitCode> {
    let opened = stories::for_authors(common)?;
    let (Some(story), Some(languages)) = (opened.loaded.despite_orphans(), format::progress(&opened.loaded))
    else {
        stories::valid(&opened, common)?;
        return Ok(ExitCode::AtFault);
    };
    if let Some(TranslationsCommand::Accept { language, texts }) = &options.command {
        return accept(&opened, story, &languages, language, texts);
    }
    let out = &mut output::results();
    match common.format {
        Format::Json => report::json(out, story, &languages)?,
        _ => report::human(out, &opened.sources, story, &languages)?,
    }
    out.flush()?;
    let is_at_fault = |progress: &TranslationProgress| {
        let is_incomplete = options.complete && !progress.missing.is_empty();
        is_incomplete || !progress.stale.is_empty() || !progress.orphans.is_empty()
    };
    Ok(if languages.iter().any(is_at_fault) { ExitCode::AtFault } else { ExitCode::Fine })
}

/// Writes for which source texts a translation stands.
fn accept(
    opened: &Opened,
    story: &Story,
    languages: &[TranslationProgress],
    wanted: &str,
    addresses: &[String],
) -> anyhow::Result<ExitCode> {
    let find = |progress: &&TranslationProgress| progress.language.eq_ignore_ascii_case(wanted);
    let Some(progress) = languages.iter().find(find) else {
        let known: Vec<&str> = languages.iter().map(|progress| progress.language).collect();
        match known.is_empty() {
            true => bail!("the story is not translated"),
            false => bail!(
                "the story is not translated to `{}`; it is to {}",
                wanted.escape_debug(),
                known.join(", ")
            ),
        }
    };
    let Some(folder) = &opened.folder else {
        bail!("the story built in cannot be changed; name the folder of one with `--story`");
    };
    let refused = refused(story, progress, addresses)?;
    let texts = story.texts.iter().find(|texts| texts.language == progress.language);
    let texts = texts.expect("a language that has come some way has texts");
    let file = folder.join(progress.language).join("accepted.lock");
    let lock = format::accepted_lock(&opened.sources, story, texts, &refused);
    replace(&file, &lock).with_context(|| format!("cannot write `{}`", shown(&file)))?;
    let accepted = progress.translated - refused.len();
    let stale = progress.stale.len() - refused.len();
    output::note(format!("{}: {accepted} texts accepted, {stale} of them stale before", shown(&file)));
    Ok(ExitCode::Fine)
}

/// The stale texts that stay so: those not named, by their address or that of a table around them, when any are.
fn refused(story: &Story, progress: &TranslationProgress, named: &[String]) -> anyhow::Result<Vec<TextId>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let fits = |id: &TextId, name: &String| {
        let rest = story.slots[id.index()].address.strip_prefix(name.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    for name in named {
        if !progress.stale.iter().any(|id| fits(id, name)) {
            bail!("nothing stale in `{}` is called `{}`", progress.language, name.escape_debug());
        }
    }
    Ok(progress.stale.iter().filter(|id| !named.iter().any(|name| fits(id, name))).copied().collect())
}
