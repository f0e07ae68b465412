//! Tags: what looks like XML in a description, and which of it divides the text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::label::{self, Kind};

/// Longest tag that divides a text, in bytes: what is longer is a remark in angle brackets.
const LONGEST: usize = 200;

/// A tag.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is for.
    pub role: Role,
    /// Whether it closes (`</example>`).
    pub closing: bool,
    /// The index of the tag that closes this one, if any does.
    pub closed_by: Option<usize>,
}

/// What a tag is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds one example.
    Example,
    /// Holds all examples.
    Examples,
    /// Stands for a label: `<commentary>`, `<user>`.
    Label(Kind),
    /// Markup that has its closing tag, or is one: no text.
    Markup,
    /// A remark or a placeholder: text.
    Text,
}

/// All tags of a text, in order, each with the tag that closes it.
pub(super) fn tags(text: &str) -> Vec<Tag> {
    let mut found: Vec<(Tag, &str)> = Vec::new();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + offset;
        at = start + 1;
        if let Some((tag, name)) = tag_at(text, start) {
            at = tag.range.end;
            found.push((tag, name));
        }
    }
    close(&mut found);
    found.into_iter().map(|(tag, _)| tag).collect()
}

/// The tag at a `<`, with its name as written; no name for a remark or a tag that is quoted, which have no partner.
fn tag_at(text: &str, start: usize) -> Option<(Tag, &str)> {
    let inner = text.get(start + 1..)?;
    let closing = inner.starts_with('/');
    let inner = inner.get(usize::from(closing)..)?;
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = inner.bytes().take(LONGEST).position(|b| matches!(b, b'>' | b'<' | b'\n'))?;
    if inner.as_bytes().get(length) != Some(&b'>') {
        return None;
    }
    let whole = inner.get(..length)?;
    let name_end = whole.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).unwrap_or(whole.len());
    let (name, attributes) = whole.split_at(name_end);
    let range = start..start + 1 + usize::from(closing) + length + 1;
    let before = text.get(..start)?.chars().next_back();
    let after = text.get(range.end..)?.chars().next();
    let quoted = before.is_some_and(|quote| "`\"'".contains(quote) && after == Some(quote));
    let attributes = attributes.trim().trim_end_matches('/');
    let plain = attributes.is_empty() || attributes.contains('=') || attributes.bytes().all(|b| b.is_ascii_digit());
    let (role, name) = if plain && !quoted { (role(name), name) } else { (Role::Text, "") };
    Some((Tag { range, role, closing, closed_by: None }, name))
}

/// What a tag of this name is for, before it is known whether it is closed.
fn role(name: &str) -> Role {
    let folded = name.to_ascii_lowercase();
    let word = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '_');
    match word {
        "example" => Role::Example,
        "examples" => Role::Examples,
        "br" | "hr" => Role::Markup,
        _ => match label::kind(&word.replace(['-', '_'], " ")) {
            Some(kind) if word.len() > 2 && !matches!(kind, Kind::Title | Kind::Other) => Role::Label(kind),
            _ => Role::Text,
        },
    }
}

/// Finds for each tag the one that closes it (nested ones of one name by depth), and tells markup from text by that.
fn close(found: &mut [(Tag, &str)]) {
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (index, (tag, name)) in found.iter().enumerate().filter(|(_, (_, name))| !name.is_empty()) {
        let stack = open.entry(name.to_ascii_lowercase()).or_default();
        if !tag.closing {
            stack.push(index);
        } else if let Some(opened) = stack.pop() {
            pairs.push((opened, index));
        }
    }
    for (opened, closing) in pairs {
        if let Some((tag, _)) = found.get_mut(opened) {
            tag.closed_by = Some(closing);
            promote(tag);
        }
        if let Some((tag, _)) = found.get_mut(closing) {
            tag.closed_by = Some(closing);
            promote(tag);
        }
    }
    for (tag, _) in found.iter_mut().filter(|(_, name)| !name.is_empty()) {
        // `<user>` that nothing closes is a placeholder; a commentary is one even where its end is forgotten.
        let forgiven = tag.closing
            || !matches!(tag.role, Role::Text | Role::Label(_))
            || tag.role == Role::Label(Kind::Commentary);
        if tag.closed_by.is_none() && !forgiven {
            tag.role = Role::Text;
        }
        if tag.closing && tag.role == Role::Text {
            tag.role = Role::Markup;
        }
    }
}

/// A tag with a partner is markup.
fn promote(tag: &mut Tag) {
    if tag.role == Role::Text {
        tag.role = Role::Markup;
    }
}
