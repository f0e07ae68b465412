//! Told: what an agent says, cut up as it is quoted in answers. `static/js/search-quote.js` is its twin.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Serialize;

use super::stem::stem;
use super::{facets, fields, tokens};
use crate::model::catalog::Catalog;
use crate::model::document::plain;
use crate::model::matrix::{AgentCoverage, Level};

/// Most text of an agent that is quoted from, in bytes: what stands further down is found, and not quoted.
const QUOTED: usize = 6000;

/// Longest quote, in characters, and how much of it may stand before the first word that matched.
const LENGTH: usize = 180;
const BEFORE: usize = 50;

/// Most sections of one hit.
const SECTIONS: usize = 3;

/// What an agent says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    /// Its name.
    pub(super) name: String,
    /// The competencies that it claims, with the level.
    pub(super) competencies: Vec<(String, u8)>,
    /// The description (without anchor or title), then the sections, then the examples.
    pub(super) parts: Vec<Part>,
}

/// A stretch of text with its place on the agent's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    /// Which field it is of: `description`, `body` or `examples`.
    pub(super) field: &'static str,
    /// Its anchor; empty for the description.
    pub(super) anchor: String,
    /// Its title; may be empty.
    pub(super) title: String,
    /// Its paragraphs and list items.
    pub(super) passages: Vec<String>,
}

/// A section of an agent in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its anchor on the agent's page; empty for the description.
    pub anchor: String,
    /// Its title; may be empty.
    pub title: String,
    /// A sentence or so from it.
    pub quote: String,
    /// Where in the quote the words of the query stand: byte offsets, start and end.
    pub marks: Vec<(usize, usize)>,
}

/// Where words of a query were found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) fields: Vec<&'static str>,
    pub(super) competencies: Vec<(String, u8)>,
    pub(super) sections: Vec<Section>,
}

/// What agents say, kept once it has been asked for: an answer names ten of them.
#[derive(Debug)]
pub(super) struct Known(Vec<OnceLock<Box<Told>>>);

impl Known {
    /// Nothing yet, of so many agents.
    pub(super) fn new(agents: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(agents).collect())
    }

    /// The same as [`of`].
    pub(super) fn get(&self, catalog: &Catalog, index: usize) -> Option<&Told> {
        let slot = self.0.get(index)?;
        if let Some(known) = slot.get() {
            return Some(known);
        }
        let told = Box::new(of(catalog, index)?);
        Some(slot.get_or_init(|| told))
    }
}

/// What an agent says, by its index in the catalog.
pub(super) fn of(catalog: &Catalog, index: usize) -> Option<Told> {
    let definition = catalog.agents.get(index)?.definition.as_ref();
    let mut left = QUOTED;
    let mut take = |texts: Vec<String>| -> Vec<String> {
        texts
            .into_iter()
            .filter(|text| !text.trim().is_empty())
            .take_while(|text| {
                left = left.saturating_sub(text.len());
                left > 0
            })
            .collect()
    };
    let mut description = fields::said(&definition.description);
    description.extend(definition.description.when_not.iter().map(|passage| passage.text.clone()));
    let mut parts = vec![part("description", "", "", take(description))];
    for section in &definition.body.sections {
        let (mut prose, mut code) = (Vec::new(), Vec::new());
        fields::passages(&section.blocks, 0, &mut prose, &mut code);
        parts.push(part("body", &section.anchor, &plain(&section.title), take(prose)));
    }
    let mut examples = Vec::new();
    for example in &definition.description.examples {
        examples.extend(example.context.clone());
        examples.extend(example.turns.iter().map(|turn| turn.text.clone()));
        examples.extend(example.commentary.clone());
    }
    parts.push(part("examples", "", "Examples", take(examples)));
    parts.retain(|part| !part.passages.is_empty() || (part.field == "body" && !part.title.is_empty()));
    let marks = catalog.matrix.coverage.get(index).into_iter().flat_map(AgentCoverage::iter);
    let mut competencies: Vec<(String, u8)> = marks
        .filter(|mark| mark.level >= Level::Listed || mark.level == Level::Inferred)
        .filter_map(|mark| {
            Some((catalog.matrix.competencies.get(mark.competency)?.name.clone(), facets::level(mark.level)))
        })
        .collect();
    competencies.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Some(Told { name: definition.name.value.clone(), competencies, parts })
}

fn part(field: &'static str, anchor: &str, title: &str, passages: Vec<String>) -> Part {
    Part { field, anchor: anchor.to_owned(), title: title.to_owned(), passages }
}

/// A word that matched: its number among the words of the query, and what it is worth.
pub(super) type Matches = BTreeMap<String, (usize, f64)>;

/// Finds where an agent says what was asked for.
pub(super) fn find(told: &Told, matches: &Matches) -> Found {
    let sieve = Sieve::new(matches);
    let mut found = Found::default();
    let mut fields: BTreeSet<&'static str> = BTreeSet::new();
    if !worths(&told.name, matches, &sieve).is_empty() {
        fields.insert("name");
    }
    for (name, level) in told.competencies.iter().filter(|(name, _)| !worths(name, matches, &sieve).is_empty()) {
        let stems = super::aliases::stems(name);
        if !stems.is_empty() && stems.iter().all(|stem| matches.contains_key(stem)) {
            fields.insert("competencies");
            found.competencies.push((name.clone(), *level));
        }
    }
    let mut ranked: Vec<(f64, usize, usize)> = Vec::new();
    for (at, part) in told.parts.iter().enumerate() {
        let mut all = worths(&part.title, matches, &sieve);
        if !all.is_empty() {
            fields.insert(if part.field == "body" { "sections" } else { part.field });
        }
        // The passage that says most; the first, if only the title says anything.
        let mut best = (0.0, 0);
        for (number, passage) in part.passages.iter().enumerate() {
            let own = worths(passage, matches, &sieve);
            if own.is_empty() {
                continue;
            }
            fields.insert(part.field);
            let worth: f64 = own.values().sum();
            if worth > best.0 {
                best = (worth, number);
            }
            for (word, worth) in own {
                raise(&mut all, word, worth);
            }
        }
        if !all.is_empty() {
            ranked.push((all.values().sum(), at, best.1));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(SECTIONS);
    for (_, at, passage) in ranked {
        let Some(part) = told.parts.get(at) else { continue };
        let (quote, marks) =
            part.passages.get(passage).map(|passage| quote(passage, matches, &sieve)).unwrap_or_default();
        found.sections.push(Section { anchor: part.anchor.clone(), title: part.title.clone(), quote, marks });
    }
    let order = ["name", "description", "competencies", "sections", "body", "examples"];
    found.fields = order.into_iter().filter(|field| fields.contains(field)).collect();
    found
}

/// What the words in a text are worth, each word of the query once.
fn worths(text: &str, matches: &Matches, sieve: &Sieve) -> BTreeMap<usize, f64> {
    let mut worths = BTreeMap::new();
    sieve.each(text, matches, |_, (word, worth)| raise(&mut worths, word, worth));
    worths
}

/// Finds the words of a text that match without reading all the others: a word is looked at only if it begins as a stem that did.
struct Sieve {
    /// The beginning of each stem, sorted.
    roots: Vec<Root>,
    /// Where the roots that begin with a byte, in either case, begin and end among them.
    firsts: [(u16, u16); 256],
}

/// What a word surely begins with if it has a certain stem: up to four bytes, of which the first so many count.
type Root = ([u8; ROOT], usize);

const ROOT: usize = 4;

impl Sieve {
    /// A stem and its word differ in their last letters: a stem ends up to two letters after what both have (`possibl`,
    /// `possibly`; `valenc`, `valency`). The exceptions have their first in common: `sky`, `die`.
    fn new(matches: &Matches) -> Self {
        let root = |stem: &String| {
            let bytes = stem.as_bytes();
            let length = bytes.len().saturating_sub(2).clamp(1, ROOT);
            let mut root = [0; ROOT];
            root.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
            (root, length)
        };
        let mut roots: Vec<Root> = matches.keys().map(root).collect();
        roots.sort_unstable();
        roots.dedup();
        let mut firsts = [(0, 0); 256];
        for (at, first) in (0..).zip(roots.iter().filter_map(|(root, _)| root.first())) {
            for byte in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                if let Some(range) = firsts.get_mut(usize::from(byte)) {
                    *range = (if range.1 == 0 { at } else { range.0 }, at + 1);
                }
            }
        }
        Self { roots, firsts }
    }

    /// Calls back for each word of a text that matches: where it stands, and what matched.
    fn each(&self, text: &str, matches: &Matches, mut found: impl FnMut((usize, usize), (usize, f64))) {
        let mut look = |offset: usize, text: &str| {
            for token in tokens::tokens(text).iter().filter(|token| self.begins(&token.text)) {
                if let Some(own) = matches.get(&stem(&token.text)) {
                    found((offset + token.start, offset + token.end), *own);
                }
            }
        };
        // What isn't ASCII folds in too many ways to guess.
        if !text.is_ascii() {
            return look(0, text);
        }
        // Words that are written together have no space between them.
        let mut start = 0;
        for chunk in text.split(|c: char| c.is_ascii_whitespace()) {
            if self.passes(chunk.as_bytes()) {
                look(start, chunk);
            }
            start += chunk.len() + 1;
        }
    }

    /// The same for one word.
    fn begins(&self, word: &str) -> bool {
        let fits = |(root, length): &Root| root.get(..*length).is_some_and(|root| word.as_bytes().starts_with(root));
        word.bytes().next().is_some_and(|first| self.roots_from(first).iter().any(fits))
    }

    /// The roots that begin with a byte.
    fn roots_from(&self, first: u8) -> &[Root] {
        let (start, end) = self.firsts.get(usize::from(first)).copied().unwrap_or_default();
        self.roots.get(usize::from(start)..usize::from(end)).unwrap_or_default()
    }

    /// Whether a word may match among some that are written together, in ASCII.
    fn passes(&self, chunk: &[u8]) -> bool {
        let mut before = b' ';
        chunk.iter().enumerate().any(|(at, &byte)| {
            let begins = !before.is_ascii_alphanumeric() || byte.is_ascii_uppercase();
            before = byte;
            begins && self.roots_from(byte).iter().any(|root| stands(chunk.get(at..).unwrap_or_default(), root))
        })
    }
}

/// Whether a root stands at the beginning of a text. A joint within it may be one that a whole is written without.
fn stands(text: &[u8], (root, length): &Root) -> bool {
    for (at, wanted) in root.iter().take(*length).enumerate() {
        let Some(byte) = text.get(at) else { return false };
        if byte.to_ascii_lowercase() != *wanted {
            return at > 0 && !byte.is_ascii_alphanumeric();
        }
    }
    true
}

/// A word may stand for several stems: the one that is worth most counts.
fn raise(words: &mut BTreeMap<usize, f64>, word: usize, worth: f64) {
    let entry = words.entry(word).or_insert(worth);
    *entry = entry.max(worth);
}

/// As much of a passage as is quoted, around the first word that matched, with the places of all that did.
fn quote(passage: &str, matches: &Matches, sieve: &Sieve) -> (String, Vec<(usize, usize)>) {
    let marks = |text: &str| -> Vec<(usize, usize)> {
        let mut marks: Vec<(usize, usize)> = Vec::new();
        sieve.each(text, matches, |(start, end), _| match marks.last_mut() {
            // A whole and its parts stand at one place: one mark.
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => marks.push((start, end)),
        });
        marks
    };
    let chars: Vec<(usize, char)> = passage.char_indices().collect();
    if chars.len() <= LENGTH {
        return (passage.to_owned(), marks(passage));
    }
    let first = marks(passage).first().map_or(0, |mark| mark.0);
    let first = chars.partition_point(|(byte, _)| *byte < first);
    let space = |at: usize| chars.get(at).is_some_and(|(_, c)| c.is_whitespace());
    let mut start = first.saturating_sub(BEFORE).min(chars.len() - LENGTH);
    while start > 0 && start < first && !space(start - 1) {
        start += 1;
    }
    let mut end = (start + LENGTH).min(chars.len());
    while end < chars.len() && end > first + 20 && !space(end) {
        end -= 1;
    }
    let byte = |at: usize| chars.get(at).map_or(passage.len(), |(byte, _)| *byte);
    let middle = passage.get(byte(start)..byte(end)).unwrap_or_default().trim();
    let quote = format!("{}{middle}{}", if start > 0 { "… " } else { "" }, if end < chars.len() { " …" } else { "" });
    let marks = marks(&quote);
    (quote, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found of a word's stem in a text, as the text has it.
    fn found(text: &str, word: &str) -> Vec<String> {
        let matches = Matches::from([(stem(word), (0, 1.0))]);
        let mut found = Vec::new();
        Sieve::new(&matches).each(text, &matches, |(start, end), _| found.push(text[start..end].to_owned()));
        found
    }

    #[test]
    fn every_word_is_found_by_its_stem() {
        let pairs = include_str!("../../tests/stems.tsv").lines().filter_map(|line| line.split_once('\t'));
        for (word, _) in pairs.filter(|(word, _)| !word.starts_with('#')) {
            let text = format!("so\n{word}, and");
            for token in tokens::tokens(&text) {
                let own = &text[token.start..token.end];
                assert!(found(&text, &token.text).iter().any(|it| it == own), "{word}: {}", token.text);
            }
        }
    }

    #[test]
    fn joints_signs_and_humps_are_found_where_they_stand() {
        for text in
            ["on CI/CD", "a Node.js", "a-b-c-d", "C++ ", ":pg .NET", "a GenServer", "I don't", "HTTPServer", "x_y"]
        {
            for token in tokens::tokens(text) {
                let own = &text[token.start..token.end];
                assert!(found(text, &token.text).iter().any(|it| it == own), "{text}: {token:?}");
            }
        }
        assert_eq!(found("Naïve consensus", "naive"), ["Naïve"]);
        assert!(found("Constant and conservative; a second council.", "consensus").is_empty());
    }
}
