//! What each fault and lint means. The texts stand in one Markdown file for each code, with the TOML of two examples: a
//! test loads them, and the bad one gives exactly its code, the good one nothing.

use crate::source::Code;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub code: Code,
    pub text: &'static str,
    /// Files of a story of which this has to be said.
    pub bad: Example,
    /// The same files without the fault.
    pub good: Example,
}

/// The files of an example, or what is special about them: each begins with a comment that names it, unless it is the
/// only one and an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    pub toml: &'static str,
}

impl Example {
    /// The files with their names; what stands in no file is an act called `crossing`.
    pub fn files(self) -> Vec<(&'static str, &'static str)> {
        let mut files = vec![];
        let mut rest = self.toml;
        while !rest.is_empty() {
            let (name, body) = heading(rest).unwrap_or(("crossing.toml", rest));
            let next = body.match_indices('\n').map(|(at, _)| at + 1).find(|&at| heading(&body[at..]).is_some());
            let end = next.unwrap_or(body.len());
            files.push((name, &body[..end]));
            rest = &body[end..];
        }
        files
    }
}

/// The file's name and what follows, when a text begins with a comment that names a file.
fn heading(text: &'static str) -> Option<(&'static str, &'static str)> {
    let (name, rest) = text.strip_prefix("# ")?.split_once('\n')?;
    let is_file = name.ends_with(".toml") || name.ends_with(".lock");
    (is_file && !name.contains(' ')).then_some((name, rest))
}

pub fn explanation(code: Code) -> Explanation {
    let (text, rest) = code.markdown().split_once("\n\n## Bad\n").expect("an explanation has a bad example");
    let (bad, good) = rest.split_once("\n## Good\n").expect("an explanation has a good example");
    Explanation { code, text, bad: example(bad), good: example(good) }
}

fn example(written: &'static str) -> Example {
    let inside = written.trim().strip_prefix("```toml\n").and_then(|rest| rest.strip_suffix("```"));
    Example { toml: inside.expect("an example is a block of TOML") }
}
