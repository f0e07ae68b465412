//! Parse: a file becomes a definition, whatever state its header is in. Nothing is lost, nothing is hidden.
//!
//! [`decode`] makes text of bytes, [`fence`], [`below`] and [`ending`] find the header, [`header`] reads it with three readers in turn ([`yaml`],
//! [`repair`], [`recover`], helped by [`packed`], [`table`] and [`marks`]), [`settings`], [`dialect`], [`loads`] and [`kind`] say what it means;
//! [`description`] and [`body`] take the texts apart, [`opening`] finds what stands in for a description, [`facts`] says what follows.

mod below;
mod body;
mod config;
mod content;
mod decode;
mod description;
mod dialect;
mod ending;
mod facts;
mod fence;
mod fields;
mod header;
mod keys;
mod kind;
mod lines;
mod loads;
mod marks;
mod occasions;
mod opening;
mod packed;
mod recover;
mod repair;
mod report;
mod scalar;
mod settings;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod told;
mod vocabulary;
mod yaml;

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::definition::{Definition, Facts, Stated, Value};
use crate::model::description::{Description, Passage};
use crate::model::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::model::loads::Reader;
use crate::model::source::{LeftOut, Source};

use header::Parsed;
use lines::Line;
use recover::Entry;
use report::Report;

pub use config::{config, folders_named};
pub use content::page;
pub use vocabulary::vocabulary;

/// What a file turned out to be.
#[derive(Debug, Clone)]
pub enum Read {
    /// An agent, with what is wrong with its file.
    Agent(Box<Definition>, Vec<Diagnostic>),
    /// Something else.
    Other(LeftOut),
}

/// Reads one file. Never fails: a header that no reader understands still gives an agent, and a diagnostic.
pub fn definition(source: &Source) -> Read {
    read(source, true)
}

/// Reads one file's header alone: there is no body, there are no facts, and of the description there is only the text.
/// Enough to tell whether two headers say the same.
pub fn header(source: &Source) -> Read {
    read(source, false)
}

fn read(source: &Source, whole: bool) -> Read {
    let mut report = Report::new(&source.path);
    let decoded = decode::decode(&source.bytes, &mut report);
    let cut = fence::cut(&decoded.text, &mut report);
    let parsed = header::read(&cut, &mut report);
    if let Some(reason) = kind::other(&source.path, &cut, &parsed.entries) {
        return Read::Other(LeftOut { path: source.path.clone(), reason });
    }
    let dialect = dialect::dialect(&source.path, &parsed.entries);
    let name = name(&source.path, &parsed);
    let header = fields::header(&cut, &parsed, dialect);
    let (body, description, facts) = if whole {
        let body = body::read(&cut.body, cut.body_line);
        let description = described(&name.value, &parsed, &body);
        let facts = facts::read(&name.value, &description, &header, &cut.body, &body, &decoded.text);
        (body, description, facts)
    } else {
        let text = description_text(&parsed).map_or_else(String::new, |(text, _)| description::text(text));
        (Document::default(), Description { text, ..Description::default() }, Facts::default())
    };
    let definition = Definition {
        path: source.path.clone(),
        hash: source.hash,
        settings: settings::settings(&with_nested(&parsed), parsed.lines, &mut report),
        loads: loads::loads(&cut, &parsed, decoded.utf8),
        facts,
        name,
        description,
        header,
        body,
        text: Arc::clone(&decoded.text),
        bytes: (!decoded.exact).then(|| source.bytes.clone()),
    };
    told::tell(&definition, &cut, &parsed, &mut report);
    Read::Agent(Box::new(definition), report.into_diagnostics())
}

/// The fields, and behind them those of an `agent:` map that states a name or a description.
fn with_nested<'p>(parsed: &'p Parsed<'_, '_>) -> Cow<'p, [Entry]> {
    let agent = parsed.entries.iter().find(|entry| entry.key == "agent");
    let Some((entry, Value::Map(inner))) = agent.map(|entry| (entry, &entry.value)) else {
        return Cow::Borrowed(&parsed.entries);
    };
    if !inner.iter().any(|(key, _)| key == "name" || key == "description") {
        return Cow::Borrowed(&parsed.entries);
    }
    let own = inner.iter().map(|(key, value)| {
        let lines = parsed.lines.iter().enumerate().take(entry.after).skip(entry.first + 1);
        let found = lines.map(|(at, line)| (at, line, line.text.trim_start())).find_map(|(at, line, text)| {
            let (_, value_at) = keys::at_front(text).filter(|(front, _)| front == key)?;
            Some((at, line.text.len() - text.len() + value_at))
        });
        let (first, value_at) = found.unwrap_or((entry.first, 0));
        Entry { key: key.clone(), value: value.clone(), first, after: first + 1, value_at }
    });
    Cow::Owned(parsed.entries.iter().cloned().chain(own.take(recover::MAX_TRIED)).collect())
}

/// The name as stated, else one in a map of the header (`agent: {name: …}`), else the file's stem.
fn name(path: &str, parsed: &Parsed<'_, '_>) -> Stated<String> {
    let entry = settings::find(&parsed.entries, "name").filter(|entry| !matches!(entry.value, Value::Map(_)));
    if let Some(entry) = entry {
        // `name: no` is a name here; an empty one is none, nor is `null` without quotes.
        let quoted = parsed.lines.get(entry.first).is_some_and(|line| line.text.trim_end().ends_with(['"', '\'']));
        let nothing = settings::is_nothing(&entry.value) && !quoted;
        let value = yaml::flat(&entry.value).split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() && !nothing {
            let (line, column) = settings::place(entry, parsed.lines);
            return Stated { value: marks::bare(&value).to_owned(), line, column };
        }
    }
    let inner = nested_name(&parsed.entries).map(|(_, value)| yaml::flat(value));
    Stated { value: inner.unwrap_or_else(|| stem(path).to_owned()), line: 0, column: 0 }
}

/// A file's name without the endings that say what it is.
fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or_default();
    let endings = [".agent.md", ".chatmode.md", ".md", ".markdown", ".mdc", ".txt"];
    let stem = endings.iter().find_map(|ending| file.strip_suffix(ending)).filter(|stem| !stem.is_empty());
    stem.unwrap_or(file)
}

/// The description with its lines, taken apart. Where it says nothing of what the agent is, the purpose is the body's first
/// sentence that does, so that a person has something to read.
fn described(name: &str, parsed: &Parsed<'_, '_>, body: &Document) -> Description {
    let examples: Vec<&Entry> = examples(&parsed.entries).collect();
    let written: Vec<Passage> = examples
        .iter()
        .flat_map(|entry| parsed.lines.get(entry.first..entry.after).unwrap_or_default())
        .map(|line| Passage { text: line.text.to_owned(), line: line.number })
        .collect();
    let value = Value::List(parts(&examples));
    let (text, lines) = description_text(parsed).unwrap_or_default();
    let beside = (!examples.is_empty()).then_some((&value, written.as_slice()));
    let mut description = description::read(name, text, &lines, beside);
    occasions::read(name, parsed, &mut description);
    if (description::is_without_purpose(&description) || is_bare_role(parsed, &description))
        && let Some(said) = opening::sentence(name, body).or_else(|| prompted(parsed))
    {
        description.purpose = vec![said];
    }
    description
}

/// Whether all that a definition says of itself is one word of a `role:`.
fn is_bare_role(parsed: &Parsed<'_, '_>, description: &Description) -> bool {
    let other =
        |key: &str| settings::find(&parsed.entries, key).is_some_and(|entry| !settings::is_nothing(&entry.value));
    other("role") && !other("description") && !description.text.trim().contains(char::is_whitespace)
}

/// The prompt that is a field of the header.
fn prompt_entry(entries: &[Entry]) -> Option<&Entry> {
    let stated = |key: &&str| settings::find(entries, key).filter(|entry| !settings::is_nothing(&entry.value));
    keys::PROMPTS.iter().find_map(stated)
}

/// Its text.
fn prompt(entries: &[Entry]) -> Option<String> {
    prompt_entry(entries).map(|entry| yaml::flat(&entry.value))
}

/// The first sentence of a prompt that is a field of the header.
fn prompted(parsed: &Parsed<'_, '_>) -> Option<Passage> {
    let entry = prompt_entry(&parsed.entries)?;
    let (text, lines) = text_of(&entry.value, &entry.lines(parsed.lines));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = lines.iter().find(|line| !line.text.is_empty()).map_or(0, |line| line.line);
    Some(Passage { text: description::first_sentence(&text).to_owned(), line }).filter(|it| !it.text.is_empty())
}

/// The fields that hold examples: `examples:`, and the labels of a dialogue at the front of their lines, which YAML takes
/// for keys if at least one of them is somebody who speaks.
fn examples(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    let spoken = entries.iter().any(|entry| keys::is_speaker(&entry.key));
    entries
        .iter()
        .filter(move |entry| entry.key.eq_ignore_ascii_case("examples") || (spoken && keys::is_label(&entry.key)))
}

/// The values of such fields; those of labels as one dialogue, which a person who speaks again after an answer, or a new
/// context, ends.
fn parts(examples: &[&Entry]) -> Vec<Value> {
    let mut parts: Vec<Value> = Vec::new();
    let mut dialogue: Vec<(String, Value)> = Vec::new();
    for entry in examples {
        let is = |keys: &[&str]| keys.iter().any(|key| key.eq_ignore_ascii_case(&entry.key));
        if is(&["examples"]) {
            parts.push(entry.value.clone());
            continue;
        }
        let answered = dialogue.iter().any(|(key, _)| key.eq_ignore_ascii_case("assistant"));
        let ends = is(&["context", "example", "scenario", "situation"]) || (answered && is(&["user", "human"]));
        if ends && !dialogue.is_empty() {
            parts.push(Value::Map(std::mem::take(&mut dialogue)));
        }
        dialogue.push((entry.key.clone(), entry.value.clone()));
    }
    if !dialogue.is_empty() {
        parts.push(Value::Map(dialogue));
    }
    parts
}

/// The description's text and lines: the top-level one, else one in a map, else what other formats call it.
fn description_text(parsed: &Parsed<'_, '_>) -> Option<(String, Vec<Passage>)> {
    let stated = |key: &str| settings::find(&parsed.entries, key).filter(|entry| !settings::is_nothing(&entry.value));
    if let Some(entry) = stated("description") {
        let (text, lines) = text_of(&entry.value, &entry.lines(parsed.lines));
        return Some(unquoted(text, lines, parsed.reader == Reader::Strict));
    }
    if let Some((entry, value)) = nested(&parsed.entries, "description") {
        return Some(text_of(value, &nested_lines(&entry.lines(parsed.lines))));
    }
    let entry = ["summary", "purpose", "whenToUse", "when_to_use", "when-to-use", "role", "roleDefinition"]
        .into_iter()
        .find_map(stated)
        // A title beside an identifier is what a persona is shown by.
        .or_else(|| stated("title").filter(|_| stated("id").is_some() && stated("icon").is_some()))?;
    Some(text_of(&entry.value, &entry.lines(parsed.lines)))
}

/// A description without the quotation marks that stand around all of it and that YAML does not take for such: typographic ones,
/// or straight ones with a comma behind them. Between single ones, two stand for one.
fn unquoted(text: String, mut lines: Vec<Passage>, strict: bool) -> (String, Vec<Passage>) {
    let bare = text.trim_end_matches([',', ';']);
    let double = || {
        let inner = bare.strip_prefix('"')?.strip_suffix('"')?;
        (!strict && !inner.contains('"')).then_some(inner)
    };
    let single = || marks::within_single(bare).filter(|_| !strict);
    let whole = marks::unquoted(&text).or_else(double).map(str::to_owned);
    let doubled = whole.is_none();
    let Some(inner) = whole.or_else(|| single().map(|inner| inner.replace("''", "'"))) else { return (text, lines) };
    if let Some(first) = lines.iter_mut().find(|line| !line.text.trim().is_empty()) {
        let mut chars = first.text.trim_start().chars();
        chars.next();
        first.text = chars.as_str().to_owned();
    }
    if let Some(last) = lines.iter_mut().rfind(|line| !line.text.trim().is_empty()) {
        let mut chars = last.text.trim_end_matches([',', ';', ' ']).chars();
        chars.next_back();
        last.text = chars.as_str().to_owned();
    }
    for line in lines.iter_mut().filter(|_| doubled) {
        line.text = line.text.replace("''", "'");
    }
    (inner, lines)
}

/// A text in a map of the header, such as the `description` under `metadata:` or the `name` under `agent:`.
fn nested<'e>(entries: &'e [Entry], wanted: &str) -> Option<(&'e Entry, &'e Value)> {
    entries.iter().find_map(|entry| {
        let Value::Map(inner) = &entry.value else { return None };
        let (_, value) = inner.iter().find(|(key, _)| key == wanted)?;
        (matches!(value, Value::Text(_)) && !settings::is_nothing(value)).then_some((entry, value))
    })
}

/// A name in a map of the header that is the agent's: that of an author or a provider is not.
fn nested_name(entries: &[Entry]) -> Option<(&Entry, &Value)> {
    nested(entries, "name").filter(|(entry, _)| {
        !["author", "owner", "maintainer", "creator", "provider", "model", "organization", "team"]
            .iter()
            .any(|other| other.eq_ignore_ascii_case(&entry.key))
    })
}

/// The lines of `description:` in an indented map, the key cut off the first.
fn nested_lines<'t>(lines: &[Line<'t>]) -> Vec<Line<'t>> {
    let indent = |line: &Line<'_>| line.text.len() - line.text.trim_start().len();
    let key = |line: &Line<'_>| {
        keys::at_front(line.text.trim_start()).filter(|(key, _)| *key == "description").map(|(_, at)| indent(line) + at)
    };
    let Some((first, at)) = lines.iter().enumerate().find_map(|(index, line)| Some((index, key(line)?))) else {
        return lines.to_vec();
    };
    let own = lines.get(first).map_or(0, indent);
    let below = lines.iter().skip(first + 1).take_while(|line| line.is_blank() || indent(line) > own);
    lines.iter().skip(first).take(1).map(|line| line.from(at)).chain(below.copied()).collect()
}

/// A value's text and lines. The lines are decoded one by one; should they not be the value (an alias, a list, a map on one
/// line), they are made from it instead, all with the line on which it begins.
fn text_of(value: &Value, source: &[Line<'_>]) -> (String, Vec<Passage>) {
    let text = match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::List(items) => items.iter().map(yaml::flat).collect::<Vec<_>>().join("\n"),
        Value::Map(_) => yaml::flat(value),
    };
    let words = |lines: &[Passage]| -> bool {
        text.split_whitespace().eq(lines.iter().flat_map(|line| line.text.split_whitespace()))
    };
    for comments in [true, false] {
        let lines = scalar::decode(source, comments).lines;
        if words(&lines) {
            return (text, lines);
        }
    }
    let line = source.first().map_or(0, |line| line.number);
    let lines = text.lines().map(|text| Passage { text: text.trim().to_owned(), line }).collect();
    (text, lines)
}
