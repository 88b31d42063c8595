//! `counterpitch translations`: says how complete each translation is, starts one, and accepts one as up to date.

use super::arguments::{Common, Format, TranslationsCommand, TranslationsOptions};
use super::files::{self, replace, shown};
use super::output::{self, CommandEnd, ExitCode};
use super::stories::{self, Opened};
use crate::format::{self, TranslationProgress};
use crate::report::translations as report;
use crate::story::{Story, TextId, canonical_tag};
use anyhow::{Context, bail};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

pub fn run(common: &Common, options: &TranslationsOptions, out: &mut dyn Write) -> CommandEnd {
    let opened = stories::for_authors(common)?;
    let (Some(story), Some(languages)) = (opened.loaded.story.as_ref(), format::progress(&opened.loaded)) else {
        stories::valid(&opened, common)?;
        return Ok(ExitCode::AtFault);
    };
    match &options.command {
        Some(TranslationsCommand::Start { language }) => return start(&opened, story, language, out),
        Some(TranslationsCommand::Accept { language, texts }) => {
            return accept(&opened, story, &languages, language, texts);
        }
        None => {}
    }
    match common.format {
        Format::Json => report::json(out, story, &languages)?,
        _ => report::human(out, &opened.sources, story, &languages)?,
    }
    let is_at_fault = |progress: &TranslationProgress| {
        let is_incomplete = options.complete && !progress.missing.is_empty();
        is_incomplete || !progress.stale.is_empty() || !progress.orphans.is_empty()
    };
    Ok(if languages.iter().any(is_at_fault) { ExitCode::AtFault } else { ExitCode::Fine })
}

/// Writes the files of a new translation, or adds the missing texts to a translation's files. Says what to do next.
fn start(opened: &Opened, story: &Story, wanted: &str, out: &mut dyn Write) -> CommandEnd {
    let Some(language) = format::folder_language(wanted) else {
        bail!("`{}` is no language tag (BCP 47); `nl` and `pt-BR` are", wanted.escape_debug());
    };
    if language == canonical_tag(&story.texts[0].language) {
        bail!("`{language}` is the language in which the story is written");
    }
    let folder = folder(opened, &language)?;
    let texts = story.texts.iter().find(|texts| texts.language == language);
    let file = |source| {
        let name = opened.files.iter().find(|file| file.id == source).map(|file| &file.path);
        folder.join(name.expect("a text of the source stands in a file of the story"))
    };
    let lacking = format::skeleton(&opened.sources, story, texts, |source| fs::read_to_string(file(source)).ok());
    if lacking.is_empty() {
        bail!(
            "the translation to `{language}` has every text, if only as a comment; `counterpitch translations` says \
             which are to be translated"
        );
    }
    files::make_folder(&folder)?;
    for (source, text) in lacking {
        let path = file(source);
        let done = if path.exists() { "added what was missing to" } else { "wrote" };
        replace(&path, &text).with_context(|| format!("cannot write `{}`", shown(&path)))?;
        output::note(format!("{done} {}", shown(&path)));
    }
    let option = opened.story_option();
    writeln!(
        out,
        "The texts to be translated are in `{}`. Read on in them, find what is missing, and have changes of the source \
         noticed:\n\n  \
         counterpitch play --lang {language}{option}\n  \
         counterpitch check --lang {language}{option}\n  \
         counterpitch translations accept {language}{option}",
        shown(&folder)
    )?;
    Ok(ExitCode::Fine)
}

/// The folder of a translation. An existing folder counts if its name is another spelling of the tag, such as `pt_br`.
fn folder(opened: &Opened, language: &str) -> anyhow::Result<PathBuf> {
    let Some(folder) = &opened.folder else {
        bail!("the story built in cannot be changed; name the folder of one with `--story`");
    };
    let is_it = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| format::folder_language(name.to_str()?));
        path.is_dir() && name.as_deref() == Some(language)
    };
    Ok(files::entries(folder)?.into_iter().find(is_it).unwrap_or_else(|| folder.join(language)))
}

/// Writes a translation's lock: it says for which version of each source text the translation is up to date.
fn accept(
    opened: &Opened,
    story: &Story,
    languages: &[TranslationProgress],
    wanted: &str,
    addresses: &[String],
) -> CommandEnd {
    let tag = canonical_tag(wanted);
    let find = |progress: &&TranslationProgress| progress.language == tag;
    let Some(progress) = languages.iter().find(find) else {
        let known: Vec<&str> = languages.iter().map(|progress| progress.language).collect();
        let known = if known.is_empty() { String::new() } else { format!("; it is to {}", known.join(", ")) };
        bail!("the story is not translated to `{}`{known}", wanted.escape_debug());
    };
    let refused = refused(story, progress, addresses)?;
    let texts = story.texts.iter().find(|texts| texts.language == progress.language);
    let texts = texts.expect("a language that has come some way has texts");
    let file = folder(opened, progress.language)?.join("accepted.lock");
    let lock = format::accepted_lock(&opened.sources, story, texts, &refused);
    replace(&file, &lock).with_context(|| format!("cannot write `{}`", shown(&file)))?;
    let accepted = progress.translated - refused.len();
    let stale = progress.stale.len() - refused.len();
    output::note(format!("{}: {accepted} texts accepted, {stale} of them stale before", shown(&file)));
    Ok(ExitCode::Fine)
}

/// The texts that stay stale, because `named` has neither their address nor the address of a table around them. If
/// `named` is empty, no text stays stale.
fn refused(story: &Story, progress: &TranslationProgress, named: &[String]) -> anyhow::Result<Vec<TextId>> {
    let fits = |id: &TextId, name: &String| {
        let rest = story.slots[id.index()].address.strip_prefix(name.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    for name in named {
        if !progress.stale.iter().chain(&progress.unaccepted).any(|id| fits(id, name)) {
            bail!("no text of `{}` that is stale or new is called `{}`", progress.language, name.escape_debug());
        }
    }
    let is_refused = |id: &&TextId| !named.is_empty() && !named.iter().any(|name| fits(id, name));
    Ok(progress.stale.iter().filter(is_refused).copied().collect())
}
