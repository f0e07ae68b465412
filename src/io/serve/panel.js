// @ts-check
// The preview's panel: what is wrong, with file, line and remedy, and on an agent's page what was taken from its file.
// All of it is text: nothing from a file becomes HTML.
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = script.dataset.base || "/_agentdex/";
  /** Faults that the reader has put away; a fault that is new opens the panel. */
  const SEEN = "agentdex-preview-seen";
  const OPEN = "agentdex-preview-marks";

  /** @typedef {{severity: string, code: string, path: string, line: number, column: number, message: string, hint?: string, frame: string}} Fault */
  /** @typedef {{competency: string, level: string, line: number, quote: string, term: string}} Mark */

  const panel = make("aside", "agentdex-preview");
  panel.setAttribute("aria-label", "Preview");
  const live = make("p", "agentdex-preview-said");
  live.setAttribute("role", "status");
  const faults = make("details", "agentdex-preview-faults");
  const taken = make("details", "agentdex-preview-taken");
  panel.append(live, faults, taken);
  document.addEventListener("keydown", (event) => event.key === "Escape" && put(false));
  document.addEventListener("agentdex:build", () => update());
  document.body.append(panel);

  /** @param {string} name @param {string} [className] @param {string} [text] */
  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** @param {string} key @param {string} [value] */
  function stored(key, value) {
    try {
      if (value === undefined) return sessionStorage.getItem(key) || "";
      sessionStorage.setItem(key, value);
    } catch {
      // Storage is off: the panel forgets, and works.
    }
    return "";
  }

  /** @param {Fault} it */
  const name = (it) => `${it.path}:${it.line}:${it.code}:${it.message}`;

  /** @param {boolean} open */
  function put(open) {
    /** @type {HTMLDetailsElement} */ (faults).open = open;
    if (!open) stored(SEEN, JSON.stringify(current));
  }

  /** @type {string[]} */
  let current = [];
  let first = true;

  async function update() {
    const state = await json(base + "state.json");
    if (!state) return;
    /** @type {Fault[]} */
    const list = state.diagnostics;
    const names = list.map(name);
    const gone = current.some((it) => !names.includes(it));
    current = names;
    let seen = [];
    try {
      seen = JSON.parse(stored(SEEN) || "[]");
    } catch {
      seen = [];
    }
    // What was wrong when the preview was first looked at is not news.
    if (first && !stored(SEEN)) stored(SEEN, JSON.stringify(names.filter((_, at) => list[at].severity !== "error")));
    const fresh = names.some((it, at) => !seen.includes(it) && (!first || list[at].severity === "error"));
    first = false;
    draw(list, state.errors, state.warnings);
    if (fresh) put(true);
    else if (gone && names.every((it) => seen.includes(it))) /** @type {HTMLDetailsElement} */ (faults).open = false;
    await agent();
  }

  /** @param {string} url @returns {Promise<any>} */
  async function json(url) {
    try {
      const answer = await fetch(url, { cache: "no-store" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** @param {number} count @param {string} word */
  const many = (count, word) => (count ? `${count} ${word}${count === 1 ? "" : "s"}` : "");

  /** @param {Fault[]} list @param {number} errors @param {number} warnings */
  function draw(list, errors, warnings) {
    const said = [many(errors, "error"), many(warnings, "warning")].filter(Boolean).join(", ");
    live.textContent = said || "nothing is wrong";
    faults.hidden = !said;
    const items = list.map((it) => {
      const item = make("li");
      item.dataset.severity = it.severity;
      item.append(make("pre", "", it.frame));
      return item;
    });
    const all = make("ol");
    all.append(...items);
    const close = make("button", "", "Close");
    close.setAttribute("type", "button");
    close.addEventListener("click", () => put(false));
    faults.replaceChildren(make("summary", "", said), all, close);
  }

  /** What the matrix took from this page's agent. */
  async function agent() {
    const slug = /\/agents\/([a-z0-9-]+)(?:\.html)?$/.exec(location.pathname)?.[1];
    const page = slug ? await json(`${base}page.json?agent=${slug}`) : null;
    taken.hidden = !page;
    if (!page) return;
    const before = Number(stored("agentdex-preview-tokens:" + page.path) || page.tokens_always);
    stored("agentdex-preview-tokens:" + page.path, String(before));
    const change = page.tokens_always - before;
    const list = make("ol");
    for (const mark of /** @type {Mark[]} */ (page.marks)) {
      const item = make("li");
      const at = mark.quote.indexOf(mark.term);
      const quote = make("q");
      quote.append(mark.quote.slice(0, Math.max(at, 0)), make("mark", "", mark.term), mark.quote.slice(Math.max(at, 0) + mark.term.length));
      item.append(make("b", "", mark.competency), ` ${mark.level}, line ${mark.line}: `, quote);
      list.append(item);
    }
    const cost = make("p", "", `Description: about ${page.tokens_always} tokens in every session` + (change ? ` (${change > 0 ? "+" : "−"}${Math.abs(change)} since it was opened here)` : ""));
    const show = document.createElement("input");
    show.type = "checkbox";
    show.checked = stored(OPEN) === "on";
    show.addEventListener("change", () => {
      stored(OPEN, show.checked ? "on" : "off");
      highlight(show.checked ? page.marks : []);
    });
    const label = make("label");
    label.append(show, " Mark them in the text");
    taken.replaceChildren(make("summary", "", `${page.marks.length} marks from this file`), cost, label, list);
    highlight(show.checked ? page.marks : []);
  }

  /** Marks the terms in the page's text where their sentence stands. @param {Mark[]} marks */
  function highlight(marks) {
    for (const old of document.querySelectorAll("mark.agentdex-preview-mark")) old.replaceWith(...old.childNodes);
    const main = document.querySelector("main");
    if (!main || !marks.length) return;
    main.normalize();
    const terms = [...new Set(marks.map((it) => it.term).filter(Boolean))].sort((a, b) => b.length - a.length);
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(/** @type {Text} */ (node));
    for (const text of texts) {
      for (const term of terms) {
        const at = text.data.indexOf(term);
        if (at < 0 || !text.parentElement || text.parentElement.closest("mark, pre, button")) continue;
        const rest = text.splitText(at);
        rest.splitText(term.length);
        const mark = make("mark", "agentdex-preview-mark");
        rest.replaceWith(mark);
        mark.append(rest);
        break;
      }
    }
  }
})();
