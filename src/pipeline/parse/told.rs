//! Told: what is wrong with a definition's fields, beside what the readers found themselves.

use std::collections::BTreeMap;

use super::fence::{Cut, Form};
use super::header::{self, Parsed};
use super::lines::count;
use super::report::{Report, Span};
use super::settings::{self, is_nothing};
use super::{keys, nested, nested_name, scalar, yaml};
use crate::model::definition::{Definition, Dialect, Stated, Value};
use crate::model::loads::Reader;

/// Says what is wrong with a definition's name, description and keys.
pub(super) fn tell(definition: &Definition, cut: &Cut<'_>, parsed: &Parsed<'_, '_>, report: &mut Report) {
    if matches!(cut.form, Form::Absent | Form::Listed) {
        let hint = "begin the file with `---`, `name:`, `description:` and `---`";
        let message = match (cut.form, definition.name.line) {
            (_, 0) => "no header; the name is the file's",
            (Form::Listed, _) => "no header; the name is from a list or a table of the text",
            _ => "no header; the name is from a code block of the text",
        };
        report.warning("no-header", Span::FILE, message, hint);
        return;
    }
    name(definition, parsed, report);
    description(definition, parsed, report);
    outside(parsed, report);
    swallowed(parsed, report);
    duplicates(definition, parsed, report);
    unknown(definition, report);
}

/// A dialogue whose labels YAML takes for keys is not in the description, so no model reads it there.
fn outside(parsed: &Parsed<'_, '_>, report: &mut Report) {
    let Some(entry) = parsed.entries.iter().find(|entry| keys::is_speaker(&entry.key)) else { return };
    let span = parsed.lines.get(entry.first).map_or(Span::FILE, Span::line);
    let message = format!("`{}` is a key of its own here: the dialogue is not in the description", entry.key);
    report.warning("dialogue-outside", span, message, "write `description: |-` and indent all lines below it");
}

/// A field that YAML takes for a part of the value above it. Where the header is no YAML for it, that has been told.
fn swallowed(parsed: &Parsed<'_, '_>, report: &mut Report) {
    if parsed.reader != Reader::Strict || parsed.loaded.is_none() {
        return;
    }
    let Some(entry) = parsed.entries.iter().find(|entry| header::is_misplaced(entry, parsed.lines)) else { return };
    let span = parsed.lines.get(entry.first).map_or(Span::FILE, Span::line);
    let message = format!("`{}` is read as a part of the value above it", entry.key);
    report.warning("key-misplaced", span, message, format!("write `{}:` at the front of its line", entry.key));
}

fn top(parsed: &Parsed<'_, '_>) -> Span {
    parsed.lines.first().map_or(Span::FILE, |line| Span { line: line.number, column: 0, length: 0 })
}

fn name(definition: &Definition, parsed: &Parsed<'_, '_>, report: &mut Report) {
    let stated = &definition.name;
    let written = settings::find(&parsed.entries, "name").map(|entry| yaml::flat(&entry.value));
    if let Some(value) =
        written.filter(|it| stated.line > 0 && it.split_whitespace().ne(stated.value.split_whitespace()))
    {
        settings::stray(&Stated { value, line: stated.line, column: stated.column }, report);
    }
    if stated.line == 0 {
        // Copilot and OpenCode take the name from the file.
        if matches!(definition.header.dialect, Dialect::Copilot | Dialect::OpenCode) {
            return;
        }
        if let Some((entry, _)) = nested_name(&parsed.entries) {
            let span = parsed.lines.get(entry.first).map_or(Span::FILE, Span::line);
            let message = format!("the `name` is under `{}`, where only people find it", entry.key);
            report.warning("no-name", span, message, "move `name:` to the front of its line");
            return;
        }
        let message = format!("no `name`; `{}`, the file's, stands in for it", stated.value);
        report.warning("no-name", top(parsed), message, "add `name:`, in lower case with hyphens");
    } else if stated.value.starts_with('-') || stated.value.contains(':') {
        let span = Span { line: stated.line, column: stated.column, length: count(&stated.value) };
        let hint = "name it in lower case with hyphens, such as `code-reviewer`";
        report.warning(
            "name-not-loadable",
            span,
            "a name may not begin with `-` or have a `:`; Claude Code skips the file",
            hint,
        );
    }
}

fn description(definition: &Definition, parsed: &Parsed<'_, '_>, report: &mut Report) {
    let own = settings::find(&parsed.entries, "description").filter(|entry| !is_nothing(&entry.value));
    let Some(entry) = own else {
        if let Some((entry, _)) = nested(&parsed.entries, "description") {
            let span = parsed.lines.get(entry.first).map_or(Span::FILE, Span::line);
            let message = format!("the `description` is under `{}`, where only people find it", entry.key);
            report.warning("no-description", span, message, "move `description:` to the front of its line");
        } else {
            report.warning(
                "no-description",
                top(parsed),
                "no `description`; nothing tells when to use the agent",
                "add `description:`",
            );
        }
        return;
    };
    if let Value::List(_) | Value::Map(_) = entry.value {
        let (line, column) = settings::place(entry, parsed.lines);
        let message = "`description` is a list or a map, which Claude Code does not take for a text";
        let hint = "write `description: |-` and the text below it, indented";
        report.warning("value-unreadable", Span { line, column, length: 0 }, message, hint);
        return;
    }
    if definition.header.reader != Reader::Strict {
        return;
    }
    let lines = entry.lines(parsed.lines);
    if let Some(tag) = lines.first().and_then(|line| scalar::word_tag(line.text)) {
        let (line, column) = settings::place(entry, parsed.lines);
        let message = format!("`{tag}` is a tag in YAML: it is not read");
        report.warning(
            "text-as-tag",
            Span { line, column, length: count(tag) },
            message,
            "put the description in quotes",
        );
    }
    // What YAML takes for a comment is lost to every reader.
    if scalar::decode(&lines, true).lines == scalar::decode(&lines, false).lines {
        return;
    }
    let found = lines.iter().find_map(|line| Some((line, scalar::comment(line.text)?)));
    let Some((line, at)) = found.filter(|(line, at)| !line.text.get(..*at).unwrap_or_default().trim().is_empty())
    else {
        // A line that is all comment is meant as one.
        return;
    };
    let length = count(line.text.get(at..).unwrap_or_default().trim_end());
    let span = Span { line: line.number, column: line.column(at), length };
    let message = "` #` begins a comment: the rest of the description is not read";
    report.warning("text-after-hash", span, message, "put the description in quotes");
}

/// Most faults of one kind that are told of one file.
const MAX_TOLD: usize = 64;

fn duplicates(definition: &Definition, parsed: &Parsed<'_, '_>, report: &mut Report) {
    let mut first: BTreeMap<&str, u32> = BTreeMap::new();
    let mut again = Vec::new();
    for (field, entry) in definition.header.fields.iter().zip(&parsed.entries) {
        match first.get(field.key.as_str()) {
            Some(line) => again.push((field, entry, *line)),
            None => drop(first.insert(&field.key, field.line)),
        }
    }
    for (field, entry, line) in again.into_iter().take(MAX_TOLD) {
        let span = parsed.lines.get(entry.first).map_or(Span::FILE, Span::line);
        let message = format!("`{}` stands on line {line} already, and that one counts", field.key);
        report.warning("duplicate-key", span, message, "keep one of the two");
    }
}

/// A key that nobody knows is the author's own affair, unless it looks like a slip of the pen.
fn unknown(definition: &Definition, report: &mut Report) {
    let dialect = definition.header.dialect;
    for field in definition.header.fields.iter().filter(|field| !field.known).take(MAX_TOLD) {
        let Some(meant) = keys::near_miss(dialect, &field.key) else { continue };
        if definition.header.fields.iter().any(|other| other.key == meant) {
            continue;
        }
        let span = Span { line: field.line, column: field.column.min(1), length: count(&field.key) };
        if field.key.contains(keys::is_unseen) {
            let message = format!("the key `{meant}` is written with characters that nobody sees");
            report.warning("unknown-key", span, message, format!("write `{meant}:` anew"));
            continue;
        }
        let message = format!("nobody knows the key `{}`", field.key);
        report.warning("unknown-key", span, message, format!("did you mean `{meant}`?"));
    }
}
