//! Catalog: everything that the site, the index and the commands are made from.

use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// All diagnostics, those of the agents included, sorted by place. Put together when they are asked for: a large catalog has
    /// many, and what is resolved anew at every change doesn't need them.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let agents = self.agents.iter().flat_map(|agent| agent.diagnostics.iter());
        let mut all: Vec<Diagnostic> = self.faults.iter().chain(agents).cloned().collect();
        all.sort();
        all
    }
}
