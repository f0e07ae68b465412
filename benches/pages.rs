//! What a page costs: processor time to render, bytes over the wire (all of the page's files, gzip), requests.
//! `cargo bench --bench pages`. With `AGENTDEX_SHARED`, the real definitions there too.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "a bench")]

mod generate;
mod measure;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::pipeline::render::Site;

fn main() {
    println!("catalog         | page         | pages | KB gz median |  most | requests | us CPU each");
    for count in [200, 10_000] {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("agents")).unwrap();
        for (name, text) in generate::catalog(count, 1) {
            std::fs::write(root.path().join("agents").join(name), text).unwrap();
        }
        report(&format!("generated {count}"), root.path());
    }
    if let Some(shared) = std::env::var_os("AGENTDEX_SHARED").map(PathBuf::from) {
        report("seeds", &shared.join("seeds"));
        report("corpus", &shared.join("corpus"));
    }
}

fn report(name: &str, dir: &Path) {
    let sources = disk::read(dir, None).unwrap();
    let catalog = compile::catalog(&sources, &mut Cache::default());
    let ((site, _), wall, _) = measure::timed(|| compile::site(catalog, &sources));
    println!("{name:15} | the site     | {:5} | {:50.1} ms to know its URLs", site.urls().len(), wall * 1e3);
    let urls = site.urls();
    for (kind, prefix) in [
        ("home", "index.html"),
        ("matrix", "matrix.html"),
        ("competencies", "competencies.html"),
        ("agent", "agents/"),
        ("competency", "competency/"),
        ("listing", "browse/"),
    ] {
        let all: Vec<&String> = urls.iter().filter(|url| url.starts_with(prefix) && url.ends_with(".html")).collect();
        // Of ten thousand pages some five hundred say enough.
        let some: Vec<&String> = all.iter().step_by(all.len().div_ceil(500).max(1)).copied().collect();
        line(name, kind, all.len(), &site, &some);
    }
}

fn line(name: &str, kind: &str, count: usize, site: &Site, urls: &[&String]) {
    if urls.is_empty() {
        return;
    }
    // Processor time is told in hundredths of a second: of all pages together, since one page takes less.
    let (pages, _, cpu) = measure::timed(|| urls.iter().map(|url| site.get(url).unwrap()).collect::<Vec<_>>());
    let mut sizes = Vec::new();
    let mut requests = 0;
    for page in pages {
        let text = String::from_utf8(page).unwrap();
        // What a page loads at once: its styles and icon, its scripts.
        let loaded = text.split(['<']).filter(|tag| {
            tag.starts_with("link rel=\"stylesheet")
                || tag.starts_with("link rel=\"icon")
                || tag.starts_with("script src")
        });
        let files: Vec<String> = loaded
            .filter_map(|tag| Some(format!("static/{}", tag.split("static/").nth(1)?.split('"').next()?)))
            .filter(|url| site.has(url))
            .collect();
        requests = requests.max(files.len() + 1);
        let own = files.iter().map(|url| gzipped(&site.get(url).unwrap())).sum::<usize>();
        sizes.push((own + gzipped(text.as_bytes())) as f64 / 1024.0);
    }
    sizes.sort_by(f64::total_cmp);
    let (median, most) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    let each = cpu * 1e6 / urls.len() as f64;
    println!("{name:15} | {kind:12} | {count:5} | {median:12.1} | {most:5.1} | {requests:8} | {each:11.0}");
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}
