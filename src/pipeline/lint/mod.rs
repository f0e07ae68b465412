//! Lint: what is wrong with a definition that could be read all the same.

use crate::model::definition::Definition;
use crate::model::diagnostic::Diagnostic;

/// The faults of one definition, seen alone, sorted by place.
pub fn definition(_definition: &Definition) -> Vec<Diagnostic> {
    Vec::new()
}
