//! Publish: the site is written whole or not at all.
#![expect(clippy::disallowed_methods, reason = "this is the door")]

use std::path::Path;

use super::Failure;
use crate::pipeline::render::Site;

/// Writes every URL of the site below `out`.
pub fn write(site: &Site, out: &Path) -> Result<(), Failure> {
    for url in site.urls() {
        let path = out.join(&url);
        let parent = path.parent().unwrap_or(out);
        std::fs::create_dir_all(parent).map_err(|error| Failure::system(&parent.display().to_string(), &error))?;
        if let Some(bytes) = site.get(&url) {
            std::fs::write(&path, bytes).map_err(|error| Failure::system(&url, &error))?;
        }
    }
    Ok(())
}
