//! Which agents are near each other, and what is said to choose between them.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::digest;
use agentdex::model::catalog::Catalog;
use agentdex::model::overlap::Nearness;
use agentdex::model::source::{Source, Sources};

fn catalog(agents: &[(&str, &str)]) -> Catalog {
    let source = |(name, body): &(&str, &str)| {
        let text = format!("---\nname: {name}\ndescription: Helps with {name}.\n---\n\n{body}\n");
        let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
        Source { path: format!("{name}.md"), hash: digest::hash(&bytes), bytes: bytes.into() }
    };
    let definitions = agents.iter().map(source).map(Arc::new).collect();
    compile::catalog(&Sources { definitions, ..Sources::default() }, &mut Cache::default())
}

const STREAMS: &str = "Designs streams of events and the brokers that carry them, with an eye to ordering.\n\n- Brokers (Kafka, Pulsar, RabbitMQ)\n- Patterns: CQRS, event sourcing";
const CLUSTERS: &str = "Designs brokers and the streams of events that they carry, and watches them.\n\n- Brokers (Kafka, RabbitMQ)\n- Clusters: Kubernetes, Istio";
const LETTERS: &str = "Writes letters to landlords about damp walls and broken boilers.";

#[test]
fn neighbours_share_and_differ() {
    let catalog = catalog(&[("one", STREAMS), ("three", LETTERS), ("two", CLUSTERS)]);
    let neighbours = catalog.overlap.of(&catalog, 0);
    assert_eq!(neighbours.iter().map(|it| catalog.agents[it.agent].slug.as_str()).collect::<Vec<_>>(), ["two"]);
    let names =
        |list: &[u32]| list.iter().map(|&it| catalog.matrix.competencies[it as usize].name.clone()).collect::<Vec<_>>();
    let mut both = names(&neighbours[0].both);
    both.sort();
    assert_eq!(both, ["Kafka", "RabbitMQ"]);
    assert!(names(&neighbours[0].mine).contains(&"Pulsar".to_owned()));
    assert!(names(&neighbours[0].theirs).contains(&"Istio".to_owned()));
    let sentence = &neighbours[0].sentence;
    assert!(sentence.starts_with("Choose one for ") && sentence.contains("; choose two for "), "{sentence}");
    assert!(sentence.contains(" and ") && sentence.ends_with('.'), "{sentence}");
    assert!(catalog.overlap.of(&catalog, 1).is_empty());
}

#[test]
fn it_is_the_same_both_ways_and_again() {
    let catalog = catalog(&[("one", STREAMS), ("two", CLUSTERS)]);
    let (there, back) = (catalog.overlap.of(&catalog, 0), catalog.overlap.of(&catalog, 1));
    assert!((there[0].score - back[0].score).abs() < 1e-9);
    assert_eq!(there, catalog.overlap.of(&catalog, 0));
}

#[test]
fn a_copy_is_told_apart() {
    let longer = format!("{}\n\nAnd one more thing that only this one says.", STREAMS.repeat(3));
    let repeated = STREAMS.repeat(3);
    let catalog = catalog(&[("one", &repeated), ("two", &longer)]);
    let neighbours = catalog.overlap.of(&catalog, 0);
    assert_eq!(neighbours[0].nearness, Nearness::Copy);
    assert!(neighbours[0].sentence.contains("one text"));
}
