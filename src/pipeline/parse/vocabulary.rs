//! Vocabulary: `competencies.yaml` as one layer of terms, each with its place. Names of other terms are resolved when it is laid.

mod places;

use serde_yaml::{Mapping, Value};

use self::places::Places;
use crate::model::competency::{Category, Entry, Layer};
use crate::model::definition::Stated;
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::source::Source;
use crate::text;

/// Most entries that a file may state: more than any field has terms.
const MAX_ENTRIES: usize = 10_000;
/// Most aliases, and other strings in lists, that a file may state.
const MAX_ALIASES: usize = 50_000;
/// Longest name or alias, in characters.
const MAX_TERM: usize = 80;
/// Longest definition, in characters.
const MAX_DEFINITION: usize = 500;
/// Deepest nesting of brackets that the YAML reader is given: it takes quadratic time for more.
const MAX_DEPTH: usize = 16;
/// Most diagnostics a file gets: after those a person reads no more.
const MAX_FAULTS: usize = 100;

const TOP_KEYS: [&str; 4] = ["categories", "competencies", "id", "name"];
const CATEGORY_KEYS: [&str; 2] = ["id", "name"];
const ENTRY_KEYS: [&str; 11] = [
    "name", "rename", "category", "aliases", "definition", "ordinary", "ordinary_aliases", "implies", "excludes",
    "required", "hidden",
];

/// Reads a vocabulary file. What can't be read is left out, and said.
pub fn vocabulary(source: &Source) -> (Layer, Vec<Diagnostic>) {
    let layer = Layer { path: source.path.clone(), ..Layer::default() };
    let text = String::from_utf8_lossy(&source.bytes);
    let faults = Faults { path: &source.path, found: Vec::new() };
    if nesting(&text) > MAX_DEPTH {
        let message = format!("the file nests deeper than {MAX_DEPTH} levels");
        return (layer, vec![broken(Place::at(&source.path, 1, 0), message, "write one entry a line")]);
    }
    let value = match serde_yaml::from_str::<Value>(&text) {
        Ok(value) => value,
        Err(error) => {
            let (line, column) = error.location().map_or((1, 1), |at| (at.line(), at.column()));
            let place = Place::at(&source.path, u32::try_from(line).unwrap_or(0), u32::try_from(column).unwrap_or(0));
            let message = format!("the vocabulary is not valid YAML: {}", reason(&error.to_string()));
            return (layer, vec![broken(place, message, "the file is left out until it is valid YAML")]);
        }
    };
    let mut reader = Reader { layer, places: Places::new(&text), faults, aliases: 0 };
    reader.file(&value);
    (reader.layer, reader.faults.found)
}

fn broken(place: Place, message: String, hint: &str) -> Diagnostic {
    let (severity, hint) = (Severity::Error, Some(hint.to_owned()));
    Diagnostic { place, severity, code: "vocabulary-broken", message, hint }
}

/// The parser's message without the place, which the diagnostic has.
fn reason(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// Deepest nesting of brackets, quotes not looked at: an upper bound will do.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A fault before it has its path.
struct Fault {
    code: &'static str,
    severity: Severity,
    line: u32,
    message: String,
    hint: Option<String>,
}

struct Faults<'a> {
    path: &'a str,
    found: Vec<Diagnostic>,
}

impl Faults<'_> {
    fn add(&mut self, fault: Fault) {
        if self.found.len() < MAX_FAULTS {
            let Fault { code, severity, line, message, hint } = fault;
            self.found.push(Diagnostic { place: Place::at(self.path, line, 0), severity, code, message, hint });
        }
    }

    fn shape(&mut self, line: u32, message: &str, hint: &str) {
        let (message, hint) = (message.to_owned(), Some(hint.to_owned()));
        self.add(Fault { code: "vocabulary-shape", severity: Severity::Error, line, message, hint });
    }

    fn too_large(&mut self, line: u32, message: String) {
        self.add(Fault { code: "vocabulary-too-large", severity: Severity::Error, line, message, hint: None });
    }

    fn term(&mut self, line: u32, message: String, hint: &str) {
        let hint = Some(hint.to_owned());
        self.add(Fault { code: "vocabulary-term", severity: Severity::Error, line, message, hint });
    }
}

struct Reader<'a> {
    layer: Layer,
    places: Places<'a>,
    faults: Faults<'a>,
    /// Strings in lists so far.
    aliases: usize,
}

impl Reader<'_> {
    fn file(&mut self, value: &Value) {
        let Value::Mapping(map) = value else {
            if !value.is_null() {
                self.faults.shape(1, "the vocabulary is not a map", "begin with `competencies:` and a list below it");
            }
            return;
        };
        self.keys(map, &TOP_KEYS, 1);
        self.categories(map);
        match map.get("competencies") {
            None | Some(Value::Null) => {}
            Some(Value::Sequence(entries)) => {
                if entries.len() > MAX_ENTRIES {
                    let message = format!("more than {MAX_ENTRIES} competencies: the rest is left out");
                    self.faults.too_large(0, message);
                }
                self.places.go_to("competencies");
                for entry in entries.iter().take(MAX_ENTRIES) {
                    self.entry(entry);
                }
            }
            Some(_) => self.faults.shape(
                self.places.key("competencies"),
                "`competencies` is not a list",
                "write `- name: …` for each below it",
            ),
        }
    }

    /// The categories of a file: those it lists, or, of a built-in file, the one it is about.
    fn categories(&mut self, map: &Mapping) {
        if let (Some(id), Some(name)) = (text_of(map, "id"), text_of(map, "name")) {
            self.layer.categories.push(Stated { value: Category { id, name }, line: 1, column: 1 });
        }
        let Some(listed) = map.get("categories") else { return };
        let line = self.places.key("categories");
        let Value::Sequence(items) = listed else {
            self.faults.shape(
                line,
                "`categories` is not a list",
                "write `- {id: platform, name: Our platform}` below it",
            );
            return;
        };
        for item in items.iter().take(MAX_ENTRIES) {
            let (id, name) = match item {
                Value::String(name) => (text::slug(name), name.clone()),
                Value::Mapping(map) => {
                    self.keys(map, &CATEGORY_KEYS, line);
                    let (id, name) = (text_of(map, "id"), text_of(map, "name"));
                    let Some(name) = name.or_else(|| id.clone()) else {
                        self.faults.shape(line, "a category has neither `id` nor `name`", "give it a `name`");
                        continue;
                    };
                    (id.map_or_else(|| text::slug(&name), |id| text::slug(&id)), name)
                }
                _ => {
                    self.faults.shape(line, "a category is neither a name nor a map", "write `{id: …, name: …}`");
                    continue;
                }
            };
            let line = self.places.value(&name).max(line);
            if let Some(name) = self.term(&name, line, "category") {
                self.layer.categories.push(Stated { value: Category { id, name }, line, column: 1 });
            }
        }
    }

    fn entry(&mut self, value: &Value) {
        let map = match value {
            Value::Mapping(map) => map,
            Value::String(name) => {
                let line = self.places.next_entry(name);
                if let Some(name) = self.term(name, line, "name") {
                    let name = Stated { value: name, line, column: 1 };
                    self.layer.entries.push(Entry { name, ..Entry::default() });
                }
                return;
            }
            _ => {
                let hint = "write `- name: …`";
                self.faults.shape(self.places.line(), "an entry is neither a name nor a map", hint);
                return;
            }
        };
        let Some(name) = text_of(map, "name") else {
            self.faults.shape(self.places.line(), "an entry has no `name`", "give it the name that people write");
            return;
        };
        let line = self.places.next_entry(&name);
        self.keys(map, &ENTRY_KEYS, line);
        let Some(name) = self.term(&name, line, "name") else { return };
        let mut entry = Entry { name: Stated { value: name, line, column: 1 }, ..Entry::default() };
        entry.rename = text_of(map, "rename").and_then(|it| self.term(&it, line, "rename"));
        entry.category = text_of(map, "category").map(|value| Stated { line, column: 1, value });
        entry.definition = text_of(map, "definition").and_then(|it| self.definition(it, line));
        entry.aliases = self.terms(map, "aliases", line);
        entry.ordinary_aliases = self.terms(map, "ordinary_aliases", line);
        entry.implies = self.terms(map, "implies", line);
        entry.excludes = self.terms(map, "excludes", line);
        entry.ordinary = self.switch(map, "ordinary", line);
        entry.required = self.switch(map, "required", line);
        entry.hidden = self.switch(map, "hidden", line).unwrap_or(false);
        if entry.category.is_none() {
            let own = self.layer.categories.first().filter(|_| self.layer.path.is_empty());
            entry.category = own.map(|own| Stated { value: own.value.id.clone(), line, column: 1 });
        }
        self.layer.entries.push(entry);
    }

    fn keys(&mut self, map: &Mapping, known: &[&str], from: u32) {
        for key in map.keys() {
            let Some(key) = scalar(key) else { continue };
            if known.contains(&key.as_str()) {
                continue;
            }
            let hint = text::nearest(&key, known.iter().copied()).map_or_else(
                || format!("known keys are {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let line = self.places.key_after(&key, from);
            let message = format!("unknown key `{}`", shown(&key));
            let (severity, hint) = (Severity::Warning, Some(hint));
            self.faults.add(Fault { code: "vocabulary-unknown-key", severity, line, message, hint });
        }
    }

    /// A list of terms; a single one may stand without the brackets.
    fn terms(&mut self, map: &Mapping, key: &str, line: u32) -> Vec<Stated<String>> {
        let values: &[Value] = match map.get(key) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Sequence(values)) => values,
            Some(single) => std::slice::from_ref(single),
        };
        let room = MAX_ALIASES.saturating_sub(self.aliases);
        if values.len() > room {
            let message = format!("more than {MAX_ALIASES} aliases in the file: the rest is left out");
            self.faults.too_large(line, message);
        }
        self.aliases += values.len().min(room);
        let mut terms = Vec::new();
        for value in values.iter().take(room) {
            let Some(value) = scalar(value) else {
                let message = format!("`{key}` holds something that is no text");
                self.faults.shape(
                    line,
                    &message,
                    "write the terms as text, in quotes where they look like something else",
                );
                continue;
            };
            terms.extend(self.term(&value, line, key).map(|value| Stated { value, line, column: 1 }));
        }
        terms
    }

    /// A term that can be matched: on one line, visible, not over-long.
    fn term(&mut self, value: &str, line: u32, key: &str) -> Option<String> {
        let value = value.trim();
        let fault = if value.is_empty() {
            "is empty"
        } else if value.chars().any(char::is_control) {
            "holds control characters"
        } else if value.chars().count() > MAX_TERM {
            "is longer than 80 characters"
        } else if !value.chars().any(char::is_alphanumeric) {
            "holds no letter and no digit"
        } else {
            return Some(value.to_owned());
        };
        let message = format!("the {key} `{}` {fault}", shown(value));
        self.faults.term(line, message, "it is left out");
        None
    }

    fn definition(&mut self, value: String, line: u32) -> Option<String> {
        if value.chars().count() <= MAX_DEFINITION && !value.chars().any(char::is_control) {
            return Some(value);
        }
        let message = format!("the definition is longer than {MAX_DEFINITION} characters or holds control characters");
        self.faults.term(line, message, "keep it to one line");
        None
    }

    fn switch(&mut self, map: &Mapping, key: &str, line: u32) -> Option<bool> {
        match map.get(key)? {
            Value::Bool(on) => Some(*on),
            Value::Null => None,
            _ => {
                self.faults.shape(line, &format!("`{key}` is neither true nor false"), "write `true` or leave it out");
                None
            }
        }
    }
}

fn text_of(map: &Mapping, key: &str) -> Option<String> {
    map.get(key).and_then(scalar)
}

/// A scalar as text: `R`, `4.0` and `yes` are all names.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(on) => Some(on.to_string()),
        _ => None,
    }
}

/// A value as a message shows it: short, without control characters.
fn shown(value: &str) -> String {
    let clean: String = value.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).take(40).collect();
    if value.chars().nth(40).is_some() { format!("{clean}…") } else { clean }
}

#[cfg(test)]
mod tests;
