//! The program, run as a user runs it.

use std::path::Path;
use std::process::Command;

/// What a run came to.
pub struct Said {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub error: String,
    /// The exit code.
    pub code: i32,
}

/// Runs the program in the package's folder.
#[track_caller]
pub fn run(arguments: &[&str]) -> Said {
    run_in(Path::new("."), arguments)
}

/// Runs the program in the package's folder with these environment variables.
#[track_caller]
pub fn run_with(environment: &[(&str, &str)], arguments: &[&str]) -> Said {
    start(Path::new("."), environment, arguments)
}

/// Runs the program in a folder.
#[track_caller]
pub fn run_in(folder: &Path, arguments: &[&str]) -> Said {
    start(folder, &[], arguments)
}

/// Runs the program in a folder with these environment variables.
#[track_caller]
pub fn start(folder: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpitch"));
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "LC_ALL", "LC_MESSAGES", "GITHUB_WORKSPACE"] {
        command.env_remove(name);
    }
    let output = command
        .current_dir(folder)
        .env("LANG", "C")
        .envs(environment.iter().copied())
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    Said { out: text(output.stdout), error: text(output.stderr), code }
}
