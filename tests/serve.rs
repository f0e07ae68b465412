//! The preview server: what it answers, to whom, and how it ends. Raw requests over TCP where a client would tidy them up.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods, reason = "a test")]
#![cfg(unix)]

mod started;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// A running preview, killed when it is dropped.
struct Preview {
    child: Child,
    address: SocketAddr,
    dir: tempfile::TempDir,
}

const AGENT: &str =
    "---\nname: raft-expert\ndescription: Answers questions about Raft.\nmodel: opus\n---\n\nYou know Raft.\n";

impl Preview {
    fn start(args: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "agents/raft-expert.md", AGENT);
        let (child, base) = started::start(dir.path(), &[&["--port", "0"], args].concat());
        let address = base.strip_prefix("http://").unwrap().split('/').next().unwrap().parse().unwrap();
        Self { child, address, dir }
    }

    /// Sends bytes and reads all of the answer.
    fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request).unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::parse(&bytes)
    }

    fn get(&self, target: &str, headers: &str) -> Answer {
        let host = self.address;
        self.raw(format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n").as_bytes())
    }

    /// Asks until an answer is as it should be.
    fn until(&self, target: &str, wanted: impl Fn(&Answer) -> bool) -> Duration {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            if wanted(&self.get(target, "")) {
                return start.elapsed();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("{target} never became what it should be");
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
        let headers =
            lines.filter_map(|line| line.split_once(':')).map(|(k, v)| (k.to_lowercase(), v.trim().to_owned()));
        Self { status, headers: headers.collect(), body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn pages_are_answered_with_and_without_their_ending() {
    let preview = Preview::start(&[]);
    for target in ["/", "/index.html", "/agents/raft-expert.html", "/agents/raft-expert", "/agents/raft-expert?x=1"] {
        let answer = preview.get(target, "");
        assert_eq!(answer.status, 200, "{target}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'"));
        assert!(answer.headers.keys().all(|name| !name.starts_with("access-control")));
    }
    let slash = preview.get("/agents/raft-expert/", "");
    assert_eq!((slash.status, slash.header("location")), (308, "/agents/raft-expert.html"));
    let missing = preview.get("/agents/nobody.html", "");
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains('<'), "a page, not a bare line");
}

#[test]
fn answers_are_conditional_partial_and_compressed_as_asked() {
    let preview = Preview::start(&[]);
    let whole = preview.get("/agents/raft-expert.html", "");
    let tag = whole.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 6);
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let answer = preview.get("/agents/raft-expert.html", &format!("If-None-Match: {known}\r\n"));
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{known}");
    }
    let packed = preview.get("/agents/raft-expert.html", "Accept-Encoding: br, gzip\r\n");
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < whole.body.len());
    let plain = preview.get("/agents/raft-expert.html", "Accept-Encoding: gzip;q=0\r\n");
    assert_eq!(plain.header("content-encoding"), "");
    for (range, status, expected) in [
        ("bytes=0-9", 206, &whole.body[..10]),
        ("bytes=5-5", 206, &whole.body[5..6]),
        ("bytes=-4", 206, &whole.body[whole.body.len() - 4..]),
        ("bytes=999999-", 416, &[][..]),
        ("bytes=-0", 416, &[][..]),
        ("bytes=9-3", 200, &whole.body[..]),
        ("lines=0-1", 200, &whole.body[..]),
        ("bytes=0-1,3-4", 200, &whole.body[..]),
    ] {
        let answer = preview.get("/agents/raft-expert.html", &format!("Range: {range}\r\n"));
        assert_eq!((answer.status, &answer.body[..]), (status, expected), "{range}");
    }
    let host = preview.address;
    let head = preview.raw(format!("HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes());
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), preview.get("/", "").header("content-length"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer =
            preview.raw(format!("{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes());
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    let body = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody");
    assert_eq!(preview.raw(body.as_bytes()).status, 413);
}

/// Sixty ways to write a path that leads elsewhere: none gives anything but the site's own 404 page or a refusal.
#[test]
fn no_path_leads_out_of_the_site() {
    let preview = Preview::start(&[]);
    write(preview.dir.path(), "secret.txt", "the secret");
    let up = [
        "..",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%252e%252e",
        "..%2f",
        "..%5c",
        "..\\",
        "%c0%ae%c0%ae",
        "....//",
        "..;",
        "..%00",
    ];
    let rest = ["/secret.txt", "/../secret.txt", "/etc/passwd", "/agents/raft-expert.md/../../secret.txt"];
    let mut targets: Vec<String> =
        up.iter().flat_map(|up| rest.iter().map(move |rest| format!("/{up}{rest}"))).collect();
    for target in [
        "/secret.txt",
        "//etc/passwd",
        "/c%3A/windows/win.ini",
        "/%00",
        "/agents/../secret.txt",
        "/agents/%2e%2e/secret.txt",
        "/.",
        "/..",
        "/agents/raft-expert.html/../../secret.txt",
        "/file:///etc/passwd",
        "/agents/raft-expert.html%20",
        "/%ff%fe",
        "/agents/raft-expert.html.",
        "/agents//raft-expert.html",
        "/AGENTS/RAFT-EXPERT.HTML",
        "/%",
        "/%4",
        "/%zz",
    ] {
        targets.push(target.to_owned());
    }
    assert!(targets.len() >= 60);
    targets.push(format!("/{}", "a".repeat(15_000)));
    for target in &targets {
        let answer = preview.get(target, "");
        assert!([400, 404, 414, 431].contains(&answer.status), "{target}: {}", answer.status);
        assert!(!answer.text().contains("the secret") && !answer.text().contains("root:"), "{target}");
    }
    let host = preview.address;
    for request in [
        format!("GET http://evil.test/ HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET * HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
        format!(
            "GET {}/etc/passwd HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
            preview.dir.path().display()
        ),
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        "\0\0\0\0\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n", "a".repeat(64_000)),
    ] {
        let answer = preview.raw(request.as_bytes());
        assert!([0, 400, 403, 404, 431].contains(&answer.status), "{request:.60}: {}", answer.status);
    }
    assert_eq!(preview.get("/", "").status, 200, "it still answers");
}

#[test]
fn other_sites_are_not_answered() {
    let preview = Preview::start(&["--allow-host", "agents.example"]);
    let host = preview.address;
    let with = |host: &str, more: &str| {
        preview.raw(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").as_bytes()).status
    };
    for name in ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test", "evil.test:80", "[::2]"] {
        assert_eq!(with(name, ""), 403, "{name}");
    }
    for name in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:9", "agents.example", "x.localhost"] {
        assert_eq!(with(name, ""), 200, "{name}");
    }
    let here = host.to_string();
    for origin in ["http://evil.test", "null", "http://127.0.0.1", "http://93.184.216.34", "file://"] {
        assert_eq!(with(&here, &format!("Origin: {origin}\r\n")), 403, "{origin}");
    }
    assert_eq!(with(&here, &format!("Origin: http://{here}\r\n")), 200);
    assert_eq!(with(&here, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"), 403);
    assert_eq!(with(&here, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"), 200);
    assert_eq!(with(&here, "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n"), 200);
    assert_eq!(preview.get("/_agentdex/events", "Origin: http://evil.test\r\n").status, 403);
}

#[test]
fn the_server_searches_as_the_terminal_does() {
    let preview = Preview::start(&[]);
    write(
        preview.dir.path(),
        "agents/kafka.md",
        &AGENT.replace("raft-expert", "kafka-expert").replace("Raft", "Kafka"),
    );
    preview.until("/agents/kafka-expert.html", |answer| answer.status == 200);
    for (query, first) in [
        ("kafka", "kafka-expert"),
        ("raft", "raft-expert"),
        ("kafak", "kafka-expert"),
        ("%22know%20raft%22", "raft-expert"),
    ] {
        let answer = preview.get(&format!("/api/search?q={query}&limit=5"), "");
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"), "{query}");
        let found: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(found["hits"][0]["agent"], first, "{query}: {found}");
    }
    for (target, said) in [
        ("/api/search", "`q`"),
        ("/api/search?q=%ff", "`q`"),
        ("/api/search?q=a&limit=0", "`limit`"),
        ("/api/search?q=a&limit=101", "`limit`"),
        ("/api/search?q=a&limit=x", "`limit`"),
    ] {
        let answer = preview.get(target, "");
        assert_eq!(answer.status, 400, "{target}");
        assert!(answer.text().contains(said), "{target}: {}", answer.text());
    }
    let long = preview.get(&format!("/api/search?q={}", "a".repeat(1_025)), "");
    assert_eq!(long.status, 400);
    // The word that was just written is found.
    write(preview.dir.path(), "agents/raft-expert.md", &AGENT.replace("You know Raft.", "You know zanzibar."));
    preview.until("/api/search?q=zanzibar", |answer| answer.text().contains("raft-expert"));
}

#[test]
fn the_site_stands_under_a_base_path() {
    let preview = Preview::start(&["--base-path", "/team/agents"]);
    assert_eq!(preview.get("/team/agents/", "").status, 200);
    assert_eq!(preview.get("/team/agents/agents/raft-expert", "").status, 200);
    assert_eq!(preview.get("/team/agents", "").header("location"), "/team/agents/");
    assert_eq!(preview.get("/", "").status, 404);
    let slash = preview.get("/team/agents/agents/raft-expert/", "");
    assert_eq!(slash.header("location"), "/team/agents/agents/raft-expert.html");
    assert!(preview.get("/team/agents/", "").text().contains("src=\"/team/agents/_agentdex/live.js\""));
}

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
fn many_idle_connections_keep_nobody_waiting() {
    let preview = Preview::start(&[]);
    // As many as this process may have.
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum });
    let idle: Vec<TcpStream> = (0..1_024).map(|_| TcpStream::connect(preview.address).unwrap()).collect();
    assert_eq!(preview.get("/", "").status, 200);
    drop(idle);
    assert_eq!(preview.get("/", "").status, 200);
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

#[test]
fn half_sent_requests_keep_nobody_waiting() {
    let preview = Preview::start(&[]);
    let mut slow: Vec<TcpStream> = (0..200).map(|_| TcpStream::connect(preview.address).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    }
    assert_eq!(preview.get("/", "").status, 200);
    // Each is cut in the end, however it dribbles.
    let start = Instant::now();
    let mut last = slow.pop().unwrap();
    last.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let cut = loop {
        let _ = last.write_all(b"a");
        let mut bytes = [0; 64];
        match last.read(&mut bytes) {
            Ok(_) => break true,
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break true,
            Err(_) if start.elapsed() > Duration::from_secs(20) => break false,
            Err(_) => {}
        }
    };
    assert!(cut, "a request that never ends was never cut");
}

#[test]
fn it_ends_when_told_to_with_an_open_stream_and_half_a_request() {
    for signal in ["-INT", "-TERM"] {
        let mut preview = Preview::start(&[]);
        let mut events = TcpStream::connect(preview.address).unwrap();
        write!(events, "GET /_agentdex/events HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address).unwrap();
        let mut half = TcpStream::connect(preview.address).unwrap();
        half.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
        assert_eq!(preview.get("/", "").status, 200);
        let start = Instant::now();
        assert!(Command::new("kill").args([signal, &preview.child.id().to_string()]).status().unwrap().success());
        let status = preview.child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{signal}");
        assert!(start.elapsed() < Duration::from_secs(5), "{signal}: {:?}", start.elapsed());
    }
}

#[test]
fn a_port_that_is_asked_for_and_taken_is_a_plain_failure() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let dir = tempfile::tempdir().unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_agentdex")).args(["serve", "--port", &port]).arg(dir.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.starts_with(&format!("error: cannot listen on 127.0.0.1:{port}: ")), "{said}");
    assert!(said.contains("--port 0"), "{said}");
}
