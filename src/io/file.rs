//! File: one file, read whole if it is a regular one of a reasonable size.

use std::io::Read as _;
use std::path::Path;

use super::Failure;
use crate::digest;
use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::source::Source;

/// Largest file that is read, in bytes. Definitions are a few KB; this bounds memory, not authors.
pub const MAX_FILE: u64 = 8 << 20;

/// A file as a source.
pub(super) fn source(path: &Path, relative: String) -> Result<Source, Diagnostic> {
    let bytes = bytes(path).map_err(|error| unreadable(&relative, &error.to_string()))?;
    let Some(bytes) = bytes else {
        return Err(Diagnostic {
            place: Place::file(&relative),
            severity: Severity::Error,
            code: "file-too-large",
            message: format!("the file is larger than {} MiB and was not read", MAX_FILE >> 20),
            hint: Some("a definition is a few KB: move what is data out of it".to_owned()),
        });
    };
    Ok(Source { path: relative, hash: digest::hash(&bytes), bytes: bytes.into() })
}

pub(super) fn printable(part: &std::ffi::OsStr) -> String {
    part.to_str().map_or_else(
        || {
            let mut text = String::new();
            for chunk in part.as_encoded_bytes().utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
            }
            text
        },
        str::to_owned,
    )
}

/// The bytes of a regular file; `None` if it is larger than [`MAX_FILE`]. Never follows a link and never waits: what
/// was a file when the folder was walked may be a pipe by now.
fn bytes(path: &Path) -> std::io::Result<Option<Vec<u8>>> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC).bits();
        options.custom_flags(i32::try_from(flags).unwrap_or_default());
    }
    let file = options.open(path)?;
    let meta = file.metadata()?;
    if !meta.is_file() {
        return Err(std::io::Error::other("not a regular file"));
    }
    if meta.len() > MAX_FILE {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or_default());
    file.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MAX_FILE).then_some(bytes))
}

/// The bytes of a small file that may not be there: a plugin's manifest.
pub(super) fn small(path: &Path) -> Option<Vec<u8>> {
    bytes(path).ok().flatten()
}

pub(super) fn unreadable(path: &str, error: &str) -> Diagnostic {
    Diagnostic {
        place: Place::file(path),
        severity: Severity::Error,
        code: "unreadable",
        message: format!("cannot be read: {error}"),
        hint: Some("check who may read it".to_owned()),
    }
}

/// Most text of a file that a person names, in bytes.
const MAX_TEXT: u64 = 64 << 20;

/// The text of a file that a person names, of standard input for `-`: without a byte order mark; what is not UTF-8 becomes
/// U+FFFD, and what lies beyond 64 MB is not read.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn text(path: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(MAX_TEXT).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MAX_TEXT).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::system(&format!("cannot read {}", path.display()), &error))?;
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
    Ok(String::from_utf8_lossy(bytes).into_owned())
}
