//! Opening: the sentence of a body that says what the agent is, for a definition that has no description.

use super::description;
use crate::model::description::Passage;
use crate::model::document::{self, Block, BlockKind, Document, Inline, Item, Section};

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

/// How many sections may say it in a quotation: what precedes the title, and what stands right below it.
const QUOTING: usize = 2;

/// What a quotation begins with that is a note to whoever reads the file.
const NOTES: &[&str] =
    &["note", "notes", "warning", "important", "tip", "caution", "attention", "todo", "deprecated", "source"];

/// The first sentence of the first paragraph that says what the agent `name` is; of the first section's title where there is
/// none, and of the first item of a list where nothing else stands.
pub(super) fn sentence(name: &str, body: &Document) -> Option<Passage> {
    let mut tagged = false;
    let blocks = body.sections.iter().enumerate().flat_map(|(at, section)| blocks(section, at < QUOTING));
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
    let titles = || body.sections.iter().map(|it| (document::plain(without_pictures(&it.title)), it.line));
    let title = || titles().find(|(text, _)| text.contains(char::is_alphabetic));
    named.or_else(|| title().map(|(text, line)| Passage { text: unnumbered(&text), line })).or_else(|| item(body))
}

/// A section's blocks, the quotations behind the others if they count.
fn blocks(section: &Section, quoting: bool) -> impl Iterator<Item = &Block> {
    let is_quote = |block: &&Block| matches!(block.kind, BlockKind::Quote(_));
    let quotes = section.blocks.iter().filter(move |block| quoting && is_quote(block));
    section.blocks.iter().filter(move |block| !is_quote(block)).chain(quotes)
}

/// The first sentence of the first item of a list that says something.
fn item(body: &Document) -> Option<Passage> {
    let lists = body.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match &block.kind {
        BlockKind::List { items, .. } => Some(items),
        _ => None,
    });
    let texts = lists.flatten().filter_map(|item| Some((said(&text_of_item(item)?), item.line)));
    let (text, line) = texts.into_iter().find(|(text, _)| text.contains(char::is_alphabetic))?;
    Some(Passage { text: description::first_sentence(&text).to_owned(), line })
}

/// What a block says, without the tags of pseudo-XML; of a list its first item, right behind a tag (`tagged`).
fn text(block: &Block, tagged: bool) -> Option<String> {
    match &block.kind {
        BlockKind::Paragraph(inlines) => {
            let inlines = without_pictures(inlines);
            if inlines.iter().all(only_leads) {
                return None;
            }
            let lines = lines(inlines);
            Some(if lines.trim_start().starts_with('<') { without_tags(&lines) } else { lines })
        }
        BlockKind::Markup(text) if !text.trim_start().starts_with("<!--") => Some(without_tags(text)),
        BlockKind::List { items, .. } if tagged => text_of_item(items.first()?),
        BlockKind::Quote(blocks) => blocks.first().and_then(|block| text(block, false)).filter(|text| !is_note(text)),
        _ => None,
    }
}

/// Whether a quotation is a note, or a saying in quotation marks.
fn is_note(text: &str) -> bool {
    let text = text.trim_start();
    let word = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    text.starts_with(['"', '“', '«', '„', '「'])
        || text.starts_with("[!")
        || NOTES.contains(&word.to_lowercase().as_str())
}

/// A run of text without the pictures that it begins with: logos and badges.
fn without_pictures(inlines: &[Inline]) -> &[Inline] {
    let is_first = |inline: &Inline| !is_picture(inline) && !is_gap(inline);
    inlines.iter().position(is_first).and_then(|first| inlines.get(first..)).unwrap_or_default()
}

/// Endings of the files that hold pictures.
const PICTURES: &[&str] = &[".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".bmp"];

/// Whether a run is a picture, which the tree holds as a link to its file, or a link with nothing else in it.
fn is_picture(inline: &Inline) -> bool {
    let Inline::Link { href, children } = inline else { return false };
    let shows = href.as_deref().is_some_and(|href| {
        let file = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        PICTURES.iter().any(|ending| file.ends_with(ending)) || file.contains("img.shields.io/")
    });
    shows || !children.is_empty() && children.iter().all(is_picture)
}

/// Whether a run has no letter: white space, what stands between two links.
fn is_gap(inline: &Inline) -> bool {
    match inline {
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Text { text, .. } => text.trim().is_empty(),
        _ => false,
    }
}

/// Whether a run is a link or stands between two: a paragraph of these leads elsewhere, or is all pictures.
fn only_leads(inline: &Inline) -> bool {
    match inline {
        Inline::Link { .. } => true,
        Inline::Text { text, .. } => !text.contains(char::is_alphanumeric),
        other => is_gap(other),
    }
}

fn text_of_item(item: &Item) -> Option<String> {
    item.blocks.first().and_then(|block| text(block, false))
}

/// A paragraph's lines, each label at the beginning of one: a bold one, and where the paragraph begins with a label that is
/// known, a plain one too. There the line below a field is one of its own, unless it goes on with the field's value.
fn lines(inlines: &[Inline]) -> String {
    let rows = inlines.split(|inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak));
    let mut rows = rows.map(|row| (matches!(row.first(), Some(Inline::Strong(_))), document::plain(row)));
    let (_, mut out) = rows.next().unwrap_or_default();
    let labelled = known(SAYING, &out).is_some() || known(OTHER, &out).is_some();
    let mut field = known(OTHER, &out).is_some();
    for (bold, row) in rows {
        let begins = labelled && is_field(&row);
        let ends = field && !row.starts_with(char::is_lowercase) && !out.trim_end().ends_with(',');
        if bold || begins || ends {
            out.push('\n');
            field = labelled && begins && known(SAYING, &row).is_none();
        } else {
            out.push(' ');
        }
        out.push_str(&row);
    }
    out
}

/// A line's label, in lower case, and what is behind it.
fn label(line: &str) -> Option<(String, &str)> {
    let (label, rest) = line.split_once([':', '：'])?;
    (!rest.trim().is_empty()).then(|| (label.trim().to_lowercase(), rest))
}

/// What is behind a line's label if it is one of these.
fn known<'l>(labels: &[&str], line: &'l str) -> Option<&'l str> {
    label(line).filter(|(label, _)| labels.contains(&label.as_str())).map(|(_, rest)| rest)
}

/// Whether a line among labels is a field: it has a label that is known, or a short one before what is no sentence.
fn is_field(line: &str) -> bool {
    let short = |label: &str| label.starts_with(char::is_uppercase) && label.split_whitespace().nth(3).is_none();
    let sentence = line.trim_end().ends_with(['.', '!', '?', '。', '！', '？']);
    label(line).is_some() && !sentence && short(line.split([':', '：']).next().unwrap_or_default())
        || known(SAYING, line).is_some()
        || known(OTHER, line).is_some()
}

/// What a paragraph says of the agent: the line that has a label for it, else the first without any.
fn said(lines: &str) -> String {
    let one = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(rest) = lines.lines().find_map(|line| known(SAYING, line)) {
        return one(rest);
    }
    let left: Vec<&str> = lines.lines().filter(|line| known(OTHER, line).is_none()).collect();
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
