//! What is shown of a folder that changes.

use super::*;

#[test]
fn five_ways_of_saving_are_seen() {
    let preview = Preview::start(&[]);
    let agents = preview.dir.path().join("agents");
    let path = agents.join("raft-expert.md");
    let text = |word: &str| AGENT.replace("You know Raft.", &format!("You know {word}."));
    let shown = |word: &'static str| move |answer: &Answer| answer.text().contains(&format!("You know {word}."));
    let page = "/agents/raft-expert.html";
    std::fs::write(&path, text("Paxos")).unwrap();
    preview.until(page, shown("Paxos"));
    std::fs::write(agents.join(".tmp"), text("Zab")).unwrap();
    std::fs::rename(agents.join(".tmp"), &path).unwrap();
    preview.until(page, shown("Zab"));
    std::fs::rename(&path, agents.join("raft-expert.md~")).unwrap();
    std::fs::write(&path, text("Viewstamped")).unwrap();
    preview.until(page, shown("Viewstamped"));
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, text("Gossip")).unwrap();
    preview.until(page, shown("Gossip"));
    let mut file = std::fs::File::create(&path).unwrap();
    for piece in text("Quorum").as_bytes().chunks(20) {
        file.write_all(piece).unwrap();
        std::thread::sleep(Duration::from_millis(2));
    }
    drop(file);
    preview.until(page, shown("Quorum"));
}

#[test]
fn new_folders_removed_files_and_a_root_that_comes_back_are_seen() {
    let preview = Preview::start(&[]);
    let root = preview.dir.path();
    write(root, "agents/deep/er/new-agent.md", &AGENT.replace("raft-expert", "new-agent"));
    preview.until("/agents/new-agent.html", |answer| answer.status == 200);
    // Written into a folder that has been there only since the last change.
    write(root, "agents/deep/er/other.md", &AGENT.replace("raft-expert", "other"));
    preview.until("/agents/other.html", |answer| answer.status == 200);
    std::fs::remove_dir_all(root.join("agents/deep")).unwrap();
    preview.until("/agents/new-agent.html", |answer| answer.status == 404);
    write(root, "agentdex.toml", "title = \"Another title\"\n");
    preview.until("/", |answer| answer.text().contains("Another title"));
    std::fs::rename(root.join("agents"), root.join("away")).unwrap();
    std::fs::create_dir(root.join("agents")).unwrap();
    write(root, "agents/third.md", &AGENT.replace("raft-expert", "third"));
    preview.until("/agents/third.html", |answer| answer.status == 200);
}

#[test]
fn a_catalog_that_is_deleted_keeps_its_last_site_until_it_is_back() {
    let preview = Preview::start(&[]);
    let root = preview.dir.path();
    std::fs::remove_dir_all(root).unwrap();
    // Whatever is looked at meanwhile, nothing of it is an empty catalog.
    for _ in 0..50 {
        let answer = preview.get("/agents/raft-expert.html", "");
        assert_eq!(answer.status, 200);
        std::thread::sleep(Duration::from_millis(10));
    }
    write(root, "agents/second.md", &AGENT.replace("raft-expert", "second"));
    preview.until("/agents/second.html", |answer| answer.status == 200);
    // The folder is watched again, though it may have the old one's number.
    std::fs::remove_dir_all(root.join("agents")).unwrap();
    write(root, "agents/third.md", &AGENT.replace("raft-expert", "third"));
    preview.until("/agents/third.html", |answer| answer.status == 200);
    write(root, "agents/fourth.md", &AGENT.replace("raft-expert", "fourth"));
    preview.until("/agents/fourth.html", |answer| answer.status == 200);
}

#[test]
fn what_the_team_breaks_of_its_own_keeps_the_last_good_site() {
    let preview = Preview::start(&[]);
    let (root, state) = (preview.dir.path(), "/_agentdex/state.json");
    write(root, "agentdex.toml", "title = \"Good title\"\n");
    preview.until("/", |answer| answer.text().contains("Good title"));
    write(root, "agentdex.toml", "title = \n");
    preview.until(state, |answer| answer.text().contains("config-not-toml"));
    assert!(preview.get("/", "").text().contains("Good title"));
    assert!(preview.get("/api/search?q=raft", "").text().contains("raft-expert"));
    write(root, "agentdex.toml", "title = \"Good title\"\n");
    preview.until(state, |answer| !answer.text().contains("config-not-toml"));
    write(root, "templates/home.html", "{% if %}");
    preview.until(state, |answer| answer.text().contains("template-broken"));
    assert!(preview.get("/", "").text().contains("Good title"));
    std::fs::remove_file(root.join("templates/home.html")).unwrap();
    preview.until(state, |answer| !answer.text().contains("template-broken"));
}

/// Two hundred saves as fast as they can be made, and a thousand requests meanwhile: every page is there, whole, and of one build.
#[test]
fn pages_are_whole_and_of_one_build_while_files_are_saved() {
    const SAVES: usize = 200;
    const REQUESTS: usize = 1_000;
    let preview = Preview::start(&[]);
    let root = preview.dir.path();
    write(root, "agentdex.toml", "title = \"Number0.\"\n");
    preview.until("/", |answer| answer.text().contains("Number0."));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 1..=SAVES {
                let save = |path: &str, text: &str| {
                    write(root, &format!("{path}.saving~"), text);
                    std::fs::rename(root.join(format!("{path}.saving~")), root.join(path)).unwrap();
                };
                save("agentdex.toml", &format!("title = \"Number{number}.\"\n"));
                save("agents/raft-expert.md", &AGENT.replace("You know Raft.", &format!("You know Save{number}.")));
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        for number in 0..REQUESTS {
            let target = ["/", "/agents/raft-expert.html", "/matrix.html", "/agents.json"][number % 4];
            let answer = preview.get(target, "");
            assert_eq!(answer.status, 200, "{target}");
            assert_eq!(answer.header("content-length"), answer.body.len().to_string(), "{target}");
            let text = answer.text();
            if answer.header("content-type").starts_with("text/html") {
                assert!(text.trim_end().ends_with("</html>"), "{target}");
                let mut titles = text.split("Number").skip(1).map(|rest| rest.split('.').next().unwrap());
                let first = titles.next().unwrap();
                assert!(titles.all(|it| it == first), "{target} is of two builds");
            }
        }
    });
    preview.until("/", |answer| answer.text().contains(&format!("Number{SAVES}.")));
    preview.until("/agents/raft-expert.html", |answer| answer.text().contains(&format!("Save{SAVES}.")));
}

#[test]
fn faults_are_told_and_go() {
    let preview = Preview::start(&[]);
    let state = "/_agentdex/state.json";
    assert!(!preview.get(state, "").text().contains("header-not-yaml"));
    write(preview.dir.path(), "agents/raft-expert.md", &AGENT.replace("about Raft.", "about: Raft."));
    preview.until(state, |answer| {
        answer.text().contains("header-not-yaml") && answer.text().contains("raft-expert.md:3:")
    });
    write(preview.dir.path(), "agents/raft-expert.md", AGENT);
    preview.until(state, |answer| !answer.text().contains("header-not-yaml"));
}

#[test]
fn events_tell_the_number_of_the_build_and_nothing_else() {
    let preview = Preview::start(&[]);
    let mut stream = TcpStream::connect(preview.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(stream, "GET /_agentdex/events HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address).unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut next = || loop {
        let line = lines.next().unwrap().unwrap();
        if let Some(data) = line.strip_prefix("data:") {
            return data.trim().to_owned();
        }
    };
    assert_eq!(next(), "1");
    write(preview.dir.path(), "agents/two.md", &AGENT.replace("raft-expert", "two"));
    assert_eq!(next(), "2");
}

#[test]
fn nothing_is_built_while_nothing_changes() {
    let preview = Preview::start(&[]);
    for _ in 0..20 {
        preview.get("/agents/raft-expert.html", "");
        let _ = std::fs::read(preview.dir.path().join("agents/raft-expert.md")).unwrap();
        std::thread::sleep(Duration::from_millis(30));
    }
    assert!(preview.get("/_agentdex/state.json", "").text().starts_with("{\"build\":1,"));
}
