//! Disk: a folder is read into sources. The one home of walkdir.
#![expect(clippy::disallowed_methods, reason = "this is the door")]

use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use super::Failure;
use crate::digest;
use crate::model::source::{Source, Sources};

/// Reads everything that a catalog is made from. `out`, the output folder, is never read.
pub fn read(dir: &Path, _out: Option<&Path>) -> Result<Sources, Failure> {
    let mut sources = Sources::default();
    for entry in WalkDir::new(dir).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        if !entry.file_type().is_file() || entry.path().extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let path = entry.path().strip_prefix(dir).unwrap_or(entry.path()).to_string_lossy().into_owned();
        let bytes = std::fs::read(entry.path()).map_err(|error| Failure::system(&path, &error))?;
        let hash = digest::hash(&bytes);
        sources.definitions.push(Source { path, bytes: Arc::from(bytes), hash });
    }
    Ok(sources)
}
