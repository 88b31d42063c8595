//! Where a long passage pauses, so that nothing scrolls away unread.

use super::line::Line;

/// How many lines to print before the next pause on a screen of so many rows; `None` when all of them fit together
/// with the `tail` lines that come after them.
///
/// A page ends between paragraphs when one ends in its lower half, and leaves a row for the hint.
pub fn before_pause(lines: &[Line], tail: usize, rows: usize) -> Option<usize> {
    if lines.is_empty() || lines.len() + tail.min(rows) <= rows {
        return None;
    }
    let most = rows.saturating_sub(1).clamp(1, lines.len());
    if most == lines.len() {
        return Some(most);
    }
    let ends = (most / 2 + 1..=most).rev();
    ends.into_iter().find(|&end| lines[end - 1].width() == 0).or(Some(most))
}

#[cfg(test)]
mod tests {
    use super::before_pause;
    use crate::play::line::{Line, Role};

    #[track_caller]
    fn check(shape: &str, tail: usize, rows: usize, expected: Option<usize>) {
        let line = |c| if c == '.' { Line::blank() } else { Line::of(Role::Body, "text") };
        let lines: Vec<Line> = shape.chars().map(line).collect();
        assert_eq!(before_pause(&lines, tail, rows), expected);
    }

    #[test]
    fn a_passage_pauses_between_paragraphs_and_only_when_it_must() {
        check("", 9, 6, None);
        check("xxxx.", 5, 10, None);
        check("xxxx.xxx.", 5, 10, Some(9));
        check("xxxx.xx.xxxxxx.", 4, 10, Some(8));
        check("x.xxxxxxxxxxxx.", 4, 10, Some(9));
        check("xxx", 3, 1, Some(1));
    }
}
