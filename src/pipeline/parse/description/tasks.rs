//! Tasks: what a sentence like "Examples include a, b, and c" lists.

use super::{class, languages};

/// What sentences begin with that list tasks.
const LEADS: &str = "examples include|example tasks|examples are|example use cases|examples of tasks|examples of use|sample tasks|typical tasks|\
    common tasks|typical use cases|common use cases|example usage|example requests|example scenarios|example triggers|examples:|example:|\
    use case examples|usage examples";

/// Where the list begins, in bytes of the lower-case head, of a sentence that lists tasks.
pub(super) fn list_begin(head: &str) -> Option<usize> {
    let Some(lead) = LEADS.split('|').find(|lead| head.starts_with(lead)) else { return foreign_begin(head) };
    let mut at = lead.len();
    for word in [" include", " are", " of use", " for this agent", " but are not limited to", ":", "："] {
        if head.get(at..).is_some_and(|rest| rest.starts_with(word)) {
            at += word.len();
        }
    }
    Some(at)
}

/// The same where one word of another language leads: "Ejemplos: …", "例：…".
fn foreign_begin(head: &str) -> Option<usize> {
    let length = head.find(|c: char| !c.is_alphanumeric())?;
    let (word, rest) = head.split_at_checked(length)?;
    let colon = rest.trim_start().strip_prefix([':', '：'])?;
    languages::is_examples(word).then_some(head.len() - colon.len())
}

/// The tasks that a sentence lists, each trimmed; with the byte at which each begins. Empty where the list follows as items.
pub(super) fn tasks(sentence: &str) -> Vec<(usize, &str)> {
    let skip = sentence.len() - sentence.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let Some(lead) = list_begin(&class::head(sentence)).filter(|&lead| sentence.is_char_boundary(skip + lead)) else {
        return Vec::new();
    };
    let single = sentence.get(skip..).is_some_and(|text| text.starts_with("Example:") || text.starts_with("example:"));
    items(sentence, skip + lead, single)
}

/// The items of a list from a byte on: divided by semicolons, else by commas, outside brackets and quotations.
fn items(sentence: &str, from: usize, whole: bool) -> Vec<(usize, &str)> {
    let listed = sentence.get(from..).unwrap_or_default();
    let mark = if divide(listed, ';').len() > 1 { ';' } else { ',' };
    let pieces = if whole { vec![(0, listed)] } else { divide(listed, mark) };
    let mut found: Vec<(usize, usize)> = Vec::new();
    let gerund =
        |text: &str| tidy(text).1.split_whitespace().next().is_some_and(|word| word.len() > 4 && word.ends_with("ing"));
    let parallel = pieces.first().is_some_and(|(_, first)| gerund(first));
    for (start, piece) in pieces {
        let end = start + piece.len();
        match found.last_mut() {
            // "designing REST, GraphQL or gRPC APIs, planning …": what doesn't go on like the first belongs to the one before.
            Some(last) if parallel && !gerund(piece) => last.1 = end,
            _ => found.push((start, end)),
        }
    }
    let tidied = found.into_iter().map(|(start, end)| {
        let (skipped, item) = tidy(listed.get(start..end).unwrap_or_default());
        (from + start + skipped, item)
    });
    tidied.filter(|(_, item)| item.contains(char::is_alphanumeric)).collect()
}

/// Pieces of a list with the byte at which each begins.
fn divide(list: &str, mark: char) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let (mut depth, mut quoted, mut start, mut before) = (0_u32, false, 0, None);
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '"' => quoted = !quoted,
            _ if c == mark && depth == 0 && (!quoted || before == Some('"')) => {
                pieces.push((start, list.get(start..at).unwrap_or_default()));
                start = at + c.len_utf8();
            }
            _ => {}
        }
        before = Some(c);
    }
    pieces.push((start, list.get(start..).unwrap_or_default()));
    pieces
}

/// An item without "and", number, quotation marks and full stop, and how many bytes that took at its front.
fn tidy(item: &str) -> (usize, &str) {
    let mut text = item.trim_start();
    for word in ["and ", "or ", "as well as "] {
        text = text.strip_prefix(word).unwrap_or(text).trim_start();
    }
    let body = text.trim_start_matches(|c: char| c == '(' || c.is_ascii_digit());
    if let Some(rest) = body.strip_prefix(") ").filter(|_| body.len() < text.len()) {
        text = rest;
    }
    text = text.trim_start_matches(['"', '\'', '“', '-', '*', ' ']);
    let skipped = item.len() - text.len();
    (skipped, text.trim_end_matches(|c: char| c.is_whitespace() || ".;,\"'”*".contains(c)))
}
