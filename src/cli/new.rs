//! The commands that need no story: `counterpitch new` makes a small story to start from, `schema` writes JSON Schemas
//! for editors, `completions` writes a shell's completions, and `man` writes manual pages.
//!
//! The new story's files are in the folder `new` beside this file, so that the story can be checked and replayed there.

use super::arguments::command_line;
use super::files::{self, quoted, shown};
use super::output::{CommandEnd, ExitCode};
use crate::report;
use anyhow::{Context, bail};
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::Write;
use std::path::Path;

/// The files of the new story: each path inside its folder, with its bytes. The build script lists them.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/new.rs"));

/// Makes the folder and writes the story's files and the schemas into it. A folder that is not empty is an error.
pub fn run(folder: &Path, out: &mut dyn Write) -> CommandEnd {
    if folder.is_dir() && !files::entries(folder)?.is_empty() {
        bail!("the folder `{}` is not empty; name one that is not there yet", shown(folder));
    }
    for (path, text) in FILES {
        write(&folder.join(path), text)?;
    }
    for (file, text) in report::schemas() {
        write(&folder.join("schema").join(file), text.as_bytes())?;
    }
    let (argument, playthroughs) = (quoted(folder), quoted(&folder.join("playthroughs")));
    writeln!(
        out,
        "A story is in `{}`. Next:\n\n  \
         counterpitch play --story {argument}\n  \
         counterpitch check --story {argument}\n  \
         counterpitch replay --story {argument} {playthroughs}",
        shown(folder)
    )?;
    Ok(ExitCode::Fine)
}

pub fn schema(folder: &Path, out: &mut dyn Write) -> CommandEnd {
    files::make_folder(folder)?;
    for (file, text) in report::schemas() {
        let path = folder.join(file);
        if path.is_symlink() {
            bail!("`{}` is a link; what it leads to is left as it is", shown(&path));
        }
        files::write(&path, text)?;
        writeln!(out, "{}", shown(&path))?;
    }
    Ok(ExitCode::Fine)
}

fn write(path: &Path, text: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().expect("a file of the story has a folder");
    files::make_folder(folder)?;
    files::write(path, text)
}

pub fn completions(shell: Shell, out: &mut dyn Write) -> CommandEnd {
    clap_complete::generate(shell, &mut command_line(), "counterpitch", out);
    Ok(ExitCode::Fine)
}

/// Writes manual pages for the program and for each command to a folder. Without a folder, prints the program's page.
pub fn manual(folder: Option<&Path>, out: &mut dyn Write) -> CommandEnd {
    let Some(folder) = folder else {
        Man::new(command_line()).render(out)?;
        return Ok(ExitCode::Fine);
    };
    files::make_folder(folder)?;
    clap_mangen::generate_to(command_line(), folder)
        .with_context(|| format!("cannot write manual pages to `{}`", files::shown(folder)))?;
    Ok(ExitCode::Fine)
}
