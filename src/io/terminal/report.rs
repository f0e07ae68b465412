//! Report: diagnostics as rustc prints them. The one home of annotate-snippets.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{AnnotationKind, Level, Origin, Snippet};

use super::{columns, escaped, printable};
use crate::model::diagnostic::{Diagnostic, Severity};

/// Longest stretch of a line that is shown, in characters.
const WINDOW: usize = 200;

/// All diagnostics, each with the line it means. `texts` are the files' texts by path; a file that is not there is only named.
pub fn report(diagnostics: &[Diagnostic], texts: &BTreeMap<&str, &str>, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.term_width(columns());
    let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let path = diagnostic.place.path.as_str();
        let lines = lines.entry(path).or_insert_with(|| texts.get(path).map_or_else(Vec::new, |text| split(text)));
        let line = (diagnostic.place.line as usize).checked_sub(1).and_then(|at| lines.get(at));
        out.push_str(&one(diagnostic, line.copied(), &renderer));
        out.push_str("\n\n");
    }
    out
}

/// Lines as a person counts them: ended by LF, CRLF or a lone CR.
fn split(text: &str) -> Vec<&str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')).collect()
}

fn one(diagnostic: &Diagnostic, line: Option<&str>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let place = &diagnostic.place;
    let message = escaped(&diagnostic.message);
    let hint = diagnostic.hint.as_deref().map(printable);
    let path = escaped(&place.path);
    let shown = line.map(|line| window(line, place.column, place.length));
    let title = level.primary_title(message.as_str()).id(diagnostic.code);
    let mut group = if let Some(shown) = &shown {
        let snippet =
            Snippet::source(shown.text.as_str()).line_start(place.line as usize).path(path.as_str()).fold(false);
        title.element(match shown.span.clone() {
            Some(span) => snippet.annotation(AnnotationKind::Primary.span(span)),
            None => snippet,
        })
    } else {
        let origin = Origin::path(path.as_str());
        title.element(if place.line > 0 { origin.line(place.line as usize) } else { origin })
    };
    if let Some(hint) = &hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    // The column is said of the file, not of the window that is shown.
    let text = renderer.render(&[group]);
    match &shown {
        Some(shown) if shown.cut > 0 => {
            let seen = format!(":{}:{}", place.line, place.column as usize - shown.cut);
            text.replacen(&seen, &format!(":{}:{}", place.line, place.column), 1)
        }
        _ => text,
    }
}

/// What is shown of a line.
struct Window {
    text: String,
    /// Bytes of `text` that are meant.
    span: Option<std::ops::Range<usize>>,
    /// By how many columns what is meant stands further left than in the file.
    cut: usize,
}

/// The part of a line around a column, control characters made visible.
fn window(line: &str, column: u32, length: u32) -> Window {
    let safe = printable(line);
    if column == 0 {
        return Window { text: safe.chars().take(WINDOW).collect(), span: None, cut: 0 };
    }
    let at = column as usize - 1;
    let start = if at > WINDOW / 2 { at - WINDOW / 4 } else { 0 };
    let mut text = String::new();
    let mut span = (0, 0);
    let marker = if start > 0 { "…" } else { "" };
    text.push_str(marker);
    for (index, c) in safe.chars().enumerate().skip(start).take(WINDOW) {
        if index == at {
            span.0 = text.len();
        }
        text.push(c);
        if index < at + (length as usize).max(1) && index >= at {
            span.1 = text.len();
        }
    }
    if span.1 == 0 {
        span = (text.len(), text.len());
    }
    if safe.chars().nth(start + WINDOW).is_some() {
        text.push('…');
    }
    let cut = start.saturating_sub(marker.chars().count());
    Window { text, span: Some(span.0..span.1), cut }
}

/// How many there are of each severity, in words: `2 errors, 1 warning`; empty if there is none.
pub fn count<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> String {
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    diagnostics.for_each(|it| *counts.entry(it.severity).or_default() += 1);
    let mut text = String::new();
    for (severity, name) in [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")] {
        let count = counts.get(&severity).copied().unwrap_or_default();
        if count > 0 {
            let comma = if text.is_empty() { "" } else { ", " };
            let _ = write!(text, "{comma}{count} {name}{}", if count == 1 { "" } else { "s" });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::Place;

    fn check(text: &str, place: Place, expected: &str) {
        let diagnostic = Diagnostic {
            severity: Severity::Warning,
            code: "header-not-yaml",
            message: "a colon ends the value".to_owned(),
            hint: Some("quote it".to_owned()),
            place,
        };
        let texts = BTreeMap::from([("a.md", text)]);
        assert_eq!(report(&[diagnostic], &texts, false).trim_end(), expected);
    }

    #[test]
    fn shows_the_line_with_a_caret() {
        let place = Place { path: "a.md".to_owned(), line: 2, column: 8, length: 1 };
        check(
            "---\nname: a: b\n",
            place,
            "warning[header-not-yaml]: a colon ends the value\n --> a.md:2:8\n  |\n2 | name: a: b\n  |        ^\n  |\n  = help: quote it",
        );
    }

    #[test]
    fn names_the_files_column_however_long_the_line_is() {
        let text = format!("{}: b", "x".repeat(3_000));
        let place = Place { path: "a.md".to_owned(), line: 1, column: 3_001, length: 1 };
        let texts = BTreeMap::from([("a.md", text.as_str())]);
        let diagnostic = Diagnostic {
            severity: Severity::Error,
            code: "header-not-yaml",
            message: String::new(),
            hint: None,
            place,
        };
        let shown = report(&[diagnostic], &texts, false);
        assert!(shown.contains("a.md:1:3001"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 240), "{shown}");
    }

    #[test]
    fn keeps_escapes_from_the_terminal() {
        let place = Place { path: "a.md".to_owned(), line: 1, column: 1, length: 4 };
        let texts = BTreeMap::from([("a.md", "\x1b]0;owned\x07")]);
        let message = "name `\x1b[2J`".to_owned();
        let diagnostic = Diagnostic { severity: Severity::Error, code: "header-not-yaml", message, hint: None, place };
        assert!(!report(&[diagnostic], &texts, false).contains('\x1b'));
        let diagnostic = Diagnostic {
            place: Place::file("a\n::error::b\u{202E}.md"),
            severity: Severity::Error,
            code: "no-name",
            message: "of `a\n::error::b`".to_owned(),
            hint: None,
        };
        let shown = report(&[diagnostic], &texts, false);
        assert!(shown.contains("--> a\\n::error::b⟪U+202E⟫.md"), "{shown}");
        assert!(!shown.contains("\n::") && !shown.contains('\u{202E}'), "{shown}");
    }
}
