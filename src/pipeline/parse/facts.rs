//! Facts: what follows from a definition's text alone: whether it is a stub, what it leans on, what it costs.

mod references;
mod stub;
mod words;

use crate::model::definition::{Facts, Header};
use crate::model::description::Description;
use crate::model::document::Document;

/// Derives the facts. `text` is the body as written, `body` the same read, `file` the whole file's text.
pub(super) fn read(
    name: &str,
    description: &Description,
    header: &Header,
    text: &str,
    body: &Document,
    file: &str,
) -> Facts {
    Facts {
        stub: stub::stub(text, body),
        references: references::references(name, description, header, body, file),
        tokens_always: tokens(name).saturating_add(tokens(&description.text)),
        tokens_invoked: tokens(text),
    }
}

/// Estimates the tokens of a text: the mean of two rules of thumb, a token for every four characters and four tokens for
/// every three words (OpenAI's "What are tokens and how to count them?"). Characters of scripts without spaces between
/// words (Chinese, Japanese, Korean, Thai) and emoji count a token each. For English prose and Markdown tokenizers in
/// use lie within some 15 % of it; it is an estimate, to be shown as one ("≈ 1,200").
fn tokens(text: &str) -> u32 {
    let (mut wide, mut characters, mut words) = (0_usize, 0_usize, 0_usize);
    // Line by line, since most have nothing but ASCII, where a byte is a character and none is wide.
    for line in text.split_inclusive('\n') {
        if line.is_ascii() {
            let black = |byte: u8| !matches!(byte, b'\t'..=b'\r' | b' ');
            let begins = |pair: &[u8; 2]| !black(pair[0]) & black(pair[1]);
            characters += line.len();
            words += usize::from(line.bytes().next().is_some_and(black));
            words += line.as_bytes().array_windows().filter(|pair| begins(pair)).count();
            continue;
        }
        let mut in_word = false;
        for c in line.chars() {
            let is_wide = is_wide(c);
            wide += usize::from(is_wide);
            characters += usize::from(!is_wide);
            let black = !is_wide && !c.is_whitespace();
            words += usize::from(black && !in_word);
            in_word = black;
        }
    }
    // (characters / 4 + words · 4 / 3) / 2, in whole numbers.
    u32::try_from(wide + (3 * characters + 16 * words).div_ceil(24)).unwrap_or(u32::MAX)
}

/// Whether a character is of a script without spaces between words, or an emoji.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{E7F}' | '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{1F000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests;
