//! Fields: a header as the rest of the program sees it, each field with its lines.

use std::ops::Range;

use super::fence::{Cut, Form};
use super::header::Parsed;
use super::recover::{Entry, MAX_TRIED};
use super::{keys, settings, yaml};
use crate::model::definition::{Dialect, Field, Header, Value};
use crate::model::loads::Reader;

/// The header, with its fields in the order of the file.
pub(super) fn header(cut: &Cut<'_>, parsed: &Parsed<'_, '_>, dialect: Dialect) -> Header {
    let lines = match (cut.form, parsed.lines.first(), parsed.lines.last()) {
        (Form::Yaml | Form::Toml, Some(first), Some(last)) => (first.number, last.number),
        _ => (0, 0),
    };
    let ends = parsed.entries.iter().skip(1).map(|entry| entry.first).chain([parsed.lines.len()]);
    let fields = parsed.entries.iter().zip(ends).map(|(entry, end)| field(entry, end, cut, parsed, dialect)).collect();
    Header { reader: parsed.reader, dialect, fields, lines, body: cut.body_at.clone() }
}

fn field(entry: &Entry, end: usize, cut: &Cut<'_>, parsed: &Parsed<'_, '_>, dialect: Dialect) -> Field {
    let (line, column) = settings::place(entry, parsed.lines);
    Field {
        key: entry.key.clone(),
        known: keys::known(dialect, &entry.key),
        value: entry.value.clone(),
        line,
        column,
        span: span(entry.first..end, parsed),
        sound: cut.form == Form::Yaml && is_sound(entry, end, parsed),
    }
}

/// The bytes of the file from one line of the header up to another.
fn span(lines: Range<usize>, parsed: &Parsed<'_, '_>) -> Range<usize> {
    let start = parsed.lines.get(lines.start).map_or(0, |line| line.start);
    let lines = parsed.lines.get(lines).unwrap_or_default();
    start..lines.last().map_or(start, |line| line.after)
}

/// Whether a field's lines are YAML without the rest of the header. Those that were shifted to the left are not looked at.
fn is_sound(entry: &Entry, end: usize, parsed: &Parsed<'_, '_>) -> bool {
    let lines = parsed.lines.get(entry.first..end).unwrap_or_default();
    if parsed.entries.len() > MAX_TRIED || lines.is_empty() || lines.iter().any(|line| line.cut > 0) {
        return false;
    }
    let at_front = || keys::at_front(lines.first().map_or("", |line| line.text));
    // Of a key that is no word (`\n`) only YAML itself can tell.
    if parsed.reader == Reader::Strict && parsed.failed.is_none() && at_front().is_some_and(|(key, _)| key == entry.key)
    {
        return true;
    }
    // An indented key below another is no YAML, though it is alone.
    if lines.first().is_some_and(|line| line.text.starts_with(char::is_whitespace)) {
        return false;
    }
    if let ([line], Value::Text(value)) = (lines, &entry.value)
        && is_plain(line.text, &entry.key, value)
    {
        return true;
    }
    let text: String = lines.iter().flat_map(|line| [line.text, "\n"]).collect();
    yaml::read(&text).is_ok_and(|read| match read.as_slice() {
        [(key, value)] => *key == entry.key && *value == entry.value,
        _ => false,
    })
}

/// Whether a line is `key: value` with a value of letters, digits, spaces and a few marks that mean nothing to YAML: most
/// lines are, and need no parser. `null` is a word that YAML takes for nothing.
fn is_plain(line: &str, key: &str, value: &str) -> bool {
    let said = line.strip_prefix(key).and_then(|rest| rest.strip_prefix(": ")).map(str::trim_ascii);
    let word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let marks = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'_' | b'.' | b'/' | b',');
    said == Some(value)
        && word(key)
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.starts_with(|c: char| c.is_ascii_alphabetic())
        && value.bytes().all(marks)
        && !value.eq_ignore_ascii_case("null")
        && !key.eq_ignore_ascii_case("null")
}
