//! Frame: what stands around every page, and the one way to a relative link.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::search::Field;
use super::{Link, changes, rules};
use crate::model::content::Page;
use crate::model::diagnostic::Diagnostic;
use crate::pipeline::render::{Site, published};
use crate::text::visible;

/// What every page allows itself (Content Security Policy, Level 3): nothing inline, nothing from elsewhere.
pub(in super::super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// The content page that the navigation names, if there is one of that name; else it names the first. The rest are found through the
/// list of guides, so that the navigation stays on one line.
const START: &str = "start";

/// What the foot of every page leads to, where it is there.
const DATA: [(&str, &str); 4] = [
    (changes::URL, "what changed"),
    (rules::URL, "diagnostics"),
    ("agents.json", "agents.json"),
    ("matrix.csv", "matrix.csv"),
];

/// The page that is being made: where it stands in the site.
#[derive(Clone, Copy)]
pub(in super::super) struct Here<'a> {
    pub(in super::super) site: &'a Site,
    /// The page's own URL, relative to the site's root.
    pub(in super::super) url: &'a str,
}

impl Here<'_> {
    /// A link from this page to a URL of the site: relative, and naming the file, so that it works at any depth and from disk.
    pub(in super::super) fn href(&self, url: &str) -> String {
        let up = self.url.bytes().filter(|byte| *byte == b'/').count();
        let mut href = String::with_capacity(up * 3 + url.len());
        (0..up).for_each(|_| href.push_str("../"));
        href.push_str(url);
        href
    }

    /// The frame of a page. `styles` and `scripts` are logical names beyond those that every page has.
    pub(in super::super) fn frame(&self, title: &str, description: &str, styles: &[&str], scripts: &[&str]) -> Frame {
        let catalog = &self.site.catalog;
        let asset = |name: &&str| self.href(self.site.assets.url(name));
        let site = visible(&catalog.config.title).into_owned();
        let around = self.around();
        Frame {
            policy: POLICY,
            title: if title.is_empty() { site.clone() } else { format!("{title} · {site}") },
            description: visible(description).into_owned(),
            canonical: catalog.config.base_url.as_ref().map(|base| published::address(base, self.url)),
            icon: asset(&"icon.svg"),
            styles: std::iter::once(&"site.css").chain(styles).map(asset).collect(),
            theme: asset(&"theme.js"),
            scripts: ["page.js", "search-boot.js"].iter().chain(scripts).map(asset).collect(),
            feed: self.site.has("feed.xml").then(|| self.href("feed.xml")),
            site,
            masthead_html: around.masthead_html.clone(),
            colophon_html: around.colophon_html.clone(),
        }
    }

    /// What stands above and below the page: the same for all pages of a folder, and made once for them.
    fn around(&self) -> Arc<Around> {
        let made = || Arc::new(Around::new(self, Some(Field::new(self))));
        match self.url.rsplit_once('/') {
            Some((folder, _)) => self.site.lists.around(folder, made),
            None => made(),
        }
    }

    /// What `aria-current` says of an item of the navigation on this page.
    fn current(&self, url: &str) -> &'static str {
        let folder = match self.url.split_once('/').map(|(folder, _)| folder) {
            Some("agents" | "browse" | "compare" | "files") => "index.html",
            Some("choose") => "choose.html",
            Some("matrix") => "matrix.html",
            Some("competency" | "competencies") => "competencies.html",
            Some(_) => "guides.html",
            None if ["table.html", "compare.html"].contains(&self.url) => "index.html",
            None if self.site.content_at(self.url).is_some() && !self.is_named() => "guides.html",
            None => "",
        };
        match url {
            _ if url == self.url => "page",
            _ if url == folder => "true",
            _ => "",
        }
    }

    /// Whether the navigation names this page itself.
    fn is_named(&self) -> bool {
        let name = self.url.strip_suffix(".html");
        named(&self.site.catalog.pages).is_some_and(|page| name == Some(page.name.as_str()))
    }

    /// The navigation: the ways to an agent, the content page to begin with, and the list of all of them.
    fn nav(&self) -> Vec<Item> {
        let pages = &self.site.catalog.pages;
        let named = named(pages).map(|page| (format!("{}.html", page.name), page.title.as_str()));
        let fixed = [
            ("index.html", "Agents"),
            ("choose.html", "Choose"),
            ("matrix.html", "Matrix"),
            ("competencies.html", "Competencies"),
        ];
        let fixed = fixed.into_iter().map(|(url, text)| (url.to_owned(), text));
        let guides = has_guides(pages).then(|| ("guides.html".to_owned(), "Guides"));
        fixed
            .chain(named)
            .chain(guides)
            .filter(|(url, _)| self.site.has(url))
            .map(|(url, text)| Item {
                current: self.current(&url),
                href: self.href(&url),
                text: visible(text).into_owned(),
            })
            .collect()
    }
}

/// An item of the navigation.
#[derive(Debug, Serialize)]
struct Item {
    href: String,
    text: String,
    /// `page` on the page itself, `true` on a page below it, else empty.
    current: &'static str,
}

/// Whether there are content pages that the navigation does not name.
pub(in super::super) fn has_guides(pages: &[Page]) -> bool {
    pages.len() > usize::from(named(pages).is_some())
}

/// The content page that the navigation names.
fn named(pages: &[Page]) -> Option<&Page> {
    let start = pages.iter().find(|page| page.name == START);
    start.or_else(|| pages.iter().find(|page| !page.name.contains('/')))
}

/// What stands around a page.
#[derive(Debug, Serialize)]
pub(in super::super) struct Frame {
    policy: &'static str,
    title: String,
    description: String,
    canonical: Option<String>,
    icon: String,
    styles: Vec<String>,
    theme: String,
    scripts: Vec<String>,
    site: String,
    feed: Option<String>,
    /// What stands above the main part.
    masthead_html: String,
    /// What stands below it.
    colophon_html: String,
}

impl Frame {
    /// The same for a page that shows the search form itself.
    pub(in super::super) fn without_search(self, here: &Here<'_>) -> Self {
        Self { masthead_html: Around::new(here, None).masthead_html, ..self }
    }
}

/// What stands above and below a page, finished.
#[derive(Debug)]
pub(in super::super) struct Around {
    masthead_html: String,
    colophon_html: String,
    /// What went wrong in a template of the team's.
    pub(in super::super) faults: Vec<Diagnostic>,
}

impl Around {
    fn new(here: &Here<'_>, search: Option<Field>) -> Self {
        let catalog = &here.site.catalog;
        let masthead =
            Masthead { home: here.href("index.html"), site: visible(&catalog.config.title), nav: here.nav(), search };
        let data = DATA.iter().filter(|(url, _)| here.site.has(url));
        let colophon = Colophon {
            count: catalog.agents.len(),
            data: data.map(|(url, text)| Link::new(here.href(url), *text)).collect(),
        };
        let (masthead_html, mut faults) = here.site.templates.render("masthead.html", &masthead);
        let (colophon_html, more) = here.site.templates.render("colophon.html", &colophon);
        faults.extend(more);
        Self { masthead_html, colophon_html, faults }
    }
}

/// What `masthead.html` is fed.
#[derive(Debug, Serialize)]
struct Masthead<'a> {
    home: String,
    site: Cow<'a, str>,
    nav: Vec<Item>,
    /// The search field, on a page that has none of its own.
    search: Option<Field>,
}

/// What `colophon.html` is fed.
#[derive(Debug, Serialize)]
struct Colophon {
    /// Agents in the catalog.
    count: usize,
    /// What the foot of the page leads to.
    data: Vec<Link>,
}
