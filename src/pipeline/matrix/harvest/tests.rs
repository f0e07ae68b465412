//! Harvest: what is taken out of lists, and what is not.

use super::*;

fn entry(text: &str) -> Stretch<'_> {
    Stretch::plain(Scope::Entry, 0, text, 1)
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
        .filter(|shape| !is_theirs(shape, text) && accepts(shape, text, &known))
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

#[test]
fn takes_names_by_their_looks() {
    let prose = |text| harvested_of(&Stretch { scope: Scope::Prose, ..entry(text) }, &[]);
    assert_eq!(prose("Extend QuuxBot2 and configure zQuux for navigation."), ["QuuxBot2", "zQuux"]);
    assert_eq!(prose("Encode films in FQmpeg before they are sent."), ["FQmpeg"]);
    assert_eq!(harvested("Visual maps (XORB-FOO3, QTAB-Zorb), ranges (ZOAM)", &[]), ["XORB-FOO3", "QTAB-Zorb"]);
    assert_eq!(harvested("Planners (QHOMP, QuuxOpt, ZTOMP)", &[]), ["QHOMP", "QuuxOpt", "ZTOMP"]);
    assert_eq!(harvested("Two TL0815 as buffers and one 2N7171", &[]), ["TL0815", "2N7171"]);
    assert!(prose("You are QuuxWriter, who writes.").is_empty());
    assert!(prose("Use the READ-ONLY mode, KPI-Driven and OWNER-APPROVED.").is_empty());
    assert!(prose("Never call NetworkObjects, UserIds or PDFs; see REQ001 and HTTP404 at 48kHz.").is_empty());
    assert!(prose("Works on the QuuxHub project and in QuuxHub.Thing(x).").len() <= 1);
}

#[test]
fn takes_what_is_worked_with() {
    let prose = |text| harvested_of(&Stretch { scope: Scope::Prose, ..entry(text) }, &[]);
    assert_eq!(prose("Write nodes using rclqpp or pyzorb with care."), ["rclqpp", "pyzorb"]);
    assert_eq!(prose("Renders pages via Zorbix and tools such as Quuxlo."), ["Zorbix", "Quuxlo"]);
    assert_eq!(
        prose("Tests of nodes using launch_zorbing, and the zorb_maps package."),
        ["launch_zorbing", "zorb_maps"]
    );
    assert!(prose("Works with voice_id and expected_version.").is_empty());
    assert!(prose("Works with Anna's notes using transcription and with Review Boards.").is_empty());
}

#[test]
fn a_paragraph_with_a_bold_head_lists_too() {
    let text = "Stack: Kafka 3, Redis, Zorber, Flink";
    let stretch = Stretch { lead: 6, scope: Scope::Prose, ..entry(text) };
    assert_eq!(harvested_of(&stretch, &["Kafka", "Redis", "Flink"]), ["Zorber"]);
    let text = "Goal: Take part in what Redis, Kafka and Quality teams do";
    assert!(harvested_of(&Stretch { lead: 5, scope: Scope::Prose, ..entry(text) }, &["Kafka", "Redis"]).is_empty());
}
