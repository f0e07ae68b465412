//! Write: files of the author's own, where a command was told to write them: one at a time, each whole or not at all.
#![expect(clippy::disallowed_methods, reason = "this is the door to writing")]

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use super::Failure;

/// Replaces a file by another text. Its permissions stay. Fails, with the file as it was, if it is no regular file, if it no
/// longer holds what was read, or if the disk does.
pub fn replace(path: &Path, expected: &[u8], text: &str) -> Result<(), Failure> {
    let failed = |error: &std::io::Error| Failure::system(&format!("cannot write `{}`", path.display()), error);
    let meta = std::fs::symlink_metadata(path).map_err(|error| failed(&error))?;
    if !meta.is_file() || std::fs::read(path).map_err(|error| failed(&error))? != expected {
        return Err(Failure {
            message: format!("`{}` has changed since it was read", path.display()),
            hint: Some("run the command again".to_owned()),
        });
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.agentdex-new"));
    let written = create(&beside, text).and_then(|()| {
        std::fs::set_permissions(&beside, meta.permissions())?;
        std::fs::rename(&beside, path)
    });
    written.map_err(|error| {
        // What another run left there is not ours to take away.
        if error.kind() != ErrorKind::AlreadyExists {
            let _ = std::fs::remove_file(&beside);
        }
        failed(&error)
    })
}

/// Writes files into a folder that is not there yet, or is empty but for a repository's `.git`. Paths are relative, with `/`.
/// Fails without having written anything if the folder holds something.
pub fn scaffold(folder: &Path, files: &[(&str, &str)]) -> Result<(), Failure> {
    let failed =
        |path: &Path, error: &std::io::Error| Failure::system(&format!("cannot write `{}`", path.display()), error);
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            if entries.filter_map(Result::ok).any(|entry| entry.file_name() != ".git") {
                return Err(Failure {
                    message: format!("`{}` is not empty", folder.display()),
                    hint: Some("name a folder that is not there yet, or an empty one".to_owned()),
                });
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(folder, &error)),
    }
    for (name, text) in files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| failed(parent, &error))?;
        create(&path, text).map_err(|error| failed(&path, &error))?;
    }
    Ok(())
}

/// Writes a file that is not there yet, through to the disk.
fn create(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
