//! Terms: what a stem is worth, and to which documents. Everything that needs a logarithm or a division by a length is
//! done here, once, and rounded to whole numbers: both readers rank by these numbers, so that they can't differ.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use super::fields::{COUNT, FIELDS, Field, K1};
use super::index::Store;
use super::signal::{self, Signal};
use super::{Fault, background};

/// The highest level of a posting. A level is the square root of what it stands for, so that weak postings are told apart too.
pub(super) const LEVELS: u8 = 88;

/// A value of 1.0 for the worth of a term, and what a score is divided by.
pub(super) const WORTH: f64 = 1000.0;

/// A stem as the ranking sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// What it is worth: its inverse document frequency, flattened, in thousandths.
    pub(super) worth: u32,
    /// How much it tells in a sentence.
    pub(super) signal: Signal,
    /// The documents that hold it, sorted.
    pub(super) postings: Vec<Posting>,
}

/// That a document holds a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting {
    /// The document's number.
    pub(super) doc: u32,
    /// How strongly it holds it: 1 to [`LEVELS`].
    pub(super) level: u8,
    /// Whether its name does.
    pub(super) name: bool,
}

/// Where a stem stands in each document that holds it.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Numbers of documents, sorted, each with where its positions begin and end.
    docs: Vec<(u32, usize, usize)>,
    positions: Vec<u32>,
}

impl Places {
    fn push(&mut self, doc: u32, positions: &[u32]) {
        let start = self.positions.len();
        self.positions.extend_from_slice(positions);
        self.docs.push((doc, start, self.positions.len()));
    }

    /// How many documents there are.
    pub(super) fn len(&self) -> usize {
        self.docs.len()
    }

    /// The documents with the positions in each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        self.docs.iter().map(|(doc, start, end)| (*doc, self.positions.get(*start..*end).unwrap_or_default()))
    }

    /// The positions in one document, if it is among them.
    pub(super) fn of(&self, doc: u32) -> Option<&[u32]> {
        let at = self.docs.binary_search_by_key(&doc, |own| own.0).ok()?;
        let (_, start, end) = self.docs.get(at)?;
        self.positions.get(*start..*end)
    }
}

/// The terms of an index, each made when it is first asked for.
#[derive(Debug)]
pub(super) struct Terms {
    store: Store,
    agents: u32,
    averages: [f64; COUNT],
    /// What a word in each field counts.
    weights: [f64; COUNT],
    made: Mutex<HashMap<String, Arc<Term>>>,
    placed: Mutex<HashMap<String, Arc<Places>>>,
}

impl Terms {
    /// The terms of an index whose first `agents` documents are agents.
    pub(super) fn new(store: Store, agents: u32) -> Self {
        Self::weighed(store, agents, |field| field.weight)
    }

    /// The same with weights of the fields as given; a word that stands only where it counts nothing is nowhere.
    pub(super) fn weighed(store: Store, agents: u32, weight: impl Fn(&Field) -> f64) -> Self {
        let mut averages = [1.0; COUNT];
        for (field, average) in averages.iter_mut().enumerate() {
            let lengths = store.layouts().iter().take(agents as usize).filter_map(|layout| layout.lengths.get(field));
            // Whole numbers far below 2^52 are exact, whatever the order of the sum.
            *average = (lengths.map(|length| f64::from(*length)).sum::<f64>() / f64::from(agents.max(1))).max(1.0);
        }
        let weights = FIELDS.each_ref().map(weight);
        Self { store, agents, averages, weights, made: Mutex::default(), placed: Mutex::default() }
    }

    /// The index behind.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// A term; without postings if no document holds the stem.
    pub(super) fn term(&self, stem: &str) -> Result<Arc<Term>, Fault> {
        if let Ok(made) = self.made.lock()
            && let Some(term) = made.get(stem)
        {
            return Ok(Arc::clone(term));
        }
        let term = Arc::new(self.make(stem, |_, _| ())?);
        // What nobody holds is not kept, so that queries can't fill the memory.
        if let Ok(mut made) = self.made.lock()
            && !term.postings.is_empty()
        {
            made.insert(stem.to_owned(), Arc::clone(&term));
        }
        Ok(term)
    }

    /// A term with its places, neither of them kept: for whoever walks through all terms.
    pub(super) fn fresh(&self, stem: &str) -> Result<(Term, Places), Fault> {
        let mut places = Places::default();
        let term = self.make(stem, |doc, positions| places.push(doc, positions))?;
        places.docs.sort_unstable();
        Ok((term, places))
    }

    /// Where a stem stands.
    pub(super) fn places(&self, stem: &str) -> Result<Arc<Places>, Fault> {
        if let Ok(placed) = self.placed.lock()
            && let Some(places) = placed.get(stem)
        {
            return Ok(Arc::clone(places));
        }
        let mut places = Places::default();
        self.store.positions(stem, |doc, positions| places.push(doc, positions))?;
        places.docs.sort_unstable();
        let places = Arc::new(places);
        if let Ok(mut placed) = self.placed.lock()
            && places.len() > 0
        {
            placed.insert(stem.to_owned(), Arc::clone(&places));
        }
        Ok(places)
    }

    /// BM25F: shares by field, weighed and each divided by its field's length, summed up before they are saturated.
    fn make(&self, stem: &str, mut each: impl FnMut(u32, &[u32])) -> Result<Term, Fault> {
        let layouts = self.store.layouts();
        let mut postings = Vec::new();
        self.store.positions(stem, |doc, positions| {
            each(doc, positions);
            let Some(layout) = layouts.get(doc as usize) else { return };
            let mut weight = 0.0;
            let frequencies = layout.frequencies(positions);
            for ((((field, own), average), length), frequency) in
                FIELDS.iter().zip(self.weights).zip(self.averages).zip(layout.lengths).zip(frequencies)
            {
                if frequency > 0 && own > 0.0 {
                    let stretch = 1.0 - field.b + field.b * f64::from(length) / average;
                    weight += own * f64::from(frequency) / stretch;
                }
            }
            if weight == 0.0 {
                return;
            }
            let name = frequencies.first().is_some_and(|count| *count > 0);
            postings.push(Posting { doc, level: level(weight / (K1 + weight)), name });
        })?;
        postings.sort_unstable();
        let holders = postings.iter().filter(|posting| posting.doc < self.agents).count();
        Ok(Term { worth: self.worth(background::share(stem), holders), signal: signal::of(stem), postings })
    }

    /// Inverse document frequency, with the background's frequencies blended in as if so many definitions more were here,
    /// and flattened by a square root: in a request a rare word is often there by chance. `usual` is the share there.
    pub(super) fn worth(&self, usual: f64, holders: usize) -> u32 {
        let all = f64::from(self.agents) + background::WEIGHT;
        let holders = f64::from(u32::try_from(holders).unwrap_or(u32::MAX));
        let share = (holders + background::WEIGHT * usual) / all;
        let half = 0.5 / all;
        let idf = (1.0 + (1.0 - share + half) / (share + half)).ln();
        rounded(idf.sqrt() * WORTH)
    }
}

fn level(saturation: f64) -> u8 {
    u8::try_from(rounded(saturation.sqrt() * f64::from(LEVELS))).unwrap_or(LEVELS).clamp(1, LEVELS)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive by construction")]
fn rounded(value: f64) -> u32 {
    value.round().max(0.0) as u32
}
