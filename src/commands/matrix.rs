//! `agentdex matrix`: who covers what, with the evidence.

use std::process::ExitCode;

use super::{say, verdict};
use crate::cli::{LevelArg, Matrix, MatrixFormat};
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, terminal};
use crate::model::matrix::{Level, State};
use crate::pipeline::render::{self, Selection};

/// Prints the matrix, or a part of it.
pub fn run(args: &Matrix) -> Result<ExitCode, Failure> {
    let sources = disk::read(&args.dir, None)?;
    let catalog = compile::catalog(&sources, &mut Cache::default());
    let (category, competency) = (args.category.as_deref(), args.competency.as_deref());
    let selection = Selection::named(&catalog.matrix, category, competency, args.level.map(level))
        .map_err(|unknown| Failure { message: unknown.message, hint: unknown.hint })?;
    let text = match args.format {
        MatrixFormat::Text => terminal::printable(&render::matrix_text(&catalog, &selection, terminal::columns())),
        MatrixFormat::Json => render::matrix_json(&catalog, &selection),
        MatrixFormat::Csv => render::matrix_csv(&catalog, &selection),
        MatrixFormat::Md => render::matrix_md(&catalog, &selection),
    };
    terminal::print(&text)?;
    let diagnostics = catalog.diagnostics();
    say(&catalog, &diagnostics, args.verbose);
    let states = catalog.matrix.states.iter().zip(&catalog.matrix.competencies);
    let gaps: Vec<&str> = states.filter(|(state, _)| **state == State::Gap).map(|(_, it)| it.name.as_str()).collect();
    if args.check && !gaps.is_empty() {
        terminal::note(&terminal::printable(&format!("error: required, and no agent claims it: {}", gaps.join(", "))));
        terminal::note("  help: write an agent for it, or take `required` off in the vocabulary");
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
