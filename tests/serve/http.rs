//! What is answered to whom, and how the server ends.

use super::*;

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
        "..", "%2e%2e", "%2E%2E", ".%2e", "%252e%252e", "..%2f", "..%5c", "..\\", "%c0%ae%c0%ae", "....//", "..;",
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
    for origin in
        ["http://evil.test", "null", "http://127.0.0.1", "http://93.184.216.34", "file://", &format!("https://{here}")]
    {
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
