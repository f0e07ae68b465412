//! Listing: which agents share a value of a facet (a category, a model, …), worked out once for a site.

use std::collections::BTreeMap;

use super::views::card;
use crate::model::catalog::Catalog;
use crate::model::definition::Dialect;
use crate::text;

/// How many agents a page lists at most: with more, a list goes over several pages.
pub(super) const PER_PAGE: usize = 200;

/// What agents can be told apart by, in the order in which pages show it: a name for URLs and a title.
pub(super) const FACETS: [(&str, &str); 9] = [
    ("category", "Category"),
    (COMPETENCY, "Competency"),
    ("model", "Model"),
    ("tools", "Tools"),
    ("loads", "In Claude Code"),
    ("state", "Completeness"),
    ("dialect", "Written for"),
    ("owner", "Owner"),
    ("folder", "Folder"),
];

/// The facet whose values have pages of their own: those of the competencies.
pub(super) const COMPETENCY: &str = "competency";

/// The agents that share a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shelf {
    /// The facet's name.
    pub(super) facet: &'static str,
    /// The value as a slug, unique in the facet.
    pub(super) slug: String,
    /// The value as people read it.
    pub(super) label: String,
    /// The agents' indices in the catalog, rising.
    pub(super) agents: Vec<usize>,
}

impl Shelf {
    /// The URL of one of its pages, from 1.
    pub(super) fn url(&self, page: usize) -> String {
        let base = format!("browse/{}/{}", self.facet, self.slug);
        if page == 1 { format!("{base}.html") } else { format!("{base}.{page}.html") }
    }
}

/// URL of the list of all values of a facet.
pub(super) fn facet_url(facet: &str) -> String {
    format!("browse/{facet}.html")
}

/// How many pages a list of so many agents takes.
pub(super) fn pages(count: usize) -> usize {
    count.div_ceil(PER_PAGE).max(1)
}

/// All values of all facets: by facet, those of the most agents first. A facet that has one value for all tells nothing apart
/// and is left out.
pub(super) fn shelves(catalog: &Catalog) -> Vec<Shelf> {
    let of = |&(facet, _): &(&'static str, &str)| -> Vec<Shelf> {
        let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for index in 0..catalog.agents.len() {
            for value in values(catalog, index, facet) {
                found.entry(value).or_default().push(index);
            }
        }
        let mut taken = text::Taken::default();
        let shelf = |(label, agents): (&str, Vec<usize>)| {
            let slug = text::unique_slug(label, &mut taken);
            Shelf { facet, slug, label: label.to_owned(), agents }
        };
        let mut shelves: Vec<Shelf> = found.into_iter().map(shelf).collect();
        shelves.sort_by(|a, b| b.agents.len().cmp(&a.agents.len()).then_with(|| a.label.cmp(&b.label)));
        shelves
    };
    let all = catalog.agents.len();
    let telling = |shelves: &Vec<Shelf>| !matches!(shelves.as_slice(), [only] if only.agents.len() == all && all > 1);
    FACETS.iter().map(of).filter(telling).flatten().collect()
}

/// The values that an agent has in a facet, without repetition.
fn values<'a>(catalog: &'a Catalog, index: usize, facet: &str) -> Vec<&'a str> {
    let Some(agent) = catalog.agents.get(index) else { return Vec::new() };
    let definition = &agent.definition;
    let one = |value: &'a str| vec![value];
    match facet {
        "category" => {
            let places = catalog.matrix.homes(index);
            places.iter().filter_map(|&at| catalog.matrix.categories.get(at)).map(|it| it.name.as_str()).collect()
        }
        "model" => one(card::model(definition).unwrap_or("not stated")),
        "tools" => one(card::scope(definition)),
        "loads" => one(card::loads(definition.loads.project.outcome).1),
        "dialect" => one(dialect(definition.header.dialect)),
        "owner" => agent.owners.iter().map(String::as_str).collect(),
        "folder" => one(definition.path.rsplit_once('/').map_or("the top folder", |(folder, _)| folder)),
        "state" => {
            let mut values = Vec::new();
            if definition.facts.stub.is_some() {
                values.push("stub");
            }
            if agent.is_project_bound() {
                values.push("bound to a project");
            }
            values
        }
        _ => Vec::new(),
    }
}

/// The tool that a file was written for.
fn dialect(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Claude => "Claude Code",
        Dialect::Copilot => "GitHub Copilot",
        Dialect::OpenCode => "OpenCode",
        Dialect::Gemini => "Gemini CLI",
        Dialect::Cursor => "Cursor",
    }
}
