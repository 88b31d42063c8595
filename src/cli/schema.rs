//! `counterpitch schema`: the JSON Schemas, for editors.

use super::Exit;
use super::arguments::SchemaOptions;
use crate::report;
use anyhow::Context;
use std::fs;

/// Writes the schemas to a folder, which is made when it is not there.
pub fn run(options: &SchemaOptions) -> anyhow::Result<Exit> {
    let folder = &options.folder;
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    for schema in report::schemas() {
        let path = folder.join(schema.file);
        fs::write(&path, schema.text).with_context(|| format!("cannot write `{}`", path.display()))?;
        println!("{}", path.display());
    }
    Ok(Exit::Fine)
}
