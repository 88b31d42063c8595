//! A diagnostic with source lines and its fix for people, on one line for editors, and as an annotation for GitHub.

use crate::source::{Diagnostic, FileId, Label, Severity, Source, Sources, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    Plain,
    Styled,
}

/// A diagnostic with its source lines and its fix; no line break at the end.
pub fn diagnostic(sources: &Sources, diagnostic: &Diagnostic, paint: Paint) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.name());
    let mut groups = vec![title.elements(snippets(sources, &diagnostic.labels))];
    groups.extend(fixed(sources, diagnostic));
    render(&groups, paint)
}

/// A diagnostic as `path:line:column: error[code]: message`: editors can read this form, and jump to the place.
pub fn short(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = sources.place(diagnostic.span());
    let path = sources.file(diagnostic.span().file).path();
    let (severity, code) = (diagnostic.severity.name(), diagnostic.code.name());
    format!("{path}:{}:{}: {severity}[{code}]: {}", place.line, place.column, diagnostic.message)
}

/// Paints titles and source lines; no line break at the end.
pub(super) fn render(groups: &[Group], paint: Paint) -> String {
    let renderer = match paint {
        Paint::Plain => Renderer::plain(),
        Paint::Styled => Renderer::styled(),
    };
    renderer.decor_style(DecorStyle::Unicode).render(groups)
}

/// The source lines around the labels, one snippet for each file. The file of the first label comes first.
pub(super) fn snippets<'a>(sources: &'a Sources, labels: &'a [Label]) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut seen = BTreeSet::new();
    let files = labels.iter().map(|label| label.span.file).filter(|&file| seen.insert(file));
    let files: Vec<FileId> = files.collect();
    let snippet = |file: FileId| {
        let here = labels.iter().enumerate().filter(move |(_, label)| label.span.file == file);
        let (start, snippet) = excerpt(sources.file(file), here.clone().map(|(_, label)| label.span));
        let annotations = here.map(move |(index, label)| {
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let text = Some(visible(&label.text)).filter(|text| !text.is_empty());
            kind.span(inside(label.span, start)).label(text)
        });
        snippet.annotations(annotations)
    };
    files.into_iter().map(snippet).collect()
}

/// A diagnostic's help and, as a diff, its fix; `None` if it has neither.
fn fixed<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Option<Group<'a>> {
    let help = diagnostic.help.as_deref().map(visible);
    let Some(fix) = &diagnostic.fix else {
        return help.map(|help| Group::with_title(Level::HELP.secondary_title(help)));
    };
    let (start, snippet) = excerpt(sources.file(fix.span.file), std::iter::once(fix.span));
    let patch = Patch::new(inside(fix.span, start), visible(&fix.replacement));
    let title = Level::HELP.secondary_title(help.unwrap_or("write this".into()));
    Some(title.element(snippet.patch(patch)))
}

/// A snippet with the lines from the first span to the last, and the byte of the file at which it starts. The painter
/// reads all of a snippet: with whole files, the time for each diagnostic would grow with the length of its file.
fn excerpt<T: Clone>(file: &Source, spans: impl Iterator<Item = Span> + Clone) -> (usize, Snippet<'_, T>) {
    let first = spans.clone().map(|span| span.range().start).min().unwrap_or(0);
    let last = spans.map(|span| span.range().end).max().unwrap_or(0);
    let start = file.text()[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = file.text()[last..].find('\n').map_or(file.text().len(), |at| last + at + 1);
    let snippet = Snippet::source(visible(&file.text()[start..end]));
    (start, snippet.line_start(file.place(start).line).path(file.path()))
}

/// The bytes of a span in an excerpt that starts at the byte `start` of the file.
fn inside(span: Span, start: usize) -> Range<usize> {
    span.range().start - start..span.range().end - start
}

/// Replaces characters that a terminal might obey or hide by marks. A mark has as many bytes as its character, so that
/// places stay right. The painter replaces ASCII control characters itself.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let mark = |character: char| match character {
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{61C}' => '·',
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => {
            '\u{FFFD}'
        }
        other => other,
    };
    match text.chars().any(|character| mark(character) != character) {
        true => text.chars().map(mark).collect::<String>().into(),
        false => text.into(),
    }
}

/// Writes a diagnostic as an annotation, with `more` at the end of the message.
pub fn annotation(out: &mut dyn Write, sources: &Sources, diagnostic: &Diagnostic, more: &str) -> io::Result<()> {
    let mut message = diagnostic.message.clone();
    let seen = Some(&diagnostic.labels[0].text).filter(|text| !text.is_empty());
    for more in seen.into_iter().chain(&diagnostic.help) {
        message.push('\n');
        message.push_str(more);
    }
    // For a fix that only removes text, the help already says what to do.
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| !fix.replacement.is_empty()) {
        message.push_str(&format!("\nwrite `{}`", visible(&fix.replacement).replace(char::is_control, " ")));
    }
    let (severity, title) = (diagnostic.severity.name(), diagnostic.code.name());
    annotation_at(out, severity, &place(sources, diagnostic.span()), title, &(message + more))
}

/// The place of an annotation.
pub fn place(sources: &Sources, span: Span) -> String {
    let file = sources.file(span.file);
    let (start, end) = (file.place(span.start as usize), file.place(span.end as usize));
    let lines = format!("{},line={},endLine={}", property(file.path()), start.line, end.line);
    // GitHub uses columns only if the start and the end are on the same line.
    match start.line == end.line {
        true => format!("{lines},col={},endColumn={}", start.column, end.column),
        false => lines,
    }
}

pub fn annotation_at(out: &mut dyn Write, severity: &str, place: &str, title: &str, message: &str) -> io::Result<()> {
    writeln!(out, "::{severity} file={place},title={}::{}", property(title), data(message))
}

/// Escapes an annotation's message, the text after its second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of an annotation, such as its file.
pub fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
