//! Company: what a definition speaks of, by which a word with several senses gets the likely one.

use std::collections::HashMap;

use super::abbreviation;
use super::evidence::Scan;
use super::scan::Terms;

/// How much a definition speaks of each field: its certain terms, by category.
pub(super) struct Company<'t> {
    terms: &'t Terms,
    counts: HashMap<&'t str, usize>,
    all: usize,
    /// The certain terms, and those of the agent's name, sorted.
    known: Vec<usize>,
    /// Whether entries are lettered, so that a `C` at a beginning is one of them.
    lettered: bool,
    /// All terms that may stand somewhere, ordinary words among them, sorted.
    heard: Vec<usize>,
}

/// So many different certain terms make a definition a technical one.
const TECHNICAL: usize = 6;
/// The category that is not technical: what its terms say of ordinary words is nothing.
const SOCIAL: &str = "product";

impl<'t> Company<'t> {
    pub(super) fn new(scans: &[Scan<'_, '_>], own: &[usize], terms: &'t Terms) -> Self {
        let mut certain: Vec<usize> =
            scans.iter().flat_map(|scan| &scan.hits).filter(|hit| !hit.ordinary).map(|hit| hit.competency).collect();
        certain.sort_unstable();
        certain.dedup();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for competency in certain.iter().filter_map(|&it| terms.vocabulary.competencies.get(it)) {
            *counts.entry(&competency.category).or_default() += 1;
        }
        let all = certain.len() - counts.get(SOCIAL).copied().unwrap_or_default();
        let mut known = certain;
        known.extend(own);
        known.sort_unstable();
        let mut heard: Vec<usize> = scans.iter().flat_map(|scan| &scan.hits).map(|hit| hit.competency).collect();
        heard.sort_unstable();
        heard.dedup();
        let lettered = scans.iter().any(|scan| is_second(&scan.stretch.text));
        Self { terms, counts, all, known, lettered, heard }
    }

    /// How likely a competency is what a form means that several share: whether the definition has what it follows from, and how much
    /// it speaks of its field.
    pub(super) fn weight(&self, competency: usize) -> (bool, usize) {
        let kin = self.terms.implied(competency).iter().any(|it| self.heard.binary_search(it).is_ok());
        (kin || self.terms.implied(competency).is_empty(), self.of(competency))
    }

    /// Whether the definition speaks of something that a competency follows from.
    pub(super) fn kin(&self, competency: usize) -> bool {
        self.terms.implied(competency).iter().any(|it| self.known.binary_search(it).is_ok())
    }

    /// Whether one of the ways in which a competency is written is spelled by a short form, in other words than an author's.
    pub(super) fn is_another(&self, competency: usize, short: &str, long: &str) -> bool {
        self.terms.vocabulary.competencies.get(competency).is_some_and(|it| {
            let mut ways = it.aliases.iter().chain([&it.name]);
            ways.any(|way| abbreviation::is_another(way, short, long))
        })
    }

    pub(super) fn terms(&self) -> &'t Terms {
        self.terms
    }

    pub(super) fn of(&self, competency: usize) -> usize {
        let category = self.terms.vocabulary.competencies.get(competency).map(|it| it.category.as_str());
        category.and_then(|it| self.counts.get(it)).copied().unwrap_or_default()
    }

    /// Whether the definition has entries by letters: `A: …`, `B: …`, `C: …`.
    pub(super) fn lettered(&self) -> bool {
        self.lettered
    }

    /// Whether one of two follows from the other.
    pub(super) fn related(&self, a: usize, b: usize) -> bool {
        a == b || self.terms.implied(a).contains(&b) || self.terms.implied(b).contains(&a)
    }

    /// Whether the definition is technical, so that a technical sense of an ordinary word is the likely one.
    pub(super) fn technical(&self) -> bool {
        self.all >= TECHNICAL
    }
}

/// Whether a text begins with the letter that no language is named by, alone: the second of a lettered list.
fn is_second(text: &str) -> bool {
    let rest = text.trim_start_matches(['(', '*', ' ']).strip_prefix('B');
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '.', ')', '|']) || rest.starts_with(" — "))
}
