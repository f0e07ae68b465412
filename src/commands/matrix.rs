//! `agentdex matrix`: who covers what, with the evidence.

use std::process::ExitCode;

use super::{say, verdict};
use crate::cli::{LevelArg, Matrix, MatrixFormat};
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, terminal};
use crate::model::diagnostic::Severity;
use crate::model::matrix::Level;
use crate::pipeline::render::{self, Selection};

/// Prints the matrix, or a part of it.
pub fn run(args: &Matrix) -> Result<ExitCode, Failure> {
    let sources = disk::read(&args.dir, None)?;
    let catalog = compile::catalog(&sources, &mut Cache::default());
    let (category, competency) = (args.category.as_deref(), args.competency.as_deref());
    let selection = Selection::named(&catalog.matrix, category, competency, args.level.map(level))
        .map(|it| Selection { gaps: args.check, ..it })
        .map_err(|unknown| Failure { message: unknown.message, hint: unknown.hint })?;
    match args.format {
        MatrixFormat::Text => {
            let text = render::matrix_text(&catalog, &selection, terminal::columns());
            terminal::print(&terminal::printable(&text))?;
        }
        MatrixFormat::Json => terminal::pieces(render::matrix_json(&catalog, &selection))?,
        MatrixFormat::Csv => terminal::pieces(render::matrix_csv(&catalog, &selection))?,
        MatrixFormat::Md => terminal::print(&render::matrix_md(&catalog, &selection))?,
    }
    let diagnostics = catalog.diagnostics();
    // Who asks for gaps asks for nothing else; but a fault in the vocabulary may hide one.
    let all = !args.check || args.strict || args.verbose;
    say(&catalog, if all { &diagnostics } else { &catalog.faults }, args.verbose);
    let gaps = if args.check { selection.gap_count(&catalog.matrix) } else { 0 };
    if gaps > 0 {
        let what = if gaps == 1 {
            "1 required competency has".to_owned()
        } else {
            format!("{gaps} required competencies have")
        };
        terminal::note(&format!("error: {what} no agent that claims it"));
        terminal::note("  help: write an agent for it, or take `required` off in the vocabulary");
        return Ok(ExitCode::from(1));
    }
    if args.check && catalog.faults.iter().any(|it| it.severity == Severity::Error) {
        terminal::note("error: what is wrong above may hide a gap");
        return Ok(ExitCode::from(1));
    }
    Ok(verdict(&diagnostics, args.strict))
}

fn level(level: LevelArg) -> Level {
    match level {
        LevelArg::Core => Level::Core,
        LevelArg::Listed => Level::Listed,
        LevelArg::Mentioned => Level::Mentioned,
        LevelArg::Inferred => Level::Inferred,
    }
}
