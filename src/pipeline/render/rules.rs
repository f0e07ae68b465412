//! Rules: what each diagnostic means and how to mend it, as `docs/diagnostics.md` has it: one text for the repository and the site.

use crate::model::diagnostic::Severity;

/// The page, as it stands in the repository.
const TEXT: &str = include_str!("../../../docs/diagnostics.md");

/// A rule that a file can break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    /// The diagnostic's code.
    pub(super) code: &'static str,
    /// How much it matters.
    pub(super) severity: Severity,
    /// What it means.
    pub(super) meaning: String,
    /// How to mend it.
    pub(super) remedy: String,
}

/// All rules, in the order of the page.
pub(super) fn rules() -> Vec<Rule> {
    TEXT.lines().filter_map(rule).collect()
}

fn rule(line: &'static str) -> Option<Rule> {
    let (code, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
    // A bar inside a cell has a backslash before it.
    let rest = rest.trim_end().strip_suffix('|')?.replace("\\|", "\0");
    let mut cells = rest.split('|').map(|cell| cell.trim().replace('\0', "|"));
    let severity = match cells.next()?.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        "note" => Severity::Note,
        _ => return None,
    };
    let rule = Rule { code, severity, meaning: sentence(&cells.next()?), remedy: sentence(&cells.next()?) };
    cells.next().is_none().then_some(rule)
}

/// A fragment as a sentence: with a capital, and a full stop.
fn sentence(fragment: &str) -> String {
    let mut chars = fragment.chars();
    let first: String = chars.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_page_is_a_rule_and_they_are_sorted() {
        let rows = TEXT.lines().filter(|line| line.starts_with("| `")).count();
        let rules = rules();
        assert_eq!(rules.len(), rows);
        assert!(rules.is_sorted_by_key(|rule| rule.code), "docs/diagnostics.md is to be sorted by code");
        assert!(rules.iter().all(|rule| !rule.meaning.is_empty() && !rule.remedy.is_empty()));
        let bar = rules.iter().find(|rule| rule.code == "header-not-yaml").unwrap();
        assert!(bar.remedy.contains("`description: |-`"), "{}", bar.remedy);
    }
}
