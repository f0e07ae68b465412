//! Published: what only a site with an absolute URL has: the list of its pages for search engines (sitemaps.org, protocol 0.9).

use super::xml::Xml;
use super::{Route, Site};

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
    let pages = site.routes.iter().filter(|(url, route)| url.ends_with(".html") && is_listed(route));
    for (url, _) in pages.take(MOST) {
        xml.start("url", &[]);
        xml.text("loc", &address(base, url));
        xml.end();
    }
    Some(xml.finish())
}

/// Whether a page is one that somebody may look for: not the second form or a later page of a list.
fn is_listed(route: &Route) -> bool {
    match route {
        Route::Missing | Route::Asset => false,
        Route::Home { table, page } => !table && *page == 1,
        Route::Shelf(_, page) | Route::Competency(_, page) | Route::Category(_, page) | Route::Letter(_, page) => {
            *page == 1
        }
        _ => true,
    }
}
