//! Render: the site as a function from a URL to bytes.

mod assets;
mod data;
mod highlight;
pub mod html;
mod listing;
mod templates;
#[cfg(test)]
mod tests;
mod views;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use assets::Assets;
pub use data::{
    Selection, Unknown, agents_json, level_name, matrix_csv, matrix_json, matrix_md, matrix_text, overlap_json,
    state_name,
};
pub use templates::Templates;

use crate::model::catalog::Catalog;
use crate::model::diagnostic::Diagnostic;
use listing::Shelf;
use views::frame::Here;
use views::{agent, home, missing};

/// A site: knows its URLs and renders any one of them.
#[derive(Debug, Clone)]
pub struct Site {
    /// What it shows.
    pub catalog: Arc<Catalog>,
    templates: Arc<Templates>,
    assets: Arc<Assets>,
    /// What is at each URL, sorted by URL.
    routes: Arc<BTreeMap<String, Route>>,
    /// The agents by what they have in common.
    shelves: Arc<Vec<Shelf>>,
    /// The agents' indices by the path of their file.
    paths: Arc<BTreeMap<String, usize>>,
}

/// What is at a URL. Numbers are indices: of an agent, a competency, a content page, a shelf; pages of lists count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Route {
    Home {
        table: bool,
        page: usize,
    },
    Shelf(usize, usize),
    Agent(usize),
    Definition(usize),
    Missing,
    AgentsJson,
    /// `matrix.json`.
    MatrixJson,
    /// `matrix.csv`.
    MatrixCsv,
    /// `overlap.json`.
    OverlapJson,
    Asset,
}

impl Site {
    /// The site of a catalog. A content page whose URL is another page's, and a template of the team that doesn't work,
    /// are left out, each with a diagnostic.
    pub fn new(catalog: Arc<Catalog>, templates: Templates, assets: Assets) -> (Self, Vec<Diagnostic>) {
        let shelves = listing::shelves(&catalog);
        let (routes, mut diagnostics) = routes(&catalog, &shelves, &assets);
        let paths = catalog.agents.iter().enumerate().map(|(index, it)| (it.definition.path.clone(), index)).collect();
        let site = Self {
            paths: Arc::new(paths),
            catalog,
            templates: Arc::new(templates),
            assets: Arc::new(assets),
            routes: Arc::new(routes),
            shelves: Arc::new(shelves),
        };
        diagnostics.extend(site.try_templates());
        (site, diagnostics)
    }

    /// All URLs of the site, relative to its root, sorted.
    pub fn urls(&self) -> Vec<String> {
        self.routes.keys().cloned().collect()
    }

    /// Whether there is something at a URL.
    pub fn has(&self, url: &str) -> bool {
        self.routes.contains_key(url)
    }

    /// The bytes at a URL of [`Site::urls`]; `None` for any other.
    pub fn get(&self, url: &str) -> Option<Vec<u8>> {
        self.page(url).map(|(bytes, _)| bytes)
    }

    /// The bytes at a URL, and what went wrong in a template of the team's on the way.
    fn page(&self, url: &str) -> Option<(Vec<u8>, Vec<Diagnostic>)> {
        let here = Here { site: self, url };
        let agents = &self.catalog.agents;
        let plain = |bytes: Vec<u8>| Some((bytes, Vec::new()));
        let (text, diagnostics) = match *self.routes.get(url)? {
            Route::Home { table, page } => self.templates.render("home.html", &home::all(&here, table, page)),
            Route::Shelf(shelf, page) => {
                self.templates.render("home.html", &home::shelf(&here, self.shelves.get(shelf)?, page))
            }
            Route::Agent(index) => self.templates.render("agent.html", &agent::view(&here, index, agents.get(index)?)),
            Route::Definition(index) => return plain(agents.get(index)?.definition.as_written().to_vec()),
            Route::Missing => self.templates.render("404.html", &missing::view(&here)),
            Route::AgentsJson => return plain(agents_json(&self.catalog).into_bytes()),
            Route::MatrixJson => return plain(matrix_json(&self.catalog, &Selection::default()).into_bytes()),
            Route::MatrixCsv => return plain(matrix_csv(&self.catalog, &Selection::default()).into_bytes()),
            Route::OverlapJson => return plain(overlap_json(&self.catalog).into_bytes()),
            Route::Asset => return plain(self.assets.get(url)?.to_vec()),
        };
        Some((text.into_bytes(), diagnostics))
    }

    /// The index of the agent whose file is at a path.
    fn agent_at(&self, path: &str) -> Option<usize> {
        self.paths.get(path).copied()
    }

    /// Renders a few pages of each kind, if the team has templates of its own, to say which of these fail. A page on which
    /// one fails later is made by the built-in template all the same.
    fn try_templates(&self) -> Vec<Diagnostic> {
        const TRIED: usize = 40;
        if !self.templates.has_own() {
            return Vec::new();
        }
        let mut tried = [0_usize; 8];
        let mut diagnostics = Vec::new();
        for (url, route) in self.routes.iter() {
            let kind = match route {
                Route::Home { .. } => 0,
                Route::Shelf(..) => 1,
                Route::Agent(_) => 2,
                Route::Missing => 3,
                Route::Definition(_)
                | Route::AgentsJson
                | Route::MatrixJson
                | Route::MatrixCsv
                | Route::OverlapJson
                | Route::Asset => continue,
            };
            if let Some(count) = tried.get_mut(kind).filter(|count| **count < TRIED) {
                *count += 1;
                diagnostics.extend(self.page(url).map(|(_, faults)| faults).unwrap_or_default());
            }
        }
        diagnostics.sort();
        diagnostics.dedup();
        diagnostics
    }
}

/// What is at which URL.
fn routes(catalog: &Catalog, shelves: &[Shelf], assets: &Assets) -> (BTreeMap<String, Route>, Vec<Diagnostic>) {
    let mut routes: BTreeMap<String, Route> = BTreeMap::new();
    let diagnostics = Vec::new();
    for page in 1..=listing::pages(catalog.agents.len()) {
        for table in [false, true] {
            routes.insert(home::url(table, page), Route::Home { table, page });
        }
    }
    for (index, shelf) in shelves.iter().enumerate() {
        for page in 1..=listing::pages(shelf.agents.len()) {
            routes.insert(shelf.url(page), Route::Shelf(index, page));
        }
    }
    for (index, agent) in catalog.agents.iter().enumerate() {
        routes.insert(format!("agents/{}.html", agent.slug), Route::Agent(index));
        routes.insert(format!("agents/{}.md", agent.slug), Route::Definition(index));
    }
    routes.insert("404.html".to_owned(), Route::Missing);
    routes.insert("agents.json".to_owned(), Route::AgentsJson);
    routes.insert("matrix.json".to_owned(), Route::MatrixJson);
    routes.insert("matrix.csv".to_owned(), Route::MatrixCsv);
    routes.insert("overlap.json".to_owned(), Route::OverlapJson);
    routes.extend(assets.urls().map(|url| (url.to_owned(), Route::Asset)));
    (routes, diagnostics)
}
