//! Host: a site over HTTP as a static host serves it, with the content security policy as a header too.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use agentdex::pipeline::render::Site;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// A host that answers as long as the test runs.
pub(crate) struct Host {
    /// Where the site is, ending in `/`.
    pub(crate) base: String,
}

impl Host {
    /// Serves a site under a path that begins and ends with `/`.
    pub(crate) fn start(site: Arc<Site>, under: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}{under}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = site.clone();
                std::thread::spawn(move || answer(&site, under, stream));
            }
        });
        Self { base }
    }
}

fn answer(site: &Site, under: &str, stream: TcpStream) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut stream = stream;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let mut header = String::new();
        while reader.read_line(&mut header).ok().filter(|read| *read > 0)? > 2 {
            header.clear();
        }
        let target = line.split(' ').nth(1)?;
        let url = target.split(['?', '#']).next()?.strip_prefix(under).unwrap_or("\n");
        let url = if url.is_empty() { "index.html" } else { url };
        let kind = match url.rsplit('.').next()? {
            "html" => "text/html; charset=utf-8",
            "css" => "text/css",
            "js" => "text/javascript",
            "svg" => "image/svg+xml",
            _ => "text/plain; charset=utf-8",
        };
        let (status, body) = site.get(url).map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-security-policy: {POLICY}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(&body).ok()?;
    }
}
