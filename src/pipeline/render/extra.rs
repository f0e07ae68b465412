//! Extra: what another room knows of the catalog, asked for when a page needs it: the files of the search, and what search makes
//! of the agents' own examples.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::model::routing::Routing;

/// Files by URL, relative to the site's root.
type Files = BTreeMap<String, Vec<u8>>;

/// Who is asked. What it tells follows from the catalog alone.
pub trait Source: Send + Sync {
    /// Files of the site. All of their URLs begin with `search/`.
    fn files(&self) -> Files;

    /// What search makes of an agent's own examples, by the agent's index.
    fn routing(&self, agent: usize) -> Option<Routing>;

    /// The same of all agents, in their order.
    fn routings(&self) -> Vec<Routing>;
}

/// A source with its files, which are made once.
#[derive(Clone)]
pub struct Extra(Arc<Inner>);

struct Inner {
    files: OnceLock<Files>,
    source: Box<dyn Source>,
}

impl Extra {
    /// Where all of the files are.
    pub(super) const FOLDER: &'static str = "search/";

    /// What a source tells.
    pub fn new(source: impl Source + 'static) -> Self {
        Self(Arc::new(Inner { files: OnceLock::new(), source: Box::new(source) }))
    }

    /// The files.
    pub(super) fn files(&self) -> &Files {
        self.0.files.get_or_init(|| self.0.source.files())
    }

    /// What search makes of an agent's own examples; none of an agent without.
    pub(super) fn routing(&self, agent: usize) -> Option<Routing> {
        self.0.source.routing(agent).filter(|routing| !routing.asked.is_empty())
    }

    /// The same of all agents, in their order.
    pub(super) fn routings(&self) -> Vec<Routing> {
        self.0.source.routings()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Extra")
    }
}
