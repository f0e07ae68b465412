//! Agent: a definition resolved among its siblings.

use std::sync::Arc;

use super::definition::{Definition, Reference, Repair};
use super::diagnostic::Diagnostic;

/// A definition resolved: with its page's name, what its references lead to, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Name of its page: `[a-z0-9-]{1,80}`, unique in the catalog without regard to case.
    pub slug: String,
    /// The definition.
    pub definition: Arc<Definition>,
    /// Its references, each with what it leads to.
    pub references: Vec<Resolved>,
    /// Who owns it, where the header or CODEOWNERS says.
    pub owners: Vec<String>,
    /// Its header written once more as valid YAML, where it needs that.
    pub repair: Option<Arc<Repair>>,
    /// All diagnostics of its file, sorted by place.
    pub diagnostics: Arc<[Diagnostic]>,
}

impl Agent {
    /// The definition's file with its header repaired and what follows it as it is; none where the header needs no repair.
    #[must_use]
    pub fn repaired(&self) -> Option<String> {
        let repair = self.repair.as_ref()?;
        let body = self.definition.text.get(self.definition.header.body.clone())?;
        Some(format!("{}{body}", repair.header))
    }

    /// Whether it leans on something that is not here: it was written for one project.
    #[must_use]
    pub fn is_project_bound(&self) -> bool {
        self.references.iter().any(|it| it.target == Target::Missing)
    }
}

/// A reference with what it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The reference.
    pub reference: Reference,
    /// What it leads to.
    pub target: Target,
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An agent of this catalog, by slug.
    Agent(String),
    /// A file below the catalog's folder.
    File(String),
    /// Nothing here.
    Missing,
}
