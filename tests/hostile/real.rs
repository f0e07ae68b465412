//! Bodies that are long or deep on purpose, and those of the corpus, as they are and mutated.

use super::*;

/// Every `.md` below a folder, with its text.
fn definitions(folder: &str) -> Vec<(String, Vec<u8>)> {
    let Some(shared) = std::env::var_os("AGENTDEX_SHARED") else {
        println!("skipped: AGENTDEX_SHARED names no folder with corpus/ and seeds/");
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut open = vec![std::path::PathBuf::from(shared).join(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push((path.to_string_lossy().into_owned(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn read_file(path: &str, bytes: &[u8]) -> Option<Box<Definition>> {
    let source = Source { path: path.to_owned(), hash: digest::hash(bytes), bytes: bytes.into() };
    match parse::definition(&source) {
        Read::Agent(definition, _) => Some(definition),
        Read::Other(_) => None,
    }
}

/// Sections and references of the five definitions that the catalog starts from.
#[test]
fn the_seeds_have_their_sections_and_references() {
    use agentdex::model::document::SectionKind::{Bold, Heading, LeadIn};
    // Headings, bold lines and lead-ins; references with their lines.
    let expected = [
        ("async-systems-architect", [6, 1, 0], "docs/ai/qdrant_usage_guide.md:103 docs/ai/qdrant_schemas.md:104"),
        ("distributed-computing-architect", [0, 0, 5], "CLAUDE.md:46"),
        ("distributed-systems-architect", [4, 12, 0], ""),
        ("distributed-systems-expert", [4, 0, 0], "project-learnings.md:27 distributed-systems:29"),
        ("parallel-architecture-engineer", [0, 0, 3], ""),
    ];
    for (path, bytes) in definitions("seeds") {
        let definition = read_file(&path, &bytes).unwrap();
        let Some((name, counts, references)) = expected.iter().find(|it| it.0 == definition.name.value) else {
            continue;
        };
        let count = |kind| definition.body.sections.iter().filter(|section| section.kind == kind).count();
        assert_eq!([count(Heading), count(Bold), count(LeadIn)], *counts, "{name}");
        let found: Vec<String> =
            definition.facts.references.iter().map(|it| format!("{}:{}", it.text, it.line)).collect();
        assert_eq!(found.join(" "), *references, "{name}");
        let stub = definition.facts.stub.as_ref().map(|stub| stub.line);
        assert_eq!(stub, (*name == "distributed-systems-expert").then_some(39), "{name}");
    }
}

/// Real definitions: pages of our vocabulary only, every text on its line, headings without skips.
#[test]
fn the_corpus_is_inert_and_every_text_stands_on_its_line() {
    for (path, bytes) in definitions("corpus") {
        let Some(definition) = read_file(&path, &bytes) else { continue };
        let relative = |href: &str| Some(href.to_owned());
        let setting = Setting { title: &definition.name.value, relative: &relative, ..Setting::default() };
        let html = html::document(&definition.body, &setting);
        let (faults, links) = foreign(&html);
        assert!(faults.is_empty(), "{path}: {faults:?}");
        assert!(links.iter().all(|link| is_safe(link)), "{path}: {links:?}");
        let mut level = 1;
        for (_, depth) in html::shown(&definition.body, &definition.name.value).into_iter().filter(|it| it.1 > 0) {
            assert!(depth <= level, "{path}: a step from {level} to {depth}");
            level = depth + 1;
        }
        let unix = definition.text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<&str> = unix.split('\n').collect();
        for (line, text) in definition.body.line_texts() {
            // Mark-up and targets of links stand between; its letters come in their order all the same.
            let source = lines[line as usize - 1];
            let mut letters = source.chars().filter(char::is_ascii_alphanumeric);
            let in_order = text.chars().filter(char::is_ascii_alphanumeric).all(|c| letters.any(|it| it == c));
            assert!(in_order, "{path}:{line}: {text:?} is not in {source:?}");
        }
    }
}

/// Small documents of our own, cut and joined at random, ten thousand times.
#[test]
fn mutated_bodies_are_inert() {
    let seeds = [
        "# Title\n\nYou are **x**.\n\n## Part\n\n- a `b`\n  - c\n- [x] d\n\n1. e\n\n> f\n\n```rust\nfn g() { \"h\" }\n```\n",
        "**Bold:**\n- a\n\nLead in:\n\n* b\n\n| c | d |\n|---|---|\n| e | [f](http://g.test) |\n\n![h](i.png)\n",
        "<role>\n  You do\n  <rules>\n  - a\n  </rules>\n</role>\n\n<!-- b -->\n\n[c]: javascript:d\n[c] <e:f> &#106;\n",
        "---\n***\n\t\tcode\r\n\r\n~~a~~ *b _c_* \\* \u{202E} \u{E0041} 分 👩\u{200D}💻\n# \"<&>'\n",
    ];
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below.max(1) as u64).unwrap()
    };
    let rounds = if cfg!(debug_assertions) { 3_000 } else { 10_000 };
    for _ in 0..rounds {
        let mut text: Vec<char> = seeds[next(seeds.len())].chars().collect();
        for _ in 0..=next(6) {
            let other: Vec<char> = seeds[next(seeds.len())].chars().collect();
            let (at, from) = (next(text.len() + 1), next(other.len()));
            let piece = &other[from..(from + next(24)).min(other.len())];
            match next(3) {
                0 => drop(text.splice(at..at, piece.iter().copied())),
                1 => drop(text.splice(at..(at + next(12)).min(text.len()), piece.iter().copied())),
                _ => text.truncate(at.max(1)),
            }
        }
        let start = cpu();
        assert_inert(&text.iter().collect::<String>());
        assert!(cpu().checked_sub(start).unwrap() < Duration::from_secs(1));
    }
}

/// M1, M2: patterns that made some Markdown parser quadratic, and what makes large pages of small files.
#[test]
fn pathological_bodies_are_read_in_time_and_stay_in_proportion() {
    const SIZE: usize = 64 * 1024;
    let fill = |pattern: &str, size: usize| pattern.repeat(size / pattern.len());
    let patterns: Vec<(&str, Box<dyn Fn(usize) -> String>)> = vec![
        ("nested strong", Box::new(move |n| format!("{}b{}", fill("*a **a ", n / 2), fill(" a** a*", n / 2)))),
        ("closers", Box::new(move |n| fill("a_ ", n))),
        ("openers", Box::new(move |n| fill("_a ", n))),
        ("link closers", Box::new(move |n| fill("a]", n))),
        ("link openers", Box::new(move |n| fill("[a", n))),
        ("mismatched", Box::new(move |n| fill("*a_ ", n))),
        ("openers and closers, multiple of 3", Box::new(move |n| format!("a**b{}", fill("c* ", n)))),
        ("link openers and emphasis", Box::new(move |n| fill("[ a_", n))),
        ("pattern [ (](", Box::new(move |n| fill("[ (](", n))),
        ("nested brackets", Box::new(move |n| format!("{}a{}", fill("[", n / 2), fill("]", n / 2)))),
        ("nested quotes", Box::new(move |n| format!("{}a", fill(">", n)))),
        ("nested lists", Box::new(move |n| fill("- ", n))),
        ("nested lists with text", Box::new(move |n| format!("{}a", fill("- ", n)))),
        ("nested numbers", Box::new(move |n| fill("1. ", n))),
        (
            "deep list lines",
            Box::new(move |n| {
                (0..n).map_while(|i| (i * i < 2 * n).then(|| format!("{}- a\n", "  ".repeat(i)))).collect()
            }),
        ),
        (
            "backticks",
            Box::new(move |n| (1..n).map_while(|i| (i * i < 2 * n).then(|| format!("e{}", "`".repeat(i)))).collect()),
        ),
        ("unclosed links", Box::new(move |n| fill("[a](<b", n))),
        ("unclosed comments", Box::new(move |n| format!("</{}", fill("<!--", n)))),
        ("unclosed tags", Box::new(move |n| fill("<a href=\"", n))),
        ("declarations", Box::new(move |n| fill("<![CDATA[", n))),
        ("reference definitions", Box::new(move |n| fill("[a]: u\n", n))),
        ("references", Box::new(move |n| format!("[a]: /{}\n\n{}", "u".repeat(n / 4), fill("[a] ", n)))),
        (
            "table cells",
            Box::new(move |n| format!("{}\n{}\n{}", fill("|a", n / 4), fill("|-", n / 4), fill("|\n", n / 2))),
        ),
        ("small tables", Box::new(move |n| fill("a|\n-|\n\n", n))),
        ("headings", Box::new(move |n| fill("# a\n", n))),
        ("bold lines", Box::new(move |n| fill("**a**\n", n))),
        ("empty items", Box::new(move |n| fill("-\n", n))),
        ("rules", Box::new(move |n| fill("***\n\n", n))),
        ("short quotes", Box::new(move |n| fill(">a\n\n", n))),
        ("growing quotes", Box::new(move |n| fill(">>>>>>>>>>>>>>>>>>>>a\n\n", n))),
        ("markup blocks", Box::new(move |n| fill("<a>\n\n", n))),
        ("markup nested", Box::new(move |n| format!("{}{}", fill("<a>\n", n / 2), fill("b\n</a>\n", n / 2)))),
        ("entities", Box::new(move |n| fill("&", n))),
        ("strikes", Box::new(move |n| fill("~~a", n))),
        ("footnotes", Box::new(move |n| fill("[^\n", n))),
        ("code fences", Box::new(move |n| fill("```\n```\n", n))),
        ("highlighted", Box::new(move |n| format!("```js\n{}\n```", fill("1\"\n", n)))),
        ("bidi", Box::new(move |n| fill("\u{202E}", n))),
        ("spaces", Box::new(move |n| format!("a{}b", fill(" ", n)))),
        ("tabs", Box::new(move |n| format!("- a\n{}b", fill("\t", n)))),
        ("returns", Box::new(move |n| fill("a\r", n))),
    ];
    assert!(patterns.len() >= 20);
    // A debug build is some ten times slower.
    let slack = if cfg!(debug_assertions) { 10 } else { 1 };
    for (name, make) in patterns {
        let once = |n: usize| {
            let body = make(n);
            let start = cpu();
            let html = page(&body);
            (cpu().checked_sub(start).unwrap(), body.len(), html.len())
        };
        let (time, input, output) = once(SIZE);
        assert!(time < Duration::from_millis(250 * slack), "{name}: {time:?}");
        assert!(output <= 20 * input + 64 * 1024, "{name}: {output} bytes of {input}");
        if time > Duration::from_millis(40) {
            // In turn, the best of each: others share the machine. More than three tries only where those did not settle it.
            let (mut half, mut whole) = (Duration::MAX, Duration::MAX);
            let linear = |half: Duration, whole: Duration| whole < 3 * half + Duration::from_millis(10);
            for tries in 1..=12 {
                half = half.min(once(SIZE / 2).0);
                whole = whole.min(once(SIZE).0);
                if tries >= 3 && linear(half, whole) {
                    break;
                }
            }
            assert!(linear(half, whole), "{name}: {half:?}, then {whole:?} for twice as much");
        }
        println!("{name:36} {time:8.1?} {:5.1}x", output as f64 / input as f64);
    }
}

/// M4: a line of ten megabytes, a table of a hundred thousand rows.
#[test]
fn huge_bodies_are_read_in_time() {
    for (name, body) in [
        ("one line", "word ".repeat(2_000_000)),
        ("rows", format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(100_000))),
        ("rows within the cap", format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(170_000))),
    ] {
        let start = cpu();
        let html = page(&body);
        assert!(html.len() <= 20 * body.len() + 64 * 1024, "{name}: {}", html.len());
        assert!(
            cpu().checked_sub(start).unwrap() < Duration::from_secs(15),
            "{name}: {:?}",
            cpu().checked_sub(start).unwrap()
        );
    }
}
