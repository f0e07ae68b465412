//! Render: the site as a function from a URL to bytes.

mod assets;
mod data;
mod highlight;
pub mod html;
mod templates;

use std::sync::Arc;

use serde::Serialize;

pub use assets::Assets;
pub use data::agents_json;
pub use templates::Templates;

use crate::model::catalog::Catalog;

/// A site: knows its URLs and renders any one of them.
#[derive(Debug, Clone)]
pub struct Site {
    /// What it shows.
    pub catalog: Arc<Catalog>,
    /// How pages are made.
    pub templates: Arc<Templates>,
    /// The static files.
    pub assets: Arc<Assets>,
}

impl Site {
    /// All URLs of the site, relative to its root, sorted.
    pub fn urls(&self) -> Vec<String> {
        let mut urls = vec!["index.html".to_owned(), "404.html".to_owned()];
        urls.extend(self.catalog.agents.iter().map(|agent| format!("agents/{}.html", agent.slug)));
        urls.extend(self.assets.urls());
        urls.sort();
        urls
    }

    /// The bytes at a URL of [`Site::urls`]; `None` for any other.
    pub fn get(&self, url: &str) -> Option<Vec<u8>> {
        if let Some(bytes) = self.assets.get(url) {
            return Some(bytes.to_vec());
        }
        let page = match url {
            "index.html" => self.templates.render("home.html", &HomeView::new(&self.catalog)),
            "404.html" => self.templates.render("404.html", &HomeView::new(&self.catalog)),
            _ => {
                let slug = url.strip_prefix("agents/")?.strip_suffix(".html")?;
                let agent = self.catalog.agents.iter().find(|agent| agent.slug == slug)?;
                self.templates.render(
                    "agent.html",
                    &AgentView {
                        name: &agent.definition.name.value,
                        purpose: agent.definition.description.purpose_text(),
                    },
                )
            }
        };
        Some(page.into_bytes())
    }
}

#[derive(Serialize)]
struct HomeView<'a> {
    title: &'a str,
    agents: Vec<(&'a str, &'a str)>,
}

impl<'a> HomeView<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        let agents = catalog.agents.iter().map(|a| (a.slug.as_str(), a.definition.name.value.as_str())).collect();
        Self { title: &catalog.config.title, agents }
    }
}

#[derive(Serialize)]
struct AgentView<'a> {
    name: &'a str,
    purpose: String,
}
