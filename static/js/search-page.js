// @ts-check
// The search page: answers to ?q= with facets, all of it in the URL.
// Markup: <div data-search-page> with <form data-search> above it; the div's own content (an A to Z) shows while nothing is asked.
(function (door) {
  "use strict";

  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-search]"));
  const input = form?.querySelector("input");
  if (!page || !form || !input) return;
  const root = form.dataset.root || "";
  const { element } = door;
  const { dataset } = document.documentElement;
  const FACETS = ["model", "tool", "category", "loads", "color"];
  const SHOWN = 20;
  const VALUES = 10; // chips of a facet at most

  const status = element("p", { role: "status" });
  const chips = element("div", { class: "facets" });
  const narrow = element("details", { class: "wide-open" }, element("summary", {}, "Narrow down"), chips);
  const answers = element("ol", { class: "answers" });
  const found = element("div", { hidden: "", class: "found" }, status, narrow, answers);
  page.before(found);

  /** @param {string} field @param {string} value */
  const filter = (field, value) => `${field}:${/[\s":]/.test(value) ? `"${value.replaceAll('"', "")}"` : value}`;

  /** The query with a filter put in, or taken out. @param {string} text @param {string} one */
  function toggled(text, one) {
    return text.includes(one) ? text.replace(one, "").replace(/\s+/g, " ").trim() : `${text} ${one}`.trim();
  }

  /** Facets with what each value would leave: alternatives inside a field, all fields together. @param {any} source @param {any} answer @param {string} text */
  async function facets(source, answer, text) {
    const own = door.parse(text).filters;
    const rows = [];
    for (const field of FACETS) {
      const facet = await source.facet(field);
      let docs = new Set(answer.docs);
      if (own.some((/** @type {any} */ it) => it.field === field && !it.not)) {
        const without = text.split(/\s+/).filter((word) => !word.startsWith(`${field}:`)).join(" ");
        docs = new Set((await door.search(source, without || "-", { limit: 0 })).docs);
        if (!without.trim()) docs = new Set(Array.from({ length: source.agents }, (_, doc) => doc));
      }
      const counts = facet.values
        .map((/** @type {any} */ it) => ({ label: it.label, value: it.value, n: it.docs.filter((/** @type {number} */ doc) => docs.has(doc)).length }))
        .filter((/** @type {any} */ it) => it.n > 0)
        .sort((/** @type {any} */ a, /** @type {any} */ b) => b.n - a.n || (a.value < b.value ? -1 : 1))
        .slice(0, VALUES);
      if (counts.length < 2) continue;
      const buttons = counts.map((/** @type {any} */ it) => {
        const pressed = own.some((/** @type {any} */ one) => one.field === field && one.value === it.value && !one.not);
        const button = element("button", { type: "button", class: "chip", "aria-pressed": String(pressed) }, `${it.label}\u00A0${it.n}`);
        button.addEventListener("click", () => {
          input.value = toggled(text, filter(field, it.label));
          ask(true);
        });
        return button;
      });
      rows.push(element("fieldset", { class: "facet" }, element("legend", {}, field), ...buttons));
    }
    chips.replaceChildren(...rows);
    narrow.toggleAttribute("data-none", rows.length === 0); // its room is kept: what stands below has been read by now
  }

  /** @param {any} hit @param {boolean} several whether there are others to compare it with */
  function row(hit, several) {
    const why = door.reason(hit);
    const quotes = hit.sections.filter((/** @type {any} */ it) => it.quote).map((/** @type {any} */ it) =>
      element("li", {}, element("a", { href: door.address(hit, it, root) }, it.title || "Description"), " ", door.marked(it.quote, it.marks)));
    return element("li", {},
      element("h2", {}, element("a", { href: door.address(hit, null, root) }, hit.name)),
      element("p", {}, hit.purpose),
      ...(why ? [element("p", { class: "why" }, why)] : []),
      element("ul", {}, ...quotes),
      ...(several ? [compare(hit)] : []));
  }

  /** @param {any} hit */
  function compare(hit) {
    return element("p", { class: "why" }, element("a", { href: `${root}compare.html?a=${encodeURIComponent(hit.agent)}`, "aria-label": `Compare ${hit.name}` }, "Compare"));
  }

  let asked = 0;
  /** @param {boolean} push */
  async function ask(push) {
    const number = ++asked;
    const text = input.value.trim();
    const sort = new URLSearchParams(location.search).get("sort");
    if (push) history.pushState(null, "", text ? `?${new URLSearchParams({ q: text, ...(sort ? { sort } : {}) })}` : location.pathname);
    found.hidden = !text;
    page.hidden = Boolean(text);
    if ("asked" in dataset) dataset.asked = "answered"; // the A to Z is shown again as soon as nothing is asked
    if (!text) return;
    const source = await door.site();
    const answer = await door.search(source, text, { limit: SHOWN });
    if (number !== asked) return;
    status.textContent = door.summary(answer);
    const hits = sort === "name" ? [...answer.hits].sort((a, b) => (a.agent < b.agent ? -1 : 1)) : answer.hits;
    const near = answer.competencies.map((/** @type {any} */ it) =>
      element("li", { class: "competency" }, element("a", { href: `${root}competency/${encodeURIComponent(it.id)}.html` }, it.name), `: ${door.count(it.agents, "agent")}`));
    const none = answer.total ? [] : [element("li", {}, element("a", { href: `${root}matrix.html` }, "Browse the matrix"))];
    answers.replaceChildren(...near, ...hits.map((/** @type {any} */ hit) => row(hit, source.agents > 1)), ...none);
    await facets(source, answer, text);
  }

  const read = () => {
    input.value = new URLSearchParams(location.search).get("q") || "";
    ask(false);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(true);
  });
  window.addEventListener("popstate", read);
  read();
})((globalThis.agentdexSearch ??= {}));
