//! Pages as a parser of HTML sees them: nothing that an author wrote becomes an element or an attribute, every link leads
//! somewhere, and a page's size follows from what it shows.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::disallowed_methods)]

#[path = "browser/catalogs.rs"]
mod catalogs;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use agentdex::compile::{self, Cache};
use agentdex::io::disk;
use agentdex::pipeline::render::{Site, Templates};
use catalogs::{ATTACKS, build_files};
use scraper::{Html, Selector};

/// The elements that templates and documents are made of.
const ELEMENTS: &str = "a article b blockquote body br button caption circle code dd del details div dl dt em footer form h1 h2 h3 h4 h5 h6 head header hr html i input label li link main mark meta nav ol p path pre script search section small span strong summary svg table tbody td th thead title tr ul";

/// The attributes that they have.
const ATTRIBUTES: &str = "action aria-current aria-hidden aria-label aria-labelledby autocomplete blocking charset class colspan content cx cy d data-agents data-browse data-color data-columns data-compare data-compare-tools data-copy data-copy-label data-facet data-index data-later data-level data-matrix data-matrix-tools data-progress data-root data-same data-script data-search data-search-page data-sort data-starts data-state data-step data-theme-slot data-tone data-who datetime defer dir download fill for height href http-equiv id lang name open placeholder property r rel role scope spellcheck src start stroke stroke-width tabindex type viewBox width";

fn html(site: &Site) -> Vec<(String, String)> {
    let urls = site.urls().into_iter().filter(|url| url.ends_with(".html"));
    urls.map(|url| (url.clone(), String::from_utf8(site.get(&url).unwrap()).unwrap())).collect()
}

fn all(dom: &Html, selector: &str) -> Vec<scraper::ElementRef<'static>> {
    // The tree lives as long as the test: leaking a few megabytes keeps the signatures simple.
    let dom: &'static Html = Box::leak(Box::new(dom.clone()));
    dom.select(&Selector::parse(selector).unwrap()).collect()
}

#[test]
fn nothing_hostile_becomes_an_element_or_an_attribute() {
    let site = build_files(&catalogs::hostile());
    let elements: BTreeSet<&str> = ELEMENTS.split(' ').collect();
    let attributes: BTreeSet<&str> = ATTRIBUTES.split(' ').collect();
    for (url, page) in html(&site) {
        let dom = Html::parse_document(&page);
        assert!(!page.contains("http-equiv=refresh>"), "{url}");
        for element in all(&dom, "*") {
            let value = element.value();
            assert!(elements.contains(value.name()), "{url}: <{}>", value.name());
            for (name, text) in value.attrs() {
                assert!(attributes.contains(name), "{url}: <{} {name}={text:?}>", value.name());
                if matches!(name, "href" | "src" | "action") {
                    let scheme = text.split(['/', '?', '#']).next().unwrap().split_once(':').map(|(scheme, _)| scheme);
                    assert!(
                        matches!(scheme, None | Some("https" | "http" | "mailto" | "data")),
                        "{url}: {name}={text:?}"
                    );
                    let outside = scheme.is_some() && name != "href";
                    assert!(!outside, "{url}: {name}={text:?}");
                }
            }
        }
        let scripts = all(&dom, "script");
        assert!(scripts.iter().all(|it| it.value().attr("src").is_some() && it.inner_html().is_empty()), "{url}");
        assert_eq!(all(&dom, "meta[http-equiv]").len(), 1, "{url}");
        assert_eq!(all(&dom, "base, style, iframe, object, embed, img").len(), 0, "{url}");
        assert!(!page.contains("49{"), "{url}: a template was made of an author's text");
    }
}

#[test]
fn authors_texts_are_shown_as_they_are_written() {
    let site = build_files(&catalogs::hostile());
    for (at, attack) in ATTACKS.iter().enumerate() {
        let agent =
            site.catalog.agents.iter().find(|it| it.definition.path == format!("agents/attack-{at}.md")).unwrap();
        let page = String::from_utf8(site.get(&format!("agents/{}.html", agent.slug)).unwrap()).unwrap();
        let dom = Html::parse_document(&page);
        let heading: String = all(&dom, "h1")[0].text().collect();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&heading), words(&agent.definition.name.value));
        assert!(words(attack).contains(&words(&heading)) || words(&heading).contains(&words(attack)), "{heading}");
        let file = String::from_utf8(site.get(&format!("files/{}.html", agent.slug)).unwrap()).unwrap();
        let raw: String = all(&Html::parse_document(&file), "#raw")[0].text().collect();
        assert_eq!(raw, *agent.definition.text, "the file as written");
        let file = site.get(&format!("agents/{}.md", agent.slug)).unwrap();
        assert_eq!(file, agent.definition.text.as_bytes());
    }
}

/// Every template escapes every field: a catalog whose every text is the five characters shows them, and never bare.
#[test]
fn templates_escape_every_field() {
    let probe = "<u>\"'&amp;";
    let quoted = serde_json::to_string(probe).unwrap();
    let files = [
        (
            "agents/probe.md".to_owned(),
            format!(
                "---\nname: {quoted}\ndescription: {quoted}\nmodel: {quoted}\nowner: {quoted}\ntools: [{quoted}]\ncompetencies: [{quoted}]\nextra: {quoted}\n---\n\n## {probe}\n\n{probe}\n"
            ),
        ),
        (
            "content/probe.md".to_owned(),
            format!(
                "---\ntitle: {quoted}\nsummary: {quoted}\ntime: {quoted}\nsteps: [{{title: {quoted}, text: {quoted}, time: {quoted}, agent: {quoted}, competency: {quoted}}}]\n---\n\n{probe}\n"
            ),
        ),
        (
            "content/competencies.yaml".to_owned(),
            format!(
                "categories: [{{id: probe, name: {quoted}}}]\ncompetencies: [{{name: {quoted}, category: probe, aliases: [{quoted}], definition: {quoted}, required: true}}]\n"
            ),
        ),
        (
            "agentdex.toml".to_owned(),
            format!(
                "title = {quoted}\ntagline = {quoted}\nbase_url = \"https://x.test/<u>&\\\"'\"\nedit_link = \"https://x.test/{{path}}?<u>\\\"'\"\n"
            ),
        ),
    ];
    let site = build_files(&files);
    let mut shown = 0;
    for (url, page) in html(&site) {
        assert!(
            !page.contains("<u>"),
            "{url}: {:?}",
            page.split("<u>").next().map(|it| it.chars().rev().take(80).collect::<String>())
        );
        shown += usize::from(page.contains("&lt;u&gt;"));
    }
    assert!(shown > 8, "only {shown} pages show the probe");
    for name in Templates::names() {
        let text = std::fs::read_to_string(format!("{}/templates/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        for (at, _) in text.match_indices("| safe") {
            assert!(text[..at].trim_end().ends_with("_html"), "{name}: only what is HTML already is safe");
        }
    }
}

#[test]
fn every_link_and_anchor_leads_somewhere() {
    for built in catalogs::all() {
        let pages: BTreeMap<String, String> = html(&built.site).into_iter().collect();
        let doms: BTreeMap<&str, Html> =
            pages.iter().map(|(url, page)| (url.as_str(), Html::parse_document(page))).collect();
        let any = Selector::parse("[id]").unwrap();
        let linked = Selector::parse("[href], [src], [action]").unwrap();
        let ids: BTreeMap<&str, BTreeSet<&str>> = doms
            .iter()
            .map(|(url, dom)| {
                let all: Vec<&str> = dom.select(&any).filter_map(|it| it.value().attr("id")).collect();
                let unique: BTreeSet<&str> = all.iter().copied().collect();
                assert_eq!(all.len(), unique.len(), "{} {url}: an id stands twice", built.name);
                (*url, unique)
            })
            .collect();
        let urls: BTreeSet<String> = built.site.urls().into_iter().collect();
        let mut links = 0;
        for (url, dom) in &doms {
            for element in dom.select(&linked) {
                let value = element.value();
                let Some(href) = ["href", "src", "action"].iter().find_map(|name| value.attr(name)) else { continue };
                if href.contains(':') {
                    continue;
                }
                assert!(!href.starts_with('/'), "{} {url}: {href} is not relative", built.name);
                let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
                // A query is for the page's script.
                let path = path.split('?').next().unwrap();
                let target = if path.is_empty() { (*url).to_owned() } else { resolve(url, path) };
                assert!(urls.contains(&target), "{} {url}: nothing is at {href}", built.name);
                if !fragment.is_empty() && target.ends_with(".html") {
                    assert!(ids[target.as_str()].contains(fragment), "{} {url}: no anchor {href}", built.name);
                }
                links += 1;
            }
        }
        println!("{}: {} pages, {links} links", built.name, pages.len());
        // Whatever there is can be reached from the home page.
        let mut open = vec!["index.html".to_owned()];
        let mut seen: BTreeSet<String> = ["404.html".to_owned(), "index.html".to_owned()].into();
        while let Some(url) = open.pop() {
            for element in doms[url.as_str()].select(&linked) {
                let value = element.value();
                let href = value.attr("href").or_else(|| value.attr("action"));
                let Some(href) = href.filter(|href| !href.contains(':')) else { continue };
                let path = href.split(['#', '?']).next().unwrap();
                let target = if path.is_empty() { url.clone() } else { resolve(&url, path) };
                if target.ends_with(".html") && seen.insert(target.clone()) {
                    open.push(target);
                }
            }
        }
        let lost: Vec<&String> = pages.keys().filter(|url| !seen.contains(*url)).collect();
        assert!(lost.is_empty(), "{}: no link leads to {lost:?}", built.name);
    }
}

fn resolve(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop().expect("a link leads out of the site")),
            "." => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn a_page_does_not_grow_with_the_catalog() {
    let catalog = |count: usize| -> Vec<(String, String)> {
        (0..count)
            .map(|n| (format!("agents/a{n:04}.md"), format!("---\nname: a{n:04}\ndescription: Knows Raft and topic {n}.\nmodel: m{n}\n---\n\n- Tools (Raft, Kafka, Tool{n})\n")))
            .collect()
    };
    let (small, large) = (build_files(&catalog(250)), build_files(&catalog(1_000)));
    let size = |site: &Arc<Site>, url: &str| site.get(url).unwrap_or_else(|| panic!("nothing at {url}")).len();
    for url in ["index.html", "agents/a0001.html", "competency/raft.html", "matrix.html", "404.html"] {
        let (before, after) = (size(&small, url), size(&large, url));
        assert!(after < before + before / 10 + 1_000, "{url}: {before} bytes of 250 agents, {after} of 1,000");
    }
    assert!(large.has("browse/all.5.html") && !large.has("browse/all.6.html"));
    assert!(large.has("competency/raft.5.html"));
}

#[test]
fn content_pages_stand_in_their_order() {
    let page = |name: &str, header: &str| (format!("content/{name}.md"), format!("---\n{header}\n---\n\ntext\n"));
    let site = build_files(&[
        ("agents/x.md".to_owned(), "---\nname: x\ndescription: Does x.\n---\n\nDo x.\n".to_owned()),
        page("b", "title: B"),
        page("a", "title: A\norder: 2"),
        page("welcome", "title: W\norder: 9"),
        page("c", "title: C\norder: 1"),
        page("sub/x", "title: X\norder: 1"),
    ]);
    let names: Vec<&str> = site.catalog.pages.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["welcome", "c", "a", "b", "sub/x"]);
    let home = Html::parse_document(&String::from_utf8(site.get("index.html").unwrap()).unwrap());
    let nav: Vec<String> = all(&home, "nav[aria-label=Main] a").iter().map(|it| it.text().collect()).collect();
    assert_eq!(nav, ["Agents", "Matrix", "Competencies", "W", "Guides"]);
}

/// Code, path and line of what is said of a folder of files.
fn said(files: &[(&str, &str)]) -> (Site, Vec<(String, String, u32)>) {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let sources = disk::read(dir.path(), None).unwrap();
    let catalog = compile::catalog(&sources, &mut Cache::default());
    let (site, diagnostics) = compile::site(catalog, &sources);
    let said = diagnostics.into_iter().map(|it| (it.code.to_owned(), it.place.path, it.place.line)).collect();
    (site, said)
}

#[test]
fn what_is_wrong_with_content_pages_is_said() {
    let (site, said) = said(&[
        ("agents/x.md", "---\nname: x\ndescription: Does x.\n---\n\nDo x.\n"),
        ("content/matrix.md", "text\n"),
        ("content/a.md", "one [x](none.html)\n\n[y](b.md#h-c) [z](https://x.test/) [w](#here)\n"),
        ("content/b.md", "---\nsteps: [{title: t, agent: nobody}]\n---\n\n# C\n\ntext\n"),
    ]);
    let expected = [
        ("page-link-broken", "content/a.md", 1),
        ("page-step-unknown", "content/b.md", 0),
        ("page-name-taken", "content/matrix.md", 0),
    ];
    assert_eq!(said, expected.map(|(code, path, line)| (code.to_owned(), path.to_owned(), line)));
    let page = String::from_utf8(site.get("a.html").unwrap()).unwrap();
    assert!(page.contains("href=\"b.html#h-c\"") && !page.contains("none.html"), "{page}");
}

#[test]
fn a_template_of_the_team_takes_the_place_of_ours() {
    let agent = ("agents/x.md", "---\nname: x\ndescription: Does x.\n---\n\nDo x.\n");
    let own = "{% extends \"page.html\" %}\n{% block main %}<h1>Ours: {{ name }}</h1>{% endblock main %}";
    let (site, said_of) = said(&[agent, ("templates/agent.html", own)]);
    assert_eq!(said_of, []);
    assert!(String::from_utf8(site.get("agents/x.html").unwrap()).unwrap().contains("<h1>Ours: x</h1>"));
}

#[test]
fn a_broken_template_is_said_with_its_place_and_ours_is_used() {
    let agent = ("agents/x.md", "---\nname: x\ndescription: Does x.\n---\n\nDo x.\n");
    let check = |name: &str, text: &str, line: u32| {
        let path = format!("templates/{name}");
        let (site, said) = said(&[agent, (&path, text)]);
        assert_eq!(said, [("template-broken".to_owned(), path.clone(), line)], "{text}");
        let page = String::from_utf8(site.get("agents/x.html").unwrap()).unwrap();
        assert!(page.contains("<h1 class=\"hue\">x</h1>") && page.contains("File as written"), "{text}");
    };
    check("agent.html", "\n{% if %}", 2);
    check("agent.html", "\n\n{{ <nothing/> }}", 3);
    check("agent.html", "\n{{ name.first.last }}", 2);
    check("agent.html", "{{ unheard_of }}", 1);
    check("agent.txt", "{{ name }}", 0);
}

/// Writes the pages to the folder that `AGENTDEX_PAGES` names, for a validator; of a large catalog every twentieth.
#[test]
fn pages_are_written_for_a_validator() {
    let Some(folder) = std::env::var_os("AGENTDEX_PAGES").map(std::path::PathBuf::from) else {
        println!("skipped: AGENTDEX_PAGES names no folder");
        return;
    };
    for built in catalogs::all() {
        let urls: Vec<String> = built.site.urls().into_iter().filter(|url| url.ends_with(".html")).collect();
        let step = if urls.len() > 300 { 20 } else { 1 };
        for url in urls.iter().step_by(step) {
            let path = folder.join(built.name).join(url);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, built.site.get(url).unwrap()).unwrap();
        }
    }
}

#[test]
fn neighbours_are_offered_to_choose_between() {
    use agentdex::model::overlap::{Nearness, Neighbour, Overlaps};
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(dir.path().join("agents")).unwrap();
    for name in ["a", "b"] {
        let text = format!("---\nname: {name}\ndescription: Knows Raft.\n---\n\nDo {name}.\n");
        std::fs::write(dir.path().join(format!("agents/{name}.md")), text).unwrap();
    }
    let sources = disk::read(dir.path(), None).unwrap();
    let mut catalog = compile::catalog(&sources, &mut Cache::default());
    let raft = catalog.matrix.competencies.iter().position(|it| it.id == "raft").unwrap();
    catalog.overlap = Overlaps::new(move |_, agent| {
        let neighbour = Neighbour {
            agent: 1 - agent,
            score: 0.5,
            nearness: Nearness::Same,
            both: [u32::try_from(raft).unwrap()].into(),
            mine: Box::default(),
            theirs: Box::default(),
            sentence: "b alone: <b>".to_owned(),
        };
        vec![neighbour]
    });
    let (site, _) = compile::site(catalog, &sources);
    let page = Html::parse_document(&String::from_utf8(site.get("agents/a.html").unwrap()).unwrap());
    let hrefs: Vec<&str> = all(&page, ".versus a").iter().filter_map(|it| it.value().attr("href")).collect();
    assert_eq!(hrefs, ["../agents/b.html", "../competency/raft.html", "../compare/a-vs-b.html"]);
    assert!(site.has("compare/a-vs-b.html") && site.urls().contains(&"compare/a-vs-b.html".to_owned()));
    assert!(!site.has("compare/b-vs-a.html"));
    let sentence: String = all(&page, ".versus p")[0].text().collect();
    assert_eq!(sentence, "b alone: <b> derived");
}

#[test]
fn what_is_wrong_with_an_agent_stands_on_its_page() {
    let (site, said) = said(&[
        ("agents/a.md", "---\nname: twin\ndescription: Does x.\n---\n\nRead `docs/rules.md` first.\n"),
        ("agents/b.md", "---\nname: twin\ndescription: Does y.\n---\n\nDo y.\n"),
    ]);
    let expected = [("reference-unresolved", "agents/a.md", 6), ("duplicate-name", "agents/b.md", 2)];
    assert_eq!(said, expected.map(|(code, path, line)| (code.to_owned(), path.to_owned(), line)));
    let text = |url: &str, selector: &str| -> String {
        let page = Html::parse_document(&String::from_utf8(site.get(url).unwrap()).unwrap());
        all(&page, selector).iter().flat_map(scraper::ElementRef::text).collect()
    };
    assert!(text("agents/twin.html", "section[aria-labelledby=unresolved]").contains("docs/rules.md"));
    assert!(text("agents/twin.html", "section[aria-labelledby=diagnostics]").contains("agents/a.md:6"));
    assert!(text("agents/twin-2.html", "section[aria-labelledby=diagnostics]").contains("duplicate-name"));
}
