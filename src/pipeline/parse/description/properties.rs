//! Properties that hold for any text, however broken.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// Pieces that descriptions are made of, and pieces that break them.
const PIECES: [&str; 56] = [
    "<example>",
    "</example>",
    "<examples>",
    "</examples>",
    "<commentary>",
    "</commentary>",
    "<user>",
    "</user>",
    "<b>",
    "</b>",
    "<function call omitted>",
    "Context:",
    "user:",
    "assistant:",
    "User**:",
    "**Assistant**:",
    "Human (sad):",
    "User asks",
    "Robin:",
    "Example 2:",
    "Examples:",
    "Examples include:",
    "\"",
    "'",
    "“",
    "”",
    "`",
    "*",
    "**",
    "(",
    ")",
    "(1)",
    "1.",
    "- ",
    "→",
    ";",
    ", ",
    ". ",
    "! ",
    ": ",
    "\n",
    "\n\n",
    "\\n",
    "\\\"",
    "\\\\n",
    " ",
    "lamp",
    "Use when dark",
    "Do NOT use for candles",
    "not for candles",
    "e.g. oil",
    "U.S. law",
    "灯を直す。",
    "trimming wicks",
    "\u{200b}",
    "é",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => Just(" ".to_owned())]
}

fn description() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![9 => piece(), 1 => "\\PC{0,6}"], 0..60).prop_map(|pieces| pieces.concat())
}

fn without_accidents() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn of(text: &str) -> Description {
    let lines: Vec<Passage> =
        (3..).zip(text.split('\n')).map(|(line, text)| Passage { text: text.to_owned(), line }).collect();
    read("lamp-keeper", text.to_owned(), &lines, None)
}

/// Letters and digits alone: what is left when white space, quotation marks and marks of emphasis don't count.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn takes_everything_from_the_text(text in description()) {
        let description = of(&text);
        let whole = letters(&description.text);
        let last = 3 + u32::try_from(text.matches('\n').count()).unwrap();
        for turn in description.examples.iter().flat_map(|example| &example.turns) {
            prop_assert!(whole.contains(&letters(&turn.text)), "turn {:?}", turn);
            prop_assert!((3..=last).contains(&turn.line) && !turn.text.contains('\n'));
        }
        let d = &description;
        for passage in d.purpose.iter().chain(&d.when).chain(&d.when_not).chain(&d.tasks).chain(&d.rest) {
            prop_assert!((3..=last).contains(&passage.line), "{:?}", passage);
            prop_assert!(!passage.text.contains('\n') && !passage.text.is_empty());
        }
        prop_assert_eq!(&description, &of(&text));
    }

    #[test]
    fn purpose_is_clean(text in without_accidents()) {
        // Two backslashes now and one then is no way of writing, and may look like the path of a server.
        let text = text.replace('`', "").replace("\\\\", "\\");
        let description = of(&text);
        let purpose = description.purpose_text();
        prop_assert!(!purpose.contains("<example>") && !purpose.contains("</example>"), "{}", purpose);
        // An escape that is itself quoted ('\n') is meant to be read.
        prop_assert!(!purpose.contains("\\n") || ["'\\", "\"\\"].iter().any(|quoted| text.contains(quoted)), "{}", purpose);
        prop_assert!(description.summary().chars().count() <= 140);
        let says = |passage: &Passage| passage.text.contains(char::is_alphabetic);
        if description.rest.iter().chain(&description.when).chain(&description.when_not).any(says) {
            prop_assert!(!description.purpose.is_empty());
        }
    }

    #[test]
    fn reads_any_characters(text in "\\PC{0,200}", more in "[\\x00-\\x7f]{0,200}") {
        of(&text);
        of(&more);
    }
}

/// How many times as long a text of twice the length takes; the best of some tries, since others share the machine.
#[test]
fn time_is_linear_in_the_length() {
    let kinds: [(&str, &str); 24] = [
        ("<example>", ""),
        ("<example>user: \"a\" ", ""),
        ("</example>", ""),
        ("<commentary>", ""),
        ("<a>", ""),
        ("<a ", ""),
        ("<", ""),
        ("user: \"", ""),
        ("user: 'a' assistant: 'b' ", ""),
        ("\"", "user: \""),
        ("'a ", "user: '"),
        ("(", ""),
        (". ", ""),
        ("A. ", ""),
        ("- a\n", ""),
        ("(1) User: 'a' ", ""),
        ("Use it, not for x. ", ""),
        ("not for x; ", "Use it "),
        ("\\n", ""),
        ("\\\\", ""),
        ("*", ""),
        ("Example ", ""),
        ("</a>", "<example>user: "),
        ("\n", "a "),
    ];
    let mut report = String::new();
    for (piece, before) in kinds {
        let text = |bytes: usize| format!("{before}{}", piece.repeat(bytes / piece.len()));
        let (short, long) = (text(32 << 10), text(64 << 10));
        // In turn, the best of each. More than three tries only where those did not settle it.
        let (mut half, mut whole) = (f64::MAX, f64::MAX);
        let linear = |half: f64, whole: f64| whole < 3.4 * half || whole < 0.2;
        for tries in 1..=12 {
            half = seconds(|| of(&short)).min(half);
            whole = seconds(|| of(&long)).min(whole);
            if tries >= 3 && linear(half, whole) {
                break;
            }
        }
        writeln!(report, "{:>6.1} ms {:>4.1}  {before:?} {piece:?}", whole * 1e3, whole / half).unwrap();
        // Twice the text takes twice the time; four times would be quadratic.
        assert!(linear(half, whole), "{piece:?}: {half} s, then {whole} s");
    }
    println!("64 KiB, and how many times as long as half of it:\n{report}");
}

/// What the work takes of this thread's time, where the system tells; unlike the clock it does not count what else the machine does.
#[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let spent = || {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e9)
    };
    let (clock, before) = (std::time::Instant::now(), spent());
    std::hint::black_box(work());
    before.zip(spent()).map_or_else(|| clock.elapsed().as_secs_f64(), |(before, after)| after - before)
}
