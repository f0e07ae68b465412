//! `agentdex check`: all that is wrong, and an exit code that says whether anything is.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::{texts, verdict};
use crate::cli::{Check, Findings};
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, terminal};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::pipeline::render;

/// Prints the diagnostics: 1 if there are errors or warnings.
pub fn run(args: &Check) -> Result<ExitCode, Failure> {
    let sources = disk::read(&args.dir, None)?;
    let catalog = compile::catalog(&sources, &mut Cache::default());
    let (site, diagnostics) = compile::site(catalog, &sources);
    match args.format {
        Findings::Json => terminal::print(&render::diagnostics_json(&diagnostics))?,
        Findings::Github => terminal::print(&github(&diagnostics, &args.dir))?,
        Findings::Text => {
            terminal::print(&terminal::report(&diagnostics, &texts(&site.catalog), terminal::wants_colour()))?;
            let found = terminal::count(diagnostics.iter());
            let agents = site.catalog.agents.len();
            let found = if found.is_empty() { "nothing to say" } else { &found };
            terminal::line(&format!("{agents} {}: {found}", if agents == 1 { "agent" } else { "agents" }))?;
        }
    }
    Ok(verdict(&diagnostics, true))
}

/// Diagnostics as the commands of a GitHub workflow (its documentation, "Workflow commands"). Paths are relative to where the command runs,
/// which in a workflow is the repository.
fn github(diagnostics: &[Diagnostic], dir: &Path) -> String {
    let folder = if dir.is_relative() { dir.to_string_lossy().replace('\\', "/") } else { String::new() };
    let parts = folder.split('/').filter(|part| !matches!(*part, "" | "."));
    let folder: String = parts.flat_map(|part| [part, "/"]).collect();
    let mut out = String::new();
    for it in diagnostics {
        let level = match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = write!(out, "::{level} file={}", escaped(&format!("{folder}{}", it.place.path), true));
        for (name, number) in [("line", it.place.line), ("col", it.place.column)] {
            if number > 0 {
                let _ = write!(out, ",{name}={number}");
            }
        }
        let hint = it.hint.as_ref().map_or_else(String::new, |hint| format!("\n{hint}"));
        let _ = writeln!(out, ",title={}::{}", it.code, escaped(&format!("{}{hint}", it.message), false));
    }
    out
}

/// A text that ends no command early; in a `property`, that ends no property either.
fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let text = if property { text.replace(':', "%3A").replace(',', "%2C") } else { text };
    terminal::printable(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::Place;

    #[test]
    fn a_diagnostic_is_one_command_whatever_it_says() {
        let diagnostic = Diagnostic {
            severity: Severity::Warning,
            code: "no-name",
            message: "100%\n::error::x".to_owned(),
            hint: Some("add it".to_owned()),
            place: Place { path: "a,b:c.md".to_owned(), line: 2, column: 0, length: 0 },
        };
        let expected = "::warning file=team/a%2Cb%3Ac.md,line=2,title=no-name::100%25%0A::error::x%0Aadd it\n";
        assert_eq!(github(&[diagnostic], Path::new("./team/")), expected);
    }
}
