//! Changes: what came, changed and went, by day.

use serde::Serialize;

use super::frame::{Frame, Here};
use super::{Link, card, counted};
use crate::model::history::{Change, Day};
use crate::text::{self, visible};

/// How many agents of one kind a day names; the rest is counted.
const NAMED: usize = 200;

/// What `changes.html` is fed.
#[derive(Debug, Serialize)]
pub(in super::super) struct ChangesView {
    frame: Frame,
    feed: Option<String>,
    days: Vec<DayView>,
}

#[derive(Debug, Serialize)]
struct DayView {
    date: String,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    title: &'static str,
    agents: Vec<Link>,
    more: usize,
}

/// URL of the page.
pub(in super::super) const URL: &str = "changes.html";

const KINDS: [(Change, &str); 3] =
    [(Change::Added, "Added"), (Change::Changed, "Changed"), (Change::Removed, "Removed")];

/// The view.
pub(in super::super) fn view(here: &Here<'_>) -> ChangesView {
    let days = &here.site.catalog.changes.days;
    ChangesView {
        frame: here.frame("What changed", "Agents that came, changed and went, by day.", &["browse.css"], &[]),
        feed: here.site.has("feed.xml").then(|| here.href("feed.xml")),
        days: days.iter().map(|day| DayView { date: text::day(day.time), groups: groups(here, day) }).collect(),
    }
}

fn groups(here: &Here<'_>, day: &Day) -> Vec<Group> {
    let group = |&(kind, title): &(Change, &'static str)| {
        let paths: Vec<&str> =
            day.changes.iter().filter(|(it, _)| *it == kind).map(|(_, path)| path.as_str()).collect();
        let agents = paths.iter().take(NAMED).map(|path| link(here, path)).collect();
        Group { title, agents, more: paths.len().saturating_sub(NAMED) }
    };
    KINDS.iter().map(group).filter(|group| !group.agents.is_empty()).collect()
}

/// An agent by the path of its file: its page, or its path where it is gone.
fn link(here: &Here<'_>, path: &str) -> Link {
    let agent = here.site.agent_at(path).and_then(|at| here.site.catalog.agents.get(at));
    agent.map_or_else(|| Link::new(String::new(), visible(path)), |agent| card::link(here, agent))
}

/// A day in a few words: "1 agent added, 2 changed".
pub(in super::super) fn summary(day: &Day) -> String {
    let counts = KINDS.iter().filter_map(|(kind, title)| {
        let count = day.changes.iter().filter(|(it, _)| it == kind).count();
        (count > 0).then(|| (count, title.to_lowercase()))
    });
    let words = counts.enumerate().map(|(index, (count, what))| {
        let number = if index == 0 { counted(count, "agent") } else { count.to_string() };
        format!("{number} {what}")
    });
    words.collect::<Vec<_>>().join(", ")
}
