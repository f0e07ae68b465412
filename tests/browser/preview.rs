//! The preview in a real browser: what a person who writes an agent sees when a file is saved, broken and mended, when a style
//! changes, and when the server goes away and comes back.

use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::devtools::Browser;
use super::started;

/// How long anything may take before the test says that it never came.
const PATIENCE: Duration = Duration::from_secs(30);

const AGENT: &str =
    "---\nname: raft-expert\ndescription: Answers questions about Raft.\nmodel: opus\n---\n\nYou know Raft.\n";

/// A running preview, killed when it is dropped.
struct Preview {
    child: Child,
    base: String,
}

impl Preview {
    fn start(folder: &Path, port: &str) -> Self {
        let (child, base) = started::start(folder, &["--port", port]);
        Self { child, base }
    }

    fn port(&self) -> String {
        self.base.trim_end_matches('/').rsplit(':').next().unwrap().to_owned()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn save(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Waits, within the page, until an expression is true; says how long it took.
fn until(browser: &mut Browser, what: &str, expression: &str) {
    let start = Instant::now();
    while browser.eval(&format!("!!({expression})")) != Value::Bool(true) {
        assert!(start.elapsed() < PATIENCE, "{what}: never");
        std::thread::sleep(Duration::from_millis(5));
    }
    println!("{what}: {} ms", start.elapsed().as_millis());
}

/// A catalog of one agent with a long body, and a guide with details and a field, in a folder.
fn catalog() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    save(dir.path(), "agents/raft-expert.md", &format!("{AGENT}{}", "\nIt repeats itself.\n".repeat(200)));
    for number in 0..12 {
        let text = AGENT.replace("raft-expert", &format!("other-{number}")).replace("Raft", "Kafka");
        save(dir.path(), &format!("agents/other-{number}.md"), &text);
    }
    dir
}

/// What the console said that was not the network going away, which the browser itself tells.
fn errors(browser: &mut Browser) -> Vec<String> {
    let events = browser.events();
    let said = events.iter().filter_map(|event| match event["method"].as_str().unwrap_or_default() {
        "Runtime.exceptionThrown" => Some(event["params"].to_string()),
        "Runtime.consoleAPICalled" => Some(event["params"]["args"].to_string()),
        "Log.entryAdded" if event["params"]["entry"]["source"] != "network" => {
            Some(event["params"]["entry"]["text"].to_string())
        }
        _ => None,
    });
    said.collect()
}

const PANEL: &str = "document.querySelector('.agentdex-preview-faults')";

#[test]
fn a_fault_opens_the_panel_and_its_mending_closes_it() {
    let Some(program) = super::browser() else { return };
    let (mut browser, dir) = (Browser::start(&program), catalog());
    let preview = Preview::start(dir.path(), "0");
    browser.open(&format!("{}agents/raft-expert.html", preview.base));
    until(&mut browser, "marks from the file", "document.querySelector('.agentdex-preview-taken summary')");
    save(dir.path(), "agents/raft-expert.md", &AGENT.replace("about Raft.", "about: <b>Raft</b>."));
    let shown = format!("{PANEL}.open && {PANEL}.textContent.includes('raft-expert.md:3:')");
    until(&mut browser, "from a broken header to the panel", &shown);
    assert_eq!(browser.eval(&format!("{PANEL}.querySelectorAll('b').length")), 0, "text became an element");
    save(dir.path(), "agents/raft-expert.md", AGENT);
    until(
        &mut browser,
        "from the mending to its end",
        &format!("!{PANEL}.open && !{PANEL}.textContent.includes('raft-expert.md:3:')"),
    );
    assert_eq!(errors(&mut browser), Vec::<String>::new());
}

#[test]
fn an_edit_leaves_the_reader_where_he_is() {
    let Some(program) = super::browser() else { return };
    let (mut browser, dir) = (Browser::start(&program), catalog());
    let preview = Preview::start(dir.path(), "0");
    browser.width(1280);
    browser.open(&format!("{}agents/raft-expert.html", preview.base));
    browser.eval("window.mine = 1; document.querySelectorAll('main details').forEach(it => { it.open = true }); 0");
    let open = browser.eval("document.querySelectorAll('main details[open]').length");
    browser.eval("window.scrollTo({ top: 1500, behavior: 'instant' }); 0");
    let text = format!("{AGENT}{}", "\nIt repeats itself again.\n".repeat(200));
    save(dir.path(), "agents/raft-expert.md", &text);
    until(
        &mut browser,
        "from an edit to the page",
        "document.querySelector('main').textContent.includes('itself again')",
    );
    assert_eq!(browser.eval("window.mine"), 1, "the page was loaded again");
    assert_eq!(browser.eval("window.scrollY"), 1500);
    assert_eq!(browser.eval("document.querySelectorAll('main details[open]').length"), open);
    assert!(open.as_u64().unwrap() > 0, "there is nothing to be open");
    // A query in the making, with its answers.
    browser.open(&format!("{}search.html", preview.base));
    let field = "document.querySelector('main input[type=search]')";
    browser.eval(&format!(
        "{field}.focus(); {field}.value = 'kafka'; {field}.dispatchEvent(new Event('input', {{ bubbles: true }})); {field}.setSelectionRange(2, 3); 0"
    ));
    save(dir.path(), "agents/zab.md", &AGENT.replace("raft-expert", "zab"));
    save(dir.path(), "agentdex.toml", "title = \"Another title\"\n");
    until(&mut browser, "from a new title to it", "document.title.includes('Another title')");
    // The search's own data changed, so that the page may be loaded again: what was typed stays all the same.
    until(&mut browser, "what was typed", &format!("{field}?.value === 'kafka'"));
    until(&mut browser, "where it was typed", &format!("{field} && document.activeElement === {field}"));
    assert_eq!(errors(&mut browser), Vec::<String>::new());
}

#[test]
fn a_style_comes_without_loading_the_page_again() {
    let Some(program) = super::browser() else { return };
    let (mut browser, dir) = (Browser::start(&program), catalog());
    let own = |colour: &str| format!("body {{ outline: 1px solid {colour}; }}\n");
    save(dir.path(), "agentdex.toml", "title = \"Styled\"\n");
    let css = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/css")).unwrap();
    let name = css.map(|it| it.unwrap().file_name().into_string().unwrap()).min().unwrap();
    save(dir.path(), &format!("static/css/{name}"), &own("rgb(1, 2, 3)"));
    let preview = Preview::start(dir.path(), "0");
    browser.open(&preview.base);
    let outline =
        |colour: &str| format!("document.body && getComputedStyle(document.body).outlineColor === '{colour}'");
    until(&mut browser, "the team's style", &outline("rgb(1, 2, 3)"));
    browser.eval("window.mine = 3; 0");
    save(dir.path(), &format!("static/css/{name}"), &own("rgb(4, 5, 6)"));
    until(&mut browser, "from a style's edit to it", &outline("rgb(4, 5, 6)"));
    assert_eq!(browser.eval("window.mine"), 3, "the page was loaded again");
    assert_eq!(errors(&mut browser), Vec::<String>::new());
}

#[test]
fn a_page_outlives_its_server() {
    let Some(program) = super::browser() else { return };
    let (mut browser, dir) = (Browser::start(&program), catalog());
    let preview = Preview::start(dir.path(), "0");
    let port = preview.port();
    browser.open(&format!("{}agents/raft-expert.html", preview.base));
    until(&mut browser, "marks from the file", "document.querySelector('.agentdex-preview-taken summary')");
    browser.eval("window.mine = 4; 0");
    drop(preview);
    until(&mut browser, "from the end to the mark", "document.title.includes('offline')");
    save(dir.path(), "agents/raft-expert.md", &AGENT.replace("You know Raft.", "You know Zab."));
    let _again = Preview::start(dir.path(), &port);
    until(
        &mut browser,
        "from the return to the page",
        "document.querySelector('main').textContent.includes('You know Zab.')",
    );
    assert!(!browser.eval("document.title").as_str().unwrap().contains("offline"));
    assert_eq!(browser.eval("window.mine"), 4, "the page was loaded again");
    assert_eq!(errors(&mut browser), Vec::<String>::new());
}

/// Screenshots of the panel, where `AGENTDEX_SHOTS` names a folder for them.
#[test]
fn the_panel_fits_the_window_in_both_themes() {
    let Some(program) = super::browser() else { return };
    let (mut browser, dir) = (Browser::start(&program), catalog());
    save(dir.path(), "agents/raft-expert.md", &AGENT.replace("about Raft.", "about: Raft."));
    let preview = Preview::start(dir.path(), "0");
    for (width, theme) in [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")] {
        browser.width(width);
        browser.theme(theme);
        browser.open(&format!("{}agents/raft-expert.html", preview.base));
        until(&mut browser, "marks from the file", "document.querySelector('.agentdex-preview-taken summary')");
        browser.eval("document.querySelectorAll('.agentdex-preview details').forEach(it => { it.open = true }); 0");
        assert!(browser.eval(super::OVER).as_i64().unwrap() <= 0, "scrolls sideways at {width} px");
        let part = "document.querySelector('.agentdex-preview').getBoundingClientRect().height / innerHeight";
        assert!(browser.eval(part).as_f64().unwrap() < 0.5, "the panel covers the page at {width} px");
        if let Some(folder) = std::env::var_os("AGENTDEX_SHOTS") {
            let shot = browser.call("Page.captureScreenshot", serde_json::json!({"format": "png"}));
            let name = format!("panel-{width}-{theme}.png.base64");
            std::fs::write(Path::new(&folder).join(name), shot["data"].as_str().unwrap()).unwrap();
        }
    }
}
