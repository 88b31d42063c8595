//! The program: hands its arguments to the library, and the library's verdict to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    counterpitch::cli::run(std::env::args_os())
}
