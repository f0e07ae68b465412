//! Resolve: definitions beside each other become agents: names of pages, references, duplicates.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::agent::Agent;
use crate::model::definition::Definition;
use crate::model::diagnostic::Diagnostic;
use crate::text;

/// Makes agents of definitions (sorted by path), sorted by slug. `files` are all files below the catalog's folder.
pub fn agents(definitions: Vec<(Arc<Definition>, Vec<Diagnostic>)>, _files: &BTreeSet<String>) -> Vec<Agent> {
    let mut taken = BTreeSet::new();
    let mut agents: Vec<Agent> = definitions
        .into_iter()
        .map(|(definition, diagnostics)| Agent {
            slug: text::unique_slug(&definition.name.value, &mut taken),
            definition,
            references: Vec::new(),
            owners: Vec::new(),
            diagnostics,
        })
        .collect();
    agents.sort_by(|a, b| a.slug.cmp(&b.slug));
    agents
}
