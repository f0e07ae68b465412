//! Tree: the parser's flat events become blocks and runs of ours.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::markup;
use super::place::Lines;
use super::{DEPTH, link};
use crate::model::document::{Block, BlockKind, Inline, Item, first_line};

/// What stands at the top level of a body.
pub(super) enum Piece {
    /// A heading with its level as written, 1 to 6.
    Heading { level: u8, line: u32, title: Vec<Inline> },
    /// Anything else.
    Block(Block),
}

/// A tree in the making: a stack of what is open.
pub(super) struct Tree<'t> {
    text: &'t str,
    lines: &'t Lines,
    pieces: Vec<Piece>,
    open: Vec<Frame>,
    /// How many elements are open inside one that is nested too deep and stands as text.
    too_deep: usize,
}

/// Something open, with what it holds so far.
struct Frame {
    kind: Kind,
    line: u32,
    inlines: Vec<Inline>,
    blocks: Vec<Block>,
    text: String,
}

enum Kind {
    Paragraph,
    Heading(u8),
    Quote,
    List { start: Option<u64>, items: Vec<Item> },
    Item { checked: Option<bool> },
    Code { language: String, is_fenced: bool },
    Markup,
    Table { head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>> },
    Row { head: bool, cells: Vec<Vec<Inline>> },
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Link { href: Option<String>, target: String },
}

impl<'t> Tree<'t> {
    /// An empty tree of `text`.
    pub(super) fn new(text: &'t str, lines: &'t Lines) -> Self {
        Self { text, lines, pieces: Vec::new(), open: Vec::new(), too_deep: 0 }
    }

    /// Takes the parser's next event.
    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.too_deep > 0 {
            match event {
                Event::Start(_) => self.too_deep += 1,
                Event::End(_) => self.too_deep -= 1,
                _ => {}
            }
            return;
        }
        let line = self.lines.line(range.start);
        match event {
            Event::Start(tag) => self.start(tag, line, range),
            Event::End(_) => self.end(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.push_text(&text, line),
            Event::Code(text) => {
                let line = self.lines.line(self.code_start(range));
                self.push(Inline::Code { text: text.into_string(), line });
            }
            Event::SoftBreak => self.push(self.soft_break(range)),
            Event::HardBreak => self.push(Inline::HardBreak),
            Event::Rule => self.push_block(Block { line, kind: BlockKind::Rule }),
            Event::TaskListMarker(state) => self.check_task(state),
            // Extensions that are off: should one of them turn up, it stands as it was written.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                self.push_text(self.text.get(range).unwrap_or_default(), line);
            }
        }
    }

    /// The finished top level.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        while !self.open.is_empty() {
            self.end();
        }
        self.pieces
    }

    /// Where the text of a code span begins, which may be on the line after its backticks.
    fn code_start(&self, range: Range<usize>) -> usize {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let inside = source.trim_start_matches('`').trim_start();
        if inside.is_empty() { range.start } else { range.start + source.len() - inside.len() }
    }

    /// A line of pseudo-XML stays a line.
    fn soft_break(&self, range: Range<usize>) -> Inline {
        let before = self.text.get(..range.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let after = self.text.get(range.end..).unwrap_or_default();
        if markup::begins_with_tag(line) || markup::begins_with_tag(after) {
            Inline::HardBreak
        } else {
            Inline::SoftBreak
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: u32, range: Range<usize>) {
        let kind = match tag {
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Kind::Code { language: language(&info), is_fenced: true },
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code { language: String::new(), is_fenced: false },
            Tag::HtmlBlock => Kind::Markup,
            Tag::List(start) => Kind::List { start, items: Vec::new() },
            Tag::Item => Kind::Item { checked: None },
            Tag::Table(_) => Kind::Table { head: Vec::new(), rows: Vec::new() },
            Tag::TableHead => Kind::Row { head: true, cells: Vec::new() },
            Tag::TableRow => Kind::Row { head: false, cells: Vec::new() },
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                Kind::Link { href: link::href(&dest_url), target: dest_url.into_string() }
            }
            // All but the first are extensions that are off.
            Tag::Paragraph
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => Kind::Paragraph,
        };
        if self.open.len() >= DEPTH && kind.nests() {
            self.too_deep = 1;
            let source = self.text.get(range).unwrap_or_default();
            if kind.is_inline() {
                self.push_text(source, line);
            } else {
                let kind = BlockKind::Markup(source.trim_end().to_owned());
                self.push_block(Block { line, kind });
            }
            return;
        }
        if !kind.is_inline() {
            self.close_loose_text();
        }
        self.open.push(Frame { kind, line, inlines: Vec::new(), blocks: Vec::new(), text: String::new() });
    }

    fn end(&mut self) {
        self.close_loose_text();
        let Some(Frame { kind, line, mut inlines, mut blocks, mut text }) = self.open.pop() else { return };
        // A catalog of thousands is all of them in memory: what was kept free for more goes.
        inlines.shrink_to_fit();
        blocks.shrink_to_fit();
        text.shrink_to_fit();
        let kind = match kind {
            Kind::Paragraph if inlines.is_empty() => return,
            Kind::Paragraph => BlockKind::Paragraph(inlines),
            Kind::Heading(level) if self.open.is_empty() => {
                return self.pieces.push(Piece::Heading { level, line, title: inlines });
            }
            Kind::Heading(_) if inlines.is_empty() => return,
            Kind::Heading(_) => BlockKind::Paragraph(vec![Inline::Strong(inlines)]),
            Kind::Quote => match quote(blocks) {
                Some(kind) => kind,
                None => return,
            },
            Kind::List { start, mut items } => {
                items.shrink_to_fit();
                BlockKind::List { start, items }
            }
            Kind::Item { checked } => {
                if let Some(Frame { kind: Kind::List { items, .. }, .. }) = self.open.last_mut() {
                    items.push(Item { line, checked, blocks });
                }
                return;
            }
            Kind::Code { is_fenced: false, .. } if markup::is_prompt(&text) => {
                BlockKind::Markup(unix_line_ends(text).trim_end().to_owned())
            }
            Kind::Code { language, .. } => BlockKind::Code { language, text: unix_line_ends(text) },
            Kind::Markup => BlockKind::Markup(unix_line_ends(text).trim_end().to_owned()),
            Kind::Table { head, rows } => BlockKind::Table { head, rows },
            Kind::Row { head: is_head, mut cells } => {
                // The parser fills short rows up, which a small text can make large; the page doesn't need it.
                while cells.last().is_some_and(Vec::is_empty) && !is_head {
                    cells.pop();
                }
                if let Some(Frame { kind: Kind::Table { head, rows }, .. }) = self.open.last_mut() {
                    if is_head { *head = cells } else { rows.push(cells) }
                }
                return;
            }
            Kind::Cell => {
                if let Some(Frame { kind: Kind::Row { cells, .. }, .. }) = self.open.last_mut() {
                    cells.push(inlines);
                }
                return;
            }
            Kind::Emphasis => return self.push(Inline::Emphasis(inlines)),
            Kind::Strong => return self.push(Inline::Strong(inlines)),
            Kind::Strikethrough => return self.push(Inline::Strikethrough(inlines)),
            Kind::Link { href, target } => {
                let children = if inlines.is_empty() { vec![Inline::Text { text: target, line }] } else { inlines };
                return self.push(Inline::Link { href, children });
            }
        };
        self.push_block(Block { line, kind });
    }

    /// Text that stands in an item (or a quote) without a paragraph of its own becomes one.
    fn close_loose_text(&mut self) {
        if let Some(frame) = self.open.last_mut()
            && matches!(frame.kind, Kind::Item { .. } | Kind::Quote)
            && !frame.inlines.is_empty()
        {
            let mut inlines = std::mem::take(&mut frame.inlines);
            inlines.shrink_to_fit();
            let line = first_line(&inlines).unwrap_or(frame.line);
            frame.blocks.push(Block { line, kind: BlockKind::Paragraph(inlines) });
        }
    }

    fn push_block(&mut self, block: Block) {
        self.close_loose_text();
        match self.open.last_mut() {
            Some(frame) => frame.blocks.push(block),
            None => self.pieces.push(Piece::Block(block)),
        }
    }

    fn push(&mut self, inline: Inline) {
        if let Some(frame) = self.open.last_mut() {
            frame.inlines.push(inline);
        }
    }

    /// Adds text, to the run before it where that is on the same line.
    fn push_text(&mut self, text: &str, line: u32) {
        let Some(frame) = self.open.last_mut() else { return };
        if matches!(frame.kind, Kind::Code { .. } | Kind::Markup) {
            return frame.text.push_str(text);
        }
        match frame.inlines.last_mut() {
            Some(Inline::Text { text: before, line: at }) if *at == line => before.push_str(text),
            _ => frame.inlines.push(Inline::Text { text: text.to_owned(), line }),
        }
    }

    fn check_task(&mut self, state: bool) {
        let item = self.open.iter_mut().rev().find_map(|frame| match &mut frame.kind {
            Kind::Item { checked } => Some(checked),
            _ => None,
        });
        if let Some(checked) = item {
            *checked = Some(state);
        }
    }
}

impl Kind {
    fn is_inline(&self) -> bool {
        matches!(self, Self::Emphasis | Self::Strong | Self::Strikethrough | Self::Link { .. })
    }

    /// Whether it can hold its own kind, and so be nested without end.
    fn nests(&self) -> bool {
        self.is_inline() || matches!(self, Self::Quote | Self::List { .. })
    }
}

/// A quotation. One that holds nothing is none, and one that holds only another is that other.
fn quote(mut blocks: Vec<Block>) -> Option<BlockKind> {
    match blocks.as_slice() {
        [] => None,
        [Block { kind: BlockKind::Quote(_), .. }] => blocks.pop().map(|only| only.kind),
        _ => Some(BlockKind::Quote(blocks)),
    }
}

/// The language that a fence names, as a word that is safe in a class: `[a-z0-9+#-]{0,32}`.
/// `rust,ignore`, `{.python}`, `js title="x"` and `python:main.py` name rust, python, js and python.
fn language(info: &str) -> String {
    let word = info.trim_start_matches(|c: char| c.is_whitespace() || c == '{' || c == '.');
    let safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-');
    word.chars().take_while(safe).take(32).map(|c| c.to_ascii_lowercase()).collect()
}

fn unix_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}
