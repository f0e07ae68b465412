//! argv -> command -> exit code.

use std::process::ExitCode;

use agentdex::cli::{Cli, Command};
use agentdex::commands;
use clap::Parser as _;

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Build(args) => commands::build::run(&args),
        Command::List(args) => commands::list::run(&args),
        Command::Matrix(args) => commands::matrix::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
    };
    agentdex::io::terminal::exit(result)
}
