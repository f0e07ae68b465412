//! Header: three readers in turn, the strictest first, and where each field stands.

use std::collections::BTreeSet;

use super::fence::{Cut, Form};
use super::lines::Line;
use super::recover::{self, Entry};
use super::repair::{self, Repaired};
use super::report::{Report, Span};
use super::yaml::{self, Entries, Fault, Limit};
use super::{keys, packed, scalar, table};
use crate::model::definition::Value;
use crate::model::loads::Reader;

/// A header as read.
pub(super) struct Parsed<'c, 't> {
    /// Which reader understood it.
    pub(super) reader: Reader,
    /// Its fields in the order of the file.
    pub(super) entries: Vec<Entry>,
    /// The fields as Claude Code gets them, where it takes some for a part of others.
    pub(super) loaded: Option<Vec<Entry>>,
    /// Its lines.
    pub(super) lines: &'c [Line<'t>],
    /// Why Claude Code can't read it, if it can't.
    pub(super) failed: Option<Failed>,
}

/// Why Claude Code gets nothing out of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failed {
    /// It is no YAML, even after the repair.
    NotYaml,
    /// It is no YAML, and its line ends keep the repair from working.
    Windows,
    /// A key stands twice, which YAML forbids (1.2, section 3.2.1.3), as do its parsers for JavaScript.
    Twice,
    /// It is a list or a scalar.
    NotMap,
    /// It is beyond a limit of ours, so that nobody tried.
    Limit,
}

/// Reads a header.
pub(super) fn read<'c, 't>(cut: &'c Cut<'t>, report: &mut Report) -> Parsed<'c, 't> {
    let lines = cut.header.as_slice();
    let parsed = |reader, entries: Vec<Entry>, failed| match packed::apart(&entries, lines) {
        Some(apart) if reader != Reader::Recovered => {
            Parsed { reader, entries: apart, loaded: Some(entries), lines, failed }
        }
        _ => Parsed { reader, entries, loaded: None, lines, failed },
    };
    if cut.form == Form::Toml {
        return parsed(Reader::Recovered, recover::toml(lines), Some(Failed::NotYaml));
    }
    if cut.form == Form::Listed {
        return parsed(Reader::Recovered, listed(lines), Some(Failed::NotMap));
    }
    let text = join(lines);
    let fault = match yaml::read(&text) {
        Ok(read) => {
            let mut entries = placed(read, lines);
            as_meant(&mut entries, lines);
            if is_twice(&entries) {
                return parsed(Reader::Recovered, entries, Some(Failed::Twice));
            }
            return parsed(Reader::Strict, entries, None);
        }
        Err(Fault::NotMap) => {
            let at = lines.iter().find(|line| !line.is_blank()).map_or(Span::FILE, Span::line);
            report.warning(
                "header-not-map",
                at,
                "the header is not made of `key: value` lines",
                "begin it with `name:` and `description:`",
            );
            return parsed(Reader::Strict, recover::recover(lines), Some(Failed::NotMap));
        }
        Err(fault) => fault,
    };
    if let Fault::Limit(limit) = fault {
        beyond(limit, lines, report);
        return parsed(Reader::Recovered, recover::recover(lines), Some(Failed::Limit));
    }
    let repaired = repair::repair(lines);
    if let Ok(read) = yaml::read(&repaired.text) {
        let mut entries = placed(read, lines);
        as_written(&mut entries, &repaired, lines);
        as_meant(&mut entries, lines);
        let twice = is_twice(&entries);
        let (reader, failed) = if twice { (Reader::Recovered, Some(Failed::Twice)) } else { (Reader::Repaired, None) };
        let parsed = parsed(reader, entries, failed);
        not_yaml(&fault, &parsed.entries, lines, &repaired, report);
        return parsed;
    }
    let entries = recover::recover(lines);
    not_yaml(&fault, &entries, lines, &repaired, report);
    parsed(Reader::Recovered, entries, Some(if repaired.windows { Failed::Windows } else { Failed::NotYaml }))
}

/// Fields that stand in a list or a table. What is said in brackets behind a model or a tool says why.
fn listed(lines: &[Line<'_>]) -> Vec<Entry> {
    if lines.first().is_some_and(|line| line.text.starts_with('|')) {
        return table::entries(lines);
    }
    let mut entries = recover::recover(lines);
    for entry in entries.iter_mut().filter(|entry| matches!(entry.key.to_lowercase().as_str(), "model" | "tools")) {
        if let Value::Text(text) = &mut entry.value {
            let end = text.find(" (").unwrap_or(text.len());
            text.truncate(end);
        }
    }
    entries
}

fn join(lines: &[Line<'_>]) -> String {
    lines.iter().flat_map(|line| [line.text, "\n"]).collect()
}

/// Finds the lines of each field. A key that is not at the front of a line (`{name: x}`) leaves it, and what follows it, at
/// the line of the field before.
fn placed(read: Entries, lines: &[Line<'_>]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::with_capacity(read.len());
    let (mut next, mut lost) = (0, false);
    for (key, value) in read {
        let found = lines.iter().enumerate().skip(next).find_map(|(at, line)| Some((at, value_at(line.text, &key)?)));
        let (first, value_at) = found.filter(|_| !lost).unwrap_or_else(|| {
            lost = true;
            (next.saturating_sub(1), 0)
        });
        if !lost {
            next = first + 1;
        }
        entries.push(Entry { key, value, first, after: lines.len(), value_at });
    }
    let ends: Vec<usize> = entries.iter().skip(1).map(|entry| entry.first).collect();
    for (entry, end) in entries.iter_mut().zip(ends) {
        entry.after = end.max(entry.first + 1);
    }
    entries
}

/// The byte at which the value begins, if the line begins with this key.
fn value_at(line: &str, key: &str) -> Option<usize> {
    let unquoted = line.strip_prefix(['"', '\'']).unwrap_or(line);
    let rest = unquoted.strip_prefix(key)?;
    let value = rest.trim_start_matches(['"', '\'', ' ', '\t']).strip_prefix(':')?;
    Some(line.len() - value.trim_start().len())
}

/// Where the repair put a value in quotes, gives back what the author wrote: the value itself where it is YAML on its own
/// (`tools: [a, b]`), else its text. A description keeps all of its text: its `#` was not meant as a comment.
fn as_written(entries: &mut [Entry], repaired: &Repaired, lines: &[Line<'_>]) {
    for entry in entries {
        let Some(line) = lines.get(entry.first).filter(|_| repaired.changed.binary_search(&entry.first).is_ok()) else {
            continue;
        };
        let Some((_, value)) = repair::value(line.text) else { continue };
        // Each is a run of the parser: real headers have a dozen.
        let few = repaired.changed.len() <= recover::MAX_TRIED;
        let own = few
            .then(|| yaml::read(line.text).ok())
            .flatten()
            .and_then(|read| read.into_iter().next())
            .map(|(_, value)| value);
        let text = Value::Text(value.trim().to_owned());
        entry.value = if entry.key == "description" { text } else { own.unwrap_or(text) };
    }
}

/// Gives back what YAML takes for its own and an author means as text: a placeholder, `{{model}}`, which is a map in a map, and a
/// word behind `!` at the beginning of a description, which is a tag.
fn as_meant(entries: &mut [Entry], lines: &[Line<'_>]) {
    for entry in entries.iter_mut().filter(|entry| entry.value_at > 0) {
        let text = lines.get(entry.first).and_then(|line| line.text.get(entry.value_at..)).unwrap_or_default().trim();
        if text.starts_with("{{") && text.ends_with("}}") {
            entry.value = Value::Text(text.to_owned());
        }
        if let (Some(tag), Value::Text(value)) = (scalar::word_tag(text), &entry.value)
            && entry.key == "description"
            && !value.starts_with('!')
        {
            entry.value = Value::Text(format!("{tag} {value}"));
        }
    }
}

fn is_twice(entries: &[Entry]) -> bool {
    let mut seen = BTreeSet::new();
    entries.iter().any(|entry| !seen.insert(entry.key.as_str()))
}

fn beyond(limit: Limit, lines: &[Line<'_>], report: &mut Report) {
    let at = lines.first().map_or(Span::FILE, |line| Span { line: line.number, ..Span::FILE });
    match limit {
        Limit::Bytes => {
            let message =
                format!("the header is longer than {} KiB; it is read by its lines alone", yaml::MAX_BYTES / 1024);
            report.warning("header-too-long", at, message, "move what is not a setting below the header");
        }
        Limit::Depth => {
            let message =
                format!("lists or maps more than {} deep; the header is read by its lines alone", yaml::MAX_DEPTH);
            report.warning("header-too-deep", at, message, "write the value flat, or in quotes if it is text");
        }
        Limit::Aliases => {
            let message = format!("more than {} aliases; the header is read by its lines alone", yaml::MAX_ALIASES);
            report.warning("header-aliases", at, message, "write the values out, or in quotes if `*` is text");
        }
    }
}

/// Says what keeps a header from being YAML, where, and how to mend it.
fn not_yaml(fault: &Fault, entries: &[Entry], lines: &[Line<'_>], repaired: &Repaired, report: &mut Report) {
    let Fault::Syntax { problem, at } = fault else { return };
    let place = at.and_then(|at| place(lines, at)).or_else(|| control(lines));
    let (span, message, mut hint) = why(problem, place, entries, lines);
    if repaired.windows {
        hint.push_str("; with Windows line ends Claude Code can't repair it");
    }
    report.warning("header-not-yaml", span, message, hint);
}

/// The faults that nearly every broken header has, each in its own words; else what the parser says.
fn why(problem: &str, place: Option<(usize, usize)>, entries: &[Entry], lines: &[Line<'_>]) -> (Span, String, String) {
    let (index, byte) = place.unwrap_or_default();
    let text = lines.get(index).map_or("", |line| line.text);
    let entry = entries.iter().rfind(|entry| entry.first <= index);
    let own = entry.filter(|entry| entry.first == index);
    let begins = own.and_then(|entry| Some((entry.value_at, text.get(entry.value_at..)?.chars().next()?)));
    if let Some((at, mark)) = unclosed(entries, lines, index) {
        let message = format!("`{mark}` is never closed");
        return (at, message, "close it, or put the value in quotes".to_owned());
    }
    if let Some((at, mark)) = unquoted(entries, lines) {
        let message = format!("the quotation mark `{mark}` is never closed");
        return (at, message, format!("write `{mark}` at the end of the value too"));
    }
    if let Some(at) = tab(problem, text, index, lines) {
        let message = "a tab indents this line, which YAML does not allow".to_owned();
        return (at, message, "write spaces instead of tabs".to_owned());
    }
    if let Some(found) = misplaced(entries, lines, index) {
        return found;
    }
    if text.get(byte..).is_some_and(|rest| rest.starts_with(':')) {
        let message = "`: ` may not stand in a value without quotes".to_owned();
        return (span(lines, index, byte, 1), message, quote(entry, index));
    }
    match begins {
        Some((at, first @ ('*' | '&' | '@' | '`' | '%'))) => {
            let message = format!("a value without quotes may not begin with `{first}`");
            return (span(lines, index, at, 1), message, "put the value in quotes".to_owned());
        }
        Some((at, first @ ('"' | '\''))) if byte > at => {
            let inside = if first == '"' {
                "write `\\\"` for each quotation mark inside"
            } else {
                "write `''` for each `'` inside"
            };
            let message = "the value goes on behind the quotation mark that closes it".to_owned();
            return (span(lines, index, byte, 1), message, inside.to_owned());
        }
        _ => {}
    }
    if let Some((index, key)) = stray(entries, lines) {
        let span = lines.get(index).map_or(Span::FILE, Span::line);
        let hint = format!("indent every line of `{key}`, or write `{key}: |-` above them");
        return (span, format!("a line of `{key}` is not indented"), hint);
    }
    if problem == "could not find expected ':'" {
        // The parser stops at the line after the one that it can't read.
        let before =
            (0..index).rev().find(|at| lines.get(*at).is_some_and(|line| !line.is_blank())).unwrap_or_default();
        let span = lines.get(before).map_or(Span::FILE, Span::line);
        let entry = entries.iter().rfind(|entry| entry.first <= before);
        return (span, "this line is no `key: value`, as those around it are".to_owned(), quote(entry, before));
    }
    (span(lines, index, byte, 1), format!("the header is not valid YAML: {problem}"), quote(entry, index))
}

/// The key up to the line `index` that does not stand at the front of its line, before a colon.
fn misplaced(entries: &[Entry], lines: &[Line<'_>], index: usize) -> Option<(Span, String, String)> {
    let entry = entries.iter().take_while(|entry| entry.first <= index).find(|entry| is_misplaced(entry, lines))?;
    let line = lines.get(entry.first)?;
    let message = format!("`{}` is not at the front of its line, before a colon", entry.key);
    let hint = format!("write `{}:` at the front of a line of its own, without anything around it", entry.key);
    Some((Span::line(line), message, hint))
}

/// Whether a field is one that YAML does not see as such.
pub(super) fn is_misplaced(entry: &Entry, lines: &[Line<'_>]) -> bool {
    let line = lines.get(entry.first).map_or("", |line| line.text);
    let at_front = keys::at_front(line).is_some_and(|(key, _)| key == entry.key);
    !at_front && keys::is_claude(&entry.key.to_lowercase()) && line.contains(entry.key.as_str())
}

/// How to make text of a value: for one below a list or a map, quotation marks; for a field's own, a block does it too.
fn quote(entry: Option<&Entry>, index: usize) -> String {
    match entry {
        Some(entry) if entry.first == index || matches!(entry.value, Value::Text(_)) => {
            format!("put the value in quotes, or write `{}: |-` and the text below it, indented", entry.key)
        }
        _ => "put the value in quotes".to_owned(),
    }
}

/// The bracket of a flow list or map before the line `index` that is never closed.
fn unclosed(entries: &[Entry], lines: &[Line<'_>], index: usize) -> Option<(Span, char)> {
    entries.iter().take_while(|entry| entry.first < index).take(recover::MAX_TRIED).find_map(|entry| {
        let own = entry.lines(lines);
        let first = own.first()?.text.chars().next().filter(|first| matches!(first, '[' | '{'))?;
        let closing = if first == '[' { ']' } else { '}' };
        let open = !own.iter().any(|line| line.text.contains(closing));
        open.then(|| (span(lines, entry.first, entry.value_at, 1), first))
    })
}

/// The quotation mark at the beginning of a value that nothing closes in the value's own lines.
fn unquoted(entries: &[Entry], lines: &[Line<'_>]) -> Option<(Span, char)> {
    entries.iter().take(recover::MAX_TRIED).find_map(|entry| {
        let own = entry.lines(lines);
        let mark = own.first()?.text.chars().next().filter(|first| matches!(first, '"' | '\''))?;
        let closed = scalar::is_closed(&own, mark);
        (entry.value_at > 0 && !closed).then(|| (span(lines, entry.first, entry.value_at, 1), mark))
    })
}

/// The tab that the parser stumbles over.
fn tab(problem: &str, text: &str, index: usize, lines: &[Line<'_>]) -> Option<Span> {
    let indent = text.get(..text.len() - text.trim_start().len())?;
    let at = indent.find('\t')?;
    let told = problem.contains("tab character") || problem.contains("cannot start any token");
    told.then(|| span(lines, index, at, 1))
}

/// The line (its index) and the byte in it at which a byte of the joined lines lies.
fn place(lines: &[Line<'_>], at: usize) -> Option<(usize, usize)> {
    let mut left = at;
    for (index, line) in lines.iter().enumerate() {
        if left <= line.text.len() {
            return Some((index, left));
        }
        left -= line.text.len() + 1;
    }
    None
}

/// The first control character, which the parser refuses without saying where it is.
fn control(lines: &[Line<'_>]) -> Option<(usize, usize)> {
    let refused = |c: char| c.is_control() && !matches!(c, '\t' | '\u{85}');
    lines.iter().enumerate().find_map(|(index, line)| Some((index, line.text.find(refused)?)))
}

fn span(lines: &[Line<'_>], index: usize, byte: usize, length: u32) -> Span {
    lines.get(index).map_or(Span::FILE, |line| Span { line: line.number, column: line.column(byte), length })
}

/// The first line at the front that is no key, with the field that it goes on with.
fn stray<'e>(entries: &'e [Entry], lines: &[Line<'_>]) -> Option<(usize, &'e str)> {
    let front = |index: &usize| {
        lines.get(*index).is_some_and(|line| !line.is_blank() && !line.text.starts_with([' ', '\t', '#', '-']))
    };
    entries.iter().find_map(|entry| {
        let index = (entry.first + 1..entry.after).find(front)?;
        Some((index, entry.key.as_str()))
    })
}
