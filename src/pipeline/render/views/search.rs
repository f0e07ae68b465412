//! Search: the page of answers, and where every page's search field finds the index.

use serde::Serialize;

use super::frame::{Frame, Here};
use super::{Link, competencies};

/// Where a page's search field leads, and what it loads.
#[derive(Debug, Serialize)]
pub(in super::super) struct Field {
    /// The page that shows all answers.
    action: String,
    /// The script that reads the index.
    script: String,
    /// The index's manifest.
    index: String,
    /// What leads from this page to the site's root: empty, or `../` as often as needed.
    root: String,
}

impl Field {
    /// The field of a page.
    pub(super) fn new(here: &Here<'_>) -> Self {
        Self {
            action: here.href("search.html"),
            script: here.href(here.site.assets.url("search.js")),
            index: here.href("search/manifest.js"),
            root: "../".repeat(here.url.matches('/').count()),
        }
    }
}

/// What `search.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct SearchView {
    frame: Frame,
    search: Field,
    count: usize,
    /// The script that shows the answers.
    script: String,
    az: Vec<Link>,
    competencies: String,
    matrix: String,
}

/// The search page.
pub(in super::super) fn view(here: &Here<'_>) -> SearchView {
    SearchView {
        frame: here
            .frame("Search", "Which agent to use, by words, phrases and fields.", &["find.css"], &[])
            .without_search(here),
        search: Field::new(here),
        count: here.site.catalog.agents.len(),
        script: here.href(here.site.assets.url("search-page.js")),
        az: competencies::letters(here),
        competencies: here.href("competencies.html"),
        matrix: here.href("matrix.html"),
    }
}
