//! Home: all agents, or those that share a value of a facet, on cards or in a table.

use serde::Serialize;

use super::card::{Card, card};
use super::frame::{Frame, Here};
use super::search::Field;
use super::{Link, counted};
use crate::model::agent::Agent;
use crate::model::matrix::State;
use crate::pipeline::render::Site;
use crate::pipeline::render::listing::{self, COMPETENCY, FACETS, PER_PAGE, Shelf};
use crate::text::visible;

/// Up to so many values of a facet stand beside a list; of more, those of the most agents.
const VALUES: usize = 12;
/// How many stand there if there are more: the facets below are to be seen too.
const FIRST: usize = 8;

/// What `home.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct HomeView<'a> {
    frame: Frame,
    /// Only on the home page itself.
    hero: Option<Hero<'a>>,
    trail: Vec<Link>,
    here: String,
    heading: String,
    facets: Vec<Facet>,
    total: String,
    /// Agents in the catalog.
    count: usize,
    /// Cards and table, where the list comes in both.
    forms: Vec<Link>,
    table: bool,
    /// Where facets combine: the script that does it.
    browse: Option<String>,
    agents: Vec<Card<'a>>,
    pages: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Hero<'a> {
    title: &'a str,
    tagline: &'a str,
    search: Field,
    links: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Facet {
    key: &'static str,
    title: &'static str,
    values: Vec<Value>,
    /// To all values, where they are not all here. Script puts a field to find one in its place.
    more: Option<Link>,
}

/// What `facet.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct FacetView {
    frame: Frame,
    trail: Vec<Link>,
    heading: &'static str,
    values: Vec<Value>,
}

#[derive(Debug, Serialize)]
struct Value {
    href: String,
    text: String,
    count: usize,
    current: bool,
}

/// URL of a page of the list of all agents, from 1.
pub(in super::super) fn url(table: bool, page: usize) -> String {
    match (table, page) {
        (false, 1) => "index.html".to_owned(),
        (true, 1) => "table.html".to_owned(),
        (false, page) => format!("browse/all.{page}.html"),
        (true, page) => format!("browse/table.{page}.html"),
    }
}

/// A page of the list of all agents.
pub(in super::super) fn all<'a>(here: &Here<'a>, table: bool, page: usize) -> HomeView<'a> {
    let catalog = &here.site.catalog;
    let config = &catalog.config;
    let total = catalog.agents.len();
    let first = page == 1 && !table;
    let title = match (first, table) {
        (true, _) => String::new(),
        (false, false) => format!("Agents, page {page}"),
        (false, true) if page == 1 => "Agents as a table".to_owned(),
        (false, true) => format!("Agents as a table, page {page}"),
    };
    let frame = here.frame(&title, &config.tagline, &["browse.css"], if page == 1 { &["later.js"] } else { &[] });
    // The first page has its search field in its midst.
    let frame = if page == 1 { frame.without_search(here) } else { frame };
    let forms = [(false, "Cards"), (true, "Table")].map(|(form, text)| Link {
        href: here.href(&url(form, 1)),
        text: text.to_owned(),
        current: form == table,
    });
    HomeView {
        hero: (page == 1).then(|| Hero {
            title: &config.title,
            tagline: &config.tagline,
            search: Field::new(here),
            links: ways(here),
        }),
        trail: vec![Link::new(here.href("index.html"), "Agents")],
        here: format!("Page {page}"),
        heading: title,
        facets: facets(here),
        total: counted(total, "agent"),
        count: catalog.agents.len(),
        forms: if total == 0 { Vec::new() } else { forms.to_vec() },
        table,
        browse: (page == 1 && total > 0).then(|| here.href(here.site.assets.url("browse.js"))),
        agents: cards(here, catalog.agents.iter().map(AsRef::as_ref).enumerate(), page),
        pages: numbers(here, total, page, |page| url(table, page)),
        frame,
    }
}

/// A page of a shelf.
pub(in super::super) fn shelf<'a>(here: &Here<'a>, shelf: &'a Shelf, page: usize) -> HomeView<'a> {
    let catalog = &here.site.catalog;
    let facet = FACETS.iter().find(|(name, _)| *name == shelf.facet).map_or("", |(_, title)| title);
    let heading = format!("{facet}: {}", visible(&shelf.label));
    let title = if page == 1 { heading.clone() } else { format!("{heading}, page {page}") };
    let total = shelf.agents.len();
    HomeView {
        frame: here.frame(&title, "", &["browse.css"], &[]),
        hero: None,
        trail: vec![Link::new(here.href("index.html"), "Agents")],
        here: heading.clone(),
        heading,
        facets: facets(here),
        total: counted(total, "agent"),
        count: catalog.agents.len(),
        forms: Vec::new(),
        table: false,
        browse: None,
        agents: cards(
            here,
            shelf.agents.iter().filter_map(|&index| Some((index, catalog.agents.get(index)?.as_ref()))),
            page,
        ),
        pages: numbers(here, total, page, |page| shelf.url(page)),
    }
}

/// The cards of one page of a list.
fn cards<'a>(here: &Here<'a>, agents: impl Iterator<Item = (usize, &'a Agent)>, page: usize) -> Vec<Card<'a>> {
    agents.skip((page - 1) * PER_PAGE).take(PER_PAGE).map(|(index, agent)| card(here, index, agent)).collect()
}

/// Links to all pages of a list; none where there is but one.
pub(super) fn numbers(here: &Here<'_>, total: usize, current: usize, url: impl Fn(usize) -> String) -> Vec<Link> {
    let count = listing::pages(total);
    let link = |page| Link { href: here.href(&url(page)), text: page.to_string(), current: page == current };
    if count == 1 { Vec::new() } else { (1..=count).map(link).collect() }
}

/// All values of a facet.
pub(in super::super) fn facet(here: &Here<'_>, facet: usize) -> FacetView {
    let (name, title) = FACETS.get(facet).copied().unwrap_or_default();
    FacetView {
        frame: here.frame(title, "", &["browse.css"], &[]),
        trail: vec![Link::new(here.href("index.html"), "Agents")],
        heading: title,
        values: shelves(here, name).map(|shelf| value(here, shelf)).collect(),
    }
}

/// The facets with their values of the most agents, and the value that the page is for, if it is for one.
fn facets(here: &Here<'_>) -> Vec<Facet> {
    let facet = |&(key, title): &(&'static str, &'static str)| {
        if key == COMPETENCY { competencies(here, title) } else { shelf_facet(here, key, title) }
    };
    FACETS.iter().map(facet).filter(|facet| !facet.values.is_empty()).collect()
}

fn shelf_facet(here: &Here<'_>, key: &'static str, title: &'static str) -> Facet {
    let total = shelves(here, key).count();
    let values = shelves(here, key).map(|shelf| value(here, shelf)).enumerate();
    let values = values.filter(|(at, value)| *at < shown(total) || value.current).map(|(_, value)| value).collect();
    let more = (total > VALUES).then(|| Link::new(here.href(&listing::facet_url(key)), format!("All {total}")));
    Facet { key, title, values, more }
}

/// The competencies that most agents claim.
fn competencies(here: &Here<'_>, title: &'static str) -> Facet {
    let matrix = &here.site.catalog.matrix;
    let claimed = |&at: &usize| (at, matrix.claim_count(at));
    let mut all: Vec<(usize, usize)> = here.site.shown().iter().map(claimed).filter(|(_, count)| *count > 0).collect();
    all.sort_by_key(|&(at, count)| (std::cmp::Reverse(count), at));
    let value = |&(at, count): &(usize, usize)| {
        let Link { href, text, .. } = super::competency::link(here, matrix.competencies.get(at)?);
        Some(Value { href, text, count, current: false })
    };
    let more = (all.len() > VALUES).then(|| Link::new(here.href("competencies.html"), format!("All {}", all.len())));
    Facet { key: COMPETENCY, title, values: all.iter().take(shown(all.len())).filter_map(value).collect(), more }
}

/// How many of a facet's values stand beside a list.
fn shown(total: usize) -> usize {
    if total > VALUES { FIRST } else { VALUES }
}

/// Whether a facet has more values than stand beside a list.
pub(in super::super) fn is_long(site: &Site, facet: usize) -> bool {
    FACETS
        .get(facet)
        .is_some_and(|(name, _)| site.shelves().iter().filter(|shelf| shelf.facet == *name).count() > VALUES)
}

fn shelves<'a>(here: &Here<'a>, facet: &str) -> impl Iterator<Item = &'a Shelf> {
    here.site.shelves().iter().filter(move |shelf| shelf.facet == facet)
}

fn value(here: &Here<'_>, shelf: &Shelf) -> Value {
    Value {
        href: here.href(&shelf.url(1)),
        text: visible(&shelf.label).into_owned(),
        count: shelf.agents.len(),
        current: (1..=listing::pages(shelf.agents.len())).any(|page| shelf.url(page) == here.url),
    }
}

/// The ways to an agent that are not the list below, for someone who doesn't know what to search for.
fn ways(here: &Here<'_>) -> Vec<Link> {
    let catalog = &here.site.catalog;
    let to = |url: &str, text: String| here.site.has(url).then(|| Link::new(here.href(url), text));
    let gaps = catalog.matrix.states.iter().filter(|state| **state == State::Gap).count();
    let mut links: Vec<Link> = Vec::new();
    links.extend(to("choose.html", "Which one do I use?".to_owned()));
    links.extend(to("compare.html", "Compare".to_owned()));
    links.extend(match catalog.matrix.shown().count() {
        0 => None,
        1 => to("competencies.html", "1 competency".to_owned()),
        count => to("competencies.html", format!("{count} competencies")),
    });
    links.extend((gaps > 0).then(|| to("matrix.html", counted(gaps, "gap"))).flatten());
    links
        .extend(catalog.pages.first().map(|it| Link::new(here.href(&format!("{}.html", it.name)), visible(&it.title))));
    links
}
