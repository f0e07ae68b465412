//! Scan: where terms stand in a text. All ways of writing at once (Aho-Corasick), whole words only, the longest wins.

use std::collections::HashMap;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::normal::{Normal, normal};
use super::token;
use crate::model::competency::{Competency, Vocabulary};

/// A vocabulary made ready for scanning.
pub struct Terms {
    /// The vocabulary.
    pub vocabulary: Arc<Vocabulary>,
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
    /// What follows from each competency, directly or not: indices.
    implied: Vec<Vec<usize>>,
    by_key: HashMap<String, usize>,
}

impl std::fmt::Debug for Terms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Terms({} patterns)", self.patterns.len())
    }
}

/// A way of writing.
#[derive(Default)]
struct Pattern {
    /// The competency that it stands for; none for a phrase that only excludes.
    owner: Option<usize>,
    /// As the vocabulary writes it.
    written: String,
    /// Whether it is also an ordinary word.
    ordinary: bool,
    /// Whether a plural `s` may follow.
    plural: bool,
    /// Competencies whose words mean something else inside this.
    excludes: Vec<usize>,
}

/// A term found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<'t> {
    /// Index in the vocabulary.
    pub competency: usize,
    /// Bytes of the normal form.
    pub start: usize,
    /// End, likewise; a plural's ending included.
    pub end: usize,
    /// The term as the vocabulary writes it.
    pub written: &'t str,
    /// Whether it is also an ordinary word.
    pub ordinary: bool,
}

impl Terms {
    /// Makes a vocabulary ready for scanning.
    pub fn new(vocabulary: Arc<Vocabulary>) -> Self {
        let mut table = Table::default();
        for (index, competency) in vocabulary.competencies.iter().enumerate() {
            table.name(index, competency);
        }
        for (index, competency) in vocabulary.competencies.iter().enumerate() {
            table.aliases(index, competency);
        }
        let by_key = table.by_key;
        // Only an automaton beyond 2^31 states fails to build; the vocabulary's limits lie far below.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&table.texts)
            .ok();
        let implied = implied(&vocabulary);
        Self { vocabulary, automaton, patterns: table.patterns, implied, by_key }
    }

    /// What follows from a competency.
    pub(super) fn implied(&self, competency: usize) -> &[usize] {
        self.implied.get(competency).map_or(&[], Vec::as_slice)
    }

    /// The competency of that name or alias.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        let pattern = self.by_key.get(&normal(name.trim()))?;
        self.patterns.get(*pattern)?.owner
    }

    /// The terms in a text, in its order: none overlap, and where two could stand the longer does.
    pub(super) fn hits(&self, original: &str, text: &Normal) -> Vec<Hit<'_>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut hits: Vec<Hit<'_>> = Vec::new();
        let mut excluded: Vec<(usize, usize, &[usize])> = Vec::new();
        for found in automaton.find_overlapping_iter(&text.text) {
            let Some(pattern) = self.patterns.get(found.pattern().as_usize()) else { continue };
            let Some(end) = word(&text.text, found.start(), found.end(), pattern.plural) else { continue };
            if !pattern.excludes.is_empty() {
                excluded.push((found.start(), end, &pattern.excludes));
            }
            let Some(competency) = pattern.owner else { continue };
            let (from, to) = text.span(found.start(), end);
            if token::stands_alone(original, from, to, pattern.ordinary) {
                let Pattern { written, ordinary, .. } = pattern;
                hits.push(Hit { competency, start: found.start(), end, written, ordinary: *ordinary });
            }
        }
        longest(&mut hits);
        if !excluded.is_empty() {
            hits.retain(|hit| {
                let inside = |(start, end, whom): &(usize, usize, &[usize])| {
                    *start <= hit.start && hit.end <= *end && whom.contains(&hit.competency)
                };
                !excluded.iter().any(inside)
            });
        }
        hits
    }
}

/// Keeps the leftmost hits, and of those that begin together the longest.
fn longest(hits: &mut Vec<Hit<'_>>) {
    hits.sort_by_key(|hit| (hit.start, usize::MAX - hit.end));
    let mut reached = 0;
    hits.retain(|hit| {
        let free = hit.start >= reached;
        if free {
            reached = hit.end;
        }
        free
    });
}

/// Whether a stretch is whole words; gives its end with a plural's ending.
fn word(text: &str, start: usize, end: usize, plural: bool) -> Option<usize> {
    let inner = text.get(start..end)?;
    let first = inner.chars().next()?;
    let last = inner.chars().next_back()?;
    let before = text.get(..start)?.chars().next_back();
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    if before.is_some_and(|c| joins(c) || c == first && !first.is_alphanumeric() || matches!(c, '@' | '$')) {
        return None;
    }
    let after = text.get(end..)?;
    if ends(after, last, inner.len()) {
        return Some(end);
    }
    if !plural {
        return None;
    }
    let ending =
        ["es", "s"].into_iter().find(|ending| after.strip_prefix(ending).is_some_and(|rest| ends(rest, 's', 9)))?;
    Some(end + ending.len())
}

/// Whether a word that ends in `last` can end before this text: `C` is not in `C++`, nor `Go` in `Go_`.
fn ends(after: &str, last: char, length: usize) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        None => true,
        Some(c) if c.is_alphanumeric() || c == '_' => !last.is_alphanumeric() && length > 1 && c != '_' && last != '.',
        Some(c @ ('+' | '#')) => c != last && (length > 1 && chars.next() != Some(c)),
        Some(_) => true,
    }
}

/// Patterns while they are collected: one for each normal form.
#[derive(Default)]
struct Table {
    texts: Vec<String>,
    patterns: Vec<Pattern>,
    by_key: HashMap<String, usize>,
}

impl Table {
    fn name(&mut self, index: usize, competency: &Competency) {
        self.own(index, &competency.name, competency.ordinary);
    }

    fn aliases(&mut self, index: usize, competency: &Competency) {
        for alias in &competency.aliases {
            self.own(index, alias, false);
        }
        for alias in &competency.ordinary_aliases {
            self.own(index, alias, true);
        }
        self.singular(index, &competency.name, competency.ordinary);
        for alias in &competency.aliases {
            self.singular(index, alias, false);
        }
        for phrase in &competency.excludes {
            if let Some(pattern) = self.pattern(phrase) {
                pattern.excludes.push(index);
            }
        }
    }

    fn own(&mut self, index: usize, term: &str, ordinary: bool) {
        let Some(pattern) = self.pattern(term).filter(|pattern| pattern.owner.is_none()) else { return };
        pattern.owner = Some(index);
        term.clone_into(&mut pattern.written);
        pattern.ordinary = ordinary;
        pattern.plural = !ordinary && term.len() >= 3 && term.ends_with(|c: char| c.is_alphabetic() && c != 's');
    }

    /// A term in the plural, all lower-case at its end, is found in the singular too; one that ends in `y` also in the plural.
    fn singular(&mut self, index: usize, term: &str, ordinary: bool) {
        let last = term.rsplit([' ', '-']).next().unwrap_or_default();
        if ordinary || last.len() < 5 || !last.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return;
        }
        let other = if let Some(stem) = term.strip_suffix("ies") {
            format!("{stem}y")
        } else if let Some(stem) = term.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            format!("{stem}ies")
        } else if ["ss", "us", "is", "ics", "ous", "ness"].iter().any(|ending| term.ends_with(ending)) {
            return;
        } else if let Some(stem) = term.strip_suffix('s') {
            stem.to_owned()
        } else {
            return;
        };
        // A single word's singular is too often an ordinary one: `channels`, `windows`.
        if term.contains([' ', '-']) {
            self.own(index, &other, false);
        }
    }

    fn pattern(&mut self, term: &str) -> Option<&mut Pattern> {
        let key = normal(term.trim());
        if key.is_empty() {
            return None;
        }
        let next = self.patterns.len();
        let at = *self.by_key.entry(key.clone()).or_insert(next);
        if at == next {
            self.texts.push(key);
            self.patterns.push(Pattern::default());
        }
        self.patterns.get_mut(at)
    }
}

/// Everything that follows from each competency: a walk from each, so that cycles do no harm.
fn implied(vocabulary: &Vocabulary) -> Vec<Vec<usize>> {
    let ids: HashMap<&str, usize> =
        vocabulary.competencies.iter().enumerate().map(|(index, it)| (it.id.as_str(), index)).collect();
    let direct: Vec<Vec<usize>> = vocabulary
        .competencies
        .iter()
        .map(|it| it.implies.iter().filter_map(|id| ids.get(id.as_str()).copied()).collect())
        .collect();
    (0..direct.len())
        .map(|start| {
            let mut reached: Vec<usize> = Vec::new();
            let mut open: Vec<usize> = direct.get(start).cloned().unwrap_or_default();
            while let Some(next) = open.pop() {
                if next != start && !reached.contains(&next) && reached.len() < MAX_IMPLIED {
                    reached.push(next);
                    open.extend(direct.get(next).into_iter().flatten());
                }
            }
            reached.sort_unstable();
            reached
        })
        .collect()
}

/// Most competencies that may follow from one: keeps a hostile vocabulary linear.
const MAX_IMPLIED: usize = 64;
