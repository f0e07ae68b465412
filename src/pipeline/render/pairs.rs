//! Pairs: which two agents have a page that compares them. Each agent with its few nearest, so that the pages are linear in
//! the agents; who these are is worked out when a page or the list of all pages is asked for.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use crate::model::catalog::Catalog;
use crate::model::overlap::Neighbour;

/// How many of an agent's neighbours have a page together with it.
pub(super) const NEAREST: usize = 3;

const FOLDER: &str = "compare/";
const BETWEEN: &str = "-vs-";

/// An agent's neighbours that have such a page, nearest first.
pub(super) fn nearest(catalog: &Catalog, agent: usize) -> Nearest {
    Nearest(catalog.overlap.of(catalog, agent))
}

/// The first of an agent's neighbours.
pub(super) struct Nearest(Arc<[Neighbour]>);

impl Deref for Nearest {
    type Target = [Neighbour];

    fn deref(&self) -> &[Neighbour] {
        self.0.get(..NEAREST).unwrap_or(&self.0)
    }
}

/// The URL of a pair's page, whichever of the two is named first.
pub(super) fn url(catalog: &Catalog, one: usize, other: usize) -> String {
    let slug = |agent: usize| catalog.agents.get(agent).map_or("", |agent| agent.slug.as_str());
    format!("{FOLDER}{}{BETWEEN}{}.html", slug(one.min(other)), slug(one.max(other)))
}

/// The URLs of all pairs.
pub(super) fn urls(catalog: &Catalog) -> BTreeSet<String> {
    let of = |agent| nearest(catalog, agent).iter().map(|it| url(catalog, agent, it.agent)).collect::<Vec<_>>();
    (0..catalog.agents.len()).flat_map(of).collect()
}

/// The pair at a URL, in the catalog's order. Of two readings (`a-vs-b-vs-c`) it is the first that is a pair.
pub(super) fn at(catalog: &Catalog, url: &str) -> Option<(usize, usize)> {
    let names = url.strip_prefix(FOLDER)?.strip_suffix(".html")?;
    let find = |slug: &str| catalog.agents.binary_search_by(|agent| agent.slug.as_str().cmp(slug)).ok();
    names.match_indices(BETWEEN).find_map(|(cut, _)| {
        let (one, other) = (find(names.get(..cut)?)?, find(names.get(cut + BETWEEN.len()..)?)?);
        let near = |one: usize, other: usize| nearest(catalog, one).iter().any(|it| it.agent == other);
        (one < other && (near(one, other) || near(other, one))).then_some((one, other))
    })
}
