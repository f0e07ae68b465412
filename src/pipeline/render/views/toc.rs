//! Table of contents.

use serde::Serialize;

use crate::model::document::{Document, plain};
use crate::pipeline::render::html;
use crate::text::visible;

/// How many entries a level of the table holds at most: a body may have thousands of headings.
const ENTRIES: usize = 60;

/// An entry with the entries below it.
#[derive(Debug, Serialize)]
pub(in super::super) struct Entry {
    id: String,
    title: String,
    children: Vec<Entry>,
}

impl Entry {
    pub(super) fn new(id: &str, title: &str) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), children: Vec::new() }
    }

    /// With these below it.
    pub(super) fn with(mut self, children: Vec<Self>) -> Self {
        self.children = children;
        self
    }
}

/// The outermost headings of a document that have a title.
pub(super) fn of_document(document: &Document, title: &str) -> Vec<Entry> {
    let sections = html::shown(document, title);
    let outermost = sections.iter().map(|(_, level)| *level).filter(|level| *level > 0).min().unwrap_or(1);
    sections
        .iter()
        .filter(|(_, level)| *level == outermost)
        .map(|(section, _)| (section, plain(&section.title)))
        .filter(|(_, title)| !title.trim().is_empty())
        .take(ENTRIES)
        .map(|(section, title)| Entry::new(&section.anchor, &visible(title.trim())))
        .collect()
}
