//! Published: what only a site with an absolute URL has: the list of its pages for search engines (sitemaps.org, protocol 0.9).

use super::views::changes;
use super::xml::Xml;
use super::{Route, Site, routes};
use crate::model::history::FileChange;
use crate::text::{self, visible};

/// Most addresses that a sitemap may name.
const MOST: usize = 50_000;

/// The absolute address of a URL of the site; the home page's is the site's own.
pub(super) fn address(base: &str, url: &str) -> String {
    if url == "index.html" { base.to_owned() } else { format!("{base}{url}") }
}

/// `sitemap.xml`; none without a base URL.
pub(super) fn sitemap(site: &Site) -> Option<String> {
    let base = site.catalog.config.base_url.as_ref()?;
    let mut xml = Xml::new();
    xml.start("urlset", &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    let all = routes::all(site);
    let pages = all.iter().filter(|(url, route)| url.ends_with(".html") && is_listed(route));
    for (url, route) in pages.take(MOST) {
        xml.start("url", &[]);
        xml.text("loc", &address(base, url));
        if let Some(day) = last_change(site, route) {
            xml.text("lastmod", &day);
        }
        xml.end();
    }
    Some(xml.finish())
}

/// Whether a page is one that somebody may look for: not the second form or a later page of a list, and not what an agent's page says.
fn is_listed(route: &Route) -> bool {
    match route {
        Route::Missing | Route::Asset | Route::File(_) => false,
        Route::Home { table, page } => !table && *page == 1,
        Route::Shelf(_, page) | Route::Competency(_, page) | Route::Category(_, page) | Route::Letter(_, page) => {
            *page == 1
        }
        _ => true,
    }
}

/// The day on which an agent's file last changed, as the repository has it.
fn last_change(site: &Site, route: &Route) -> Option<String> {
    let Route::Agent(index) = route else { return None };
    let path = &site.catalog.agents.get(*index)?.definition.path;
    Some(text::day(site.catalog.changes.dates.get(path)?.changed))
}

/// How many days the feed goes back.
const DAYS: usize = 20;

/// `feed.xml` (Atom, RFC 4287): an entry for each day on which something changed. None without a base URL, or without a history.
pub(super) fn feed(site: &Site) -> Option<String> {
    let catalog = &site.catalog;
    let base = catalog.config.base_url.as_ref()?;
    let last = catalog.changes.days.first()?;
    let page = address(base, changes::URL);
    let title = visible(&catalog.config.title);
    let mut xml = Xml::new();
    xml.start("feed", &[("xmlns", "http://www.w3.org/2005/Atom")]);
    xml.text("id", &page);
    xml.text("title", &format!("{title}: what changed"));
    xml.text("updated", &text::instant(last.time));
    xml.empty("link", &[("rel", "self"), ("href", &address(base, "feed.xml"))]);
    xml.empty("link", &[("href", &page)]);
    xml.start("author", &[]);
    xml.text("name", &title);
    xml.end();
    let shifts = catalog.shifts.of(catalog);
    for (at, day) in catalog.changes.days.iter().enumerate().take(DAYS) {
        let place = format!("{page}#d{}", text::day(day.time));
        xml.start("entry", &[]);
        xml.text("id", &place);
        xml.text("title", &changes::summary(day));
        xml.text("updated", &text::instant(day.time));
        xml.empty("link", &[("href", &place)]);
        let moves = changes::moves(shifts.get(at).and_then(Option::as_ref));
        let names = names(site, &day.changes);
        xml.text("summary", &if moves.is_empty() { names } else { format!("{names}. Competencies {moves}") });
        xml.end();
    }
    Some(xml.finish())
}

/// The agents that changed on a day, by name, the first of them.
fn names(site: &Site, changes: &[FileChange]) -> String {
    const NAMED: usize = 30;
    let name = |path: &str| {
        let agent = site.agent_at(path).and_then(|at| site.catalog.agents.get(at));
        visible(agent.map_or(path, |agent| &agent.definition.name.value)).into_owned()
    };
    let mut names: Vec<String> = changes.iter().take(NAMED).map(|it| name(&it.path)).collect();
    if changes.len() > NAMED {
        names.push(format!("and {} more", changes.len() - NAMED));
    }
    names.join(", ")
}
