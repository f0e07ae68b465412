//! Matrix: which agent covers which competency, how well, and the evidence for it.

use std::sync::Arc;

use serde::Serialize;

use super::competency::{Category, Competency, Origin};

/// How an agent covers a competency, weakest first, so that `max` picks the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Through a parent or a related term.
    Inferred,
    /// Only in an example dialogue, code or an aside.
    Mentioned,
    /// In a capability list or a prose claim.
    Listed,
    /// In the description's purpose, in a heading or as a bold lead term; or in a capability list and in the description's examples too.
    Core,
}

/// Where an agent says something: a quoted sentence and its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Line in the agent's file, from 1.
    pub line: u32,
    /// The sentence or list entry, as the author wrote it.
    pub quote: String,
    /// Where in the quote the term stands: byte offsets, start and end.
    pub span: (usize, usize),
    /// Anchor of the section on the agent's page; empty for the description.
    pub anchor: String,
    /// The level that this sentence alone earns.
    pub level: Level,
}

/// That one agent covers one competency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Index into [`Matrix::competencies`].
    pub competency: usize,
    /// How well.
    pub level: Level,
    /// Where the mark comes from.
    pub origin: Origin,
    /// Of an inferred mark, the competencies that it follows from: indices into [`Matrix::competencies`].
    pub via: Vec<usize>,
    /// Why: best first, never empty.
    pub evidence: Vec<Evidence>,
}

/// What a competency's claims (core or listed marks) amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// One claimant.
    Single,
    /// Several claimants, one of them core.
    Primary,
    /// Several core: a router can't tell.
    Ambiguous,
    /// Several claimants, none core.
    Shared,
    /// Required, and no claimant.
    Gap,
    /// No claimant.
    None,
}

/// The matrix of a catalog.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// Categories in the order of the vocabulary.
    pub categories: Vec<Category>,
    /// The competencies that some agent has a mark for, or that are required: by category, then name.
    pub competencies: Vec<Arc<Competency>>,
    /// State of each competency, by index.
    pub states: Vec<State>,
    /// For each competency, by index: its holders as (agent's index, index into that agent's coverage), strongest first.
    pub holders: Vec<Vec<(usize, usize)>>,
    /// For each agent, by index in the catalog: its coverage, sorted by competency.
    pub coverage: Vec<Vec<Coverage>>,
}
