//! Competency: what it is, who covers it, and what lies near it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::agent::words;
use super::card::colour;
use super::frame::{Frame, Here};
use super::{Link, counted, quote};
use crate::model::competency::{Competency, Origin};
use crate::model::matrix::{AgentCoverage, Coverage, Level};
use crate::pipeline::render::glossary;
use crate::pipeline::render::listing::PER_PAGE;
use crate::text::visible;

/// How many terms "often beside" names.
const BESIDE: usize = 8;
/// How many holders are looked through for these.
const LOOKED_THROUGH: usize = 300;

/// What `competency.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct CompetencyView<'a> {
    frame: Frame,
    trail: Vec<Link>,
    name: Cow<'a, str>,
    definition: Cow<'a, str>,
    state: &'static str,
    aliases: String,
    harvested: bool,
    holders: String,
    /// Where several are at its core: the first of them side by side.
    compare: Option<Link>,
    groups: Vec<Holders<'a>>,
    pages: Vec<Link>,
    near: Vec<Near>,
    before: Option<Link>,
    after: Option<Link>,
}

#[derive(Debug, Serialize)]
struct Holders<'a> {
    level: &'static str,
    title: &'static str,
    rule: &'static str,
    rows: Vec<Holder<'a>>,
}

#[derive(Debug, Serialize)]
struct Holder<'a> {
    href: String,
    name: Cow<'a, str>,
    color: &'static str,
    note: String,
    quote_html: String,
    source: String,
}

#[derive(Debug, Serialize)]
struct Near {
    term: &'static str,
    links: Vec<Link>,
}

/// URL of a page of a competency, from 1.
pub(in super::super) fn url(id: &str, page: usize) -> String {
    if page == 1 { format!("competency/{id}.html") } else { format!("competency/{id}.{page}.html") }
}

/// A link to a competency's page.
pub(super) fn link(here: &Here<'_>, competency: &Competency) -> Link {
    Link::new(here.href(&url(&competency.id, 1)), visible(&competency.name))
}

/// The view of a page of a competency; `index` is its place in the matrix.
pub(in super::super) fn view<'a>(here: &Here<'a>, index: usize, page: usize) -> Option<CompetencyView<'a>> {
    let matrix = &here.site.catalog.matrix;
    let competency = matrix.competencies.get(index)?;
    let holders: Vec<(usize, &Coverage)> = matrix.holders_of(index).collect();
    let name = visible(&competency.name);
    let title = if page == 1 { name.to_string() } else { format!("{name}, page {page}") };
    let category = matrix.categories.iter().find(|it| it.id == competency.category);
    let mut trail = vec![Link::new(here.href("competencies.html"), "Competencies")];
    trail.extend(
        category.map(|it| Link::new(here.href(&super::matrix::category_url(here.site, &it.id)), it.name.clone())),
    );
    let state = matrix.states.get(index).map_or("none", |state| glossary::state(*state));
    let aliases: Vec<&str> = competency.aliases.iter().map(String::as_str).collect();
    let shown = holders.iter().skip((page - 1) * PER_PAGE).take(PER_PAGE);
    Some(CompetencyView {
        frame: here.frame(&title, &visible(&competency.definition), &[], &[]),
        trail,
        definition: visible(&competency.definition),
        state,
        aliases: visible(&aliases.join(", ")).into_owned(),
        harvested: competency.origin == Origin::Harvested,
        holders: tally(&holders),
        compare: side_by_side(here, &holders),
        groups: groups(here, shown.copied()),
        pages: super::home::numbers(here, holders.len(), page, |page| url(&competency.id, page)),
        near: near(here, index, competency, &holders),
        before: neighbour(here, index, false),
        after: neighbour(here, index, true),
        name,
    })
}

/// The agents that have it at their core, the first four of them, side by side.
fn side_by_side(here: &Here<'_>, holders: &[(usize, &Coverage)]) -> Option<Link> {
    const MOST: usize = 4;
    let core = holders.iter().filter(|(_, mark)| mark.level == Level::Core);
    let slugs: Vec<&str> = core.filter_map(|(at, _)| Some(here.site.catalog.agents.get(*at)?.slug.as_str())).collect();
    let query: Vec<String> = slugs.iter().take(MOST).map(|slug| format!("a={slug}")).collect();
    let text = match slugs.len() {
        0 | 1 => return None,
        2 => "Compare the two".to_owned(),
        count if count <= MOST => format!("Compare all {count}"),
        _ => format!("Compare the first {MOST}"),
    };
    Some(Link::new(here.href(&format!("compare.html?{}", query.join("&"))), text))
}

/// "2 agents claim it, 1 mentions it".
fn tally(holders: &[(usize, &Coverage)]) -> String {
    let claims = holders.iter().filter(|(_, mark)| mark.claims()).count();
    let rest = holders.len() - claims;
    let claim =
        if claims == 1 { "1 agent claims it".to_owned() } else { format!("{} claim it", counted(claims, "agent")) };
    match (claims, rest) {
        (0, 0) => "no agent".to_owned(),
        (_, 0) => claim,
        (0, rest) => format!("{} without claiming it", counted(rest, "agent")),
        (_, rest) => format!("{claim}, {rest} more without claiming it"),
    }
}

fn groups<'a>(here: &Here<'a>, holders: impl Iterator<Item = (usize, &'a Coverage)>) -> Vec<Holders<'a>> {
    let catalog = &here.site.catalog;
    let mut groups: Vec<Holders<'a>> = Vec::new();
    for (index, mark) in holders {
        let Some(agent) = catalog.agents.get(index) else { continue };
        let Some(best) = mark.evidence.first() else { continue };
        let Some(competency) = catalog.matrix.competencies.get(mark.competency) else { continue };
        let (level, title, rule) = words(mark.level);
        if groups.last().is_none_or(|group| group.level != level) {
            groups.push(Holders { level, title, rule, rows: Vec::new() });
        }
        let via: Vec<&str> =
            mark.via.iter().filter_map(|&it| catalog.matrix.competencies.get(it)).map(|it| it.name.as_str()).collect();
        let note = match mark.origin {
            _ if !via.is_empty() => format!("via {}", via.join(", ")),
            Origin::Author => "stated by the author".to_owned(),
            _ => String::new(),
        };
        if let Some(group) = groups.last_mut() {
            group.rows.push(Holder {
                href: here.href(&format!("agents/{}.html#ev-{}", agent.slug, competency.id)),
                name: visible(&agent.definition.name.value),
                color: colour(&agent.definition),
                note: visible(&note).into_owned(),
                quote_html: quote::html(&best.quote, best.span()),
                source: format!("{}:{}", visible(&agent.definition.path), best.line),
            });
        }
    }
    groups
}

fn near(here: &Here<'_>, index: usize, competency: &Competency, holders: &[(usize, &Coverage)]) -> Vec<Near> {
    let matrix = &here.site.catalog.matrix;
    let shown = |at: &usize| matrix.competencies.get(*at).filter(|it| here.site.has(&url(&it.id, 1)));
    let links = |found: &mut dyn Iterator<Item = usize>| -> Vec<Link> {
        found.filter_map(|at| shown(&at)).map(|it| link(here, it)).collect()
    };
    let implied = links(&mut competency.implies.iter().filter_map(|id| here.site.competency_at(id)));
    let implying = links(
        &mut (0..matrix.competencies.len())
            .filter(|&at| matrix.competencies.get(at).is_some_and(|it| it.implies.contains(&competency.id))),
    );
    let beside = links(&mut beside(here, index, holders).into_iter());
    let field = links(&mut field(here, index, competency, holders).into_iter());
    [("Implies", implied), ("Implied by", implying), ("Often beside", beside), ("In the same category", field)]
        .into_iter()
        .filter(|(_, links)| !links.is_empty())
        .map(|(term, links)| Near { term, links })
        .collect()
}

/// What its claimants claim too, and others don't: by the square of how many of them do, over how many do at all.
fn beside(here: &Here<'_>, index: usize, holders: &[(usize, &Coverage)]) -> Vec<usize> {
    let matrix = &here.site.catalog.matrix;
    let mut together: BTreeMap<usize, usize> = BTreeMap::new();
    for (agent, _) in holders.iter().filter(|(_, mark)| mark.claims()).take(LOOKED_THROUGH) {
        for mark in
            matrix.coverage.get(*agent).into_iter().flat_map(AgentCoverage::iter).filter(|it| it.level >= Level::Listed)
        {
            *together.entry(mark.competency).or_default() += 1;
        }
    }
    together.remove(&index);
    let all = |at: usize| matrix.holder_count(at).max(1);
    let mut found: Vec<(usize, usize)> = together
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(at, count)| (count * count * 1_000 / all(at), at))
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().take(BESIDE).map(|(_, at)| at).collect()
}

/// Others of its category: those that its strongest holder has too go first, then those that stand next to it.
fn field(here: &Here<'_>, index: usize, competency: &Competency, holders: &[(usize, &Coverage)]) -> Vec<usize> {
    let category = here.site.categories().iter().find(|it| it.id == competency.category);
    let held = holders.first().and_then(|(agent, _)| here.site.catalog.matrix.coverage.get(*agent));
    let mut found: Vec<usize> = category.map_or(&[][..], |it| &it.competencies).to_vec();
    found.retain(|&at| at != index);
    found.sort_by_key(|&at| (held.is_none_or(|held| held.of(at).is_none()), at.abs_diff(index), at));
    found.truncate(BESIDE);
    found
}

/// The competency before or after it among those that have a page.
fn neighbour(here: &Here<'_>, index: usize, after: bool) -> Option<Link> {
    let shown = here.site.shown();
    let at = shown.binary_search(&index).ok()?;
    let at = if after { at.checked_add(1)? } else { at.checked_sub(1)? };
    here.site.catalog.matrix.competencies.get(*shown.get(at)?).map(|it| link(here, it))
}
