//! Small inputs of our own; the shape of a document is printed as one line a section and a block.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::read;
use crate::model::document::{Block, BlockKind, Document, Inline, SectionKind, plain};

/// A document as text: `kind level line #anchor title`, then its blocks, indented.
fn shape(document: &Document) -> String {
    let mut out = String::new();
    for section in &document.sections {
        let kind = match section.kind {
            SectionKind::Top => "top",
            SectionKind::Heading => "heading",
            SectionKind::Bold => "bold",
            SectionKind::LeadIn => "lead-in",
        };
        if section.kind != SectionKind::Top {
            let _ = writeln!(
                out,
                "{kind} {} @{} #{} {}",
                section.level,
                section.line,
                section.anchor,
                inlines(&section.title)
            );
        }
        blocks(&section.blocks, 1, &mut out);
    }
    out
}

fn blocks(blocks_: &[Block], depth: usize, out: &mut String) {
    for Block { line, kind } in blocks_ {
        let _ = write!(out, "{}@{line} ", "  ".repeat(depth));
        match kind {
            BlockKind::Paragraph(children) => {
                let _ = writeln!(out, "p {}", inlines(children));
            }
            BlockKind::List { start, items } => {
                let _ = writeln!(out, "list {start:?}");
                for item in items {
                    let _ = writeln!(out, "{}@{} item {:?}", "  ".repeat(depth + 1), item.line, item.checked);
                    blocks(&item.blocks, depth + 2, out);
                }
            }
            BlockKind::Code { language, text } => {
                let _ = writeln!(out, "code [{language}] {text:?}");
            }
            BlockKind::Quote(children) => {
                let _ = writeln!(out, "quote");
                blocks(children, depth + 1, out);
            }
            BlockKind::Table { head, rows } => {
                let row = |cells: &Vec<Vec<Inline>>| cells.iter().map(|c| inlines(c)).collect::<Vec<_>>().join(" | ");
                let _ = writeln!(out, "table {} / {}", row(head), rows.iter().map(row).collect::<Vec<_>>().join(" / "));
            }
            BlockKind::Rule => out.push_str("rule\n"),
            BlockKind::Markup(text) => {
                let _ = writeln!(out, "markup {text:?}");
            }
        }
    }
}

fn inlines(runs: &[Inline]) -> String {
    let mut out = String::new();
    for run in runs {
        match run {
            Inline::Text { text, line } => {
                let _ = write!(out, "{text}^{line}");
            }
            Inline::Code { text, line } => {
                let _ = write!(out, "`{text}`^{line}");
            }
            Inline::Emphasis(children) => {
                let _ = write!(out, "/{}/", inlines(children));
            }
            Inline::Strong(children) => {
                let _ = write!(out, "*{}*", inlines(children));
            }
            Inline::Strikethrough(children) => {
                let _ = write!(out, "~{}~", inlines(children));
            }
            Inline::Link { href, children } => {
                let _ = write!(out, "[{}]({})", inlines(children), href.as_deref().unwrap_or("-"));
            }
            Inline::SoftBreak => out.push('_'),
            Inline::HardBreak => out.push('|'),
        }
    }
    out
}

fn check(text: &str, expected: &str) {
    assert_eq!(shape(&read(text, 1)), expected, "{text:?}");
}

/// Titles of the sections, with their level.
fn titles(text: &str) -> Vec<String> {
    let document = read(text, 1);
    document.sections.iter().skip(1).map(|it| format!("{} {}", it.level, plain(&it.title))).collect()
}

#[test]
fn every_block_and_run_has_its_line() {
    check(
        "One\ntwo `x`\n\n- a\n  b\n- [x] c\n\n  d\n\n> q\n\n~~~Rust,ignore\nfn\n~~~\n\n***\n",
        "  @1 p One^1_two ^2`x`^2\n  @4 list None\n    @4 item None\n      @4 p a^4_b^5\n    @6 item Some(true)\n      \
         @6 p c^6\n      @8 p d^8\n  @10 quote\n    @10 p q^10\n  @12 code [rust] \"fn\\n\"\n  @16 rule\n",
    );
    check(
        "3. a\n4. b\n\n| h | i |\n|---|---|\n| x | y |\n| z |\n",
        "  @1 list Some(3)\n    @1 item None\n      @1 p a^1\n    @2 item None\n      @2 p b^2\n  @4 table h^4 | i^4 / x^6 | y^6 / z^7\n",
    );
}

#[test]
fn lines_hold_for_every_line_end_and_offset() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["## A", "", "\tcode", "", "-\tb", "", "\tc", "*d", "e*"].join(end);
        assert_eq!(
            shape(&read(&text, 10)),
            "heading 1 @10 #h-a A^10\n  @12 code [] \"code\\n\"\n  @14 list None\n    @14 item None\n      @14 p b^14\n      \
             @16 p c^16_/d^17_e^18/\n",
            "{end:?}"
        );
    }
}

#[test]
fn a_code_span_stands_on_the_line_where_its_text_begins() {
    check("a `\nb` c\n", "  @1 p a ^1` b`^2 c^2\n");
}

#[test]
fn code_keeps_its_lines_and_loses_carriage_returns() {
    check("```py\r\na\r\n\r\nb\r\n```\r\n", "  @1 code [py] \"a\\n\\nb\\n\"\n");
}

#[test]
fn headings_make_an_outline_without_skips() {
    assert_eq!(titles("# A\n#### B\n## C\n### D\n# E\n"), ["1 A", "2 B", "2 C", "3 D", "1 E"]);
    assert_eq!(titles("### A\n# B\n"), ["1 A", "1 B"]);
    assert_eq!(titles("#\n## \nx\n\nSetext\n---\n"), ["1 Setext"]);
    check("- # in a list\n\n> ## in a quote\n", {
        "  @1 list None\n    @1 item None\n      @1 p *in a list^1*\n  @3 quote\n    @3 p *in a quote^3*\n"
    });
}

#[test]
fn bold_lines_are_sections_below_their_heading() {
    check(
        "## Skills\n\n**Storage:**\n- a\n\n**Queues**:\n\n- b\n\n## Way\n**Step one**\nDo it.\n",
        "heading 1 @1 #h-skills Skills^1\nbold 2 @3 #h-storage Storage^3\n  @4 list None\n    @4 item None\n      @4 p a^4\n\
         bold 2 @6 #h-queues Queues^6\n  @8 list None\n    @8 item None\n      @8 p b^8\nheading 1 @10 #h-way Way^10\n\
         bold 2 @11 #h-step-one Step one^11\n  @12 p Do it.^12\n",
    );
    assert_eq!(titles("🚨 **Rules**\n\nx\n"), ["1 🚨 Rules"]);
    assert_eq!(titles("***Rules***\n\nx\n"), ["1 Rules"]);
    assert_eq!(titles("**Never do it.**\n\n- x\n"), ["1 Never do it."], "a list follows directly");
}

#[test]
fn emphasis_is_no_title() {
    for text in [
        "**Never do this.**\n\nBecause.\n",
        "**Name:** x\n\nText\n",
        "Text\n\n**The end**\n",
        "**Before a heading**\n\n## H\n",
        "- **item**\n\n  text\n",
        "**\u{2014}**\n\ntext\n",
    ] {
        assert!(titles(text).iter().all(|title| title == "1 H"), "{text:?}: {:?}", titles(text));
    }
    let long = format!("**{}**\n\nx\n", "long ".repeat(30));
    assert!(titles(&long).is_empty());
}

#[test]
fn lead_ins_are_sections_where_there_are_no_headings() {
    check(
        "You are one.\n\nYour skills include:\n- a\n\nWhen asked,\nyou will:\n\n1. b\n",
        "  @1 p You are one.^1\nlead-in 1 @3 #h-your-skills-include Your skills include^3\n  @4 list None\n    @4 item None\n      \
         @4 p a^4\n  @6 p When asked,^6\nlead-in 1 @7 #h-you-will you will^7\n  @9 list Some(1)\n    @9 item None\n      @9 p b^9\n",
    );
    assert_eq!(titles("## Skills\n\nYou know:\n- a\n"), ["1 Skills"], "under a heading it is a paragraph");
    assert_eq!(titles("# Agent\n\nYou know:\n- a\n\nYou do:\n- b\n"), ["1 Agent", "2 You know", "2 You do"]);
    assert_eq!(titles("**Skills**\n\nYou know:\n- a\n\nYou do:\n- b\n"), ["1 Skills", "1 You do"]);
    assert!(titles("You know:\n\ntext\n\nNo colon\n- a\n").is_empty());
    assert!(titles(&format!("{}:\n- a\n", "word ".repeat(40))).is_empty());
}

#[test]
fn anchors_are_unique_and_depend_on_the_title_alone() {
    let document = read("# A\n# A\n# A 2\n# a\n# 分布式\n# `code` & <b>\n", 1);
    let anchors: Vec<&str> = document.sections.iter().map(|it| it.anchor.as_str()).collect();
    assert_eq!(anchors[..5], ["", "h-a", "h-a-2", "h-a-2-2", "h-a-3"]);
    assert!(anchors[5].starts_with("h-x-"), "{}", anchors[5]);
    assert_eq!(anchors[6], "h-code-b");
    let many = read(&"# same\n\n".repeat(3_000), 1);
    assert_eq!(many.sections.len(), super::outline::SECTIONS + 1);
    let distinct: std::collections::BTreeSet<_> = many.sections.iter().map(|it| &it.anchor).collect();
    assert_eq!(distinct.len(), many.sections.len());
    let last = many.sections.last().unwrap();
    assert_eq!(last.blocks.len(), 2_000, "the rest stands as paragraphs");
}

#[test]
fn markup_is_kept_as_text() {
    check(
        "<example>\nUser: \"x\"\n</example>\n\nA <b onclick=\"x\">b</b> & &amp; <br>\n",
        "  @1 markup \"<example>\"\n  @2 p User: \"x\"^2\n  @3 markup \"</example>\"\n  @5 p A <b onclick=\"x\">b</b> & & <br>^5\n",
    );
    check(
        "<rules>\n  <must>\n    - **a**\n    - b\n  </must>\n</rules>\n",
        "  @1 markup \"<rules>\\n  <must>\"\n  @3 list None\n    @3 item None\n      @3 p *a^3*\n    @4 item None\n      @4 p b^4\n  \
         @5 markup \"  </must>\\n</rules>\"\n",
    );
    check(
        "<script>\nalert(1)\n\n</script>\n<!-- a\n\nb -->\n",
        "  @1 markup \"<script>\\nalert(1)\\n\\n</script>\"\n  @5 markup \"<!-- a\\n\\nb -->\"\n",
    );
}

#[test]
fn extensions_that_are_off_are_text() {
    check(
        "Note [^1] and $x$ and [[wiki]]\n\n[^1]: a note\n",
        "  @1 p Note [^1] and $x$ and [[wiki]]^1\n  @3 p [^1]: a note^3\n",
    );
}

#[test]
fn the_language_of_a_fence_is_a_safe_word() {
    for (info, expected) in [
        ("Rust,ignore", "rust"),
        ("{.python}", "python"),
        ("js title=\"x\"", "js"),
        ("python:main.py", "python"),
        ("C++", "c++"),
        ("objective-c", "objective-c"),
        ("\"onload=x", ""),
        ("a\" onx=\"", "a"),
        ("日本", ""),
    ] {
        check(&format!("~~~ {info}\nx\n~~~\n"), &format!("  @1 code [{expected}] \"x\\n\"\n"));
    }
    let long = format!("~~~{}\nx\n~~~\n", "x".repeat(500));
    check(&long, &format!("  @1 code [{}] \"x\\n\"\n", "x".repeat(32)));
}

#[test]
fn images_are_links() {
    check(
        "![alt *x*](https://a.test/p.png \"t\") ![](p.png)\n",
        "  @1 p [alt ^1/x^1/](https://a.test/p.png) ^1[p.png^1](p.png)\n",
    );
}

#[test]
fn what_is_nested_too_deep_stands_as_text() {
    let document = read(&format!("{}x\n", "> a\n".replace('\n', "").repeat(40)), 1);
    assert!(depth(&document) <= super::DEPTH + 4);
    let quotes = format!("{} deep\n", ">".repeat(100));
    let document = read(&quotes, 1);
    assert!(shape(&document).contains(&format!("markup \"{} deep\"", ">".repeat(68))), "{}", shape(&document));
    let stars = format!("{}x{}\n", "*a ".repeat(100), " b*".repeat(100));
    let document = read(&stars, 1);
    assert!(depth(&document) <= super::DEPTH + 4);
    let text = plain_of(&document);
    assert_eq!(text.matches('b').count(), 100, "nothing is lost");
}

#[test]
fn above_a_mebibyte_it_is_one_block() {
    let text = "# a\n".repeat(300_000);
    let document = read(&text, 7);
    let [top] = document.sections.as_slice() else { panic!("{} sections", document.sections.len()) };
    assert_eq!(top.blocks.len(), 1);
    assert_eq!(top.blocks[0].line, 7);
    assert!(matches!(&top.blocks[0].kind, BlockKind::Code { text: kept, .. } if *kept == text));
}

fn plain_of(document: &Document) -> String {
    document.sections.iter().flat_map(|it| &it.blocks).map(plain_of_block).collect()
}

fn plain_of_block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(runs) => plain(runs),
        BlockKind::List { items, .. } => items.iter().flat_map(|it| &it.blocks).map(plain_of_block).collect(),
        BlockKind::Quote(blocks) => blocks.iter().map(plain_of_block).collect(),
        BlockKind::Table { head, rows } => head.iter().chain(rows.iter().flatten()).map(|cell| plain(cell)).collect(),
        BlockKind::Code { text, .. } | BlockKind::Markup(text) => text.clone(),
        BlockKind::Rule => String::new(),
    }
}

fn depth(document: &Document) -> usize {
    document.sections.iter().flat_map(|it| &it.blocks).map(depth_of).max().unwrap_or(0)
}

fn depth_of(block: &Block) -> usize {
    1 + match &block.kind {
        BlockKind::Paragraph(runs) => runs.iter().map(depth_of_run).max().unwrap_or(0),
        BlockKind::List { items, .. } => 1 + items.iter().flat_map(|it| &it.blocks).map(depth_of).max().unwrap_or(0),
        BlockKind::Quote(blocks) => blocks.iter().map(depth_of).max().unwrap_or(0),
        _ => 0,
    }
}

fn depth_of_run(run: &Inline) -> usize {
    match run {
        Inline::Emphasis(children) | Inline::Strong(children) | Inline::Strikethrough(children) => {
            1 + children.iter().map(depth_of_run).max().unwrap_or(0)
        }
        Inline::Link { children, .. } => 1 + children.iter().map(depth_of_run).max().unwrap_or(0),
        _ => 1,
    }
}

/// Every run of text with its line.
fn runs(document: &Document) -> Vec<(String, u32)> {
    fn of_runs(runs: &[Inline], out: &mut Vec<(String, u32)>) {
        for run in runs {
            match run {
                Inline::Text { text, line } | Inline::Code { text, line } => out.push((text.clone(), *line)),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strikethrough(c) => of_runs(c, out),
                Inline::Link { children, .. } => of_runs(children, out),
                Inline::SoftBreak | Inline::HardBreak => {}
            }
        }
    }
    fn of_blocks(blocks: &[Block], out: &mut Vec<(String, u32)>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(runs) => of_runs(runs, out),
                BlockKind::List { items, .. } => items.iter().for_each(|it| of_blocks(&it.blocks, out)),
                BlockKind::Quote(blocks) => of_blocks(blocks, out),
                BlockKind::Table { head, rows } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| of_runs(cell, out));
                }
                BlockKind::Code { .. } | BlockKind::Rule | BlockKind::Markup(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    for section in &document.sections {
        of_runs(&section.title, &mut out);
        of_blocks(&section.blocks, &mut out);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the text, every run stands on the line that it names. (Without entities, escapes and link definitions,
    /// by which a run's text is not the source's.)
    #[test]
    fn runs_stand_on_their_lines(text in r"([a-c *_~#>|:`\-+.0-2\[\](){}!\t]|\n|\r\n|\n\n|<x>|</x>|- |\*\*|```){0,60}") {
        let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
        for (run, line) in runs(&read(&text, 1)) {
            // A code span, or what is nested too deep, may go over several lines.
            let source = lines[line as usize - 1];
            let first = run.split(['\n', '\r']).next().unwrap();
            prop_assert!(source.contains(first) || run.contains(' ') , "{run:?} is not on line {line}: {source:?}");
        }
    }

    #[test]
    fn reading_never_panics(text in any::<String>(), first in 0_u32..10) {
        let _ = read(&text, first);
    }
}
