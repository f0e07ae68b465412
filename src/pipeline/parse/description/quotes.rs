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
    let mut last = None;
    let (mut before, mut depth) = (None, 0_u32);
    for (at, c) in inner.char_indices() {
        let end = at + c.len_utf8();
        let after = inner.get(end..).and_then(|rest| rest.chars().next());
        if c == '"' && c == close && before.is_some() && opens(before, after) {
            depth += 1;
        } else if c == close && closes(before, after) {
            let (said, rest) =
                (inner.get(..at).unwrap_or_default().trim(), inner.get(end..).unwrap_or_default().trim_start());
            let ended = rest.len() < 8 && rest.trim_matches(|c: char| ".,;*_ ".contains(c)).is_empty();
            last = Some(ended.then(|| said.to_owned()));
            if depth == 0 && rest.starts_with(['<', '[', '(', '→', '{']) {
                return format!("{said} {rest}");
            }
            depth = depth.saturating_sub(1);
        }
        before = Some(c);
    }
    match last {
        None => inner.trim().to_owned(),
        Some(ended) => ended.unwrap_or_else(|| value.to_owned()),
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
