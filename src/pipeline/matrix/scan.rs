//! Scan: where terms stand in a text. Whole words only, the longest wins.

mod table;

use std::collections::HashMap;
use std::sync::Arc;

use self::table::Table;
use super::fault;
use super::normal::{Normal, normal};
use super::opening::{Openings, opening};
use super::plural::{is_plural, is_shorter};
use super::prefixes::Prefixes;
use super::token;
use crate::model::competency::{Competency, Vocabulary};

/// A vocabulary made ready for scanning.
pub struct Terms {
    /// The vocabulary.
    pub vocabulary: Arc<Vocabulary>,
    prefixes: Prefixes,
    openings: Openings,
    patterns: Vec<Pattern>,
    /// What follows from each competency, directly or not: indices.
    implied: Vec<Vec<usize>>,
    /// Those of them with whose name one of its own begins: Kafka, of Kafka Streams.
    parts_of: Vec<Box<[usize]>>,
    by_key: HashMap<String, usize>,
    /// Competencies that name a fault, sorted.
    faults: Vec<usize>,
}

impl std::fmt::Debug for Terms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Terms({} patterns)", self.patterns.len())
    }
}

/// A way of writing. Small, since all of them are looked at in no order.
#[derive(Default)]
struct Pattern {
    /// The competency that it stands for: none for a phrase that only excludes.
    owner: Option<u32>,
    /// As the vocabulary writes it.
    written: Box<str>,
    /// Whether it is also an ordinary word.
    ordinary: bool,
    /// Whether it counts only where the text speaks of what it follows from.
    familiar: bool,
    /// Whether it begins as a sentence goes on (`OR-Tools`), so that its capital counts.
    exact: bool,
    /// Whether a plural `s` may follow.
    plural: bool,
    /// What few have.
    rare: Option<Box<Rare>>,
}

/// What few ways of writing have.
#[derive(Default)]
struct Rare {
    /// Others that a short form (`CSP`) stands for, which fields share.
    rivals: Vec<usize>,
    /// Competencies whose words mean something else inside this, and whether only as it is written (`ReAct` is not React).
    excludes: Vec<(usize, bool)>,
    /// The excluding phrase as written.
    excluding: String,
}

impl Pattern {
    fn owner(&self) -> Option<usize> {
        self.owner.map(|it| it as usize)
    }

    fn rivals(&self) -> &[usize] {
        self.rare.as_ref().map_or(&[], |rare| &rare.rivals)
    }
}

/// A term found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<'t> {
    /// Index in the vocabulary.
    pub competency: usize,
    /// Others that the same form stands for.
    pub rivals: &'t [usize],
    /// Bytes of the normal form.
    pub start: usize,
    /// End, likewise; a plural's ending included.
    pub end: usize,
    /// The term as the vocabulary writes it.
    pub written: &'t str,
    /// Whether it is also an ordinary word.
    pub ordinary: bool,
    /// Whether it counts only where the text speaks of what it follows from: `Rich` of `Rich (Python)`.
    pub familiar: bool,
    /// Whether it is found in the plural.
    plural: bool,
}

impl Terms {
    /// Makes a vocabulary ready for scanning.
    pub fn new(vocabulary: Arc<Vocabulary>) -> Self {
        let table = Table::of(&vocabulary);
        let all = || table.texts.iter().zip(&table.patterns).map(|(text, it)| (text.as_str(), it.plural));
        let (prefixes, (implied, openings)) =
            rayon::join(|| Prefixes::new(all()), || (implied(&vocabulary), Openings::new(all())));
        let parts_of = parts(&vocabulary, &implied);
        let by_key = table.by_key;
        let mut terms = Self {
            vocabulary,
            prefixes,
            openings,
            patterns: table.patterns,
            implied,
            parts_of,
            by_key,
            faults: Vec::new(),
        };
        terms.faults = fault::faults(&terms);
        terms
    }

    /// Whether a competency names a fault, which is known by who avoids it.
    pub(super) fn is_fault(&self, competency: usize) -> bool {
        self.faults.binary_search(&competency).is_ok()
    }

    /// What follows from a competency.
    pub(super) fn implied(&self, competency: usize) -> &[usize] {
        self.implied.get(competency).map_or(&[], Vec::as_slice)
    }

    /// Whether a competency follows from another, with whose name one of its own begins.
    pub(super) fn is_part(&self, part: usize, whole: usize) -> bool {
        self.parts_of.get(part).is_some_and(|wholes| wholes.contains(&whole))
    }

    /// The competency of that name or alias.
    pub fn named(&self, name: &str) -> Option<usize> {
        let pattern = self.by_key.get(&normal(name.trim()))?;
        self.patterns.get(*pattern)?.owner()
    }

    /// The competency that a text in normal form is a certain way of writing of.
    pub(super) fn certain(&self, text: &str) -> Option<usize> {
        let pattern = self.patterns.get(*self.by_key.get(text)?)?;
        pattern.owner().filter(|_| !pattern.ordinary)
    }

    /// The terms in a text, in its order: none overlap, and where two could stand the longer does.
    pub(super) fn hits(&self, original: &str, text: &Normal) -> Vec<Hit<'_>> {
        let mut hits: Vec<Hit<'_>> = Vec::new();
        let mut excluded: Vec<(usize, usize, usize)> = Vec::new();
        each(&self.prefixes, &self.openings, &text.text, |pattern, start, written_end| {
            let Some(pattern) = self.patterns.get(pattern) else { return };
            let Some(end) = word(&text.text, start, written_end, pattern.plural) else { return };
            let (from, to) = text.span(start, end);
            let plural = end > written_end;
            let stem = text.original(written_end);
            if is_shorter(original.get(from..to), &pattern.written) {
                return;
            }
            if plural && !is_plural(original.get(from..stem), original.get(stem..to), &pattern.written) {
                return;
            }
            if let Some(rare) = &pattern.rare {
                let as_written = original.get(from..to) == Some(&rare.excluding);
                let all = rare.excludes.iter().filter(|&&(_, exact)| !exact || as_written);
                excluded.extend(all.map(|&(competency, _)| (competency, start, end)));
            }
            let Some(competency) = pattern.owner() else { return };
            if pattern.exact && original.get(from..to).is_some_and(|found| !found.starts_with(char::is_uppercase)) {
                return;
            }
            if token::stands_alone(original, from, to, pattern.ordinary) {
                let (rivals, written) = (pattern.rivals(), &*pattern.written);
                let (ordinary, familiar) = (pattern.ordinary, pattern.familiar);
                hits.push(Hit { competency, rivals, start, end, written, ordinary, familiar, plural });
            }
        });
        excluded.sort_unstable();
        hits.retain(|hit| !inside(&excluded, hit));
        longest(&mut hits, original, text, |it| self.implied(it));
        hits
    }
}

/// Every pattern that begins where a word may: its number, start and end. Patterns are looked up only at words with which one begins;
/// looking for them inside of words too would be thrown away.
fn each(prefixes: &Prefixes, openings: &Openings, text: &str, mut found: impl FnMut(usize, usize, usize)) {
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(&first) = bytes.get(start) {
        let (word, mut next) = opening(bytes, start);
        if first != b' ' {
            for key in openings.keys(bytes, word, next) {
                prefixes.at(bytes, start, key, |pattern, end| found(pattern, start, end));
            }
        }
        // No word begins behind one of these.
        let joins = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@' | b'$');
        if joins(first) {
            while bytes.get(next - 1).is_some_and(|&byte| joins(byte)) {
                next += 1;
            }
        } else {
            next = start + 1;
        }
        start = next;
    }
}

/// Whether a hit stands in a phrase in which its word means something else.
fn inside(excluded: &[(usize, usize, usize)], hit: &Hit<'_>) -> bool {
    // Phrases are short: only the few that begin just before the hit can hold it.
    let after = excluded.partition_point(|&(whom, start, _)| (whom, start) <= (hit.competency, hit.start));
    let before = excluded.get(..after).unwrap_or_default();
    before.iter().rev().take(8).any(|&(whom, _, end)| whom == hit.competency && hit.end <= end)
}

/// Keeps the leftmost hits, and of those that begin together the longest. In `distributed Erlang/Elixir` the last word stands beside
/// what follows the slash, and counts for itself too; so does what a longer name says that it is (`Eloquent ORM`); in `Objective-C/Swift` the hyphen makes it a part of its word.
fn longest<'t>(hits: &mut Vec<Hit<'_>>, original: &str, normal: &Normal, implied: impl Fn(usize) -> &'t [usize]) {
    let text = normal.text.as_str();
    hits.sort_by_key(|hit| (hit.start, usize::MAX - hit.end, hit.plural));
    let starts: Vec<usize> = hits.iter().map(|hit| hit.start).collect();
    let (mut reached, mut coordinated, mut longer) = (0, false, 0);
    hits.retain(|hit| {
        let free = hit.start >= reached;
        if free {
            (reached, longer) = (hit.end, hit.competency);
            let slash = text.get(hit.end..).is_some_and(|rest| rest.starts_with('/'));
            coordinated = slash && starts.binary_search(&(hit.end + 1)).is_ok();
        }
        let before = original.get(..normal.original(hit.start)).unwrap_or_default();
        let last_word = hit.end == reached && before.ends_with(char::is_whitespace);
        let kind = |text: &str| !text.contains(char::is_lowercase) && implied(longer).contains(&hit.competency);
        let (start, end) = normal.span(hit.start, hit.end);
        free || last_word && (coordinated || original.get(start..end).is_some_and(kind))
    });
}

/// Whether a stretch is whole words; gives its end with a plural's ending.
fn word(text: &str, start: usize, end: usize, plural: bool) -> Option<usize> {
    let inner = text.get(start..end)?;
    let first = inner.chars().next()?;
    let last = inner.chars().next_back()?;
    let before = text.get(..start)?.chars().next_back();
    let joins = |c: char| c.is_alphanumeric() && !stands_close(c) || c == '_';
    if before.is_some_and(|c| joins(c) || c == first && !first.is_alphanumeric() || matches!(c, '@' | '$')) {
        return None;
    }
    let after = text.get(end..)?;
    // `R*-tree`, but not `*R*`.
    if inner.len() == 1 && after.starts_with('*') && before != Some('*') {
        return None;
    }
    if ends(after, last, inner.len()) {
        return Some(end);
    }
    if !plural {
        return None;
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|it| inner.ends_with(it));
    let ending = if hisses { "es" } else { "s" };
    after.strip_prefix(ending).filter(|rest| ends(rest, 's', 9))?;
    Some(end + ending.len())
}

/// Whether a word that ends in `last` can end before this text: `C` is not in `C++`, nor `Go` in `Go_`.
fn ends(after: &str, last: char, length: usize) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        Some(c) if c.is_alphanumeric() && !stands_close(c) || c == '_' => {
            !last.is_alphanumeric() && length > 1 && c != '_' && last != '.'
        }
        Some(c @ ('+' | '#')) => c != last && (length > 1 && chars.next() != Some(c)),
        Some(_) | None => true,
    }
}

/// Whether a letter is of a script that is written without spaces, or that hangs its particles on foreign words: `Kafkaを`, `Kafka를`.
fn stands_close(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// What each competency is a part of, of what it follows from: one of its names begins with one of the other's.
fn parts(vocabulary: &Vocabulary, implied: &[Vec<usize>]) -> Vec<Box<[usize]>> {
    let begins = |part: &Competency, whole: usize| {
        let whole = vocabulary.competencies.get(whole);
        whole.is_some_and(|whole| part.names().any(|name| whole.names().any(|head| begins_with(name, head))))
    };
    let wholes = |(part, implied): (&Arc<Competency>, &Vec<usize>)| {
        implied.iter().copied().filter(|&whole| begins(part, whole)).collect()
    };
    vocabulary.competencies.iter().zip(implied).map(wholes).collect()
}

/// Whether a name begins with another, and goes on: `Kafka Streams`, `Phoenix.PubSub`, `Flask-CORS`.
pub(super) fn begins_with(name: &str, head: &str) -> bool {
    let Some(rest) = name.strip_prefix(head) else { return false };
    let hyphened = || rest.strip_prefix('-').is_some_and(|it| it.starts_with(char::is_uppercase));
    rest.starts_with([' ', '.']) || hyphened()
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
