//! Documents made by hand, and the HTML they become.

use proptest::prelude::*;
use scraper::{Html as Parsed, Selector};

use super::*;
use crate::model::document::first_line;

fn text(text: &str, line: u32) -> Inline {
    Inline::Text { text: text.to_owned(), line }
}

fn paragraph(runs: Vec<Inline>) -> Block {
    Block { line: first_line(&runs).unwrap(), kind: BlockKind::Paragraph(runs) }
}

fn section(kind: SectionKind, level: u8, title: &str, blocks: Vec<Block>) -> Section {
    let (anchor, title) = match kind {
        SectionKind::Top => (String::new(), Vec::new()),
        _ => (format!("h-{}", slug(title)), vec![text(title, 1)]),
    };
    Section { kind, level, anchor, title, line: 1, blocks }
}

fn top(blocks: Vec<Block>) -> Document {
    Document { sections: vec![section(SectionKind::Top, 0, "", blocks)] }
}

fn check(blocks: Vec<Block>, expected: &str) {
    assert_eq!(document(&top(blocks), &Setting::default()).trim_end(), expected);
}

#[test]
fn blocks_become_elements_with_the_id_of_their_line() {
    let item = |line, checked, blocks| Item { line, checked, blocks };
    check(
        vec![
            paragraph(vec![text("a", 3), Inline::SoftBreak, Inline::Code { text: "<b>".into(), line: 4 }]),
            Block {
                line: 6,
                kind: BlockKind::List {
                    start: Some(3),
                    items: vec![
                        item(6, Some(true), vec![paragraph(vec![text("x", 6)])]),
                        item(7, None, vec![paragraph(vec![text("y", 7)]), paragraph(vec![text("z", 9)])]),
                    ],
                },
            },
            Block { line: 11, kind: BlockKind::Rule },
            Block { line: 12, kind: BlockKind::Quote(vec![paragraph(vec![text("q", 12)])]) },
            Block { line: 14, kind: BlockKind::Markup("<script>\nx".into()) },
            Block { line: 17, kind: BlockKind::Code { language: "rust".into(), text: "fn\n".into() } },
        ],
        "<p>a\n<code>&lt;b&gt;</code></p>\n\
         <ol start=\"3\" class=\"tasks\"><li>☑ x</li><li><p>y</p><p>z</p></li></ol>\n<hr>\n\
         <blockquote><p>q</p></blockquote>\n<pre class=\"markup\">&lt;script&gt;\nx</pre>\n\
         <div class=\"code\" data-copy=\"\" data-copy-label=\"code\"><span class=\"lang\">rust</span><pre tabindex=\"0\"><code><span class=\"hl-k\">fn</span></code></pre></div>",
    );
}

#[test]
fn tables_scroll_and_have_a_label() {
    let cell = |it: &str, line| vec![text(it, line)];
    check(
        vec![Block {
            line: 1,
            kind: BlockKind::Table { head: vec![cell("a", 1), vec![]], rows: vec![vec![cell("b", 3)], vec![]] },
        }],
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table 1\"><table><thead><tr><th>a</th><td></td></tr>\
         </thead><tbody><tr><td>b</td></tr><tr></tr></tbody></table></section>",
    );
}

#[test]
fn headings_link_to_themselves_and_skip_no_level() {
    let document_ = Document {
        sections: vec![
            section(SectionKind::Top, 0, "", vec![]),
            section(SectionKind::Heading, 1, "Code Reviewer Agent", vec![paragraph(vec![text("p", 2)])]),
            section(SectionKind::Heading, 2, "A", vec![]),
            section(SectionKind::Bold, 3, "B", vec![]),
        ],
    };
    let html = |title| document(&document_, &Setting { title, ..Setting::default() });
    assert_eq!(
        html("code-reviewer"),
        "<span id=\"h-code-reviewer-agent\"></span>\n<p>p</p>\n<h2 id=\"h-a\">A <a class=\"anchor\" href=\"#h-a\" aria-label=\"Link to A\">#</a></h2>\n<h3 id=\"h-b\">B <a class=\"anchor\" href=\"#h-b\" aria-label=\"Link to B\">#</a></h3>\n"
    );
    assert!(html("other").starts_with("<h2 id=\"h-code-reviewer-agent\">"), "{}", html("other"));
    assert!(html("other").contains("<h4 id=\"h-b\">"));
}

#[test]
fn links_lead_where_they_may() {
    let link = |href: Option<&str>| {
        paragraph(vec![Inline::Link { href: href.map(str::to_owned), children: vec![text("t", 1)] }])
    };
    let rel = "rel=\"nofollow noopener ugc\"";
    check(
        vec![link(Some("https://a.test/?a&b\"<"))],
        &format!("<p><a href=\"https://a.test/?a&amp;b&quot;&lt;\" {rel}>t</a></p>"),
    );
    check(vec![link(None)], "<p>t</p>");
    check(vec![link(Some("docs/x.md"))], "<p>t</p>");
    check(vec![link(Some("#nowhere"))], "<p>t</p>");
    let relative = |href: &str| href.strip_suffix(".md").map(|stem| format!("../{stem}.html"));
    let setting = Setting { relative: &relative, ..Setting::default() };
    let html = document(&top(vec![link(Some("docs/x.md"))]), &setting);
    assert_eq!(html, format!("<p><a href=\"../docs/x.html\" {rel}>t</a></p>\n"));
    let mut own = top(vec![link(Some("#part"))]);
    own.sections.push(section(SectionKind::Heading, 1, "Part", vec![]));
    assert!(document(&own, &Setting::default()).contains("<a href=\"#h-part\" "));
}

#[test]
fn a_link_in_a_link_or_a_heading_is_one_link() {
    let inner = Inline::Link { href: Some("http://b.test".into()), children: vec![text("b", 1)] };
    let outer = Inline::Link { href: Some("http://a.test".into()), children: vec![inner.clone()] };
    let html = document(&top(vec![paragraph(vec![outer])]), &Setting::default());
    assert_eq!(html.matches("<a ").count(), 1);
    let mut heading = section(SectionKind::Heading, 1, "x", vec![]);
    heading.title = vec![inner];
    let html = document(&Document { sections: vec![heading] }, &Setting::default());
    assert!(html.starts_with("<h2 id=\"h-x\"><a href=\"http://b.test\""), "{html}");
}

#[test]
fn hidden_characters_are_shown() {
    let html = document(&top(vec![paragraph(vec![text("a\u{202E}b", 1)])]), &Setting::default());
    assert_eq!(html, "<p>a⟪U+202E⟫b</p>\n");
}

proptest! {
    /// Whatever the author writes, the parsed page holds exactly that text and those attributes.
    #[test]
    fn text_and_attributes_survive_the_parser(words in any::<String>(), href in any::<String>(), anchor in "[a-z\"'<>& =]{0,12}") {
        let mut titled = section(SectionKind::Heading, 1, "x", vec![paragraph(vec![
            text(&words, 1),
            Inline::Link { href: Some(format!("http://{href}")), children: vec![text("t", 1)] },
        ])]);
        titled.anchor = anchor.clone();
        let html = document(&Document { sections: vec![titled] }, &Setting::default());
        let parsed = Parsed::parse_fragment(&html);
        let one = |selector: &str| parsed.select(&Selector::parse(selector).unwrap()).next().unwrap();
        let unix = |text: &str| visible(text).replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(one("p").text().collect::<String>(), format!("{}t", unix(&words)));
        prop_assert_eq!(one("p a").value().attr("href").unwrap(), unix(&format!("http://{href}")));
        prop_assert_eq!(one("h2").value().attr("id").unwrap(), anchor);
        prop_assert_eq!(one("p a").value().attrs().count(), 2);
        prop_assert_eq!(parsed.select(&Selector::parse("*").unwrap()).count(), 5);
    }
}
