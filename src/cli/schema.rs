//! `counterpitch schema`: the JSON Schemas, for editors.

use super::ExitCode;
use super::files::{self, shown};
use super::output;
use crate::report;
use anyhow::bail;
use std::io::Write;
use std::path::Path;

/// Writes the schemas to a folder, which is made when it is not there.
pub fn run(folder: &Path) -> anyhow::Result<ExitCode> {
    let out = &mut output::results();
    files::make_folder(folder)?;
    for schema in report::schemas() {
        let path = folder.join(schema.file);
        if path.is_symlink() {
            bail!("`{}` is a link; what it leads to is left as it is", shown(&path));
        }
        files::write(&path, schema.text)?;
        writeln!(out, "{}", shown(&path))?;
    }
    out.flush()?;
    Ok(ExitCode::Fine)
}
