//! Content: the team's own pages, Markdown with an optional header.

use super::lines::{self, Line};
use super::report::{Report, Span};
use super::{body, decode, yaml};
use crate::model::content::{Page, Step};
use crate::model::definition::Value;
use crate::model::diagnostic::Diagnostic;
use crate::model::document::{Document, SectionKind, plain};
use crate::model::source::ContentSource;
use crate::text;

/// The keys that a page's header may have.
const KEYS: [&str; 5] = ["title", "order", "summary", "time", "steps"];
/// The keys that a step may have.
const STEP_KEYS: [&str; 5] = ["title", "agent", "competency", "time", "text"];

/// Reads a page of the content folder. A header that can't be read is left out, and said; the text is always there.
pub fn page(source: &ContentSource) -> (Page, Vec<Diagnostic>) {
    let mut report = Report::new(&source.source.path);
    let decoded = decode::decode(&source.source.bytes, &mut report);
    let all = lines::lines(&decoded.text);
    let (header, first) = cut(&all);
    let entries = header.map(|header| read(header, &mut report)).unwrap_or_default();
    let rest = all.get(first..).unwrap_or_default();
    let text: String = rest.iter().flat_map(|line| [line.text, "\n"]).collect();
    let document = body::read(&text, u32::try_from(first + 1).unwrap_or(u32::MAX));
    let header = header.unwrap_or_default();
    let name = source.name.split('/').map(text::slug).collect::<Vec<_>>().join("/");
    let mut page = Page {
        title: String::new(),
        path: source.source.path.clone(),
        summary: String::new(),
        order: None,
        time: None,
        steps: Vec::new(),
        body: document,
        name,
    };
    for (key, value) in &entries {
        set(&mut page, key, value, header, &mut report);
    }
    if page.title.is_empty() {
        page.title = title(&page.body, &page.name);
    }
    (page, report.into_diagnostics())
}

/// The header's lines, where the first line is a fence and another closes it, and the index of the first line of the text.
fn cut<'l, 't>(all: &'l [Line<'t>]) -> (Option<&'l [Line<'t>]>, usize) {
    let fence = |line: &Line<'_>| line.text.trim_end() == "---";
    let closing = all.iter().skip(1).position(fence).filter(|_| all.first().is_some_and(fence));
    match closing {
        Some(lines) => (all.get(1..=lines), lines + 2),
        None => (None, 0),
    }
}

fn read(header: &[Line<'_>], report: &mut Report) -> yaml::Entries {
    let text: String = header.iter().flat_map(|line| [line.text, "\n"]).collect();
    let hint = "the page is shown without it until it is `key: value` lines of valid YAML";
    match yaml::read(&text) {
        Ok(entries) => entries,
        Err(yaml::Fault::Syntax { problem, at }) => {
            let line = at.and_then(|at| header.get(text.get(..at)?.matches('\n').count()));
            let span = line.or_else(|| header.first()).map_or(Span::FILE, Span::line);
            report.error("page-header-broken", span, format!("the header is not valid YAML: {problem}"), hint);
            Vec::new()
        }
        Err(yaml::Fault::NotMap | yaml::Fault::Limit(_)) => {
            let span = header.first().map_or(Span::FILE, Span::line);
            report.error("page-header-broken", span, "the header is not made of `key: value` lines", hint);
            Vec::new()
        }
    }
}

fn set(page: &mut Page, key: &str, value: &Value, header: &[Line<'_>], report: &mut Report) {
    let span = place(header, key);
    let text = yaml::flat(value).trim().to_owned();
    match key {
        "title" => page.title = text,
        "summary" => page.summary = text,
        "time" => page.time = Some(text).filter(|text| !text.is_empty()),
        "order" => match text.parse() {
            Ok(order) => page.order = Some(order),
            Err(_) => report.warning("page-wrong-value", span, "`order` is to be a whole number", "write `order: 1`"),
        },
        "steps" => match value {
            Value::List(steps) => page.steps = steps.iter().map(|it| step(it, span, report)).collect(),
            _ => report.warning(
                "page-wrong-value",
                span,
                "`steps` is to be a list",
                "write `steps:` and below it `- title: …`, a step each",
            ),
        },
        _ => unknown(key, &KEYS, span, report),
    }
}

fn step(value: &Value, span: Span, report: &mut Report) -> Step {
    let mut step = Step::default();
    let Value::Map(entries) = value else {
        step.title = yaml::flat(value);
        return step;
    };
    for (key, value) in entries {
        let text = yaml::flat(value).trim().to_owned();
        let stated = Some(text.clone()).filter(|text| !text.is_empty());
        match key.as_str() {
            "title" => step.title = text,
            "agent" => step.agent = stated,
            "competency" => step.competency = stated,
            "time" => step.time = stated,
            "text" => step.text = text,
            _ => unknown(key, &STEP_KEYS, span, report),
        }
    }
    step
}

fn unknown(key: &str, known: &[&str], span: Span, report: &mut Report) {
    let hint = text::nearest(key, known.iter().copied())
        .map_or_else(|| format!("the keys are {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
    report.warning("page-unknown-key", span, format!("there is no key `{key}`"), hint);
}

/// The line that a key begins.
fn place(header: &[Line<'_>], key: &str) -> Span {
    let begins = |line: &&Line<'_>| {
        line.text
            .trim_start_matches(['"', '\''])
            .strip_prefix(key)
            .is_some_and(|rest| rest.starts_with([':', ' ', '"', '\'']))
    };
    header.iter().find(begins).or_else(|| header.first()).map_or(Span::FILE, Span::line)
}

/// A title for a page that states none: its first heading, else its name.
fn title(body: &Document, name: &str) -> String {
    let heading = body.sections.iter().find(|section| section.kind == SectionKind::Heading);
    if let Some(heading) = heading.map(|section| plain(&section.title)).filter(|title| !title.trim().is_empty()) {
        return heading.trim().to_owned();
    }
    let words = name.rsplit('/').next().unwrap_or_default().replace('-', " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::digest;
    use crate::model::source::Source;

    fn check(text: &str, expected: &[(&str, u32)]) -> Page {
        let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
        let path = "content/My Paths/first_week.md".to_owned();
        let source = Arc::new(Source { path, hash: digest::hash(&bytes), bytes: bytes.into() });
        let (page, diagnostics) = page(&ContentSource { name: "My Paths/first_week".to_owned(), source });
        assert_eq!(diagnostics.iter().map(|it| (it.code, it.place.line)).collect::<Vec<_>>(), expected);
        page
    }

    #[test]
    fn a_header_is_read() {
        let text = "---\ntitle: \"A: b\"\norder: 2\nsummary: s\ntime: 2 h\nsteps:\n  - title: one\n    agent: x\n    text: do\n  - two\n---\n\ntext\n";
        let page = check(text, &[]);
        assert_eq!((page.title.as_str(), page.order, page.summary.as_str()), ("A: b", Some(2), "s"));
        assert_eq!((page.name.as_str(), page.time.as_deref()), ("my-paths/first-week", Some("2 h")));
        let titles: Vec<_> = page.steps.iter().map(|it| (it.title.as_str(), it.agent.as_deref())).collect();
        assert_eq!(titles, [("one", Some("x")), ("two", None)]);
        assert_eq!(page.body.sections[0].blocks[0].line, 13);
    }

    #[test]
    fn a_page_needs_no_header() {
        assert_eq!(check("# The way\n\ntext", &[]).title, "The way");
        assert_eq!(check("text", &[]).title, "First week");
        assert_eq!(check("---\n", &[]).body.sections[0].blocks.len(), 1);
        assert_eq!(check("", &[]).title, "First week");
    }

    #[test]
    fn faults_have_their_place() {
        check("---\ntitle: t\nodrer: 1\n---\n", &[("page-unknown-key", 3)]);
        check("---\norder: first\n---\n", &[("page-wrong-value", 2)]);
        check("---\nsteps: one\n---\n", &[("page-wrong-value", 2)]);
        check("---\nsteps:\n  - titel: x\n---\n", &[("page-unknown-key", 2)]);
        let page = check("---\ntitle: a: b: c\n---\ntext\n", &[("page-header-broken", 2)]);
        assert_eq!(page.title, "First week");
        check("---\n- a\n---\n", &[("page-header-broken", 2)]);
    }
}
