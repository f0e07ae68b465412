//! argv -> command -> exit code.

use std::process::ExitCode;

use agentdex::cli::{self, Cli, Command};
use agentdex::commands;
use clap::Parser as _;

/// Pages, terms and postings are millions of small pieces: a third of a build's time went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let result = match Cli::parse_from(cli::arranged(std::env::args_os())).command {
        Command::Build(args) => commands::build::run(&args),
        Command::Check(args) => commands::check::run(&args),
        Command::Fix(args) => commands::fix::run(&args),
        Command::New(args) => commands::new::run(&args),
        Command::List(args) => commands::list::run(&args),
        Command::Matrix(args) => commands::matrix::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Search(args) => commands::search::run(&args),
        Command::Eval(args) => commands::eval::run(&args),
    };
    agentdex::io::terminal::exit(result)
}
