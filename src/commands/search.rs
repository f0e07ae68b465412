//! `agentdex search`: which agent to use, and why that one.

use std::process::ExitCode;
use std::sync::Arc;

use serde::Serialize;

use crate::cli::{Format, Search};
use crate::compile::{self, Cache};
use crate::io::{Failure, disk, file, terminal};
use crate::search::answer::{Answer, Correction, Hit};
use crate::search::{Ask, Index};

/// Answers a query, or each line of a file.
pub fn run(args: &Search) -> Result<ExitCode, Failure> {
    let query = args.query.join(" ");
    if query.trim().is_empty() && args.batch.is_none() {
        let hint = Some("give some words, as in `agentdex search split brain`".to_owned());
        return Err(Failure { message: "nothing to search for".to_owned(), hint });
    }
    let sources = disk::read(&args.root, None)?;
    let index = Index::build(Arc::new(compile::catalog(&sources, &mut Cache::default())))?;
    let ask = Ask { limit: args.limit, facets: false };
    let mut any = false;
    if let Some(file) = &args.batch {
        for line in file::text(file)?.lines() {
            let answer = index.search(line, ask)?;
            any |= !answer.hits.is_empty();
            terminal::line(&json(&answer))?;
        }
        return Ok(ExitCode::from(u8::from(!any)));
    }
    let answer = index.search(&query, ask)?;
    match args.format {
        Format::Json => terminal::line(&json(&answer))?,
        Format::Text => terminal::print(&text(&answer, args.explain, terminal::wants_colour()))?,
    }
    Ok(ExitCode::from(u8::from(answer.hits.is_empty())))
}

/// What programs get.
fn json(answer: &Answer) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        query: &'a str,
        hits: &'a [Hit],
    }
    serde_json::to_string(&Line { query: &answer.query, hits: &answer.hits }).unwrap_or_default()
}

/// What people get.
fn text(answer: &Answer, explain: bool, colour: bool) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    for note in &answer.notes {
        line(&terminal::printable(&format!("note: {note}")));
    }
    for correction in answer.corrections.iter().filter(|correction| correction.how == "typo") {
        line(&terminal::printable(&format!("note: {}", taken(correction))));
    }
    if !answer.without.is_empty() {
        line(&terminal::printable(&format!("without: {}", answer.without.join(", "))));
    }
    if answer.hits.is_empty() {
        line("no agent matches");
    }
    for hit in &answer.hits {
        let name = terminal::printable(&hit.agent);
        let name = if colour { format!("\u{1b}[1m{name}\u{1b}[0m") } else { name };
        line(&format!("{name}  {}", terminal::printable(&reason(hit))));
        let sections = hit.sections.iter().take(if explain { 3 } else { 1 });
        for section in sections.filter(|section| !section.quote.is_empty()) {
            let title = if section.title.is_empty() { String::new() } else { format!("{}: ", section.title) };
            line(&format!("    {}{}", terminal::printable(&title), marked(&section.quote, &section.marks, colour)));
        }
        if explain {
            let without = if hit.why.without.is_empty() {
                String::new()
            } else {
                format!(", without {}", hit.why.without.join(", "))
            };
            let parts = format!("score {:.4}, {}: {}{without}", hit.score, hit.path, hit.why.terms.join(", "));
            line(&format!("    {}", terminal::printable(&parts)));
        }
    }
    if answer.total > answer.hits.len() {
        line(&format!("{} more; --limit shows them", answer.total - answer.hits.len()));
    }
    for competency in &answer.competencies {
        let agents = if competency.agents == 1 { "agent" } else { "agents" };
        line(&terminal::printable(&format!("competency {}: {} {agents}", competency.name, competency.agents)));
    }
    out
}

/// Why a hit is one, in a few words.
fn reason(hit: &Hit) -> String {
    let mut parts = vec![hit.why.fields.join(", ")];
    parts.extend(hit.why.competencies.iter().map(|held| format!("{} ({})", held.name, held.level)));
    parts.extend(hit.why.corrections.iter().filter(|it| it.how != "typo").map(taken));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn taken(correction: &Correction) -> String {
    match correction.how {
        "alias" => format!("via {}", correction.to),
        "beginning" => format!("{} for {}…", correction.to, correction.from),
        _ => format!("{} for {}", correction.to, correction.from),
    }
}

/// A quote with its marks, as a terminal shows them.
fn marked(quote: &str, marks: &[(usize, usize)], colour: bool) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in marks.iter().filter(|_| colour) {
        let (before, word) = (quote.get(at..*start).unwrap_or_default(), quote.get(*start..*end).unwrap_or_default());
        out.push_str(&terminal::printable(before));
        out.push_str("\u{1b}[4m");
        out.push_str(&terminal::printable(word));
        out.push_str("\u{1b}[0m");
        at = *end;
    }
    out.push_str(&terminal::printable(quote.get(at..).unwrap_or_default()));
    out
}
