//! The preview server: what it answers, to whom, and how it ends. Raw requests over TCP where a client would tidy them up.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods, reason = "a test")]
#![cfg(unix)]

mod http;
mod live;
#[path = "../started/mod.rs"]
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
