//! How a command ends.

/// The exit codes, everywhere the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    Fine = 0,
    /// The story or a playthrough is at fault.
    AtFault = 1,
    /// The tool could not do it: usage, a missing file, input or output.
    Unable = 2,
    /// A limit stopped the search before it could decide.
    Undecided = 3,
}
