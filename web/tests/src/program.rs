//! The program, whose pages are tested, and the repository's files.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The program that was built.
pub struct Program {
    path: PathBuf,
    /// A place for pages, and for the program's own games.
    pub folder: TempDir,
}

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A file of the repository.
pub fn golden(path: &str) -> PathBuf {
    root().join(path)
}

impl Program {
    /// The program, `COUNTERPITCH` or that of `cargo build`; `None` when it is not there.
    pub fn find() -> Option<Program> {
        let built = || root().join(format!("target/debug/counterpitch{}", env::consts::EXE_SUFFIX));
        let path = env::var_os("COUNTERPITCH").map_or_else(built, PathBuf::from);
        let folder = TempDir::new().expect("there is a place for pages");
        path.is_file().then(|| Program { path: path.canonicalize().expect("it is there"), folder })
    }

    /// What the program says, with its exit code.
    pub fn run(&self, arguments: &[&str], input: &str) -> (String, i32) {
        let mut child = Command::new(&self.path)
            .args(arguments)
            .current_dir(root())
            .env("XDG_DATA_HOME", self.folder.path())
            .env("HOME", self.folder.path())
            .env("LC_ALL", "en_GB.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut stdin = child.stdin.take().expect("it listens");
        stdin.write_all(input.as_bytes()).expect("it listens");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8(output.stdout).expect("it speaks UTF-8");
        let code = output.status.code().unwrap_or(-1);
        if code != 0 {
            eprintln!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
        (said, code)
    }

    /// The page of a story; `None` when the program has no player.
    pub fn page(&self, name: &str, arguments: &[&str]) -> Option<PathBuf> {
        let file = self.folder.path().join(name);
        let shown = file.display().to_string();
        let (_, code) = self.run(&[&["web", "-o", &shown], arguments].concat(), "");
        assert!(code == 0 || code == 2, "the story has no faults");
        (code == 0).then_some(file)
    }
}
