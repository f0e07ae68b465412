//! Description: decoded and taken apart into purpose, when, when not, examples and tasks.

mod bare;
mod class;
mod clauses;
#[cfg(test)]
mod corpus;
mod decode;
mod dialogue;
mod example;
mod key;
mod label;
mod languages;
mod lead;
mod phrases;
mod plain;
#[cfg(test)]
mod properties;
mod purpose;
mod quotes;
mod sentences;
mod tags;
mod tasks;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::model::definition::Value;
use crate::model::description::{Description, Example, Passage};
use bare::Piece;
use decode::Text;
use tags::{Role, Tag};

/// Takes the description of the agent `name` apart. `text` is its value as the header gives it, `lines` the same text as the lines of the file,
/// `examples` the value of an `examples:` key beside it, with its lines.
pub(super) fn read(name: &str, text: String, lines: &[Passage], examples: Option<(&Value, &[Passage])>) -> Description {
    let line = lines.first().map_or(0, |line| line.line);
    let unplaced: Vec<Passage>;
    let lines = if lines.is_empty() {
        unplaced = text.lines().map(|text| Passage { text: text.to_owned(), line: 0 }).collect();
        &unplaced
    } else {
        lines
    };
    let placed = Text::new(lines);
    let mut found = Found::default();
    let (tags, prose) = dialogues(&placed, &mut found, false);
    if let Some((value, lines)) = examples {
        key::read(value, lines, &mut found);
    }
    let mut description = Description {
        text: decode::decode(text),
        line,
        examples: found.examples,
        tasks: found.tasks,
        ..Description::default()
    };
    let name = name.trim().to_lowercase().replace([' ', '_'], "-");
    purpose::read(&placed, &tags, &prose, &name, &mut description);
    description
}

/// Whether a description has no purpose but what stands in for one: a piece of an example, or when not to use the agent.
pub(super) fn is_without_purpose(description: &Description) -> bool {
    match description.purpose.as_slice() {
        [] => true,
        [only] => purpose::last_resort(description).is_some_and(|resort| resort == *only),
        _ => false,
    }
}

/// A description's text alone, as [`read`] gives it.
pub(super) fn text(text: String) -> String {
    decode::decode(text)
}

/// The first sentence of a line of prose.
pub(super) fn first_sentence(line: &str) -> &str {
    sentences::first(line).trim()
}

/// Dialogues and tasks as they are found.
#[derive(Default)]
struct Found {
    examples: Vec<Example>,
    tasks: Vec<Passage>,
}

/// Prose outside of all examples.
struct Prose {
    range: Range<usize>,
    /// Whether an example stands before it.
    after: bool,
    /// Whether an example follows it.
    before: bool,
    /// Whether it stands between `<examples>` and its end.
    wrapped: bool,
}

/// Takes the dialogues out of a text; gives all its tags and what is left. `led` says that examples are all it should hold.
fn dialogues(text: &Text, found: &mut Found, led: bool) -> (Vec<Tag>, Vec<Prose>) {
    let tags = tags::tags(&text.string);
    let mut prose: Vec<Prose> = Vec::new();
    let mut after = false;
    for region in regions(text, &tags) {
        if region.is_example {
            let example = example::tagged(text, region.range, &tags);
            mark_example(text, &mut prose, &mut after, example, found);
            continue;
        }
        let wrapped = region.wrapped || led;
        for piece in bare::split(text, region.range, &tags, wrapped) {
            match piece {
                Piece::Prose(range) => prose.push(Prose { range, after, before: false, wrapped }),
                Piece::Led(range) => prose.push(Prose { range, after, before: false, wrapped: true }),
                Piece::Dialogue(example) => mark_example(text, &mut prose, &mut after, Some(example), found),
            }
        }
    }
    (tags, prose)
}

/// Puts an example away; the prose before it learns that one follows, as does what stands before a mere title.
fn mark_example(text: &Text, prose: &mut [Prose], after: &mut bool, example: Option<Example>, found: &mut Found) {
    let Some(example) = example else { return };
    for last in prose.iter_mut().rev().take(2) {
        last.before = true;
        if text.slice(last.range.clone()).contains(char::is_alphanumeric) {
            break;
        }
    }
    *after = true;
    found.examples.push(example);
}

/// A stretch between the tags that divide a description.
struct Region {
    range: Range<usize>,
    is_example: bool,
    wrapped: bool,
}

/// A description divided at its `<example>` and `<examples>` tags. An example that is never closed ends at the next one.
fn regions(text: &Text, tags: &[Tag]) -> Vec<Region> {
    let mut regions = Vec::new();
    let (mut start, mut is_example, mut wrapped) = (0, false, false);
    for tag in tags {
        let blank = text.slice(start..tag.range.start).trim().is_empty();
        match (tag.role, tag.closing) {
            (Role::Example, closing) => {
                if !blank {
                    regions.push(Region { range: start..tag.range.start, is_example, wrapped });
                }
                is_example = !closing;
            }
            (Role::Examples, closing) => {
                if !blank {
                    regions.push(Region { range: start..tag.range.start, is_example, wrapped });
                }
                (is_example, wrapped) = (false, !closing);
            }
            _ => continue,
        }
        start = tag.range.end;
    }
    regions.push(Region { range: start..text.string.len(), is_example, wrapped });
    regions
}
