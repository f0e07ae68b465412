//! Report: what is wrong with one file, gathered while it is read.

use super::lines::Line;
use crate::model::diagnostic::{Diagnostic, Place, Severity};

/// The diagnostics of one file.
pub(super) struct Report {
    path: String,
    found: Vec<Diagnostic>,
}

/// A place in the file: line, column, and how many characters from there on; from 1, and 0 where it doesn't apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) length: u32,
}

impl Span {
    /// The file as a whole.
    pub(super) const FILE: Self = Self { line: 0, column: 0, length: 0 };

    /// What stands on a line, without the white space around it.
    pub(super) fn line(line: &Line<'_>) -> Self {
        let indent = line.text.len() - line.text.trim_start().len();
        Self { line: line.number, column: line.column(indent), length: super::lines::count(line.text.trim()) }
    }
}

impl Report {
    /// Nothing found yet in the file at `path`.
    pub(super) fn new(path: &str) -> Self {
        Self { path: path.to_owned(), found: Vec::new() }
    }

    /// Something of the file is lost or can't work.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Severity::Error, span, code, message.into(), hint.into());
    }

    /// It works here and not everywhere, or not as the author thinks.
    pub(super) fn warning(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(Severity::Warning, span, code, message.into(), hint.into());
    }

    fn add(&mut self, severity: Severity, span: Span, code: &'static str, message: String, hint: String) {
        let place = Place { path: self.path.clone(), line: span.line, column: span.column, length: span.length };
        self.found.push(Diagnostic { place, severity, code, message, hint: Some(hint) });
    }

    /// What was found, sorted by place.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.found.sort();
        self.found
    }
}
