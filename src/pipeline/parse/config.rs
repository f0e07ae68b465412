//! Config: `agentdex.toml`. The one home of the TOML reader.

use crate::model::config::Config;
use crate::model::diagnostic::Diagnostic;
use crate::model::source::Source;

/// Reads the configuration; what it doesn't say has a default, and what it says wrongly is a diagnostic.
pub fn config(_source: Option<&Source>) -> (Config, Vec<Diagnostic>) {
    (Config::default(), Vec::new())
}
