//! Plain: a stretch of description as a person reads it: one line, without tags and marks of emphasis.

use std::ops::Range;

use super::decode::Text;
use super::example::one_line;
use super::tags::{Role, Tag};

/// The text of a range on one line, without markup. `tags` are all tags of the text.
pub(super) fn plain(text: &Text, range: Range<usize>, tags: &[Tag]) -> String {
    let mut untagged = String::with_capacity(range.len());
    let mut at = range.start;
    let first = tags.partition_point(|tag| tag.range.start < range.start);
    for tag in tags.get(first..).unwrap_or_default().iter().take_while(|tag| tag.range.start < range.end) {
        let written = text.slice(tag.range.clone());
        if tag.role != Role::Text {
            untagged.push_str(text.slice(at..tag.range.start));
            untagged.push(' ');
            at = tag.range.end;
        } else if let Some(name) = ["example", "examples", "commentary"].iter().find(|name| is_named(written, name)) {
            // A tag that is only spoken of: its name is enough.
            untagged.push_str(text.slice(at..tag.range.start));
            untagged.push_str(name);
            at = tag.range.end;
        }
    }
    untagged.push_str(text.slice(at.min(range.end)..range.end));
    one_line(&without_marks(&untagged))
}

/// Whether a tag is one of this name.
fn is_named(tag: &str, name: &str) -> bool {
    tag.trim_matches(['<', '/', '>']).eq_ignore_ascii_case(name)
}

/// Without backticks, emphasis and the addresses of links.
fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut bold, mut italic) = (false, false);
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let mut taken = c.len_utf8();
        match c {
            '`' => {}
            '*' if rest.starts_with("**") && flips(bold, before, rest.chars().nth(2), true) => {
                bold = !bold;
                taken = 2;
            }
            '*' if !rest.starts_with("**") && flips(italic, before, rest.chars().nth(1), false) => italic = !italic,
            // Of an image its words are left, as of a link.
            '!' if rest.strip_prefix('!').filter(|rest| rest.starts_with('[')).and_then(link).is_some() => {}
            '[' => match link(rest) {
                Some((label, length)) => {
                    out.push_str(label);
                    taken = length;
                }
                None => out.push(c),
            },
            _ => out.push(c),
        }
        before = Some(c);
        at += taken;
    }
    out
}

/// Whether asterisks between these neighbours open or close emphasis; in `*.md` and `src/**/*.rs` they do neither.
fn flips(open: bool, before: Option<char>, after: Option<char>, bold: bool) -> bool {
    if open {
        before.is_some_and(|c| !c.is_whitespace() && c != '/')
            && after.is_none_or(|c| bold || !c.is_alphanumeric())
            && after != Some('/')
    } else {
        before.is_none_or(|c| c.is_whitespace() || "(\"'“[—–-:>".contains(c) || (bold && !c.is_ascii()))
            && after.is_some_and(|c| {
                c.is_alphanumeric() || (bold && "\"'`[(<“⚠✅❌".contains(c)) || (bold && !c.is_ascii())
            })
    }
}

/// The words of a link and how long it is, where one begins here.
fn link(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.get(1..)?;
    let close = inner.find(['[', ']', '\n'])?;
    let (label, rest) = (inner.get(..close)?, inner.get(close..)?.strip_prefix("](")?);
    let end = rest.find([')', '(', '[', '\n', ' '])?;
    (rest.as_bytes().get(end) == Some(&b')')).then_some((label, 1 + close + 2 + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_marks_and_keeps_words() {
        for (text, expected) in [
            ("**Bold**, *slanted* and `code`", "Bold, slanted and code"),
            ("src/**/*.rs and *.md and mcp__* and 2 * 3", "src/**/*.rs and *.md and mcp__* and 2 * 3"),
            ("see [the guide](https://example.org/a) or [x]", "see the guide or [x]"),
            ("see ![the map](map.png)! And ![so on", "see the map! And ![so on"),
            ("**⚠️ Mind:** gap", "⚠️ Mind: gap"),
            ("A-*-B", "A-*-B"),
        ] {
            assert_eq!(without_marks(text), expected);
        }
    }
}
