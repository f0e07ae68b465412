//! Render: the site as a function from a URL to bytes.

mod assets;
pub mod compact;
mod data;
pub mod extra;
mod glossary;
mod highlight;
pub mod html;
mod listing;
mod lists;
mod pairs;
mod published;
mod routes;
mod rules;
mod script;
mod templates;
mod views;
mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use assets::Assets;
pub use data::{
    ALL, Pieces, Selection, Unknown, agents_json, diagnostics_json, matrix_csv, matrix_json, matrix_md, matrix_text,
    overlap_json, whole,
};
pub use extra::Extra;
pub use templates::Templates;

use crate::model::catalog::Catalog;
use crate::model::content::Page;
use crate::model::diagnostic::Diagnostic;
use lists::Lists;
use routes::Route;
use views::frame::Here;
use views::{agent, choose, compare, competencies, competency, content, home, matrix, missing};

/// What is at a URL.
pub enum Body<'s> {
    /// A page, or a file of the size of one.
    Page(Vec<u8>),
    /// Data of the whole catalog.
    Pieces(Pieces<'s>),
}

/// A site: knows its URLs and renders any one of them. Made by [`Site::new`]; what many pages need is worked out when
/// the first of them asks.
#[derive(Debug, Clone)]
pub struct Site {
    /// What it shows.
    pub catalog: Arc<Catalog>,
    templates: Arc<Templates>,
    assets: Arc<Assets>,
    /// The files of the search index.
    extra: Extra,
    /// What is at the URLs that do not follow from a list.
    routes: Arc<BTreeMap<String, Route>>,
    lists: Arc<Lists>,
}

impl Site {
    /// The site of a catalog. A content page whose URL is another page's, and a template of the team that doesn't work,
    /// are left out, each with a diagnostic.
    pub fn new(catalog: Arc<Catalog>, templates: Templates, assets: Assets, extra: Extra) -> (Self, Vec<Diagnostic>) {
        let mut site = Self {
            routes: Arc::default(),
            lists: Arc::default(),
            templates: Arc::new(templates),
            assets: Arc::new(assets),
            extra,
            catalog,
        };
        let (routes, mut diagnostics) = routes::routes(&site);
        site.routes = Arc::new(routes);
        diagnostics.extend(routes::broken_links(&site));
        diagnostics.extend(site.try_templates());
        (site, diagnostics)
    }

    /// All URLs of the site, relative to its root, sorted.
    pub fn urls(&self) -> Vec<String> {
        let tree = self.catalog.choices.tree(&self.catalog);
        let mut urls: Vec<String> = routes::all(self).into_keys().collect();
        urls.extend(tree.nodes.iter().map(choose::url));
        urls.extend(pairs::urls(&self.catalog));
        urls.extend(self.extra.files().keys().cloned());
        urls.sort();
        urls.dedup();
        urls
    }

    /// Whether there is something at a URL.
    pub fn has(&self, url: &str) -> bool {
        self.route(url).is_some()
    }

    /// What is at a URL. Which pairs are compared and what is asked to choose is worked out only for those who ask for it.
    fn route(&self, url: &str) -> Option<Route> {
        let known = routes::at(self, url);
        let known = known.or_else(|| pairs::at(&self.catalog, url).map(|(one, other)| Route::Pair(one, other)));
        known.or_else(|| {
            let path = url.strip_prefix("choose/")?.strip_suffix(".html")?;
            let tree = self.catalog.choices.tree(&self.catalog);
            tree.paths.get(path).filter(|_| !path.is_empty()).map(|at| Route::Choose(*at))
        })
    }

    /// The bytes at a URL of [`Site::urls`]; `None` for any other.
    pub fn get(&self, url: &str) -> Option<Vec<u8>> {
        self.body(url).map(|body| match body {
            Body::Page(bytes) => bytes,
            Body::Pieces(pieces) => whole(pieces),
        })
    }

    /// The same as it is best written: what is as large as the catalog comes in pieces.
    pub fn body(&self, url: &str) -> Option<Body<'_>> {
        let pieces = match url {
            "agents.json" => agents_json(&self.catalog, self.extra.routings()),
            "matrix.json" => matrix_json(&self.catalog, &ALL),
            "matrix.csv" => matrix_csv(&self.catalog, &ALL),
            "overlap.json" => overlap_json(&self.catalog),
            _ => return self.page(url).map(|(bytes, _)| Body::Page(bytes)),
        };
        Some(Body::Pieces(pieces))
    }

    /// The bytes of a page, and what went wrong in a template of the team's on the way.
    fn page(&self, url: &str) -> Option<(Vec<u8>, Vec<Diagnostic>)> {
        if url.starts_with(Extra::FOLDER) {
            return Some((self.extra.files().get(url)?.clone(), Vec::new()));
        }
        let here = Here { site: self, url };
        let agents = &self.catalog.agents;
        let plain = |bytes: Vec<u8>| Some((bytes, Vec::new()));
        let templates = &self.templates;
        let (text, diagnostics) = match self.route(url)? {
            Route::Home { table, page } => templates.render("home.html", &home::all(&here, table, page)),
            Route::Shelf(shelf, page) => {
                templates.render("home.html", &home::shelf(&here, self.shelves().get(shelf)?, page))
            }
            Route::Facet(index) => templates.render("facet.html", &home::facet(&here, index)),
            Route::Agent(index) => templates.render("agent.html", &agent::view(&here, index, agents.get(index)?)),
            Route::File(index) => templates.render("file.html", &agent::file::view(&here, agents.get(index)?)),
            Route::Matrix => templates.render("matrix.html", &matrix::whole(&here)),
            Route::Category(index, page) => {
                templates.render("matrix.html", &matrix::category(&here, self.categories().get(index)?, page))
            }
            Route::Competencies => templates.render("competencies.html", &competencies::index(&here)),
            Route::Letter(letter, page) => {
                templates.render("competencies.html", &competencies::letter(&here, letter, page))
            }
            Route::Competency(index, page) => {
                templates.render("competency.html", &competency::view(&here, index, page)?)
            }
            Route::Content(index) => {
                templates.render("content.html", &content::view(&here, index, self.catalog.pages.get(index)?))
            }
            Route::Search => templates.render("search.html", &views::search::view(&here)),
            Route::Guides => templates.render("guides.html", &content::guides(&here)),
            Route::Choose(index) => {
                let tree = self.catalog.choices.tree(&self.catalog);
                templates.render("choose.html", &choose::view(&here, tree, tree.nodes.get(index)?))
            }
            Route::Compare => templates.render("compare.html", &compare::any(&here)),
            Route::Pair(one, other) => templates.render("compare.html", &compare::pair(&here, one, other)?),
            Route::Missing => templates.render("404.html", &missing::view(&here)),
            Route::Definition(index) => return plain(agents.get(index)?.definition.as_written().to_vec()),
            Route::Changes => templates.render("changes.html", &views::changes::view(&here)),
            Route::Rules => templates.render("diagnostics.html", &views::rules::view(&here, &rules::rules())),
            Route::Repaired(index) => {
                return plain(agents.get(index)?.repaired()?.into_bytes());
            }
            Route::Feed => return plain(published::feed(self)?.into_bytes()),
            Route::Sitemap => return plain(published::sitemap(self)?.into_bytes()),
            // GitHub Pages then serves the files as they are.
            Route::NoJekyll => return plain(Vec::new()),
            Route::AgentScript(index) => return plain(script::agent(&here, index, agents.get(index)?).into_bytes()),
            Route::AgentsScript => return plain(script::agents(&here).into_bytes()),
            Route::RoutingScript => return plain(script::routing(self).into_bytes()),
            // In pieces.
            Route::Data => return None,
            Route::Asset => return plain(self.assets.get(url)?.to_vec()),
        };
        Some((text.into_bytes(), diagnostics))
    }

    /// The content page at a URL.
    fn content_at(&self, url: &str) -> Option<&Page> {
        match self.routes.get(url)? {
            Route::Content(index) => self.catalog.pages.get(*index),
            _ => None,
        }
    }

    /// Renders a few pages of each kind, if the team has templates of its own, to say which of these fail. A page on which
    /// one fails later is made by the built-in template all the same.
    fn try_templates(&self) -> Vec<Diagnostic> {
        const TRIED: usize = 40;
        if !self.templates.has_own() {
            return Vec::new();
        }
        let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
        let mut diagnostics = Vec::new();
        for (url, route) in &routes::all(self) {
            let Some(template) = route.template() else { continue };
            let count = tried.entry(template).or_default();
            if *count < TRIED {
                *count += 1;
                diagnostics.extend(self.page(url).map(|(_, faults)| faults).unwrap_or_default());
            }
        }
        diagnostics.extend(self.lists.faults());
        diagnostics.sort();
        diagnostics.dedup();
        diagnostics
    }
}
