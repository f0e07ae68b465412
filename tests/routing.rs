//! Which agent is put first for a request: measured over labelled requests, where `AGENTDEX_SHARED` says where they lie.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, clippy::print_stderr, reason = "a test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::search::{Ask, Index};

/// Sums over the requests of one set.
#[derive(Default)]
struct Score {
    n: f64,
    top1: f64,
    recall3: f64,
    mrr: f64,
}

fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("AGENTDEX_SHARED").map(PathBuf::from);
    if shared.is_none() {
        eprintln!("skipped: AGENTDEX_SHARED does not say where the labelled requests lie");
    }
    shared
}

fn score(folder: &Path) -> BTreeMap<String, Score> {
    let sources = disk::read(&folder.join("agents"), None).unwrap();
    let index = Index::build(Arc::new(compile::catalog(&sources, &mut Cache::default()))).unwrap();
    let mut sets: BTreeMap<String, Score> = BTreeMap::new();
    for line in std::fs::read_to_string(folder.join("queries.jsonl")).unwrap().lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let expect = value["expect"][0].as_str().unwrap();
        let answer = index.search(value["query"].as_str().unwrap(), Ask { limit: 10, facets: false }).unwrap();
        let place = answer.hits.iter().position(|hit| Path::new(&hit.path).file_stem().unwrap() == expect);
        let score = sets.entry(value["set"].as_str().unwrap().to_owned()).or_default();
        score.n += 1.0;
        if let Some(place) = place {
            score.top1 += f64::from(u8::from(place == 0));
            score.recall3 += f64::from(u8::from(place < 3));
            score.mrr += 1.0 / f64::from(u32::try_from(place).unwrap() + 1);
        }
    }
    for (name, set) in &mut sets {
        set.top1 /= set.n;
        set.recall3 /= set.n;
        set.mrr /= set.n;
        eprintln!(
            "{} {name:8} n {:3}  top-1 {:.3}  recall@3 {:.3}  MRR@10 {:.3}",
            folder.file_name().unwrap().to_string_lossy(),
            set.n,
            set.top1,
            set.recall3,
            set.mrr
        );
    }
    sets
}

#[test]
fn the_right_agent_comes_first_often_enough() {
    let Some(shared) = shared() else { return };
    let routing = shared.join("quality/routing");
    let mut typed = (0.0, 0.0);
    for (name, top1, mrr) in [("davila7", 0.55, 0.65), ("geepers", 0.40, 0.50)] {
        let sets = score(&routing.join(name));
        let requests = &sets["request"];
        assert!(requests.top1 >= top1 && requests.mrr >= mrr, "{name}: below the floor");
        typed.0 += requests.mrr * requests.n;
        typed.1 += sets["typo"].mrr * sets["typo"].n * requests.n / sets["typo"].n;
    }
    assert!(typed.1 >= 0.97 * typed.0, "typos cost more than 3 %");
    assert!((score(&routing.join("seeds"))["request"].recall3 - 1.0).abs() < 1e-9, "seeds: not all in the first three");
}
