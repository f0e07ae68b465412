//! Cache: what is kept from one compilation to the next, so that a change of one file does again only what that file can change.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::model::agent::Agent;
use crate::model::diagnostic::Diagnostic;
use crate::model::matrix::{Marks, Matrix};
use crate::model::source::{CodeOwners, Files, Hash, LeftOut, Source, Sources};
use crate::pipeline::{matrix, overlap, resolve};

/// What is kept from one compilation to the next.
#[derive(Debug, Default)]
pub struct Cache {
    /// Each file's reading, in the order of the sources.
    rows: Vec<Row>,
    /// The vocabulary, by the hash of the team's file.
    pub(super) terms: Option<Known>,
    /// What was made of the readings.
    pub(super) last: Option<Last>,
    pub(super) past: Past,
}

/// The vocabulary made ready for scanning, with what is wrong with the team's file, by that file's hash.
pub(super) type Known = (Option<Hash>, Arc<matrix::Terms>, Vec<Diagnostic>);

/// What old texts claimed, by vocabulary, path and the name of the text.
pub(super) type Past = Arc<Mutex<BTreeMap<(Hash, String, String), Arc<BTreeSet<String>>>>>;

/// A file and what it turned out to be.
#[derive(Debug)]
struct Row {
    path: String,
    hash: Hash,
    reading: Reading,
}

/// What one file turned out to be.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    Agent(Arc<resolve::Read>),
    Other(Arc<LeftOut>),
}

/// The agents of a compilation, and what follows from each of them.
#[derive(Debug)]
pub(super) struct Last {
    /// What the agents were resolved with, beside their definitions.
    pub files: Files,
    pub owners: Option<CodeOwners>,
    pub agents: Vec<Arc<Agent>>,
    /// The vocabulary of the marks, which are in the order of the agents, as the profiles are.
    pub vocabulary: Hash,
    pub marks: Vec<Arc<Marks>>,
    pub profiles: Vec<overlap::Lazy>,
    pub matrix: Arc<Matrix>,
}

/// How the readings differ from those before.
pub(super) enum Step {
    /// In these files alone: what each was, and is.
    Changed(Vec<(Reading, Reading)>),
    /// Files came, or went.
    Moved,
}

impl Cache {
    /// Brings the readings up to date: what is not known is read, in parallel.
    pub(super) fn read(&mut self, sources: &Sources, reading: &(dyn Fn(&Source) -> Reading + Sync)) -> Step {
        let definitions = &sources.definitions;
        let same = self.rows.len() == definitions.len()
            && self.rows.iter().zip(definitions).all(|(row, source)| row.path == source.path);
        if !same {
            self.rows = self.rows_of(definitions, reading);
            return Step::Moved;
        }
        let rows = self.rows.par_iter_mut().with_min_len(AT_ONCE).zip(definitions);
        let changed = rows.filter(|(row, source)| row.hash != source.hash).map(|(row, source)| {
            row.hash = source.hash;
            let was = std::mem::replace(&mut row.reading, reading(source));
            (was, row.reading.clone())
        });
        Step::Changed(changed.collect())
    }

    fn rows_of(&self, definitions: &[Arc<Source>], reading: &(dyn Fn(&Source) -> Reading + Sync)) -> Vec<Row> {
        let known: HashMap<&str, &Row> = self.rows.iter().map(|row| (row.path.as_str(), row)).collect();
        let row = |source: &Arc<Source>| {
            let known = known.get(source.path.as_str()).filter(|row| row.hash == source.hash);
            let reading = known.map_or_else(|| reading(source), |row| row.reading.clone());
            Row { path: source.path.clone(), hash: source.hash, reading }
        };
        definitions.par_iter().with_min_len(1).map(row).collect()
    }

    /// The readings that are agents.
    pub(super) fn agents(&self) -> Vec<&resolve::Read> {
        let agents = self.rows.iter().filter_map(|row| match &row.reading {
            Reading::Agent(read) => Some(read.as_ref()),
            Reading::Other(_) => None,
        });
        agents.collect()
    }

    /// The readings that are none.
    pub(super) fn left_out(&self) -> impl Iterator<Item = &LeftOut> {
        self.rows.iter().filter_map(|row| match &row.reading {
            Reading::Agent(_) => None,
            Reading::Other(other) => Some(other.as_ref()),
        })
    }
}

/// How many files a thread looks at in one go: what is known already costs less than handing it over.
const AT_ONCE: usize = 512;
