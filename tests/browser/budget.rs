//! What a page costs its reader: bytes over the wire, requests, and movement while it arrives.

use std::io::Write as _;
use std::sync::Arc;

use agentdex::pipeline::render::Site;
use serde_json::{Value, json};

use super::devtools::Browser;
use super::host::Host;
use super::{browser, catalogs, pages};

const KB: usize = 1024;

/// What was loaded until the page was complete: URLs of the site, each once.
fn loaded(browser: &mut Browser, base: &str, page: &str) -> Vec<String> {
    let events = browser.events();
    // What the page before asks for late is not this one's.
    let ours =
        |event: &&Value| event["params"]["documentURL"].as_str().and_then(|it| it.strip_prefix(base)) == Some(page);
    let asked = events.iter().filter(|event| event["method"] == "Network.requestWillBeSent").filter(ours);
    let complete = events.iter().find(|event| event["method"] == "Page.loadEventFired");
    let until = complete.and_then(|event| event["params"]["timestamp"].as_f64()).unwrap_or(f64::MAX);
    let early = asked.filter(|event| event["params"]["timestamp"].as_f64().is_none_or(|time| time <= until));
    let urls = early.filter_map(|event| event["params"]["request"]["url"].as_str()?.strip_prefix(base));
    let mut urls: Vec<String> = urls.map(|url| url.split(['?', '#']).next().unwrap_or_default().to_owned()).collect();
    urls.sort();
    urls.dedup();
    urls
}

/// How many bytes files have when they are compressed, as hosts do it.
fn compressed<'a>(site: &Site, urls: impl Iterator<Item = &'a String>) -> usize {
    let size = |url: &String| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&site.get(url).unwrap_or_default()).unwrap();
        encoder.finish().unwrap().len()
    };
    urls.map(size).sum()
}

#[test]
fn pages_keep_to_their_budgets() {
    let Some(program) = browser() else { return };
    let mut browser = Browser::start(&program);
    browser.width(1280);
    let mut faults = Vec::new();
    for built in catalogs::all().into_iter().filter(|built| ["sample", "seeds", "corpus"].contains(&built.name)) {
        let site: Arc<Site> = built.site.clone();
        let host = Host::start(site.clone(), "/");
        let first = format!("agents/{}.html", site.catalog.agents[0].slug);
        let pair = site.urls().into_iter().find(|url| url.starts_with("compare/")).unwrap();
        for (url, most, requests) in [("index.html", 60, 9), (first.as_str(), 30, 6), (pair.as_str(), 30, 9)] {
            browser.open(&format!("{}{url}", host.base));
            let loaded = loaded(&mut browser, &host.base, url);
            let of = |ending: &str| compressed(&site, loaded.iter().filter(|url| url.ends_with(ending)));
            let (all, styles, scripts) = (compressed(&site, loaded.iter()), of(".css"), of(".js"));
            println!(
                "{} {url}: {} requests, {all} bytes, styles {styles}, scripts {scripts}",
                built.name,
                loaded.len()
            );
            let over = [
                (loaded.len() > requests, format!("{} requests: {loaded:?}", loaded.len())),
                (all > most * KB, format!("{all} bytes")),
                (styles > 10 * KB, format!("{styles} bytes of styles")),
                (scripts > 8 * KB, format!("{scripts} bytes of scripts")),
            ];
            faults.extend(over.into_iter().filter(|it| it.0).map(|(_, what)| format!("{} {url}: {what}", built.name)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_moves_while_a_page_arrives() {
    // What moved, and by how much; what follows a reader's own doing is theirs.
    const SHIFTS: &str = "new Promise(done => { const moved = []; const tell = entry => `${entry.value}: ` + entry.sources.map(it => `${it.node?.nodeName}.${it.node?.className} ${JSON.stringify(it.previousRect)} to ${JSON.stringify(it.currentRect)}`).join(); new PerformanceObserver(list => list.getEntries().filter(it => !it.hadRecentInput).forEach(it => moved.push(tell(it)))).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(moved), 400); })";
    let Some(program) = browser() else { return };
    let mut browser = Browser::start(&program);
    let built = catalogs::sample();
    let host = Host::start(built.site.clone(), "/");
    let mut faults = Vec::new();
    for width in [360, 1280] {
        browser.width(width);
        for url in pages(&built) {
            browser.open(&format!("{}{url}", host.base));
            let moved: Value = browser.eval(SHIFTS);
            if moved != json!([]) {
                faults.push(format!("{url} at {width} px: {moved}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
