//! Abbreviation: short forms that a definition spells out, in either order: `ECS (Entity Component System)`,
//! `Delta Live Tables (DLT)`. What the author says a short form stands for goes before what the vocabulary thinks.

use std::collections::HashMap;

use super::evidence::Scan;

/// Longest spelled-out form that is looked at, in bytes: a hostile text stays linear.
const MAX_LENGTH: usize = 80;
/// Longest short form, in characters.
const MAX_LETTERS: usize = 6;
/// Words that a short form leaves out.
const SMALL: &[&str] = &["of", "and", "the", "for", "to", "in", "a", "on", "with", "by", "as"];

/// Short forms by how they are written, each with what it is spelled out as.
pub(super) type Spelled = HashMap<String, Long>;

/// What a short form is spelled out as.
pub(super) struct Long {
    /// The words as written.
    pub text: String,
    /// The competency that they name; none where they are in no vocabulary.
    pub competency: Option<usize>,
}

/// The short forms that stretches spell out. The first to do so has it.
pub(super) fn spelled(scans: &[Scan<'_, '_>]) -> Spelled {
    let mut out = Spelled::new();
    for scan in scans {
        let text = scan.stretch.text.as_ref();
        for (open, _) in text.match_indices('(') {
            let Some((short, long)) = pair(text, open) else { continue };
            let at = scan.hits.partition_point(|hit| scan.span(hit).0 < long.0);
            let named = scan.hits.get(at).filter(|hit| scan.span(hit) == long);
            let short = text.get(short.0..short.1).unwrap_or_default();
            let competency = named.map(|hit| hit.competency);
            let words = || text.get(long.0..long.1).unwrap_or_default().to_owned();
            let entry = out.entry(short.to_owned()).or_insert_with(|| Long { text: words(), competency });
            entry.competency = entry.competency.or(competency);
        }
    }
    out
}

/// Whether a term that a short form may stand for has other words than those that the author spells it out with: ISR as
/// Interrupt Service Routine is no Incremental Static Regeneration.
pub(super) fn is_another(term: &str, short: &str, long: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split([' ', '-', '/']).filter(|word| !word.is_empty() && !SMALL.contains(word));
        words.map(|word| word.chars().take(4).flat_map(char::to_lowercase).collect()).collect()
    };
    spells(term, short) && words(term) != words(long)
}

type Span = (usize, usize);

/// A short form and its long one around an opening bracket, whichever stands inside.
fn pair(text: &str, open: usize) -> Option<(Span, Span)> {
    let before = text.get(..open)?.trim_end();
    let from = open + 1;
    let mut limit = text.len().min(from + MAX_LENGTH);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let close = from + text.get(from..limit)?.find(')')?;
    let inner = (from, close);
    let last = before
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |at| at + before.get(at..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8));
    if is_short(text.get(inner.0..inner.1)?) {
        let start = long_before(before, text.get(inner.0..inner.1)?)?;
        return Some((inner, (start, before.len())));
    }
    let short = (last, before.len());
    (is_short(text.get(short.0..short.1)?) && spells(text.get(inner.0..inner.1)?, text.get(short.0..short.1)?))
        .then_some((short, inner))
}

/// Capitals and digits: `ECS`, `K8S`.
fn is_short(text: &str) -> bool {
    let count = text.chars().count();
    (2..=MAX_LETTERS).contains(&count) && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// Where the words begin that end a text and are spelled by a short form.
fn long_before(before: &str, short: &str) -> Option<usize> {
    let mut at = before.len();
    for _ in 0..short.len() + 3 {
        let rest = before.get(..at)?.trim_end_matches([' ', '-', '/']);
        at = rest.rfind([' ', '-', '/', '(', ',', ':']).map_or(0, |space| space + 1);
        if spells(before.get(at..)?, short) {
            return Some(at);
        }
        if at == 0 || before.len() - at > MAX_LENGTH {
            return None;
        }
    }
    None
}

/// Whether the initials of words are a short form; small words may be left out.
fn spells(long: &str, short: &str) -> bool {
    let words = || long.split([' ', '-', '/']).filter(|word| !word.is_empty());
    let same = |word: &str, letter: char| word.chars().next().is_some_and(|first| first.eq_ignore_ascii_case(&letter));
    let is = |words: Vec<&str>| {
        words.len() == short.len() && words.iter().zip(short.chars()).all(|(word, letter)| same(word, letter))
    };
    words().count() > 1 && (is(words().collect()) || is(words().filter(|word| !SMALL.contains(word)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, &str)> {
        let (short, long) = text.match_indices('(').find_map(|(open, _)| pair(text, open))?;
        Some((&text[short.0..short.1], &text[long.0..long.1]))
    }

    #[test]
    fn finds_both_orders() {
        assert_eq!(found("an ECS (Entity Component System) core"), Some(("ECS", "Entity Component System")));
        assert_eq!(found("pipelines in Delta Live Tables (DLT)"), Some(("DLT", "Delta Live Tables")));
        assert_eq!(found("Role-Based Access Control (RBAC)"), Some(("RBAC", "Role-Based Access Control")));
        assert_eq!(found("the bill of materials (BOM)"), Some(("BOM", "bill of materials")));
        assert_eq!(found("ECS (Fargate, EC2)"), None);
        assert_eq!(found("Amazon (AWS)"), None);
        assert_eq!(found("ÄÖ (ÄÖ) ("), None);
    }

    #[test]
    fn tells_two_senses_of_a_short_form() {
        let another = |long| is_another("Incremental Static Regeneration", "ISR", long);
        assert!(another("Interrupt Service Routine"));
        assert!(!another("incremental static regenerations"));
        assert!(!is_another("SQL", "SQL", "Structured Query Language"));
    }
}
