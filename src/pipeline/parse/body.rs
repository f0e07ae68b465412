//! Body: Markdown to sections of ours, with the source line of everything. The one home of pulldown-cmark.
//!
//! Nothing that an author writes becomes live: raw HTML and pseudo-XML are content to be shown as text, an image is a
//! link, and a link keeps its target only if the scheme is on a short list. All of it is linear in the text, and no
//! deeper than [`DEPTH`]: what is nested deeper stands as the text that was written.

mod link;
mod markup;
mod outline;
mod place;
mod tree;

use std::borrow::Cow;

use pulldown_cmark::{Options, Parser};

use crate::model::document::{Block, BlockKind, Document};
use place::Lines;
use tree::{Piece, Tree};

/// Longest text that is read as Markdown, in bytes: 1 MiB. The longest of 9,107 definitions found has 88 KB.
const LONGEST: usize = 1 << 20;

/// Containers and spans that may stand inside each other.
const DEPTH: usize = 32;

/// Reads Markdown; `first_line` is the line of its first character in the file, from 1.
///
/// CommonMark with tables, strikethrough and task lists; footnotes, math, wikilinks and metadata blocks are text.
/// A text above 1 MiB is one code block.
pub(super) fn read(text: &str, first_line: u32) -> Document {
    if text.len() > LONGEST {
        let code = BlockKind::Code { language: String::new(), text: text.to_owned() };
        return outline::document(vec![Piece::Block(Block { line: first_line, kind: code })], first_line);
    }
    let text = without_lone_returns(text);
    let pieces = pieces(&text, &Lines::of(&text, first_line));
    outline::document(pieces.into_iter().flat_map(inside_markup).collect(), first_line)
}

/// A text in which a lone carriage return, which ends a line too, is a newline: the parser doesn't take it as one
/// everywhere. No byte moves.
fn without_lone_returns(text: &str) -> Cow<'_, str> {
    let mut rest = text.split('\r').skip(1);
    if rest.all(|after| after.starts_with('\n')) {
        return Cow::Borrowed(text);
    }
    let mut chars = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        out.push(if c == '\r' && chars.peek() != Some(&'\n') { '\n' } else { c });
    }
    Cow::Owned(out)
}

/// The top level of a text: headings and blocks in the order of the file.
fn pieces(text: &str, lines: &Lines) -> Vec<Piece> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut tree = Tree::new(text, lines);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        tree.event(event, range);
    }
    tree.finish()
}

/// Reads what stands between the tags of top-level markup: authors put their rules between `<rules>` and `</rules>`,
/// and mean Markdown. Only once: markup inside of it stays as it is.
fn inside_markup(piece: Piece) -> Vec<Piece> {
    let Piece::Block(Block { line, kind: BlockKind::Markup(text) }) = piece else { return vec![piece] };
    let mut inside = Vec::new();
    for part in markup::parts(&text, line) {
        match part {
            markup::Part::Tags(text, line) => inside.push(Piece::Block(Block { line, kind: BlockKind::Markup(text) })),
            markup::Part::Text(text, line) => inside.extend(pieces(&text, &Lines::of(&text, line))),
        }
    }
    inside
}

#[cfg(test)]
mod tests;
