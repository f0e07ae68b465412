//! Bare dialogues: examples that stand in prose without a tag around them.

use std::ops::Range;

use super::decode::Text;
use super::dialogue::{self, Part, Setting};
use super::example;
use super::label::{self, Kind};
use super::quotes;
use super::tags::Tag;
use crate::model::description::Example;

/// A piece of prose, or a dialogue found in it.
#[derive(Debug)]
pub(super) enum Piece {
    /// Text that is no example.
    Prose(Range<usize>),
    /// Text without a speaker between "Examples:" and the first dialogue.
    Led(Range<usize>),
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
            let led = pieces.len();
            divide(text, lead..range.end, &parts, &mut pieces);
            if let Some(piece) = pieces.get_mut(led).filter(|_| !wrapped)
                && let Piece::Prose(range) = piece
            {
                *piece = Piece::Led(range.clone());
            }
            return pieces;
        }
    }
    let parts = spoken(text, dialogue::parts(&text.string, range.clone(), tags, Setting::Prose));
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
        let end = rest.char_indices().take(48).find(|&(_, c)| !(c.is_alphanumeric() || " *_'()-–—".contains(c)));
        if let Some((colon, ':' | '：')) = end {
            let is_title = rest.starts_with([' ', ':']) && rest.len() == prose.len() - from;
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
    // "User asks: …" alone is an occasion as well.
    let bare = |user: &Part<'_>| !user.name.contains(' ');
    of(Kind::User).any(|user| answered || (is_quoted(user) && (led || bare(user))) || (led && user.strong))
}

/// Parts of prose without those that only say when the agent is used: `user says "…"`, and nobody answers.
fn spoken<'a>(text: &Text, parts: Vec<Part<'a>>) -> Vec<Part<'a>> {
    let mut out: Vec<Part<'a>> = Vec::with_capacity(parts.len());
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let behind = text.slice(part.start..part.value.end).get(part.name.len()..).unwrap_or_default();
        let said = part.kind == Some(Kind::User) && label::said_without_colon(part.name, behind).is_some();
        let answered = parts.peek().is_some_and(|next| next.kind == Some(Kind::Assistant));
        match out.last_mut().filter(|_| said && !answered) {
            Some(last) => last.value.end = part.value.end,
            None if said && !answered => {
                out.push(Part { kind: None, name: "", value: part.start..part.value.end, strong: false, ..part });
            }
            None => out.push(part),
        }
    }
    out
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
    let mut group = Group::default();
    let title = title_before(text, range.start, begin);
    pieces.push(Piece::Prose(range.start..title.as_ref().map_or(begin, |title| title.start)));
    if let Some(title) = title {
        group.push(title);
    }
    let mut parts = parts.get(first..).unwrap_or_default().iter().peekable();
    while let Some(part) = parts.next() {
        if group.ends_before(part, text) {
            group.flush(text, pieces);
        }
        let said = if part.kind.is_some() { said_end(text, part) } else { part.value.start };
        group.push(Part { value: part.value.start..said, ..part.clone() });
        let left = text.slice(said..part.value.end);
        // What goes on without a blank line belongs to the dialogue; after the last part it is prose again.
        let blank = left.match_indices('\n').map(|(at, _)| at).find(|&at| is_blank_line(left, at));
        let mut prose = said + blank.unwrap_or(left.len());
        if parts.peek().is_some() || is_arrow(left) {
            let remark = remark(said..prose, text);
            let says = is_prose(text.slice(remark.value.clone()));
            if says && remark.kind == Some(Kind::Context) {
                group.flush(text, pieces);
            }
            if says || remark.kind == Some(Kind::Commentary) {
                prose = prose.min(remark.value.end.max(said));
                group.push(remark);
            }
        } else {
            prose = said;
        }
        let title = parts.peek().and_then(|next| title_before(text, prose, next.start));
        let end = title.as_ref().map_or(part.value.end, |title| title.start);
        if is_prose(text.slice(prose..end)) {
            group.flush(text, pieces);
            pieces.push(Piece::Prose(prose..end));
        }
        if let Some(title) = title {
            group.flush(text, pieces);
            group.push(title);
        }
    }
    group.flush(text, pieces);
}

/// Longest title of a dialogue, in bytes.
const TITLE: usize = 160;

/// The title of the dialogue that begins at `at`: the line directly above it, numbered, with a colon at its end.
fn title_before<'a>(text: &Text, from: usize, at: usize) -> Option<Part<'a>> {
    let above = text.slice(from..at).trim_end_matches(|c: char| c.is_whitespace() || "-*•".contains(c));
    let start = above.rfind('\n').map_or(0, |newline| newline + 1);
    let line = above.get(start..).filter(|line| line.len() <= TITLE)?;
    let gap = text.slice(from + above.len()..at);
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || "-*•#(".contains(c));
    let words = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = words.len() < bare.len() && words.starts_with(['.', ')']);
    let titled = line.trim_end_matches('*').ends_with([':', '：']) && gap.matches('\n').count() == 1;
    if !numbered || !titled {
        return None;
    }
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = from + start;
    let value = from + above.len() - words.len()..from + above.len();
    Some(Part { kind: Some(Kind::Title), name: "", start, value, strong: false })
}

/// Whether the line after a newline is blank.
fn is_blank_line(text: &str, newline: usize) -> bool {
    text.get(newline + 1..).unwrap_or_default().trim_start_matches([' ', '\t']).starts_with('\n')
}

fn is_arrow(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || ".,;".contains(c));
    ["→", "->", "=>", "⇒"].iter().any(|arrow| text.starts_with(arrow))
}

/// Text between two parts of a dialogue: after an arrow what is done, and why; as an item the situation of the next
/// dialogue; else something that happens.
fn remark<'a>(range: Range<usize>, text: &Text) -> Part<'a> {
    let left = text.slice(range.clone());
    let begin =
        range.start + (left.len() - left.trim_start_matches(|c: char| c.is_whitespace() || ".,;".contains(c)).len());
    let content = text.slice(begin..range.end);
    let part = |kind, end| Part { kind, name: "", start: begin, value: begin..end, strong: false };
    if is_arrow(left) {
        return part(Some(Kind::Commentary), content.find('\n').map_or(range.end, |line| begin + line));
    }
    let item = content.trim_start_matches(|c: char| "-*•(). ".contains(c) || c.is_ascii_digit());
    if item.len() == content.len() {
        return part(None, range.end);
    }
    let begin = range.end - item.len();
    Part { kind: Some(Kind::Context), name: "", start: begin, value: begin..range.end, strong: false }
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
            // What happens, told in place of who asks: `3. After a merge: "…"`.
            Some(Kind::Other) => self.answered && is_numbered(last, part, text),
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

/// Whether a number divides one part from the next.
fn is_numbered(last: &Part<'_>, next: &Part<'_>, text: &Text) -> bool {
    let gap = text.slice(last.value.end..next.start);
    gap.rsplit('\n').next().is_some_and(|line| line.contains(|c: char| c.is_ascii_digit()))
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
    let (mut before, mut inner) = (None, 0_u32);
    for (at, c) in value.char_indices().skip_while(|&(at, _)| at < open) {
        let end = at + c.len_utf8();
        let rest = value.get(end..)?;
        let after = rest.chars().next();
        if c == close && c == '"' && at > open && quotes::opens(before, after) {
            inner += 1;
        } else if c == close && inner > 0 && quotes::closes(before, after) {
            inner -= 1;
        } else if c == close && quotes::closes(before, after) {
            let next = rest.trim_start_matches(['.', ',', ';', ':', '!', '?', ')', '*', '_']);
            let spaced = next.trim_start_matches([' ', '\t']);
            let begins = |c: char| !c.is_alphabetic() || c.is_uppercase();
            if let Some(remarks) = remarks_end(next) {
                return Some(value.len() - next.len() + remarks);
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

/// Where remarks in brackets end that begin a text, each on its line: `[Uses a tool]`, `<tool call>`, `(Then …)`.
fn remarks_end(text: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let line = rest
            .strip_prefix('\n')
            .filter(|_| end.is_some() || at == 0)
            .unwrap_or(rest)
            .trim_start_matches([' ', '\t']);
        let numbered = line.strip_prefix('(').is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_digit()));
        if !line.starts_with(['<', '[', '(']) || numbered {
            return end;
        }
        at = text.len() - line.len() + line.find('\n').unwrap_or(line.len());
        end = Some(at);
    }
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
