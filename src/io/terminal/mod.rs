//! Terminal: what people read, and what the environment says of them.

mod progress;
mod report;

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

pub use progress::Progress;
pub use report::{count, report};

use super::Failure;
use crate::text::visible;

/// Prints text to standard output as it is. A reader that has gone away is no failure: what it wanted, it has.
pub fn print(text: &str) -> Result<(), Failure> {
    pieces(std::iter::once(text.as_bytes()))
}

/// The same, one piece after another.
pub fn pieces<T: AsRef<[u8]>>(pieces: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = pieces.into_iter().try_for_each(|piece| out.write_all(piece.as_ref()));
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::system("cannot write to standard output", &error))
        }
        _ => Ok(()),
    }
}

/// Prints a line to standard output.
pub fn line(text: &str) -> Result<(), Failure> {
    print(&format!("{text}\n"))
}

/// Prints a line to standard error, where people look for what is not the result.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// The exit code of a command: its own, or 2 and a message if the world failed it.
pub fn exit(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        note(&format!("error: {}", printable(&failure.message)));
        if let Some(hint) = &failure.hint {
            note(&format!("  help: {}", printable(hint)));
        }
        ExitCode::from(2)
    })
}

/// Text from a file made safe for a terminal: control characters become visible.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && c != '\n' && c != '\t' { char::REPLACEMENT_CHARACTER } else { c })
        .collect()
}

/// A text on one line, what a reader can't see in it written out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether standard output is a terminal that wants colours.
pub fn wants_colour() -> bool {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty() && value != "0");
    set("CLICOLOR_FORCE") || (std::io::stdout().is_terminal() && !set("NO_COLOR"))
}

/// Columns of the terminal: what `COLUMNS` says, else 100.
pub fn columns() -> usize {
    variable("COLUMNS").and_then(|value| value.parse().ok()).filter(|columns| *columns >= 40).unwrap_or(100)
}

/// The home folder.
pub fn home() -> Option<PathBuf> {
    variable("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

#[expect(clippy::disallowed_methods, reason = "this is the door to the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Opens a URL in the browser, if the system has a way to.
pub fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if let Err(error) = std::process::Command::new(opener).arg(url).spawn() {
        note(&format!("warning: cannot open the browser: {error}"));
    }
}
