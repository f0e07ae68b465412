//! Changes: what came, changed and went, by day.

use serde::Serialize;

use super::frame::{Frame, Here};
use super::{Link, card, competency, counted};
use crate::model::history::{Change, Day, FileChange, Moved, Shift};
use crate::text::{self, visible};

/// How many agents of one kind a day names; the rest is counted.
const NAMED: usize = 200;
/// How many competencies a day names.
const TERMS: usize = 40;
/// How many an agent's note names of each kind.
const NOTED: usize = 8;

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
    items: Vec<Item>,
    more: usize,
}

/// An agent or a competency, and what is to be said of it.
#[derive(Debug, Serialize)]
struct Item {
    link: Link,
    note: String,
}

/// URL of the page.
pub(in super::super) const URL: &str = "changes.html";

const KINDS: [(Change, &str); 3] =
    [(Change::Added, "Added"), (Change::Changed, "Changed"), (Change::Removed, "Removed")];

/// The view.
pub(in super::super) fn view(here: &Here<'_>) -> ChangesView {
    let days = &here.site.catalog.changes.days;
    let shifts = here.site.catalog.shifts.of(&here.site.catalog);
    let day = |(at, day): (usize, &Day)| DayView {
        date: text::day(day.time),
        groups: groups(here, day, shifts.get(at).and_then(Option::as_ref)),
    };
    ChangesView {
        frame: here.frame("What changed", "Agents and competencies that came and went, by day.", &[], &[]),
        feed: here.site.has("feed.xml").then(|| here.href("feed.xml")),
        days: days.iter().enumerate().map(day).collect(),
    }
}

fn groups(here: &Here<'_>, day: &Day, shift: Option<&Shift>) -> Vec<Group> {
    let group = |&(kind, title): &(Change, &'static str)| {
        let files: Vec<&FileChange> = day.changes.iter().filter(|it| it.change == kind).collect();
        let note = |file: &FileChange| shift.and_then(|it| it.agents.get(&file.path)).map(said).unwrap_or_default();
        let item = |file: &&FileChange| Item { link: link(here, &file.path), note: note(file) };
        let items = files.iter().take(NAMED).map(item).collect();
        Group { title, items, more: files.len().saturating_sub(NAMED) }
    };
    let terms = |title: &'static str, names: &[String]| Group {
        title,
        items: names.iter().take(TERMS).map(|name| Item { link: term(here, name), note: String::new() }).collect(),
        more: names.len().saturating_sub(TERMS),
    };
    let all = shift.map(|it| &it.all);
    let moved = [
        terms("Competencies gained", all.map_or(&[], |it| &it.gained)),
        terms("Competencies lost", all.map_or(&[], |it| &it.lost)),
    ];
    KINDS.iter().map(group).chain(moved).filter(|group| !group.items.is_empty()).collect()
}

/// What an agent gained and lost: "gained Raft and Paxos, lost Kafka".
fn said(moved: &Moved) -> String {
    let part = |what: &str, names: &[String]| {
        let mut shown: Vec<String> = names.iter().take(NOTED).map(|name| visible(name).into_owned()).collect();
        if names.len() > NOTED {
            shown.push(format!("{} more", names.len() - NOTED));
        }
        (!names.is_empty()).then(|| format!("{what} {}", text::listed(&shown)))
    };
    let parts = [part("gained", &moved.gained), part("lost", &moved.lost)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// A competency by its name: its page, if it still has one.
fn term(here: &Here<'_>, name: &str) -> Link {
    let found = here.site.competency_called(name).and_then(|at| here.site.catalog.matrix.competencies.get(at));
    found.map_or_else(|| Link::new(String::new(), visible(name)), |it| competency::link(here, it))
}

/// An agent by the path of its file: its page, or its path where it is gone.
fn link(here: &Here<'_>, path: &str) -> Link {
    let agent = here.site.agent_at(path).and_then(|at| here.site.catalog.agents.get(at));
    agent.map_or_else(|| Link::new(String::new(), visible(path)), |agent| card::link(here, agent))
}

/// A day in a few words: "1 agent added, 2 changed".
pub(in super::super) fn summary(day: &Day) -> String {
    let counts = KINDS.iter().filter_map(|(kind, title)| {
        let count = day.changes.iter().filter(|it| it.change == *kind).count();
        (count > 0).then(|| (count, title.to_lowercase()))
    });
    let words = counts.enumerate().map(|(index, (count, what))| {
        let number = if index == 0 { counted(count, "agent") } else { count.to_string() };
        format!("{number} {what}")
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What a day did to the catalog's competencies, in a few words; empty if nothing is known or nothing moved.
pub(in super::super) fn moves(shift: Option<&Shift>) -> String {
    shift.map(|it| said(&it.all)).unwrap_or_default()
}
