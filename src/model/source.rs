//! Source: a file as it was read, before anybody looked into it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::history::History;

/// A file as it was read from disk. Two are equal if their paths and content hashes are.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path relative to the catalog's folder, with `/` between its parts on every platform.
    pub path: String,
    /// The bytes as they are on disk: any encoding, or none.
    pub bytes: Bytes,
    /// Content hash of `bytes` (BLAKE3, 32 bytes): what a parse is cached by.
    pub hash: Hash,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.path == other.path
    }
}

impl Eq for Source {}

/// A file's bytes, kept once: nearly every file is text, and who reads it as such shares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bytes {
    /// UTF-8, whatever is in it.
    Text(Arc<str>),
    /// Anything else.
    Raw(Arc<[u8]>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Raw(bytes) => bytes,
        }
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        std::str::from_utf8(bytes).map_or_else(|_| Self::Raw(bytes.into()), |text| Self::Text(text.into()))
    }
}

impl From<Arc<[u8]>> for Bytes {
    fn from(bytes: Arc<[u8]>) -> Self {
        if std::str::from_utf8(&bytes).is_ok() { bytes.as_ref().into() } else { Self::Raw(bytes) }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        bytes.as_slice().into()
    }
}

/// A content hash: 32 bytes, shown as lower-case hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// All 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Everything a catalog is made from: one reading of the disk. Two readings are equal if nothing changed between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// `agentdex.toml`, where there is one.
    pub config: Option<Arc<Source>>,
    /// Files that may be agent definitions, sorted by path.
    pub definitions: Vec<Arc<Source>>,
    /// Pages of the content folder (`.md`), sorted by path, which is relative to the catalog's folder.
    pub content: Vec<ContentSource>,
    /// The team's `competencies.yaml`, where there is one.
    pub vocabulary: Option<Arc<Source>>,
    /// The team's templates by name (`agent.html`), each over the built-in one of that name.
    pub templates: BTreeMap<String, Arc<Source>>,
    /// The team's static files by name (`css/tokens.css`), each over the built-in one of that name.
    pub statics: BTreeMap<String, Arc<Source>>,
    /// Who owns which file, where the repository says.
    pub owners: Option<CodeOwners>,
    /// What the repository tells of the files, where there is one and it was asked.
    pub history: Option<History>,
    /// The regular files below the catalog's folder, to tell a reference that resolves from one that doesn't.
    pub files: Files,
    /// Files that were seen and not taken, each with the reason, sorted by path.
    pub left_out: Vec<LeftOut>,
    /// How the definitions' folders were found.
    pub layout: Layout,
    /// What could not be read, and what was not followed.
    pub diagnostics: Vec<Diagnostic>,
}

/// A repository's CODEOWNERS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeOwners {
    /// The file.
    pub source: Source,
    /// Path of the catalog's folder in the repository, ending in `/`; empty at the repository's root.
    pub prefix: String,
}

/// The files below a catalog's folder, as far as they were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    /// Their paths relative to the catalog's folder.
    pub paths: Arc<BTreeSet<String>>,
    /// Whether there are more, so that a path that is not here may still exist.
    pub more: bool,
}

/// A page of the content folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentSource {
    /// Path inside the content folder, without its ending (`paths/first-week`).
    pub name: String,
    /// The file itself.
    pub source: Arc<Source>,
}

/// A file that was seen and is not part of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Path relative to the catalog's folder.
    pub path: String,
    /// Why it is not an agent, as a lower-case fragment.
    pub reason: String,
}

/// Where the definitions were looked for: the first of these that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// `agentdex.toml` says.
    Configured,
    /// `agents/` or `.claude/agents/`, recursively.
    Folders,
    /// A plugin or a marketplace: `agents/` of each plugin.
    Plugin,
    /// Every `.md` (and `.txt` with a header) below the folder.
    #[default]
    Everything,
}
