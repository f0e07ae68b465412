//! Three errands that people come with, each gone by browsing, by choosing and by comparing: every one ends on the page of the agent that
//! is made for it. By keyboard where there is something to type or tick.

use std::time::{Duration, Instant};

use serde_json::json;

use super::devtools::Browser;
use super::host::Host;
use super::{browser, catalogs};

/// An errand: what is wanted, and the ways to the agent for it.
struct Errand {
    wants: &'static str,
    agent: &'static str,
    /// The competency that is ticked, how many agents it leaves, and words that only the right one's card has.
    tick: (&'static str, u64, &'static str),
    /// The answer that is given; the agent is then there, or one of few.
    answer: &'static str,
    /// Another agent that sounds alike, and words that only the right one's column has.
    beside: &'static str,
    tells: &'static str,
}

const ERRANDS: [Errand; 3] = [
    Errand {
        wants: "an Elixir cluster that survives partitions",
        agent: "distributed-systems-architect",
        tick: ("Elixir", 2, "keep working when the network does not"),
        answer: "Elixir",
        beside: "distributed-systems-expert",
        tells: "clusters on the BEAM that keep working",
    },
    Errand {
        wants: "Kafka in Python",
        agent: "async-systems-architect",
        tick: ("Kafka", 2, "Python"),
        answer: "Python",
        beside: "distributed-computing-architect",
        tells: "Python services that wait on many things",
    },
    Errand {
        wants: "split a monolith's work into parallel streams",
        agent: "parallel-architecture-engineer",
        tick: ("parallel processing", 1, "divide a job"),
        answer: "None of these, or any",
        beside: "distributed-computing-architect",
        tells: "run at the same time",
    },
];

/// Waits until an expression is true.
fn until(browser: &mut Browser, expression: &str) {
    let patience = Instant::now() + Duration::from_secs(20);
    while browser.eval(expression) != json!(true) {
        assert!(Instant::now() < patience, "never true: {expression}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Presses a key: `Tab`, `Enter`, ` `.
fn press(browser: &mut Browser, key: &str) {
    let (code, text) = match key {
        "Tab" => (9, ""),
        "Enter" => (13, "\r"),
        " " => (32, " "),
        _ => unreachable!("{key}"),
    };
    let down = json!({"type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "text": text});
    browser.call("Input.dispatchKeyEvent", down);
    browser.call("Input.dispatchKeyEvent", json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code}));
}

/// Types into the field that a selector finds, in place of what is there.
fn fill(browser: &mut Browser, selector: &str, text: &str) {
    let focus =
        format!("(field => {{ field.focus(); field.select(); }})(document.querySelector({}))", quoted(selector));
    browser.eval(&focus);
    browser.call("Input.insertText", json!({"text": text}));
}

/// Follows a link in the middle of the page by its text, as the keyboard does: focus and Enter.
fn follow(browser: &mut Browser, text: &str, part: &str) {
    let find = format!(
        "[...document.querySelectorAll('main a')].find(it => (it.querySelector('b') ?? it).textContent.trim() === {} && it.closest({}))",
        quoted(text),
        quoted(part)
    );
    assert_eq!(browser.eval(&format!("Boolean({find})")), json!(true), "no link {text} in {part}");
    let before = browser.eval("location.href");
    browser.eval(&format!("{find}.focus()"));
    press(browser, "Enter");
    until(browser, &format!("location.href !== {before} && document.readyState === 'complete'"));
}

fn is_at(browser: &mut Browser, errand: &Errand, by: &str) {
    let heading = browser.eval("document.querySelector('h1').textContent");
    assert_eq!(heading, json!(errand.agent), "{}, by {by}", errand.wants);
}

#[test]
fn everyone_finds_the_agent_by_browsing_choosing_and_comparing() {
    let Some(program) = browser() else { return };
    let mut browser = Browser::start(&program);
    let built = catalogs::sample();
    let host = Host::start(built.site.clone(), "/");
    browser.width(1280);
    browser.theme("light");
    for errand in &ERRANDS {
        browse(&mut browser, &host, errand);
        choose(&mut browser, &host, errand);
        compare(&mut browser, &host, errand);
    }
}

fn browse(browser: &mut Browser, host: &Host, errand: &Errand) {
    const FIELD: &str = "fieldset[data-facet=competency] input[type=search]";
    browser.open(&format!("{}index.html", host.base));
    until(browser, &format!("Boolean(document.querySelector('{FIELD}'))"));
    let (tick, left, words) = errand.tick;
    fill(browser, FIELD, tick);
    let input =
        format!("document.querySelector('fieldset[data-facet=competency] label[data-name={}] input')", quoted(tick));
    until(browser, &format!("Boolean({input})"));
    browser.eval(&format!("{input}.focus()"));
    press(browser, " ");
    let cards = "[...document.querySelectorAll('main ul.cards > li')]";
    until(browser, &format!("{cards}.length === {left}"));
    let telling = format!(
        "{cards}.filter(it => it.textContent.includes({})).map(it => it.querySelector('h3').textContent)",
        quoted(words)
    );
    assert_eq!(browser.eval(&telling), json!([errand.agent]), "{}: the cards don't tell", errand.wants);
    // What was ticked is in the address, and the way back takes it off.
    let query = browser.eval("location.search");
    assert!(query.as_str().unwrap().starts_with("?competency="), "{query}");
    browser.eval("history.back()");
    until(browser, &format!("location.search !== {query}"));
    browser.eval("history.forward()");
    until(browser, &format!("location.search === {query}"));
    until(browser, &format!("{cards}.length === {left}"));
    follow(browser, errand.agent, "ul.cards");
    is_at(browser, errand, "browsing");
}

fn choose(browser: &mut Browser, host: &Host, errand: &Errand) {
    browser.open(&format!("{}index.html", host.base));
    follow(browser, "Which one do I use?", ".hero");
    follow(browser, errand.answer, "ul.choices");
    if browser.eval("document.querySelector('h1').textContent") != json!(errand.agent) {
        follow(browser, errand.agent, "ul.cards");
    }
    is_at(browser, errand, "choosing");
}

fn compare(browser: &mut Browser, host: &Host, errand: &Errand) {
    browser.open(&format!("{}index.html", host.base));
    follow(browser, "Compare", ".hero");
    for name in [errand.beside, errand.agent] {
        let check = format!(
            "[...document.querySelectorAll('.offered label')].find(it => it.textContent === {})?.querySelector('input')",
            quoted(name)
        );
        until(browser, &format!("Boolean({check})"));
        browser.eval(&format!("{check}.focus()"));
        press(browser, " ");
        until(browser, &format!("location.search.includes({})", quoted(name)));
    }
    until(browser, "Boolean(document.querySelector('table.compare'))");
    let sentence = browser.eval("document.querySelector('[data-compare] .intro').textContent");
    assert!(sentence.as_str().unwrap().contains(&format!("hoose {} for ", errand.agent)), "{sentence}");
    let column = |at: u32| {
        format!(
            "[...document.querySelectorAll('table.compare tbody tr > td:nth-child({at}):not([colspan])')].map(it => it.textContent).join('\\n')"
        )
    };
    let tells = |at: u32| format!("{}.includes({})", column(at), quoted(errand.tells));
    assert_eq!(browser.eval(&tells(3)), json!(true), "{}: the right column does not say", errand.wants);
    assert_eq!(browser.eval(&tells(2)), json!(false), "{}: the other column says the same", errand.wants);
    follow(browser, errand.agent, "thead");
    is_at(browser, errand, "comparing");
}

#[test]
fn two_competencies_narrow_unless_any_will_do() {
    let Some(program) = browser() else { return };
    let mut browser = Browser::start(&program);
    let host = Host::start(catalogs::sample().site.clone(), "/");
    browser.width(1280);
    browser.open(&format!("{}index.html?competency=cap-theorem,network-partitions", host.base));
    let names = |names: [&str; 2]| {
        let shown = "[...document.querySelectorAll('ul.cards > li h3')].slice(0, 2).map(it => it.textContent)";
        format!("JSON.stringify({shown}) === {}", quoted(&serde_json::to_string(&names).unwrap()))
    };
    // In whom both are core comes first; each card says how it holds what was asked for.
    until(&mut browser, &names(["distributed-systems-expert", "distributed-systems-architect"]));
    let asked = "[...document.querySelectorAll('ul.cards > li:nth-child(2) .asked a')].map(it => it.dataset.level)";
    assert_eq!(browser.eval(asked), json!(["core", "listed"]));
    let heading = "document.querySelector('.toolbar h2').textContent";
    assert_eq!(browser.eval(heading), json!("2 of 5 agents"));
    let which = "document.querySelector('fieldset[data-facet=competency] select')";
    browser.eval(&format!("{which}.value = 'any'; {which}.dispatchEvent(new Event('change'))"));
    until(&mut browser, &format!("{heading} === '4 of 5 agents'"));
    until(&mut browser, "location.search === '?any=competency&competency=cap-theorem,network-partitions'");
    browser.eval("history.back()");
    until(&mut browser, &format!("{heading} === '2 of 5 agents' && {which}.value === 'all'"));
}
