//! The pages' pure scripts, run as they are shipped: what a reader chose survives its URL, facets count right, the matrix filters right.
#![allow(clippy::unwrap_used, reason = "a test")]

use proptest::prelude::*;
use rquickjs::{Context, Runtime};

const STATE: &str = include_str!("../static/js/view-state.js");
const MATRIX: &str = include_str!("../static/js/matrix-model.js");
const BROWSE: &str = include_str!("../static/js/browse-model.js");
const COMPARE: &str = include_str!("../static/js/compare-model.js");

/// An engine with the scripts loaded, and what tests ask them.
fn engine() -> Context {
    let context = Context::full(&Runtime::new().unwrap()).unwrap();
    context.with(|ctx| {
        for script in [STATE, MATRIX, BROWSE, COMPARE, TESTS] {
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

const line = (slug, model, core, listed, cost, marks, changed) => ({ slug, cost, changed, core: core.length, facets: [model, [...core, ...listed]], tags: [], card: { marks } });
const CATALOG = {
  facets: [
    { key: "model", title: "Model", values: [["opus", "opus"], ["haiku", "haiku"], ["sonnet", "sonnet"]] },
    { key: "competency", title: "Competency", values: [["raft", "Raft"], ["kafka", "Kafka"]] },
  ],
  agents: [line("a", [0], [1], [0], 30, 1, 5), line("b", [0], [], [1], 20, 3), line("c", [1], [0], [], 10, 3, 9), line("d", [2], [], [], 10, 0)],
};
const CHOICES = BrowseModel.fields(CATALOG);
const found = (query) => {
  const { agents, counts } = BrowseModel.find(CATALOG, ViewState.read(query, CHOICES));
  return agents.map((it) => CATALOG.agents[it].slug).join("") + " " + JSON.stringify(counts);
};
const browsed = (query) => ViewState.write(ViewState.read(query, CHOICES), CHOICES);
const asked = (query) => {
  const wanted = BrowseModel.chosen(CATALOG, ViewState.read(query, CHOICES));
  return CATALOG.agents.map((agent) => BrowseModel.claims(CATALOG, agent, wanted).map(([place, level]) => place + level).join()).join(" ");
};
// For each choice that may be made: how many agents it would leave, found out by making it.
const left = (query) => {
  const state = ViewState.read(query, CHOICES);
  const alone = (key, value) => BrowseModel.all(state, key) ? [...new Set([...state.values[key], value])] : [value];
  const leaves = (facet) => facet.values.map(([value]) => BrowseModel.find(CATALOG, ViewState.change(state, facet.key, alone(facet.key, value))).agents.length);
  return JSON.stringify(CATALOG.facets.map(leaves)) + JSON.stringify(BrowseModel.find(CATALOG, state).counts);
};
const untick = (pair) => {
  const [query, value] = pair.split(" ");
  return ViewState.write(BrowseModel.toggle(ViewState.read(query, CHOICES), "competency", value), CHOICES);
};
// Agents as `name: core core, listed listed; …`.
const chosen = (text) => {
  const marks = (names, level) => (names ?? "").split(" ").filter(Boolean).map((id) => ({ id, name: id, level }));
  const agents = text.split(";").map((agent, at) => {
    const [name, claims] = agent.split(":");
    const [core, listed, mentioned] = claims.split(",");
    return { slug: `page-${at}`, name: name.trim(), competencies: [...marks(core, "core"), ...marks(listed, "listed"), ...marks(mentioned, "mentioned")] };
  });
  return CompareModel.sentences(agents).join(" ");
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
fn all_facets_must_hold_and_each_choice_is_counted_by_what_it_would_leave() {
    let engine = engine();
    let check = |query: &str, expected: &str| assert_eq!(ask(&engine, "found", query), expected, "{query}");
    check("", "abcd [[2,1,1],[2,2]]");
    // Of models an agent has one: any that is chosen will do.
    check("model=opus", "ab [[2,1,1],[1,2]]");
    check("model=opus,haiku", "abc [[2,1,1],[2,2]]");
    check("model=opus&competency=raft", "a [[1,1,0],[1,1]]");
    check("model=sonnet&competency=kafka", " [[2,0,0],[0,0]]");
    // Of competencies it has many: all must hold, unless any will do; those come first that have more of them, and more as core.
    check("competency=raft", "ca [[1,1,0],[2,1]]");
    check("competency=raft&sort=name", "ac [[1,1,0],[2,1]]");
    check("competency=kafka,raft", "a [[1,0,0],[1,1]]");
    check("any=competency&competency=kafka,raft", "acb [[2,1,0],[2,2]]");
    check("any=model&model=opus&competency=kafka,raft", "a [[1,0,0],[1,1]]");
    check("sort=coverage", "bcad [[2,1,1],[2,2]]");
    check("sort=cost", "cdba [[2,1,1],[2,2]]");
    // The latest first, those of unknown age last; an order by what no agent has is none.
    check("sort=changed", "cabd [[2,1,1],[2,2]]");
    check("sort=routing", "abcd [[2,1,1],[2,2]]");
    assert_eq!(ask(&engine, "asked", "competency=kafka,raft"), "1core,0listed 1listed 0core ");
    assert_eq!(ask(&engine, "asked", "model=opus"), "   ");
    assert_eq!(
        ask(&engine, "rescue", "model=sonnet&competency=kafka"),
        r#"{"key":"model","value":"sonnet","count":2}"#
    );
}

#[test]
fn how_choices_join_is_in_the_address_and_goes_with_the_last_of_them() {
    let engine = engine();
    let check = |function: &str, query: &str, expected: &str| {
        assert_eq!(ask(&engine, function, query), expected, "{function} {query}");
    };
    check("browsed", "competency=raft,kafka&any=competency", "any=competency&competency=kafka,raft");
    check("browsed", "sort=match&competency=raft", "competency=raft");
    check("browsed", "sort=name&competency=raft", "competency=raft&sort=name");
    // A facet that is not joined, or that the catalog doesn't have, is unknown there, and stays to be seen.
    check("browsed", "any=model,competency,category", "any=competency&any=model&any=category");
    check("untick", "any=competency&competency=kafka,raft raft", "any=competency&competency=kafka");
    check("untick", "any=competency&competency=kafka kafka", "");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is chosen: its address gives it again, and each count is what making that choice leaves.
    #[test]
    fn choices_survive_their_address_and_are_counted_right(
        pairs in prop::collection::vec(
            ("(model|competency|any|sort|x)", "(opus|haiku,opus|sonnet|raft|kafka,raft|competency|model|name|cost|[a-c,]{0,4})"),
            0..6,
        )
    ) {
        let engine = engine();
        let query: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let once = ask(&engine, "browsed", &query.join("&"));
        prop_assert_eq!(ask(&engine, "browsed", &once), once.clone());
        prop_assert_eq!(ask(&engine, "found", &once), ask(&engine, "found", &query.join("&")));
        let told = ask(&engine, "left", &once);
        let (made, counted) = told.split_at(told.len() / 2);
        prop_assert_eq!(made, counted, "{}", once);
    }
}

#[test]
fn what_only_one_claims_is_what_to_choose_it_for() {
    let engine = engine();
    let check = |agents: &str, expected: &str| assert_eq!(ask(&engine, "chosen", agents), expected, "{agents}");
    // For two: the words of src/pipeline/overlap/sentence.rs.
    check("a: raft kafka, paxos zab; b: kafka, go", "Choose a for raft, paxos and zab; choose b for go.");
    check("a: raft; b: ", "Choose a for raft; b claims nothing that a does not.");
    check("a: raft; b: raft, go", "Choose b for go; a claims nothing that b does not.");
    check("a: raft; b: , raft", "a and b claim the same competencies.");
    check("a: ; b: , , raft", "Neither a nor b claims a competency.");
    check("a: v w x y z; a: go", "Choose page-0 for v, w and x; choose page-1 for go.");
    // For more, what none of the others claims: a sentence for each.
    check(
        "a: raft kafka; b: kafka; c: go, raft",
        "a claims nothing that the others do not. b claims nothing that the others do not. Choose c for go.",
    );
}
