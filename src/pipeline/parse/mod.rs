//! Parse: a file becomes a definition, whatever state its header is in. Nothing is lost, nothing is hidden.

mod body;
mod config;
mod content;
mod description;
mod header;
mod vocabulary;

use std::sync::Arc;

use crate::model::definition::{Definition, Facts, Settings, Stated};
use crate::model::diagnostic::Diagnostic;
use crate::model::loads::{Load, Loads, Outcome};
use crate::model::source::{LeftOut, Source};

pub use config::config;
pub use content::page;
pub use vocabulary::vocabulary;

/// What a file turned out to be.
#[derive(Debug, Clone)]
pub enum Read {
    /// An agent, with what is wrong with its file.
    Agent(Box<Definition>, Vec<Diagnostic>),
    /// Something else.
    Other(LeftOut),
}

/// Reads one file. Never fails: a header that no reader understands still gives an agent, and a diagnostic.
pub fn definition(source: &Source) -> Read {
    let text = String::from_utf8_lossy(&source.bytes).into_owned();
    let (header, body_start) = header::read(&text);
    let stem = source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
    let stated = |key: &str| header::text(&header, key);
    let definition = Definition {
        path: source.path.clone(),
        hash: source.hash,
        name: stated("name").unwrap_or(Stated { value: stem, line: 0, column: 0 }),
        description: description::read(stated("description")),
        settings: Settings { model: stated("model"), color: stated("color"), ..Settings::default() },
        loads: Loads {
            project: Load { outcome: Outcome::Loads, reason: String::new() },
            plugin: Load { outcome: Outcome::Loads, reason: String::new() },
        },
        body: body::read(text.get(body_start..).unwrap_or_default(), 1),
        facts: Facts::default(),
        header,
        text: Arc::from(text),
        bytes: None,
    };
    Read::Agent(Box::new(definition), Vec::new())
}
