//! Packed: fields that a name, or another short value, has swallowed: on the same line, or on lines below that YAML takes for
//! more of it.

use std::collections::BTreeSet;

use super::lines::Line;
use super::recover::{self, Entry};
use super::{keys, scalar};
use crate::model::definition::Value;

/// The fields with those told apart that stand on one line: `name: reviewer description: …`.
pub(super) fn unpack(entries: Vec<Entry>, header: &[Line<'_>]) -> Vec<Entry> {
    let mut taken: BTreeSet<String> = entries.iter().map(|entry| entry.key.to_lowercase()).collect();
    let mut out = Vec::with_capacity(entries.len());
    for entry in entries {
        if is_open(&entry, header) {
            split(entry, header, &mut taken, &mut out);
        } else {
            out.push(entry);
        }
    }
    out
}

/// The fields as [`unpack`] gives them, and those on lines of their own too that YAML reads as more of a name; none where
/// there are no such.
pub(super) fn apart(entries: &[Entry], header: &[Line<'_>]) -> Option<Vec<Entry>> {
    let swallows = |entry: &Entry| {
        let lines = || entry.lines(header);
        is_open(entry, header)
            && (lines().first().is_some_and(|line| next(line.text, |_, _| true).is_some())
                || lines().iter().skip(1).any(|line| keys::dressed(line.text).is_some()))
    };
    let taken = |key: &str| entries.iter().any(|entry| entry.key == key);
    let disguised = |entry: &Entry| disguised(entry, header).filter(|meant| !taken(&meant.key));
    if !entries.iter().any(|entry| swallows(entry) || disguised(entry).is_some()) {
        return None;
    }
    let mut out = Vec::new();
    for entry in entries {
        let below = header.get(entry.first..entry.after).unwrap_or_default();
        if let Some(meant) = disguised(entry) {
            out.push(meant);
            continue;
        }
        if !swallows(entry) {
            out.push(entry.clone());
            continue;
        }
        let found = recover::recover(below);
        if found.iter().skip(1).any(|found| taken(&found.key)) {
            out.push(entry.clone());
            continue;
        }
        out.extend(found.into_iter().map(|found| Entry {
            first: found.first + entry.first,
            after: found.after + entry.first,
            ..found
        }));
    }
    (out.len() > entries.len() || out.iter().any(|entry| !taken(&entry.key))).then_some(out)
}

/// The field that a longer key begins with: `description = Reviews code: now` is a key of four words to YAML.
fn disguised(entry: &Entry, header: &[Line<'_>]) -> Option<Entry> {
    if !entry.key.contains([' ', '：', '=']) || entry.value_at == 0 {
        return None;
    }
    let line = header.get(entry.first)?;
    let found =
        keys::dressed(line.text).filter(|found| keys::is_claude(found.key) && found.value_at < entry.value_at)?;
    let mut meant = Entry { key: found.key.to_owned(), value_at: found.value_at, ..entry.clone() };
    meant.value = Value::Text(scalar::decode(&meant.lines(header), false).text);
    Some(meant)
}

/// Whether a field is a short one whose value is in no quotes and no block, so that it may hold what it should not.
fn is_open(entry: &Entry, header: &[Line<'_>]) -> bool {
    let value = header.get(entry.first).and_then(|line| line.text.get(entry.value_at..)).unwrap_or_default();
    keys::is_short(&entry.key)
        && entry.value_at > 0
        && matches!(entry.value, Value::Text(_))
        && !value.is_empty()
        && !value.starts_with(['"', '\'', '|', '>', '[', '{', '&', '!'])
}

/// Puts away a field and what stands behind it on its line. A description goes on to the line's end, or to the settings that close it.
fn split(mut entry: Entry, header: &[Line<'_>], taken: &mut BTreeSet<String>, out: &mut Vec<Entry>) {
    let Some(line) = header.get(entry.first) else { return out.push(entry) };
    let first = entry.value_at;
    while keys::is_short(&entry.key) || entry.value_at > first {
        let value = line.text.get(entry.value_at..).unwrap_or_default();
        let ends = |key: &str, said: &str| keys::is_short(&entry.key) || is_setting(key, said);
        let Some((end, key, value_at)) = next(value, ends).filter(|(_, key, _)| taken.insert((*key).to_owned())) else {
            break;
        };
        let said = value.get(..end).unwrap_or_default().trim_end_matches([' ', '\t', ',', ';', '|', '-', '/']);
        let behind = Entry {
            key: key.to_owned(),
            value: Value::Text(String::new()),
            first: entry.first,
            after: entry.after,
            value_at: entry.value_at + value_at,
        };
        out.push(Entry { value: Value::Text(said.to_owned()), after: entry.first + 1, ..entry });
        entry = behind;
        entry.value = Value::Text(scalar::decode(&entry.lines(header), false).text);
    }
    out.push(entry);
}

/// Whether a key in the midst of running text is a setting after all: one word follows, and then another key or nothing.
fn is_setting(key: &str, value: &str) -> bool {
    let mut words = value.split_whitespace();
    matches!(key, "model" | "color")
        && words.next().is_some()
        && words.next().is_none_or(|next| next.strip_suffix(':').is_some_and(keys::is_claude))
}

/// The next key of Claude Code's in the value of a field, if it and what it says will do: where it begins, its words, and where its own
/// value begins.
pub(super) fn next(value: &str, fits: impl Fn(&str, &str) -> bool) -> Option<(usize, &str, usize)> {
    let value = value.get(..scalar::comment(value).unwrap_or(value.len()))?;
    value.match_indices(':').find_map(|(colon, _)| {
        let behind = value.get(colon + 1..).filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))?;
        let before = value.get(..colon)?;
        let begin = before.rfind(|c: char| c.is_ascii_whitespace() || matches!(c, ',' | ';'))? + 1;
        let key = before.get(begin..).filter(|key| keys::is_claude(key) && fits(key, behind.trim_start()))?;
        Some((begin, key, value.len() - behind.trim_start().len()))
    })
}
