//! Terminal: what people read.

use std::io::Write as _;
use std::process::ExitCode;

use super::Failure;

/// Prints a line to standard output.
pub fn line(text: &str) -> Result<(), Failure> {
    writeln!(std::io::stdout().lock(), "{text}").map_err(|error| Failure::system("standard output", &error))
}

/// The exit code of a command: its own, or 2 and a message if the world failed it.
pub fn exit(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        let _ = writeln!(std::io::stderr().lock(), "error: {failure}");
        ExitCode::from(2)
    })
}
