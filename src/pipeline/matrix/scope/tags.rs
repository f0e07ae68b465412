//! Tags: pseudo-XML, which holds a prompt like any other text. An element's name says of its text what a heading would.

use super::section::{Kind, kind};
use super::{Scope, Stretch, Walk};

/// What is longer is no tag; looking no further keeps a hostile line linear.
const MAX_TAG: usize = 300;

/// An element that is open and whose text doesn't claim, with what it may do.
pub(super) struct Open {
    name: String,
    pub(super) kind: Kind,
    /// Of the same name, inside it.
    nested: usize,
}

/// A tag: its bytes in a line, its name, and whether it opens or closes an element.
struct Tag<'l> {
    start: usize,
    end: usize,
    name: &'l str,
    turn: Turn,
}

#[derive(PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    Both,
}

/// Whether a text has a line that begins with a tag.
pub(super) fn leads(text: &str) -> bool {
    text.contains('<')
        && text.lines().any(|line| {
            tags(line).next().is_some_and(|tag| line.get(..tag.start).is_some_and(|it| it.trim().is_empty()))
        })
}

/// What looks like a tag: `<` and a letter or `/`, up to `>`.
fn tags(line: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + line.get(from..)?.find('<')?;
            from = start + 1;
            let inside = line.get(from..)?;
            if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
                continue;
            }
            let Some(length) = inside.bytes().take(MAX_TAG).position(|byte| byte == b'>') else { continue };
            from += length + 1;
            let inside = inside.get(..length).unwrap_or_default();
            let name = inside.trim_start_matches('/').split([' ', '\t', '/']).next().unwrap_or_default();
            let turn = match (inside.starts_with('/'), inside.ends_with('/')) {
                (true, _) => Turn::Closes,
                (_, true) => Turn::Both,
                _ => Turn::Opens,
            };
            return Some(Tag { start, end: from, name, turn });
        }
    })
}

impl Walk<'_, '_> {
    /// A block of markup, line by line.
    pub(super) fn markup(&mut self, text: &str, first: u32) {
        for (line, text) in (first..).zip(text.lines()) {
            self.tagged(&Stretch::plain(Scope::Prose, self.section, text.to_owned(), line));
        }
    }

    /// A paragraph in which lines begin with tags.
    pub(super) fn paragraph_with_tags(&mut self, stretch: &Stretch<'_>) {
        let mut start = 0;
        for row in stretch.text.split('\n') {
            let end = start + row.len();
            self.tagged(&part(stretch, start, end));
            start = end + 1;
        }
    }

    /// A line, which may hold tags: they say where elements begin and end, and are not read as text.
    fn tagged(&mut self, stretch: &Stretch<'_>) {
        let mut kind = self.open.as_ref().map(|open| open.kind);
        for tag in tags(&stretch.text) {
            self.turn(&tag);
            kind = kind.or(self.open.as_ref().map(|open| open.kind));
        }
        let kind = kind.unwrap_or(Kind::Claims);
        // `<version>1.2</version>`: a data file's line and no prompt's.
        let is_data = stretch.text.contains("</") && is_data(&stretch.text);
        let mut bare = without_tags(stretch);
        let text = bare.text.trim_start();
        if let Some(entry) = text.strip_prefix(['-', '*', '•']) {
            let marker = bare.text.len() - entry.trim_start().len();
            bare = part(&bare, marker, bare.text.len());
            bare.scope = Scope::Entry;
        }
        if is_data {
            bare.scope = Scope::Code;
        }
        bare.scope = kind.weaken(self.kind.weaken(bare.scope));
        if kind != Kind::Silent && !bare.text.trim().is_empty() {
            self.out.push(bare);
        }
    }

    /// Inside an element whose text doesn't claim, only its end matters.
    fn turn(&mut self, tag: &Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        match &mut self.open {
            Some(open) if open.name != name => {}
            Some(open) => match tag.turn {
                Turn::Opens => open.nested += 1,
                Turn::Closes if open.nested == 0 => self.open = None,
                Turn::Closes => open.nested -= 1,
                Turn::Both => {}
            },
            None if tag.turn == Turn::Opens => {
                let kind = match name.as_str() {
                    "commentary" => Kind::Examples,
                    _ => kind(&name.replace(['_', '-'], " ")),
                };
                if matches!(kind, Kind::Examples | Kind::Silent) {
                    self.open = Some(Open { name, kind, nested: 0 });
                }
            }
            None => {}
        }
    }
}

/// Whether a line is one of a data file: an element with a single word in it that begins as a number does, or whose name is one of such files.
fn is_data(line: &str) -> bool {
    let line = line.trim();
    let name = line.trim_start_matches('<').split(['>', ' ']).next().unwrap_or_default();
    let value = line.split_once('>').and_then(|(_, rest)| rest.split('<').next()).unwrap_or_default();
    let named = name.chars().skip(1).any(char::is_uppercase)
        || matches!(name, "version" | "packaging" | "parent" | "id" | "key" | "value");
    !line.contains([' ', ',']) && (named || value.starts_with(|c: char| c.is_ascii_digit()))
}

/// A stretch without its tags.
fn without_tags(stretch: &Stretch<'_>) -> Stretch<'static> {
    let mut out =
        Stretch::plain(stretch.scope, stretch.section, String::with_capacity(stretch.text.len()), stretch.line);
    let mut from = 0;
    let ends = tags(&stretch.text).map(|tag| (tag.start, tag.end)).chain([(stretch.text.len(), stretch.text.len())]);
    for (start, end) in ends {
        let kept = part(stretch, from, start);
        let at = out.text.len();
        out.text.to_mut().push_str(&kept.text);
        out.runs.extend(kept.runs.iter().map(|&(byte, line)| (byte + at, line)));
        out.code.extend(kept.code.iter().map(|&(from, to)| (from + at, to + at)));
        from = end;
    }
    out
}

/// A part of a stretch, by its bytes.
fn part(stretch: &Stretch<'_>, start: usize, end: usize) -> Stretch<'static> {
    let text = stretch.text.get(start..end).unwrap_or_default();
    let mut out = Stretch::plain(stretch.scope, stretch.section, text.to_owned(), stretch.line(start));
    // Both are sorted: a paragraph of many lines is taken apart in one go.
    let runs = stretch.runs.partition_point(|run| run.0 <= start)..stretch.runs.partition_point(|run| run.0 < end);
    let runs = stretch.runs.get(runs).unwrap_or_default();
    out.runs = runs.iter().map(|&(byte, line)| (byte - start, line)).collect();
    let code = stretch.code.partition_point(|code| code.0 < start)..stretch.code.partition_point(|code| code.1 <= end);
    let code = stretch.code.get(code).unwrap_or_default();
    out.code = code.iter().map(|&(from, to)| (from - start, to - start)).collect();
    out
}
