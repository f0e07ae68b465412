//! Evidence: an agent's competencies by level, each with the sentence that earned it.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::agent::Agent;
use crate::model::competency::Origin;
use crate::model::document::plain;
use crate::model::matrix::{Coverage, Evidence, Level};
use crate::pipeline::render::views::competency;
use crate::pipeline::render::views::frame::Here;
use crate::pipeline::render::views::quote;
use crate::text::visible;

/// How many further sentences a row shows.
const FURTHER: usize = 2;

/// From this length on, in bytes, a definition's page is heavy with its own text: a row shows the best sentence alone.
const LONG: usize = 16 << 10;

/// The competencies of one level.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Group<'a> {
    pub(super) level: &'static str,
    pub(super) title: &'static str,
    rule: &'static str,
    rows: Vec<Row<'a>>,
}

/// The terms that have one best sentence in common, and that sentence.
#[derive(Debug, Serialize)]
struct Row<'a> {
    terms: Vec<Term<'a>>,
    quote_html: String,
    line: u32,
    section: Cow<'a, str>,
    more: Vec<Further>,
}

#[derive(Debug, Serialize)]
struct Term<'a> {
    id: &'a str,
    name: Cow<'a, str>,
    href: String,
    note: String,
}

#[derive(Debug, Serialize)]
struct Further {
    quote_html: String,
    line: u32,
}

impl Group<'_> {
    /// How many competencies it holds.
    pub(super) fn count(&self) -> usize {
        self.rows.iter().map(|row| row.terms.len()).sum()
    }
}

/// The levels that an agent has marks of, strongest first.
pub(super) fn groups<'a>(here: &Here<'a>, index: usize, agent: &'a Agent) -> Vec<Group<'a>> {
    let Some(coverage) = here.site.catalog.matrix.coverage.get(index) else { return Vec::new() };
    let group = |level: Level| {
        let marks: Vec<&Coverage> = coverage.iter().filter(|mark| mark.level == level).collect();
        let (word, title, rule) = words(level);
        Group { level: word, title, rule, rows: rows(here, agent, marks) }
    };
    [Level::Core, Level::Listed, Level::Mentioned, Level::Inferred]
        .into_iter()
        .map(group)
        .filter(|group| !group.rows.is_empty())
        .collect()
}

/// A level as pages write it, with its title and where it comes from in a few words.
pub(in super::super::super) fn words(level: Level) -> (&'static str, &'static str, &'static str) {
    match level {
        Level::Core => ("core", "Core", "in the purpose, a heading or a bold lead"),
        Level::Listed => ("listed", "Listed", "in a capability list or a claim"),
        Level::Mentioned => ("mentioned", "Mentioned", "only in an example, code or an aside"),
        Level::Inferred => ("inferred", "Inferred", "through a related term"),
    }
}

/// Rows in the order of the file; terms with the same best sentence share one.
fn rows<'a>(here: &Here<'a>, agent: &'a Agent, mut marks: Vec<&'a Coverage>) -> Vec<Row<'a>> {
    marks.retain(|mark| !mark.evidence.is_empty());
    marks.sort_by_key(|mark| mark.evidence.first().map(|best| (best.line, &best.quote, best.span)));
    let mut rows: Vec<Row<'a>> = Vec::new();
    let further = if agent.definition.text.len() < LONG { FURTHER } else { 0 };
    for shared in marks.chunk_by(|a, b| sentence(a) == sentence(b)) {
        let Some(best) = shared.first().and_then(|mark| mark.evidence.first()) else { continue };
        let spans: Vec<(usize, usize)> =
            shared.iter().filter_map(|mark| mark.evidence.first()).map(|it| it.span).collect();
        let others = shared.iter().flat_map(|mark| mark.evidence.iter().skip(1));
        let mut more: Vec<&Evidence> = others.filter(|it| (it.line, &it.quote) != (best.line, &best.quote)).collect();
        more.sort_by_key(|it| (it.line, &it.quote, it.span));
        more.dedup_by_key(|it| (it.line, &it.quote));
        rows.push(Row {
            terms: shared.iter().filter_map(|mark| term(here, mark)).collect(),
            quote_html: quote::html(&best.quote, &spans),
            line: best.line,
            section: section(agent, &best.anchor),
            more: more
                .into_iter()
                .take(further)
                .map(|it| Further { quote_html: quote::html(&it.quote, &[it.span]), line: it.line })
                .collect(),
        });
    }
    rows
}

fn sentence(mark: &Coverage) -> Option<(u32, &str)> {
    mark.evidence.first().map(|best| (best.line, best.quote.as_ref()))
}

fn term<'a>(here: &Here<'a>, mark: &Coverage) -> Option<Term<'a>> {
    let matrix = &here.site.catalog.matrix;
    let competency = matrix.competencies.get(mark.competency)?;
    let shown = here.site.shown().binary_search(&mark.competency).is_ok();
    Some(Term {
        id: &competency.id,
        name: visible(&competency.name),
        href: if shown { here.href(&competency::url(&competency.id, 1)) } else { String::new() },
        note: note(here, mark),
    })
}

/// Where a mark comes from, in a few words; empty for a plain one.
pub(in super::super::super) fn note(here: &Here<'_>, mark: &Coverage) -> String {
    let matrix = &here.site.catalog.matrix;
    let via: Vec<&str> =
        mark.via.iter().filter_map(|&it| matrix.competencies.get(it)).map(|it| it.name.as_str()).collect();
    let note = match mark.origin {
        _ if !via.is_empty() => format!("via {}", via.join(", ")),
        Origin::Author => "stated by the author".to_owned(),
        Origin::Harvested => "harvested".to_owned(),
        Origin::Vocabulary => String::new(),
    };
    visible(&note).into_owned()
}

/// The title of the section that a sentence stands in; empty in the text before the first.
pub(in super::super::super) fn section<'a>(agent: &'a Agent, anchor: &str) -> Cow<'a, str> {
    if anchor.is_empty() {
        return Cow::Borrowed("");
    }
    let sections = &agent.definition.body.sections;
    let found = sections.iter().find(|section| section.anchor == anchor);
    found.map_or(Cow::Borrowed(""), |section| Cow::Owned(visible(plain(&section.title).trim()).into_owned()))
}
