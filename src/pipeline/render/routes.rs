//! Routes: what is at which URL.

use std::collections::BTreeMap;

use super::listing::FACETS;
use super::views::agent::{file, install};
use super::views::frame::has_guides;
use super::views::{changes, competency, content, home, matrix, rules};
use super::{Site, glossary, listing};
use crate::model::agent::Agent;
use crate::model::content::Page;
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::document::{Block, BlockKind, Inline, first_line};

/// What is at a URL. Numbers are indices: of an agent, a competency, a content page, a shelf; pages of lists count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    Home {
        table: bool,
        page: usize,
    },
    Shelf(usize, usize),
    Facet(usize),
    Agent(usize),
    /// The file of an agent, line by line.
    File(usize),
    /// The same as it is downloaded.
    Definition(usize),
    Repaired(usize),
    Rules,
    Changes,
    Feed,
    Sitemap,
    NoJekyll,
    AgentScript(usize),
    Matrix,
    Category(usize, usize),
    Competencies,
    Letter(char, usize),
    Competency(usize, usize),
    Content(usize),
    Guides,
    Search,
    /// A node of the tree of questions.
    Choose(usize),
    Compare,
    /// Two agents, in the catalog's order.
    Pair(usize, usize),
    Missing,
    AgentsScript,
    RoutingScript,
    /// The catalog for programs: JSON and CSV.
    Data,
    Asset,
}

impl Route {
    /// The template that makes the page; none where the bytes are not made by one.
    pub(super) fn template(&self) -> Option<&'static str> {
        match self {
            Self::Home { .. } | Self::Shelf(..) => Some("home.html"),
            Self::Facet(_) => Some("facet.html"),
            Self::Agent(_) => Some("agent.html"),
            Self::File(_) => Some("file.html"),
            Self::Matrix | Self::Category(..) => Some("matrix.html"),
            Self::Competencies | Self::Letter(..) => Some("competencies.html"),
            Self::Competency(..) => Some("competency.html"),
            Self::Content(_) => Some("content.html"),
            Self::Guides => Some("guides.html"),
            Self::Rules => Some("diagnostics.html"),
            Self::Changes => Some("changes.html"),
            Self::Missing => Some("404.html"),
            Self::Definition(_)
            | Self::AgentScript(_)
            | Self::AgentsScript
            | Self::RoutingScript
            | Self::Repaired(_)
            | Self::Sitemap
            | Self::Feed
            | Self::NoJekyll
            | Self::Data
            | Self::Asset => None,
            Self::Choose(_) => Some("choose.html"),
            Self::Search => Some("search.html"),
            Self::Compare | Self::Pair(..) => Some("compare.html"),
        }
    }
}

/// The URLs of lists and their pages: these follow from what the agents have in common.
pub(super) type Listed = BTreeMap<String, Route>;

/// The folders in which lists are.
const LISTS: [&str; 3] = ["browse", "competencies", "matrix"];

/// What is at a URL: told by the URL, so that nobody waits for a table of them all.
pub(super) fn at(site: &Site, url: &str) -> Option<Route> {
    site.routes.get(url).cloned().or_else(|| followed(site, url))
}

/// What is at a URL that follows from an agent, a competency or a list.
fn followed(site: &Site, url: &str) -> Option<Route> {
    let (folder, file) = url.split_once('/')?;
    if LISTS.contains(&folder) {
        return listed(site).get(url).cloned();
    }
    let (name, ending) = file.split_once('.')?;
    match folder {
        "agents" | "files" => {
            let agents = &site.catalog.agents;
            let index = agents.binary_search_by(|agent| agent.slug.as_str().cmp(name)).ok()?;
            of_agent(index, agents.get(index)?).into_iter().find(|(own, _)| own == url).map(|(_, route)| route)
        }
        "competency" => {
            let index = site.competency_at(name).filter(|index| site.shown().binary_search(index).is_ok())?;
            let page = if ending == "html" { 1 } else { ending.strip_suffix(".html")?.parse().ok()? };
            let pages = listing::pages(site.catalog.matrix.holder_count(index));
            // `1` and `02` name no page.
            let route = Route::Competency(index, page);
            (page <= pages && competency::url(name, page) == url).then_some(route)
        }
        _ => None,
    }
}

/// All that is at some URL, sorted by URL.
pub(super) fn all(site: &Site) -> BTreeMap<String, Route> {
    let mut routes = BTreeMap::clone(&site.routes);
    routes.extend(listed(site).iter().map(|(url, route)| (url.clone(), route.clone())));
    routes.extend(site.catalog.agents.iter().enumerate().flat_map(|(index, agent)| of_agent(index, agent)));
    for &index in site.shown() {
        let Some(it) = site.catalog.matrix.competencies.get(index) else { continue };
        let pages = 1..=listing::pages(site.catalog.matrix.holder_count(index));
        routes.extend(pages.map(|page| (competency::url(&it.id, page), Route::Competency(index, page))));
    }
    routes
}

fn of_agent(index: usize, agent: &Agent) -> Vec<(String, Route)> {
    let mut routes = vec![
        (format!("agents/{}.html", agent.slug), Route::Agent(index)),
        (file::url(&agent.slug), Route::File(index)),
        (format!("agents/{}.md", agent.slug), Route::Definition(index)),
        (format!("agents/{}.js", agent.slug), Route::AgentScript(index)),
    ];
    if agent.repair.is_some() {
        routes.push((format!("agents/{}", install::url(&agent.slug)), Route::Repaired(index)));
    }
    routes
}

fn listed(site: &Site) -> &Listed {
    site.lists.routes.get_or_init(|| {
        let mut routes = Listed::new();
        for page in 2..=listing::pages(site.catalog.agents.len()) {
            routes.insert(home::url(false, page), Route::Home { table: false, page });
            routes.insert(home::url(true, page), Route::Home { table: true, page });
        }
        for (index, shelf) in site.shelves().iter().enumerate() {
            let pages = 1..=listing::pages(shelf.agents.len());
            routes.extend(pages.map(|page| (shelf.url(page), Route::Shelf(index, page))));
        }
        routes.extend(
            (0..)
                .zip(FACETS)
                .map(|(index, (name, _))| (listing::facet_url(name), Route::Facet(index)))
                .filter(|(_, route)| matches!(route, Route::Facet(index) if home::is_long(site, *index))),
        );
        if site.shown().len() > glossary::PER_PAGE {
            for (&letter, terms) in site.letters() {
                let pages = 1..=glossary::pages(terms.len());
                routes.extend(pages.map(|page| (glossary::url(letter, page), Route::Letter(letter, page))));
            }
        }
        if !matrix::has_cells(site) {
            for (index, category) in site.categories().iter().enumerate() {
                let pages = 1..=category.competencies.len().div_ceil(matrix::ROWS).max(1);
                routes.extend(pages.map(|page| (matrix::url(&category.id, page), Route::Category(index, page))));
            }
        }
        routes
    })
}

/// What is at the URLs that do not follow from a list. A content page at another page's URL is left out, with a diagnostic.
pub(super) fn routes(site: &Site) -> (BTreeMap<String, Route>, Vec<Diagnostic>) {
    let catalog = &site.catalog;
    let mut diagnostics = Vec::new();
    let alone = [
        (".nojekyll", Route::NoJekyll),
        ("404.html", Route::Missing),
        (rules::URL, Route::Rules),
        ("index.html", Route::Home { table: false, page: 1 }),
        ("agents.js", Route::AgentsScript),
        ("routing.js", Route::RoutingScript),
        ("search.html", Route::Search),
        ("agents.json", Route::Data),
        ("competencies.html", Route::Competencies),
        ("matrix.csv", Route::Data),
        ("overlap.json", Route::Data),
        ("matrix.html", Route::Matrix),
        ("matrix.json", Route::Data),
    ];
    let mut routes: BTreeMap<String, Route> = alone.map(|(url, route)| (url.to_owned(), route)).into();
    if !catalog.agents.is_empty() {
        routes.insert("table.html".to_owned(), Route::Home { table: true, page: 1 });
    }
    if !catalog.changes.days.is_empty() {
        routes.insert(changes::URL.to_owned(), Route::Changes);
        routes.extend(catalog.config.base_url.as_ref().map(|_| ("feed.xml".to_owned(), Route::Feed)));
    }
    if catalog.config.base_url.is_some() {
        routes.insert("sitemap.xml".to_owned(), Route::Sitemap);
    }
    if catalog.agents.len() > 1 {
        routes.insert("choose.html".to_owned(), Route::Choose(0));
        routes.insert("compare.html".to_owned(), Route::Compare);
    }
    if has_guides(&catalog.pages) {
        routes.insert("guides.html".to_owned(), Route::Guides);
    }
    routes.extend(site.assets.urls().map(|url| (url.to_owned(), Route::Asset)));
    for (index, page) in catalog.pages.iter().enumerate() {
        let url = content::url(page);
        if routes.contains_key(&url) || followed(site, &url).is_some() {
            diagnostics.push(name_taken(page, &url));
        } else {
            routes.insert(url, Route::Content(index));
        }
    }
    (routes, diagnostics)
}

fn name_taken(page: &Page, url: &str) -> Diagnostic {
    Diagnostic {
        place: Place::file(&page.path),
        severity: Severity::Error,
        code: "page-name-taken",
        message: format!("another page is at `{url}`"),
        hint: Some("give the file another name; it is left out meanwhile".to_owned()),
    }
}

/// The relative links of content pages that lead nowhere, and the steps that name no agent.
pub(super) fn broken_links(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in &site.catalog.pages {
        let mut links = Vec::new();
        for section in &page.body.sections {
            collect(&section.title, section.line, &mut links);
            collect_blocks(&section.blocks, &mut links);
        }
        let broken = |href: &&(String, u32)| {
            let path = href.0.split('#').next().unwrap_or_default();
            let scheme =
                path.find([':', '/', '?']).is_some_and(|at| path.get(at..).is_some_and(|it| it.starts_with(':')));
            !scheme && !path.is_empty() && content::target(site, page, &href.0).is_none()
        };
        found.extend(links.iter().filter(broken).map(|(href, line)| Diagnostic {
            place: Place::at(&page.path, *line, 0),
            severity: Severity::Warning,
            code: "page-link-broken",
            message: format!("nothing is at `{href}`"),
            hint: Some("links are relative to the page; it is shown as text meanwhile".to_owned()),
        }));
        for name in page.steps.iter().filter_map(|step| step.agent.as_ref()) {
            if site.agent_called(name).is_none() {
                found.push(Diagnostic {
                    place: Place::file(&page.path),
                    severity: Severity::Warning,
                    code: "page-step-unknown",
                    message: format!("a step names the agent `{name}`, which is not here"),
                    hint: Some("write the agent's name or its file's, without the ending".to_owned()),
                });
            }
        }
    }
    found
}

fn collect_blocks(blocks: &[Block], links: &mut Vec<(String, u32)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(runs) => collect(runs, block.line, links),
            BlockKind::List { items, .. } => items.iter().for_each(|item| collect_blocks(&item.blocks, links)),
            BlockKind::Quote(blocks) => collect_blocks(blocks, links),
            BlockKind::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| collect(cell, block.line, links));
            }
            BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Markup(_) => {}
        }
    }
}

fn collect(runs: &[Inline], line: u32, links: &mut Vec<(String, u32)>) {
    for run in runs {
        match run {
            Inline::Link { href, children } => {
                links.extend(href.iter().map(|href| (href.clone(), first_line(children).unwrap_or(line))));
            }
            Inline::Emphasis(children) | Inline::Strong(children) | Inline::Strikethrough(children) => {
                collect(children, line, links);
            }
            Inline::Text { .. } | Inline::Code { .. } | Inline::SoftBreak | Inline::HardBreak => {}
        }
    }
}
