//! Header: the YAML part of a file, by three readers in turn.

use crate::model::definition::{Dialect, Field, Header, Stated, Value};
use crate::model::loads::Reader;

/// Reads the header; gives it and the byte at which the body begins.
pub(super) fn read(text: &str) -> (Header, usize) {
    let mut fields = Vec::new();
    let mut at = 0;
    let mut fences = 0;
    for (number, line) in (1_u32..).zip(text.split_inclusive('\n')) {
        at += line.len();
        if line.trim_end() == "---" {
            fences += 1;
            if fences == 2 {
                break;
            }
        } else if let Some((key, value)) = line.split_once(": ").filter(|(key, _)| !key.contains(' ')) {
            let value = Value::Text(value.trim().to_owned());
            fields.push(Field { key: key.to_owned(), known: true, value, line: number, column: 1 });
        }
    }
    (Header { reader: Reader::Recovered, dialect: Dialect::Claude, fields, lines: (2, 2) }, at)
}

/// The text of a field, where it is there and a scalar.
pub(super) fn text(header: &Header, key: &str) -> Option<Stated<String>> {
    let field = header.fields.iter().find(|field| field.key == key)?;
    match &field.value {
        Value::Text(value) => Some(Stated { value: value.clone(), line: field.line, column: field.column }),
        _ => None,
    }
}
