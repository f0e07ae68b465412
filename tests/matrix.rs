//! What a definition says and what mark it earns, rule by rule.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "a test")]

use std::sync::{Arc, LazyLock};

use agentdex::digest;
use agentdex::model::competency::{Entry, Layer, Origin};
use agentdex::model::definition::{Definition, Stated};
use agentdex::model::matrix::{Coverage, Level, Marks, Matrix, State};
use agentdex::model::source::Source;
use agentdex::pipeline::matrix::{Terms, again, marks, resolve, vocabulary};
use agentdex::pipeline::parse::{self, Read};

static TERMS: LazyLock<Terms> = LazyLock::new(|| Terms::new(Arc::new(vocabulary(None).0)));

fn definition(path: &str, text: &str) -> Definition {
    let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
    let hash = digest::hash(&bytes);
    match parse::definition(&Source { path: path.to_owned(), bytes: bytes.into(), hash }) {
        Read::Agent(definition, _) => *definition,
        Read::Other(other) => panic!("{other:?}"),
    }
}

fn read(text: &str) -> Marks {
    marks(&definition("sample.md", text), &TERMS)
}

fn body(body: &str) -> Marks {
    read(&format!("---\nname: sample\ndescription: Helps people.\n---\n\n{body}\n"))
}

fn find<'m>(marks: &'m Marks, name: &str) -> Option<&'m Coverage> {
    let competency = TERMS.named(name).unwrap_or_else(|| panic!("{name} is in no vocabulary"));
    marks.vocabulary.iter().find(|mark| mark.competency == competency)
}

fn level(marks: &Marks, name: &str) -> Option<Level> {
    find(marks, name).map(|mark| mark.level)
}

#[test]
fn each_place_earns_its_level() {
    let check = |text: &str, expected: Option<Level>| assert_eq!(level(&body(text), "Raft"), expected, "{text}");
    check("## Raft in practice", Some(Level::Core));
    check("**Raft and Paxos:**\n- one", Some(Level::Core));
    check("- **Raft**: leader leases", Some(Level::Core));
    check("- Consensus (Raft, Paxos)", Some(Level::Listed));
    check("You know Raft and Paxos well.", Some(Level::Listed));
    check("| topic |\n| --- |\n| the Raft protocol |", Some(Level::Listed));
    check("```text\nuse Raft\n```\n\nThe Raft protocol.", Some(Level::Listed));
    check("## Examples\n\n- Tune the Raft protocol", Some(Level::Mentioned));
    check("If your project uses the Raft protocol, say so.", Some(Level::Mentioned));
    check("Choose [Raft | Paxos] here.", Some(Level::Mentioned));
    check("Say \"we do not know why the Raft leader left\" early.", Some(Level::Mentioned));
    check("When unclear, you ask about:\n- the Raft protocol", Some(Level::Mentioned));
    check("## When not to use\n\n- the Raft protocol", None);
    check("Not for the Raft protocol.", None);
    check("Works with raft-expert on it.", None);
    check("See docs/raft/notes.md for it.", None);
    check("A raft of measures.", None);
    check("- one\n  - two\n    - the Raft protocol", Some(Level::Listed));
    check("<example>\nuser: the Raft protocol\n</example>", Some(Level::Mentioned));
    check("<role>\nYou know the Raft protocol.\n</role>", Some(Level::Listed));
    check(
        "<agent_spec>\n  <can>Tune Kafka</can>\n  <can>Tune the Raft protocol</can>\n</agent_spec>",
        Some(Level::Listed),
    );
    check(
        "<spec>\n<a>b</a>\n\n    <areas>\n      <area>the Raft protocol</area>\n    </areas>\n</spec>",
        Some(Level::Listed),
    );
    check("<spec>\n  <non_goals>the Raft protocol</non_goals>\n</spec>", None);
    check("<can>Tune Kafka</can>\n<cannot>Tune the Raft protocol</cannot>", None);
    check("<out_of_scope>\n- the Raft protocol\n</out_of_scope>", None);
    check("<examples>\nthe Raft protocol\n\nand more\n</examples>\n\nDone.", Some(Level::Mentioned));
    check("<artifact>raft-core</artifact>", None);
    check("user: the Raft protocol stalls", Some(Level::Mentioned));
    check("// the Raft protocol", Some(Level::Mentioned));
    check("Services that speak a small Raft-inspired protocol.", Some(Level::Mentioned));
    check("keywords: [the Raft protocol, Paxos]", Some(Level::Listed));
    check("動作するRaftプロトコル", Some(Level::Listed));
    check("Raft 프로토콜은 사용하지 않는다.", None);
    check("No usar Raft.", None);
    check("Write queues. user: 'the Raft protocol stalls'", Some(Level::Mentioned));
    check("- the Raft protocol / Paxos / TBD", Some(Level::Mentioned));
    check("- kafka-conventions", None);
    check("Never mention the Raft protocol.", None);
    check("- mcp__raft: the Raft protocol", Some(Level::Mentioned));
    check("- **Raft**: see the site", Some(Level::Mentioned));
    check("- **Consensus Engineer**: tunes the Raft protocol", Some(Level::Mentioned));
    check("- **Consensus Engineer**: when asked, you tune the Raft protocol", Some(Level::Listed));
    check("- **Expert**: the Raft protocol", Some(Level::Listed));
    check("**Consensus Engineer**: tunes the Raft protocol", Some(Level::Listed));
    check("Context: the Raft protocol stalls.", Some(Level::Mentioned));
}

#[test]
fn the_description_earns_its_level() {
    let check = |description: &str, expected: Option<Level>| {
        let text = format!("---\nname: sample\ndescription: |-\n  {description}\n---\n\nYou help.\n");
        assert_eq!(level(&read(&text), "Kafka"), expected, "{description}");
    };
    check("Designs Kafka topologies.", Some(Level::Core));
    check("Use when a Kafka consumer lags.", Some(Level::Core));
    check("Designs queues. Not for Kafka.", None);
    let example =
        "Designs queues.\n  <example>\n  user: \"My Kafka consumer lags\"\n  assistant: \"I look\"\n  </example>";
    check(example, Some(Level::Mentioned));
    let both =
        format!("---\nname: sample\ndescription: |-\n  {example}\n---\n\nYou know:\n- Brokers (Kafka, Pulsar)\n");
    assert_eq!(level(&read(&both), "Kafka"), Some(Level::Core));
    assert_eq!(level(&read(&both), "Pulsar"), Some(Level::Listed));
}

#[test]
fn evidence_has_its_sentence_line_and_section_best_first() {
    let marks = body("You know Kafka. You like tea.\n\n## Streams\n\n- Brokers (Pulsar,\n  Kafka)\n\n### Kafka tuning");
    let mark = find(&marks, "Kafka").unwrap();
    let found: Vec<(u32, &str, u16)> =
        mark.evidence.iter().map(|it| (it.line, it.quote.as_ref(), it.section)).collect();
    assert_eq!(
        found,
        [(13, "Kafka tuning", 3), (11, "Brokers (Pulsar, Kafka)", 2), (6, "You know Kafka. You like tea.", 0)]
    );
    for it in mark.evidence.iter() {
        assert_eq!(&it.quote[it.span().0..it.span().1], "Kafka");
    }
}

#[test]
fn longest_wins_and_names_inside_names_are_none() {
    let marks = body("- Redis Pub/Sub and GitHub Actions\n- ElixirChain, C++ and tRPC");
    assert!(find(&marks, "Redis Pub/Sub").is_some_and(Coverage::claims));
    assert!(!find(&marks, "pub/sub").is_some_and(Coverage::claims));
    assert!(!find(&marks, "Redis").is_some_and(Coverage::claims));
    assert!(find(&marks, "Elixir").is_none() && find(&marks, "C").is_none() && find(&marks, "gRPC").is_none());
    assert!(find(&marks, "C++").is_some());
    let marks = body("- Go modules and workspaces\n- GitHub Actions");
    assert_eq!((level(&marks, "Go"), level(&marks, "Go modules")), (Some(Level::Listed), Some(Level::Listed)));
    assert!(!find(&marks, "GitHub").is_some_and(Coverage::claims));
    let marks = body("- Kafka Streams and React Native");
    assert_eq!((level(&marks, "Kafka"), level(&marks, "React")), (Some(Level::Listed), Some(Level::Inferred)));
    let marks = body("You run distributed Erlang/Elixir clusters.");
    assert!(["Distributed Erlang", "Erlang", "Elixir"].iter().all(|it| find(&marks, it).is_some_and(Coverage::claims)));
}

#[test]
fn what_follows_is_inferred_and_says_from_what() {
    let marks = body("You write Elixir.");
    let beam = find(&marks, "BEAM").unwrap();
    assert_eq!((beam.level, beam.via.as_ref()), (Level::Inferred, [TERMS.named("Elixir").unwrap()].as_slice()));
    assert_eq!(beam.evidence[0].quote.as_ref(), "You write Elixir.");
    assert!(find(&body("```elixir\nElixir.main()\n```"), "BEAM").is_none(), "a mention implies nothing");
}

#[test]
fn the_author_has_the_last_word() {
    let text = "---\nname: sample\ndescription: Designs Kafka.\ncompetencies: [Raft, Zorbing]\nnot_competencies: [Kafka]\n---\n\nRaft it is.\n";
    let marks = read(text);
    let raft = find(&marks, "Raft").unwrap();
    assert_eq!((raft.level, raft.origin, raft.evidence[0].line), (Level::Core, Origin::Author, 4));
    assert!(find(&marks, "Kafka").is_none());
    assert_eq!((marks.other[0].name.as_str(), marks.other[0].origin), ("Zorbing", Origin::Author));
}

#[test]
fn unknown_names_in_known_company_are_harvested() {
    let marks = body("- Streaming platforms (Kafka, Quuxle, Pulsar)");
    assert_eq!(marks.other.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Quuxle"]);
}

fn matrix(definitions: &[&str]) -> Matrix {
    let marks: Vec<_> = definitions.iter().map(|text| Arc::new(body(text))).collect();
    resolve(&marks, &TERMS.vocabulary)
}

#[test]
fn agents_beside_each_other_give_holders_and_states() {
    let matrix =
        matrix(&["- Kafka, Quuxle, Pulsar", "## Kafka and Raft", "## Raft consensus\n\n- Pulsar, Quuxle, Kafka"]);
    let state = |name: &str| matrix.states[TERMS.named(name).unwrap()];
    assert_eq!(state("Kafka"), State::Primary);
    assert_eq!(state("Raft"), State::Ambiguous);
    assert_eq!(state("Pulsar"), State::Shared);
    assert_eq!(state("Paxos"), State::None);
    let kafka: Vec<(usize, Level)> =
        matrix.holders_of(TERMS.named("Kafka").unwrap()).map(|(agent, mark)| (agent, mark.level)).collect();
    assert_eq!(kafka, [(1, Level::Core), (0, Level::Listed), (2, Level::Listed)]);
    let other = matrix.competencies.iter().position(|it| it.name == "Quuxle").unwrap();
    assert_eq!(matrix.holders_of(other).map(|(agent, _)| agent).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(matrix.coverage[2].of(other).map(|mark| mark.origin), Some(Origin::Harvested));
}

#[test]
fn a_matrix_made_from_the_one_before_is_the_one_made_anew() {
    let texts = ["- Kafka, Quuxle, Pulsar", "## Kafka and Raft", "You write Elixir."];
    let mut all: Vec<Arc<Marks>> = texts.iter().map(|text| Arc::new(body(text))).collect();
    let before = resolve(&all, &TERMS.vocabulary);
    let was = std::mem::replace(&mut all[0], Arc::new(body("## Pulsar\n\n- Raft, Quuxle, Kafka\n- Redis")));
    let warm = again(&before, 0, &was, &all[0]).unwrap();
    let cold = resolve(&all, &TERMS.vocabulary);
    assert_eq!((&warm.states, &warm.coverage), (&cold.states, &cold.coverage));
    for competency in 0..cold.competencies.len() {
        assert_eq!(warm.holders_of(competency).count(), cold.holders_of(competency).count());
    }
    assert!(again(&before, 0, &was, &body("- Kafka, Zorbax, Pulsar")).is_none(), "another term is numbered anew");
}

#[test]
fn a_required_term_without_a_claimant_is_a_gap() {
    let name = Stated { value: "Quuxle".to_owned(), line: 1, column: 1 };
    let entry = Entry { name, required: Some(true), ..Entry::default() };
    let layer = Layer { path: "competencies.yaml".to_owned(), entries: vec![entry], ..Layer::default() };
    let (vocabulary, faults) = vocabulary(Some(&layer));
    assert!(faults.is_empty());
    let matrix = resolve(&[], &vocabulary);
    let shown: Vec<_> = matrix.shown().map(|(index, it)| (it.name.as_str(), matrix.states[index])).collect();
    assert_eq!(shown, [("Quuxle", State::Gap)]);
}

/// Seconds of processor time that this thread has used (Linux), so that a busy machine doesn't count.
fn cpu() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

/// A hostile body takes time in proportion to its length: four times the length takes far less than sixteen times the time.
#[test]
fn hostile_bodies_are_read_in_linear_time() {
    let _ = cpu().unwrap_or_default();
    for piece in [
        "Go ",
        "not for Kafka ",
        "avoid avoid, ",
        "\"x ",
        "[Go ",
        "(Go, R, C, ",
        "a/b/c-expert ",
        "Kafka/Elixir-",
        "`Go` ",
        "Bash ",
        "a-manager Go, ",
        "FooBar's ",
        "there is no Go and ",
        "<a>Go</a>\n",
        "<example>\n",
        "漢字Kafka使わない",
        "gin, echo, ",
        "user: Go. ",
        "Kafka runs. ",
        "Kafka `x`. ",
        "Slack, email, ",
        "<Go | C> ",
        "{Go/C} ",
        "\"Go\" → C = ",
        "Kafka/",
        "C:C:",
        "KafkaとRedisを使う、",
        "unit and load testing and ",
        "never, ",
        "without Go, ",
        "Go is not used ",
        "\"Go. ",
    ] {
        let time = |count: usize| {
            let definition = definition("sample.md", &format!("---\nname: sample\n---\n\n{}\n", piece.repeat(count)));
            let start = cpu();
            let _ = marks(&definition, &TERMS);
            cpu().zip(start).map(|(end, start)| end - start)
        };
        let _ = time(100);
        let Some((short, long)) = time(3_000).zip(time(12_000)) else { return };
        assert!(long < short.max(0.01) * 9.0, "{piece:?}: {short:.3} s, then {long:.3} s");
    }
}
