//! Two texts line by line: what a golden transcript says otherwise.

use std::fmt::Write;

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 2;
/// How many lines are shown at most.
const MOST_LINES: usize = 60;
/// How many pairs of lines are compared at most; beyond it everything between the first and the last change counts
/// as changed.
const MOST_PAIRS: usize = 4_000_000;

/// One line of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line<'t> {
    Same(&'t str),
    Missing(&'t str),
    New(&'t str),
}

/// Where and how a text is not as it was; `None` when its lines are the same, however they end.
///
/// Lines of `expected` that are not in `found` begin with `-`, the others with `+`; unchanged lines stand around them
/// and numbers are those of `expected`.
pub fn difference(expected: &str, found: &str) -> Option<String> {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    if expected == found {
        return None;
    }
    let lines = compare(&expected, &found);
    let changed = |index: usize| !matches!(lines[index], Line::Same(_));
    let is_near =
        |index: usize| (index.saturating_sub(CONTEXT)..lines.len().min(index + CONTEXT + 1)).any(changed);
    let mut out = String::new();
    let (mut number, mut shown, mut cut) = (0, 0, false);
    for (index, line) in lines.iter().enumerate() {
        number += usize::from(!matches!(line, Line::New(_)));
        if !is_near(index) {
            cut = shown > 0;
            continue;
        }
        if shown == MOST_LINES {
            out.push_str("      …\n");
            break;
        }
        if std::mem::take(&mut cut) {
            out.push_str("      …\n");
        }
        let written = match line {
            Line::Same(text) => writeln!(out, "{number:5}   {text}"),
            Line::Missing(text) => writeln!(out, "{number:5} - {text}"),
            Line::New(text) => writeln!(out, "      + {text}"),
        };
        written.expect("a string takes what is written");
        shown += 1;
    }
    Some(out.lines().map(|line| line.trim_end().to_owned() + "\n").collect())
}

/// Sets two texts side by side along a longest common subsequence of their lines.
fn compare<'t>(expected: &[&'t str], found: &[&'t str]) -> Vec<Line<'t>> {
    let start = expected.iter().zip(found).take_while(|(left, right)| left == right).count();
    let rest = expected[start..].iter().rev().zip(found[start..].iter().rev());
    let end = rest.take_while(|(left, right)| left == right).count();
    let (old, new) = (&expected[start..expected.len() - end], &found[start..found.len() - end]);
    let mut lines: Vec<Line<'t>> = expected[..start].iter().map(|line| Line::Same(line)).collect();
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        lines.extend(old.iter().map(|line| Line::Missing(line)));
        lines.extend(new.iter().map(|line| Line::New(line)));
    } else {
        middle(old, new, &mut lines);
    }
    lines.extend(expected[expected.len() - end..].iter().map(|line| Line::Same(line)));
    lines
}

fn middle<'t>(old: &[&'t str], new: &[&'t str], lines: &mut Vec<Line<'t>>) {
    // `common[i][j]` is the length of a longest common subsequence of what follows both positions.
    let width = new.len() + 1;
    let mut common = vec![0u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(Line::Same(old[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len()
            && (j == new.len() || common[(i + 1) * width + j] >= common[i * width + j + 1])
        {
            lines.push(Line::Missing(old[i]));
            i += 1;
        } else {
            lines.push(Line::New(new[j]));
            j += 1;
        }
    }
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
