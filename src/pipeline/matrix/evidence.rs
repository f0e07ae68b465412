//! Evidence: what a stretch of text says of the vocabulary's terms, and the sentence that is quoted for it.

use super::context::{self, Around};
use super::normal::Normal;
use super::scan::{Hit, Terms};
use super::scope::{Scope, Stretch};
use super::{code, denial, harvest, levels, sentence, token};
use crate::model::competency::Origin;
use crate::model::definition::Stated;
use crate::model::matrix::{Coverage, Evidence, Level};

/// Most quotes a mark keeps.
const MAX_QUOTES: usize = 12;
/// Most places of a term that are looked at in one definition: a hostile one repeats it without end.
const MAX_PLACES: usize = 200;
/// Most quotes an inferred mark borrows.
pub(super) const MAX_INFERRED: usize = 3;

/// A place of a term in a stretch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Where it stands; a bold term that leads is told from the text after it.
    pub scope: Scope,
    /// The quote, as bytes of the stretch.
    pub quote: (usize, usize),
    /// The term, likewise.
    pub term: (usize, usize),
}

/// What a stretch says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Terms of the vocabulary, by index.
    pub terms: Vec<(usize, Place)>,
    /// Terms that it lacks, as written.
    pub harvested: Vec<(String, Place)>,
}

/// The places of one term in a definition.
#[derive(Debug, Default)]
pub(super) struct Found<'s> {
    places: Vec<(&'s Stretch, Place)>,
}

impl<'s> Found<'s> {
    pub(super) fn add(&mut self, stretch: &'s Stretch, place: Place) {
        if self.places.len() < MAX_PLACES {
            self.places.push((stretch, place));
        }
    }

    /// The scopes that the term stands in.
    pub(super) fn scopes(&self) -> impl Iterator<Item = Scope> + Clone + '_ {
        self.places.iter().map(|(_, place)| place.scope)
    }

    /// The mark: level and quotes, best first.
    pub(super) fn mark(&self) -> Coverage {
        let mut places: Vec<_> = self
            .places
            .iter()
            .map(|(stretch, place)| (place.scope, stretch.line(place.term.0), *stretch, place))
            .collect();
        places
            .sort_by_key(|&(scope, line, _, place)| (std::cmp::Reverse(levels::level(scope)), scope, line, place.term));
        let mut quotes: Vec<Evidence> = Vec::new();
        for (scope, line, stretch, place) in places {
            let (from, to) = place.quote;
            let quote = stretch.text.get(from..to).unwrap_or_default();
            if quotes.len() < MAX_QUOTES && !quotes.iter().any(|it| it.line == line && it.quote == quote) {
                let span = (place.term.0.saturating_sub(from), place.term.1.saturating_sub(from));
                let (quote, anchor) = (quote.to_owned(), stretch.anchor.clone());
                quotes.push(Evidence { line, quote, span, anchor, level: levels::level(scope) });
            }
        }
        mark(quotes, levels::together(self.scopes()))
    }
}

/// A mark of the vocabulary; whose it is, the caller knows.
pub(super) fn mark(evidence: Vec<Evidence>, level: Level) -> Coverage {
    Coverage { competency: 0, level, origin: Origin::Vocabulary, via: Vec::new(), evidence: evidence.into() }
}

/// What an author states by hand.
pub(super) fn stated(stated: &Stated<String>) -> Evidence {
    let span = (0, stated.value.len());
    Evidence {
        line: stated.line,
        quote: stated.value.clone(),
        span,
        anchor: String::new(),
        level: levels::level(Scope::Stated),
    }
}

/// Reads a stretch. `names` are the agent's own, `own` the competencies that are in them.
pub(super) fn read(stretch: &Stretch, terms: &Terms, names: &[String], own: &[usize]) -> Reading {
    let text = Normal::new(&stretch.text);
    let hits = terms.hits(&stretch.text, &text);
    let mut reading = Reading::default();
    let shapes = harvest::shapes(stretch);
    if hits.is_empty() && shapes.is_empty() {
        return reading;
    }
    let scope = whole(stretch);
    let spans: Vec<(usize, usize, bool)> = hits
        .iter()
        .map(|hit| {
            let (start, end) = text.span(hit.start, hit.end);
            (start, end, !hit.ordinary)
        })
        .collect();
    let mut next = 0;
    for (from, to) in sentence::sentences(&stretch.text) {
        let first = next;
        next += spans.get(next..).unwrap_or_default().iter().take_while(|&&(start, ..)| start < to).count();
        let some_shape = shapes.iter().any(|shape| from <= shape.start && shape.start < to);
        if first == next && !some_shape {
            continue;
        }
        let line = Line::new(stretch, &text, (from, to), names, scope);
        let mut taken = Vec::new();
        for index in first..next {
            let (Some(hit), Some(&(start, end, _))) = (hits.get(index), spans.get(index)) else { continue };
            taken.push((start, end));
            let others = spans.get(index.saturating_sub(6).max(first)..(index + 7).min(next)).unwrap_or_default();
            if let Some(place) = line.place(hit, (start, end), others, own) {
                reading.terms.push((hit.competency, place));
            }
        }
        for shape in shapes.iter().filter(|shape| from <= shape.start && shape.start < to) {
            let (term, known) = ((shape.start, shape.end), &taken);
            if let Some(scope) = line.scope_of(term).filter(|scope| levels::level(*scope) >= Level::Listed) {
                if harvest::accepts(shape, &stretch.text, known) {
                    let name = stretch.text.get(shape.start..shape.end).unwrap_or_default().to_owned();
                    reading.harvested.push((name, line.quoted(scope, term)));
                }
            }
        }
    }
    reading
}

/// The scope of a stretch by its own looks: code that nothing fences, a path with a remark, a condition.
fn whole(stretch: &Stretch) -> Scope {
    let text = stretch.text.trim_start();
    let scope = stretch.scope;
    if levels::level(scope) < Level::Listed {
        return scope;
    }
    if code::looks_like(text) {
        return Scope::Code;
    }
    let first = text.split_whitespace().next().unwrap_or_default().trim_matches(['`', '"', '*', ':']);
    if scope == Scope::Entry && (token::is_address(first) || token::is_path(first)) {
        return Scope::Aside;
    }
    scope
}

/// A sentence of a stretch, with what decides over the terms in it.
struct Line<'a> {
    stretch: &'a Stretch,
    sentence: (usize, usize),
    scope: Scope,
    /// What is denied in it, as bytes of the stretch.
    denied: Vec<(usize, usize)>,
    /// Placeholders and other brackets, likewise.
    brackets: Vec<(usize, usize)>,
}

impl<'a> Line<'a> {
    fn new(stretch: &'a Stretch, text: &Normal, sentence: (usize, usize), names: &[String], scope: Scope) -> Self {
        let (from, to) = (text.at(sentence.0), text.at(sentence.1));
        let plain = text.text.get(from..to).unwrap_or_default();
        let original = stretch.text.get(sentence.0..sentence.1).unwrap_or_default();
        let agents: Vec<_> = token::agents(original, names)
            .into_iter()
            .map(|(start, end)| (text.at(sentence.0 + start) - from, text.at(sentence.0 + end) - from))
            .collect();
        let denied = denial::denied(plain, &agents)
            .into_iter()
            .map(|(start, end)| text.span(from + start, from + end))
            .collect();
        let scope =
            if levels::level(scope) >= Level::Listed && conditional(plain.trim_start()) { Scope::Aside } else { scope };
        Self { stretch, sentence, scope, denied, brackets: brackets(original, sentence.0) }
    }

    /// The place of a hit, if it says anything.
    fn place(
        &self,
        hit: &Hit<'_>,
        term: (usize, usize),
        others: &[(usize, usize, bool)],
        own: &[usize],
    ) -> Option<Place> {
        let scope = self.scope_of(term)?;
        if hit.ordinary {
            let around = Around {
                text: &self.stretch.text,
                sentence: self.window(term),
                term,
                code: self.stretch.code.binary_search(&term).is_ok(),
                title: matches!(scope, Scope::Heading | Scope::Lead),
                own: own.contains(&hit.competency),
                others,
            };
            if scope == Scope::Code || !context::technical(hit, &around) {
                return None;
            }
        }
        Some(self.quoted(scope, term))
    }

    /// Where a term stands, unless it is denied.
    fn scope_of(&self, term: (usize, usize)) -> Option<Scope> {
        if holds(&self.denied, term.0).is_some() {
            return None;
        }
        if levels::level(self.scope) < Level::Listed {
            return Some(self.scope);
        }
        if holds(&self.brackets, term.0).is_some() {
            return Some(Scope::Aside);
        }
        if self.in_code(term) {
            return Some(Scope::Code);
        }
        let leads = term.1 <= self.stretch.lead && matches!(self.scope, Scope::Entry | Scope::Prose);
        Some(if leads { Scope::Lead } else { self.scope })
    }

    /// Whether a term is a part of a code span. A span that is the term, or no more than names, claims like any word.
    fn in_code(&self, term: (usize, usize)) -> bool {
        holds(&self.stretch.code, term.0).is_some_and(|(start, end)| {
            let text = self.stretch.text.get(start..end).unwrap_or_default();
            (start, end) != term && text.contains(['(', '=', ' ', '/', '.', '<', '{', '_', '"', '\''])
        })
    }

    fn quoted(&self, scope: Scope, term: (usize, usize)) -> Place {
        Place { scope, quote: sentence::quote(&self.stretch.text, self.sentence, term), term }
    }

    /// The sentence, no more of it than a reader would look at: keeps a hostile one linear.
    fn window(&self, term: (usize, usize)) -> (usize, usize) {
        let (from, to) = self.sentence;
        let text = &self.stretch.text;
        let mut start = from.max(term.0.saturating_sub(sentence::LONGEST));
        let mut end = to.min(term.1 + sentence::LONGEST);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        (start, end)
    }
}

/// The range that holds a byte, of ranges that are sorted and don't overlap.
fn holds(ranges: &[(usize, usize)], at: usize) -> Option<(usize, usize)> {
    let after = ranges.partition_point(|&(start, _)| start <= at);
    ranges.get(after.checked_sub(1)?).copied().filter(|&(_, end)| at < end)
}

/// Things that are the reader's, of which a condition asks.
const THEIRS: [&str; 14] = [
    "project",
    "codebase",
    "repo",
    "repository",
    "app",
    "application",
    "stack",
    "user",
    "team",
    "user's",
    "existing",
    "target",
    "request",
    "task",
];

/// `If the project uses X …`: says what to do then, and not that the agent is good at it.
fn conditional(sentence: &str) -> bool {
    let mut words = sentence.split_whitespace();
    if !matches!(words.next(), Some("if")) {
        return false;
    }
    let next = words.next().unwrap_or_default();
    let noun = if matches!(next, "the" | "a" | "an" | "your" | "their" | "this") {
        words.next().unwrap_or_default()
    } else {
        next
    };
    THEIRS.contains(&noun.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''))
}

/// Square brackets are placeholders: `[Java/Spring | Python/Django]`.
fn brackets(sentence: &str, offset: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, c) in sentence.char_indices() {
        match c {
            '[' => open = open.or(Some(at)),
            ']' => out.extend(open.take().map(|start| (offset + start, offset + at))),
            _ => {}
        }
    }
    out
}
