//! The command line's types. The one home of clap.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};
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
    /// Find the agent to use, and why that one
    Search(Search),
    /// Tell how well the catalog answers
    Eval(Eval),
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
    /// Also write the search index, to a folder that is new or empty, for programs that read tantivy's
    #[arg(long, value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// Fail if there are warnings
    #[arg(long)]
    pub strict: bool,
    /// Say more, such as which files were left out and why
    #[arg(short, long)]
    pub verbose: bool,
}

/// `agentdex search`.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// Words, "phrases", -exclusions, prefix*, and name: model: tool: competency: category: color: loads: level:
    pub query: Vec<String>,
    /// The folder with the agents
    #[arg(long, default_value = ".")]
    pub root: PathBuf,
    /// Most agents to print
    #[arg(long, default_value_t = 10, value_parser = limit)]
    pub limit: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Say what each agent's place rests on
    #[arg(long)]
    pub explain: bool,
    /// Read a query from each line of a file (`-` for standard input) and print a line of JSON for each
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub batch: Option<PathBuf>,
}

fn limit(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|limit| (1..=100).contains(limit)).ok_or_else(|| "must be 1 to 100".to_owned())
}

/// `agentdex eval`.
#[derive(Debug, clap::Args)]
pub struct Eval {
    /// The folder with the agents
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Ask these requests (`{"id", "set", "query", "expect": [agent]}` a line) instead of the agents' own examples
    #[arg(long, value_name = "FILE")]
    pub queries: Option<PathBuf>,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// The arguments with those of `search` in an order that clap understands: a word that begins with one `-` and is no
/// option is an exclusion, wherever it stands.
pub fn arranged(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_none_or(|command| command != "search") {
        return arguments;
    }
    let rest = arguments.split_off(2);
    let mut words = vec![OsString::from("--")];
    let mut rest = rest.into_iter();
    while let Some(argument) = rest.next() {
        let text = argument.to_string_lossy().into_owned();
        if text == "--" {
            words.extend(rest.by_ref());
        } else if text == "-h" || text.starts_with("--") {
            let takes_value = ["--root", "--limit", "--format", "--batch"].contains(&text.as_str());
            arguments.push(argument);
            arguments.extend(takes_value.then(|| rest.next()).flatten());
        } else {
            words.push(argument);
        }
    }
    if words.len() > 1 {
        arguments.append(&mut words);
    }
    arguments
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
    /// Print only the gaps, the required competencies that no agent claims, and fail if there is one
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
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1", value_parser = host)]
    pub host: IpAddr,
    /// Open the catalog in the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes every second, where the system can't tell of them
    #[arg(long)]
    pub poll: bool,
    /// The path that the catalog stands under
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base_path)]
    pub base_path: String,
    /// Answer to this name too; may be given several times
    #[arg(long, value_name = "HOST")]
    pub allow_host: Vec<String>,
}

/// An address, or the name that every machine has for itself.
fn host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        _ => text.parse().map_err(|_| "it is to be an IP address, such as 127.0.0.1 or 0.0.0.0".to_owned()),
    }
}

/// A path as it stands in an address, between slashes: of the characters that need no escape (RFC 3986, 2.3).
fn base_path(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
    let is_plain = |part: &&str| part.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._~".contains(&it));
    if !parts.iter().all(|part| is_plain(part) && ![".", ".."].contains(part)) {
        return Err("it is to be of letters without accents, digits, `-`, `.`, `_` and `~` between slashes".to_owned());
    }
    Ok(if parts.is_empty() { "/".to_owned() } else { format!("/{}/", parts.join("/")) })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_is_one_that_an_address_can_have() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(base_path(text).ok().as_deref(), expected, "{text}");
        check("/", Some("/"));
        check("repo", Some("/repo/"));
        check("/a//b-1/", Some("/a/b-1/"));
        for text in ["/x?y/", "/../", "/<b>/", "/ü/", "/a b/", "/%C3/", "/x#y"] {
            check(text, None);
        }
    }

    #[test]
    fn an_unknown_dash_word_is_an_exclusion() {
        let read = |text: &str| {
            let arguments = text.split(' ').map(OsString::from);
            match Cli::try_parse_from(arranged(arguments)).map(|cli| cli.command) {
                Ok(Command::Search(search)) => format!("{} limit {}", search.query.join(" "), search.limit),
                other => format!("{other:?}"),
            }
        };
        assert_eq!(read("agentdex search consensus -paxos"), "consensus -paxos limit 10");
        assert_eq!(read("agentdex search -paxos --limit 3 raft"), "-paxos raft limit 3");
        assert_eq!(read("agentdex search -- --limit"), "--limit limit 10");
        assert!(read("agentdex search raft --limit 101").starts_with("Err"));
        assert!(read("agentdex search raft --unknown").starts_with("Err"));
    }
}
