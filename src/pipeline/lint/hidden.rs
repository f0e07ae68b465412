//! Hidden: text in a file that a model reads and a person doesn't see.

use std::fmt::Write as _;

use crate::model::definition::{Definition, Stated};
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::text::{self, Hidden};

/// Most lines of one file that are told of.
const MOST: usize = 20;

/// Longest decoded text in a message, in characters.
const DECODED: usize = 200;

/// The hidden text of a file, line by line, and of a name or a description whose escapes (`"\u202E"`) make some.
pub(super) fn hidden(definition: &Definition) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut lines = 0;
    for (line, row) in (1..).zip(rows(&definition.text)) {
        let runs = text::hidden(row);
        let Some(first) = runs.first() else { continue };
        lines += 1;
        if lines <= MOST {
            let column = 1 + count(row.get(..first.start).unwrap_or_default());
            let length = count(row.get(first.start..first.end).unwrap_or_default());
            found.push(diagnostic(Place { path: definition.path.clone(), line, column, length }, row, &runs));
        }
    }
    if lines > MOST {
        let rest = lines - MOST;
        if let Some(last) = found.last_mut() {
            let _ = write!(last.message, "; and there is more on {rest} other lines");
        }
    }
    let description =
        Stated { value: definition.description.text.clone(), line: definition.description.line, column: 0 };
    for stated in [&definition.name, &description] {
        let runs = text::hidden(&stated.value);
        let escaped = runs.first().is_some_and(|first| {
            stated.value.get(first.start..first.end).is_some_and(|run| !definition.text.contains(run))
        });
        if escaped {
            let place = Place::at(&definition.path, stated.line, stated.column);
            found.push(diagnostic(place, &stated.value, &runs));
        }
    }
    found
}

/// The lines of a text: LF, CRLF and CR each end one.
fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|row| row.strip_suffix('\r').unwrap_or(row).split('\r'))
}

fn diagnostic(place: Place, row: &str, runs: &[Hidden]) -> Diagnostic {
    let of = |run: &Hidden| row.get(run.start..run.end).unwrap_or_default();
    let characters: usize = runs.iter().map(|run| of(run).chars().count()).sum();
    let first = runs.first().map_or("", |run| of(run)).chars().next().map_or(0, u32::from);
    let decoded: String = runs.iter().flat_map(|run| run.decoded.chars()).take(DECODED).collect();
    let mut message = match characters {
        1 => format!("a character that nobody sees, U+{first:04X}"),
        _ => format!("{characters} characters that nobody sees, the first U+{first:04X}"),
    };
    if !decoded.trim().is_empty() {
        let _ = write!(message, "; they spell `{}`", decoded.replace('`', "'"));
    }
    let hint = "delete it: a model reads what you don't see".to_owned();
    Diagnostic { place, severity: Severity::Warning, code: "hidden-text", message, hint: Some(hint) }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
