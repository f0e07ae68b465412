//! Example: labelled parts become a dialogue.

use std::ops::Range;

use super::decode::Text;
use super::dialogue::{self, Part, Setting};
use super::label::Kind;
use super::quotes;
use super::tags::Tag;
use crate::model::description::{Example, Speaker, Turn};

/// The dialogue between `<example>` and its end; `None` if nothing stands there.
pub(super) fn tagged(text: &Text, range: Range<usize>, tags: &[Tag]) -> Option<Example> {
    let parts = dialogue::parts(&text.string, range.clone(), tags, Setting::Tagged);
    from_parts(text, &parts, range.start)
}

/// A dialogue of labelled parts; `start` is where it begins.
pub(super) fn from_parts(text: &Text, parts: &[Part<'_>], start: usize) -> Option<Example> {
    let mut example = Example { line: text.line_at(start), ..Example::default() };
    for part in parts {
        let value = tidy(text.slice(part.value.clone()));
        if !value.contains(char::is_alphanumeric) {
            continue;
        }
        let line = text.line_at(part.value.start);
        match part.kind {
            Some(Kind::Title) => append(&mut example.context, value.trim_matches([':', '*', ' '])),
            Some(Kind::Context) => append(&mut example.context, &quotes::unquote(value)),
            Some(Kind::Commentary) => append(&mut example.commentary, &quotes::unquote(value)),
            Some(kind) => example.turns.push(turn(speaker(kind, part.name), value, line)),
            // Without a label: what happens in a turn goes on with it, the rest explains.
            None => match example.turns.last().map(|turn| turn.speaker.clone()) {
                None => append(&mut example.context, value),
                Some(speaker) if value.starts_with(['<', '[']) => example.turns.push(turn(speaker, value, line)),
                Some(_) => append(&mut example.commentary, value),
            },
        }
    }
    example.turns.retain(|turn| !turn.text.is_empty());
    let empty = example.turns.is_empty() && example.context.is_none() && example.commentary.is_none();
    (!empty).then_some(example)
}

/// Who speaks under a label.
pub(super) fn speaker(kind: Kind, name: &str) -> Speaker {
    match kind {
        Kind::User => Speaker::User,
        Kind::Assistant => Speaker::Assistant,
        _ => Speaker::Other(name.to_owned()),
    }
}

fn turn(speaker: Speaker, value: &str, line: u32) -> Turn {
    Turn { speaker, text: one_line(&quotes::unquote(value)), line }
}

/// Adds to a text that may be there already.
fn append(to: &mut Option<String>, text: &str) {
    let text = one_line(text);
    if text.is_empty() {
        return;
    }
    match to {
        Some(there) => {
            there.push(' ');
            there.push_str(&text);
        }
        None => *to = Some(text),
    }
}

/// The text on one line: all white space is single spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A value without what only divides it from its neighbours: bullets, dashes, emphasis, the tag that held it.
pub(super) fn tidy(value: &str) -> &str {
    let mut value = value.trim();
    // A few layers are all that stand around a value in earnest; more would only cost time.
    for _ in 0..8 {
        let before = value;
        value = value.strip_suffix("->").or_else(|| value.strip_suffix("=>")).unwrap_or(value);
        value = value.trim_end_matches(['-', '–', '—', '→', '⇒', '|', ';', '•', '#']).trim();
        value = without_number(value);
        value = value.trim_start_matches(['-', '–', '—', '→', '⇒', '|', '•']).trim_start();
        value = value.strip_prefix("=>").or_else(|| value.strip_prefix("> ")).unwrap_or(value).trim_start();
        value = without_emphasis(value);
        value = without_wrapper(value);
        if value.len() == before.len() {
            break;
        }
    }
    value
}

/// Without the number of the next item: `… '; (2)`.
fn without_number(value: &str) -> &str {
    let stem = value.strip_suffix([')', '.']).unwrap_or(value);
    let digits = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = stem.len() - digits.len();
    if !(1..=2).contains(&number) || stem.len() == value.len() {
        return value;
    }
    let open = digits.strip_suffix('(').unwrap_or(digits);
    let trimmed = open.trim_end();
    let ends = trimmed.is_empty() || trimmed.ends_with(['"', '\'', '”', '’', ';', '`']) || open.ends_with('\n');
    if ends { trimmed } else { value }
}

/// Without marks of emphasis that stand at one end only, or around the whole.
fn without_emphasis(value: &str) -> &str {
    let inner = value.trim_start_matches('*').trim_end_matches('*').trim();
    if inner.contains('*') { value.trim_end_matches("**").trim_end() } else { inner }
}

/// Without a tag at one end that has no partner in the value.
fn without_wrapper(value: &str) -> &str {
    if value.ends_with('>')
        && let Some((rest, name)) = value.rsplit_once("</")
        && name.len() < 40
        && !name.contains(char::is_whitespace)
        && !rest.contains(&format!("<{}", name.trim_end_matches('>')))
    {
        return rest.trim_end();
    }
    if let Some((name, rest)) = value.strip_prefix('<').and_then(|rest| rest.split_once('>'))
        && name.len() < 40
        && !name.contains(char::is_whitespace)
        && (rest.is_empty() || rest.starts_with(['\n', ' ']))
        && !rest.contains(&format!("</{name}>"))
        && rest.starts_with('\n')
    {
        return rest.trim_start();
    }
    value
}
