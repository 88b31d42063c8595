//! Stories in folders, and stories written down in a test.

use counterpitch::format::{File, Loaded, load};
use counterpitch::source::Sources;
use std::path::{Path, PathBuf};

/// A story's files and what came of loading them.
pub struct Folder {
    /// The files.
    pub sources: Sources,
    /// What came of them.
    pub loaded: Loaded,
}

/// Loads the story in a folder; its `expected.txt` is no part of it.
pub fn read(folder: &Path) -> Folder {
    let mut paths = vec![];
    collect(folder, &mut paths);
    paths.sort();
    let files = paths.iter().filter(|path| path.file_name().is_some_and(|name| name != "expected.txt"));
    let files = files.map(|path| {
        let name = path.strip_prefix(folder).expect("a file of the folder lies in it");
        (
            name.to_str().expect("test data has plain names").replace('\\', "/"),
            std::fs::read(path).expect("it is there"),
        )
    });
    load_files(files)
}

/// Loads a story from texts under their paths.
pub fn story(files: &[(&str, &str)]) -> Folder {
    load_files(files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())))
}

/// Loads a story from bytes under their paths.
pub fn load_files(contents: impl IntoIterator<Item = (String, Vec<u8>)>) -> Folder {
    let mut sources = Sources::new();
    let files: Vec<File> =
        contents.into_iter().map(|(path, bytes)| File { id: sources.add(path.clone(), bytes), path }).collect();
    let loaded = load(&sources, &files);
    Folder { sources, loaded }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() { collect(&path, paths) } else { paths.push(path) }
    }
}
