//! Words that are ordinary ones too, in sentences of either kind.

use std::sync::{Arc, LazyLock};

use crate::pipeline::matrix::normal::Normal;
use crate::pipeline::matrix::scope::{Scope, Stretch};
use crate::pipeline::matrix::{Terms, company::Company, evidence, vocabulary};

static TERMS: LazyLock<Terms> = LazyLock::new(|| Terms::new(Arc::new(vocabulary(None).0)));

fn claims(text: &str, name: &str) -> bool {
    let stretch = Stretch::plain(Scope::Entry, 0, text, 1);
    let competency = TERMS.named(name).unwrap();
    let scans = [evidence::Scan::new(&stretch, &TERMS)];
    let company = Company::new(&scans, &[], &TERMS);
    let reading = evidence::read(&scans[0], &[], &[], &company);
    reading.terms.iter().any(|(found, _)| *found == competency)
}

#[test]
fn the_surroundings_tell_the_sense() {
    for (text, name) in [
        ("Backends in Go", "Go"),
        ("Modern Rust tooling", "Rust"),
        ("Unity mobile platform specialist", "Unity"),
        ("Swift is the language here", "Swift"),
        ("Reactive? → Combine → built in", "Combine"),
        ("Combine, actors, and memory with SwiftUI", "Combine"),
        ("gin/echo/fiber: web frameworks", "Fiber"),
        ("Native extensions (C)", "C"),
        ("Output Temporal Expert", "Temporal"),
        ("Slack 연동 작업", "Slack"),
        ("знания об идиоматичном Go.", "Go"),
        ("description: \"Advanced specialist in Phoenix and LiveView development.\"", "Phoenix"),
        ("the package's existing R style", "R"),
        ("Images use Astro Image component or Picture", "Astro"),
        ("Tables in Python with Typer, Rich", "Rich (Python)"),
        ("Use Jenkins Blue Ocean to look at jobs", "Blue Ocean (Jenkins)"),
        ("npm/Node.js", "Node.js"),
        ("Languages: Go, Python", "Go"),
        ("Go 1.22 features", "Go"),
        ("Rust code with few allocations", "Rust"),
        ("Prototypes written in Swift", "Swift"),
        ("Servers (Express, FastAPI)", "Express"),
        ("Write modern C with care", "C"),
        ("R packages for statistics", "R"),
        ("Designs REST interfaces", "REST"),
        ("Service discovery: Consul, Kubernetes", "Consul"),
        ("Phoenix", "Phoenix"),
        ("Go concurrency", "Go"),
        ("Rust async with Tokio", "Rust"),
        ("Shops: Express, Nest and Fastify", "NestJS"),
        ("React, Next and Remix", "Next.js"),
        ("Brokers: NATS, RabbitMQ", "NATS"),
        ("Run flask apps", "Flask"),
        ("Lisp dialects: Scheme, Clojure", "Scheme Lisp"),
        ("Warehouses: Hive, Impala", "Apache Impala"),
        ("Transactions and savepoints in sqlite, redis, flask", "Flask"),
        ("Canva templates", "Canva"),
        ("Deep knowledge of C, C++ and Rust", "C"),
        ("Deploy with Helm", "Helm"),
        ("Secrets: Vault, SOPS", "HashiCorp Vault"),
        ("Trackers: Jira, Linear", "Linear"),
        ("JSON, YAML and TOML files", "JSON"),
        ("CSV ingestion for long reports", "CSV"),
        ("Queries in Athena, Glue and Redshift", "Amazon Athena"),
        ("Fit mixed models in R and report them", "R"),
        ("Crash-safe HTTP services in Go with Fiber and GORM", "Fiber"),
        ("Elixir tooling: Mix, Hex, ExUnit", "Mix"),
        ("Use Prettier with plugins", "Prettier"),
        ("Laravel packages (Horizon, Nova)", "Laravel Nova"),
        ("State management in Flutter: Provider, BLoC", "Flutter Provider"),
        ("Supervised learning (classification, regression)", "regression analysis"),
        ("Avoid race conditions and leaks", "race conditions"),
        ("Unit, contract and load tests", "contract testing"),
        ("Stores: Neo4j 5.x (Cypher)", "Cypher"),
        ("Uses Redis, Kafka, Postgres, and Hotwire (Foozle + Stimulus)", "Stimulus"),
        ("Cache Composer dependencies", "Composer"),
        ("Models in Eloquent ORM", "object-relational mapping"),
        ("Runs unit and load tests", "unit testing"),
        ("Deployment strategies (blue-green, rolling, canary)", "rolling updates"),
        ("Design patterns (Singleton, Factory, Observer)", "factory pattern"),
        ("Command lines using click, typer and rich", "Click"),
        ("Report SOLID violations in a branch", "SOLID"),
        ("**Check**: SOLID violations, deep nesting", "SOLID"),
        ("Format: FBX for rigs", "FBX"),
        ("Errors (try-except in Python, results in Rust)", "Python"),
        ("OAuth flows (client credentials, authorization code)", "client credentials grant"),
        ("Durable Temporal workflows with Go workers", "Temporal"),
        ("Funnels from MQL on", "MQLs"),
        ("Add-ons: cert-manager, ExternalDNS, Istio", "Istio"),
        ("Add-ons: cert-manager, ExternalDNS, Istio", "cert-manager"),
        ("Logs go through datadog-agent, Fluent Bit and Loki", "Fluent Bit"),
    ] {
        assert!(claims(text, name), "{name} in {text:?}");
    }
}

#[test]
fn words_in_their_everyday_sense_claim_nothing() {
    for (text, name) in [
        ("Kafka, Redis and the Provider of them", "Flutter Provider"),
        ("Nova and Horizon, two products", "Laravel Nova"),
        ("Not for race conditions", "race conditions"),
        ("Let it go", "Go"),
        ("Rich tables in Python", "Rich (Python)"),
        ("R-hat below 1.01", "R"),
        ("Linear is what the scale should be", "Linear"),
        ("Metal is used in buildings", "Metal"),
        ("Grades (A), (B) and (C)", "C"),
        ("Go through the list", "Go"),
        ("A swift answer", "Swift"),
        ("Express your doubts", "Express"),
        ("Encrypt in transit and at rest", "REST"),
        ("Rust never sleeps", "Rust"),
        ("Option C is best", "C"),
        ("F1, R² and recall", "R"),
        ("a phoenix from the ashes", "Phoenix"),
        ("run rust-lldb first", "Rust"),
        ("Pour the acid into a flask", "Flask"),
        ("Engineers who terraform Mars", "Terraform"),
        ("Improve airflow in the server room", "Apache Airflow"),
        ("Brokers: NATS, RabbitMQ", "NAT"),
        ("Plan A, B, and C are compared", "C"),
        ("**Next**: review the plan", "Next.js"),
        ("Next: review the plan", "Next.js"),
        ("build safe, responsible systems with PyTorch", "SAFe"),
        ("Take the helm", "Helm"),
        ("Notes in the Obsidian vault", "HashiCorp Vault"),
        ("Linear algebra first", "Linear"),
        ("A sanity check", "Sanity"),
        ("Press Ctrl+C to stop", "C"),
        ("Report R² and RMSE", "R"),
        ("Teams agree on scope", "Microsoft Teams"),
        ("Drill down into the data", "Apache Drill"),
        ("Glue code between modules", "AWS Glue"),
        ("Return the answer as JSON with two fields", "JSON"),
        ("Content Mix Framework: thirty days of posts", "Mix"),
        ("Seek unanimous consensus first", "consensus algorithms"),
        ("Relay information to the next shift", "Relay"),
        ("Ant trails, unit prices and load factors", "unit testing"),
        ("Julia reviews the budget", "Julia"),
        ("Batch and streaming pipelines", "AWS Batch"),
        ("Firmware of an ESP32-S3 board", "AWS S3"),
        ("Recovery runbooks with RTOs", "RTOS"),
        ("Sends the X-API-Key header", "Twitter"),
        ("Writes tools from scratch, refactoring old ones", "Scratch"),
        ("Step 1: Hypothesis Development and Design", "Hypothesis"),
        ("**Live Room Analytics**: who stays, and for how long", "Room"),
        ("Everything except Python and Rust", "Python"),
        ("Leads from MQL to SQL", "SQL"),
        ("Ask the kafka-manager about Kafka", "Kafka"),
        ("kafka-optimizer: tunes Kafka brokers", "Kafka"),
        ("An index of rectangles (R*-tree) or less", "R"),
        ("Keep a token budget management sheet", "budgeting"),
    ] {
        assert!(!claims(text, name), "{name} in {text:?}");
    }
}

#[test]
fn folding_keeps_places() {
    let text = Normal::new("Größe — Go");
    let hits = TERMS.hits("Größe — Go", &text);
    let spans: Vec<&str> =
        hits.iter().map(|hit| text.span(hit.start, hit.end)).map(|(a, b)| &"Größe — Go"[a..b]).collect();
    assert_eq!(spans, ["Go"]);
}
