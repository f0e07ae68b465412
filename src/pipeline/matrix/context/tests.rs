//! Words that are ordinary ones too, in sentences of either kind.

use std::sync::{Arc, LazyLock};

use crate::pipeline::matrix::normal::Normal;
use crate::pipeline::matrix::scope::{Scope, Stretch};
use crate::pipeline::matrix::{Terms, company::Company, evidence, vocabulary};

static TERMS: LazyLock<Terms> = LazyLock::new(|| Terms::new(Arc::new(vocabulary(None).0)));

fn claims(text: &str, name: &str) -> bool {
    let stretch = Stretch {
        text: text.to_owned(),
        runs: vec![(0, 1)],
        code: Vec::new(),
        lead: 0,
        anchor: "",
        scope: Scope::Entry,
    };
    let competency = TERMS.named(name).unwrap();
    let scans = [evidence::Scan::new(&stretch, &TERMS)];
    let company = Company::new(&scans, &TERMS);
    let reading = evidence::read(&scans[0], &[], &[], &company);
    reading.terms.iter().any(|(found, _)| *found == competency)
}

#[test]
fn the_surroundings_tell_the_sense() {
    for (text, name) in [
        ("Backends in Go", "Go"),
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
    ] {
        assert!(claims(text, name), "{name} in {text:?}");
    }
    for (text, name) in [
        ("Let it go", "Go"),
        ("Go through the list", "Go"),
        ("A swift answer", "Swift"),
        ("Express your doubts", "Express"),
        ("Encrypt in transit and at rest", "REST"),
        ("Rust never sleeps", "Rust"),
        ("Option C is best", "C"),
        ("F1, R² and recall", "R"),
        ("a phoenix from the ashes", "Phoenix"),
        ("run rust-lldb first", "Rust"),
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
