//! What a newcomer does: install an agent as its page says, begin a catalog, publish it.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::panic, clippy::disallowed_methods, reason = "a test")]

use std::path::Path;
use std::process::{Command, Output};

use scraper::{Html, Selector};

const BROKEN: &str =
    "---\nname: careful-reader\ndescription: Reads. Example: user: \"x\"\n\n<example>\n---\nYou are careful.\n";

fn agentdex(args: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_agentdex")).args(args).current_dir(folder).output().unwrap()
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn select(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|it| it.text().collect()).collect()
}

#[test]
fn the_commands_of_the_install_block_work() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, &[("agents/careful-reader.md", BROKEN)]);
    assert!(agentdex(&["build", "."], root).status.success());
    let page = read(&root.join("dist/agents/careful-reader.html"));
    assert!(page.contains("Claude Code skips this file as it is"), "{page}");
    let repaired = read(&root.join("dist/agents/careful-reader.fixed.md"));
    assert_eq!(read(&root.join("dist/agents/careful-reader.md")), BROKEN);
    let home = root.join("home");
    write(&home, &[("Downloads/careful-reader.md", &repaired)]);
    let commands = select(&page, "section[aria-labelledby=install] pre code");
    assert_eq!(commands.len(), 4, "{commands:?}");
    let project = root.join("project");
    std::fs::create_dir(&project).unwrap();
    for command in &commands {
        let done = Command::new("sh").args(["-ec", command]).env("HOME", &home).current_dir(&project).output().unwrap();
        assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    }
    for place in ["project/.claude/agents", "home/.claude/agents", "project/agents"] {
        assert_eq!(read(&root.join(place).join("careful-reader.md")), repaired, "{place}");
    }
    let list = agentdex(&["list", "project", "--format", "json"], root);
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    assert_eq!(list.pointer("/agents/0/loads/project/outcome"), Some(&"loads".into()));
}

#[test]
fn a_new_catalog_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    assert!(agentdex(&["new", "ours"], root).status.success());
    let built = agentdex(&["build", "--strict", "ours", "--out", "site"], root);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let checked = agentdex(&["check", "ours"], root);
    assert_eq!(String::from_utf8_lossy(&checked.stdout), "1 agent: nothing to say\n");
    let page = read(&root.join("site/agents/flaky-test-doctor.html"));
    assert!(select(&page, "dl.evidence dt").iter().any(|term| term.contains("flaky tests")), "{page}");
    assert!(read(&root.join("site/welcome.html")).contains("agents/flaky-test-doctor.html"));
    let workflow = read(&root.join("ours/.github/workflows/catalog.yml"));
    assert!(workflow.contains("agentdex check --format github") && workflow.contains("agentdex build --strict"));
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, &[("full/mine.txt", "mine"), ("cloned/.git/HEAD", "ref: refs/heads/main\n")]);
    let refused = agentdex(&["new", "full"], root);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("`full` is not empty"));
    assert_eq!(std::fs::read_dir(root.join("full")).unwrap().count(), 1);
    assert_eq!(agentdex(&["new", "full/mine.txt"], root).status.code(), Some(2));
    assert!(agentdex(&["new", "cloned"], root).status.success());
    assert!(root.join("cloned/agentdex.toml").is_file());
}

#[test]
fn fix_writes_only_what_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let good = "---\nname: good\ndescription: Reads\n---\nYou are good.\n";
    write(root, &[("agents/careful-reader.md", BROKEN), ("agents/good.md", good)]);
    let shown = agentdex(&["fix"], root);
    assert!(shown.status.success());
    assert_eq!(read(&root.join("agents/careful-reader.md")), BROKEN);
    let written = agentdex(&["fix", "--write"], root);
    assert_eq!(String::from_utf8_lossy(&written.stdout), "repaired agents/careful-reader.md\n1 of 2 files repaired\n");
    assert!(read(&root.join("agents/careful-reader.md")).ends_with("\n---\nYou are careful.\n"));
    assert_eq!(read(&root.join("agents/good.md")), good);
    assert_eq!(std::fs::read_dir(root.join("agents")).unwrap().count(), 2);
    assert_eq!(agentdex(&["check"], root).status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&agentdex(&["fix"], root).stdout), "0 of 2 files would be repaired\n");
}

/// Reads XML to its end, and gives the texts of all elements of a name.
fn elements(document: &str, wanted: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(document);
    let (mut found, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) if tag.name().as_ref() == wanted => {
                inside = true;
                found.push(String::new());
            }
            quick_xml::events::Event::End(_) => inside = false,
            quick_xml::events::Event::Text(text) if inside => found.last_mut().unwrap().push_str(&text),
            quick_xml::events::Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn an_address_brings_what_needs_one() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, &[("agents/careful-reader.md", BROKEN), ("content/start.md", "# Start\n")]);
    let without = agentdex(&["build"], root);
    assert_eq!(String::from_utf8_lossy(&without.stderr).matches("no `base_url`").count(), 1);
    assert!(!root.join("dist/sitemap.xml").exists() && root.join("dist/.nojekyll").is_file());
    assert!(!read(&root.join("dist/index.html")).contains("canonical"));
    write(root, &[("agentdex.toml", "title = \"A & <b>\"\nbase_url = \"https://x.example/a?b&c\"\n")]);
    let with = agentdex(&["build"], root);
    assert!(!String::from_utf8_lossy(&with.stderr).contains("base_url"));
    let places = elements(&read(&root.join("dist/sitemap.xml")), "loc");
    assert!(places.len() > 5, "{places:?}");
    let page = read(&root.join("dist/agents/careful-reader.html"));
    assert!(
        page.contains("<link rel=\"canonical\" href=\"https://x.example/a?b&amp;c/agents/careful-reader.html\">"),
        "{page}"
    );
    assert!(page.contains("<meta property=\"og:site_name\" content=\"A &amp; &lt;b&gt;\">"), "{page}");
    assert!(read(&root.join("dist/404.html")).contains("href=\"https://x.example/a?b&amp;c/index.html\""));
    for place in places {
        let url = place.strip_prefix("https://x.example/a?bc/").unwrap_or_else(|| panic!("{place}"));
        let file = if url.is_empty() { "index.html" } else { url };
        assert!(root.join("dist").join(file).is_file(), "{place}");
    }
}

#[test]
fn every_diagnostic_leads_to_what_it_means() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, &[("agents/careful-reader.md", BROKEN)]);
    assert!(agentdex(&["build"], root).status.success());
    let page = read(&root.join("dist/agents/careful-reader.html"));
    assert!(page.contains("<a href=\"../diagnostics.html#header-not-yaml\">header-not-yaml</a>"), "{page}");
    let rules = read(&root.join("dist/diagnostics.html"));
    assert!(rules.contains("<li id=\"header-not-yaml\">"), "{rules}");
}

/// Runs git in a folder at a time, without anybody's configuration; false where there is no git.
fn git(folder: &Path, time: &str, args: &[&str]) -> bool {
    let who = ["-c", "user.name=a", "-c", "user.email=a@x.example", "-c", "init.defaultBranch=main"];
    let run = Command::new("git")
        .args(who)
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_DATE", time)
        .env("GIT_COMMITTER_DATE", time)
        .output();
    run.is_ok_and(|it| it.status.success())
}

/// Makes a repository of a folder, and gives what commits everything in it at a time; none, and said, where there is no git.
fn repository(root: &Path) -> Option<impl Fn(&str)> {
    if !git(root, "2026-01-01T00:00:00Z", &["init", "-q", "."]) {
        println!("skipped: no git");
        return None;
    }
    Some(|time: &str| assert!(git(root, time, &["add", "-A"]) && git(root, time, &["commit", "-qm", "x"])))
}

#[test]
fn competencies_that_came_and_went_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let Some(commit) = repository(root) else { return };
    let agent = |name: &str, skills: &str| {
        (
            format!("agents/{name}.md"),
            format!("---\nname: {name}\ndescription: Helps.\n---\n\n## Skills\n\n- {skills}\n"),
        )
    };
    let put = |agents: &[(String, String)]| {
        write(root, &agents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    };
    write(root, &[("agentdex.toml", "base_url = \"https://x.example/\"\n")]);
    put(&[agent("one", "Kafka, RabbitMQ"), agent("two", "Kafka")]);
    commit("2026-01-01T12:00:00Z");
    // Kafka goes from one and stays in two: the agent loses it, the catalog does not. Twice on one day counts once.
    put(&[agent("one", "RabbitMQ, Terraform")]);
    commit("2026-01-02T10:00:00Z");
    put(&[agent("one", "RabbitMQ, Kubernetes")]);
    commit("2026-01-02T12:00:00Z");
    std::fs::remove_file(root.join("agents/two.md")).unwrap();
    commit("2026-01-03T12:00:00Z");
    // What is not committed is no day's.
    put(&[agent("one", "Ansible")]);
    assert!(agentdex(&["build"], root).status.success());
    let page = read(&root.join("dist/changes.html"));
    let said: Vec<String> = select(&page, "dl.facts > div").iter().map(|it| it.replace('\n', " ")).collect();
    let expected = [
        "Removedagents/two.md",
        "Competencies lostKafka",
        "Changedone (gained Kubernetes; lost Kafka)",
        "Competencies gainedKubernetes",
        "Addedone, agents/two.md",
        "Competencies gainedKafka, RabbitMQ",
    ];
    assert_eq!(said, expected);
    let feed = read(&root.join("dist/feed.xml"));
    assert_eq!(
        elements(&feed, "summary"),
        [
            "agents/two.md. Competencies lost Kafka",
            "one. Competencies gained Kubernetes",
            "one, agents/two.md. Competencies gained Kafka and RabbitMQ"
        ]
    );
}

#[test]
fn what_changed_is_read_from_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let Some(commit) = repository(root) else { return };
    let agent = |name: &str, text: &str| format!("---\nname: {name}\ndescription: {text}\n---\nYou are {name}.\n");
    write(
        root,
        &[
            ("team/agents/one.md", &agent("one", "Reads")),
            ("team/agents/two.md", &agent("two", "Writes")),
            ("team/agents/README.md", "# Us\n"),
            ("team/agentdex.toml", "base_url = \"https://x.example/\"\n"),
            (".github/CODEOWNERS", "/team/agents/ @org/readers\n/team/agents/tre*.md @org/<writers>\n"),
        ],
    );
    // Late in the evening in the west it is the next day in UTC.
    commit("2026-01-01T23:30:00-05:00");
    write(
        root,
        &[("team/agents/one.md", &agent("one", "Reads more")), ("team/agents/tre&.md", &agent("tre", "Sings"))],
    );
    std::fs::remove_file(root.join("team/agents/two.md")).unwrap();
    commit("2026-02-03T12:00:00Z");
    let build = |out: &str| assert!(agentdex(&["build", "team", "--out", out], root).status.success());
    build("site");
    let page = read(&root.join("site/changes.html"));
    let days: Vec<String> = select(&page, "h2 time");
    assert_eq!(days, ["2026-02-03", "2026-01-02"]);
    let said: Vec<String> = select(&page, "dl.facts > div").iter().map(|it| it.replace('\n', " ")).collect();
    assert_eq!(said, ["Addedtre", "Changedone", "Removedagents/two.md", "Addedone, agents/two.md"]);
    let feed = read(&root.join("site/feed.xml"));
    assert_eq!(elements(&feed, "updated"), ["2026-02-03T12:00:00Z", "2026-02-03T12:00:00Z", "2026-01-02T04:30:00Z"]);
    assert_eq!(elements(&feed, "title")[1..], ["1 agent added, 1 changed, 1 removed", "2 agents added"]);
    let one = read(&root.join("site/agents/one.html"));
    let facts = select(&one, "dl.facts > div");
    assert!(
        facts.iter().any(|it| it == "Last change2026-02-03") && facts.iter().any(|it| it == "Added2026-01-02"),
        "{facts:?}"
    );
    assert!(facts.iter().any(|it| it.contains("@org/readers") && it.contains("says CODEOWNERS")), "{facts:?}");
    assert!(one.contains("href=\"../browse/owner/org-readers.html\""), "{one}");
    assert!(read(&root.join("site/browse/owner/org-writers.html")).contains("tre"));
    assert!(read(&root.join("site/sitemap.xml")).contains("<lastmod>2026-02-03</lastmod>"));
    build("again");
    for name in ["changes.html", "feed.xml", "agents/one.html"] {
        assert_eq!(read(&root.join("site").join(name)), read(&root.join("again").join(name)), "{name}");
    }
    // A copy without its repository has no history, and says nothing of one.
    let apart = tempfile::tempdir().unwrap();
    write(apart.path(), &[("agents/one.md", &agent("one", "Reads"))]);
    assert!(agentdex(&["build"], apart.path()).status.success());
    assert!(!apart.path().join("dist/changes.html").exists());
    assert!(!read(&apart.path().join("dist/agents/one.html")).contains("Last change"));
}
