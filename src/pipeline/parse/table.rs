//! Table: a header that is written as a table of Markdown.

use super::keys;
use super::lines::Line;
use super::recover::Entry;
use crate::model::definition::Value;

/// The fields of a table: where its first row holds two keys or more, a field a column; else a field a row.
pub(super) fn entries(rows: &[Line<'_>]) -> Vec<Entry> {
    let is_rule = |line: &Line<'_>| !line.text.contains(char::is_alphanumeric);
    let head = rows.first().map_or_else(Vec::new, |row| cells(row.text));
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
        return head.iter().zip(cells(row.text)).map(|((_, name), cell)| field(index, name, cell)).collect();
    }
    let fields = rows.iter().enumerate().filter(|(_, row)| !is_rule(row)).filter_map(|(index, row)| {
        let cells = cells(row.text);
        let [(_, name), value] = cells.as_slice() else { return None };
        keys::is_usual(&key(name)).then(|| field(index, name, *value))
    });
    fields.collect()
}

/// A key without its emphasis, in lower case as far as its first letter goes.
fn key(cell: &str) -> String {
    let bare = cell.trim_matches(['*', '_', '`', ' ']);
    if keys::is_claude(bare) { bare.to_owned() } else { bare.to_lowercase() }
}

/// The cells of a row, each with the byte at which it begins.
fn cells(row: &str) -> Vec<(usize, &str)> {
    let row = row.trim_end();
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut at = row.len() - row.trim_start_matches('|').len().max(inner.len());
    let mut found = Vec::new();
    for cell in inner.split('|') {
        found.push((at + cell.len() - cell.trim_start().len(), cell.trim()));
        at += cell.len() + 1;
    }
    found
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
}
