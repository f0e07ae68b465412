//! Changes: what a repository's history means for the agents of a catalog.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::agent::Agent;
use crate::model::history::{Change, Changes, Dates, Day, FileChange, History, Moved, Shift};
use crate::text;

/// How many days the list goes back at most, counting those on which something happened.
const DAYS: usize = 100;

/// What changed, and when. A file that is gone counts as an agent if it lay in a folder in which there are some.
pub fn changes(history: &History, agents: &[Arc<Agent>]) -> Changes {
    let paths: BTreeSet<&str> = agents.iter().map(|agent| agent.definition.path.as_str()).collect();
    let folders: BTreeSet<&str> = paths.iter().map(|path| folder(path)).collect();
    let mut changes = Changes::default();
    let mut days: BTreeMap<String, (i64, BTreeMap<&str, FileChange>)> = BTreeMap::new();
    for commit in &history.commits {
        for file in &commit.changes {
            let path = file.path.as_str();
            let known = paths.contains(path);
            if known {
                note(&mut changes.dates, path, file.change, commit.time);
            }
            if known || (folders.contains(folder(path)) && !is_text_for_people(path)) {
                let (time, day) = days.entry(text::day(commit.time)).or_insert((commit.time, BTreeMap::new()));
                *time = (*time).max(commit.time);
                // Newest first: of what happened to a file on one day, the sum counts.
                let add = |later: &mut FileChange| {
                    later.change = sum(file.change, later.change);
                    later.before.clone_from(&file.before);
                };
                day.entry(path).and_modify(add).or_insert_with(|| file.clone());
            }
        }
    }
    changes.days = days
        .into_values()
        .rev()
        .take(DAYS)
        .map(|(time, day)| {
            let mut changes: Vec<FileChange> = day.into_values().collect();
            changes.sort();
            Day { time, changes }
        })
        .collect();
    changes
}

/// What each day did to the competencies that are claimed, newest first like the days: none from the first day on whose texts are not all
/// known. `now` is what each agent claims, by path; `claims` what a text did, by the path that it had and its name.
pub fn shifts(
    days: &[Day],
    now: BTreeMap<String, BTreeSet<String>>,
    claims: &dyn Fn(&str, &str) -> Option<BTreeSet<String>>,
) -> Vec<Option<Shift>> {
    let at = |path: &str, name: &str| if name.is_empty() { Some(BTreeSet::new()) } else { claims(path, name) };
    let mut state = now;
    let mut seen = BTreeSet::new();
    // What is not committed yet belongs to no day: each file begins as its last commit left it.
    for file in days.iter().flat_map(|day| &day.changes).filter(|file| seen.insert(file.path.as_str())) {
        state.extend(at(&file.path, &file.after).map(|claims| (file.path.clone(), claims)));
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in state.values().flatten() {
        *counts.entry(name.clone()).or_default() += 1;
    }
    let mut shifts = Vec::with_capacity(days.len());
    for day in days {
        let known: Option<Vec<_>> = day
            .changes
            .iter()
            .map(|file| Some((file, at(&file.path, &file.before)?, at(&file.path, &file.after)?)))
            .collect();
        let Some(known) = known else { break };
        let mut shift = Shift::default();
        let after = counts.clone();
        for (file, before, after) in known {
            for name in &after {
                counts.entry(name.clone()).and_modify(|it| *it = it.saturating_sub(1));
            }
            for name in &before {
                *counts.entry(name.clone()).or_default() += 1;
            }
            let moved = moved(&before, &after);
            if file.change == Change::Changed && moved != Moved::default() {
                shift.agents.insert(file.path.clone(), moved);
            }
        }
        let claimed = |counts: &BTreeMap<String, usize>| -> BTreeSet<String> {
            counts.iter().filter(|(_, count)| **count > 0).map(|(name, _)| name.clone()).collect()
        };
        shift.all = moved(&claimed(&counts), &claimed(&after));
        shifts.push(Some(shift));
    }
    shifts.resize(days.len(), None);
    shifts
}

fn moved(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Moved {
    Moved { gained: after.difference(before).cloned().collect(), lost: before.difference(after).cloned().collect() }
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
