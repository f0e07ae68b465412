//! Key: examples under a header key of their own, as text, lists or maps.

use super::decode::{self, Text};
use super::example::{self, one_line};
use super::label::{self, Kind};
use super::{Found, quotes};
use crate::model::definition::Value;
use crate::model::description::{Example, Passage, Speaker, Turn};

/// How deep lists and maps within each other are read.
const DEPTH: u32 = 8;

/// Reads the value of an `examples:` key; `lines` are its lines in the file, as they are there.
pub(super) fn read(value: &Value, lines: &[Passage], found: &mut Found) {
    collect(value, &mut Places { lines, at: 0 }, DEPTH, found);
}

/// Where values stand: they don't know their lines themselves, but they come in the order of the file.
struct Places<'a> {
    lines: &'a [Passage],
    at: usize,
}

/// How many lines on a value is looked for: more than any example has, and not so many that time would tell.
const AHEAD: usize = 64;

impl Places<'_> {
    /// The line of a value: the next one that holds its first words; that of the value before it if none does.
    fn of(&mut self, text: &str) -> u32 {
        let words = text.split_whitespace().next().unwrap_or_default();
        let ahead = self.lines.get(self.at..).unwrap_or_default().iter().take(AHEAD);
        let found = ahead.enumerate().find(|(_, line)| !words.is_empty() && line.text.contains(words));
        if let Some((offset, _)) = found {
            self.at += offset;
        }
        self.lines.get(self.at).map_or(0, |line| line.line)
    }
}

fn collect(value: &Value, places: &mut Places<'_>, depth: u32, found: &mut Found) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::Text(text) => from_text(text, places, found),
        Value::List(values) => {
            for value in values {
                collect(value, places, depth, found);
            }
        }
        Value::Map(fields) => {
            if fields.iter().any(|(key, _)| is_key(key)) {
                found.examples.extend(from_map(fields, places, depth));
            } else {
                for (_, value) in fields {
                    collect(value, places, depth, found);
                }
            }
        }
    }
}

/// Text: dialogues if it holds any, else the tasks that it names, one a line.
fn from_text(text: &str, places: &mut Places<'_>, found: &mut Found) {
    let lines: Vec<Passage> =
        text.lines().map(|text| Passage { text: text.to_owned(), line: places.of(text) }).collect();
    let text = Text::new(&lines);
    let before = found.examples.len();
    super::dialogues(&text, found, true);
    if found.examples.len() > before {
        return;
    }
    let mut at = 0;
    for written in text.string.split_inclusive('\n') {
        let line = text.line_at(at);
        at += written.len();
        let task = one_line(&quotes::unquote(example::tidy(written)));
        if task.contains(char::is_alphanumeric) {
            found.tasks.push(Passage { text: task, line });
        }
    }
}

/// Whether a key is one of an example.
fn is_key(key: &str) -> bool {
    turns_key(&words(key)) || matches!(kind(key), Some(Kind::Context | Kind::User | Kind::Assistant | Kind::Commentary))
}

fn turns_key(key: &str) -> bool {
    matches!(key, "turns" | "messages" | "conversation" | "dialogue" | "dialog" | "exchange")
}

/// A map of an example's parts.
fn from_map(fields: &[(String, Value)], places: &mut Places<'_>, depth: u32) -> Option<Example> {
    let mut example = Example::default();
    for (key, value) in fields {
        let line = places.of(key);
        if example.line == 0 {
            example.line = line;
        }
        if turns_key(&words(key)) {
            turns(value, places, depth, &mut example);
            continue;
        }
        let text = flat(value, depth);
        if text.is_empty() {
            continue;
        }
        if kind(key) == Some(Kind::Context) && dialogue(value, line, &mut example) {
            continue;
        }
        match kind(key) {
            Some(Kind::Commentary) => join(&mut example.commentary, &text),
            Some(speaker @ (Kind::User | Kind::Assistant)) => {
                example.turns.push(Turn { speaker: example::speaker(speaker, key), text, line });
            }
            _ => join(&mut example.context, &text),
        }
    }
    let empty = example.turns.is_empty() && example.context.is_none() && example.commentary.is_none();
    (!empty).then_some(example)
}

/// A dialogue that stands in the text of a context: its turns, and what is left as the context.
fn dialogue(value: &Value, line: u32, example: &mut Example) -> bool {
    let Value::Text(text) = value else { return false };
    let lines: Vec<Passage> = text.split('\n').map(|text| Passage { text: text.to_owned(), line }).collect();
    let text = Text::new(&lines);
    let whole = 0..text.string.len();
    let Some(found) = example::tagged(&text, whole, &super::tags::tags(&text.string)) else { return false };
    let speaks = |speaker: &Speaker| found.turns.iter().any(|turn| turn.speaker == *speaker);
    if !(speaks(&Speaker::User) && speaks(&Speaker::Assistant)) {
        return false;
    }
    for (to, text) in [(&mut example.context, found.context), (&mut example.commentary, found.commentary)] {
        if let Some(text) = text {
            join(to, &text);
        }
    }
    example.turns.extend(found.turns);
    true
}

/// A list of turns: maps of role and content, or of a speaker and what is said.
fn turns(value: &Value, places: &mut Places<'_>, depth: u32, example: &mut Example) {
    let Value::List(values) = value else { return };
    for value in values {
        let mut push = |role: &str, text: String| {
            let line = places.of(&text);
            push_turn(example, role, text, line);
        };
        match value {
            Value::Map(fields) => {
                let get = |names: &[&str]| {
                    fields
                        .iter()
                        .find(|(key, _)| names.contains(&words(key).as_str()))
                        .map(|(_, value)| flat(value, depth))
                };
                if let (Some(role), Some(text)) =
                    (get(&["role", "speaker", "from"]), get(&["content", "text", "message", "value", "says"]))
                {
                    push(&role, text);
                } else {
                    for (role, value) in fields {
                        push(role, flat(value, depth));
                    }
                }
            }
            other => push("", flat(other, depth)),
        }
    }
}

fn push_turn(example: &mut Example, role: &str, text: String, line: u32) {
    let speaker = match kind(role) {
        Some(kind @ (Kind::User | Kind::Assistant)) => example::speaker(kind, role),
        _ => Speaker::Other(role.to_owned()),
    };
    if !text.is_empty() {
        example.turns.push(Turn { speaker, text, line });
    }
}

fn join(to: &mut Option<String>, text: &str) {
    match to {
        Some(there) => {
            there.push(' ');
            there.push_str(text);
        }
        None => *to = Some(text.to_owned()),
    }
}

/// A value as one line of text.
fn flat(value: &Value, depth: u32) -> String {
    let Some(depth) = depth.checked_sub(1) else { return String::new() };
    match value {
        Value::Text(text) => one_line(&quotes::unquote(&decode::decode(text.clone()))),
        Value::List(values) => values.iter().map(|value| flat(value, depth)).collect::<Vec<_>>().join("; "),
        Value::Map(fields) => {
            fields.iter().map(|(key, value)| format!("{key}: {}", flat(value, depth))).collect::<Vec<_>>().join("; ")
        }
    }
}

/// What a key is, by the same words as a label's; `userRequest` and `user_request` are `user request`.
fn kind(key: &str) -> Option<Kind> {
    label::kind(&words(key))
}

fn words(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut low = false;
    for c in key.trim().chars() {
        if c == '_' || c == '-' {
            out.push(' ');
        } else {
            if c.is_uppercase() && low {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
        }
        low = c.is_lowercase();
    }
    out
}
