//! Views: what each template is fed, a type per template.

pub(super) mod agent;
pub(super) mod card;
pub(super) mod changes;
pub(super) mod choose;
pub(super) mod compare;
pub(super) mod competencies;
pub(super) mod competency;
pub(super) mod content;
pub(super) mod frame;
pub(super) mod home;
pub(super) mod matrix;
pub(super) mod missing;
pub(super) mod paths;
mod quote;
pub(super) mod rules;
pub(super) mod search;
mod toc;

use serde::Serialize;

use crate::model::diagnostic::Severity;

/// A link, or where `href` is empty a mere word.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) text: String,
    /// Whether it leads to the page that it stands on.
    pub(super) current: bool,
}

impl Link {
    pub(super) fn new(href: String, text: impl Into<String>) -> Self {
        Self { href, text: text.into(), current: false }
    }
}

/// A piece of a message: the names that stand in backticks are code.
#[derive(Debug, Serialize)]
pub(super) struct Part<'a> {
    text: &'a str,
    code: bool,
}

/// A message cut at its backticks. A backtick without its fellow is text.
pub(super) fn parts(message: &str) -> Vec<Part<'_>> {
    let pieces: Vec<&str> = message.split('`').collect();
    let even = pieces.len().is_multiple_of(2);
    let last = pieces.len() - 1;
    let part = |(at, text)| Part { text, code: at % 2 == 1 && !(even && at == last) };
    pieces.into_iter().enumerate().map(part).filter(|part| !part.text.is_empty()).collect()
}

/// "1 agent", "2 agents".
pub(super) fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// The tone of a severity (empty for a note) and its word with a sign.
fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "✕ error"),
        Severity::Warning => ("warn", "△ warning"),
        Severity::Note => ("", "note"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_backticks_are_code() {
        let check = |text: &str, expected: &[(&str, bool)]| {
            assert_eq!(parts(text).iter().map(|it| (it.text, it.code)).collect::<Vec<_>>(), expected);
        };
        check("a `b` c", &[("a ", false), ("b", true), (" c", false)]);
        check("`b`", &[("b", true)]);
        check("a ` b", &[("a ", false), (" b", false)]);
        check("", &[]);
    }
}
