//! Values that are none: without quotation marks, with those of word processors, or in another language's spelling.

use super::page::Page;
use crate::source::Diagnostic;

/// Whether a character looks like a quotation mark and is none for TOML.
pub(super) fn is_odd_quote(character: char) -> bool {
    "“”„‟‘’‚«»`".contains(character)
}

/// A value as TOML has it: between quotation marks where it begins like no other; `None` where nobody can tell.
pub(super) fn valued(written: &str) -> Option<String> {
    let is_value = written.starts_with(['"', '\'', '[', '{']) || matches!(written, "true" | "false");
    if is_value || written.parse::<f64>().is_ok() {
        return Some(written.to_owned());
    }
    let is_sure = !written.is_empty() && !written.contains(['"', '\\']);
    is_sure.then(|| format!("\"{written}\""))
}

impl Page<'_> {
    /// What begins at a place is no value.
    pub fn no_value(&self, at: usize, is_inside: bool) -> Diagnostic {
        let rest = self.rest(at);
        let ends: &[char] = if is_inside { &[',', ']', '}'] } else { &[] };
        let written = rest.split(ends).next().unwrap_or(rest).split(" #").next().unwrap_or(rest).trim_end();
        let range = at..at + written.len();
        let word = written.split([' ', '=']).next().unwrap_or(written);
        let after = written[word.len()..].trim_start();
        if written.is_empty() {
            return self.missing_value(at);
        }
        if let Some(fault) = self.not_begun(at, written) {
            return fault;
        }
        if after.starts_with('=') && !after.starts_with("==") {
            let fault =
                self.fault(at..at + word.len(), "a key stands where a value is needed", "expected a value");
            let fault = fault.help("keys with their values stand between `{` and `}`");
            let is_closed = rest.trim_end_matches([',', ']']).ends_with('}');
            return if is_closed { fault.fix(self.span(at..at), "{ ") } else { fault };
        }
        if after.contains('=') && (word.parse::<f64>().is_ok() || matches!(word, "true" | "false")) {
            return self.missing_comma(at + word.len());
        }
        let fault = |message: &str, label: &str| self.fault(range.clone(), message, label);
        let lower = word.to_lowercase();
        match lower.as_str() {
            _ if !after.is_empty() => {}
            "true" | "false" => {
                let fault = fault("this is no value", "expected `true` or `false`");
                return fault.help("write it small").fix(self.span(range.clone()), lower);
            }
            "yes" | "on" | "no" | "off" | "ja" | "nee" => {
                let meant = if matches!(lower.as_str(), "yes" | "on" | "ja") { "true" } else { "false" };
                let help = format!("write `{meant}`, or `\"{word}\"` when it is a text");
                return fault("this is no value", "expected `true` or `false`").help(help);
            }
            _ => {}
        }
        if let Some(digits) =
            word.strip_prefix(['–', '−', '—']).filter(|digits| digits.parse::<u32>().is_ok())
        {
            let fault = fault("this is no number", "not a minus sign");
            return fault
                .help("write the minus sign as `-`")
                .fix(self.span(range.clone()), format!("-{digits}"));
        }
        let bare = written.trim_matches(is_odd_quote);
        let label =
            if bare == written { "no quotation marks" } else { "these are no quotation marks for TOML" };
        let fault = fault("a string stands between `\"` marks", label);
        match bare.contains(['"', '\\']) || bare.chars().any(char::is_control) {
            true => fault.help("write `\"` before it and after it, and `\\\"` for such a mark inside"),
            false => fault.help("write them straight").fix(self.span(range.clone()), format!("\"{bare}\"")),
        }
    }

    /// A key has an `=` and nothing after it.
    pub fn missing_value(&self, at: usize) -> Diagnostic {
        let fault = self.fault(at..at, "a value is missing", "nothing follows the `=`");
        fault.help("write a value, or leave the key out")
    }

    /// Two entries of a list or a table stand beside each other; `end` is where the first ends.
    pub fn missing_comma(&self, end: usize) -> Diagnostic {
        let fault = self.fault(end..end, "a comma is missing between two entries", "expected `,`");
        fault.fix(self.span(end..end), ",")
    }
}
