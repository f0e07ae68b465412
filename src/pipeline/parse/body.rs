//! Body: Markdown to sections of ours. The one home of pulldown-cmark.

use pulldown_cmark::{Event, Parser};

use crate::model::document::{Block, BlockKind, Document, Inline, Section, SectionKind};

/// Reads Markdown; `first_line` is the line of its first character in the file.
pub(super) fn read(text: &str, first_line: u32) -> Document {
    let mut blocks = Vec::new();
    for event in Parser::new(text) {
        if let Event::Text(text) = event {
            let run = Inline::Text { text: text.to_string(), line: first_line };
            blocks.push(Block { line: first_line, kind: BlockKind::Paragraph(vec![run]) });
        }
    }
    let top = Section {
        kind: SectionKind::Top,
        level: 0,
        anchor: String::new(),
        title: Vec::new(),
        line: first_line,
        blocks,
    };
    Document { sections: vec![top] }
}
