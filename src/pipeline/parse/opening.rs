//! Opening: the sentence of a body that says what the agent is, for a definition that has no description.

use super::description;
use crate::model::description::Passage;
use crate::model::document::{self, Block, BlockKind, Document, Inline, Item};

/// How many paragraphs are looked at for a sentence that says more than the agent's name.
const DEEPEST: usize = 8;

/// How many sentences of one.
const SENTENCES: usize = 3;

/// Labels of what says what the agent is.
const SAYING: &[&str] = &[
    "description", "purpose", "summary", "role", "your role", "persona", "identity", "mission", "your mission",
    "objective", "about",
];

/// Labels of what says something else of it.
const OTHER: &[&str] = &[
    "name", "agent name", "agent id", "agent", "id", "model", "tools", "version", "author", "owner", "status", "color",
    "type", "category", "created", "updated", "last updated", "date", "priority", "tier",
];

/// The first sentence of the first paragraph that says what the agent `name` is; of the first section's title where there is none.
pub(super) fn sentence(name: &str, body: &Document) -> Option<Passage> {
    let mut tagged = false;
    let blocks = body.sections.iter().flat_map(|section| &section.blocks);
    let paragraphs = blocks.filter_map(|block| {
        let text = text(block, tagged)?;
        tagged = text.is_empty();
        Some((text, block.line))
    });
    let mut named = None;
    for (lines, line) in paragraphs.filter(|(lines, _)| lines.contains(char::is_alphabetic)).take(DEEPEST) {
        let text = said(&lines);
        let mut rest = text.as_str();
        for _ in 0..SENTENCES {
            let first = description::first_sentence(rest);
            if !first.contains(char::is_alphabetic) {
                break;
            }
            if !names_only(first, name) {
                return Some(Passage { text: first.to_owned(), line });
            }
            named.get_or_insert_with(|| Passage { text: first.to_owned(), line });
            let end = rest.find(first).map_or(rest.len(), |at| at + first.len());
            rest = rest.get(end..).unwrap_or_default();
        }
    }
    let titles = || body.sections.iter().map(|section| (document::plain(&section.title), section.line));
    let title = || titles().find(|(text, _)| text.contains(char::is_alphabetic));
    named.or_else(|| title().map(|(text, line)| Passage { text: unnumbered(&text), line }))
}

/// What a block says, without the tags of pseudo-XML; of a list its first item, right behind a tag (`tagged`).
fn text(block: &Block, tagged: bool) -> Option<String> {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            let lines = lines(inlines);
            Some(if lines.trim_start().starts_with('<') { without_tags(&lines) } else { lines })
        }
        BlockKind::Markup(text) if !text.trim_start().starts_with("<!--") => Some(without_tags(text)),
        BlockKind::List { items, .. } if tagged => text_of_item(items.first()?),
        _ => None,
    }
}

fn text_of_item(item: &Item) -> Option<String> {
    item.blocks.first().and_then(|block| text(block, false))
}

/// A paragraph's lines, each bold label at the beginning of one.
fn lines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for (at, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::SoftBreak | Inline::HardBreak => {
                let label = matches!(inlines.get(at + 1), Some(Inline::Strong(_)));
                out.push(if label { '\n' } else { ' ' });
            }
            other => out.push_str(&document::plain(std::slice::from_ref(other))),
        }
    }
    out
}

/// What a paragraph says of the agent: the line that has a label for it, else the first without any.
fn said(lines: &str) -> String {
    let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let label = |line: &str| {
        let (label, rest) = line.split_once([':', '：'])?;
        (!rest.trim().is_empty()).then(|| (label.trim().to_lowercase(), one(rest)))
    };
    let labelled = |wanted: &[&str], line: &str| label(line).filter(|(label, _)| wanted.contains(&label.as_str()));
    if let Some((_, rest)) = lines.lines().find_map(|line| labelled(SAYING, line)) {
        return rest;
    }
    let left: Vec<&str> = lines.lines().filter(|line| labelled(OTHER, line).is_none()).collect();
    // Where one line is a field of the agent's, the others with labels are too.
    let fields = left.len() < lines.lines().count();
    if lines.trim().contains('\n') {
        let first = left.into_iter().find(|line| !fields || label(line).is_none());
        return first.map(one).unwrap_or_default();
    }
    one(&left.join(" "))
}

/// Text of pseudo-XML without its tags: the first line that says something.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '<' => depth += 1,
            '>' if depth > 0 => {
                depth -= 1;
                out.push('\n');
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out.lines().map(str::trim).find(|line| line.contains(char::is_alphabetic)).unwrap_or_default().to_owned()
}

/// Whether a sentence says no more than the agent's name: "You are the code-reviewer."
fn names_only(sentence: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
    };
    let known = words(name);
    let small =
        ["you", "are", "the", "a", "an", "i", "am", "is", "this", "agent", "subagent", "your", "name", "re", "m"];
    words(sentence).iter().all(|word| small.contains(&word.as_str()) || known.contains(word))
}

/// A title without its number: `1. Context`.
fn unnumbered(title: &str) -> String {
    let text = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let text = if words.contains(char::is_alphabetic) { words } else { &text };
    description::first_sentence(text).to_owned()
}
