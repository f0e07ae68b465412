//! The pages' pure scripts, run as they are shipped: what a reader chose survives its URL, facets count right, the matrix filters right.
#![allow(clippy::unwrap_used, reason = "a test")]

use proptest::prelude::*;
use rquickjs::{Context, Runtime};

const STATE: &str = include_str!("../static/js/view-state.js");
const MATRIX: &str = include_str!("../static/js/matrix-model.js");
const BROWSE: &str = include_str!("../static/js/browse-model.js");

/// An engine with the scripts loaded, and what tests ask them.
fn engine() -> Context {
    let context = Context::full(&Runtime::new().unwrap()).unwrap();
    context.with(|ctx| {
        for script in [STATE, MATRIX, BROWSE, TESTS] {
            ctx.eval::<(), _>(script).unwrap();
        }
    });
    context
}

const TESTS: &str = r#"
const FIELDS = [
  { key: "q", kind: "text" },
  { key: "level", kind: "one", values: ["any", "listed", "core"], initial: "any" },
  { key: "model", kind: "many", values: ["haiku", "not-stated", "opus", "sonnet"] },
  { key: "agents", kind: "list", values: ["a", "b", "c"], most: 2 },
  { key: "a", kind: "list", values: ["a", "b", "c"], repeat: true },
];
const again = (query) => ViewState.write(ViewState.read(query, FIELDS), FIELDS);
const state = (query) => JSON.stringify(ViewState.read(query, FIELDS));

const MATRIX = {
  agents: ["ann", "ben", "cy"].map((id) => ({ id, name: id })),
  groups: [
    { id: "g", name: "G", rows: [
      { id: "raft", name: "Raft", state: "primary", marks: [{ agent: 0, level: 3 }, { agent: 1, level: 2 }] },
      { id: "paxos", name: "Paxos", state: "gap", marks: [] },
      { id: "zab", name: "Zab", state: "single", marks: [{ agent: 1, level: 0 }] },
    ] },
    { id: "h", name: "H", rows: [{ id: "etude", name: "\u00c9tude", state: "shared", marks: [{ agent: 0, level: 2 }, { agent: 1, level: 2 }, { agent: 2, level: 2 }] }] },
  ],
};
const shown = (query) => {
  const selection = MatrixModel.select(MATRIX, ViewState.read(query, MatrixModel.fields(MATRIX)));
  const part = ({ rows, agents }, at) => rows.map((row) => MATRIX.groups[at].rows[row].id).join(" ") + "|" + agents.map((it) => MATRIX.agents[it].id).join(" ");
  return selection.parts.map(part).join(" / ") + " = " + MatrixModel.say(selection);
};

const line = (slug, model, tags, cost, marks, changed) => ({ slug, cost, changed, facets: [model, tags], tags: [], card: { marks } });
const CATALOG = {
  facets: [
    { key: "model", title: "Model", values: [["opus", "opus"], ["haiku", "haiku"], ["sonnet", "sonnet"]] },
    { key: "competency", title: "Competency", values: [["raft", "Raft"], ["kafka", "Kafka"]] },
  ],
  agents: [line("a", [0], [0, 1], 30, 1, 5), line("b", [0], [1], 20, 3), line("c", [1], [0], 10, 3, 9), line("d", [2], [], 10, 0)],
};
const CHOICES = BrowseModel.fields(CATALOG);
const found = (query) => {
  const { agents, counts } = BrowseModel.find(CATALOG, ViewState.read(query, CHOICES));
  return agents.map((it) => CATALOG.agents[it].slug).join("") + " " + JSON.stringify(counts);
};
const rescue = (query) => JSON.stringify(BrowseModel.rescue(CATALOG, ViewState.read(query, CHOICES)));
"#;

fn ask(context: &Context, function: &str, query: &str) -> String {
    let call = format!("{function}({})", serde_json::to_string(query).unwrap());
    context.with(|ctx| ctx.eval::<String, _>(call).unwrap())
}

#[test]
fn a_query_is_written_readable_sorted_and_without_defaults() {
    let engine = engine();
    let check = |query: &str, expected: &str| {
        assert_eq!(ask(&engine, "again", query), expected, "{query}");
        assert_eq!(ask(&engine, "again", expected), expected, "{query}, again");
    };
    check("?q=raft%20log&model=opus%2Chaiku", "model=haiku,opus&q=raft+log");
    check("level=any&agents=&q=", "");
    check("level=core&agents=b,a", "agents=b,a&level=core");
    check("a=c&a=a", "a=c&a=a");
    check("q=a%26b%3Dc%25%2B%C3%BC", "q=a%26b%3Dc%25%2B%C3%BC");
    // What is unknown, too much or twice stays, and is seen.
    check("model=opus,mauve,opus&utm=1&flag", "flag&model=opus&model=mauve&utm=1");
    check("agents=a,b,c&level=core,listed&q=a&q=b", "agents=a,b&agents=c&level=core&level=listed&q=a&q=b");
    check("q=%E0%A4%A&=&&__proto__=1", "__proto__=1&q=%25E0%25A4%25A");
    assert_eq!(
        ask(&engine, "state", "model=opus,mauve&x=1"),
        r#"{"values":{"q":[],"level":[],"model":["opus"],"agents":[],"a":[]},"ignored":[["model","mauve"],["x","1"]]}"#
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever stands in an address: reading it, writing it and reading that gives the same state, and the same address.
    #[test]
    fn a_state_survives_its_address(
        pairs in prop::collection::vec(
            ("(q|level|model|agents|a|x|\\PC{0,3})", "(core|any|opus|haiku,opus|a,b|b,,a|\\PC{0,6}|[%+&=,a-c0-9]{0,8})"),
            0..6,
        )
    ) {
        let engine = engine();
        let query: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let query = query.join("&");
        let once = ask(&engine, "again", &query);
        prop_assert_eq!(ask(&engine, "again", &once), once.clone(), "{}", query);
        prop_assert_eq!(ask(&engine, "state", &once), ask(&engine, "state", &ask(&engine, "again", &once)));
    }
}

#[test]
fn the_matrix_shows_what_fits() {
    let engine = engine();
    let check = |query: &str, expected: &str| assert_eq!(ask(&engine, "shown", query), expected, "{query}");
    check("", "raft paxos zab|ann ben / etude|ann ben cy = 4 competencies, 3 agents");
    check("q=RAFT", "raft|ann ben / | = 1 of 4 competencies, 2 of 3 agents; 1 agent hidden");
    check("q=etude", "| / etude|ann ben cy = 1 of 4 competencies, 3 agents");
    check("level=core", "raft|ann / | = 1 of 4 competencies, 1 of 3 agents; 2 agents hidden");
    check("state=gap&level=core", "paxos| / | = 1 of 4 competencies, 0 of 3 agents; 3 agents hidden");
    check("empty=show&level=core", "raft paxos zab|ann ben cy / etude|ann ben cy = 4 competencies, 3 agents");
    check("agents=cy,ann", "raft|cy ann / etude|cy ann = 2 of 4 competencies, 2 of 3 agents; 1 agent hidden");
    check(
        "sort=coverage&category=g",
        "raft zab paxos|ben ann / | = 3 of 4 competencies, 2 of 3 agents; 1 agent hidden",
    );
    check("q=nothing", "| / | = 0 of 4 competencies, 0 of 3 agents; 3 agents hidden");
}

#[test]
fn facets_are_or_inside_and_between_and_count_what_each_choice_would_leave() {
    let engine = engine();
    let check = |query: &str, expected: &str| assert_eq!(ask(&engine, "found", query), expected, "{query}");
    check("", "abcd [[2,1,1],[2,2]]");
    check("model=opus", "ab [[2,1,1],[1,2]]");
    check("model=opus,haiku", "abc [[2,1,1],[2,2]]");
    check("model=opus&competency=raft", "a [[1,1,0],[1,2]]");
    check("model=sonnet&competency=kafka", " [[2,0,0],[0,0]]");
    check("sort=coverage", "bcad [[2,1,1],[2,2]]");
    check("sort=cost", "cdba [[2,1,1],[2,2]]");
    // The latest first, those of unknown age last; an order by what no agent has is none.
    check("sort=changed", "cabd [[2,1,1],[2,2]]");
    check("sort=routing", "abcd [[2,1,1],[2,2]]");
    assert_eq!(
        ask(&engine, "rescue", "model=sonnet&competency=kafka"),
        r#"{"key":"model","value":"sonnet","count":2}"#
    );
}
