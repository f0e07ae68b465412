//! Catalogs for the tests of pages: the sample, real ones where they are at hand, and hostile ones made here.
#![allow(dead_code, clippy::format_collect, reason = "used by two tests, each of which uses a part")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::pipeline::render::Site;

/// A site with a name for messages.
pub(crate) struct Built {
    pub(crate) name: &'static str,
    pub(crate) site: Arc<Site>,
}

/// The site of a folder.
pub(crate) fn build(dir: &Path) -> Arc<Site> {
    let sources = disk::read(dir, None).unwrap();
    let catalog = compile::catalog(&sources, &mut Cache::default());
    Arc::new(compile::site(catalog, &sources).0)
}

/// The site of files: path and text.
pub(crate) fn build_files(files: &[(String, String)]) -> Arc<Site> {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    build(dir.path())
}

/// The project's own catalog.
pub(crate) fn sample() -> Built {
    Built { name: "sample", site: build(Path::new(env!("CARGO_MANIFEST_DIR"))) }
}

/// Every catalog that pages are looked at on.
pub(crate) fn all() -> Vec<Built> {
    let mut all = vec![
        sample(),
        Built { name: "hostile", site: build_files(&hostile()) },
        Built { name: "empty", site: build_files(&[("agentdex.toml".to_owned(), "agents = [\"none\"]\n".to_owned())]) },
        Built { name: "one", site: build_files(&[agent("one", "description: Counts to one.", "Count.")]) },
    ];
    match std::env::var_os("AGENTDEX_SHARED").map(PathBuf::from) {
        Some(shared) => all.extend([
            Built { name: "seeds", site: build(&shared.join("seeds")) },
            Built { name: "corpus", site: build(&shared.join("corpus")) },
        ]),
        None => println!("skipped in part: AGENTDEX_SHARED names no folder with seeds/ and corpus/"),
    }
    all
}

fn agent(name: &str, header: &str, body: &str) -> (String, String) {
    // A file's name has at most 255 bytes.
    let file: String = name.chars().take(60).collect();
    (format!("agents/{file}.md"), format!("---\nname: {name}\n{header}\n---\n\n{body}\n"))
}

/// What a script, an attribute or a template would have to be closed with to get out of its place.
pub(crate) const ATTACKS: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea></style></pre></code><svg onload=alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "{{ 7*7 }}{% include \"/etc/passwd\" %}{# x #}",
    "<a href=\"javascript:alert(1)\">x</a>",
    "[x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>) ![z](https://evil.test/x.png)",
    "<!--<script> ]]> <![CDATA[ &lt;script&gt; &#x3c;b&#x3e;",
    "<base href=\"https://evil.test/\"><meta http-equiv=refresh content=0;url=https://evil.test/>",
    "<form action=https://evil.test/><input name=q id=main><div id=raw class=code data-copy=raw>",
];

/// A catalog in which every field attacks, and others in which texts are of unusual length or script.
pub(crate) fn hostile() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (at, attack) in ATTACKS.iter().enumerate() {
        let quoted = serde_json::to_string(attack).unwrap();
        let header = format!(
            "name: {quoted}\ndescription: {}\nmodel: {quoted}\ncolor: {quoted}\ntools: [{quoted}]\nowner: {quoted}\nskills: [{quoted}]\ncompetencies: [{quoted}, Raft]\n{quoted}: {quoted}",
            serde_json::to_string(&format!(
                "Use for {attack}. Not for {attack}. <example>Context: {attack}\nuser: \"{attack}\"\nassistant: \"{attack}\"\n<commentary>{attack}</commentary></example> {attack}"
            ))
            .unwrap()
        );
        let body = format!(
            "# {attack}\n\n{attack}\n\n## Skills\n\n- **{attack}**: {attack}\n- Tools ({attack}, Raft)\n\n```{attack}\n{attack}\n```\n\n| {attack} | b |\n| --- | --- |\n| `{attack}` | {attack} |\n\n> {attack}\n\nSee `docs/{attack}.md` and @{attack}.\n"
        );
        files.push((format!("agents/attack-{at}.md"), format!("---\n{header}\n---\n\n{body}")));
    }
    let long = "long-name-".repeat(30);
    files.push(agent(&long, &format!("description: {}", "Verylongwordwithoutanybreak".repeat(30)), &"W".repeat(3_000)));
    files.push(agent(
        "rtl",
        "description: \"وكيل يراجع الشيفرة البرمجية ويقترح تحسينات\"",
        "## مهارات\n\n- مراجعة الشيفرة\n- Raft\n",
    ));
    files.push(agent(
        "cjk",
        "description: \"分散システムの設計をレビューするエージェント。合意アルゴリズムに詳しい。\"",
        "## 専門\n\n- 合意アルゴリズム\n- Raft\n\n分散システム。\n",
    ));
    files.push(agent("undescribed", "model: opus", ""));
    files.push(agent(
        "hidden",
        "description: \"Plain\u{202e}text\u{200b} with \u{e0041}\u{e0042} tags.\"",
        "a\u{202e}b\u{0}c\n",
    ));
    let examples: String = (1..=40)
        .map(|n| format!("\n  <example>\n  Context: Case {n}\n  user: \"Question {n}?\"\n  assistant: \"Answer {n}.\"\n  <commentary>Reason {n}.</commentary>\n  </example>"))
        .collect();
    files.push(agent("forty", &format!("description: |-\n  Answers forty questions.{examples}"), "Answer."));
    let lines: String = (1..=400).map(|n| format!("## Part {n}\n\nSay {n}.\n\n1. one\n\n")).collect();
    files.push(agent("lengthy", "description: Says two thousand lines.", &lines));
    let word = |letter: &str| letter.repeat(300);
    let unbroken = format!(
        "description: Has names without a break.\nmodel: {}\nowner: {}\ncompetencies: [{}]",
        word("m"),
        word("o"),
        word("c")
    );
    files.push(agent(&word("x"), &unbroken, "Do it."));
    let deep: String = (0..40).map(|n| format!("{}- level {n}\n", "  ".repeat(n))).collect();
    files.push(agent(
        "deep",
        "description: Nests.",
        &format!("{deep}\n\n> > > > > > > > > > quoted\n\n    {}\n", "code ".repeat(200)),
    ));
    files.push((
        "content/attack.md".to_owned(),
        format!("---\ntitle: {0}\nsummary: {0}\nsteps:\n  - title: {0}\n    agent: {0}\n    competency: {0}\n    text: {0}\n---\n\n{1}\n", serde_json::to_string(ATTACKS[1]).unwrap(), ATTACKS[8]),
    ));
    files.push((
        "agentdex.toml".to_owned(),
        format!("title = {0}\ntagline = {0}\n", serde_json::to_string(ATTACKS[0]).unwrap()),
    ));
    files
}
