//! Assets: the static files, named by their content.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::source::Source;

/// The static files by URL.
#[derive(Debug, Default)]
pub struct Assets {
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Assets {
    /// The built-in files with the team's own over them.
    pub fn new(overrides: &BTreeMap<String, Source>) -> Self {
        let files =
            overrides.iter().map(|(name, source)| (format!("static/{name}"), Arc::clone(&source.bytes))).collect();
        Self { files }
    }

    /// All URLs, sorted.
    pub fn urls(&self) -> impl Iterator<Item = String> {
        self.files.keys().cloned()
    }

    /// The bytes at a URL.
    pub fn get(&self, url: &str) -> Option<&[u8]> {
        self.files.get(url).map(AsRef::as_ref)
    }
}
