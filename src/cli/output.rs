//! Printing results, and pipes that close.

use std::io;

/// Whether an error only says that nobody reads any more, as in `counterpitch … | head`.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
