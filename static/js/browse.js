// @ts-check
// The home page: its links by facet become checks that combine, with counts that follow; order, chips and what is left. Which agents that
// are is worked out in browse-model.js.
Controls.onMain((signal) => {
  "use strict";
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-browse]"));
  const rail = document.querySelector(".rail");
  const list = root?.querySelector("ul.cards, table.list tbody");
  const heading = root?.querySelector(".toolbar h2");
  if (!root || !list || !heading || !rail) return;
  const { make, button } = Controls;
  const SHOWN = 36; // agents shown at once; a button brings as many more
  const AFTER_MS = 60;
  /** What an order goes by, where its name doesn't tell. @type {Record<string, string>} */
  const HINTS = {
    coverage: "Most competencies first",
    cost: "What its description takes of every session, least first",
    routing: "How high a search for its own examples puts it",
  };
  const FIRST = 12; // items put in at once where nothing tells how many the window holds

  const asItCame = [...list.children];
  const pager = /** @type {HTMLElement | null} */ (root.querySelector("nav.pager"));
  const paint = list.matches("ul") ? BrowseList.card : BrowseList.row;
  const forms = /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll(".segmented a"));
  const slot = root.querySelector("[data-sort]");
  const status = make("p", { class: "hidden", role: "status" });
  const chips = make("ul", { class: "chips", "aria-label": "Chosen" });
  const empty = make("div", { class: "empty" });
  const more = make("p", { class: "more-agents" });
  const see = make("a", { class: "button", href: "#agents" }); // on a narrow screen what is left lies far below the facets

  /** @param {Catalog} catalog */
  const begin = (catalog) => {
    const fields = BrowseModel.fields(catalog);
    let state = ViewState.empty(fields);
    /** @type {number[]} */
    let found = [];
    let came = true; // whether the list is the one that came with the page

    const facets = BrowseFacets.start(rail, catalog, (key, value) => go(key === "any" ? ViewState.toggle(state, key, value) : BrowseModel.toggle(state, key, value)));

    let timer = 0;
    signal.addEventListener("abort", () => clearTimeout(timer));
    /** Puts some items in, the first of them now. @param {number} first @param {number} count @param {(at: number) => Element} item */
    const put = (first, count, item) => {
      const items = (/** @type {number} */ from, /** @type {number} */ to) => Array.from({ length: Math.max(0, to - from) }, (_, at) => item(from + at));
      list.append(...items(0, Math.min(first, count)));
      clearTimeout(timer);
      timer = setTimeout(() => list.append(...items(first, count)), AFTER_MS);
    };
    /** How many items the window shows, or stand above it: what is to be there at once. */
    const inSight = () => {
      const below = [...list.children].findIndex((it) => it.getBoundingClientRect().top > innerHeight);
      return below < 0 ? Math.max(list.children.length, FIRST) : below;
    };
    /** @param {number} from @param {number} first */
    const append = (from, first) => {
      const wanted = BrowseModel.chosen(catalog, state);
      put(first, Math.min(SHOWN, found.length - from), (at) => {
        const agent = catalog.agents[found[from + at]];
        return paint(catalog, agent, BrowseModel.claims(catalog, agent, wanted));
      });
      const rest = found.length - from - SHOWN;
      more.replaceChildren(...(rest > 0 ? [button(`Show ${Math.min(rest, SHOWN)} more of ${rest}`, () => {
        const next = from + SHOWN;
        append(next, FIRST);
        /** @type {HTMLElement | null | undefined} */ (list.children[next]?.querySelector("a"))?.focus();
      })] : []));
    };

    /** What only this order needs is fetched when it is chosen. */
    const routing = () => {
      if (ViewState.one(state, fields[fields.length - 1]) !== "routing" || catalog.agents.some((agent) => agent.routing !== undefined)) return;
      AgentData.load("routing.js").then((/** @type {{ scores: (number | null)[] }} */ { scores }) => {
        catalog.agents.forEach((agent, at) => (agent.routing = scores[at] ?? undefined));
        if (!signal.aborted) show();
      }, () => undefined);
    };

    let turn = 0;
    /** Does what takes longer after the window has shown what took no time. @param {() => void} job */
    const afterPaint = (job) => {
      const own = ++turn;
      requestAnimationFrame(() => setTimeout(() => own === turn && !signal.aborted && job()));
    };

    /** @param {boolean} [pressed] whether somebody waits for an answer: how many are left comes first then, and which one frame later */
    const show = (pressed) => {
      routing();
      const first = inSight(); // asked while nothing has changed yet: a page that is laid out tells it for nothing
      const result = BrowseModel.find(catalog, state);
      found = result.agents;
      const query = ViewState.write(state, fields);
      const plain = ViewState.write({ ...state, ignored: [] }, fields) === "";
      const all = catalog.agents.length;
      const says = found.length === all ? `${all} ${all === 1 ? "agent" : "agents"}` : `${found.length} of ${all} agents`;
      heading.textContent = says;
      status.textContent = [says, ...several().map((facet) => `${facet.title}: ${BrowseModel.all(state, facet.key) ? "all" : "any"} of ${state.values[facet.key].length}`)].join("; ");
      see.textContent = `See ${says}`;
      if (pager) pager.hidden = !plain;
      const rest = () => {
        facets.show(state, result.counts);
        for (const form of forms) form.search = query;
        if (!plain || !came) showAgents(plain, first);
        showChips(plain);
        showEmpty();
      };
      if (pressed) afterPaint(rest);
      else rest();
    };

    /** @param {boolean} plain @param {number} first */
    const showAgents = (plain, first) => {
      clearTimeout(timer);
      for (const part of [list, rail]) part.classList.add("chosen");
      list.replaceChildren();
      more.replaceChildren();
      if (plain) put(first, asItCame.length, (at) => asItCame[at]);
      else append(0, first);
      came = plain;
    };

    /** @param {boolean} plain */
    const showChips = (plain) => {
      const back = Controls.holdFocus(chips);
      const held = catalog.facets.flatMap((facet) =>
        (state.values[facet.key] ?? []).map((value) =>
          Controls.chip(`${facet.title}: ${label(facet, value)}`, false, () => go(BrowseModel.toggle(state, facet.key, value))),
        ),
      );
      for (const facet of several()) {
        if (!BrowseModel.all(state, facet.key)) held.push(Controls.chip(`${facet.title}: any of these`, false, () => go(ViewState.toggle(state, "any", facet.key))));
      }
      const clear = plain && state.ignored.length === 0 ? [] : [make("li", {}, button("Clear all", () => go(ViewState.empty(fields)), "chip"))];
      chips.replaceChildren(...held, ...Controls.ignoredChips(state, go), ...clear);
      chips.hidden = chips.children.length === 0;
      back();
    };

    const showEmpty = () => {
      empty.hidden = found.length > 0;
      if (found.length > 0) return;
      const rescue = BrowseModel.rescue(catalog, state);
      const facet = catalog.facets.find((it) => it.key === rescue?.key);
      const lead = rescue && facet ? [button(`Drop “${facet.title}: ${label(facet, rescue.value)}” and see ${rescue.count}`, () => go(BrowseModel.toggle(state, rescue.key, rescue.value)))] : [];
      empty.replaceChildren(make("p", {}, "No agent has all of these."), make("p", {}, ...lead, " ", button("Show all agents", () => go(ViewState.empty(fields)))));
    };

    /** The facets in which several values are chosen that all or any must hold. */
    const several = () => catalog.facets.filter((facet) => BrowseModel.JOINED.includes(facet.key) && (state.values[facet.key] ?? []).length > 1);

    /** @param {Facet} facet @param {string} value */
    const label = (facet, value) => facet.values.find(([slug]) => slug === value)?.[1] ?? value;

    /** The order that is the page's own is by name until a competency is chosen to be strong in. */
    const showSort = () => {
      const matches = (state.values.competency ?? []).length > 0;
      const own = fields[fields.length - 1].initial ?? "";
      /** @type {Record<string, string>} */
      const texts = { match: matches ? "best match" : "name", name: "name", coverage: "coverage", changed: "last change", cost: "shortest description", routing: "easiest to find" };
      const options = BrowseModel.sorts(catalog).filter((sort) => matches || sort !== "name");
      const chosen = ViewState.one(state, fields[fields.length - 1]);
      let select = slot?.querySelector("select");
      if (!select && slot) {
        slot.replaceChildren(Fields.select("Sort by", [], chosen, (value) => go(ViewState.change(state, "sort", [value]))));
        select = slot.querySelector("select");
      }
      if (!select) return;
      if (select.options.length !== options.length) select.replaceChildren(...options.map((sort) => make("option", { value: sort, ...(HINTS[sort] && { title: HINTS[sort] }) }, texts[sort])));
      select.value = options.includes(chosen) ? chosen : own;
    };

    /** @param {State} next */
    const go = (next) => {
      state = next;
      url.save(state);
      show(true);
      showSort();
    };
    const url = Controls.keep(
      () => fields,
      (next) => {
        state = next;
        show();
        showSort();
      },
      signal,
    );
    root.querySelector(".toolbar")?.after(status, chips);
    rail.querySelector("details")?.append(make("p", { class: "see" }, see));
    (list.closest("section.scroll") ?? list).after(empty, more);
    url.load();
  };

  AgentData.load("agents.js").then((catalog) => signal.aborted || begin(catalog), () => undefined);
});
