//! Evidence: an agent's competencies by level, each with the sentence that earned it.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::file;
use crate::model::agent::Agent;
use crate::model::competency::Origin;
use crate::model::document::{Inline, plain};
use crate::model::matrix::{Coverage, Evidence, Level};
use crate::pipeline::render::html::push_escaped;
use crate::pipeline::render::views::frame::Here;
use crate::pipeline::render::views::{competency, quote};
use crate::text::visible;

/// How many further sentences a row shows.
const FURTHER: usize = 2;

/// From this length on, in bytes, a definition's page is heavy with its own text: a row shows the best sentence alone.
const LONG: usize = 16 << 10;

/// The competencies of one level.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Group {
    pub(super) level: &'static str,
    pub(super) title: &'static str,
    rule: &'static str,
    /// How many competencies it holds.
    #[serde(skip)]
    pub(super) count: usize,
    /// A description list: terms, the sentence that earned them, its line. HTML, since fed to the template row by row it would
    /// be half of what a page costs.
    list_html: String,
}

/// The terms that have one best sentence in common, that sentence, and others.
struct Row<'a> {
    marks: &'a [&'a Coverage],
    best: &'a Evidence,
    more: Vec<&'a Evidence>,
}

/// The levels that an agent has marks of, strongest first.
pub(super) fn groups(here: &Here<'_>, index: usize, agent: &Agent) -> Vec<Group> {
    let Some(coverage) = here.site.catalog.matrix.coverage.get(index) else { return Vec::new() };
    let list = List { here, agent, file: here.href(&file::url(&agent.slug)) };
    let group = |level: Level| {
        let mut marks: Vec<&Coverage> =
            coverage.iter().filter(|mark| mark.level == level && !mark.evidence.is_empty()).collect();
        // In the order of the file.
        marks.sort_by_key(|mark| mark.evidence.first().map(|best| (best.line, &best.quote, best.term)));
        let (word, title, rule) = words(level);
        Group { level: word, title, rule, count: marks.len(), list_html: list.html(&rows(agent, &marks)) }
    };
    [Level::Core, Level::Listed, Level::Mentioned, Level::Inferred]
        .into_iter()
        .map(group)
        .filter(|group| group.count > 0)
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

/// Neighbouring marks with the same best sentence share a row.
fn rows<'a>(agent: &Agent, marks: &'a [&'a Coverage]) -> Vec<Row<'a>> {
    let further = if agent.definition.text.len() < LONG { FURTHER } else { 0 };
    let row = |marks: &'a [&'a Coverage]| {
        let best = marks.first()?.evidence.first()?;
        let others = marks.iter().flat_map(|mark| mark.evidence.iter().skip(1));
        let mut more: Vec<&Evidence> = others.filter(|it| (it.line, &it.quote) != (best.line, &best.quote)).collect();
        more.sort_by_key(|it| (it.line, &it.quote, it.term));
        more.dedup_by_key(|it| (it.line, &it.quote));
        more.truncate(further);
        Some(Row { marks, best, more })
    };
    marks.chunk_by(|a, b| sentence(a) == sentence(b)).filter_map(row).collect()
}

fn sentence(mark: &Coverage) -> Option<(u32, &str)> {
    mark.evidence.first().map(|best| (best.line, best.quote.as_ref()))
}

/// What a list of evidence is written with.
struct List<'a> {
    here: &'a Here<'a>,
    agent: &'a Agent,
    /// Where the page of the agent's file is.
    file: String,
}

impl List<'_> {
    fn html(&self, rows: &[Row<'_>]) -> String {
        let mut out = String::with_capacity(rows.len() * 512);
        for row in rows {
            out.push_str("<div>");
            row.marks.iter().for_each(|mark| self.term(&mut out, mark));
            let spans: Vec<(usize, usize)> =
                row.marks.iter().filter_map(|mark| mark.evidence.first()).map(Evidence::span).collect();
            out.push_str("<dd><blockquote class=\"quote\" dir=\"auto\">");
            quote::push(&row.best.quote, &spans, &mut out);
            out.push_str("</blockquote><p class=\"source\">");
            self.line(&mut out, row.best.line);
            let section = section(self.agent, row.best);
            if !section.is_empty() {
                out.push_str(", in “");
                push_escaped(&section, &mut out);
                out.push('”');
            }
            out.push_str("</p>");
            self.more(&mut out, &row.more);
            out.push_str("</dd></div>\n");
        }
        out
    }

    fn term(&self, out: &mut String, mark: &Coverage) {
        let site = self.here.site;
        let Some(competency) = site.catalog.matrix.competencies.get(mark.competency) else { return };
        let name = visible(&competency.name);
        out.push_str("<dt id=\"ev-");
        push_escaped(&competency.id, out);
        out.push_str("\">");
        if site.shown().binary_search(&mark.competency).is_ok() {
            out.push_str("<a href=\"");
            push_escaped(&self.here.href(&competency::url(&competency.id, 1)), out);
            out.push_str("\">");
            push_escaped(&name, out);
            out.push_str("</a>");
        } else {
            push_escaped(&name, out);
        }
        let note = note(self.here, mark);
        if !note.is_empty() {
            out.push_str(" <small>");
            push_escaped(&note, out);
            out.push_str("</small>");
        }
        out.push_str("</dt>");
    }

    /// A line of the agent's file, linked if its page shows it.
    fn line(&self, out: &mut String, line: u32) {
        let _ = if file::shows(line) {
            write!(out, "<a href=\"{}#L{line}\">line {line}</a>", self.file)
        } else {
            write!(out, "line {line}")
        };
    }

    fn more(&self, out: &mut String, more: &[&Evidence]) {
        if more.is_empty() {
            return;
        }
        let _ = write!(out, "<details><summary>{} more</summary>", more.len());
        for it in more {
            out.push_str("<p class=\"quote\" dir=\"auto\">");
            quote::push(&it.quote, &[it.span()], out);
            out.push_str("</p><p class=\"source\">");
            self.line(out, it.line);
            out.push_str("</p>");
        }
        out.push_str("</details>");
    }
}

/// Where a mark comes from, in a few words; empty for a plain one.
pub(in super::super::super) fn note(here: &Here<'_>, mark: &Coverage) -> String {
    if mark.via.is_empty() && mark.origin == Origin::Vocabulary {
        return String::new();
    }
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
pub(in super::super::super) fn section<'a>(agent: &'a Agent, evidence: &Evidence) -> Cow<'a, str> {
    match evidence.section_of(&agent.definition.body).map(|section| section.title.as_slice()) {
        None => Cow::Borrowed(""),
        Some([Inline::Text { text, .. }]) => visible(text.trim()),
        Some(title) => Cow::Owned(visible(plain(title).trim()).into_owned()),
    }
}
