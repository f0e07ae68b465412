//! Fix: a header that Claude Code would not read, written once more as valid YAML. What follows the header stays as it is.
//!
//! Fields keep their order, and those whose lines are YAML by themselves keep their lines. Of the others the value is written
//! anew. Comments stay; a comment of HTML above the header becomes one of YAML, and so does a key that stands a second time.

mod scalar;

use std::collections::BTreeSet;

use crate::model::definition::{Definition, Field, Value};
use crate::model::loads::{Outcome, Reader};
use crate::text;

/// The header of a definition as valid YAML, its fences included, where the file needs one and a rewrite can give it: where
/// strict YAML doesn't read it, or where Claude Code skips the file for the way it is written. Whoever uses it makes sure that it is
/// read as the definition was: text may hold what no rewrite carries over.
pub fn header(definition: &Definition) -> Option<String> {
    let header = &definition.header;
    let needed = header.reader != Reader::Strict || definition.loads.project.outcome == Outcome::Skipped;
    if !needed || header.lines == (0, 0) || header.fields.is_empty() || !is_whole(definition) {
        return None;
    }
    let before = definition.text.get(..header.body.start)?;
    let end = if before.split_inclusive('\n').next()?.ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut lines = vec!["---".to_owned()];
    lines.extend(above(definition));
    lines.extend(fields(definition));
    lines.push("---".to_owned());
    let mut fixed = String::with_capacity(before.len() + 256);
    for line in lines {
        fixed.push_str(&line);
        fixed.push_str(end);
    }
    (fixed != before || definition.bytes.is_some()).then_some(fixed)
}

/// Whether a definition, as it was written anew, says what it did before, and is better off: read by strict YAML, and not skipped by
/// Claude Code for the way it is written.
pub fn keeps(before: &Definition, after: &Definition) -> bool {
    let project = |it: &Definition| it.loads.project.outcome;
    let better = before.header.reader != Reader::Strict || project(after) != Outcome::Skipped;
    let same = before.name.value == after.name.value && before.description.text == after.description.text;
    let (named, described) = (name_at(before), description_at(before));
    let mut seen = BTreeSet::new();
    let kept = |(index, field): (usize, &Field)| {
        let own = named == Some(index) || described == Some(index);
        own || !seen.insert(field.key.clone())
            || after.header.fields.iter().any(|other| other.key == field.key && other.value == field.value)
    };
    after.header.reader == Reader::Strict && better && same && before.header.fields.iter().enumerate().all(kept)
}

/// Whether the text holds all that the file does: a file with bytes that are no text can't be written again.
fn is_whole(definition: &Definition) -> bool {
    definition.bytes.as_deref().is_none_or(|bytes| {
        bytes.strip_prefix(b"\xEF\xBB\xBF") == Some(definition.text.as_bytes())
            || (matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) && !definition.text.contains('\u{FFFD}'))
    })
}

/// What stands above the header, its comments of HTML among it, as comments of YAML.
fn above(definition: &Definition) -> Vec<String> {
    let first = definition.header.fields.first().map_or(0, |field| field.span.start);
    let mut inside = false;
    let mut comments = Vec::new();
    for line in text::lines(definition.text.get(..first).unwrap_or_default()) {
        let was = inside;
        inside = (inside || line.trim_start().starts_with("<!--")) && !line.contains("-->");
        let in_html = was || line.trim_start().starts_with("<!--");
        if in_html {
            let text = line.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
            comments.extend((!text.is_empty()).then(|| format!("# {text}")));
        } else if line.trim_start().starts_with('#') {
            comments.push(line.trim().to_owned());
        } else if line.contains(char::is_alphanumeric) && !line.starts_with("```") && !line.starts_with("---") {
            comments.push(format!("# {}", line.trim()));
        }
    }
    comments
}

fn fields(definition: &Definition) -> Vec<String> {
    let fields = &definition.header.fields;
    let named = name_at(definition);
    let described = description_at(definition);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut out = Vec::new();
    if named.is_none() {
        out.extend(scalar::field("name", &definition.name.value, true));
    }
    let text = description(definition, described);
    if described.is_none() && !text.is_empty() {
        out.extend(scalar::field("description", &text, true));
    }
    for (index, field) in fields.iter().enumerate() {
        let own = text::lines(definition.text.get(field.span.clone()).unwrap_or_default());
        let (key, value) = match index {
            index if named == Some(index) => ("name", Some(&definition.name.value)),
            index if described == Some(index) => ("description", Some(&text)),
            _ => (field.key.as_str(), None),
        };
        if !seen.insert(key) {
            out.extend(own.iter().filter(|line| !line.trim().is_empty()).map(|line| format!("# {}", line.trim_end())));
        } else if field.sound && field.key == key && (value.is_none() || matches!(field.value, Value::Text(_))) {
            out.extend(own.iter().map(|line| (*line).to_owned()));
        } else {
            out.extend(match value {
                Some(text) => scalar::field(key, text, true),
                None => scalar::value(key, &field.value),
            });
            out.extend(comments(field, &own, value.map_or("", String::as_str)));
        }
    }
    while out.last().is_some_and(|line| line.trim().is_empty()) {
        out.pop();
    }
    out
}

/// The field that the name was taken from.
fn name_at(definition: &Definition) -> Option<usize> {
    let line = definition.name.line;
    definition.header.fields.iter().position(|field| line > 0 && field.line == line)
}

/// The field that the description was taken from, if it has that key or one that is a slip of the pen for it.
fn description_at(definition: &Definition) -> Option<usize> {
    const KEY: &str = "description";
    let fields = &definition.header.fields;
    let said = |field: &Field| !matches!(&field.value, Value::Text(text) if text.trim().is_empty());
    let exact = fields.iter().position(|field| field.key == KEY);
    let alike = || fields.iter().position(|field| field.key.eq_ignore_ascii_case(KEY));
    let slip = || fields.iter().position(|field| text::nearest(&field.key, [KEY]).is_some() && said(field));
    exact.or_else(alike).or_else(slip)
}

/// The description: decoded, unless what is left of its escapes would be decoded a second time.
fn description(definition: &Definition, at: Option<usize>) -> String {
    let decoded = &definition.description.text;
    match at.and_then(|at| definition.header.fields.get(at)).map(|field| &field.value) {
        Some(Value::Text(raw)) if decoded.contains('\\') => raw.trim().to_owned(),
        _ => decoded.clone(),
    }
}

/// The comments at the end of a field's lines that are not part of its text.
fn comments(field: &Field, own: &[&str], text: &str) -> Vec<String> {
    let is_text = |line: &str| {
        text.contains(line.trim()) || matches!(&field.value, Value::Text(text) if text.contains(line.trim()))
    };
    let last = own.iter().skip(1).rev();
    let mut found: Vec<String> = last
        .take_while(|line| line.trim().is_empty() || (line.starts_with('#') && !is_text(line)))
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.trim_end().to_owned())
        .collect();
    found.reverse();
    found
}
