//! The events of a game as JSON.

use crate::view::StreamedEvent;

/// An event as a line of JSON, without the line's end.
pub fn line(event: &StreamedEvent) -> String {
    super::json::line(event)
}
