//! Quotation marks: where a value's quotes open and close. An apostrophe is none.

/// The mark that closes what this one opens; `None` if it opens nothing.
pub(super) fn partner(open: char) -> Option<char> {
    Some(match open {
        '"' => '"',
        '\'' => '\'',
        '`' => '`',
        '“' | '„' => '”',
        '‘' => '’',
        '«' => '»',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

/// Whether a mark between these neighbours opens a quotation.
pub(super) fn opens(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| !c.is_alphanumeric() && !".,!?;)]".contains(c)) && after.is_some_and(|c| !c.is_whitespace())
}

/// Whether a mark between these neighbours closes a quotation.
pub(super) fn closes(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
}

/// Takes the quotation marks off a value that is quoted from its first character on; what stands after them is kept.
pub(super) fn unquote(value: &str) -> String {
    let value = value.trim();
    let Some((close, inner)) =
        value.chars().next().and_then(|open| Some((partner(open)?, value.get(open.len_utf8()..)?)))
    else {
        return value.to_owned();
    };
    let mut end = None;
    let mut before = None;
    for (at, c) in inner.char_indices() {
        let after = inner.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        if c == close && closes(before, after) {
            end = Some((at, at + c.len_utf8()));
        }
        before = Some(c);
    }
    let Some((end, after)) = end else { return inner.trim().to_owned() };
    let (said, rest) = (inner.get(..end).unwrap_or_default(), inner.get(after..).unwrap_or_default().trim());
    if rest.trim_matches(|c: char| ".,;*_".contains(c)).is_empty() {
        said.trim().to_owned()
    } else if rest.starts_with(['<', '[', '(', '*', '→', '{']) {
        format!("{} {rest}", said.trim())
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_quotes_off() {
        for (value, expected) in [
            ("\"Fix it\"", "Fix it"),
            ("'I don't know'.", "I don't know"),
            ("“Fix it”", "Fix it"),
            ("\"Fix it\" <call omitted>", "Fix it <call omitted>"),
            ("\"never closed", "never closed"),
            ("\"one\" and \"two\" and more", "\"one\" and \"two\" and more"),
            ("plain", "plain"),
            ("「直して」", "直して"),
            ("\"", ""),
        ] {
            assert_eq!(unquote(value), expected, "{value}");
        }
    }
}
