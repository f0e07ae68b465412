//! Owners: CODEOWNERS of the repository that a folder is in.

use std::path::Path;

use super::file;
use crate::digest;
use crate::model::source::{CodeOwners, Source};

/// Where the file may be, the first that is there (GitHub's documentation, "About code owners").
const PLACES: [&str; 3] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/// The file, where there is one: in the repository, or, where there is none, in the folder itself.
pub(super) fn read(folder: &Path) -> Option<CodeOwners> {
    let repository = folder.ancestors().find(|it| it.join(".git").exists()).unwrap_or(folder);
    let inside = folder.strip_prefix(repository).ok()?.to_string_lossy().replace('\\', "/");
    let prefix = if inside.is_empty() { String::new() } else { format!("{inside}/") };
    PLACES.iter().find_map(|place| {
        let bytes = file::small(&repository.join(place))?;
        let source = Source { path: (*place).to_owned(), hash: digest::hash(&bytes), bytes: bytes.into() };
        Some(CodeOwners { source, prefix: prefix.clone() })
    })
}
