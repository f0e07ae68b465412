//! Ellipsis: terms whose last word is said once for several: `unit, contract and load testing`, `Design patterns (Singleton, Factory)`.

use super::harvest::Shape;
use super::normal::{Normal, normal};
use super::scan::{Hit, Terms};

/// Last words that several terms share, each in the form in which it stands in a term.
const SHARED: &[(&str, &[&str])] = &[
    ("testing", &["testing"]),
    ("tests", &["testing", "tests"]),
    ("test", &["testing"]),
    ("pattern", &["pattern"]),
    ("patterns", &["pattern", "patterns"]),
    ("deployment", &["deployment", "release"]),
    ("deployments", &["deployment", "release"]),
    ("analysis", &["analysis"]),
    ("learning", &["learning", "models", "algorithms", "analysis"]),
    ("scaling", &["scaling"]),
    ("replication", &["replication"]),
    ("injection", &["injection"]),
    ("attacks", &["attacks", "attack"]),
    ("caching", &["caching"]),
    ("rendering", &["rendering"]),
    ("databases", &["databases"]),
    ("database", &["databases"]),
    ("stores", &["stores", "databases"]),
    ("consistency", &["consistency"]),
    ("research", &["research"]),
    ("regression", &["regression"]),
    ("clustering", &["clustering"]),
    ("algorithms", &["algorithms", "algorithm"]),
    ("networks", &["networks"]),
    ("models", &["models"]),
    ("modeling", &["modeling"]),
    ("architecture", &["architecture"]),
    ("architectures", &["architecture"]),
    ("monitoring", &["monitoring"]),
    ("processing", &["processing"]),
    ("marketing", &["marketing"]),
    ("locking", &["locking"]),
    ("partitioning", &["partitioning"]),
    ("programming", &["programming"]),
    ("indexes", &["index", "indexes"]),
    ("encryption", &["encryption"]),
    ("shaders", &["shaders"]),
    ("trees", &["trees"]),
    ("tokens", &["tokens"]),
    ("stories", &["stories"]),
    ("diagrams", &["diagrams"]),
    ("charts", &["charts"]),
    ("security", &["security"]),
    ("interface", &["interface"]),
    ("interfaces", &["interface"]),
    ("effects", &["effects"]),
    ("types", &["types"]),
    ("flows", &["flow", "grant"]),
    ("grants", &["grant"]),
    ("renderers", &["renderer"]),
    ("audiences", &["audiences"]),
];

/// Words behind a shared one that say no more than it: `Testing strategies: unit, load`.
const FILLERS: &[&str] =
    &["strategies", "techniques", "types", "methods", "approaches", "kinds", "levels", "methodologies"];

/// Most items that are read back from a term.
const MAX_ITEMS: usize = 8;
/// Longest item, in words.
const MAX_WORDS: usize = 2;

/// The terms that stand shortened before a term, with their places as bytes of the stretch. `taken` are the places of other terms.
pub(super) fn shortened(
    hits: &[Hit<'_>],
    text: &Normal,
    taken: &[(usize, usize)],
    terms: &Terms,
) -> Vec<(usize, (usize, usize))> {
    let mut out = Vec::new();
    for hit in hits {
        let all = text.text.as_str();
        let Some((_, head)) = all.get(hit.start..hit.end).and_then(|term| term.rsplit_once(' ')) else { continue };
        let before = all.get(..hit.start).unwrap_or_default();
        if !before.ends_with([' ', '/']) || !JOINTS.iter().any(|joint| before.ends_with(joint)) {
            continue;
        }
        let Some((_, heads)) = SHARED.iter().find(|(word, _)| *word == head) else { continue };
        let mut to = hit.start;
        for _ in 0..MAX_ITEMS {
            let Some((from, end)) = item(all, to) else { break };
            let words = all.get(from..end).unwrap_or_default();
            let place = text.span(from, end);
            let free = is_free(place, taken);
            // An item may have a word before it that belongs to none: `runs unit and load tests`.
            let mut tails = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
            let found = tails.find_map(|at| Some((at, named(words.get(at..)?, heads, terms)?)));
            match found.filter(|_| free) {
                Some((at, competency)) => out.push((competency, (text.original(from + at), place.1))),
                None if free => break,
                None => {}
            }
            to = from;
        }
    }
    out
}

/// Whether no other term stands at a place. They are sorted, and hardly overlap.
fn is_free(place: (usize, usize), taken: &[(usize, usize)]) -> bool {
    let after = taken.partition_point(|&(start, _)| start < place.1);
    !taken.get(..after).unwrap_or_default().iter().rev().take(MAX_ITEMS).any(|&(_, end)| place.0 < end)
}

/// What stands between the items of a list.
const JOINTS: &[&str] = &[", and ", ", or ", " and ", " or ", " & ", ", ", "/", " / "];

/// The item before a byte, behind which a joint stands: start and end.
fn item(text: &str, to: usize) -> Option<(usize, usize)> {
    let before = text.get(..to)?;
    let joint = JOINTS.iter().find(|joint| before.ends_with(**joint))?;
    let end = to - joint.len();
    let inner = text.get(..end)?;
    let mut from = end;
    for (at, c) in inner.char_indices().rev() {
        if matches!(c, ',' | '/' | '(' | ')' | ':' | ';' | '.' | '&') {
            break;
        }
        if c == ' ' && inner.get(at..end).is_some_and(|it| it.split_whitespace().count() >= MAX_WORDS) {
            break;
        }
        from = at;
    }
    let words = text.get(from..end)?;
    let start = from + words.len() - words.trim_start().len();
    // `and` and `or` join; they begin no item.
    let start = ["and ", "or "]
        .iter()
        .find(|it| text.get(start..end).is_some_and(|words| words.starts_with(**it)))
        .map_or(start, |it| start + it.len());
    let start = [" and ", " or "]
        .iter()
        .filter_map(|it| text.get(start..end)?.rfind(it).map(|at| start + at + it.len()))
        .max()
        .unwrap_or(start);
    (start < end).then_some((start, end))
}

/// The competency of a list's item, where the list's head says its last word: `Deployment (blue-green, rolling)`.
pub(super) fn headed(shape: &Shape, text: &str, known: &[(usize, usize)], terms: &Terms) -> Option<usize> {
    let before = text.get(..shape.list().0)?.trim_end().strip_suffix(['(', ':'])?.trim_end();
    let mut words = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut last = words.next()?;
    if FILLERS.iter().any(|it| it.eq_ignore_ascii_case(last)) {
        last = words.next()?;
    }
    let (_, heads) = SHARED.iter().find(|(word, _)| word.eq_ignore_ascii_case(last))?;
    let free = is_free((shape.start, shape.end), known);
    named(&normal(text.get(shape.start..shape.end)?), heads, terms).filter(|_| free)
}

fn named(item: &str, heads: &[&str], terms: &Terms) -> Option<usize> {
    let item = item.trim();
    (!item.is_empty()).then(|| heads.iter().find_map(|head| terms.certain(&format!("{item} {head}")))).flatten()
}
