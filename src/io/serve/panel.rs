//! Panel: what the preview tells an author beside the page: what is wrong, and what was taken from the file.

use std::collections::BTreeMap;

use serde::Serialize;

use super::live::Build;
use crate::io::terminal;
use crate::model::agent::Agent;
use crate::model::diagnostic::{Diagnostic, Severity};

/// Most diagnostics that are sent to a page, errors first; how many more there are is said.
const MOST: usize = 50;

#[derive(Serialize)]
struct State<'a> {
    build: u64,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<Shown<'a>>,
}

/// A diagnostic as the panel shows it.
#[derive(Serialize)]
struct Shown<'a> {
    severity: Severity,
    code: &'a str,
    path: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    hint: Option<&'a str>,
    /// The line with a caret, as in the terminal.
    frame: String,
}

/// What is wrong with the catalog, as JSON.
pub(super) fn state(build: &Build) -> String {
    let count = |severity| build.diagnostics.each().filter(|it| it.severity == severity).count();
    let mut worst: Vec<&Diagnostic> =
        build.diagnostics.all().iter().filter(|it| it.severity != Severity::Note).collect();
    worst.sort_by_key(|it| (it.severity, &it.place));
    worst.truncate(MOST);
    let state = State {
        build: build.id,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        diagnostics: shown(build, &worst),
    };
    serde_json::to_string(&state).unwrap_or_default()
}

fn shown<'a>(build: &'a Build, diagnostics: &[&'a Diagnostic]) -> Vec<Shown<'a>> {
    let catalog = &build.site.catalog;
    let wanted = |path: &str| diagnostics.iter().any(|it| it.place.path == path);
    let agents = catalog.agents.iter().map(|agent| (agent.definition.path.as_str(), &*agent.definition.text));
    let own = catalog.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let texts: BTreeMap<&str, &str> = agents.chain(own).filter(|(path, _)| wanted(path)).collect();
    diagnostics
        .iter()
        .map(|it| Shown {
            severity: it.severity,
            code: it.code,
            path: &it.place.path,
            line: it.place.line,
            column: it.place.column,
            message: &it.message,
            hint: it.hint.as_deref(),
            frame: terminal::report(&[(*it).clone()], &texts, false).trim_end().to_owned(),
        })
        .collect()
}

/// What the catalog took from one agent's file.
#[derive(Serialize)]
struct Page<'a> {
    path: &'a str,
    tokens_always: u32,
    tokens_invoked: u32,
    diagnostics: Vec<Shown<'a>>,
    marks: Vec<Mark<'a>>,
}

/// A sentence that earned a mark.
#[derive(Serialize)]
struct Mark<'a> {
    competency: &'a str,
    level: crate::model::matrix::Level,
    line: u32,
    quote: &'a str,
    term: &'a str,
}

/// What was taken from the file of the agent whose page is asked for (`agent=SLUG`), as JSON.
pub(super) fn page(build: &Build, query: &str) -> Option<String> {
    let slug = query.split('&').find_map(|pair| pair.strip_prefix("agent="))?;
    let catalog = &build.site.catalog;
    let at = catalog.agents.binary_search_by(|agent| agent.slug.as_str().cmp(slug)).ok()?;
    let agent: &Agent = catalog.agents.get(at)?;
    let facts = &agent.definition.facts;
    let diagnostics: Vec<&Diagnostic> = agent.diagnostics.iter().collect();
    let matrix = &catalog.matrix;
    let mut marks = Vec::new();
    for coverage in matrix.coverage.get(at).into_iter().flat_map(crate::model::matrix::AgentCoverage::iter) {
        let Some(competency) = matrix.competencies.get(coverage.competency) else { continue };
        marks.extend(coverage.evidence.iter().map(|evidence| Mark {
            competency: &competency.name,
            level: coverage.level,
            line: evidence.line,
            quote: &evidence.quote,
            term: evidence.written(),
        }));
    }
    marks.sort_by_key(|mark| mark.line);
    let page = Page {
        path: &agent.definition.path,
        tokens_always: facts.tokens_always,
        tokens_invoked: facts.tokens_invoked,
        diagnostics: shown(build, &diagnostics),
        marks,
    };
    serde_json::to_string(&page).ok()
}
