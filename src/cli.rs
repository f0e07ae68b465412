//! The command line's types. The one home of clap.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Which agent should I use, and why that one?
#[derive(Debug, Parser)]
#[command(name = "agentdex", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the catalog as a static site
    Build(Build),
    /// List the agents
    List(List),
    /// Show who covers what, with the evidence
    Matrix(Matrix),
    /// Say what is wrong with the agents' files, and with the catalog's own
    Check(Check),
    /// Repair the headers that Claude Code would not read as they are
    Fix(Fix),
    /// Begin a catalog: one agent, a page, the configuration and a workflow that publishes it
    New(New),
    /// Show the catalog in a browser, kept up to date
    Serve(Serve),
}

/// `agentdex build`.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// The folder with the agents
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Where the site is written
    #[arg(long, default_value = "dist")]
    pub out: PathBuf,
    /// Add the site to a folder with files of another's; those stay
    #[arg(long)]
    pub force: bool,
    /// Fail if there are warnings
    #[arg(long)]
    pub strict: bool,
    /// Say more, such as which files were left out and why
    #[arg(short, long)]
    pub verbose: bool,
}

/// `agentdex list`.
#[derive(Debug, clap::Args)]
pub struct List {
    /// The folder with the agents
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Fail if there are warnings
    #[arg(long)]
    pub strict: bool,
    /// Say more, such as which files were left out and why
    #[arg(short, long)]
    pub verbose: bool,
}

/// `agentdex matrix`.
#[derive(Debug, clap::Args)]
pub struct Matrix {
    /// The folder with the agents
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// How to print it
    #[arg(long, value_enum, default_value_t = MatrixFormat::Text)]
    pub format: MatrixFormat,
    /// Only this category, by id or name
    #[arg(long, value_name = "NAME")]
    pub category: Option<String>,
    /// Only marks of this level or a stronger one
    #[arg(long, value_enum)]
    pub level: Option<LevelArg>,
    /// Only this competency, with all its evidence
    #[arg(long, value_name = "NAME")]
    pub competency: Option<String>,
    /// Fail if a required competency has no claimant
    #[arg(long)]
    pub check: bool,
    /// Fail if there are warnings
    #[arg(long)]
    pub strict: bool,
    /// Say more, such as which files were left out and why
    #[arg(short, long)]
    pub verbose: bool,
}

/// How the matrix is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MatrixFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
    /// For documents
    Md,
}

/// How well an agent covers a competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// In the purpose, in a heading, as a bold term that leads
    Core,
    /// In a capability list or a sentence
    Listed,
    /// Only in an example, in code or in an aside
    Mentioned,
    /// Follows from what is claimed
    Inferred,
}

/// `agentdex check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The folder with the agents
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = Findings::Text)]
    pub format: Findings,
}

/// `agentdex fix`.
#[derive(Debug, clap::Args)]
pub struct Fix {
    /// The folder with the agents
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Write the files, instead of showing what would change
    #[arg(long)]
    pub write: bool,
}

/// `agentdex new`.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The folder to make; it may exist if it is empty
    pub dir: PathBuf,
}

/// `agentdex serve`.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The folder with the agents
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The port; 0 for any free one [default: 7331, or the next free one]
    #[arg(long)]
    pub port: Option<u16>,
    /// The address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Open the catalog in the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes every second, where the system can't tell of them
    #[arg(long)]
    pub poll: bool,
    /// The path that the catalog stands under
    #[arg(long, value_name = "PATH", default_value = "/")]
    pub base_path: String,
    /// Answer to this name too; may be given several times
    #[arg(long, value_name = "HOST")]
    pub allow_host: Vec<String>,
}

/// How a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// How `agentdex check` prints what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Findings {
    /// For people, with the lines that are meant
    Text,
    /// For programs
    Json,
    /// As annotations of a GitHub workflow
    Github,
}
