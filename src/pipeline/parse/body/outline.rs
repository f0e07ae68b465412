//! Outline: pieces become sections, at headings and at what authors write in their place.
//!
//! 1. A Markdown heading with any text begins a section. Levels are those of an outline: a heading is one level below
//!    the nearest heading above it that is of a higher rank, so no step down skips a level.
//! 2. A line that is all bold begins a section, one level below the heading that it stands under: a paragraph, or a line
//!    of a paragraph. Beside the bold there may be marks (a colon, an emoji), no letter and no digit. It must be like a
//!    title: at most 120 characters, not ending like a sentence (`.`, `!`, `;`, `,`) unless a list follows directly,
//!    and something must stand below it before the next heading; otherwise it is emphasis, and stays a paragraph.
//! 3. A lead-in (the last line of a paragraph, at most 120 characters, ending in a colon, with a list directly after it)
//!    begins a section where authors write no headings. Under headings it stays a paragraph: there it introduces a list,
//!    often the section's only content, and the heading names it. A lone `#` heading that opens the body is the
//!    agent's title, and doesn't count. A lead-in directly below another title belongs to that title.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Piece;
use crate::model::document::{Block, BlockKind, Document, Inline, Section, SectionKind, first_line, plain};
use crate::text;

/// Longest bold line or lead-in that can be a title, in characters.
const TITLE: usize = 120;

/// Most sections of a document; what comes after is no longer cut. Far above what a person writes (the longest body
/// found has some 200), and low enough that a page of nothing but headings stays small.
pub(super) const SECTIONS: usize = 1_000;

/// Makes sections of pieces. `line` is the line of the body's first character.
pub(super) fn document(pieces: Vec<Piece>, line: u32) -> Document {
    let lead_ins = !has_headings(&pieces);
    let mut outline = Outline::new(line, lead_ins);
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Heading { level, line, title } => outline.heading(level, line, title),
            Piece::Block(Block { line, kind: BlockKind::Paragraph(inlines) }) => {
                let next = match pieces.peek() {
                    None | Some(Piece::Heading { .. }) => Next::End,
                    Some(Piece::Block(Block { kind: BlockKind::List { .. }, .. })) => Next::List,
                    Some(Piece::Block(_)) => Next::Other,
                };
                outline.paragraph(line, inlines, next);
            }
            Piece::Block(block) => outline.block(block),
        }
    }
    outline.sections.iter_mut().for_each(|section| section.blocks.shrink_to_fit());
    outline.sections.shrink_to_fit();
    Document { sections: outline.sections }
}

/// Whether the author structures by headings: any but a lone one of the first level that opens the body.
fn has_headings(pieces: &[Piece]) -> bool {
    let is_heading = |piece: &Piece| matches!(piece, Piece::Heading { title, .. } if !title.is_empty());
    match pieces.split_first() {
        Some((Piece::Heading { level: 1, .. }, rest)) => rest.iter().any(is_heading),
        _ => pieces.iter().any(is_heading),
    }
}

/// What follows a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A heading, or nothing.
    End,
    List,
    Other,
}

struct Outline {
    sections: Vec<Section>,
    /// Levels as written of the headings that the next block stands under.
    under: Vec<u8>,
    lead_ins: bool,
    anchors: Anchors,
}

impl Outline {
    fn new(line: u32, lead_ins: bool) -> Self {
        let top = Section {
            kind: SectionKind::Top,
            level: 0,
            anchor: String::new(),
            title: Vec::new(),
            line,
            blocks: Vec::new(),
        };
        Self { sections: vec![top], under: Vec::new(), lead_ins, anchors: Anchors::default() }
    }

    fn heading(&mut self, level: u8, line: u32, title: Vec<Inline>) {
        if plain(&title).trim().is_empty() {
            return;
        }
        if self.sections.len() > SECTIONS {
            return self.block(Block { line, kind: BlockKind::Paragraph(vec![Inline::Strong(title)]) });
        }
        while self.under.last().is_some_and(|&above| above >= level) {
            self.under.pop();
        }
        self.under.push(level);
        self.section(SectionKind::Heading, line, title);
    }

    fn paragraph(&mut self, line: u32, inlines: Vec<Inline>, next: Next) {
        if self.sections.len() > SECTIONS {
            return self.block(Block { line, kind: BlockKind::Paragraph(inlines) });
        }
        let lines = lines_of(inlines);
        let last = lines.len().saturating_sub(1);
        let mut kept: Vec<Vec<Inline>> = Vec::new();
        let mut kept_line = line;
        for (at, run) in lines.into_iter().enumerate() {
            let run_line = first_line(&run).unwrap_or(kept_line);
            let next = if at == last { next } else { Next::Other };
            let kind = if is_bold_title(&run, next) {
                Some(SectionKind::Bold)
            } else if at == last && next == Next::List && self.is_lead_in(&run, kept.is_empty()) {
                Some(SectionKind::LeadIn)
            } else {
                None
            };
            if let Some(kind) = kind {
                self.lines(kept_line, &mut kept);
                self.section(kind, run_line, run);
                continue;
            }
            if kept.is_empty() {
                kept_line = run_line;
            }
            kept.push(run);
        }
        self.lines(kept_line, &mut kept);
    }

    /// Whether the last line of a paragraph, before a list, is a title; `alone` if nothing of the paragraph is above it.
    fn is_lead_in(&self, run: &[Inline], alone: bool) -> bool {
        // The only heading there may be is the agent's title, which is above everything.
        let directly_below = alone
            && self.sections.last().is_some_and(|above| {
                matches!(above.kind, SectionKind::Bold | SectionKind::LeadIn) && above.blocks.is_empty()
            });
        let text = plain(run);
        self.lead_ins
            && !directly_below
            && text.trim_end().ends_with([':', '：'])
            && text.chars().any(char::is_alphanumeric)
            && text.chars().count() <= TITLE
    }

    /// Adds lines of a paragraph as one.
    fn lines(&mut self, line: u32, kept: &mut Vec<Vec<Inline>>) {
        let mut kept = kept.drain(..);
        let mut inlines = kept.next().unwrap_or_default();
        inlines.extend(kept.flatten());
        while matches!(inlines.last(), Some(Inline::SoftBreak | Inline::HardBreak)) {
            inlines.pop();
        }
        if !inlines.is_empty() {
            self.block(Block { line, kind: BlockKind::Paragraph(inlines) });
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn section(&mut self, kind: SectionKind, line: u32, title: Vec<Inline>) {
        let title = match kind {
            SectionKind::Heading => title,
            _ => bare(kind, title),
        };
        let title = without_colon(title);
        let depth = self.under.len() + usize::from(kind != SectionKind::Heading);
        let level = u8::try_from(depth).unwrap_or(u8::MAX);
        let anchor = self.anchors.next(&plain(&title));
        self.sections.push(Section { kind, level, anchor, title, line, blocks: Vec::new() });
    }
}

/// A paragraph's lines as the source has them; each but the last keeps the break that ends it.
fn lines_of(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    if !inlines.iter().any(|inline| matches!(inline, Inline::SoftBreak | Inline::HardBreak)) {
        return vec![inlines];
    }
    let mut lines = vec![Vec::new()];
    for inline in inlines {
        let ends = matches!(inline, Inline::SoftBreak | Inline::HardBreak);
        if let Some(line) = lines.last_mut() {
            line.push(inline);
        }
        if ends {
            lines.push(Vec::new());
        }
    }
    lines
}

/// Whether a line is all bold and like a title.
fn is_bold_title(run: &[Inline], next: Next) -> bool {
    let is_strong = |inline: &Inline| match inline {
        Inline::Strong(_) => true,
        Inline::Emphasis(children) => matches!(children.as_slice(), [Inline::Strong(_)]),
        _ => false,
    };
    let is_mark = |inline: &Inline| match inline {
        Inline::Text { text, .. } => !text.chars().any(char::is_alphanumeric),
        Inline::SoftBreak | Inline::HardBreak => true,
        _ => false,
    };
    let bold: Vec<&Inline> = run.iter().filter(|inline| is_strong(inline)).collect();
    if next == Next::End || bold.is_empty() || !run.iter().all(|inline| is_strong(inline) || is_mark(inline)) {
        return false;
    }
    let text = plain(run);
    let text = text.trim();
    text.chars().any(char::is_alphanumeric)
        && text.chars().count() <= TITLE
        && (next == Next::List || !text.ends_with(['.', '!', ';', ',', '。', '！']))
}

/// A line of a paragraph as a title: without the break that ends it, and of a bold line without the bold, which is what
/// made it a title.
fn bare(kind: SectionKind, title: Vec<Inline>) -> Vec<Inline> {
    let mut flat = Vec::with_capacity(title.len());
    for inline in title {
        match inline {
            Inline::SoftBreak | Inline::HardBreak => {}
            Inline::Strong(children) if kind == SectionKind::Bold => flat.extend(children),
            Inline::Emphasis(children) if kind == SectionKind::Bold => flat.extend(bare(kind, children)),
            other => flat.push(other),
        }
    }
    flat
}

/// A title without the colon that closes it, and without the space around it.
fn without_colon(mut title: Vec<Inline>) -> Vec<Inline> {
    while let Some(Inline::Text { text, .. }) = title.last_mut() {
        let kept = text.trim_end().trim_end_matches([':', '：']).trim_end().len();
        text.truncate(kept);
        if kept > 0 {
            break;
        }
        title.pop();
    }
    if let Some(Inline::Strong(children) | Inline::Emphasis(children)) = title.last_mut() {
        *children = without_colon(std::mem::take(children));
    }
    title
}

/// Anchors, each given once. Linear however often a title repeats.
#[derive(Default)]
struct Anchors {
    taken: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Anchors {
    /// `h-` and the title's slug; from its second use on with `-2`, `-3` …
    fn next(&mut self, title: &str) -> String {
        let base = format!("h-{}", text::slug(title));
        let mut anchor = base.clone();
        while !self.taken.insert(anchor.clone()) {
            let number = self.next.entry(base.clone()).or_insert(1);
            *number += 1;
            anchor = format!("{base}-{number}");
        }
        anchor
    }
}
