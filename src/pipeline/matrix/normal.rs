//! Normal: the form in which terms and texts are compared, with the way back to what the author wrote.

use crate::text;

/// A text in the form that is compared: folded, hyphens and dashes as spaces. Bytes map back to the original.
pub(super) struct Normal {
    /// The folded text.
    pub text: String,
    /// For each byte of `text` the byte of the original it comes from, and the original's length; none where they are the same.
    map: Option<Vec<u32>>,
    /// Length of the original.
    length: usize,
}

impl Normal {
    pub(super) fn new(original: &str) -> Self {
        let length = original.len();
        if original.is_ascii() {
            let bytes = original.bytes().map(ascii).collect();
            // ASCII in, ASCII out: this never fails.
            return Self { text: String::from_utf8(bytes).unwrap_or_default(), map: None, length };
        }
        let mut text = String::with_capacity(length);
        let mut map = Vec::with_capacity(length + 1);
        let mut buffer = [0_u8; 4];
        for (at, c) in original.char_indices() {
            let before = text.len();
            push(&mut text, c, &mut buffer);
            map.resize(map.len() + text.len() - before, u32::try_from(at).unwrap_or(u32::MAX));
        }
        map.push(u32::try_from(length).unwrap_or(u32::MAX));
        Self { text, map: Some(map), length }
    }

    /// The byte of the original that a byte of the text comes from: always between characters.
    pub(super) fn original(&self, at: usize) -> usize {
        match &self.map {
            None => at.min(self.length),
            Some(map) => map.get(at).map_or(self.length, |&at| at as usize),
        }
    }

    /// The byte of the text that a byte of the original became: the other way.
    pub(super) fn at(&self, original: usize) -> usize {
        match &self.map {
            None => original.min(self.length),
            Some(map) => map.partition_point(|&it| (it as usize) < original).min(self.text.len()),
        }
    }

    /// The stretch of the original that a stretch of the text comes from.
    pub(super) fn span(&self, start: usize, end: usize) -> (usize, usize) {
        (self.original(start), self.original(end))
    }
}

/// The form in which terms are compared.
pub(super) fn normal(text: &str) -> String {
    Normal::new(text).text
}

fn ascii(byte: u8) -> u8 {
    match byte {
        b'-' | b'\t' | b'\n' | b'\r' => b' ',
        _ => byte.to_ascii_lowercase(),
    }
}

fn push(text: &mut String, c: char, buffer: &mut [u8; 4]) {
    match c {
        _ if c.is_ascii() => text.push(char::from(ascii(c as u8))),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{a0}' => text.push(' '),
        '\u{2018}' | '\u{2019}' => text.push('\''),
        '\u{201c}' | '\u{201d}' => text.push('"'),
        // Invisible: soft hyphen, zero-width space and joiners, byte-order mark.
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        _ => text.push_str(&text::fold(c.encode_utf8(buffer)).replace(['\u{2010}', '\u{2011}'], " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_finds_the_way_back() {
        assert_eq!(normal("Event-Driven\tＣＱＲＳ"), "event driven cqrs");
        assert_eq!(normal("Ra\u{200b}ft"), "raft");
        let text = Normal::new("Zürich — Ｋafka’s");
        let at = text.text.find("kafka").unwrap();
        let (start, end) = text.span(at, at + 5);
        assert_eq!(&"Zürich — Ｋafka’s"[start..end], "Ｋafka");
        assert!(text.text.ends_with("kafka's"));
    }
}
