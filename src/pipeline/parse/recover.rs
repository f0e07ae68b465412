//! Recover: our own reader, line by line, for a header that is no YAML even after the repair. It never fails.
//!
//! A key at the very front of a line begins a field; everything else goes on with the field before. The labels of a dialogue
//! (`user:`, `Context:`) are never keys. The description is read by its lines; the other fields are then YAML in nearly
//! every header found in the wild (553 of 555), and each that isn't is read by its lines too.

use std::collections::BTreeSet;

use super::lines::Line;
use super::{keys, packed, scalar, yaml};
use crate::model::definition::Value;

/// A field with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key as written.
    pub(super) key: String,
    /// Its value.
    pub(super) value: Value,
    /// Index of its first line in the header.
    pub(super) first: usize,
    /// Index of the line after its last.
    pub(super) after: usize,
    /// Byte in the first line at which the value begins.
    pub(super) value_at: usize,
}

impl Entry {
    /// The lines of the value, the key cut off the first.
    pub(super) fn lines<'t>(&self, header: &[Line<'t>]) -> Vec<Line<'t>> {
        let lines = header.get(self.first..self.after).unwrap_or_default().iter().copied();
        lines.enumerate().map(|(index, line)| if index == 0 { line.from(self.value_at) } else { line }).collect()
    }
}

/// Most fields that are tried as YAML one by one: real headers have a dozen.
pub(super) const MAX_TRIED: usize = 64;
/// How many maps deep a value that is no YAML is taken apart.
const MAX_DEPTH: usize = 2;

/// Reads a header that no YAML reader understands.
pub(super) fn recover(header: &[Line<'_>]) -> Vec<Entry> {
    packed::unpack(values(header, fields(header), 0), header)
}

/// Reads simple lines of TOML, `key = "value"`, with texts in three quotation marks over several lines.
pub(super) fn toml(header: &[Line<'_>]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    while let Some(line) = header.get(at) {
        let first = at;
        at += 1;
        let Some((key, value)) = line.text.split_once('=') else { continue };
        let (key, text) = (key.trim().trim_matches('"'), value.trim());
        if key.is_empty() || key.starts_with(['#', '[']) {
            continue;
        }
        let value_at = line.text.len() - value.trim_start().len();
        let marks = ["\"\"\"", "'''"].into_iter().find(|marks| text.starts_with(marks));
        let value = if let Some(marks) = marks {
            let mut lines = vec![text.get(3..).unwrap_or_default()];
            while !lines.last().is_some_and(|last| last.contains(marks)) && at < header.len() {
                lines.extend(header.get(at).map(|line| line.text));
                at += 1;
            }
            Value::Text(lines.join("\n").split(marks).next().unwrap_or_default().trim().to_owned())
        } else {
            one(&[line.from(value_at)])
        };
        entries.push(Entry { key: key.to_owned(), value, first, after: at, value_at });
    }
    entries
}

/// Cuts a header into its fields; their values are still empty.
fn fields(header: &[Line<'_>]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut state = State { dress: dress(header), ..State::default() };
    for (index, line) in header.iter().enumerate() {
        let front = keys::at_front(line.text).filter(|(key, _)| state.begins(key, &seen));
        if let Some((key, value_at)) = front.or_else(|| state.dressed(line.text, &seen)) {
            seen.insert(key.to_lowercase());
            state = State { dress: state.dress, ..State::of(key, line.text.get(value_at..).unwrap_or_default()) };
            let value = Value::Text(String::new());
            entries.push(Entry { key: key.to_owned(), value, first: index, after: index + 1, value_at });
            continue;
        }
        if line.text.starts_with('#') && is_comment(header, index) {
            state.commented = true;
            continue;
        }
        state.commented = state.commented && line.is_blank();
        state.open += opened(line.text);
        if state.quote.is_some_and(|quote| line.text.trim_end().ends_with(quote)) {
            state.quote = None;
        }
        if let Some(entry) = entries.last_mut().filter(|_| !state.commented) {
            entry.after = index + 1;
        }
    }
    entries
}

/// What stands around the header's first key: if anything does, it does around all.
fn dress<'t>(header: &[Line<'t>]) -> &'t str {
    let first = header.iter().find(|line| !line.is_blank() && !line.text.starts_with('#'));
    first
        .filter(|line| keys::at_front(line.text).is_none())
        .and_then(|line| keys::dressed(line.text))
        .map_or("", |it| it.marks)
}

/// What is known of the field that is being gathered.
#[derive(Default)]
struct State<'t> {
    /// What stands around every key.
    dress: &'t str,
    /// Whether it is running text.
    prose: bool,
    /// Whether its value stands on the line of its key, no block, list or map.
    plain: bool,
    /// The quotation mark that is open.
    quote: Option<char>,
    /// How many tags are open: `<example>` without `</example>`.
    open: i64,
    /// Whether the lines since are comments.
    commented: bool,
}

impl<'t> State<'t> {
    /// At the front of a field, whose value begins on the same line with `text`.
    fn of(key: &str, text: &str) -> Self {
        let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'') && !closed(text, *c));
        let plain = !text.is_empty() && !text.starts_with(['|', '>', '[', '{', '&', '!']);
        Self { prose: is_prose(key), plain, quote, open: opened(text), ..Self::default() }
    }

    /// The key that begins a field here although YAML sees none: an indented one below a name, one before a colon of full
    /// width or `=`, one in the bullets or the emphasis that all keys have. In running text, only a setting's.
    fn dressed(&self, line: &'t str, seen: &BTreeSet<String>) -> Option<(&'t str, usize)> {
        let Some(found) = keys::dressed(line) else {
            let inside = self.open > 0 || self.quote.is_some();
            return keys::labelled(line, self.dress).filter(|(key, _)| !inside && !keys::is_label(key));
        };
        let lower = found.key.to_lowercase();
        if self.open > 0 || self.quote.is_some() || seen.contains(&lower) || found.marks != self.dress {
            return None;
        }
        let value = line.get(found.value_at..).unwrap_or_default();
        let begins = if found.indented && self.prose {
            self.plain && matches!(found.key, "model" | "color") && value.split_whitespace().count() == 1
                || self.plain
                    && found.key == "tools"
                    && value.starts_with(|c: char| c.is_uppercase() || "[*".contains(c))
        } else {
            !found.indented && (lower == found.key || !found.marks.is_empty()) || self.plain || seen.is_empty()
        };
        begins.then_some((found.key, found.value_at))
    }

    /// Whether a word before a colon begins a field here.
    fn begins(&self, key: &str, seen: &BTreeSet<String>) -> bool {
        if keys::is_label(key) {
            return false;
        }
        let inside = self.open > 0 || self.quote.is_some();
        let lower = key.to_lowercase();
        if keys::is_usual(key) {
            return !(inside && seen.contains(&lower));
        }
        if lower != key && keys::is_claude(&lower) {
            // `Name:`, where the header has no `name:`.
            return !inside && !seen.contains(&lower);
        }
        let capital = key.starts_with(char::is_uppercase);
        !inside && !(self.prose && (capital || !key.is_ascii()))
    }
}

/// Whether a key's value is running text, so that a line in it may begin with any word and a colon.
fn is_prose(key: &str) -> bool {
    ["description", "prompt", "initialprompt", "summary", "role", "when_to_use", "whentouse"]
        .iter()
        .any(|prose| key.eq_ignore_ascii_case(prose))
}

fn closed(text: &str, quote: char) -> bool {
    let text = text.trim_end();
    text.len() > 1 && text.ends_with(quote)
}

/// How many more example tags a line opens than it closes.
fn opened(text: &str) -> i64 {
    let many = |tag: &str| i64::try_from(text.matches(tag).count()).unwrap_or(i64::MAX);
    many("<example>") - many("</example>") + many("<commentary>") - many("</commentary>")
}

/// Whether a `#` line is a comment: what follows is a key, another such line, or the end.
fn is_comment(header: &[Line<'_>], at: usize) -> bool {
    match header.iter().skip(at + 1).take(8).find(|line| !line.is_blank()) {
        Some(next) => {
            next.text.starts_with('#') || keys::at_front(next.text).is_some_and(|(key, _)| keys::is_usual(key))
        }
        None => true,
    }
}

/// Reads the fields' values. `depth` is how many maps they lie in.
fn values(header: &[Line<'_>], mut entries: Vec<Entry>, depth: usize) -> Vec<Entry> {
    let by_lines = |entry: &Entry| depth == 0 && entry.key.eq_ignore_ascii_case("description");
    let rest: Vec<&Entry> = entries.iter().filter(|entry| !by_lines(entry)).collect();
    let together = yaml::read(&rest.iter().map(|entry| source(entry, header)).collect::<String>());
    let mut read = match together {
        Ok(read) if read.len() == rest.len() => read.into_iter().map(|(_, value)| Some(value)).collect(),
        _ => vec![None; rest.len()],
    }
    .into_iter();
    let tried = rest.len() <= MAX_TRIED && depth == 0;
    for entry in &mut entries {
        let lines = entry.lines(header);
        let value = if by_lines(entry) {
            None
        } else {
            read.next().flatten().or_else(|| if tried { alone(entry, header) } else { None })
        };
        entry.value = value.unwrap_or_else(|| by_line(&lines, if tried { depth } else { MAX_DEPTH }));
    }
    entries
}

/// A field as the text of a YAML document.
fn source(entry: &Entry, header: &[Line<'_>]) -> String {
    let mut lines = entry.lines(header).into_iter();
    let mut text = format!("k: {}\n", lines.next().map_or("", |line| line.text));
    for line in lines {
        text.push_str(line.text);
        text.push('\n');
    }
    text
}

fn alone(entry: &Entry, header: &[Line<'_>]) -> Option<Value> {
    let mut read = yaml::read(&source(entry, header)).ok()?.into_iter();
    read.next().map(|(_, value)| value).filter(|_| read.next().is_none())
}

/// The value of lines that are no YAML: a list if every line at the front is an item, a map if each is a field, else text.
fn by_line(lines: &[Line<'_>], depth: usize) -> Value {
    let (Some(head), Some(below)) = (lines.first(), lines.get(1..)) else { return Value::Text(String::new()) };
    let mut filled = below.iter().filter(|line| !line.is_blank());
    let Some(first) = filled.next().filter(|_| head.is_blank()) else { return one(lines) };
    let indent = first.text.len() - first.text.trim_start().len();
    let shifted: Vec<Line<'_>> = below.iter().map(|line| line.shifted(indent)).collect();
    let front = || shifted.iter().filter(|line| !line.is_blank() && !line.text.starts_with(char::is_whitespace));
    if front().all(|line| line.text.starts_with("- ") || line.text == "-") {
        let starts = shifted.iter().enumerate().filter(|(_, line)| line.text.starts_with('-')).map(|(at, _)| at);
        let starts: Vec<usize> = starts.collect();
        let ends = starts.iter().skip(1).copied().chain([shifted.len()]);
        return Value::List(
            starts.iter().zip(ends).map(|(from, to)| item(shifted.get(*from..to).unwrap_or_default())).collect(),
        );
    }
    if depth < MAX_DEPTH && indent > 0 && front().all(|line| keys::at_front(line.text).is_some()) {
        let entries = values(&shifted, fields_of_map(&shifted), depth + 1);
        return Value::Map(entries.into_iter().map(|entry| (entry.key, entry.value)).collect());
    }
    one(lines)
}

/// Cuts a nested map into its fields: there, every word before a colon is a key.
fn fields_of_map(lines: &[Line<'_>]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some((key, value_at)) = keys::at_front(line.text) {
            let value = Value::Text(String::new());
            entries.push(Entry { key: key.to_owned(), value, first: index, after: index + 1, value_at });
        } else if let Some(entry) = entries.last_mut() {
            entry.after = index + 1;
        }
    }
    entries
}

fn item(lines: &[Line<'_>]) -> Value {
    let mut lines = lines.to_vec();
    if let Some(first) = lines.first_mut() {
        *first = first.from(1);
    }
    one(&lines)
}

/// The value of lines as one text; a flow list on one line is a list.
fn one(lines: &[Line<'_>]) -> Value {
    let text = scalar::decode(lines, false).text;
    match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        Some(items) if !items.contains(['[', '{', '\n']) => {
            let bare = |item: &str| item.trim().trim_matches(['"', '\'']).to_owned();
            Value::List(items.split(',').map(bare).filter(|item| !item.is_empty()).map(Value::Text).collect())
        }
        _ => Value::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::parse::lines::lines;

    /// `expected` is a line for each field.
    fn check(header: &str, expected: &str) {
        let lines = lines(header);
        let got: Vec<_> =
            recover(&lines).into_iter().map(|entry| format!("{}: {:?}", entry.key, show(&entry.value))).collect();
        assert_eq!(got.join("\n"), expected.trim(), "{header}");
    }

    fn show(value: &Value) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join("|")),
            Value::Map(entries) => {
                format!(
                    "{{{}}}",
                    entries.iter().map(|(key, value)| format!("{key}={}", show(value))).collect::<Vec<_>>().join("|")
                )
            }
        }
    }

    #[test]
    fn a_dialogue_belongs_to_the_description() {
        check(
            "name: a\ndescription: Use it: always\n\nExamples:\n<example>\nContext: x\nuser: \"y\"\nassistant: z\n</example>\nmodel: opus",
            "name: \"a\"\ndescription: \"Use it: always\\n\\nExamples:\\n<example>\\nContext: x\\nuser: \\\"y\\\"\\nassistant: z\\n</example>\"\nmodel: \"opus\"",
        );
        check("description: a\nagent: b\nexamples: c", "description: \"a\"\nagent: \"b\"\nexamples: \"c\"");
        check(
            "description: a: b\nTriggers on: c\nNote: d\nvibe: e",
            "description: \"a: b\\nTriggers on: c\\nNote: d\"\nvibe: \"e\"",
        );
    }

    #[test]
    fn tags_and_quotation_marks_that_never_close_take_no_field_along() {
        check(
            "description: <example>\nname: in it\nmodel: opus",
            "description: \"<example>\"\nname: \"in it\"\nmodel: \"opus\"",
        );
        check(
            "name: a\ndescription: <example>\nname: b\nx: c\nmodel: opus",
            "name: \"a\"\ndescription: \"<example>\\nname: b\\nx: c\"\nmodel: \"opus\"",
        );
        check("description: \"a: b\nx: c\nmodel: opus", "description: \"a: b\\nx: c\"\nmodel: \"opus\"");
    }

    #[test]
    fn the_other_fields_are_yaml_where_they_can_be() {
        check(
            "description: a: b\ntools: [Read, Write] # all\nmetadata:\n  version: 1.0\nhooks: []\nname: 'x'",
            "description: \"a: b\"\ntools: \"[Read|Write]\"\nmetadata: \"{version=1.0}\"\nhooks: \"[]\"\nname: \"x\"",
        );
        check(
            "tools: *\nmodel: opus # best\nskills:\n- a: b: c\n- d\nmetadata:\n  a: b: c\n  d: [e]\nmaxTurns: [1",
            "tools: \"*\"\nmodel: \"opus\"\nskills: \"[a: b: c|d]\"\nmetadata: \"{a=b: c|d=[e]}\"\nmaxTurns: \"[1\"",
        );
    }

    #[test]
    fn comments_and_capitals() {
        check("# top\nname: a\n# between\n\n# more\nmodel: b: c\n# end", "name: \"a\"\nmodel: \"b: c\"");
        check("Name: a\nDescription: b: c\nModel: d", "Name: \"a\"\nDescription: \"b: c\"\nModel: \"d\"");
        check("name:a\nmodel:b", "name: \"a\"\nmodel: \"b\"");
        check("", "");
        check("no key at all", "");
    }

    #[test]
    fn simple_toml() {
        let lines =
            lines("# c\nname = \"a\"\ntools = [\"x\", \"y\"]\ndescription = \"\"\"b\nc\"\"\"\n[table]\nd = 1.10\n");
        let got: Vec<_> =
            toml(&lines).into_iter().map(|entry| format!("{}={}", entry.key, show(&entry.value))).collect();
        assert_eq!(got, ["name=a", "tools=[x|y]", "description=b\nc", "d=1.10"]);
    }
}
