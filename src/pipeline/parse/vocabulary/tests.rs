//! Vocabulary files as teams and enemies write them.

use std::fmt::Write as _;
use std::sync::Arc;

use super::*;

fn read(text: &str) -> (Layer, Vec<(u32, &'static str, String)>) {
    let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
    let hash = crate::digest::hash(&bytes);
    let (layer, faults) =
        vocabulary(&Source { path: "content/competencies.yaml".to_owned(), bytes: bytes.into(), hash });
    (layer, faults.into_iter().map(|it| (it.place.line, it.code, it.hint.unwrap_or_default())).collect())
}

fn names(layer: &Layer) -> Vec<(&str, u32)> {
    layer.entries.iter().map(|entry| (entry.name.value.as_str(), entry.name.line)).collect()
}

#[test]
fn reads_entries_with_their_lines() {
    let (layer, faults) = read(
        "# ours\ncategories:\n  - {id: ours, name: Our own}\ncompetencies:\n  - {name: Raft, required: true}\n  - name: fencing tokens\n    aliases: [fencing token, fenced write]\n    category: ours\n    implies: Raft\n  - Quuxle\n  - {name: R, ordinary: true, hidden: false, rename: R language}\n",
    );
    assert_eq!(faults, []);
    assert_eq!(names(&layer), [("Raft", 5), ("fencing tokens", 6), ("Quuxle", 10), ("R", 11)]);
    assert_eq!(layer.entries[0].required, Some(true));
    assert_eq!(layer.entries[1].aliases.len(), 2);
    assert_eq!(layer.entries[1].implies[0].value, "Raft");
    assert_eq!(layer.entries[3].rename.as_deref(), Some("R language"));
    assert_eq!((layer.categories[0].value.id.as_str(), layer.categories[0].line), ("ours", 3));
}

#[test]
fn an_empty_file_is_no_fault() {
    for text in ["", "# nothing\n", "competencies:\n"] {
        assert_eq!(
            read(text),
            (Layer { path: "content/competencies.yaml".to_owned(), ..Layer::default() }, Vec::new())
        );
    }
}

#[test]
fn faults_have_lines_and_remedies() {
    let codes = |text: &str| read(text).1.into_iter().map(|(line, code, _)| (line, code)).collect::<Vec<_>>();
    assert_eq!(codes("competencies: [\n"), [(2, "vocabulary-broken")]);
    assert_eq!(codes("- a\n- b\n"), [(1, "vocabulary-shape")]);
    assert_eq!(codes("competencies:\n  - {aliases: [x]}\n"), [(1, "vocabulary-shape")]);
    assert_eq!(codes("competencies:\n  - name: A1\n  - name: B1\n    required: perhaps\n"), [(3, "vocabulary-shape")]);
    assert_eq!(codes("competencies:\n  - name: \"a\\u0007b\"\n"), [(1, "vocabulary-term")]);
    assert_eq!(
        codes(&format!("competencies:\n  - name: A1\n    aliases: [{}]\n", "x".repeat(81))),
        [(2, "vocabulary-term")]
    );
    let (_, faults) = read("competencies:\n  - name: A1\n    alias: [x]\n");
    assert_eq!(faults, [(3, "vocabulary-unknown-key", "did you mean `aliases`?".to_owned())]);
}

#[test]
fn hostile_files_are_cut_short_and_read_in_linear_time() {
    let mut many = String::from("competencies:\n  - name: Quuxle\n    aliases:\n");
    for number in 0..100_000 {
        let _ = writeln!(many, "      - alias {number}");
    }
    let (layer, faults) = read(&many);
    assert_eq!(layer.entries[0].aliases.len(), MAX_ALIASES);
    assert_eq!(faults.iter().map(|it| it.1).collect::<Vec<_>>(), ["vocabulary-too-large"]);

    let mut wrong = String::from("competencies:\n");
    for number in 0..20_000 {
        let _ = writeln!(wrong, "  - {{name: n{number}, colour: red}}");
    }
    let (layer, faults) = read(&wrong);
    assert_eq!((layer.entries.len(), faults.len()), (MAX_ENTRIES, MAX_FAULTS));

    let deep = format!("competencies: {}", "[".repeat(100_000));
    assert_eq!(read(&deep).1[0].1, "vocabulary-broken");
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\ncompetencies: []\n";
    assert!(!read(bomb).1.is_empty());
}
