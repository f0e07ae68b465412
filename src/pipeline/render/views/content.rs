//! Content: the team's own pages, the learning paths among them, and the list of all of them.

use std::borrow::Cow;

use serde::Serialize;

use super::frame::{Frame, Here};
use super::toc::{self, Entry};
use super::{Link, card, competency, paths};
use crate::model::content::{Page, Step};
use crate::model::document::Document;
use crate::pipeline::render::Site;
use crate::pipeline::render::html::{self, Setting};
use crate::text::{self, visible};

/// What `content.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct ContentView<'a> {
    frame: Frame,
    /// What the progress on a learning path is kept by.
    name: &'a str,
    trail: Vec<Link>,
    title: Cow<'a, str>,
    summary: Cow<'a, str>,
    time: Option<&'a str>,
    contents: Vec<Entry>,
    steps: Vec<StepView<'a>>,
    body_html: String,
    edit: Option<String>,
    before: Option<Link>,
    after: Option<Link>,
}

#[derive(Debug, Serialize)]
struct StepView<'a> {
    title: Cow<'a, str>,
    /// Anchor of the section that tells it at length; empty where there is none.
    anchor: String,
    text: Cow<'a, str>,
    agent: Option<Link>,
    competency: Option<Link>,
    time: Option<&'a str>,
}

/// What `guides.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct GuidesView<'a> {
    frame: Frame,
    groups: Vec<Guides<'a>>,
}

#[derive(Debug, Serialize)]
struct Guides<'a> {
    id: String,
    title: String,
    pages: Vec<Guide<'a>>,
}

#[derive(Debug, Serialize)]
struct Guide<'a> {
    href: String,
    title: Cow<'a, str>,
    summary: Cow<'a, str>,
    time: Option<&'a str>,
}

/// URL of a content page.
pub(in super::super) fn url(page: &Page) -> String {
    format!("{}.html", page.name)
}

/// The view of a content page; `index` is its place in the catalog.
pub(in super::super) fn view<'a>(here: &Here<'a>, index: usize, page: &'a Page) -> ContentView<'a> {
    let relative = |href: &str| target(here.site, page, href).map(|url| here.href(&url));
    let body_html = html::document(&page.body, &Setting { heading: 2, title: &page.title, relative: &relative });
    let pages = &here.site.catalog.pages;
    let beside = |at: Option<usize>| {
        let other = pages.get(at?).filter(|other| folder(other) == folder(page))?;
        Some(Link::new(here.href(&url(other)), visible(&other.title)))
    };
    let edit = here.site.catalog.config.edit_link.as_ref();
    let (styles, scripts): (&[&str], &[&str]) =
        if page.steps.is_empty() { (&[], &[]) } else { (&["path.css"], &["progress.js"]) };
    let steps = (!page.steps.is_empty()).then(|| Entry::new("steps", "The steps"));
    ContentView {
        frame: here.frame(&visible(&page.title), &visible(&page.summary), styles, scripts),
        name: &page.name,
        trail: if folder(page).is_empty() { Vec::new() } else { vec![Link::new(here.href("guides.html"), "Guides")] },
        title: visible(&page.title),
        summary: visible(&page.summary),
        time: page.time.as_deref(),
        contents: steps.into_iter().chain(toc::of_document(&page.body, &page.title)).collect(),
        steps: page.steps.iter().map(|it| step(here, &page.body, it)).collect(),
        body_html,
        edit: edit.map(|pattern| pattern.replace("{path}", &paths::encoded(&page.path))),
        before: beside(index.checked_sub(1)),
        after: beside(index.checked_add(1)),
    }
}

/// The list of all content pages.
pub(in super::super) fn guides<'a>(here: &Here<'a>) -> GuidesView<'a> {
    let mut groups: Vec<Guides<'a>> = Vec::new();
    for pages in here.site.catalog.pages.chunk_by(|a, b| folder(a) == folder(b)) {
        let Some(first) = pages.first() else { continue };
        let name = folder(first);
        groups.push(Guides {
            id: format!("in-{}", if name.is_empty() { "general".to_owned() } else { text::slug(name) }),
            title: if name.is_empty() {
                "To begin with".to_owned()
            } else {
                capitalised(&name.replace(['/', '-'], " "))
            },
            pages: pages
                .iter()
                .map(|page| Guide {
                    href: here.href(&url(page)),
                    title: visible(&page.title),
                    summary: visible(&page.summary),
                    time: page.time.as_deref(),
                })
                .collect(),
        });
    }
    GuidesView { frame: here.frame("Guides", "All pages that the team wrote.", &["find.css"], &[]), groups }
}

fn folder(page: &Page) -> &str {
    page.name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn step<'a>(here: &Here<'a>, body: &Document, step: &'a Step) -> StepView<'a> {
    let site = here.site;
    let anchor = format!("h-{}", text::slug(&step.title));
    let stated = |name: &str| Link::new(String::new(), visible(name));
    let agent = |name: &String| {
        let found = site.agent_called(name).and_then(|at| site.catalog.agents.get(at));
        found.map_or_else(|| stated(name), |agent| card::link(here, agent))
    };
    let competency = |name: &String| {
        let found = site.competency_called(name).and_then(|at| site.catalog.matrix.competencies.get(at));
        found.map_or_else(|| stated(name), |it| competency::link(here, it))
    };
    StepView {
        title: visible(&step.title),
        anchor: if body.sections.iter().any(|it| it.anchor == anchor) { anchor } else { String::new() },
        text: visible(&step.text),
        agent: step.agent.as_ref().map(agent),
        competency: step.competency.as_ref().map(competency),
        time: step.time.as_deref(),
    }
}

/// Where a relative link of a page leads in the site, its fragment kept; none if there is nothing. A link to a source
/// (`start.md`) leads to its page.
pub(in super::super) fn target(site: &Site, page: &Page, href: &str) -> Option<String> {
    let (path, rest) = href.split_at(href.find(['#', '?']).unwrap_or(href.len()));
    let mut url = paths::join(folder(page), path)?;
    if path.is_empty() || path.ends_with('/') {
        url.push_str(if url.is_empty() { "index.html" } else { "/index.html" });
    }
    let page_of = |url: &str| url.strip_suffix(".md").map(|stem| format!("{stem}.html"));
    let url = if site.has(&url) { url } else { page_of(&url).filter(|it| site.has(it))? };
    // Authors write a heading's anchor as most hosts of Markdown make it; ours begins with `h-`.
    match (rest.strip_prefix('#'), site.content_at(&url)) {
        (Some(fragment), Some(other)) => {
            let anchors = [format!("h-{fragment}"), fragment.to_owned()];
            let found = anchors.iter().find(|it| other.body.sections.iter().any(|section| section.anchor == **it))?;
            Some(format!("{url}#{found}"))
        }
        _ => Some(url + rest),
    }
}
