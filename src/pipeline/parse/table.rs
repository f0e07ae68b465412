//! Table: a header that is written as a table of Markdown.

use std::borrow::Cow;

use super::keys;
use super::lines::Line;
use super::recover::Entry;
use crate::model::definition::Value;

/// The fields of a table: where its first row holds two keys or more, a field a column; else a field a row.
pub(super) fn entries(rows: &[Line<'_>]) -> Vec<Entry> {
    let is_rule = |line: &Line<'_>| !line.text.contains(char::is_alphanumeric);
    let head = rows.first().map_or_else(Vec::new, |row| cells(row.text, usize::MAX));
    let across = head.len() > 1 && head.iter().all(|(_, cell)| keys::is_usual(&key(cell)));
    let field = |index: usize, name: &str, (at, value): (usize, &str)| Entry {
        key: key(name),
        value: Value::Text(value.trim_matches('`').to_owned()),
        first: index,
        after: index + 1,
        value_at: at,
    };
    if across {
        let Some((index, row)) = rows.iter().enumerate().skip(1).find(|(_, row)| !is_rule(row)) else {
            return Vec::new();
        };
        let cells = cells(row.text, head.len());
        return head.iter().zip(&cells).map(|((_, name), (at, cell))| field(index, name, (*at, cell))).collect();
    }
    // The rule says how many columns there are; a value of two may have a `|` in it that is not escaped.
    let width = rows.iter().find(|row| is_rule(row)).map_or(head.len(), |row| cells(row.text, usize::MAX).len());
    let most = if width > 2 { usize::MAX } else { 2 };
    let fields = rows.iter().enumerate().filter(|(_, row)| !is_rule(row)).filter_map(|(index, row)| {
        let cells = cells(row.text, most);
        let [(_, name), (at, value)] = cells.as_slice() else { return None };
        keys::is_usual(&key(name)).then(|| field(index, name, (*at, value)))
    });
    fields.collect()
}

/// A key without its emphasis, in lower case as far as its first letter goes.
fn key(cell: &str) -> String {
    let bare = cell.trim_matches(['*', '_', '`', ' ']);
    if keys::is_claude(bare) { bare.to_owned() } else { bare.to_lowercase() }
}

/// The cells of a row, each with the byte at which it begins, as GFM parts them: at each `|` that has no backslash before it.
/// Of more than `most` the last holds the rest.
fn cells(row: &str, most: usize) -> Vec<(usize, Cow<'_, str>)> {
    let row = row.trim_end();
    let begin = usize::from(row.starts_with('|'));
    let mut ends: Vec<usize> = bars(row).filter(|at| *at >= begin).collect();
    if ends.last().is_none_or(|at| at + 1 < row.len()) {
        ends.push(row.len());
    }
    let last = ends.last().copied().unwrap_or_default();
    ends.truncate(most.saturating_sub(1));
    if ends.last() != Some(&last) {
        ends.push(last);
    }
    let mut from = begin;
    let mut found = Vec::with_capacity(ends.len());
    for end in ends {
        let cell = row.get(from..end).unwrap_or_default();
        found.push((from + cell.len() - cell.trim_start().len(), unescaped(cell.trim())));
        from = end + 1;
    }
    found
}

/// Where a row has a `|` that parts cells.
fn bars(row: &str) -> impl Iterator<Item = usize> {
    let mut before = 0;
    row.bytes().enumerate().filter_map(move |(at, byte)| {
        let parts = byte == b'|' && before != b'\\';
        before = byte;
        parts.then_some(at)
    })
}

/// A cell with `|` for `\|`.
fn unescaped(cell: &str) -> Cow<'_, str> {
    if cell.contains("\\|") { Cow::Owned(cell.replace("\\|", "|")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::parse::lines::lines;

    fn check(table: &str, expected: &str) {
        let lines = lines(table);
        let got: Vec<String> = entries(&lines)
            .iter()
            .map(|entry| {
                let rest = lines.get(entry.first).and_then(|line| line.text.get(entry.value_at..)).unwrap_or_default();
                format!("{}={:?}@{rest}", entry.key, entry.value)
            })
            .collect();
        assert_eq!(got.join(" "), expected, "{table}");
    }

    #[test]
    fn a_field_a_row_or_a_column() {
        check("| Key | Is |\n|---|---|\n| **Name** | a |\n| x y | b |", "name=Text(\"a\")@a |");
        check("| name | model |\n|-|-|\n| a | `b` |", "name=Text(\"a\")@a | `b` | model=Text(\"b\")@`b` |");
        check("| name |", "");
        check("|", "");
    }

    #[test]
    fn a_bar_in_a_value_parts_nothing() {
        let rule = "| Key | Is |\n|---|---|\n";
        check(&format!("{rule}| name | a \\| b |"), "name=Text(\"a | b\")@a \\| b |");
        check(&format!("{rule}| name | a \\|"), "name=Text(\"a |\")@a \\|");
        check(&format!("{rule}| name | a | b |"), "name=Text(\"a | b\")@a | b |");
        check("| name | a | b |\n|---|---|", "name=Text(\"a | b\")@a | b |");
        check(
            "| model | name |\n|---|---|\n| a | b \\| c | d |",
            "model=Text(\"a\")@a | b \\| c | d | name=Text(\"b | c | d\")@b \\| c | d |",
        );
        // What stands in a third column is none of the value's.
        check("| Key | Is | Why |\n|---|---|---|\n| name | a | b |", "");
    }
}
