//! Merge conflicts that nobody has resolved, wherever a version control system has left its marks: in a text, too.
//!
//! Each is one fault. The first version is kept and the rest is replaced by blanks, so that everything else is read.

use crate::source::{Code, Diagnostic, FileId, Span};
use std::borrow::Cow;
use std::ops::Range;

/// Reports the conflicts of a file and keeps the first version of each; returns where they stand.
pub fn keep_first_versions(file: FileId, text: &mut Cow<'_, str>, faults: &mut Vec<Diagnostic>) -> Vec<Range<usize>> {
    let mut conflicts: Vec<Range<usize>> = vec![];
    let mut left_out: Vec<Range<usize>> = vec![];
    // Whether a conflict is open, and whether the line belongs to its first version.
    let (mut is_open, mut is_first) = (false, true);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let begins = is_mark(line, '<') && !is_open;
        let ends = is_mark(line, '>');
        if begins || ends && !is_open {
            conflicts.push(range.clone());
        } else if is_open {
            conflicts.last_mut().into_iter().for_each(|conflict| conflict.end = range.end);
        }
        is_open |= begins;
        is_first &= !(is_open && (is_mark(line, '=') || is_mark(line, '|')));
        if begins || ends || !is_first {
            left_out.push(range);
        }
        if ends {
            (is_open, is_first) = (false, true);
        }
    }
    left_out.into_iter().for_each(|range| blank(text.to_mut(), range));
    for conflict in &conflicts {
        let marks = Span::new(file, conflict.start..conflict.start + 7);
        let message = "a merge conflict is not resolved";
        let fault = Diagnostic::new(Code::MergeConflict, marks, message, "two versions stand here");
        faults.push(fault.help("keep one version, and remove the lines of `<`, `=` and `>`"));
    }
    conflicts
}

/// Whether a line begins with the seven marks that begin a part of a conflict.
fn is_mark(line: &str, mark: char) -> bool {
    let rest = line.trim_start_matches(mark);
    line.len() - rest.len() == 7 && rest.starts_with([' ', '\n', '\r'])
}

/// Replaces everything in a range but line ends by blanks.
pub fn blank(text: &mut String, range: Range<usize>) {
    let keep = |byte: u8| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' };
    let blanks: String = text[range.clone()].bytes().map(keep).collect();
    text.replace_range(range, &blanks);
}
