//! Queries over the sample catalog with the agent that a person would expect first; `null` where nothing matches.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "a test")]

use std::path::Path;
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::model::agent::Agent;
use agentdex::search::{Ask, Index};

fn sample() -> Index {
    let sources = disk::read(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
    Index::build(Arc::new(compile::catalog(&sources, &mut Cache::default()))).unwrap()
}

#[test]
fn the_expected_agent_comes_first() {
    let index = sample();
    let mut faults = Vec::new();
    let lines: Vec<&str> = include_str!("golden.jsonl").lines().collect();
    assert!(lines.len() >= 60);
    for line in lines {
        let golden: serde_json::Value = serde_json::from_str(line).unwrap();
        let answer = index.search(golden["query"].as_str().unwrap(), Ask { limit: 3, facets: false }).unwrap();
        let got = answer.hits.first().map(|hit| hit.agent.as_str());
        if got != golden["first"].as_str() {
            faults.push(format!("{}: {got:?}, not {}", golden["query"], golden["first"]));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_answer_says_why() {
    let index = sample();
    let ask = Ask { limit: 3, facets: true };
    let answer = index.search("kafak", ask).unwrap();
    let hit = answer.hits.first().unwrap();
    let typo = hit.why.corrections.first().unwrap();
    assert_eq!((typo.from.as_str(), typo.to.as_str(), typo.how), ("kafak", "kafka", "typo"));
    assert!(hit.why.competencies.iter().any(|held| held.name.contains("Kafka")), "{:?}", hit.why);
    let section = hit.sections.first().unwrap();
    let (start, end) = *section.marks.first().unwrap();
    assert_eq!(section.quote[start..end].to_lowercase(), "kafka");
    assert!(answer.facets["model"].iter().any(|(model, count)| model == "opus" && *count > 0));
    assert_eq!(index.search("raft zzzzzz", ask).unwrap().without, ["zzzzzz"]);
    let raft = index.search("raft", ask).unwrap();
    assert_eq!(raft.competencies.first().map(|it| it.name.as_str()), Some("Raft"));
    assert!(index.search("modle:opus", ask).unwrap().notes.first().unwrap().contains("did you mean `model:opus`"));
    assert!(index.search("model:opsu", ask).unwrap().notes.first().unwrap().contains("did you mean `model:opus`"));
}

#[test]
fn who_claims_what_is_named_counts_more() {
    let index = sample();
    let ask = Ask { limit: 10, facets: false };
    for query in ["circuit breaker", "circut breaker", "load balancing"] {
        let answer = index.search(query, ask).unwrap();
        let name = &answer.competencies.first().unwrap().name;
        let held = |at: usize| answer.hits[at].why.competencies.iter().find(|held| held.name == *name);
        assert!(held(0).is_some_and(|held| held.level != "inferred"), "{query}: {:?}", answer.hits[0].why);
    }
    // By another name, and with what is no part of it.
    let answer = index.search("k8s help", ask).unwrap();
    assert_eq!(answer.competencies.first().map(|it| it.name.as_str()), Some("Kubernetes"));
    assert!(answer.hits[0].why.competencies.iter().any(|held| held.name == "Kubernetes"));
    // What everybody says names nothing in a sentence.
    let rest = index.search("what happens to the rest of the queue when two nodes go down at once", ask).unwrap();
    assert!(rest.competencies.iter().all(|it| it.name != "REST" && it.name != "Go"), "{:?}", rest.competencies);
}

#[test]
fn a_real_word_is_no_slip_of_the_hand() {
    let answer = sample().search("naïve", Ask { limit: 3, facets: false }).unwrap();
    assert_eq!((answer.hits.len(), answer.without), (0, vec!["naive".to_owned()]));
    assert!(answer.corrections.is_empty());
}

#[test]
fn what_changed_is_replaced_and_the_rest_stays() {
    let cold = sample();
    let mut fewer = cold.catalog().as_ref().clone();
    // One agent gone and one changed; then both as they were.
    fewer.agents.remove(0);
    fewer.matrix = Arc::default();
    let mut changed = fewer.agents[0].definition.as_ref().clone();
    changed.name.value = "zebra keeper".to_owned();
    let agent = Agent { definition: Arc::new(changed), ..fewer.agents[0].as_ref().clone() };
    fewer.agents[0] = Arc::new(agent);
    let ask = Ask { limit: 10, facets: true };
    let fewer = Arc::new(fewer);
    let mut warm = cold.update(Arc::clone(&fewer)).unwrap();
    assert_eq!(warm.search("zebra", ask).unwrap().hits.len(), 1);
    let built = Index::build(fewer).unwrap();
    for _ in 0..6 {
        for query in ["raft", "kafak", "\"message queues\"", "two nodes both think they hold the lock", "sys*"] {
            assert_eq!(warm.search(query, ask).unwrap(), built.search(query, ask).unwrap(), "{query}");
        }
        let back = warm.update(Arc::clone(cold.catalog())).unwrap();
        for query in ["raft", "kafak", "\"message queues\"", "two nodes both think they hold the lock", "sys*"] {
            assert_eq!(back.search(query, ask).unwrap(), cold.search(query, ask).unwrap(), "{query}");
        }
        assert_eq!(back.export().unwrap().files, cold.export().unwrap().files);
        assert!(back.segments() <= 9);
        warm = back.update(Arc::clone(built.catalog())).unwrap();
    }
}

#[test]
fn the_index_can_be_written_to_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    sample().write(folder.path()).unwrap();
    let opened = tantivy::Index::open_in_dir(folder.path()).unwrap();
    assert_eq!(opened.reader().unwrap().searcher().segment_readers().len(), 1);
}

#[test]
fn hostile_queries_are_answered_in_no_time() {
    let index = sample();
    let long = ["(", "a:(^ ", "\"", "-\"", "a-", "x* ", "分", "\u{202e}\u{0}", "name:a ", "zzzz qqqq "]
        .map(|it| it.repeat(100_000 / it.len()));
    for query in &long {
        let start = std::time::Instant::now();
        index.search(query, Ask { limit: 10, facets: false }).unwrap();
        // Fifty milliseconds in a release build; this one is not.
        assert!(start.elapsed().as_millis() < 1000, "{}", &query[..20]);
    }
}
