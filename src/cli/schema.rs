//! `counterpitch schema`: the JSON Schemas, for editors.

use super::Exit;
use super::arguments::SchemaOptions;
use super::files;
use crate::report;

/// Writes the schemas to a folder, which is made when it is not there.
pub fn run(options: &SchemaOptions) -> anyhow::Result<Exit> {
    let folder = &options.folder;
    files::make_folder(folder)?;
    for schema in report::schemas() {
        let path = folder.join(schema.file);
        files::write(&path, schema.text)?;
        println!("{}", path.display());
    }
    Ok(Exit::Fine)
}
