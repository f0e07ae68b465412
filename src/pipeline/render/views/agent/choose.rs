//! Choose: the agents that lie near this one, and a sentence to choose by.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::overlap::{Nearness, Neighbour};
use crate::pipeline::render::pairs;
use crate::pipeline::render::views::frame::Here;
use crate::pipeline::render::views::{Link, card, competency};
use crate::text::{listed, visible};

/// How many competencies that both have are named.
const BOTH: usize = 6;
/// How many lines stand in for "not when" where the author wrote none.
const PREFERRED: usize = 2;
/// How many competencies such a line names.
const NAMED: usize = 3;

/// A neighbour to choose between.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Choice {
    href: String,
    name: String,
    color: &'static str,
    sentence: Cow<'static, str>,
    both: Vec<Link>,
    /// The page that puts the two side by side.
    compare: String,
    /// What only the neighbour claims, in a few words.
    theirs: String,
}

/// An agent to prefer, for what only that one claims.
#[derive(Debug, Serialize)]
pub(in super::super::super) struct Prefer {
    href: String,
    name: String,
    theirs: String,
}

/// What stands in for "not when" where the author wrote none: whom to prefer, and for what.
pub(super) fn prefer(choices: &[Choice]) -> Vec<Prefer> {
    let telling = choices.iter().filter(|it| !it.theirs.is_empty()).take(PREFERRED);
    telling.map(|it| Prefer { href: it.href.clone(), name: it.name.clone(), theirs: it.theirs.clone() }).collect()
}

/// The nearest neighbours of an agent.
pub(super) fn choices(here: &Here<'_>, index: usize) -> Vec<Choice> {
    pairs::nearest(&here.site.catalog, index).iter().filter_map(|it| choice(here, index, it)).collect()
}

fn choice(here: &Here<'_>, index: usize, neighbour: &Neighbour) -> Option<Choice> {
    let catalog = &here.site.catalog;
    let agent = catalog.agents.get(neighbour.agent)?;
    let Link { href, text, .. } = card::link(here, agent);
    let sentence = match neighbour.nearness {
        Nearness::Copy => Cow::Borrowed("Nearly the same text: a copy, or another version of it."),
        Nearness::Same | Nearness::Overlapping => Cow::Owned(visible(&neighbour.sentence).into_owned()),
    };
    let both = neighbour.both.iter().take(BOTH).filter_map(|&it| catalog.matrix.competencies.get(it as usize));
    let both = both.map(|it| competency::link(here, it)).filter(|link| !link.href.is_empty()).collect();
    let theirs = neighbour.theirs.iter().take(NAMED).filter_map(|&it| catalog.matrix.competencies.get(it as usize));
    let theirs: Vec<_> = theirs.map(|it| visible(&it.name)).collect();
    let (compare, theirs) = (here.href(&pairs::url(catalog, index, neighbour.agent)), listed(&theirs));
    Some(Choice { compare, theirs, href, name: text, color: card::colour(&agent.definition), sentence, both })
}
