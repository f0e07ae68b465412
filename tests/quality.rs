//! The matrix against labelled data: `$AGENTDEX_SHARED/quality/competency`. Without the variable the tests say so and pass.
//!
//! Scored by agent: the core and listed marks against the core claims of the labels. Soft claims are neither rewarded nor punished, and
//! a name counts as equal if it or one of its aliases equals the label's competency or the form that stands in the text.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::type_complexity,
    reason = "a test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::digest;
use agentdex::model::catalog::Catalog;
use agentdex::model::competency::{Competency, Origin};
use agentdex::model::matrix::Level;
use agentdex::model::source::{Source, Sources};

fn shared() -> Option<PathBuf> {
    let found = std::env::var_os("AGENTDEX_SHARED").map(PathBuf::from);
    if found.is_none() {
        println!("skipped: AGENTDEX_SHARED is not set");
    }
    found
}

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source { path: path.to_owned(), bytes: text.as_bytes().into(), hash: digest::hash(text.as_bytes()) })
}

fn catalog(files: &[(String, String)]) -> Catalog {
    catalog_with(files, &mut Cache::default())
}

fn catalog_with(files: &[(String, String)], cache: &mut Cache) -> Catalog {
    let mut definitions: Vec<Arc<Source>> = files.iter().map(|(path, text)| source(path, text)).collect();
    definitions.sort_by(|a, b| a.path.cmp(&b.path));
    compile::catalog(&Sources { definitions, ..Sources::default() }, cache)
}

/// The definitions of a folder, by `PREFIX/NAME.md`.
fn folder(folder: &Path, prefix: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .map(|path| {
            (
                format!("{prefix}/{}", path.file_name().unwrap().to_string_lossy()),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

fn labelled(shared: &Path) -> Catalog {
    let mut files = folder(&shared.join("seeds"), "seeds");
    files.extend(folder(&shared.join("quality/competency/agents"), "competency/agents"));
    catalog(&files)
}

/// Names in one form: small letters, no hyphens.
fn form(name: &str) -> String {
    name.to_lowercase().replace(['-', '_'], " ").trim_matches('"').to_owned()
}

fn forms(competency: &Competency) -> BTreeSet<String> {
    let names = competency.aliases.iter().chain(&competency.ordinary_aliases).chain([&competency.name]);
    names.flat_map(|name| [form(name), form(name).trim_end_matches('s').to_owned()]).collect()
}

/// A label.
struct Claim {
    competency: String,
    surface: String,
    line: u32,
    core: bool,
}

impl Claim {
    fn is(&self, competency: &Competency, quoted: &BTreeSet<String>) -> bool {
        let names = forms(competency);
        [&self.competency, &self.surface].iter().any(|it| {
            let it = form(it);
            names.contains(&it) || names.contains(it.trim_end_matches('s')) || quoted.contains(&it)
        })
    }
}

/// The claims by file.
fn claims(shared: &Path) -> BTreeMap<String, Vec<Claim>> {
    let mut out: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for line in std::fs::read_to_string(shared.join("quality/competency/gold.jsonl")).unwrap().lines() {
        let label: serde_json::Value = serde_json::from_str(line).unwrap();
        if label["kind"] != "claim" {
            continue;
        }
        out.entry(label["file"].as_str().unwrap().to_owned()).or_default().push(Claim {
            competency: label["competency"].as_str().unwrap().to_owned(),
            surface: label["surface"].as_str().unwrap().to_owned(),
            line: u32::try_from(label["line"].as_u64().unwrap()).unwrap(),
            core: label["tier"] == "core",
        });
    }
    out
}

#[derive(Default, Clone, Copy)]
struct Score {
    hit: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn precision(self) -> f64 {
        self.hit as f64 / (self.hit + self.wrong).max(1) as f64
    }
    fn recall(self) -> f64 {
        self.hit as f64 / (self.hit + self.missed).max(1) as f64
    }
    fn f1(self) -> f64 {
        2.0 * self.precision() * self.recall() / (self.precision() + self.recall()).max(f64::MIN_POSITIVE)
    }
    fn add(&mut self, other: Self) {
        self.hit += other.hit;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

#[test]
fn marks_agree_with_the_labels() {
    let Some(shared) = shared() else { return };
    let catalog = labelled(&shared);
    let (mut all, mut seeds, mut lines) = (Score::default(), Score::default(), Vec::new());
    for (file, claims) in claims(&shared) {
        let index = catalog.agents.iter().position(|agent| agent.definition.path == file).unwrap();
        let mut score = Score::default();
        let mut claimed = vec![false; claims.len()];
        for mark in catalog.matrix.coverage[index].iter().filter(|mark| mark.claims()) {
            let competency = &catalog.matrix.competencies[mark.competency];
            let quoted: BTreeSet<String> =
                mark.evidence.iter().map(|it| form(&it.quote[it.span().0..it.span().1])).collect();
            let equal: Vec<usize> = (0..claims.len()).filter(|&at| claims[at].is(competency, &quoted)).collect();
            for &at in &equal {
                claimed[at] = true;
                if claims[at].core && !mark.evidence.iter().any(|it| it.line == claims[at].line) {
                    let found: Vec<u32> = mark.evidence.iter().map(|it| it.line).collect();
                    lines.push(format!("{file}: {} on line {}, found on {found:?}", competency.name, claims[at].line));
                }
            }
            let first = &mark.evidence[0];
            if equal.is_empty() && mark.origin == Origin::Vocabulary {
                score.wrong += 1;
                println!("extra   {file}: {} ({}): {}", competency.name, first.line, first.quote);
            } else if equal.is_empty() {
                println!("harvest {file}: {} ({})", competency.name, first.line);
            }
        }
        for (claim, claimed) in claims.iter().zip(claimed).filter(|(claim, _)| claim.core) {
            if claimed {
                score.hit += 1;
            } else {
                score.missed += 1;
                println!("missed  {file}: {} ({}): {}", claim.competency, claim.line, claim.surface);
            }
        }
        all.add(score);
        if file.starts_with("seeds/") {
            seeds.add(score);
        }
    }
    for (name, score) in [("seeds", seeds), ("all", all)] {
        println!("{name}: precision {:.3}, recall {:.3}, F1 {:.3}", score.precision(), score.recall(), score.f1());
    }
    println!("lines that differ: {}\n{}", lines.len(), lines.join("\n"));
    assert!(seeds.f1() >= 0.98, "seeds: F1 {:.3}", seeds.f1());
    assert!(all.f1() >= 0.97, "all: F1 {:.3}", all.f1());
}

#[test]
fn ambiguous_words_are_told_apart() {
    let Some(shared) = shared() else { return };
    let text = std::fs::read_to_string(shared.join("quality/competency/ambiguous.jsonl")).unwrap();
    let mut score = Score::default();
    let mut cache = Cache::default();
    for line in text.lines() {
        let label: serde_json::Value = serde_json::from_str(line).unwrap();
        let (wanted, hit) = (label["competency"].as_str().unwrap(), label["hit"].as_str().unwrap());
        let sentence = label["sentence"].as_str().unwrap();
        let text = format!("---\nname: sample\ndescription: Helps.\n---\n\n{sentence}\n");
        let catalog = catalog_with(&[("sample.md".to_owned(), text)], &mut cache);
        let marked = catalog.matrix.coverage[0].iter().filter(|mark| mark.claims()).any(|mark| {
            let names = forms(&catalog.matrix.competencies[mark.competency]);
            names.contains(&form(wanted)) || names.contains(&form(hit))
        });
        match (label["label"] == "claim", marked) {
            (true, true) => score.hit += 1,
            (true, false) => {
                score.missed += 1;
                println!("missed {wanted}: {sentence}");
            }
            (false, true) => {
                score.wrong += 1;
                println!("wrong  {wanted}: {sentence}");
            }
            (false, false) => {}
        }
    }
    println!("ambiguous: precision {:.3}, recall {:.3}", score.precision(), score.recall());
    assert!(score.precision() >= 0.90 && score.recall() >= 0.90);
}

/// Section 0 of the requirement tables: who covers what in the five seeds, with the lines.
#[test]
fn the_seeds_give_the_golden_answers() {
    let Some(shared) = shared() else { return };
    let catalog = catalog(&folder(&shared.join("seeds"), "seeds"));
    let agents = [
        "distributed-computing-architect",
        "distributed-systems-architect",
        "distributed-systems-expert",
        "parallel-architecture-engineer",
        "async-systems-architect",
    ];
    let golden: [(&str, &[(usize, &[u32])]); 24] = [
        ("Raft", &[(1, &[11]), (3, &[3, 14])]),
        ("Paxos", &[(1, &[11]), (3, &[3, 14])]),
        ("Byzantine fault tolerance", &[(1, &[11])]),
        ("Kafka", &[(1, &[13]), (5, &[3, 24, 40])]),
        ("RabbitMQ", &[(1, &[13]), (5, &[3, 39])]),
        ("Pulsar", &[(1, &[13])]),
        ("BEAM", &[(2, &[3, 6, 10, 38, 98])]),
        ("Mnesia", &[(2, &[15])]),
        ("Partisan", &[(3, &[15, 25, 36])]),
        ("CAP theorem", &[(1, &[7]), (2, &[48]), (3, &[3, 10, 17, 26])]),
        ("split-brain", &[(2, &[14]), (3, &[3, 16])]),
        ("CRDT", &[(3, &[18])]),
        ("circuit breaker", &[(1, &[10]), (2, &[67, 88]), (5, &[50, 78])]),
        ("backpressure", &[(2, &[27]), (5, &[50])]),
        ("CQRS", &[(1, &[10]), (5, &[40])]),
        ("event sourcing", &[(1, &[10]), (5, &[40])]),
        ("actor model", &[(4, &[21]), (5, &[42])]),
        ("Kubernetes", &[(1, &[14])]),
        ("OpenTelemetry", &[(1, &[15])]),
        ("idempotency", &[(5, &[77])]),
        ("race conditions", &[(1, &[47]), (4, &[20]), (5, &[61])]),
        ("rate limiting", &[(2, &[67, 87])]),
        ("consensus", &[(1, &[3, 7, 11]), (3, &[3, 10, 14, 23])]),
        ("Celery", &[(5, &[16, 41])]),
    ];
    let find = |name: &str| catalog.matrix.competencies.iter().position(|it| forms(it).contains(&form(name)));
    let mut faults = Vec::new();
    for (name, holders) in golden {
        let Some(index) = find(name) else {
            faults.push(format!("{name} is in no vocabulary"));
            continue;
        };
        for (number, slug) in (1..).zip(agents) {
            let agent = catalog.agents.iter().position(|agent| agent.slug == slug).unwrap();
            let mark = catalog.matrix.coverage[agent].of(index).filter(|mark| mark.level > Level::Inferred);
            let found: BTreeSet<u32> = mark.iter().flat_map(|mark| mark.evidence.iter().map(|it| it.line)).collect();
            let wanted: BTreeSet<u32> = holders
                .iter()
                .filter(|(holder, _)| *holder == number)
                .flat_map(|(_, lines)| lines.iter().copied())
                .collect();
            if found != wanted {
                faults.push(format!("{name}, S{number}: {found:?}, not {wanted:?}"));
            }
        }
    }
    let level = |name: &str, slug: &str| {
        let agent = catalog.agents.iter().position(|agent| agent.slug == slug).unwrap();
        catalog.matrix.coverage[agent].of(find(name).unwrap()).map(|mark| mark.level)
    };
    for (name, agent, expected) in [
        ("Raft", agents[2], Some(Level::Core)),
        ("Raft", agents[0], Some(Level::Listed)),
        ("Kafka", agents[4], Some(Level::Core)),
        ("Kafka", agents[0], Some(Level::Listed)),
        ("BEAM", agents[1], Some(Level::Core)),
        ("BEAM", agents[2], Some(Level::Inferred)),
    ] {
        if level(name, agent) != expected {
            faults.push(format!("{name} of {agent}: {:?}, not {expected:?}", level(name, agent)));
        }
    }
    for name in ["CRDT", "Mnesia", "Pulsar", "Kubernetes"] {
        let state = catalog.matrix.states[find(name).unwrap()];
        if state != agentdex::model::matrix::State::Single {
            faults.push(format!("{name} is {state:?}, not single"));
        }
    }
    let elixir = catalog.agents.iter().position(|agent| agent.slug == agents[1]).unwrap();
    let mark = catalog.matrix.coverage[elixir].of(find("Elixir").unwrap()).unwrap();
    if mark.evidence.iter().any(|it| it.quote[it.span().0..].starts_with("ElixirChain")) {
        faults.push("ElixirChain counts as Elixir".to_owned());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Pairs labelled as the same role, overlapping or unrelated: the scores lie in that order, and agree with the bounds.
#[test]
fn overlap_is_in_the_order_of_the_labels() {
    let Some(shared) = shared() else { return };
    let catalog = labelled(&shared);
    let index = |path: &str| catalog.agents.iter().position(|agent| agent.definition.path == path).unwrap();
    let text = std::fs::read_to_string(shared.join("quality/competency/overlap-pairs.json")).unwrap();
    let pairs: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let mut faults = Vec::new();
    for pair in &pairs {
        let (a, b) = (index(pair["a"].as_str().unwrap()), index(pair["b"].as_str().unwrap()));
        let found = catalog.overlap.of(&catalog, a).iter().find(|it| it.agent == b).cloned();
        let label = pair["label"].as_str().unwrap();
        let score = found.as_ref().map_or(0.0, |it| it.score);
        println!(
            "{label} {score:.3} {}",
            found.map_or_else(|| format!("{} {}", pair["a"], pair["b"]), |it| it.sentence)
        );
        let right = match label {
            "same-role" | "same role" => score >= 0.30,
            "overlapping" => (0.06..0.30).contains(&score),
            _ => score <= 0.06,
        };
        if !right {
            faults.push(format!("{label}: {score:.3} {pair}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
