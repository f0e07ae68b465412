//! Whole transcripts: what each command prints and with which code it ends, for a small folder each. See `tests/cases/`:
//! `NAME.md` is the transcript, `NAME.in/` the folder, `NAME.out/` what is there afterwards. Times and sizes are left out (`[..]`).

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .env("CLICOLOR_FORCE", "0")
        .env("TZ", "UTC")
        .case("tests/cases/*.md");
}
