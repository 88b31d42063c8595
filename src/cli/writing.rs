//! Writing a file as a whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Replaces a file as a whole: what was there stays until what is new is safely on the disk.
pub fn replace(file: &Path, text: &str) -> io::Result<()> {
    let folder = folder_of(file);
    fs::create_dir_all(folder)?;
    let mut new = new_file(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(file)?;
    // The name is safe only when the folder is; not every system can do that.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Finds out, without touching it, whether a file that a player names can be written: in a folder that is there, since
/// one that is not is more likely a slip than a wish.
pub fn check_place(file: &Path) -> io::Result<()> {
    if file.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    new_file(folder_of(file)).map(drop)
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A file of a name that nobody has, which others may read as they may read any file of this user's.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
