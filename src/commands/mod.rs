//! Commands: one file each, a dozen lines that join the rest.

pub mod build;
pub mod check;
pub mod eval;
pub mod fix;
pub mod list;
pub mod matrix;
pub mod new;
pub mod search;
pub mod serve;

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::io::terminal;
use crate::model::catalog::Catalog;
use crate::model::diagnostic::{Diagnostic, Severity};

/// Prints a catalog's diagnostics to standard error, and what was left out if `verbose`.
fn say(catalog: &Catalog, diagnostics: &[Diagnostic], verbose: bool) {
    let shown: Vec<Diagnostic> =
        diagnostics.iter().filter(|it| verbose || it.severity != Severity::Note).cloned().collect();
    let text = terminal::report(&shown, &texts(catalog), terminal::wants_colour());
    if !text.is_empty() {
        terminal::note(text.trim_end());
    }
    if catalog.agents.is_empty() {
        let others = match catalog.left_out.len() {
            0 => String::new(),
            1 => "; 1 file was left out (`-v` says why)".to_owned(),
            many => format!("; {many} files were left out (`-v` says why)"),
        };
        terminal::note(&format!("note: no agents here{others}; `agentdex new DIR` begins a catalog"));
    }
    if verbose {
        for other in &catalog.left_out {
            terminal::note(&terminal::printable(&format!("left out {}: {}", other.path, other.reason)));
        }
    }
}

/// How many agents, in words.
fn agents(count: usize) -> String {
    if count == 1 { "1 agent".to_owned() } else { format!("{count} agents") }
}

/// The texts that diagnostics are shown with, by path.
fn texts(catalog: &Catalog) -> BTreeMap<&str, &str> {
    let agents = catalog.agents.iter().map(|agent| (agent.definition.path.as_str(), &*agent.definition.text));
    agents.chain(catalog.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))).collect()
}

/// 0 when the output was produced; 1 under `--strict` if there are errors or warnings.
fn verdict(diagnostics: &[Diagnostic], strict: bool) -> ExitCode {
    ExitCode::from(u8::from(strict && diagnostics.iter().any(|it| it.severity != Severity::Note)))
}
