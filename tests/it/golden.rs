//! Golden files: expected texts that stand beside the tests. `UPDATE=1 cargo test` writes all of them again.

use std::fs;
use std::path::Path;

/// Whether this run writes the golden files instead of comparing with them.
pub fn is_updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Compares a text with the golden file at a path, which counts from the package's root.
#[track_caller]
pub fn check(path: impl AsRef<Path>, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected == text {
        return;
    }
    if is_updating() {
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        return fs::write(&path, text).expect("the golden file can be written");
    }
    let differing = |(here, there): &(&str, &str)| here != there;
    let pairs = expected.lines().zip(text.lines()).enumerate().find(|(_, pair)| differing(pair));
    let (line, (before, after)) =
        pairs.unwrap_or_else(|| (expected.lines().count().min(text.lines().count()), ("", "")));
    panic!("{} differs from line {} on; UPDATE=1 writes it again\n- {before}\n+ {after}", path.display(), line + 1);
}
