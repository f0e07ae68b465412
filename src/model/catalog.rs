//! Catalog: everything that the site, the index and the commands are made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agent::Agent;
use super::choice::Choices;
use super::config::Config;
use super::content::Page;
use super::definition::{Definition, Repair};
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
    pub agents: Vec<Agent>,
    /// The content pages, in the order of the navigation.
    pub pages: Vec<Page>,
    /// Who covers what.
    pub matrix: Matrix,
    /// The neighbours of each agent, on demand.
    pub overlap: Overlaps,
    /// The questions that lead to one agent, on demand.
    pub choices: Choices,
    /// Files that were seen and not taken.
    pub left_out: Vec<LeftOut>,
    /// Headers written once more as valid YAML, by the path of the file: of those that need it.
    pub repaired: BTreeMap<String, Arc<Repair>>,
    /// What changed, and when; empty where no repository tells.
    pub changes: Changes,
    /// What these did to the competencies.
    pub shifts: Shifts,
    /// Texts of the team's own files, by path: what a diagnostic of theirs is shown with.
    pub texts: BTreeMap<String, String>,
    /// All diagnostics, those of the agents included, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Catalog {
    /// The definition's file with its header repaired and what follows it as it is; none where the header needs no repair.
    #[must_use]
    pub fn repaired(&self, definition: &Definition) -> Option<String> {
        let repair = self.repaired.get(&definition.path)?;
        let body = definition.text.get(definition.header.body.clone())?;
        Some(format!("{}{body}", repair.header))
    }
}
