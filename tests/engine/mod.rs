//! The shipped search scripts, run by an embedded engine over the files that an index exports.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "used by a test and a bench, each of which uses a part"
)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use agentdex::pipeline::render::compact;
use agentdex::search::Index;
use rquickjs::{Context, Ctx, Function, Promise, Runtime};

/// The scripts in the order in which a page loads them.
const SCRIPTS: [&str; 10] = ["stem", "tokens", "parse", "lexicon", "claims", "plan", "rank", "sieve", "answer", "load"];

/// The browser's reader in an engine of its own.
pub struct Browser {
    _runtime: Runtime,
    context: Context,
    /// The names of the files that it has asked for, in order.
    pub fetched: Rc<RefCell<Vec<String>>>,
}

impl Browser {
    pub fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let context = Context::full(&runtime).unwrap();
        context.with(|ctx| {
            for name in SCRIPTS {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("static/js/search-{name}.js"));
                run(&ctx, &compact::script(&std::fs::read_to_string(path).unwrap()));
            }
        });
        Self { _runtime: runtime, context, fetched: Rc::default() }
    }

    /// Opens an exported index.
    pub fn open(&self, index: &Index) {
        let export = index.export().unwrap();
        let manifest = export.manifest.trim_start_matches("search/").trim_end_matches(".js").to_owned();
        let files: BTreeMap<String, String> =
            export.files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect();
        self.context.with(|ctx| {
            let fetched = Rc::clone(&self.fetched);
            let fetch = move |ctx: Ctx<'_>, name: String| {
                let url = format!("search/{name}.js");
                run(&ctx, &files[&url]);
                fetched.borrow_mut().push(url);
            };
            ctx.globals().set("fetchFile", Function::new(ctx.clone(), fetch).unwrap()).unwrap();
            run(&ctx, &format!("globalThis.opened = agentdexSearch.open('{manifest}', fetchFile)"));
        });
    }

    /// The answer to a query, as JSON: so many hits, so many of them with quotes.
    pub fn search(&self, query: &str, limit: usize, quoted: usize) -> serde_json::Value {
        let query = serde_json::to_string(query).unwrap();
        let script = format!(
            "opened.then((it) => agentdexSearch.search(it, {query}, {{limit: {limit}, quoted: {quoted}}})).then((it) => JSON.stringify(it))"
        );
        serde_json::from_str(&self.text(&script)).unwrap()
    }

    /// What a script gives in the end, as text.
    pub fn text(&self, script: &str) -> String {
        self.context.with(|ctx| {
            let promise: Promise<'_> = ctx.eval(format!("Promise.resolve({script})")).unwrap();
            promise.finish::<String>().unwrap_or_else(|_| panic!("{script}: {:?}", ctx.catch()))
        })
    }
}

fn run(ctx: &Ctx<'_>, script: &str) {
    assert!(ctx.eval::<(), _>(script).is_ok(), "{:?}", ctx.catch());
}
