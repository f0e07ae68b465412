//! Data: the catalog for programs, `agents.json`.

mod matrix;
mod overlap;
mod pieces;
mod table;

use serde::Serialize;

pub use matrix::{ALL, Selection, Unknown, matrix_csv, matrix_json};
pub use overlap::overlap_json;
pub use pieces::{Pieces, whole};
pub use table::{matrix_md, matrix_text};

use crate::model::agent::Agent;
use crate::model::catalog::Catalog;
use crate::model::competency::Origin;
use crate::model::definition::{Dialect, Tools};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::loads::{Loads, Reader};
use crate::model::matrix::{AgentCoverage, Level};
use crate::model::routing::Routing;

/// Version of the shape of `agents.json`: raised when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// `agents.json`, and what `list --format json` prints. `routings` are those of the agents in their order, or none: to work them
/// out takes an index.
pub fn agents_json(catalog: &Catalog, routings: Vec<Routing>) -> Pieces<'_> {
    let head = format!("{{\n  \"version\": {VERSION},\n  \"agents\": [");
    let agents = catalog.agents.iter().enumerate().map(move |(index, agent)| {
        let self_routing = routings.get(index).and_then(Routing::score);
        let data = AgentData { self_routing, ..AgentData::new(catalog, index, agent) };
        let text = serde_json::to_string_pretty(&data).unwrap_or_default();
        // No string holds a line break of its own, so that lines are moved in without a look at what is in them.
        let comma = if index == 0 { "" } else { "," };
        format!("{comma}\n    {}", text.replace('\n', "\n    ")).into_bytes()
    });
    let foot = if catalog.agents.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" };
    Box::new(std::iter::once(head.into_bytes()).chain(agents).chain(std::iter::once(foot.as_bytes().to_vec())))
}

/// What `check --format json` prints.
pub fn diagnostics_json(diagnostics: &[Diagnostic]) -> String {
    let all = Diagnostics { version: VERSION, diagnostics: diagnostics.iter().map(DiagnosticData::new).collect() };
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Diagnostics<'a> {
    version: u32,
    diagnostics: Vec<DiagnosticData<'a>>,
}

#[derive(Serialize)]
struct AgentData<'a> {
    slug: &'a str,
    name: &'a str,
    description: &'a str,
    purpose: String,
    model: Option<&'a str>,
    color: Option<&'a str>,
    tools: Option<ToolsData<'a>>,
    examples: usize,
    /// 0 to 1: how surely search leads from its examples to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    self_routing: Option<f64>,
    tasks: Vec<&'a str>,
    dialect: Dialect,
    path: &'a str,
    reader: Reader,
    loads: &'a Loads,
    coverage: Vec<CoverageData<'a>>,
    diagnostics: Vec<DiagnosticData<'a>>,
}

/// A mark; the evidence stands in `matrix.json`.
#[derive(Serialize)]
struct CoverageData<'a> {
    competency: &'a str,
    level: Level,
    origin: Origin,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ToolsData<'a> {
    All(&'static str),
    Named(&'a [String]),
}

/// A diagnostic as programs get it.
#[derive(Serialize)]
pub(super) struct DiagnosticData<'a> {
    severity: Severity,
    code: &'a str,
    path: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    hint: Option<&'a str>,
}

impl<'a> AgentData<'a> {
    fn new(catalog: &'a Catalog, index: usize, agent: &'a Agent) -> Self {
        let definition = &agent.definition;
        let description = &definition.description;
        let settings = &definition.settings;
        Self {
            slug: &agent.slug,
            name: &definition.name.value,
            description: &description.text,
            purpose: description.purpose_text(),
            model: settings.model.as_ref().map(|it| it.value.as_str()),
            color: settings.color.as_ref().map(|it| it.value.as_str()),
            tools: settings.tools.as_ref().map(|it| match &it.value {
                Tools::All => ToolsData::All("*"),
                Tools::Named(names) => ToolsData::Named(names),
            }),
            examples: description.examples.len(),
            self_routing: None,
            tasks: description.tasks.iter().map(|task| task.text.as_str()).collect(),
            dialect: definition.header.dialect,
            path: &definition.path,
            reader: definition.header.reader,
            loads: &definition.loads,
            coverage: catalog
                .matrix
                .coverage
                .get(index)
                .into_iter()
                .flat_map(AgentCoverage::iter)
                .filter_map(|mark| {
                    let competency = &catalog.matrix.competencies.get(mark.competency)?.id;
                    Some(CoverageData { competency, level: mark.level, origin: mark.origin })
                })
                .collect(),
            diagnostics: agent.diagnostics.iter().map(DiagnosticData::new).collect(),
        }
    }
}

impl<'a> DiagnosticData<'a> {
    /// A diagnostic as programs get it.
    pub(super) fn new(diagnostic: &'a Diagnostic) -> Self {
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code,
            path: &diagnostic.place.path,
            // A fault of the whole file, or of a whole line, is where that begins.
            line: diagnostic.place.line.max(1),
            column: diagnostic.place.column.max(1),
            message: &diagnostic.message,
            hint: diagnostic.hint.as_deref(),
        }
    }
}
