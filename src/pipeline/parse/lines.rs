//! Lines: a text as its physical lines, whichever way they end.

/// A physical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// The line without its end.
    pub(super) text: &'t str,
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// Byte at which it begins.
    pub(super) start: usize,
    /// Byte after its end.
    pub(super) after: usize,
    /// How many characters were cut from its front, where it was shifted to the left.
    pub(super) cut: u32,
    /// How it ends.
    pub(super) end: End,
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// `\n`.
    Lf,
    /// `\r\n`.
    CrLf,
    /// A `\r` alone.
    Cr,
    /// The file ends.
    Nothing,
}

impl Line<'_> {
    /// Whether nothing but white space stands on it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The line with up to `columns` characters of white space cut from its front.
    pub(super) fn shifted(self, columns: usize) -> Self {
        let mut text = self.text;
        let mut cut = self.cut;
        for _ in 0..columns {
            match text.chars().next().filter(|first| first.is_whitespace()) {
                Some(first) => text = text.get(first.len_utf8()..).unwrap_or_default(),
                None => break,
            }
            cut += 1;
        }
        Self { text, cut, ..self }
    }

    /// The text from the byte `from` of the line on, as a line of its own.
    pub(super) fn from(self, from: usize) -> Self {
        let (before, text) = self.text.split_at_checked(from).unwrap_or(("", self.text));
        Self { text, cut: self.cut + count(before), ..self }
    }

    /// The column in the file, from 1, of the byte `at` of the line's text.
    pub(super) fn column(&self, at: usize) -> u32 {
        self.cut + count(self.text.get(..at).unwrap_or(self.text)) + 1
    }
}

/// Cuts a text into lines. As in CommonMark, a line ends with `\n`, with `\r\n`, or with a `\r` alone.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut start = 0;
    let mut number = 1;
    while start < bytes.len() {
        let rest = bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let end = match (rest.get(length), rest.get(length + 1)) {
            (Some(b'\r'), Some(b'\n')) => End::CrLf,
            (Some(b'\r'), _) => End::Cr,
            (Some(_), _) => End::Lf,
            (None, _) => End::Nothing,
        };
        let after = start + length + [1, 2, 1, 0].get(end as usize).copied().unwrap_or_default();
        let line = text.get(start..start + length).unwrap_or_default();
        lines.push(Line { text: line, number, start, after, cut: 0, end });
        start = after;
        number += 1;
    }
    lines
}

/// How many characters a text has.
pub(super) fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts() {
        let all: Vec<_> = lines("a\nb\r\nc\rd\r\r\n\ne").into_iter().map(|line| (line.number, line.text)).collect();
        assert_eq!(all, [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, ""), (6, ""), (7, "e")]);
        assert!(lines("").is_empty());
    }

    #[test]
    fn a_shifted_line_keeps_its_columns() {
        let all = lines("    name: é x");
        let line = all.first().copied().unwrap();
        let shifted = line.shifted(4);
        assert_eq!((shifted.text, shifted.column(6)), ("name: é x", 11));
        assert_eq!(shifted.from(9).column(0), 13);
        assert_eq!(line.shifted(99).text, "name: é x");
    }
}
