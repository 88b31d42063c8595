//! Reads and writes files and folders, with the path in every error. A file is replaced as a whole or not at all.

use anyhow::{Context, bail};
use std::env;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The longest file that is read, and the longest story (64 MiB). Without a limit, a device or a wrong folder could
/// fill the memory.
pub const MOST_BYTES: u64 = 64 << 20;

/// A path as it is printed. Control characters are escaped, because they could steer a terminal or break a line.
pub fn shown(path: &Path) -> String {
    let escaped = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    path.display().to_string().chars().map(escaped).collect()
}

/// A file's path in reports: inside the repository that CI has checked out, or else inside the current folder, so that
/// an annotation finds its file. A file outside both keeps its path.
pub fn reported(path: &Path) -> String {
    let workspace = env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
    let roots = workspace.into_iter().chain(env::current_dir());
    let folder = folder_of(path).canonicalize().ok();
    let inside = roots.filter_map(|root| {
        let folder = folder.as_ref()?.strip_prefix(root.canonicalize().ok()?).ok()?;
        Some(folder.join(path.file_name()?))
    });
    shown(inside.into_iter().next().as_deref().unwrap_or(path))
}

/// A path as an argument, quoted for a command that the user is told to type.
pub fn quoted(path: &Path) -> String {
    let shown = shown(path);
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%\\".contains(c);
    if !shown.is_empty() && shown.chars().all(is_plain) {
        return shown;
    }
    if cfg!(windows) { format!("\"{shown}\"") } else { format!("'{}'", shown.replace('\'', "'\\''")) }
}

pub fn about(path: &Path) -> anyhow::Result<Metadata> {
    fs::metadata(path).with_context(|| format!("cannot read `{}`", shown(path)))
}

/// The bytes of a file that the user names, which may be a pipe.
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut read = || File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read().with_context(|| format!("cannot read `{}`", shown(path)))?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("`{}` has more than 64 MiB", shown(path));
    }
    Ok(bytes)
}

pub fn read_found(path: &Path) -> anyhow::Result<Vec<u8>> {
    check_file(path)?;
    read(path)
}

/// Refuses a path that is not a regular file: a program that opens a named pipe, for example, may wait for ever.
pub fn check_file(path: &Path) -> anyhow::Result<()> {
    if !about(path)?.is_file() {
        bail!("`{}` is not a regular file", shown(path));
    }
    Ok(())
}

/// Refuses to write over a file of somebody else. A file of this program's own contains `mark`, or is empty.
pub fn check_own(path: &Path, mark: &str, what: &str) -> anyhow::Result<()> {
    if path.is_file() {
        let there = read_found(path)?;
        if !there.is_empty() && !String::from_utf8_lossy(&there).contains(mark) {
            bail!("`{}` is there and is no {what}; it is left as it is", shown(path));
        }
    }
    Ok(())
}

/// Whether a file with this name may be an author's. Editors, version control and operating systems use names that
/// begin with a dot; the two other names are for settings of TOML tools.
pub fn is_given(name: &str) -> bool {
    !name.starts_with('.') && !["taplo.toml", "tombi.toml"].contains(&name)
}

/// The paths in a folder, sorted, without those that [`is_given`] refuses.
pub fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read the folder `{}`", shown(folder));
    let entries = fs::read_dir(folder).with_context(cannot)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>().with_context(cannot)?;
    paths.retain(|path| is_given(&path.file_name().unwrap_or_default().to_string_lossy()));
    paths.sort();
    Ok(paths)
}

/// Makes a folder and its missing parents; a folder that is already there is no error.
pub fn make_folder(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", shown(folder)))
}

pub fn write(path: &Path, text: impl AsRef<[u8]>) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write `{}`", shown(path)))
}

/// The names to try for a file in a folder: the name itself, then the name with `-2`, `-3` and so on.
pub fn numbered(folder: &Path, name: &str, extension: &str) -> impl Iterator<Item = PathBuf> + Clone {
    (1..).map(move |number| match number {
        1 => folder.join(format!("{name}{extension}")),
        number => folder.join(format!("{name}-{number}{extension}")),
    })
}

pub fn free(mut names: impl Iterator<Item = PathBuf>) -> PathBuf {
    names.find(|name| !name.exists()).expect("there are more numbers than files")
}

/// Makes an empty file under the first of these names that is still free.
pub fn create(names: impl Iterator<Item = PathBuf>) -> io::Result<PathBuf> {
    for name in names {
        match File::create_new(&name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return created.map(|_| name),
        }
    }
    unreachable!("there are more numbers than files")
}

/// Replaces a file as a whole: the old text stays until the new one is safely on the disk. A link stays a link.
pub fn replace(file: &Path, text: &str) -> io::Result<()> {
    let target = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = folder_of(&target);
    let mut new = new_file(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(&target)?;
    // Only a sync of the folder keeps the new name through a power cut; some systems cannot sync a folder.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Renames a damaged file, so that it is not read again. Gives the new path, or the old path if the renaming fails.
pub fn set_aside(file: PathBuf) -> PathBuf {
    let aside = free((1..).map(|number: u32| file.with_extension(format!("damaged-{number}"))));
    if fs::rename(&file, &aside).is_ok() { aside } else { file }
}

/// Removes the unfinished files that [`replace`] leaves in a folder when its process is killed. A file younger than a
/// minute stays: another run may be writing it.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|about| about.modified()).ok().and_then(|changed| changed.elapsed().ok());
        let is_old = age.is_some_and(|age| age > Duration::from_secs(60));
        if is_old && entry.file_name().as_encoded_bytes().starts_with(UNFINISHED.as_bytes()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Checks whether a file that a player names can be written, and does not touch the file. Its folder must be there,
/// because a missing folder is probably a slip.
pub fn check_place(file: &Path) -> io::Result<()> {
    if file.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if let Some(link) = [file, folder_of(file)].into_iter().find(|path| path.is_symlink() && !path.exists()) {
        return Err(io::Error::new(ErrorKind::NotFound, format!("the link `{}` leads nowhere", shown(link))));
    }
    new_file(folder_of(file)).map(drop)
}

pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The beginning of an unfinished file's name.
const UNFINISHED: &str = ".counterpitch-";

/// Makes an unfinished file with a new name. It has the permissions that a new file of this user usually has.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
