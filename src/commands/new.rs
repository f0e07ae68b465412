//! `agentdex new`: a catalog to begin with.

use std::fmt::Write as _;
use std::process::ExitCode;

use crate::cli::New;
use crate::io::{Failure, terminal, write};

/// The files of a new catalog, by path.
const FILES: [(&str, &str); 6] = [
    ("agents/flaky-test-doctor.md", include_str!("../../scaffold/agents/flaky-test-doctor.md")),
    ("content/welcome.md", include_str!("../../scaffold/content/welcome.md")),
    ("content/competencies.yaml", include_str!("../../scaffold/content/competencies.yaml")),
    ("agentdex.toml", include_str!("../../scaffold/agentdex.toml")),
    (".github/workflows/catalog.yml", include_str!("../../scaffold/catalog.yml")),
    (".gitignore", include_str!("../../scaffold/gitignore")),
];

/// Writes the files.
pub fn run(args: &New) -> Result<ExitCode, Failure> {
    write::scaffold(&args.dir, &FILES)?;
    let dir = args.dir.display();
    let mut text = String::new();
    for (name, _) in FILES {
        let _ = writeln!(text, "wrote {dir}/{name}");
    }
    let _ = writeln!(text, "\nNext: agentdex serve {dir}");
    terminal::print(&terminal::printable(&text))?;
    Ok(ExitCode::SUCCESS)
}
