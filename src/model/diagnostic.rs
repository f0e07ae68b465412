//! Diagnostic: what is wrong with an author's file, where, and what to do about it.

use serde::Serialize;

/// A fault of an author, as data; `io/terminal` and the pages render it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where the fault is.
    pub place: Place,
    /// How much it matters.
    pub severity: Severity,
    /// Which rule it breaks: stable, kebab-case, documented in `docs/diagnostics.md`.
    pub code: &'static str,
    /// What is wrong: a lower-case fragment, names in backticks, no final period.
    pub message: String,
    /// What to do about it, in the same form.
    pub hint: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Path relative to the catalog's folder.
    pub path: String,
    /// Line, from 1; 0 where the fault is the file's as a whole.
    pub line: u32,
    /// Column in characters, from 1; 0 where the fault is the line's as a whole.
    pub column: u32,
    /// How many characters from `column` on are meant; 0 for the point alone.
    pub length: u32,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// A line and a column, both from 1.
    #[must_use]
    pub fn at(path: &str, line: u32, column: u32) -> Self {
        Self { path: path.to_owned(), line, column, length: 0 }
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something of the file is lost or can't work.
    Error,
    /// It works here, and will not everywhere, or not as its author thinks. `--strict` fails on it.
    Warning,
    /// Worth knowing.
    Note,
}
