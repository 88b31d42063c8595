//! What each fault and lint means. The texts stand in one Markdown file for each code, with the TOML of two examples: a
//! test loads them, and the bad one gives exactly its code, the good one nothing.

use crate::source::Code;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub code: Code,
    pub text: &'static str,
    /// The TOML of a story of which this has to be said: its files, or what is special about them. Each begins with a
    /// comment that names it, unless it is the only one and an act.
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
