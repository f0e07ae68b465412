//! Commands: one file each, a dozen lines that join the rest.

pub mod build;
pub mod eval;
pub mod list;
pub mod search;
pub mod serve;

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::io::terminal;
use crate::model::catalog::Catalog;
use crate::model::diagnostic::{Diagnostic, Severity};

/// Prints a catalog's diagnostics to standard error, and what was left out if `verbose`.
fn say(catalog: &Catalog, diagnostics: &[Diagnostic], verbose: bool) {
    let mut texts: BTreeMap<&str, &str> =
        catalog.agents.iter().map(|agent| (agent.definition.path.as_str(), &*agent.definition.text)).collect();
    texts.extend(catalog.texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let shown: Vec<Diagnostic> =
        diagnostics.iter().filter(|it| verbose || it.severity != Severity::Note).cloned().collect();
    let text = terminal::report(&shown, &texts, terminal::wants_colour());
    if !text.is_empty() {
        terminal::note(text.trim_end());
    }
    if verbose {
        for other in &catalog.left_out {
            terminal::note(&terminal::printable(&format!("left out {}: {}", other.path, other.reason)));
        }
    }
}

/// 0 when the output was produced; 1 under `--strict` if there are errors or warnings.
fn verdict(diagnostics: &[Diagnostic], strict: bool) -> ExitCode {
    ExitCode::from(u8::from(strict && diagnostics.iter().any(|it| it.severity != Severity::Note)))
}
