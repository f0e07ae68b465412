//! argv -> command -> exit code.

use std::process::ExitCode;

use agentdex::cli::{self, Cli, Command};
use agentdex::commands;
use clap::Parser as _;

fn main() -> ExitCode {
    let result = match Cli::parse_from(cli::arranged(std::env::args_os())).command {
        Command::Build(args) => commands::build::run(&args),
        Command::List(args) => commands::list::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Search(args) => commands::search::run(&args),
        Command::Eval(args) => commands::eval::run(&args),
    };
    agentdex::io::terminal::exit(result)
}
