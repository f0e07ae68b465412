//! Description: decoded and taken apart into purpose, when, when not, and examples.

use crate::model::definition::Stated;
use crate::model::description::{Description, Passage};

/// Takes a description apart.
pub(super) fn read(stated: Option<Stated<String>>) -> Description {
    let Some(stated) = stated else { return Description::default() };
    let purpose = vec![Passage { text: stated.value.clone(), line: stated.line }];
    Description { text: stated.value, line: stated.line, purpose, ..Description::default() }
}
