//! Lazy: the index of a catalog, made when it is first asked, from the one before where there is one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Fault, Index};
use crate::model::catalog::Catalog;
use crate::model::routing::{MOST_AGENTS, Routing};

/// The index that was made last, of whichever catalog. What is in the store behind is what this one says, so that the next is
/// made from it, and from no other, even if an older catalog is asked after a newer one.
type Last = Arc<Mutex<Option<Arc<Index>>>>;

/// An index that is made when it is first asked, once.
#[derive(Debug)]
pub struct Lazy {
    catalog: Arc<Catalog>,
    index: OnceLock<Option<Arc<Index>>>,
    last: Last,
}

impl Lazy {
    /// The index of a catalog, not yet made.
    pub fn new(catalog: Arc<Catalog>) -> Self {
        Self { catalog, index: OnceLock::new(), last: Last::default() }
    }

    /// The index of a catalog that came from this one's by some changes, not yet made either: only what changed is indexed.
    #[must_use]
    pub fn next(&self, catalog: Arc<Catalog>) -> Self {
        Self { catalog, index: OnceLock::new(), last: Arc::clone(&self.last) }
    }

    /// The index; none if there is no memory for it.
    pub fn index(&self) -> Option<&Index> {
        self.index.get_or_init(|| self.make()).as_deref()
    }

    /// Begins to make the index on a thread of its own, where one was made before or pages ask for it: whoever asks then waits for what
    /// is left. Not on a thread of the pool, which could steal work that waits for the same index.
    pub fn begin(self: &Arc<Self>) {
        let made_before = self.last.try_lock().map_or(true, |last| last.is_some());
        if made_before || self.is_small() {
            let index = Arc::clone(self);
            std::thread::spawn(move || {
                let _ = index.index();
            });
        }
    }

    /// Makes the index. One that fails half-way leaves nothing behind to go on from.
    fn make(&self) -> Option<Arc<Index>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let updated = last.take().and_then(|index| index.update(Arc::clone(&self.catalog)).ok());
        let made = updated.or_else(|| Index::build(Arc::clone(&self.catalog)).ok()).map(Arc::new);
        last.clone_from(&made);
        made
    }

    /// What search makes of an agent's own examples, by the agent's index in the catalog; nothing in a catalog of more than
    /// [`MOST_AGENTS`].
    pub fn routing(&self, agent: usize) -> Option<Routing> {
        self.is_small().then(|| self.index()?.routing(agent).cloned()).flatten()
    }

    /// The same of all agents, in parallel.
    pub fn routings(&self) -> Vec<Routing> {
        if !self.is_small() {
            return Vec::new();
        }
        self.index().map(|index| index.routings().into_iter().cloned().collect()).unwrap_or_default()
    }

    fn is_small(&self) -> bool {
        self.catalog.agents.len() <= MOST_AGENTS
    }

    /// Writes the index to an empty folder.
    pub fn write(&self, folder: &Path) -> Result<(), Fault> {
        self.index().ok_or_else(|| Fault("no memory is left for it".to_owned()))?.write(folder)
    }

    /// The files that let a browser search, by URL relative to the site's root.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.index().and_then(|index| index.export().ok()).map(|export| export.files).unwrap_or_default()
    }
}
