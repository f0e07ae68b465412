//! Changes: what a repository's history means for the agents of a catalog.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::agent::Agent;
use crate::model::history::{Change, Changes, Dates, Day, History};
use crate::text;

/// How many days the list goes back at most, counting those on which something happened.
const DAYS: usize = 100;

/// What changed, and when. A file that is gone counts as an agent if it lay in a folder in which there are some.
pub fn changes(history: &History, agents: &[Agent]) -> Changes {
    let paths: BTreeSet<&str> = agents.iter().map(|agent| agent.definition.path.as_str()).collect();
    let folders: BTreeSet<&str> = paths.iter().map(|path| folder(path)).collect();
    let mut changes = Changes::default();
    let mut days: BTreeMap<String, (i64, BTreeMap<&str, Change>)> = BTreeMap::new();
    for commit in &history.commits {
        for (path, change) in &commit.changes {
            let known = paths.contains(path.as_str());
            if known {
                note(&mut changes.dates, path, *change, commit.time);
            }
            if known || (folders.contains(folder(path)) && !is_text_for_people(path)) {
                let (time, day) = days.entry(text::day(commit.time)).or_insert((commit.time, BTreeMap::new()));
                *time = (*time).max(commit.time);
                // Newest first: of what happened to a file on one day, the sum counts.
                day.entry(path).and_modify(|later| *later = sum(*change, *later)).or_insert(*change);
            }
        }
    }
    changes.days = days
        .into_values()
        .rev()
        .take(DAYS)
        .map(|(time, day)| {
            let mut changes: Vec<(Change, String)> = day.into_iter().map(|(path, it)| (it, path.to_owned())).collect();
            changes.sort();
            Day { time, changes }
        })
        .collect();
    changes
}

fn note(dates: &mut BTreeMap<String, Dates>, path: &str, change: Change, time: i64) {
    let dates = dates.entry(path.to_owned()).or_insert(Dates { added: None, changed: time });
    dates.changed = dates.changed.max(time);
    // A file that went and came back is as old as its last coming.
    if change == Change::Added && dates.added.is_none() {
        dates.added = Some(time);
    }
}

/// What two changes come to.
fn sum(earlier: Change, later: Change) -> Change {
    match (earlier, later) {
        (Change::Added, Change::Changed) => Change::Added,
        (Change::Removed, Change::Added) => Change::Changed,
        (_, later) => later,
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a file beside agents is none by its name.
fn is_text_for_people(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    ["readme", "agents.", "claude.", "skill.", "changelog", "license", "contributing"]
        .iter()
        .any(|name| file.starts_with(name))
}
