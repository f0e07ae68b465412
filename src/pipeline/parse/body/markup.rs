//! Markup: a block of HTML or pseudo-XML taken apart into the lines that are tags and what stands between them.

/// A stretch of markup with its first line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Lines of nothing but tags; or markup in which every character counts.
    Tags(String, u32),
    /// Lines between them, without the indentation that they share.
    Text(String, u32),
}

/// Elements whose text is not prose, as CommonMark has them (0.31.2, HTML blocks, condition 1).
const VERBATIM: [&str; 4] = ["script", "pre", "style", "textarea"];

/// The parts of a block of markup that begins at `line`.
pub(super) fn parts(text: &str, line: u32) -> Vec<Part> {
    if is_verbatim(text) {
        return vec![Part::Tags(text.to_owned(), line)];
    }
    let mut parts = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut run_is_tags = true;
    let mut run_line = line;
    for (number, row) in (line..).zip(text.lines()) {
        let is_tags = is_tags(row);
        if is_tags != run_is_tags {
            close(&mut run, run_is_tags, run_line, &mut parts);
            (run_is_tags, run_line) = (is_tags, number);
        }
        run.push(row);
    }
    close(&mut run, run_is_tags, run_line, &mut parts);
    parts
}

fn close(run: &mut Vec<&str>, is_tags: bool, line: u32, parts: &mut Vec<Part>) {
    let rows = std::mem::take(run);
    if rows.is_empty() {
        return;
    }
    if is_tags {
        return parts.push(Part::Tags(rows.join("\n"), line));
    }
    let indent = |row: &&str| row.len() - row.trim_start_matches([' ', '\t']).len();
    let shared = rows.iter().filter(|row| !row.trim().is_empty()).map(indent).min().unwrap_or(0);
    let rows: Vec<&str> = rows.into_iter().map(|row| row.get(shared..).unwrap_or_default()).collect();
    parts.push(Part::Text(rows.join("\n"), line));
}

/// Whether a block of markup is a comment, a declaration, or an element whose text is not prose.
fn is_verbatim(text: &str) -> bool {
    let inside = text.trim_start().trim_start_matches('<');
    let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    inside.starts_with(['!', '?']) || VERBATIM.contains(&name.as_str())
}

/// Whether indented text is a prompt in pseudo-XML: it begins with an element that HTML doesn't have.
pub(super) fn is_prompt(text: &str) -> bool {
    let inside = text.trim_start().trim_start_matches(['<', '/']);
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'));
    let name = inside.get(..end.unwrap_or(0)).unwrap_or_default();
    begins_with_tag(text) && !HTML.iter().any(|element| element.eq_ignore_ascii_case(name)) && !name.contains('-')
}

/// Whether a line begins with what looks like a tag.
pub(super) fn begins_with_tag(line: &str) -> bool {
    line.trim_start().strip_prefix('<').is_some_and(|tag| {
        let name = tag.trim_start_matches('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().take(LONGEST).find(|byte| matches!(byte, b'>' | b'\n' | b'<')) == Some(b'>')
    })
}

/// What is longer is no tag.
const LONGEST: usize = 300;

/// Elements that occur in code that is shown. Those of components have hyphens in their names.
const HTML: &[&str] = &[
    "a", "article", "aside", "audio", "body", "button", "canvas", "dialog", "div", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "head", "header", "html", "iframe", "img", "input", "label", "li", "link", "main",
    "meta", "nav", "ol", "option", "p", "path", "picture", "script", "section", "select", "slot", "span", "style",
    "svg", "table", "tbody", "td", "template", "textarea", "th", "thead", "title", "tr", "ul", "video",
];

/// Whether a line holds tags and nothing else. A blank line does not count.
fn is_tags(row: &str) -> bool {
    let mut rest = row.trim();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let Some(tag) = rest.strip_prefix('<') else { return false };
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            return false;
        }
        let Some(end) = tag.find('>') else { return false };
        rest = tag.get(end + 1..).unwrap_or_default().trim_start();
    }
    true
}
