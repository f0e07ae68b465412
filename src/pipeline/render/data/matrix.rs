//! The matrix for programs: `matrix.json` and `matrix.csv`, whole or a part of it.

use serde::Serialize;

use super::pieces::{Pieces, json, object};
use crate::model::catalog::Catalog;
use crate::model::competency::{Competency, Origin};
use crate::model::definition::Definition;
use crate::model::matrix::{Coverage, Evidence, Level, Matrix, State};
use crate::text;

/// Version of the shape of `matrix.json`: raised when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// Which part of the matrix is meant. The default is all of it.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// A category's id.
    pub category: Option<String>,
    /// A competency: its index in the matrix.
    pub competency: Option<usize>,
    /// The weakest level that is wanted; none for all.
    pub level: Option<Level>,
    /// Whether only gaps are wanted: what is required and nobody claims.
    pub gaps: bool,
}

/// All of it.
pub static ALL: Selection = Selection { category: None, competency: None, level: None, gaps: false };

impl Selection {
    /// A selection by what people call things: a category by id or name, a competency by id, name or alias.
    /// An error names what is meant instead, where something is near.
    pub fn named(
        matrix: &Matrix,
        category: Option<&str>,
        competency: Option<&str>,
        level: Option<Level>,
    ) -> Result<Self, Unknown> {
        let category = category.map(|name| find_category(matrix, name)).transpose()?;
        let competency = competency.map(|name| find_competency(matrix, name)).transpose()?;
        Ok(Self { category, competency, level, gaps: false })
    }

    /// How many of the selected competencies are gaps.
    pub fn gap_count(&self, matrix: &Matrix) -> usize {
        self.rows(matrix).filter(|row| row.state == State::Gap).count()
    }

    /// The selected competencies, each with its holders from the wanted level on, strongest first. One without a holder is there if it
    /// is required.
    pub(super) fn rows<'m>(&'m self, matrix: &'m Matrix) -> impl Iterator<Item = Row<'m>> {
        let wanted = |index: usize, it: &Competency| {
            self.category.as_ref().is_none_or(|category| *category == it.category)
                && self.competency.is_none_or(|competency| competency == index)
        };
        matrix.shown().filter(move |(index, it)| wanted(*index, it)).filter_map(|(index, competency)| {
            let holders: Vec<(usize, &Coverage)> = matrix
                .holders_of(index)
                .filter(|(_, mark)| self.level.is_none_or(|level| mark.level >= level))
                .collect();
            let state = matrix.states.get(index).copied().unwrap_or(State::None);
            let wanted = if self.gaps { state == State::Gap } else { !holders.is_empty() || competency.required };
            wanted.then_some(Row { index, competency, state, holders })
        })
    }
}

/// A name that the matrix doesn't have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What was asked for, as a lower-case fragment.
    pub message: String,
    /// What may have been meant.
    pub hint: Option<String>,
}

/// A competency with its holders.
pub(super) struct Row<'m> {
    pub index: usize,
    pub competency: &'m Competency,
    pub state: State,
    pub holders: Vec<(usize, &'m Coverage)>,
}

fn find_category(matrix: &Matrix, name: &str) -> Result<String, Unknown> {
    let key = text::fold(name);
    let found = matrix.categories.iter().find(|it| it.id == key || text::fold(&it.name) == key);
    found.map(|it| it.id.clone()).ok_or_else(|| {
        let near = text::nearest(name, matrix.categories.iter().map(|it| it.id.as_str()));
        let all = matrix.categories.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(", ");
        let hint = near.map_or_else(|| format!("the categories are {all}"), |near| format!("did you mean `{near}`?"));
        Unknown { message: format!("there is no category `{name}`"), hint: Some(hint) }
    })
}

fn find_competency(matrix: &Matrix, name: &str) -> Result<usize, Unknown> {
    let key = text::fold(name);
    let is = |it: &Competency| it.id == key || text::fold(&it.name) == key;
    let also = |it: &Competency| it.aliases.iter().chain(&it.ordinary_aliases).any(|alias| text::fold(alias) == key);
    let position = |test: &dyn Fn(&Competency) -> bool| matrix.competencies.iter().position(|it| test(it));
    position(&is).or_else(|| position(&also)).ok_or_else(|| {
        let near = text::nearest(name, matrix.competencies.iter().map(|it| it.name.as_str()));
        let hint = near.map(|near| format!("did you mean `{near}`?"));
        Unknown { message: format!("no vocabulary and no agent has the competency `{name}`"), hint }
    })
}

/// `matrix.json`, and what `matrix --format json` prints.
pub fn matrix_json<'a>(catalog: &'a Catalog, selection: &'a Selection) -> Pieces<'a> {
    let matrix = &*catalog.matrix;
    let agents = catalog.agents.iter().map(|agent| AgentData {
        slug: &agent.slug,
        name: &agent.definition.name.value,
        path: &agent.definition.path,
    });
    let competencies = selection.rows(matrix).map(|row| CompetencyData {
        id: &row.competency.id,
        name: &row.competency.name,
        aliases: row.competency.aliases.iter().chain(&row.competency.ordinary_aliases).collect(),
        category: &row.competency.category,
        state: row.state,
    });
    let (competencies, agents) = (json(&competencies.collect::<Vec<_>>()), json(&agents.collect::<Vec<_>>()));
    let head = format!("{{\"version\":{VERSION},\"competencies\":{competencies},\"agents\":{agents},\"coverage\":[");
    let id = |index: usize| matrix.competencies.get(index).map_or("", |it| it.id.as_str());
    let coverage = selection.rows(matrix).map(move |row| {
        let marks = row.holders.iter().filter_map(|&(agent, mark)| Some((catalog.agents.get(agent)?, mark)));
        let marks = marks.map(|(agent, mark)| CoverageData {
            agent: &agent.slug,
            competency: &row.competency.id,
            level: mark.level,
            origin: mark.origin,
            via: mark.via.iter().map(|&it| id(it)).collect(),
            evidence: mark.evidence.iter().map(|it| EvidenceData::new(&agent.definition, it)).collect(),
        });
        marks.collect()
    });
    object(head, coverage, "]}\n")
}

#[derive(Serialize)]
struct CompetencyData<'a> {
    id: &'a str,
    name: &'a str,
    aliases: Vec<&'a String>,
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

impl<'a> EvidenceData<'a> {
    fn new(definition: &'a Definition, evidence: &'a Evidence) -> Self {
        let anchor = evidence.section_of(&definition.body).map_or("", |section| &section.anchor);
        Self { path: &definition.path, line: evidence.line, quote: &evidence.quote, anchor }
    }
}

/// `matrix.csv`: a line a mark, with its best evidence (RFC 4180). A required competency without a holder has a line without an agent.
pub fn matrix_csv<'a>(catalog: &'a Catalog, selection: &'a Selection) -> Pieces<'a> {
    let head = b"category,competency,state,agent,level,origin,path,line,quote\r\n".to_vec();
    let rows = selection.rows(&catalog.matrix).map(|row| {
        let mut out = String::new();
        let start = [row.competency.category.as_str(), &row.competency.name, state_name(row.state)];
        if row.holders.is_empty() {
            record(&mut out, start.iter().copied().chain([""; 6]));
        }
        for &(agent, mark) in &row.holders {
            let (Some(agent), Some(best)) = (catalog.agents.get(agent), mark.evidence.first()) else { continue };
            let line = best.line.to_string();
            let rest = [
                &agent.slug,
                level_name(mark.level),
                origin_name(mark.origin),
                &agent.definition.path,
                &line,
                &best.quote,
            ];
            record(&mut out, start.iter().copied().chain(rest));
        }
        out.into_bytes()
    });
    Box::new(std::iter::once(head).chain(rows))
}

fn record<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, text) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&cell(text));
    }
    out.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    if safe.contains(['"', ',', '\n', '\r']) || safe.starts_with(' ') {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// A level as it is written everywhere.
pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Core => "core",
        Level::Listed => "listed",
        Level::Mentioned => "mentioned",
        Level::Inferred => "inferred",
    }
}

/// A state as it is written everywhere.
pub(super) fn state_name(state: State) -> &'static str {
    match state {
        State::Single => "single",
        State::Primary => "primary",
        State::Ambiguous => "ambiguous",
        State::Shared => "shared",
        State::Gap => "gap",
        State::None => "none",
    }
}

fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Author => "author",
        Origin::Vocabulary => "vocabulary",
        Origin::Harvested => "harvested",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("-x", "'-x"),
            ("@SUM(A1,B1)", "\"'@SUM(A1,B1)\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("plain", "plain"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
