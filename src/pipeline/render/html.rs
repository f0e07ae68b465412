//! Html: a document as HTML. What an author wrote goes through [`Html::text`] or [`Html::attr`], and nothing else writes it.
//!
//! Elements: `h2`–`h6 a p ul ol li blockquote div pre code section table thead tbody tr th td hr em strong del br
//! span`; attributes: `id class href rel tabindex aria-label start data-copy data-copy-label`, and no other.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::highlight;
use crate::model::document::{Block, BlockKind, Document, Inline, Item, Section, SectionKind, plain};
use crate::text::{any_byte, slug, visible};

/// What the page around a document knows of it.
pub struct Setting<'a> {
    /// Level of the document's outermost headings: 2 directly below the page's title.
    pub heading: u8,
    /// The page's title: a first heading that says the same is left out. Empty to keep them all.
    pub title: &'a str,
    /// Where a relative link leads from this page; none where it leads nowhere, and is shown as text.
    pub relative: &'a dyn Fn(&str) -> Option<String>,
}

impl Default for Setting<'_> {
    fn default() -> Self {
        Self { heading: 2, title: "", relative: &|_| None }
    }
}

/// A document as HTML: headings, each with its section's anchor as `id`, and blocks.
#[must_use]
pub fn document(document: &Document, setting: &Setting<'_>) -> String {
    let mut html = Html::new(document, setting);
    for (section, level) in shown(document, setting.title) {
        html.section(section, level);
    }
    html.out
}

/// The sections that [`document`] shows, each with its depth from 1 (0 for the top): without a title that the page has
/// already, and without the level that it leaves empty. A table of contents is made from the same.
#[must_use]
pub fn shown<'d>(document: &'d Document, title: &str) -> Vec<(&'d Section, u8)> {
    let mut sections: Vec<(&Section, u8)> = document.sections.iter().map(|it| (it, it.level)).collect();
    let repeats = sections.get(1).is_some_and(|(first, level)| {
        first.kind == SectionKind::Heading && *level == 1 && says_the_same(&plain(&first.title), title)
    });
    if repeats && sections.first().is_some_and(|(top, _)| top.blocks.is_empty()) {
        let lone = sections.iter().filter(|(_, level)| *level == 1).count() == 1;
        if let Some((_, level)) = sections.get_mut(1) {
            *level = 0;
        }
        if lone {
            for (_, level) in &mut sections {
                *level = level.saturating_sub(1);
            }
        }
    }
    sections
}

/// Whether a heading is the page's title, the word agent apart: `# Code Reviewer Agent` for code-reviewer.
fn says_the_same(heading: &str, title: &str) -> bool {
    let bare = |text: &str| {
        let slug = slug(text);
        slug.strip_suffix("-agent").map_or(slug.clone(), str::to_owned)
    };
    !title.is_empty() && bare(heading) == bare(title)
}

/// HTML in the making.
struct Html<'a> {
    out: String,
    setting: &'a Setting<'a>,
    anchors: BTreeSet<&'a str>,
    tables: usize,
    in_link: bool,
}

impl<'a> Html<'a> {
    fn new(document: &'a Document, setting: &'a Setting<'a>) -> Self {
        let anchors = document.sections.iter().map(|section| section.anchor.as_str()).collect();
        Self { out: String::new(), setting, anchors, tables: 0, in_link: false }
    }

    fn section(&mut self, section: &Section, level: u8) {
        if level > 0 {
            let level = (self.setting.heading + level - 1).clamp(2, 6);
            let _ = write!(self.out, "<h{level}");
            self.attr("id", &section.anchor);
            self.out.push('>');
            self.inlines(&section.title);
            self.out.push_str(" <a class=\"anchor\"");
            self.attr("href", &format!("#{}", section.anchor));
            self.attr("aria-label", &format!("Link to {}", plain(&section.title).trim()));
            self.out.push_str(">#</a>");
            let _ = writeln!(self.out, "</h{level}>");
        } else if !section.anchor.is_empty() {
            // A title that the page has already: links to it still arrive.
            self.out.push_str("<span");
            self.attr("id", &section.anchor);
            self.out.push_str("></span>\n");
        }
        for block in &section.blocks {
            self.block(block, false);
            self.out.push('\n');
        }
    }

    /// Writes a block. `bare` is a paragraph that stands alone in an item.
    fn block(&mut self, block: &Block, bare: bool) {
        match &block.kind {
            BlockKind::Paragraph(runs) if bare => self.inlines(runs),
            BlockKind::Paragraph(runs) => {
                self.out.push_str("<p>");
                self.inlines(runs);
                self.out.push_str("</p>");
            }
            BlockKind::List { start, items } => self.list(*start, items),
            BlockKind::Code { language, text } => self.code(language, text),
            BlockKind::Quote(blocks) => {
                self.out.push_str("<blockquote>");
                for block in blocks {
                    self.block(block, false);
                }
                self.out.push_str("</blockquote>");
            }
            BlockKind::Table { head, rows } => self.table(head, rows),
            BlockKind::Rule => self.out.push_str("<hr>"),
            BlockKind::Markup(text) => {
                self.out.push_str("<pre class=\"markup\">");
                self.text(text);
                self.out.push_str("</pre>");
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let _ = write!(self.out, "<{name}");
        if let Some(start) = start.filter(|&start| start != 1) {
            // HTML's integers are 32 bits wide.
            self.attr("start", &start.min(2_147_483_647).to_string());
        }
        if items.iter().any(|item| item.checked.is_some()) {
            self.attr("class", "tasks");
        }
        self.out.push('>');
        for item in items {
            self.out.push_str("<li>");
            match item.checked {
                Some(true) => self.out.push_str("☑ "),
                Some(false) => self.out.push_str("☐ "),
                None => {}
            }
            // An item of one paragraph, perhaps with a list or code below it, needs no `p`.
            let lone = item.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).count() == 1;
            for (at, block) in item.blocks.iter().enumerate() {
                self.block(block, at == 0 && lone);
            }
            self.out.push_str("</li>");
        }
        let _ = write!(self.out, "</{name}>");
    }

    fn code(&mut self, language: &str, text: &str) {
        self.out.push_str("<div class=\"code\" data-copy=\"\" data-copy-label=\"code\">");
        if !language.is_empty() {
            self.out.push_str("<span class=\"lang\">");
            self.text(language);
            self.out.push_str("</span>");
        }
        // What scrolls must be reachable by keyboard.
        self.out.push_str("<pre tabindex=\"0\"><code>");
        let text = visible(text);
        highlight::push(language, text.strip_suffix('\n').unwrap_or(&text), &mut self.out);
        self.out.push_str("</code></pre></div>");
    }

    fn table(&mut self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.tables += 1;
        self.out.push_str("<section class=\"scroll\" tabindex=\"0\"");
        self.attr("aria-label", &format!("Table {}", self.tables));
        self.out.push_str("><table><thead>");
        self.row("th", head);
        self.out.push_str("</thead>");
        if !rows.is_empty() {
            self.out.push_str("<tbody>");
            for row in rows {
                self.row("td", row);
            }
            self.out.push_str("</tbody>");
        }
        self.out.push_str("</table></section>");
    }

    fn row(&mut self, cell: &str, cells: &[Vec<Inline>]) {
        self.out.push_str("<tr>");
        for runs in cells {
            // A header cell without a word heads nothing.
            let cell = if runs.is_empty() { "td" } else { cell };
            let _ = write!(self.out, "<{cell}>");
            self.inlines(runs);
            let _ = write!(self.out, "</{cell}>");
        }
        self.out.push_str("</tr>");
    }

    fn inlines(&mut self, runs: &[Inline]) {
        for run in runs {
            match run {
                Inline::Text { text, .. } => self.text(text),
                Inline::Code { text, .. } => {
                    self.out.push_str("<code>");
                    self.text(text);
                    self.out.push_str("</code>");
                }
                Inline::Emphasis(children) => self.wrapped("em", children),
                Inline::Strong(children) => self.wrapped("strong", children),
                Inline::Strikethrough(children) => self.wrapped("del", children),
                Inline::Link { href, children } => self.link(href.as_deref(), children),
                Inline::SoftBreak => self.out.push('\n'),
                Inline::HardBreak => self.out.push_str("<br>\n"),
            }
        }
    }

    fn wrapped(&mut self, name: &str, children: &[Inline]) {
        let _ = write!(self.out, "<{name}>");
        self.inlines(children);
        let _ = write!(self.out, "</{name}>");
    }

    /// A link, or its text where it leads nowhere or stands in another link.
    fn link(&mut self, href: Option<&str>, children: &[Inline]) {
        let Some(href) = href.filter(|_| !self.in_link).and_then(|href| self.target(href)) else {
            return self.inlines(children);
        };
        self.in_link = true;
        self.out.push_str("<a");
        self.attr("href", &href);
        self.attr("rel", "nofollow noopener ugc");
        self.out.push('>');
        self.inlines(children);
        self.out.push_str("</a>");
        self.in_link = false;
    }

    /// Where a link leads from this page.
    fn target(&self, href: &str) -> Option<String> {
        if let Some(fragment) = href.strip_prefix('#') {
            let anchor = format!("h-{fragment}");
            return self.anchors.contains(anchor.as_str()).then(|| format!("#{anchor}"));
        }
        let scheme =
            href.find([':', '/', '?', '#']).is_some_and(|at| href.get(at..).is_some_and(|it| it.starts_with(':')));
        if scheme { Some(href.to_owned()) } else { (self.setting.relative)(href) }
    }

    fn text(&mut self, text: &str) {
        push_escaped(&visible(text), &mut self.out);
    }

    /// Writes an attribute. The name is ours, the value anybody's.
    fn attr(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_escaped(&visible(value), &mut self.out);
        self.out.push('"');
    }
}

/// Adds text to HTML: nothing of it is a tag, an entity or the end of an attribute in double quotes.
pub(super) fn push_escaped(text: &str, out: &mut String) {
    if !any_byte(text, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(text);
        return;
    }
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(text.get(written..at).unwrap_or_default());
        out.push_str(entity);
        written = at + 1;
    }
    out.push_str(text.get(written..).unwrap_or_default());
}

#[cfg(test)]
mod tests;
