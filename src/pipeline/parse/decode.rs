//! Decode: a file's bytes become text, whatever their encoding. Line numbers stay those of the file.

use std::sync::Arc;

use super::report::{Report, Span};
use crate::model::source::Bytes;

/// A file as text.
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: Arc<str>,
    /// Whether the text's bytes are the file's.
    pub(super) exact: bool,
    /// Whether the file is UTF-8 with nothing lost, a byte order mark apart.
    pub(super) utf8: bool,
}

/// Decodes a file: UTF-8, or UTF-16 where a byte order mark or the first four characters say so. Bytes that
/// are not UTF-8 are read as Windows-1252, the encoding that files without another nearly always have; NUL becomes U+FFFD.
pub(super) fn decode(bytes: &Bytes, report: &mut Report) -> Decoded {
    if let Bytes::Text(text) = bytes
        && !text.starts_with('\u{FEFF}')
        && !text.contains('\0')
    {
        return Decoded { text: Arc::clone(text), exact: true, utf8: true };
    }
    let bytes: &[u8] = bytes;
    let hint = "save the file as UTF-8";
    let (mut text, mut exact, mut utf8) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes), false, false),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes), false, false),
        [0xEF, 0xBB, 0xBF, rest @ ..] => (lenient(rest), false, true),
        // Without a mark, the file's first characters tell: of each of ASCII one half is zero.
        [_, 0, _, 0, _, 0, _, 0, ..] => (utf16(bytes, u16::from_le_bytes), false, false),
        [0, _, 0, _, 0, _, 0, _, ..] => (utf16(bytes, u16::from_be_bytes), false, false),
        _ => (lenient(bytes), true, true),
    };
    if utf8 {
        let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if let Err(error) = std::str::from_utf8(rest) {
            let good = String::from_utf8_lossy(rest.get(..error.valid_up_to()).unwrap_or_default());
            let message = "these bytes are not UTF-8; they are read as Windows-1252";
            report.error("not-utf8", place(&good), message, hint);
            (exact, utf8) = (false, false);
        }
    } else {
        report.warning("not-utf8", Span::FILE, "the file is UTF-16, which Claude Code does not read", hint);
    }
    if let Some((before, _)) = text.split_once('\0') {
        report.warning("nul-character", place(before), "a NUL character; `\u{FFFD}` stands in for it", "delete it");
        text = text.replace('\0', "\u{FFFD}");
        exact = false;
    }
    Decoded { text: text.into(), exact, utf8 }
}

/// UTF-8, and each byte that is none as Windows-1252 has it.
fn lenient(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| windows_1252(*byte)));
    }
    text
}

/// The characters of 0x80 to 0x9F in Windows-1252 (Unicode's mapping table CP1252.TXT); five bytes have none.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}', '\u{FFFD}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    let control = byte.checked_sub(0x80).and_then(|at| WINDOWS_1252.get(usize::from(at)));
    control.copied().unwrap_or_else(|| char::from(byte))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text: String = char::decode_utf16(pairs.iter().copied().map(unit))
        .map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

/// The place directly after a text.
fn place(before: &str) -> Span {
    let lines = super::lines::lines(before);
    match lines.last() {
        Some(last) if last.end == super::lines::End::Nothing => {
            Span { line: last.number, column: last.column(last.text.len()), length: 1 }
        }
        Some(last) => Span { line: last.number + 1, column: 1, length: 1 },
        None => Span { line: 1, column: 1, length: 1 },
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// `expected` is the text, `=` or `!` for exact or not, and the places of the diagnostics.
    fn check(bytes: &[u8], expected: &str) {
        let mut report = Report::new("a.md");
        let decoded = decode(&bytes.into(), &mut report);
        let mut got = format!("{} {:?}", if decoded.exact { '=' } else { '!' }, decoded.text);
        for found in report.into_diagnostics() {
            let _ = write!(got, " {}@{}:{}", found.code, found.place.line, found.place.column);
        }
        assert_eq!(got, expected);
    }

    #[test]
    fn text_of_every_encoding() {
        check(b"a\r\nb\rc", r#"= "a\r\nb\rc""#);
        check(b"", r#"= """#);
        check(b"\xEF\xBB\xBFa", r#"! "a""#);
        check(b"\xFF\xFEa\0\xE9\0\n\0", r#"! "aé\n" not-utf8@0:0"#);
        check(b"\xFE\xFF\0a\xD8\0\0", "! \"a\u{FFFD}\u{FFFD}\" not-utf8@0:0");
        check(b"a\r\xE9\n", r#"! "a\ré\n" not-utf8@2:1"#);
        check(b"\x84 \x80 \xC4\xA0\xFF", r#"! "„ € Ġÿ" not-utf8@1:1"#);
        check(b"\x81", "! \"\u{FFFD}\" not-utf8@1:1");
        check(b"-\0-\0-\0\n\0\xE9\0", r#"! "---\né" not-utf8@0:0"#);
        check(b"\0-\0-\0-\0\n\0\xE9", r#"! "---\né" not-utf8@0:0"#);
        check(b"-\0-\0", "! \"-\u{FFFD}-\u{FFFD}\" nul-character@1:2");
        check("é\u{FF}".as_bytes(), "= \"éÿ\"");
        check(b"\xC3\xA9 \xFF", "! \"é ÿ\" not-utf8@1:3");
        check(b"a\nb\0\0", "! \"a\\nb\u{FFFD}\u{FFFD}\" nul-character@2:2");
    }
}
