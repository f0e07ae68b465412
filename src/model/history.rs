//! History: when definitions came, changed and went, as the repository tells it. All times are seconds since 1970 in UTC.

use std::collections::BTreeMap;

/// What a repository tells of the files of a catalog's folder, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// The commits that touched them.
    pub commits: Vec<Commit>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// When it was made.
    pub time: i64,
    /// What it did, by path relative to the catalog's folder.
    pub changes: Vec<(String, Change)>,
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
    pub changes: Vec<(Change, String)>,
}
