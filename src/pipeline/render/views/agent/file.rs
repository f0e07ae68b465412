//! File: an agent's definition as it was written, line by line, on a page of its own: the agent's page says the same once already.

use std::borrow::Cow;

use serde::Serialize;

use super::super::frame::{Frame, Here};
use super::super::{Link, counted, paths};
use crate::model::agent::Agent;
use crate::model::definition::Definition;
use crate::text::{self, visible};

/// How many lines of the file its page shows; the rest is in the download.
const LINES: usize = 5_000;

/// What `file.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct FileView<'a> {
    frame: Frame,
    trail: Vec<Link>,
    file: File<'a>,
    lines: Vec<Cow<'a, str>>,
    /// How many lines are in the download alone.
    more: usize,
}

/// The file in short.
#[derive(Debug, Serialize)]
pub(super) struct File<'a> {
    /// Its page.
    href: String,
    download: String,
    path: Cow<'a, str>,
    size: String,
    edit: Option<String>,
}

/// A place in the file: what is shown, and where it leads; nowhere if there is no such line on the file's page.
#[derive(Debug, Serialize)]
pub(super) struct Source {
    text: String,
    href: String,
}

/// URL of the page that shows a file.
pub(in super::super::super) fn url(slug: &str) -> String {
    format!("files/{slug}.html")
}

/// The page of an agent's file.
pub(in super::super::super) fn view<'a>(here: &Here<'a>, agent: &'a Agent) -> FileView<'a> {
    let name = visible(&agent.definition.name.value);
    let all = text::lines(&agent.definition.text);
    FileView {
        frame: here.frame(&format!("{name}: file as written"), "", &[], &[]),
        trail: vec![
            Link::new(here.href("index.html"), "Agents"),
            Link::new(here.href(&format!("agents/{}.html", agent.slug)), name),
        ],
        file: summary(here, agent),
        more: all.len().saturating_sub(LINES),
        lines: all.into_iter().take(LINES).map(visible).collect(),
    }
}

/// What is said of a file wherever it is named.
pub(super) fn summary<'a>(here: &Here<'_>, agent: &'a Agent) -> File<'a> {
    let definition: &Definition = &agent.definition;
    let bytes = definition.as_written().len();
    let size = if bytes < 1024 { counted(bytes, "byte") } else { format!("{:.1} KB", bytes as f64 / 1024.0) };
    let edit = here.site.catalog.config.edit_link.as_ref();
    File {
        href: here.href(&url(&agent.slug)),
        download: here.href(&format!("agents/{}.md", agent.slug)),
        path: visible(&definition.path),
        size: format!("{}, {size}", counted(text::lines(&definition.text).len(), "line")),
        edit: edit.map(|pattern| pattern.replace("{path}", &paths::encoded(&definition.path))),
    }
}

/// A place in an agent's file, as compilers write it.
pub(super) fn place(here: &Here<'_>, agent: &Agent, line: u32, column: u32) -> Source {
    let path = visible(&agent.definition.path);
    let text = match (line, column) {
        (0, _) => path.into_owned(),
        (line, 0) => format!("{path}:{line}"),
        (line, column) => format!("{path}:{line}:{column}"),
    };
    Source { text, href: href(here, agent, line) }
}

/// Whether the page of a file shows a line.
pub(super) fn shows(line: u32) -> bool {
    line > 0 && usize::try_from(line).is_ok_and(|line| line <= LINES)
}

fn href(here: &Here<'_>, agent: &Agent, line: u32) -> String {
    if shows(line) { format!("{}#L{line}", here.href(&url(&agent.slug))) } else { String::new() }
}
