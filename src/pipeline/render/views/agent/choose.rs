//! Choose: the agents that lie near this one, and a sentence to choose by.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::overlap::{Nearness, Neighbour};
use crate::pipeline::render::views::frame::Here;
use crate::pipeline::render::views::{Link, card, competency};
use crate::text::visible;

/// How many neighbours a page names.
const NEIGHBOURS: usize = 4;
/// How many competencies that both have are named.
const BOTH: usize = 6;

/// A neighbour to choose between.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Choice {
    href: String,
    name: String,
    color: &'static str,
    sentence: Cow<'static, str>,
    both: Vec<Link>,
}

/// The nearest neighbours of an agent.
pub(super) fn choices(here: &Here<'_>, index: usize) -> Vec<Choice> {
    here.site
        .catalog
        .overlap
        .of(&here.site.catalog, index)
        .iter()
        .take(NEIGHBOURS)
        .filter_map(|it| choice(here, it))
        .collect()
}

fn choice(here: &Here<'_>, neighbour: &Neighbour) -> Option<Choice> {
    let catalog = &here.site.catalog;
    let agent = catalog.agents.get(neighbour.agent)?;
    let Link { href, text, .. } = card::link(here, agent);
    let sentence = match neighbour.nearness {
        Nearness::Copy => Cow::Borrowed("Nearly the same text: a copy, or another version of it."),
        Nearness::Same | Nearness::Overlapping => Cow::Owned(visible(&neighbour.sentence).into_owned()),
    };
    let both = neighbour.both.iter().take(BOTH).filter_map(|&it| catalog.matrix.competencies.get(it));
    let both = both.map(|it| competency::link(here, it)).filter(|link| !link.href.is_empty()).collect();
    Some(Choice { href, name: text, color: card::colour(&agent.definition), sentence, both })
}
