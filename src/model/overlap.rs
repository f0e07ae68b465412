//! Overlap: what two agents share, and what only one of them has.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::catalog::Catalog;

/// How one agent lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Nearness {
    /// One text is, for the most part, in the other.
    Copy,
    /// They would be asked the same.
    Same,
    /// They share a part.
    Overlapping,
}

/// An agent's neighbour.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// The neighbour's index in the catalog.
    pub agent: usize,
    /// 0 to 1: half the cosine of the texts, half the weighted Jaccard of the competencies.
    pub score: f64,
    /// What the score and the texts amount to.
    pub nearness: Nearness,
    /// Competencies that both claim, most telling first: indices into the matrix. A catalog's agents have some million of these.
    pub both: Box<[u32]>,
    /// Competencies that only the agent claims, most telling first.
    pub mine: Box<[u32]>,
    /// Competencies that only the neighbour claims, most telling first.
    pub theirs: Box<[u32]>,
    /// One sentence to choose by.
    pub sentence: String,
}

/// The neighbours of every agent, worked out when they are asked for, once: an agent's page, its comparisons and the list of
/// them all ask.
#[derive(Clone)]
pub struct Overlaps {
    neighbours: Arc<Neighbours>,
    known: Arc<Mutex<BTreeMap<usize, Arc<[Neighbour]>>>>,
}

type Neighbours = dyn Fn(&Catalog, usize) -> Vec<Neighbour> + Send + Sync;

impl Overlaps {
    /// Neighbours as a function of the catalog that holds this, and an agent's index in it.
    pub fn new(neighbours: impl Fn(&Catalog, usize) -> Vec<Neighbour> + Send + Sync + 'static) -> Self {
        Self { neighbours: Arc::new(neighbours), known: Arc::default() }
    }

    /// The neighbours of an agent, nearest first. `catalog` is the one that holds this.
    #[must_use]
    pub fn of(&self, catalog: &Catalog, agent: usize) -> Arc<[Neighbour]> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&agent) {
            return Arc::clone(found);
        }
        let found: Arc<[Neighbour]> = (self.neighbours)(catalog, agent).into();
        known().insert(agent, Arc::clone(&found));
        found
    }
}

impl Default for Overlaps {
    fn default() -> Self {
        Self::new(|_, _| Vec::new())
    }
}

impl fmt::Debug for Overlaps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Overlaps")
    }
}
