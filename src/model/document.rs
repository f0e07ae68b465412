//! Document: a Markdown body as a tree of ours, with the source line of every block and run of text.

use std::collections::BTreeMap;

/// A body, cut into sections at its headings and at what authors write in their place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The sections in the order of the file. The first is of kind [`SectionKind::Top`] (what precedes the first heading) and may be empty.
    pub sections: Vec<Section>,
}

/// A stretch of a body under one title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What the section is made from.
    pub kind: SectionKind,
    /// Depth in the outline, from 1: no step down skips a level. 0 for the top.
    pub level: u8,
    /// Anchor, unique in the page and stable while the title is: `h-` and a slug. Empty for the top.
    pub anchor: String,
    /// The title as written, without its mark-up's closing colon.
    pub title: Vec<Inline>,
    /// Line of the title in the file, from 1.
    pub line: u32,
    /// What stands below the title, up to the next section.
    pub blocks: Vec<Block>,
}

/// What a section's title is in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// No title: what precedes the first section.
    Top,
    /// A Markdown heading.
    Heading,
    /// A line that is all bold.
    Bold,
    /// A line that ends in a colon, directly before a list.
    LeadIn,
}

/// A block with the line it begins at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// First line in the file, from 1.
    pub line: u32,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// The first number of an ordered list; none for bullets.
        start: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// A code block: the language as a safe word (`[a-z0-9+#-]{0,32}`) and the text as written.
    Code {
        /// Lower-case language name; empty where none is stated.
        language: String,
        /// The text between the fences.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A table: head cells, rows of cells. Rows may be shorter or longer than the head.
    Table {
        /// The head's cells.
        head: Vec<Vec<Inline>>,
        /// The rows' cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A thematic break.
    Rule,
    /// HTML or pseudo-XML as the author wrote it: content to be shown as text.
    Markup(String),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Line of the item, from 1.
    pub line: u32,
    /// A task's state: `- [x]`.
    pub checked: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A run inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text (raw HTML included: it is shown as text).
    Text {
        /// The text, entities decoded.
        text: String,
        /// Its line in the file, from 1.
        line: u32,
    },
    /// Code.
    Code {
        /// The text between the backticks.
        text: String,
        /// Its line in the file, from 1.
        line: u32,
    },
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strikethrough(Vec<Inline>),
    /// A link (an image is one too). `href` is there only if its scheme is http, https or mailto, or it is relative.
    Link {
        /// The target, where it may be followed.
        href: Option<String>,
        /// What is shown.
        children: Vec<Inline>,
    },
    /// A line's end in the source.
    SoftBreak,
    /// A line's end that is kept.
    HardBreak,
}

impl Document {
    /// The text of each line of the file that has any: what the runs of text and code that come from it say, one after
    /// the other, without mark-up. Code blocks and markup have none.
    #[must_use]
    pub fn line_texts(&self) -> BTreeMap<u32, String> {
        let mut texts = BTreeMap::new();
        for section in &self.sections {
            push_lines(&section.title, &mut texts);
            section.blocks.iter().for_each(|block| push_lines_of_block(block, &mut texts));
        }
        texts
    }
}

fn push_lines_of_block(block: &Block, texts: &mut BTreeMap<u32, String>) {
    match &block.kind {
        BlockKind::Paragraph(runs) => push_lines(runs, texts),
        BlockKind::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| push_lines_of_block(block, texts));
        }
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| push_lines_of_block(block, texts)),
        BlockKind::Table { head, rows } => {
            head.iter().chain(rows.iter().flatten()).for_each(|cell| push_lines(cell, texts));
        }
        BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Markup(_) => {}
    }
}

fn push_lines(runs: &[Inline], texts: &mut BTreeMap<u32, String>) {
    for run in runs {
        match run {
            Inline::Text { text, line } | Inline::Code { text, line } => texts.entry(*line).or_default().push_str(text),
            Inline::Emphasis(children)
            | Inline::Strong(children)
            | Inline::Strikethrough(children)
            | Inline::Link { children, .. } => push_lines(children, texts),
            Inline::SoftBreak | Inline::HardBreak => {}
        }
    }
}

/// The line of the first run of text or code; none where there is no such run.
#[must_use]
pub fn first_line(inlines: &[Inline]) -> Option<u32> {
    inlines.iter().find_map(|inline| match inline {
        Inline::Text { line, .. } | Inline::Code { line, .. } => Some(*line),
        Inline::Emphasis(children)
        | Inline::Strong(children)
        | Inline::Strikethrough(children)
        | Inline::Link { children, .. } => first_line(children),
        Inline::SoftBreak | Inline::HardBreak => None,
    })
}

/// The text of a run of inlines, without mark-up; line ends become spaces.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(inlines, &mut text);
    text
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
            Inline::Emphasis(children)
            | Inline::Strong(children)
            | Inline::Strikethrough(children)
            | Inline::Link { children, .. } => push_plain(children, out),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
        }
    }
}
