//! The part of a file that a mistake makes doubtful: the scene that it stands in.

use super::lines::header;
use std::ops::Range;

/// From the header above a range to the one below it; headers with a dot in their path, such as those of choices,
/// belong to the table before them.
pub(super) fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut around = 0..text.len();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_block(line) {
            if at > range.start && at >= range.end {
                around.end = at;
                break;
            }
            if at <= range.start {
                around.start = at;
            }
        }
        at += line.len();
    }
    around
}

fn is_block(line: &str) -> bool {
    line.starts_with('[') && header(line).is_some_and(|path| !path.contains('.'))
}
