//! History: when definitions came, changed and went, as the repository tells it. All times are seconds since 1970 in UTC.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::catalog::Catalog;

/// What a repository tells of the files of a catalog's folder, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// The commits that touched them.
    pub commits: Vec<Commit>,
    /// The texts that the files had, by the name that the repository gives to a text; the latest ones, as far as they are known.
    pub texts: Arc<BTreeMap<String, Arc<[u8]>>>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// When it was made.
    pub time: i64,
    /// What it did.
    pub changes: Vec<FileChange>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileChange {
    /// What happened.
    pub change: Change,
    /// The file, relative to the catalog's folder.
    pub path: String,
    /// Name of the text that it had; empty if it is new.
    pub before: String,
    /// Name of the text that it has now; empty if it is gone.
    pub after: String,
}

/// What a commit did to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Added,
    /// It has another text.
    Changed,
    /// It is gone.
    Removed,
}

/// What changed in a catalog.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// When each definition came and last changed, by path; only of those that the repository knows.
    pub dates: BTreeMap<String, Dates>,
    /// What happened on a day, newest first; empty where there is no repository.
    pub days: Vec<Day>,
}

/// When a definition came and changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// When it came, if the repository goes back so far.
    pub added: Option<i64>,
    /// When it last changed.
    pub changed: i64,
}

/// A day on which something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The last commit of the day.
    pub time: i64,
    /// What became of which definition, by path: one entry each, added before changed before removed.
    pub changes: Vec<FileChange>,
}

/// What a day did to the competencies that are claimed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shift {
    /// Of the whole catalog: what no agent claimed before, and what none claims any more.
    pub all: Moved,
    /// Of each agent that was changed, by path; only of those whose claims did.
    pub agents: BTreeMap<String, Moved>,
}

/// Names of competencies that came and went, each sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// Claimed now, and not before.
    pub gained: Vec<String>,
    /// Claimed before, and not now.
    pub lost: Vec<String>,
}

/// What each day did to the competencies, worked out when it is first asked for: many old texts have to be read for it.
#[derive(Clone)]
pub struct Shifts(Arc<Lazy>);

struct Lazy {
    shifts: OnceLock<Vec<Option<Shift>>>,
    make: Box<Make>,
}

type Make = dyn Fn(&Catalog) -> Vec<Option<Shift>> + Send + Sync;

impl Shifts {
    /// The shifts as a function of the catalog that holds this.
    pub fn new(make: impl Fn(&Catalog) -> Vec<Option<Shift>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(Lazy { shifts: OnceLock::new(), make: Box::new(make) }))
    }

    /// One for each of [`Changes::days`]; none where the texts are not known. `catalog` is the one that holds this.
    #[must_use]
    pub fn of(&self, catalog: &Catalog) -> &[Option<Shift>] {
        self.0.shifts.get_or_init(|| (self.0.make)(catalog))
    }
}

impl Default for Shifts {
    fn default() -> Self {
        Self::new(|_| Vec::new())
    }
}

impl fmt::Debug for Shifts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shifts")
    }
}
