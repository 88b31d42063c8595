//! Messages to an author about a place in a file. Other modules decide how they are printed.

use super::{Code, Span};

/// How bad a diagnostic is: only an `Error` is a reason to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A place that helps to understand a diagnostic, with a remark about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    /// A short text for this place; it may be empty for the first label.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The place of the text to replace; an empty span inserts.
    pub span: Span,
    pub replacement: String,
}

/// One mistake of an author, or a lint: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// First the place of the mistake, then the other places involved.
    pub labels: Vec<Label>,
    pub help: Option<String>,
    /// A replacement that fixes the mistake, when there is one best guess.
    pub fix: Option<Fix>,
    /// What several diagnostics may share, such as `scene quay` when no scene has that name; otherwise `None`.
    pub cause: Option<String>,
}

/// The list that collects diagnostics while files are read.
pub type Faults = Vec<Diagnostic>;

impl Code {
    /// Makes a fault, or a lint at its default level. `label` is printed beside the text that `span` marks.
    pub fn at(self, span: Span, message: impl Into<String>, label: impl Into<String>) -> Diagnostic {
        let severity = match self.lint_level() {
            None | Some(super::Level::Deny) => Severity::Error,
            Some(_) => Severity::Warning,
        };
        let labels = vec![Label { span, text: label.into() }];
        Diagnostic { code: self, severity, message: message.into(), labels, help: None, fix: None, cause: None }
    }
}

impl Diagnostic {
    /// Adds a label: another place that is involved, and a remark about it.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// Offers `guess` in place of the marked text. Without a guess, the help is `otherwise`.
    pub fn meant(self, guess: Option<&str>, otherwise: impl Into<String>) -> Diagnostic {
        let span = self.span();
        match guess {
            Some(guess) => self.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None => self.help(otherwise),
        }
    }

    /// Names the cause. Diagnostics of the same cause can be shown as one.
    pub fn cause(mut self, cause: impl Into<String>) -> Diagnostic {
        self.cause = Some(cause.into());
        self
    }

    pub fn span(&self) -> Span {
        self.labels[0].span
    }
}
