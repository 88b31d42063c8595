//! Writes what the code of a fault or lint means, for people and for programs, and the list of all codes.

use super::json::write_line;
use crate::check::Explanation;
use crate::source::{Code, Level};
use serde_json::json;
use std::io::{self, Write};

pub fn human(out: &mut dyn Write, explanation: &Explanation) -> io::Result<()> {
    let code = explanation.code;
    writeln!(out, "{}: {}", code.name(), standing(code))?;
    for paragraph in explanation.text.split("\n\n") {
        writeln!(out, "\n{}", textwrap::fill(paragraph, 80))?;
    }
    for (title, example) in [("Bad", explanation.bad), ("Good", explanation.good)] {
        writeln!(out, "\n{title}:\n\n{}", textwrap::indent(example.trim_end(), "    "))?;
    }
    Ok(())
}

pub fn json(out: &mut dyn Write, explanation: &Explanation) -> io::Result<()> {
    let code = explanation.code;
    let object = json!({
        "code": code.name(),
        "lint": code.lint_level().is_some(),
        "level": code.lint_level().map_or("deny", Level::name),
        "summary": code.summary(),
        "text": explanation.text,
        "bad": explanation.bad,
        "good": explanation.good,
    });
    write_line(out, &object)
}

pub fn list(out: &mut dyn Write) -> io::Result<()> {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    for &code in Code::ALL {
        let level = code.lint_level().map_or("fault", Level::name);
        writeln!(out, "{:width$}  {level:5}  {}", code.name(), code.summary())?;
    }
    Ok(())
}

fn standing(code: Code) -> &'static str {
    match code.lint_level() {
        None => "a fault, which is always an error",
        Some(Level::Deny) => "a lint, which is an error unless the story says otherwise",
        Some(Level::Warn) => "a lint, which is a warning unless the story says otherwise",
        Some(Level::Allow) => "a lint, which is said only when the story asks for it",
    }
}
