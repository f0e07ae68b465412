//! Extra: files of the site that another room makes, when they are first asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Files by URL, relative to the site's root.
type Files = BTreeMap<String, Vec<u8>>;

/// Files that are made when one of them is first asked for, once. All of their URLs begin with `search/`.
#[derive(Clone)]
pub struct Extra(Arc<Inner>);

struct Inner {
    files: OnceLock<Files>,
    make: Box<dyn Fn() -> Files + Send + Sync>,
}

impl Extra {
    /// Where all of them are.
    pub(super) const FOLDER: &'static str = "search/";

    /// Files as a function.
    pub fn new(make: impl Fn() -> Files + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner { files: OnceLock::new(), make: Box::new(make) }))
    }

    /// The files.
    pub(super) fn files(&self) -> &Files {
        self.0.files.get_or_init(&self.0.make)
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Extra")
    }
}
