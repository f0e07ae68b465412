//! Between: the agents that are nearest to one, and what to choose by.

use serde::Serialize;

use crate::model::overlap::Nearness;
use crate::pipeline::render::pairs;
use crate::pipeline::render::views::card::colour;
use crate::pipeline::render::views::frame::Here;
use crate::text::visible;

/// How many competencies a line names.
const NAMED: usize = 3;
/// How many lines stand in for "not when" where the author wrote none.
const DERIVED: usize = 2;

/// A neighbour.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Versus {
    href: String,
    name: String,
    color: &'static str,
    /// What the two are to each other, where it is more than a part in common; else empty.
    nearness: &'static str,
    sentence: String,
    both: String,
    compare: String,
    /// What only the neighbour claims.
    theirs: String,
}

/// The neighbours of an agent, nearest first.
pub(super) fn versus(here: &Here<'_>, index: usize) -> Vec<Versus> {
    let catalog = &here.site.catalog;
    let names = |terms: &[usize]| {
        let named = terms.iter().take(NAMED).filter_map(|&it| catalog.matrix.competencies.get(it));
        named.map(|it| visible(&it.name).into_owned()).collect::<Vec<_>>().join(", ")
    };
    let one = |it: &crate::model::overlap::Neighbour| {
        let agent = catalog.agents.get(it.agent)?;
        Some(Versus {
            href: here.href(&format!("agents/{}.html", agent.slug)),
            name: visible(&agent.definition.name.value).into_owned(),
            color: colour(&agent.definition),
            nearness: match it.nearness {
                Nearness::Copy => "are for the most part one text",
                Nearness::Same => "would be asked the same",
                Nearness::Overlapping => "",
            },
            sentence: visible(&it.sentence).into_owned(),
            both: names(&it.both),
            compare: here.href(&pairs::url(catalog, index, it.agent)),
            theirs: names(&it.theirs),
        })
    };
    pairs::nearest(catalog, index).iter().filter_map(one).collect()
}

/// An agent to prefer, for what only that one claims.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Prefer {
    href: String,
    name: String,
    theirs: String,
}

/// What stands in for "not when" where the author wrote none: whom to prefer, and for what.
pub(super) fn prefer(versus: &[Versus]) -> Vec<Prefer> {
    let telling = versus.iter().filter(|it| !it.theirs.is_empty()).take(DERIVED);
    telling.map(|it| Prefer { href: it.href.clone(), name: it.name.clone(), theirs: it.theirs.clone() }).collect()
}
