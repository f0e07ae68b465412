//! Lint: what is wrong with a definition that could be read all the same.

mod hidden;

use crate::model::definition::Definition;
use crate::model::diagnostic::Diagnostic;

/// The faults of one definition, seen alone, sorted by place.
pub fn definition(definition: &Definition) -> Vec<Diagnostic> {
    let mut found = hidden::hidden(definition);
    found.sort();
    found
}
