//! The preview, as a person meets it: the real binary over generated catalogs, asked over loopback. `cargo bench --bench serve`;
//! sizes of your own after `--` (`cargo bench --bench serve -- 1000`). `-- phases 1000` only takes a rebuild to pieces, many
//! times: something to look at with a profiler.
//!
//! A save is a file renamed over another. It is shown when the server has told its listeners of a build and the agent's page,
//! asked for then, has the new text; in the same build the list, the competency's page and the search must have it too, or the
//! bench fails. Times begin before the rename, so that the wait for quiet is in them.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a bench")]

mod generate;
mod measure;
#[path = "../tests/started/mod.rs"]
mod started;

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

/// How many times a file is saved.
const SAVES: usize = 30;
/// How long the server is watched while nothing changes.
const IDLE: Duration = Duration::from_secs(10);

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    if std::env::args().any(|it| it == "phases") {
        for count in asked {
            let root = tempfile::tempdir().unwrap();
            std::fs::create_dir_all(root.path().join("agents")).unwrap();
            write(&root.path().join("agents"), count);
            phases(root.path(), SAVES);
        }
        return;
    }
    println!(
        "agents | first page s | first search s | save to page ms: median   worst | and list, matrix | and search | peak MB | idle CPU % | idle builds"
    );
    for count in if asked.is_empty() { vec![100, 1_000, 10_000] } else { asked } {
        one(count);
    }
}

/// A running preview, ended when it is dropped.
struct Preview {
    child: Child,
    address: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn start(folder: &Path) -> Self {
        let (child, base) = started::start(folder, &["--port", "0"]);
        let address = base.strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
        Self { child, address }
    }

    fn ask(&self, target: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        stream
    }

    fn get(&self, target: &str) -> String {
        let mut bytes = Vec::new();
        self.ask(target).read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(text.starts_with("HTTP/1.1 200"), "{target}: {text:.80}");
        text
    }

    /// The number of the page of the list of all agents on which a word is.
    fn list_of(&self, word: &str) -> usize {
        (1..1_000).find(|page| self.get(&home(*page)).contains(word)).unwrap()
    }

    /// Processor seconds so far.
    fn cpu(&self) -> f64 {
        measure::cpu_seconds_of(&self.child.id().to_string())
    }

    fn peak(&self) -> f64 {
        measure::peak_megabytes_of(&self.child.id().to_string())
    }
}

/// A page of the list of all agents.
fn home(page: usize) -> String {
    if page == 1 { "/".to_owned() } else { format!("/browse/all.{page}.html") }
}

fn one(count: usize) {
    let root = tempfile::tempdir().unwrap();
    let agents = root.path().join("agents");
    std::fs::create_dir_all(&agents).unwrap();
    std::fs::create_dir_all(root.path().join("content")).unwrap();
    let vocabulary = "competencies:\n  - {name: Probe, aliases: [zqprobe], category: distributed, required: true}\n";
    std::fs::write(root.path().join("content/competencies.yaml"), vocabulary).unwrap();
    write(&agents, count);
    // Files that were written a moment ago are read again, whatever they look like: not those of a catalog at rest.
    std::thread::sleep(Duration::from_millis(2_500));
    let start = Instant::now();
    let preview = Preview::start(root.path());
    preview.get("/");
    let first = start.elapsed().as_secs_f64();
    let start = Instant::now();
    preview.get("/api/search?q=raft");
    let search = start.elapsed().as_secs_f64();

    let mut events = BufReader::new(preview.ask("/_agentdex/events")).lines();
    let mut build = || loop {
        let line = events.next().unwrap().unwrap();
        if let Some(id) = line.strip_prefix("data:") {
            return id.trim().parse::<u64>().unwrap();
        }
    };
    let mut newest = build();
    let (mut page, mut lists, mut found, mut list) = (Vec::new(), Vec::new(), Vec::new(), None);
    for number in 0..SAVES {
        let word = format!("zqword{number:03}");
        let mut text = generate::definition(count / 2, 1).1;
        let _ = write!(text, "\n## Probing\n\n- **zqprobe**: said with {word}.\n");
        text = text.replacen("description: ", &format!("description: Asks {word}. "), 1);
        let (path, slug) = (agents.join(generate::definition(count / 2, 1).0), generate::definition(count / 2, 1).0);
        let slug = slug.trim_end_matches(".md");
        std::fs::write(agents.join(".saving"), text).unwrap();
        std::thread::sleep(Duration::from_millis(400));
        let before = newest;
        let start = Instant::now();
        std::fs::rename(agents.join(".saving"), path).unwrap();
        let shown = loop {
            newest = build();
            if preview.get(&format!("/agents/{slug}.html")).contains(&word) {
                break start.elapsed();
            }
            assert!(newest < before + 3, "three builds and the new text is in none");
        };
        page.push(shown);
        let listed = *list.get_or_insert_with(|| preview.list_of(&word));
        assert!(preview.get(&home(listed)).contains(&word), "the list is of another build");
        assert!(preview.get("/competency/probe.html").contains(&word), "the matrix is of another build");
        lists.push(start.elapsed());
        assert!(preview.get(&format!("/api/search?q={word}")).contains(slug), "the search is of another build");
        found.push(start.elapsed());
    }
    std::thread::sleep(Duration::from_secs(3));
    let state = |text: &str| text.split("\"build\":").nth(1).unwrap().split(',').next().unwrap().to_owned();
    let (before, cpu) = (state(&preview.get("/_agentdex/state.json")), preview.cpu());
    std::thread::sleep(IDLE);
    let idle = (preview.cpu() - cpu) / IDLE.as_secs_f64() * 100.0;
    let rested = before == state(&preview.get("/_agentdex/state.json"));
    println!(
        "{count:6} | {first:12.2} | {search:14.2} | {:24.0} {:7.0} | {:16.0} | {:10.0} | {:7.0} | {idle:10.2} | {}",
        median(&mut page),
        page[page.len() - 1].as_secs_f64() * 1e3,
        median(&mut lists),
        median(&mut found),
        preview.peak(),
        if rested { "none" } else { "some" },
    );
    phases(root.path(), 3);
}

fn write(folder: &Path, count: usize) {
    for (name, text) in generate::catalog(count, 1) {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

/// What a rebuild is made of, within this process: reading, compiling, the site, the index.
fn phases(root: &Path, times: usize) {
    use agentdex::compile::{self, Cache};
    use agentdex::io::disk::Folder;
    use agentdex::search::Index;
    let (mut folder, mut cache) = (Folder::open(root, None).unwrap(), Cache::default());
    let (sources, read, _) = measure::timed(|| folder.read().unwrap());
    let (catalog, compiled, compiled_cpu) = measure::timed(|| compile::catalog(&sources, &mut cache));
    let ((site, _), made, _) = measure::timed(|| compile::site(catalog, &sources));
    let (mut index, indexed, _) = measure::timed(|| Index::build(site.catalog).unwrap());
    println!(
        "  cold | wall (CPU) ms: read {:.0}, catalog {:.0} ({:.0}), site {:.0}, index {:.0}",
        read * 1e3,
        compiled * 1e3,
        compiled_cpu * 1e3,
        made * 1e3,
        indexed * 1e3
    );
    let path = std::fs::read_dir(root.join("agents")).unwrap().next().unwrap().unwrap().path();
    for _ in 0..times {
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{text}\nOne more line.\n")).unwrap();
        let (sources, read, read_cpu) = measure::timed(|| folder.read().unwrap());
        let (catalog, compiled, compiled_cpu) = measure::timed(|| compile::catalog(&sources, &mut cache));
        let ((site, _), made, made_cpu) = measure::timed(|| compile::site(catalog, &sources));
        let (next, indexed, indexed_cpu) = measure::timed(|| index.update(site.catalog).unwrap());
        index = next;
        println!(
            "       | wall (CPU) ms: read {:.0} ({:.0}), catalog {:.0} ({:.0}), site {:.0} ({:.0}), index {:.0} ({:.0})",
            read * 1e3,
            read_cpu * 1e3,
            compiled * 1e3,
            compiled_cpu * 1e3,
            made * 1e3,
            made_cpu * 1e3,
            indexed * 1e3,
            indexed_cpu * 1e3,
        );
    }
}

/// The median in milliseconds; sorts.
fn median(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}
