//! Told: what an agent says, cut up as it is quoted in answers. `static/js/search-answer.js` is its twin.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};

use super::sieve::Sieve;
use super::{facets, fields};
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
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// As programs read it: marks count characters (Unicode scalar values), as most languages slice.
impl Serialize for Section {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let characters = |at: usize| self.quote.get(..at).map_or(0, |before| before.chars().count());
        let marks: Vec<_> = self.marks.iter().map(|&(start, end)| (characters(start), characters(end))).collect();
        let mut section = serializer.serialize_struct("Section", 4)?;
        section.serialize_field("anchor", &self.anchor)?;
        section.serialize_field("title", &self.title)?;
        section.serialize_field("quote", &self.quote)?;
        section.serialize_field("marks", &marks)?;
        section.end()
    }
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

/// Which of the stems that are sought an agent matched by, by their numbers in the sieve: the number of the word of the query, and
/// what it is worth.
#[derive(Debug, Default)]
pub(super) struct Matches(Vec<Option<Worth>>);

/// The number of a word among those of the query, and what it is worth.
type Worth = (usize, f64);

impl Matches {
    /// Adds a stem by its number. The first word of the query that it stands for counts.
    pub(super) fn add(&mut self, stem: usize, worth: Worth) {
        if stem >= self.0.len() {
            self.0.resize(stem + 1, None);
        }
        if let Some(own) = self.0.get_mut(stem) {
            own.get_or_insert(worth);
        }
    }

    /// Whether the agent matched by nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(&self, stem: Option<usize>) -> Option<Worth> {
        self.0.get(stem?).copied().flatten()
    }
}

/// Finds where an agent says what was asked for.
pub(super) fn find(told: &Told, matches: &Matches, sieve: &mut Sieve) -> Found {
    let mut found = Found::default();
    let mut fields: BTreeSet<&'static str> = BTreeSet::new();
    if !worths(&told.name, matches, sieve).is_empty() {
        fields.insert("name");
    }
    for (name, level) in &told.competencies {
        if worths(name, matches, sieve).is_empty() {
            continue;
        }
        let stems = super::aliases::stems(name);
        if !stems.is_empty() && stems.iter().all(|stem| matches.of(sieve.number(stem)).is_some()) {
            fields.insert("competencies");
            found.competencies.push((name.clone(), *level));
        }
    }
    let mut ranked: Vec<(f64, usize, usize)> = Vec::new();
    for (at, part) in told.parts.iter().enumerate() {
        let mut all = worths(&part.title, matches, sieve);
        if !all.is_empty() {
            fields.insert(if part.field == "body" { "sections" } else { part.field });
        }
        // The passage that says most; the first, if only the title says anything.
        let mut best = (0.0, 0);
        for (number, passage) in part.passages.iter().enumerate() {
            let own = worths(passage, matches, sieve);
            if own.is_empty() {
                continue;
            }
            fields.insert(part.field);
            let worth = sum(&own);
            if worth > best.0 {
                best = (worth, number);
            }
            for (word, worth) in own {
                raise(&mut all, word, worth);
            }
        }
        if !all.is_empty() {
            ranked.push((sum(&all), at, best.1));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(SECTIONS);
    for (_, at, passage) in ranked {
        let Some(part) = told.parts.get(at) else { continue };
        let (quote, marks) =
            part.passages.get(passage).map(|passage| quote(passage, matches, sieve)).unwrap_or_default();
        found.sections.push(Section { anchor: part.anchor.clone(), title: part.title.clone(), quote, marks });
    }
    let order = ["name", "description", "competencies", "sections", "body", "examples"];
    found.fields = order.into_iter().filter(|field| fields.contains(field)).collect();
    found
}

/// What the words in a text are worth, each word of the query once, in the query's order.
fn worths(text: &str, matches: &Matches, sieve: &mut Sieve) -> Vec<Worth> {
    let mut worths = Vec::new();
    sieve.each(text, |_, stem| {
        if let Some((word, worth)) = matches.of(Some(stem)) {
            raise(&mut worths, word, worth);
        }
    });
    worths
}

/// A word may stand for several stems: the one that is worth most counts.
fn raise(worths: &mut Vec<Worth>, word: usize, worth: f64) {
    match worths.binary_search_by_key(&word, |own| own.0) {
        Ok(at) => worths.get_mut(at).into_iter().for_each(|own| own.1 = own.1.max(worth)),
        Err(at) => worths.insert(at, (word, worth)),
    }
}

/// Summed up in the order of the query's words, as the twin does.
fn sum(worths: &[Worth]) -> f64 {
    worths.iter().map(|own| own.1).sum()
}

/// As much of a passage as is quoted, around the first word that matched, with the places of all that did.
fn quote(passage: &str, matches: &Matches, sieve: &mut Sieve) -> (String, Vec<(usize, usize)>) {
    let mut marks = |text: &str| -> Vec<(usize, usize)> {
        let mut marks: Vec<(usize, usize)> = Vec::new();
        sieve.each(text, |(start, end), stem| match marks.last_mut() {
            _ if matches.of(Some(stem)).is_none() => {}
            // A whole and its parts stand at one place: one mark.
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => marks.push((start, end)),
        });
        marks
    };
    // As many bytes hold no more characters.
    if passage.len() <= LENGTH {
        return (passage.to_owned(), marks(passage));
    }
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

    #[test]
    fn programs_are_told_characters() {
        let quote = "… über Raft".to_owned();
        let section = Section { anchor: "a".to_owned(), title: String::new(), marks: vec![(10, 14)], quote };
        assert_eq!(section.quote.get(10..14), Some("Raft"));
        let json = r#"{"anchor":"a","title":"","quote":"… über Raft","marks":[[7,11]]}"#;
        assert_eq!(serde_json::to_string(&section).unwrap(), json);
    }
}
