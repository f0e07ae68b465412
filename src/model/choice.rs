//! Choice: the questions that lead from all agents to one.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::catalog::Catalog;

/// The tree of questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// The nodes, parents before children; the first is the root. Empty in a catalog of fewer than two agents.
    pub nodes: Vec<Node>,
    /// The nodes' places by path.
    pub paths: BTreeMap<String, usize>,
}

/// Where some answers lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The answers that lead here as slugs divided by `/`; empty for the root. Unique.
    pub path: String,
    /// The answer that leads here; empty for the root.
    pub answer: String,
    /// The node before it; none for the root.
    pub parent: Option<usize>,
    /// What is asked here; none where the agents are so few, or so alike, that a list is best.
    pub question: Option<&'static str>,
    /// The answers, in the order in which they are offered; without a question there are none.
    pub answers: Vec<Answer>,
    /// The agents that are left, by index in the catalog, rising.
    pub agents: Vec<usize>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// As people read it.
    pub label: String,
    /// Where it leads.
    pub to: To,
}

/// Where an answer leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To a further node, by index.
    Node(usize),
    /// To one agent, by index in the catalog.
    Agent(usize),
}

/// The tree of a catalog, made when it is first asked for.
#[derive(Clone)]
pub struct Choices(Arc<Lazy>);

struct Lazy {
    tree: OnceLock<Tree>,
    make: Box<dyn Fn(&Catalog) -> Tree + Send + Sync>,
}

impl Choices {
    /// The tree as a function of the catalog that holds this.
    pub fn new(make: impl Fn(&Catalog) -> Tree + Send + Sync + 'static) -> Self {
        Self(Arc::new(Lazy { tree: OnceLock::new(), make: Box::new(make) }))
    }

    /// The tree. `catalog` is the one that holds this.
    #[must_use]
    pub fn tree(&self, catalog: &Catalog) -> &Tree {
        self.0.tree.get_or_init(|| (self.0.make)(catalog))
    }
}

impl Default for Choices {
    fn default() -> Self {
        Self::new(|_| Tree::default())
    }
}

impl fmt::Debug for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Choices")
    }
}
