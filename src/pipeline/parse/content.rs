//! Content: the team's own pages.

use super::body;
use crate::model::content::Page;
use crate::model::diagnostic::Diagnostic;
use crate::model::source::ContentSource;

/// Reads a page of the content folder.
pub fn page(source: &ContentSource) -> (Page, Vec<Diagnostic>) {
    let text = String::from_utf8_lossy(&source.source.bytes);
    let page = Page {
        name: source.name.clone(),
        path: source.source.path.clone(),
        title: source.name.clone(),
        summary: String::new(),
        order: None,
        time: None,
        steps: Vec::new(),
        body: body::read(&text, 1),
    };
    (page, Vec::new())
}
