//! Bare dialogues: examples that stand in prose without a tag around them.

use std::ops::Range;

use super::decode::Text;
use super::dialogue::{self, Part, Setting};
use super::example;
use super::label::Kind;
use super::quotes;
use super::tags::Tag;
use crate::model::description::Example;

/// A piece of prose, or a dialogue found in it.
#[derive(Debug)]
pub(super) enum Piece {
    /// Text that is no example.
    Prose(Range<usize>),
    /// A dialogue.
    Dialogue(Example),
}

/// Takes the dialogues out of prose. `wrapped` says that the prose stands between `<examples>` and its end.
pub(super) fn split(text: &Text, range: Range<usize>, tags: &[Tag], wrapped: bool) -> Vec<Piece> {
    let lead = if wrapped { Some(range.start) } else { lead_end(text.slice(range.clone())).map(|at| range.start + at) };
    if let Some(lead) = lead {
        let parts = dialogue::parts(&text.string, lead..range.end, tags, Setting::Tagged);
        if is_dialogue(text, &parts, true) {
            let mut pieces = vec![Piece::Prose(range.start..lead)];
            divide(text, lead..range.end, &parts, &mut pieces);
            return pieces;
        }
    }
    let parts = dialogue::parts(&text.string, range.clone(), tags, Setting::Prose);
    let mut pieces = Vec::new();
    if is_dialogue(text, &parts, false) {
        divide(text, range, &parts, &mut pieces);
    } else {
        pieces.push(Piece::Prose(range));
    }
    pieces
}

/// Where the examples begin in prose: after "Examples:", "Examples of use:", "Here are some examples:", before "Example 1:".
fn lead_end(prose: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = find_ignoring_case(prose, "example", from) {
        from = found + "example".len();
        let before = prose.get(..found)?.chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = prose.get(from..)?.trim_start_matches(['s', 'S']);
        let end = rest.char_indices().take(48).find(|&(_, c)| !(c.is_alphanumeric() || " *_'()".contains(c)));
        if let Some((colon, ':' | '：')) = end {
            let is_title = rest.starts_with(|c: char| c == ' ' || c == ':') && rest.len() == prose.len() - from;
            let after = prose.len() - rest.len() + colon + 1;
            return Some(if is_title { found } else { after });
        }
    }
    None
}

/// The first place at or after a byte where an ASCII word stands in any case.
fn find_ignoring_case(text: &str, word: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    bytes.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word.as_bytes())).map(|at| from + at)
}

/// Whether labelled parts are a dialogue rather than prose that happens to hold a colon.
fn is_dialogue(text: &Text, parts: &[Part<'_>], led: bool) -> bool {
    let of = |kind: Kind| parts.iter().filter(move |part| part.kind == Some(kind) && (led || part.strong));
    let is_quoted = |part: &Part<'_>| {
        let value = text.slice(part.value.clone()).trim_start();
        value.chars().next().is_some_and(|c| quotes::partner(c).is_some())
    };
    let answered = of(Kind::Assistant).next().is_some();
    of(Kind::User).any(|user| answered || is_quoted(user) || (led && user.strong))
}

/// Parts to dialogues and what stands between them.
fn divide(text: &Text, range: Range<usize>, parts: &[Part<'_>], pieces: &mut Vec<Piece>) {
    let first = parts
        .iter()
        .position(|part| matches!(part.kind, Some(Kind::Title | Kind::Context | Kind::User | Kind::Assistant)));
    let Some((first, begin)) = first.and_then(|index| parts.get(index).map(|part| (index, part.start))) else {
        pieces.push(Piece::Prose(range));
        return;
    };
    pieces.push(Piece::Prose(range.start..begin));
    let mut group = Group::default();
    for part in parts.get(first..).unwrap_or_default() {
        if group.ends_before(part, text) {
            group.flush(text, pieces);
        }
        let said = said_end(text, part);
        let mut rest = said..part.value.end;
        group.push(Part { value: part.value.start..said, ..part.clone() });
        let left = text.slice(rest.clone());
        if left.trim_start_matches([' ', '.', ',', ';']).starts_with(['→', '=']) || left.trim_start().starts_with("->")
        {
            let line_end = left.find('\n').map_or(rest.end, |at| rest.start + at);
            let why = rest.start..line_end;
            group.push(Part { kind: Some(Kind::Commentary), name: "", start: why.start, value: why, strong: false });
            rest.start = line_end;
        }
        if is_prose(text.slice(rest.clone())) {
            group.flush(text, pieces);
            pieces.push(Piece::Prose(rest));
        }
    }
    group.flush(text, pieces);
}

/// The dialogue that is being gathered.
#[derive(Default)]
struct Group<'a> {
    parts: Vec<Part<'a>>,
    titled: bool,
    situated: bool,
    asked: bool,
    answered: bool,
    explained: bool,
}

impl<'a> Group<'a> {
    fn push(&mut self, part: Part<'a>) {
        match part.kind {
            Some(Kind::Title) => self.titled = true,
            Some(Kind::Context) => self.situated = true,
            Some(Kind::User) => self.asked = true,
            Some(Kind::Assistant) => self.answered = true,
            Some(Kind::Commentary) => self.explained = true,
            Some(Kind::Other) | None => {}
        }
        self.parts.push(part);
    }

    /// Whether a part begins the next dialogue.
    fn ends_before(&self, part: &Part<'a>, text: &Text) -> bool {
        let Some(last) = self.parts.last() else { return false };
        let separated = is_separated(last, part, text);
        match part.kind {
            Some(Kind::Title) => true,
            Some(Kind::Context) => self.asked || self.answered || (separated && self.situated),
            // One dialogue under one heading may go on for several turns; without a heading, a request begins a new one.
            Some(Kind::User) if self.answered || self.explained => separated || self.explained || !self.titled,
            Some(Kind::User) => separated && self.asked,
            _ => false,
        }
    }

    fn flush(&mut self, text: &Text, pieces: &mut Vec<Piece>) {
        let parts = std::mem::take(self).parts;
        let Some(start) = parts.first().map(|part| part.start) else { return };
        pieces.extend(example::from_parts(text, &parts, start).map(Piece::Dialogue));
    }
}

/// Whether a blank line, a bullet or a number divides one part from the next.
fn is_separated(last: &Part<'_>, next: &Part<'_>, text: &Text) -> bool {
    let gap = text.slice(last.value.end..next.start);
    let value = text.slice(last.value.clone());
    let tail = value.char_indices().rev().take(32).take_while(|&(_, c)| !c.is_alphabetic()).last();
    let marks = if gap.is_empty() { tail.and_then(|(at, _)| value.get(at..)).unwrap_or_default() } else { gap };
    marks.bytes().filter(|&b| b == b'\n').count() > 1
        || marks.contains(|c: char| c.is_numeric() || c == '•' || c == ';')
        || marks.lines().skip(1).any(|line| line.trim_start().starts_with(['-', '*', '+']))
}

/// Where what is said ends: at the closing quotation mark, else at a blank line or a bullet.
fn said_end(text: &Text, part: &Part<'_>) -> usize {
    let value = text.slice(part.value.clone());
    let trimmed = value.trim_start();
    let offset = part.value.start + (value.len() - trimmed.len());
    let quoted = trimmed.chars().next().and_then(|open| Some((quotes::partner(open)?, open.len_utf8())));
    let end = quoted.and_then(|(close, open)| quote_end(trimmed, close, open)).or_else(|| paragraph_end(trimmed));
    end.map_or(part.value.end, |end| offset + end)
}

/// The byte after the quotation mark that closes a quoted value, and after any remark in brackets that follows it.
fn quote_end(value: &str, close: char, open: usize) -> Option<usize> {
    let mut before = None;
    for (at, c) in value.char_indices().skip_while(|&(at, _)| at < open) {
        let end = at + c.len_utf8();
        let rest = value.get(end..)?;
        if c == close && quotes::closes(before, rest.chars().next()) {
            let next = rest.trim_start_matches(['.', ',', ';', ':', '!', '?', ')', '*', '_']);
            let spaced = next.trim_start_matches([' ', '\t']);
            let begins = |c: char| !c.is_alphabetic() || c.is_uppercase();
            if spaced.starts_with(['<', '[']) {
                return Some(value.len() - spaced.len() + spaced.find('\n').unwrap_or(spaced.len()));
            }
            if spaced.is_empty()
                || spaced.starts_with('\n')
                || (next.len() > spaced.len() && spaced.starts_with(begins))
            {
                return Some(end);
            }
        }
        before = Some(c);
    }
    None
}

/// Where a paragraph ends: before a blank line or a line with a bullet.
fn paragraph_end(value: &str) -> Option<usize> {
    value.match_indices('\n').map(|(at, _)| at).find(|&at| {
        let next = value.get(at + 1..).unwrap_or_default().trim_start_matches([' ', '\t']);
        next.starts_with(['\n', '#', '•']) || next.starts_with("- ") || next.starts_with("* ")
    })
}

/// Whether what is left over is something to read: three words.
fn is_prose(left: &str) -> bool {
    left.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).nth(2).is_some()
        || left
            .chars()
            .filter(|&c| c.is_alphabetic() && !c.is_ascii() && !c.is_lowercase() && !c.is_uppercase())
            .nth(5)
            .is_some()
}
