//! Edges: disk, network, clock and terminal. Failures of the world are errors here, with the path in them.

mod discover;
pub mod disk;
pub mod file;
pub mod git;
mod owners;
pub mod publish;
pub mod serve;
mod stamp;
pub mod terminal;
pub mod watch;
pub mod write;

use std::fmt;

/// A failure of the world: what was tried, on what, and what the system said.
#[derive(Debug)]
pub struct Failure {
    /// A lower-case fragment with the path in it.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure of a system call.
    pub fn system(what: &str, error: &std::io::Error) -> Self {
        Self { message: format!("{what}: {error}"), hint: None }
    }
}

impl From<crate::search::Fault> for Failure {
    fn from(fault: crate::search::Fault) -> Self {
        Self { message: fault.to_string(), hint: None }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
