//! Told: what an agent says, cut up as it is quoted in answers. `static/js/search-quote.js` is its twin.

use std::collections::{BTreeMap, BTreeSet};

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
    for (name, level) in told.competencies.iter().filter(|(name, _)| sieve.passes(name)) {
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
        let (quote, marks) = part.passages.get(passage).map(|passage| quote(passage, matches)).unwrap_or_default();
        found.sections.push(Section { anchor: part.anchor.clone(), title: part.title.clone(), quote, marks });
    }
    let order = ["name", "description", "competencies", "sections", "body", "examples"];
    found.fields = order.into_iter().filter(|field| fields.contains(field)).collect();
    found
}

/// What the words in a text are worth, each word of the query once.
fn worths(text: &str, matches: &Matches, sieve: &Sieve) -> BTreeMap<usize, f64> {
    let mut worths = BTreeMap::new();
    if sieve.passes(text) {
        for token in tokens::tokens(text).iter().filter(|token| sieve.begins(&token.text)) {
            if let Some((word, worth)) = matches.get(&stem(&token.text)) {
                raise(&mut worths, *word, *worth);
            }
        }
    }
    worths
}

/// Tells in one glance that no word of a text can match: none begins with the same two letters as a stem that did.
/// A stem and its word share these (but for the exceptions, which begin with one: `sky`, `die`).
struct Sieve {
    pairs: Vec<[u8; 2]>,
}

impl Sieve {
    fn new(matches: &Matches) -> Self {
        let mut pairs: Vec<[u8; 2]> = Vec::new();
        for stem in matches.keys() {
            let mut bytes = stem.bytes();
            let (first, second) = (bytes.next().unwrap_or(0), bytes.next().unwrap_or(0));
            // `die` is the stem of `dying`, and what is short is part of many things: the first letter alone counts.
            pairs.push([first, if stem.len() <= 3 { 0 } else { second }]);
        }
        Self { pairs }
    }

    /// The same for one word.
    fn begins(&self, word: &str) -> bool {
        let mut bytes = word.bytes();
        let (first, second) = (bytes.next().unwrap_or(0), bytes.next().unwrap_or(0));
        self.pairs.iter().any(|pair| pair[0] == first && (pair[1] == 0 || pair[1] == second))
    }

    fn passes(&self, text: &str) -> bool {
        let mut before = b' ';
        let bytes = text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            // What isn't ASCII folds in too many ways to guess.
            if !byte.is_ascii() {
                return true;
            }
            let begins = !before.is_ascii_alphanumeric() || byte.is_ascii_uppercase();
            before = byte;
            if !begins {
                continue;
            }
            let first = byte.to_ascii_lowercase();
            let second = bytes.get(at + 1).map_or(0, u8::to_ascii_lowercase);
            let fits = |pair: &[u8; 2]| {
                pair[0] == first && (pair[1] == 0 || pair[1] == second || !second.is_ascii_alphanumeric())
            };
            if self.pairs.iter().any(fits) {
                return true;
            }
        }
        false
    }
}

/// A word may stand for several stems: the one that is worth most counts.
fn raise(words: &mut BTreeMap<usize, f64>, word: usize, worth: f64) {
    let entry = words.entry(word).or_insert(worth);
    *entry = entry.max(worth);
}

/// As much of a passage as is quoted, around the first word that matched, with the places of all that did.
fn quote(passage: &str, matches: &Matches) -> (String, Vec<(usize, usize)>) {
    let marks = |text: &str| -> Vec<(usize, usize)> {
        let mut marks: Vec<(usize, usize)> = Vec::new();
        for token in tokens::tokens(text).iter().filter(|token| matches.contains_key(&stem(&token.text))) {
            match marks.last_mut() {
                // A whole and its parts stand at one place: one mark.
                Some(last) if token.start < last.1 => last.1 = last.1.max(token.end),
                _ => marks.push((token.start, token.end)),
            }
        }
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
