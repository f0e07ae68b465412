//! Loads: how Claude Code itself would treat the file (its documentation, "Subagent files Claude Code skips", and the
//! issues that are named at each rule).

use super::fence::Cut;
use super::header::{Failed, Parsed};
use super::recover::Entry;
use super::settings::is_nothing;
use crate::model::definition::Value;
use crate::model::loads::{Load, Loads, Outcome, Reader};

/// Tells how Claude Code would treat a file, in a project's folder and in a plugin's.
pub(super) fn loads(cut: &Cut<'_>, parsed: &Parsed<'_, '_>, utf8: bool) -> Loads {
    if let Some(reason) = unread(cut, parsed, utf8) {
        // anthropics/claude-code#86841: in a plugin such a file gets its name from the file.
        return Loads {
            project: load(Outcome::Skipped, reason.clone()),
            plugin: load(
                Outcome::Placeholder,
                format!("{reason}; its name is the file's, its description a placeholder"),
            ),
        };
    }
    let (name, description) = (field(parsed, "name"), field(parsed, "description"));
    let name = match name {
        Some(Value::Text(text)) => text.as_str(),
        // A list or a map is no name.
        Some(_) | None => "",
    };
    if name.starts_with('-') || name.contains(':') {
        let reason = "its name begins with `-` or has a `:`".to_owned();
        return Loads { project: load(Outcome::Skipped, reason.clone()), plugin: load(Outcome::Skipped, reason) };
    }
    if matches!(description, Some(Value::List(_) | Value::Map(_))) && !name.is_empty() {
        let reason = "its `description` is a list or a map, no text";
        return Loads {
            project: load(Outcome::Skipped, reason.to_owned()),
            plugin: load(Outcome::Placeholder, format!("{reason}; a placeholder stands in for it")),
        };
    }
    let (named, described) = (!name.is_empty(), matches!(description, Some(Value::Text(_))));
    Loads { project: project(parsed, named, described), plugin: plugin(parsed, named, described) }
}

/// Why Claude Code gets no field at all out of the file.
fn unread(cut: &Cut<'_>, parsed: &Parsed<'_, '_>, utf8: bool) -> Option<String> {
    if !utf8 {
        return Some("the file is not UTF-8".to_owned());
    }
    if let Some(reason) = cut.unseen {
        return Some(reason.to_owned());
    }
    let reason = match parsed.failed? {
        Failed::NotYaml => "the header is not YAML, even after its own repair",
        // #80890
        Failed::Windows => "the header is not YAML, and its Windows line ends keep it from being repaired",
        Failed::Twice => "a key stands twice, which YAML forbids and its parsers for JavaScript refuse",
        Failed::NotMap => "the header has no `key: value` lines",
        Failed::Limit => "the header is beyond the limits within which we tried",
    };
    Some(reason.to_owned())
}

fn project(parsed: &Parsed<'_, '_>, named: bool, described: bool) -> Load {
    let skipped = |reason: &str| load(Outcome::Skipped, reason.to_owned());
    // #91781
    let hooks = matches!(field(parsed, "hooks"), Some(Value::List(items)) if items.is_empty());
    match (named, described) {
        (false, _) => skipped("it has no `name`, and is taken for documentation"),
        (_, false) => skipped("it has no `description`"),
        _ if hooks => skipped("`hooks: []` drops it"),
        _ => read(parsed),
    }
}

fn plugin(parsed: &Parsed<'_, '_>, named: bool, described: bool) -> Load {
    let placeholder = |reason: &str| load(Outcome::Placeholder, reason.to_owned());
    match (named, described) {
        (false, true) => placeholder("it has no `name`; its name is the file's"),
        (false, false) => placeholder(
            "it has neither `name` nor `description`; its name is the file's, its description a placeholder",
        ),
        // #91871
        (true, false) => placeholder("it has no `description`; a placeholder stands in for it"),
        (true, true) => read(parsed),
    }
}

fn read(parsed: &Parsed<'_, '_>) -> Load {
    match parsed.reader {
        Reader::Repaired => {
            load(Outcome::Repaired, "the header is not YAML; Claude Code puts its values in quotes".to_owned())
        }
        Reader::Strict | Reader::Recovered => load(Outcome::Loads, "the header is valid".to_owned()),
    }
}

fn field<'p>(parsed: &'p Parsed<'_, '_>, key: &str) -> Option<&'p Value> {
    let entry: &Entry = parsed.loaded.as_ref().unwrap_or(&parsed.entries).iter().find(|entry| entry.key == key)?;
    Some(&entry.value).filter(|value| !is_nothing(value))
}

fn load(outcome: Outcome, reason: String) -> Load {
    Load { outcome, reason }
}
