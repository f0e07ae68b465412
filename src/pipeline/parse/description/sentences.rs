//! Sentences: prose to blocks (paragraphs, bullets, headings) and these to sentences.

use std::ops::Range;

use super::decode::Text;
use super::quotes;

/// A sentence, a bullet or a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it stands, bullets and heading marks left out.
    pub range: Range<usize>,
    /// How it stands.
    pub shape: Shape,
}

/// How a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// In running text.
    Sentence,
    /// An item of a list, or a further sentence of one.
    Item,
    /// A heading.
    Heading,
}

/// The sentences of a range, in order.
pub(super) fn sentences(text: &Text, range: Range<usize>) -> Vec<Unit> {
    let mut units = Vec::new();
    for block in blocks(text, range) {
        let written = text.slice(block.range.clone());
        let placed = |range: Range<usize>, shape: Shape| Unit {
            range: block.range.start + range.start..block.range.start + range.end,
            shape,
        };
        for sentence in split(written) {
            let items = enumerated(written.get(sentence.clone()).unwrap_or_default());
            let Some(first) = items.first().filter(|_| block.shape == Shape::Sentence) else {
                units.push(placed(sentence, block.shape));
                continue;
            };
            let lead = written.get(sentence.start..sentence.start + first.start).unwrap_or_default();
            let lead = lead.trim_end().strip_suffix("(1)").unwrap_or(lead).trim_end().len();
            units.push(placed(sentence.start..sentence.start + lead, Shape::Sentence));
            let items = items.into_iter().map(|item| sentence.start + item.start..sentence.start + item.end);
            units.extend(items.map(|item| placed(item, Shape::Item)));
        }
    }
    units
}

/// The items of a list that stands in one sentence: "Use it when: (1) it is dark; (2) it storms". Empty if there is none.
fn enumerated(sentence: &str) -> Vec<Range<usize>> {
    let Some(first) = sentence.find(": (1) ") else { return Vec::new() };
    let mut begins = vec![first + ": (1) ".len()];
    let mut ends = Vec::new();
    while let Some(&begin) = begins.last() {
        let mark = format!(" ({}) ", begins.len() + 1);
        let Some(next) = sentence.get(begin..).and_then(|rest| rest.find(&mark)) else { break };
        ends.push(begin + next);
        begins.push(begin + next + mark.len());
    }
    ends.push(sentence.len());
    if begins.len() < 2 {
        return Vec::new();
    }
    let items = begins.into_iter().zip(ends).map(|(begin, end)| {
        let item = sentence.get(begin..end).unwrap_or_default().trim_end();
        let item = item.strip_suffix(" and").or_else(|| item.strip_suffix(" or")).unwrap_or(item);
        begin..begin + item.trim_end_matches([',', ';', ' ']).len()
    });
    items.collect()
}

/// A line at least this long, in characters, may have been wrapped; a shorter one was ended on purpose.
const WRAPPED: usize = 60;

/// Joins lines to blocks: a wrap is no end, but a blank line, a bullet, a heading, a label or the end of a sentence is.
fn blocks(text: &Text, range: Range<usize>) -> Vec<Unit> {
    let mut blocks: Vec<Unit> = Vec::new();
    let mut open = false;
    let mut start = range.start;
    for line in text.slice(range).split_inclusive('\n') {
        let end = start + line.len();
        let content = line.trim();
        let begin = start + (line.len() - line.trim_start().len());
        let (shape, marker) = shape(content);
        let item = begin + marker..begin + content.len();
        start = end;
        if content.is_empty() || is_rule(content) {
            open = false;
            continue;
        }
        let last = blocks.last_mut().filter(|last| {
            let before = text.slice(last.range.clone());
            open && shape == Shape::Sentence && last.shape != Shape::Heading && continues(before, content, text.single)
        });
        match last {
            Some(last) => last.range.end = item.end,
            None => blocks.push(Unit { range: item, shape }),
        }
        open = true;
    }
    blocks
}

/// Whether a line goes on with the block before it.
fn continues(before: &str, line: &str, single: bool) -> bool {
    if before.ends_with(['.', '!', '?', ':', '。', '！', '？', '：', '…']) || begins_with_label(line) {
        return false;
    }
    let last_line = before.rsplit('\n').next().unwrap_or(before);
    let begins_low = line.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || "(,;–—&+/".contains(c));
    begins_low || (!single && last_line.chars().nth(WRAPPED).is_some())
}

/// Whether a line begins with a few words and a colon, or with bold text.
fn begins_with_label(line: &str) -> bool {
    line.starts_with("**")
        || line.char_indices().take(40).find(|&(_, c)| !(c.is_alphanumeric() || " '’/&-".contains(c))).is_some_and(
            |(at, c)| {
                c == ':'
                    && line.starts_with(char::is_uppercase)
                    && line.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
            },
        )
}

/// Whether a line is only a rule or the fence of code.
fn is_rule(line: &str) -> bool {
    line.starts_with("```") || !line.contains(|c: char| c.is_alphanumeric() || !c.is_ascii())
}

/// How a line stands, and how many bytes its bullet or heading marks take.
fn shape(line: &str) -> (Shape, usize) {
    let after = |mark: &str| line.len() - line.get(mark.len()..).unwrap_or_default().trim_start().len();
    if line.starts_with('#') {
        let marks = line.len() - line.trim_start_matches('#').len();
        let space = line.get(marks..).is_some_and(|rest| rest.starts_with(' '));
        let title = line.trim_start_matches('#').trim_start();
        return if space && marks <= 6 { (Shape::Heading, line.len() - title.len()) } else { (Shape::Sentence, 0) };
    }
    for mark in ["- ", "* ", "+ ", "• ", "•", "– ", "— ", "✅ ", "❌ ", "▪ ", "◦ ", "→ "] {
        if line.starts_with(mark) {
            return (Shape::Item, after(mark));
        }
    }
    let body = line.strip_prefix('(').unwrap_or(line);
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let letter = usize::from(digits == 0 && body.starts_with(|c: char| c.is_ascii_lowercase()));
    let number = digits + letter;
    let rest = body.get(number..).unwrap_or_default();
    let closed =
        if line.starts_with('(') || letter == 1 { rest.strip_prefix(')') } else { rest.strip_prefix(['.', ')']) };
    match closed.filter(|rest| (1..=2).contains(&number) && rest.starts_with(' ')) {
        Some(rest) => (Shape::Item, line.len() - rest.trim_start().len()),
        None => (Shape::Sentence, 0),
    }
}

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: [&str; 24] = [
    "e.g", "i.e", "vs", "cf", "approx", "incl", "esp", "dr", "mr", "mrs", "ms", "prof", "st", "no", "fig", "inc",
    "ltd", "co", "corp", "jr", "sr", "dept", "resp", "al",
];

/// Words that begin a sentence even after `U.S.` or `Inc.`
const STARTERS: [&str; 14] = [
    "use", "this", "the", "it", "do", "not", "invoke", "trigger", "when", "must", "examples", "example", "never",
    "avoid",
];

/// The first sentence of a line that says something; the line where there is none.
pub(super) fn first(line: &str) -> &str {
    let says = |sentence: &&str| sentence.contains(char::is_alphabetic);
    split(line).into_iter().filter_map(|range| line.get(range)).find(says).unwrap_or(line)
}

/// A block to sentences, as ranges of it.
fn split(block: &str) -> Vec<Range<usize>> {
    let inside = enclosed(block);
    let mut inside = inside.iter().peekable();
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = block.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let wide = matches!(c, '。' | '！' | '？');
        if !wide && !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        while chars.peek().is_some_and(|&(_, next)| is_trailing(next)) {
            chars.next();
        }
        let end = chars.peek().map_or(block.len(), |&(next, _)| next);
        while inside.peek().is_some_and(|range| range.end <= at) {
            inside.next();
        }
        let within = inside.peek().is_some_and(|range| range.start < at && end < range.end);
        if within || (!wide && !ends_sentence(block, start, at, end)) {
            continue;
        }
        push(block, start..end, &mut found);
        start = end;
    }
    push(block, start..block.len(), &mut found);
    found
}

fn push(block: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let text = block.get(range.clone()).unwrap_or_default();
    let start = range.start + (text.len() - text.trim_start().len());
    if !text.trim().is_empty() {
        found.push(start..start + text.trim().len());
    }
}

/// What may follow the end of a sentence before the white space: more ends, quotation marks, brackets, emphasis.
fn is_trailing(c: char) -> bool {
    ".!?…\"'”’»」』)]*_`）】".contains(c)
}

/// Whether a full stop (from `at`, with what trails it to `end`) ends the sentence that began at `start`.
fn ends_sentence(block: &str, start: usize, at: usize, end: usize) -> bool {
    let rest = block.get(end..).unwrap_or_default();
    let next = rest.trim_start();
    let Some(first) = next.chars().next() else { return true };
    if next.len() == rest.len() {
        return false;
    }
    let begins = first.is_uppercase()
        || first.is_ascii_digit()
        || "\"'“‘«([*`<-•–—#✅❌⚠".contains(first)
        || (!first.is_ascii() && !first.is_lowercase());
    if !begins {
        return false;
    }
    let said = block.get(start..at).unwrap_or_default();
    let word = said.char_indices().rev().find(|&(_, c)| c.is_whitespace() || "(\"'“‘*`,/".contains(c));
    let word = word.map_or(said, |(at, c)| said.get(at + c.len_utf8()..).unwrap_or_default());
    let follower = next.chars().take_while(|c| c.is_alphabetic()).take(12).collect::<String>().to_lowercase();
    let stop = block.get(at..end).is_some_and(|mark| mark.starts_with('.') && !mark.starts_with(".."));
    if !stop {
        return true;
    }
    // `1.` begins an item; `J.` and `U.S.` are initials; `e.g.` goes on.
    if word.len() == said.len() && word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let folded = if word.len() <= 8 { word.to_lowercase() } else { String::new() };
    let initials = folded.len() <= 8
        && !folded.is_empty()
        && folded.split('.').all(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic))
        && word.starts_with(char::is_uppercase);
    if initials || ABBREVIATIONS.contains(&folded.as_str()) {
        return !matches!(folded.as_str(), "e.g" | "i.e" | "vs" | "cf") && STARTERS.contains(&follower.as_str());
    }
    true
}

/// What is enclosed in brackets or quotation marks within a block: no sentence ends inside. Marks without a partner count for nothing.
fn enclosed(block: &str) -> Vec<Range<usize>> {
    let mut brackets = Vec::new();
    let mut quote: Option<(usize, char)> = None;
    let mut found = Vec::new();
    let mut before = None;
    let mut chars = block.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        match (c, quote) {
            ('(' | '[' | '（', _) => brackets.push(at),
            (')' | ']' | '）', _) => found.extend(brackets.pop().map(|open| open..at + c.len_utf8())),
            (_, Some((open, close))) if c == close && quotes::closes(before, after) => {
                found.push(open..at + c.len_utf8());
                quote = None;
            }
            ('"' | '“' | '「', _) if quotes::opens(before, after) => {
                quote = quotes::partner(c).map(|close| (at, close));
            }
            _ => {}
        }
        before = Some(c);
    }
    merge(found)
}

/// Ranges in order, those that overlap made one.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::description::Passage;

    fn check(text: &str, expected: &[&str]) {
        let lines: Vec<_> =
            (1..).zip(text.split('\n')).map(|(line, text)| Passage { text: text.into(), line }).collect();
        let text = Text::new(&lines);
        let units = sentences(&text, 0..text.string.len());
        let found: Vec<_> = units.iter().map(|unit| text.slice(unit.range.clone())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_first_that_says_something() {
        assert_eq!(first("You are Dr. Lamp, a keeper. You keep lamps.").trim(), "You are Dr. Lamp, a keeper.");
        assert_eq!(first("Keeps lamps, e.g. of oil. Then more.").trim(), "Keeps lamps, e.g. of oil.");
        assert_eq!(first("no end"), "no end");
        assert_eq!(first(""), "");
    }

    #[test]
    fn ends_sentences() {
        check("Knows Node.js v2.0. Use it.", &["Knows Node.js v2.0.", "Use it."]);
        check(
            "Tools, e.g. Vite, i.e. Rollup vs. Make, etc. Use it!",
            &["Tools, e.g. Vite, i.e. Rollup vs. Make, etc.", "Use it!"],
        );
        check("Law of the U.S. Congress. Done", &["Law of the U.S. Congress.", "Done"]);
        check("Law of the U.S. Use it for taxes.", &["Law of the U.S.", "Use it for taxes."]);
        check("Says \"Stop. Now.\" and goes. **Bold.** Next", &["Says \"Stop. Now.\" and goes.", "**Bold.**", "Next"]);
        check("Old (4.8. Or 5. Then) ones. New", &["Old (4.8. Or 5. Then) ones.", "New"]);
        check("读取文件。写入文件！完成", &["读取文件。", "写入文件！", "完成"]);
        check("A loner ( stays. Here", &["A loner ( stays.", "Here"]);
    }

    #[test]
    fn parts_a_list_within_a_sentence() {
        check(
            "Use it when: (1) it is dark, (2) it storms (at sea); or (3) nobody is home. Lamps.",
            &["Use it when:", "it is dark", "it storms (at sea)", "nobody is home.", "Lamps."],
        );
        check("Use it: (1) once. Or: (2) twice.", &["Use it: (1) once.", "Or: (2) twice."]);
        check("Knows f(1) and f (2) well", &["Knows f(1) and f (2) well"]);
    }

    #[test]
    fn joins_wraps_and_keeps_items_apart() {
        check(
            "This line is long enough to have been wrapped by an editor at\nReact or so",
            &["This line is long enough to have been wrapped by an editor at\nReact or so"],
        );
        check("Use it for:\n- one\n  more\n- two\n\nEnd", &["Use it for:", "one\n  more", "two", "End"]);
        check("Short line\nAnother", &["Short line", "Another"]);
        check("## When\n1. one\n2) two", &["When", "one", "two"]);
    }
}
