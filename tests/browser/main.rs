//! Pages in a real browser: no violation of the content security policy, nothing on the console, no request that leaves the
//! site, no sideways scrolling, nothing for axe to find, and all content there without JavaScript; over HTTP and from disk.
//!
//! `AGENTDEX_BROWSER` names the browser, else `chromium` is looked for; without one the tests say so and pass.
//! `AGENTDEX_AXE` names axe-core's `axe.min.js`; without it that part is left out, and said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods)]

#[path = "../asked/mod.rs"]
mod asked;
mod budget;
mod catalogs;
mod devtools;
#[path = "../../benches/generate.rs"]
mod generate;
mod host;
mod preview;
mod search;
#[path = "../started/mod.rs"]
mod started;
mod walk;

use std::path::PathBuf;

use catalogs::Built;
use devtools::Browser;
use host::Host;
use serde_json::Value;

/// How many agents of a large catalog are looked at.
const AGENTS: usize = 6;

fn browser() -> Option<PathBuf> {
    let named = std::env::var_os("AGENTDEX_BROWSER").map(PathBuf::from);
    let found = named.or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).map(|folder| folder.join("chromium")).find(|program| program.is_file())
    });
    if found.is_none() {
        println!("skipped: no chromium, and AGENTDEX_BROWSER names none");
    }
    found
}

fn axe() -> Option<String> {
    let path = std::env::var_os("AGENTDEX_AXE");
    if path.is_none() {
        println!("skipped in part: AGENTDEX_AXE names no axe.min.js");
    }
    path.map(|path| std::fs::read_to_string(path).unwrap())
}

/// The pages of a site that are looked at: every page kind, and of the agents and competencies a few, spread evenly; of a
/// small or hostile catalog all agents.
fn pages(built: &Built) -> Vec<String> {
    let urls: Vec<String> = built.site.urls().into_iter().filter(|url| url.ends_with(".html")).collect();
    let mut folders: std::collections::BTreeMap<&str, Vec<&String>> = std::collections::BTreeMap::new();
    for url in &urls {
        folders.entry(url.split_once('/').map_or("", |(folder, _)| folder)).or_default().push(url);
    }
    let mut pages = Vec::new();
    for (folder, all) in folders {
        let wanted = match (folder, built.name) {
            ("", _) | ("agents", "hostile" | "sample" | "seeds") => all.len(),
            ("agents", _) => AGENTS,
            _ => 2,
        };
        pages.extend(all.iter().step_by(all.len().div_ceil(wanted.max(1)).max(1)).map(|url| (*url).clone()));
    }
    pages
}

/// What the browser complained about since the page was opened, and every request that left `base`.
fn complaints(browser: &mut Browser, base: &str) -> Vec<String> {
    let mut found = Vec::new();
    for event in browser.events() {
        let params = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" => found.push(format!("exception: {}", params["exceptionDetails"])),
            "Runtime.consoleAPICalled" => found.push(format!("console: {}", params["args"])),
            "Log.entryAdded" => found.push(format!("log: {}", params["entry"]["text"])),
            "Audits.issueAdded" => {
                let code = params["issue"]["code"].as_str().unwrap_or_default();
                if code == "ContentSecurityPolicyIssue" {
                    found.push(format!("policy: {}", params["issue"]["details"]));
                }
            }
            "Network.requestWillBeSent" => {
                let url = params["request"]["url"].as_str().unwrap_or_default();
                if !url.starts_with(base) && !url.starts_with("data:") {
                    found.push(format!("request: {url}"));
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn pages_are_quiet_fit_and_accessible() {
    let Some(program) = browser() else { return };
    let axe = axe();
    let mut browser = Browser::start(&program);
    let mut faults = Vec::new();
    for built in catalogs::all() {
        let host = Host::start(built.site.clone(), "/");
        let pages = pages(&built);
        for (at, url) in pages.iter().enumerate() {
            browser.theme("light");
            browser.width(1280);
            browser.open(&format!("{}{url}", host.base));
            let mut found = complaints(&mut browser, &host.base);
            // Thousands of elements tell axe no more than hundreds.
            let size = browser.eval("document.querySelectorAll('*').length").as_u64().unwrap();
            let axe = axe.as_ref().filter(|_| size < 6_000 || at % 4 == 0);
            if let Some(axe) = axe {
                browser.eval(&format!("{axe}\n;0"));
            }
            // Folded as it comes on a narrow dark screen, and all unfolded on a wide light one, for axe; every width for the fit.
            for (width, theme, unfold) in
                [(320, "dark", false), (360, "light", true), (768, "light", true), (1280, "light", true)]
            {
                browser.width(width);
                browser.theme(theme);
                browser
                    .eval(&format!("document.querySelectorAll('details').forEach(it => {{ it.open ||= {unfold} }})"));
                let over = browser.eval(OVER).as_i64().unwrap();
                if over > 0 {
                    found.push(format!("scrolls sideways by {over} px at {width} px: {}", browser.eval(WIDEST)));
                }
                if axe.is_some() && (width == 320 || width == 1280) {
                    found.extend(
                        violations(&browser.eval(RUN_AXE)).into_iter().map(|it| format!("{width} px, {theme}: {it}")),
                    );
                }
            }
            found.extend(complaints(&mut browser, &host.base));
            faults.extend(found.into_iter().map(|it| format!("{} {url}: {it}", built.name)));
        }
        println!("{}: {} pages", built.name, pages.len());
    }
    faults.dedup();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// By how much the page is wider than the window.
const OVER: &str = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

/// The element that reaches furthest to the right.
const WIDEST: &str = "[...document.querySelectorAll('body *')].map(e => [e.getBoundingClientRect().right, e.tagName + '.' + e.className]).sort((a, b) => b[0] - a[0]).slice(0, 3).map(String).join(' ')";

const RUN_AXE: &str = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(it => it.violations.map(v => v.id + ': ' + v.nodes.length + ' × ' + v.nodes[0].html.slice(0, 200) + ' ' + v.nodes[0].failureSummary.slice(0, 300)))";

fn violations(answer: &Value) -> Vec<String> {
    answer.as_array().unwrap().iter().map(|it| format!("axe: {}", it.as_str().unwrap())).collect()
}

/// Where the links of a page lead, and the anchors on it that are not there.
const LINKS: &str = "[...document.querySelectorAll('a[href]')].flatMap(it => it.getAttribute('href').startsWith('#') ? document.getElementById(decodeURIComponent(it.hash.slice(1))) ? [] : ['missing:' + it.hash] : [it.href])";

/// What scripts have to make of a page, wherever it lies.
const ANSWERS: [(&str, &str); 4] = [
    ("search.html?q=raft", ".answers h2 a[href*='distributed-systems-expert']"),
    ("compare.html?a=distributed-systems-expert&a=async-systems-architect", "table.compare tbody tr"),
    ("index.html?competency=kafka", "ul.chips .chip"),
    ("matrix.html?level=core", "[data-matrix-tools] .chip, [data-matrix-tools] select"),
];

#[test]
fn pages_work_at_any_depth_and_from_disk() {
    let Some(program) = browser() else { return };
    let mut browser = Browser::start(&program);
    let mut faults = Vec::new();
    let built = catalogs::sample();
    let folder = tempfile::tempdir().unwrap();
    for url in built.site.urls() {
        let path = folder.path().join(&url);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, built.site.get(&url).unwrap()).unwrap();
    }
    let hosts = ["/", "/repo/", "/a/b/"].map(|under| Host::start(built.site.clone(), under));
    let bases = hosts.iter().map(|host| host.base.clone());
    for base in bases.chain([format!("file://{}/", folder.path().display())]) {
        for url in pages(&built) {
            browser.open(&format!("{base}{url}"));
            let mut found = complaints(&mut browser, &base);
            let styled = "getComputedStyle(document.querySelector('main')).maxInlineSize !== 'none'";
            if url != "404.html" && browser.eval(styled) != Value::Bool(true) {
                found.push("has no styles".to_owned());
            }
            let scripted = "document.querySelector('.theme') !== null";
            if url != "404.html" && browser.eval(scripted) != Value::Bool(true) {
                found.push("has no scripts".to_owned());
            }
            // What scripts put in leads somewhere too.
            for link in browser.eval(LINKS).as_array().unwrap() {
                let link = link.as_str().unwrap();
                let Some(target) = link.strip_prefix(&base).map(|it| it.split(['?', '#']).next().unwrap_or_default())
                else {
                    if !link.starts_with("https://") {
                        found.push(format!("leads out of the site: {link}"));
                    }
                    continue;
                };
                if !built.site.has(target) && !built.site.urls().iter().any(|it| it == target) {
                    found.push(format!("leads nowhere: {link}"));
                }
            }
            faults.extend(found.into_iter().map(|it| format!("{base}{url}: {it}")));
        }
        for (url, there) in ANSWERS {
            browser.open(&format!("{base}{url}"));
            let wait = format!(
                "new Promise(done => {{ let left = 400; const look = () => document.querySelector({there:?}) ? done(true) : left-- > 0 ? setTimeout(look, 25) : done(false); look(); }})"
            );
            if browser.eval(&wait) != Value::Bool(true) {
                faults.push(format!("{base}{url}: no {there}"));
            }
            faults.extend(complaints(&mut browser, &base).into_iter().map(|it| format!("{base}{url}: {it}")));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn nothing_is_missing_without_scripts() {
    let Some(program) = browser() else { return };
    let mut browser = Browser::start(&program);
    let built = catalogs::sample();
    let host = Host::start(built.site.clone(), "/");
    // Where a page leads and what it is made of. Controls are what a script may add; compare.html and search.html show what
    // their query asks for, and lead on without it. What can be folded on a narrow screen has another title on a wide one.
    let content = "[...new Set([...document.querySelectorAll('main a[href], main h1, main h2, main h3')].map(it => it.href ? it.href.split(/[?#]/)[0] : it.textContent.trim()))].sort()";
    let shown = "[...document.querySelectorAll('main section, main h1, main h2')].filter((it, _, all) => !it.checkVisibility() && !all.some(other => other.checkVisibility() && other.textContent === it.textContent)).map(it => it.outerHTML.slice(0, 80))";
    for url in pages(&built) {
        browser.scripts(true);
        browser.open(&format!("{}{url}", host.base));
        let with = browser.eval(content);
        browser.scripts(false);
        browser.open(&format!("{}{url}", host.base));
        let without = browser.eval(content);
        let without = without.as_array().unwrap();
        let missing: Vec<&Value> = with.as_array().unwrap().iter().filter(|it| !without.contains(it)).collect();
        assert!(missing.is_empty(), "{url} has only with scripts: {missing:?}");
        assert!(url == "404.html" || without.len() > 1, "{url} leads nowhere without scripts");
        let hidden =
            browser.eval(&format!("document.querySelectorAll('details').forEach(it => {{ it.open = true }}); {shown}"));
        assert_eq!(hidden, serde_json::json!([]), "{url} hides something");
        assert_eq!(
            browser.eval("document.querySelectorAll('button:not([type=submit])').length"),
            0,
            "{url} has a dead button"
        );
    }
}
