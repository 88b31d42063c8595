//! Two texts line by line: where a golden transcript differs.

use similar::{ChangeTag, TextDiff};

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 2;
/// How many lines are shown at most.
const MOST_LINES: usize = 60;

/// Where and how a text is not as it was; `None` when its lines are the same, whatever their line ends.
///
/// Lines of `expected` that are not in `found` begin with `-`, the others with `+`; unchanged lines stand around them
/// and numbers are those of `expected`.
pub fn difference(expected: &str, found: &str) -> Option<String> {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    if expected == found {
        return None;
    }
    let diff = TextDiff::from_slices(&expected, &found);
    let mut lines: Vec<String> = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        if !lines.is_empty() {
            lines.push("      …".to_owned());
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let number = change.old_index().map_or(String::new(), |index| (index + 1).to_string());
            let mark = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            lines.push(format!("{number:>5} {mark} {}", change.value()));
        }
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        lines.push("      …".to_owned());
    }
    Some(lines.iter().map(|line| format!("{}\n", line.trim_end())).collect())
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[track_caller]
    fn check(expected: &str, found: &str, wanted: Option<&str>) {
        assert_eq!(difference(expected, found).as_deref(), wanted);
    }

    #[test]
    fn only_lines_count_not_how_they_end() {
        check("a\r\nb", "a\nb\n", None);
    }

    #[test]
    fn lines_that_are_new_gone_or_other_stand_between_their_neighbours() {
        check("", "a\n", Some("      + a\n"));
        check("a\nb\nc\n", "a\nc\n", Some("    1   a\n    2 - b\n    3   c\n"));
        let (old, new) = ("1\n2\n3\n4\n5\n6\n7\n8\n", "1\nzwei\n3\n4\n5\n6\n7\n8\n9\n");
        let wanted = "    1   1\n    2 - 2\n      + zwei\n    3   3\n    4   4\n      …\n    7   7\n    8   8\n      + 9\n";
        check(old, new, Some(wanted));
    }
}
