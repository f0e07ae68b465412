//! Glossary: the competencies that have a page, by their first letter, worked out once for a site.

use std::collections::BTreeMap;

use crate::model::catalog::Catalog;
use crate::model::matrix::State;
use crate::text;

/// How many terms one page shows at most: with more, each letter has pages of its own.
pub(super) const PER_PAGE: usize = 400;

/// A letter (`a` to `z`, `0` for the rest) with its terms: indices into the matrix, by name.
pub(super) type Letters = BTreeMap<char, Vec<usize>>;

/// The terms that have a page, by letter, then by name without regard to case.
pub(super) fn letters(catalog: &Catalog) -> Letters {
    let mut found: BTreeMap<char, Vec<(String, usize)>> = BTreeMap::new();
    for (index, competency) in catalog.matrix.shown() {
        let key = text::fold(&competency.name);
        let first = key.chars().find(|c| c.is_alphanumeric()).unwrap_or('0');
        let letter = if first.is_ascii_lowercase() { first } else { '0' };
        found.entry(letter).or_default().push((key, index));
    }
    found
        .into_iter()
        .map(|(letter, mut terms)| {
            terms.sort();
            (letter, terms.into_iter().map(|(_, index)| index).collect())
        })
        .collect()
}

/// URL of a page of a letter, from 1.
pub(super) fn url(letter: char, page: usize) -> String {
    if page == 1 { format!("competencies/{letter}.html") } else { format!("competencies/{letter}.{page}.html") }
}

/// How many pages so many terms take.
pub(super) fn pages(count: usize) -> usize {
    count.div_ceil(PER_PAGE).max(1)
}

/// A state as pages write it.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Single => "single",
        State::Primary => "primary",
        State::Ambiguous => "ambiguous",
        State::Shared => "shared",
        State::Gap => "gap",
        State::None => "none",
    }
}
