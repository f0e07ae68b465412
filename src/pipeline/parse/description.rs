//! Description: decoded and taken apart into purpose, when, when not, and examples.

use crate::model::definition::Value;
use crate::model::description::{Description, Passage};

/// Takes a description apart: `text` is the whole of it, `lines` the same by the lines of the file, `examples` the value of
/// the header's `examples:`.
pub(super) fn read(text: String, lines: &[Passage], _examples: Option<&Value>) -> Description {
    let line = lines.first().map_or(0, |line| line.line);
    let purpose = lines.iter().filter(|line| !line.text.is_empty()).cloned().collect();
    Description { text, line, purpose, ..Description::default() }
}
