//! What each fault and lint means. Each code has a Markdown file with the TOML of two examples. A test loads both: the
//! bad one gives exactly its code, the good one nothing.

use crate::source::Code;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub code: Code,
    pub text: &'static str,
    /// The TOML of a story that has the fault: its files, or the parts of them that matter. Each file begins with a
    /// comment that names it, unless the example is a single act.
    pub bad: &'static str,
    /// The same without the fault.
    pub good: &'static str,
}

pub fn explanation(code: Code) -> Explanation {
    let (text, rest) = code.markdown().split_once("\n\n## Bad\n").expect("an explanation has a bad example");
    let (bad, good) = rest.split_once("\n## Good\n").expect("an explanation has a good example");
    Explanation { code, text, bad: example(bad), good: example(good) }
}

fn example(written: &'static str) -> &'static str {
    let inside = written.trim().strip_prefix("```toml\n").and_then(|rest| rest.strip_suffix("```"));
    inside.expect("an example is a block of TOML")
}
