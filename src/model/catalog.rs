//! Catalog: everything that the site, the index and the commands are made from.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::agent::Agent;
use super::choice::Choices;
use super::config::Config;
use super::content::Page;
use super::diagnostic::Diagnostic;
use super::history::{Changes, Shifts};
use super::matrix::Matrix;
use super::overlap::Overlaps;
use super::source::LeftOut;

/// A catalog, resolved.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// The team's configuration.
    pub config: Config,
    /// The agents, sorted by slug.
    pub agents: Vec<Arc<Agent>>,
    /// The content pages, in the order of the navigation.
    pub pages: Vec<Page>,
    /// Who covers what.
    pub matrix: Arc<Matrix>,
    /// The neighbours of each agent, on demand.
    pub overlap: Overlaps,
    /// The questions that lead to one agent, on demand.
    pub choices: Choices,
    /// Files that were seen and not taken.
    pub left_out: Vec<LeftOut>,
    /// What changed, and when; empty where no repository tells.
    pub changes: Changes,
    /// What these did to the competencies.
    pub shifts: Shifts,
    /// Texts of the team's own files, by path: what a diagnostic of theirs is shown with.
    pub texts: BTreeMap<String, String>,
    /// What is wrong with the team's own files, sorted by place.
    pub faults: Vec<Diagnostic>,
}

impl Catalog {
    /// All diagnostics, those of the agents included, in no order.
    pub fn each_diagnostic(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter().chain(self.agents.iter().flat_map(|agent| agent.diagnostics.iter()))
    }

    /// The same, sorted by place. Put together when they are asked for: a large catalog has many.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.each_diagnostic().cloned().collect();
        all.sort();
        all
    }
}

/// What is wrong with a catalog and with the site of it. Sorted when somebody wants to read it: what is made anew at every change
/// is only counted.
#[derive(Debug)]
pub struct Diagnostics {
    catalog: Arc<Catalog>,
    /// What is wrong with the site, its templates among it.
    site: Vec<Diagnostic>,
    all: OnceLock<Vec<Diagnostic>>,
}

impl Diagnostics {
    /// Those of a catalog, and of its site.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>, site: Vec<Diagnostic>) -> Self {
        Self { catalog, site, all: OnceLock::new() }
    }

    /// All of them, in no order.
    pub fn each(&self) -> impl Iterator<Item = &Diagnostic> {
        self.site.iter().chain(self.catalog.each_diagnostic())
    }

    /// All of them, sorted by place.
    pub fn all(&self) -> &[Diagnostic] {
        self.all.get_or_init(|| {
            let mut all: Vec<Diagnostic> = self.each().cloned().collect();
            all.sort();
            all
        })
    }
}
