//! Lazy: the index of a catalog, made when it is first asked.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Index;
use crate::model::catalog::Catalog;

/// An index that is made when it is first asked, once.
#[derive(Debug)]
pub struct Lazy {
    catalog: Arc<Catalog>,
    index: OnceLock<Option<Index>>,
}

impl Lazy {
    /// The index of a catalog, not yet made.
    pub fn new(catalog: Arc<Catalog>) -> Self {
        Self { catalog, index: OnceLock::new() }
    }

    /// The index; none if there is no memory for it.
    pub fn index(&self) -> Option<&Index> {
        self.index.get_or_init(|| Index::build(Arc::clone(&self.catalog)).ok()).as_ref()
    }

    /// The files that let a browser search, by URL relative to the site's root.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.index().and_then(|index| index.export().ok()).map(|export| export.files).unwrap_or_default()
    }
}
