//! Table: the matrix for programs, `matrix.json` and `matrix.csv`.

use serde::Serialize;

use super::glossary;
use crate::model::catalog::Catalog;
use crate::model::competency::{Competency, Origin};
use crate::model::matrix::{Coverage, Level, State};

/// Version of the shape of `matrix.json`.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct MatrixData<'a> {
    version: u32,
    competencies: Vec<CompetencyData<'a>>,
    agents: Vec<AgentData<'a>>,
    coverage: Vec<CoverageData<'a>>,
}

#[derive(Serialize)]
struct CompetencyData<'a> {
    id: &'a str,
    name: &'a str,
    aliases: &'a [String],
    category: &'a str,
    state: State,
}

#[derive(Serialize)]
struct AgentData<'a> {
    slug: &'a str,
    name: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct CoverageData<'a> {
    agent: &'a str,
    competency: &'a str,
    level: Level,
    origin: Origin,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    via: Vec<&'a str>,
    evidence: Vec<EvidenceData<'a>>,
}

#[derive(Serialize)]
struct EvidenceData<'a> {
    path: &'a str,
    line: u32,
    quote: &'a str,
    anchor: &'a str,
}

/// The matrix as JSON: the competencies and marks that `keep` keeps; a competency without a mark, where it is required.
pub fn matrix_json(catalog: &Catalog, keep: &dyn Fn(&Competency, Option<&Coverage>) -> bool) -> String {
    let matrix = &catalog.matrix;
    let competencies = matrix.shown().filter(|(_, it)| keep(it, None)).map(|(at, it)| CompetencyData {
        id: &it.id,
        name: &it.name,
        aliases: &it.aliases,
        category: &it.category,
        state: matrix.states.get(at).copied().unwrap_or(State::None),
    });
    let mut coverage = Vec::new();
    for (agent, marks) in catalog.agents.iter().zip(&matrix.coverage) {
        for mark in marks.iter() {
            let Some(competency) = matrix.competencies.get(mark.competency).filter(|it| keep(it, Some(mark))) else {
                continue;
            };
            coverage.push(CoverageData {
                agent: &agent.slug,
                competency: &competency.id,
                level: mark.level,
                origin: mark.origin,
                via: mark.via.iter().filter_map(|&it| matrix.competencies.get(it)).map(|it| it.id.as_str()).collect(),
                evidence: mark
                    .evidence
                    .iter()
                    .map(|it| EvidenceData {
                        path: &agent.definition.path,
                        line: it.line,
                        quote: &it.quote,
                        anchor: &it.anchor,
                    })
                    .collect(),
            });
        }
    }
    let agents = catalog.agents.iter().map(|it| AgentData {
        slug: &it.slug,
        name: &it.definition.name.value,
        path: &it.definition.path,
    });
    let data =
        MatrixData { version: VERSION, competencies: competencies.collect(), agents: agents.collect(), coverage };
    let mut text = serde_json::to_string(&data).unwrap_or_default();
    text.push('\n');
    text
}

/// The matrix as CSV (RFC 4180): a line for each mark that `keep` keeps, with its best evidence. A cell that a spreadsheet
/// would take for a formula begins with an apostrophe (OWASP, CSV injection).
pub fn matrix_csv(catalog: &Catalog, keep: &dyn Fn(&Competency, Option<&Coverage>) -> bool) -> String {
    let matrix = &catalog.matrix;
    let mut out = String::new();
    row(&mut out, &["category", "competency", "state", "agent", "level", "path", "line", "quote"]);
    for (at, competency) in matrix.shown().filter(|(_, it)| keep(it, None)) {
        let state = matrix.states.get(at).map_or("none", |state| glossary::state(*state));
        let mut marked = false;
        for (agent, mark) in matrix.holders_of(at).filter(|(_, mark)| keep(competency, Some(mark))) {
            let Some(agent) = catalog.agents.get(agent) else { continue };
            let best = mark.evidence.first();
            let line = best.map(|it| it.line.to_string()).unwrap_or_default();
            let quote = best.map_or("", |it| it.quote.as_str());
            let level = super::views::agent::words(mark.level).0;
            let name = &agent.definition.name.value;
            row(
                &mut out,
                &[&competency.category, &competency.name, state, name, level, &agent.definition.path, &line, quote],
            );
            marked = true;
        }
        if !marked {
            row(&mut out, &[&competency.category, &competency.name, state, "", "", "", "", ""]);
        }
    }
    out
}

fn row(out: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        if cell.contains(['"', ',', '\n', '\r', '\'']) || !guard.is_empty() {
            out.push('"');
            out.push_str(guard);
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn a_cell_is_no_formula_and_no_second_cell() {
        let check = |cells: &[&str], expected: &str| {
            let mut out = String::new();
            row(&mut out, cells);
            assert_eq!(out, format!("{expected}\r\n"));
        };
        check(&["a", "b"], "a,b");
        check(&["=1+1", "@x"], "\"'=1+1\",\"'@x\"");
        check(&["a,b", "say \"x\"", "a\nb"], "\"a,b\",\"say \"\"x\"\"\",\"a\nb\"");
    }
}
