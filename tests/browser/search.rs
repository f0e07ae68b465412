//! Search in a real browser: the same hits with the same scores as the index gives, by the scripts and files of a site.

use agentdex::search::{Ask, Index};
use serde_json::{Value, json};

use crate::catalogs;
use crate::devtools::Browser;
use crate::host::Host;
use crate::{asked, browser, complaints};

/// Answers some queries one after another, as the pages do.
const SEARCH: &str = "(async (queries) => {
  const { site, search } = globalThis.agentdexSearch;
  const source = await site();
  const answers = [];
  for (const query of queries) {
    const it = await search(source, query, { limit: 10, quoted: 1 });
    answers.push([it.total, it.notes, it.hits.map((hit) => [hit.agent, hit.score])]);
  }
  return answers;
})";

/// Until the scripts that a page loads when they are wanted are there.
const READY: &str = "new Promise((done) => {
  const look = () => (globalThis.agentdexSearch?.site ? done(true) : setTimeout(look, 10));
  look();
})";

#[test]
fn a_browser_ranks_as_the_index_does() {
    let Some(program) = browser() else { return };
    let mut browser = Browser::start(&program);
    let built = catalogs::sample();
    let host = Host::start(built.site.clone(), "/");
    let index = Index::build(built.site.catalog.clone()).unwrap();
    browser.open(&format!("{}search.html?q=raft", host.base));
    assert_eq!(browser.eval(READY), Value::Bool(true));
    let mut queries = asked::all(&built.site.catalog, 240);
    for line in include_str!("../golden.jsonl").lines() {
        let golden: Value = serde_json::from_str(line).unwrap();
        queries.push(golden["query"].as_str().unwrap().to_owned());
    }
    assert!(queries.len() >= 300);
    for some in queries.chunks(50) {
        let got = browser.eval(&format!("{SEARCH}({})", json!(some)));
        for (query, got) in some.iter().zip(got.as_array().unwrap()) {
            let own = index.search(query, Ask { limit: 10, facets: false }).unwrap();
            let hits: Vec<Value> = own.hits.iter().map(|hit| json!([hit.agent, hit.score])).collect();
            let named = |hits: &Value| -> Vec<String> {
                let hits = hits.as_array().unwrap().iter();
                hits.map(|it| format!("{} {:.6}", it[0], it[1].as_f64().unwrap())).collect()
            };
            assert_eq!(named(&got[2]), named(&json!(hits)), "hits of {query:?}");
            assert_eq!((&got[0], &got[1]), (&json!(own.total), &json!(own.notes)), "{query:?}");
        }
    }
    let faults = complaints(&mut browser, &host.base);
    assert!(faults.is_empty(), "{faults:?}");
}
