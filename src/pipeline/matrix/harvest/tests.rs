//! Harvest: what is taken out of lists, and what is not.

use super::*;

fn entry(text: &str) -> Stretch<'_> {
    Stretch {
        text: text.into(),
        line: 1,
        runs: Vec::new(),
        code: Vec::new(),
        lead: 0,
        anchor: "".into(),
        scope: Scope::Entry,
    }
}

fn harvested(text: &str, known: &[&str]) -> Vec<String> {
    harvested_of(&entry(text), known)
}

fn harvested_of(stretch: &Stretch<'_>, known: &[&str]) -> Vec<String> {
    let text = stretch.text.as_ref();
    let known: Vec<(usize, usize)> = known
        .iter()
        .map(|it| {
            let at = text.find(it).unwrap();
            (at, at + it.len())
        })
        .collect();
    shapes(stretch)
        .iter()
        .filter(|shape| accepts(shape, text, &known))
        .map(|shape| text[shape.start..shape.end].to_owned())
        .collect()
}

#[test]
fn takes_names_out_of_lists() {
    assert_eq!(harvested("Streaming platforms (Kafka, Quuxle, Zorbax)", &["Kafka"]), ["Quuxle", "Zorbax"]);
    assert_eq!(harvested("Frameworks: Express, Quuxle and FooBarDB", &["Express"]), ["Quuxle", "FooBarDB"]);
    assert_eq!(harvested("Tools: quuxler, kafka, redis, flink", &["kafka", "redis", "flink"]), ["quuxler"]);
    assert_eq!(harvested("quuxle (Python async)", &["Python"]), ["quuxle"]);
    assert_eq!(harvested("Stack: Kafka + Redis + QuuxleDB", &["Kafka", "Redis"]), ["QuuxleDB"]);
    assert!(harvested("Streaming (Kafka)", &["Kafka"]).is_empty());
    let prose = |text| harvested_of(&Stretch { scope: Scope::Prose, ..entry(text) }, &["kafka", "redis", "flink"]);
    assert_eq!(prose("Use for streams: kafka, redis, flink, quuxle, and zorbax."), ["quuxle", "zorbax"]);
    assert!(prose("Ask about kafka, redis, and flink when quuxler is there, too.").is_empty());
}

#[test]
fn takes_names_before_what_one_calls() {
    assert_eq!(harvested("Integrates the Quuxle API and the Zorbax SDK", &[]), ["Quuxle API", "Zorbax SDK"]);
    assert!(harvested("Design the Public API and the Upload API", &[]).is_empty());
    assert!(harvested("Third-Party API uptime", &[]).is_empty());
    assert!(harvested("Kafka API", &["Kafka"]).is_empty());
}

#[test]
fn takes_bold_heads_that_are_names_by_their_looks() {
    let head = |text: &str, lead: usize| {
        let stretch = Stretch { lead, ..entry(text) };
        shapes(&stretch).iter().any(|shape| accepts(shape, text, &[]))
    };
    assert!(head("Quuxlo: the largest platform", 6));
    assert!(!head("Japan: many platforms", 5) && !head("Irreversibility: think twice", 15));
    assert!(!head("Reports: monthly", 7));
}

#[test]
fn leaves_ordinary_words() {
    assert!(harvested("Deliverables: Summary, Report, Review", &[]).is_empty());
    assert!(harvested("Stores (Redis, files, memory)", &["Redis"]).is_empty());
    assert!(harvested("Latency (p95, 100ms, H1)", &[]).is_empty());
    assert!(harvested("Reads (config.yaml, src/main.rs)", &[]).is_empty());
    assert!(harvested("Ask (kafka-expert, Kafka)", &["Kafka"]).is_empty());
    assert!(harvested("Choice: Evaluating and comparing Kafka, Redis", &["Kafka", "Redis"]).is_empty());
    assert!(harvested("Run the Kafka drill with roles: Leader, Scribe", &["Kafka"]).is_empty());
}
