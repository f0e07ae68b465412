// @ts-check
// Side by side: on a pair's page the choice of differences only; on compare.html also which two to four agents.
Controls.onMain((signal) => {
  "use strict";
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-compare]"));
  const tools = root?.querySelector("[data-compare-tools]");
  if (!root || !tools) return;
  const { make, button } = Controls;
  const MOST = 4, LEAST = 2;
  // Agents to pick from where a part of a name is that of several.
  const OFFERED = 8;
  // So many agents are all offered at once.
  const FEW = 12;

  /** @type {Field} */
  const only = { key: "only", kind: "one", values: ["differences"] };
  /** @type {Field[]} */
  let fields = [only];
  /** @type {{ slug: string, name: string }[]} */
  let agents = [];
  let state = ViewState.empty(fields);
  // Which of several comparisons was asked for last.
  let asked = 0;

  const status = make("p", { role: "status" });
  const chips = make("ul", { class: "chips", "aria-label": "Compared" });
  const meant = make("ul", { class: "chips", "aria-label": "Agents of that name", hidden: true });
  const place = make("div");
  const names = make("datalist", { id: "compare-names" });

  const differences = () => root.classList.toggle("differences", ViewState.one(state, only) !== "");
  /** @param {State} next */
  const go = (next) => {
    state = next;
    url.save(state);
    meant.replaceChildren();
    meant.hidden = true;
    show();
  };

  /** Whether a text names one agent, which is then added. @param {string} text */
  const add = (text) => {
    const word = text.trim().toLowerCase();
    const chosen = state.values.a ?? [];
    const take = (/** @type {string} */ slug) => go(ViewState.change(state, "a", [...chosen, slug]));
    // A part of a name will do, if it is one agent's alone; of several the reader picks.
    const like = agents.filter((it) => !chosen.includes(it.slug) && (it.slug.includes(word) || it.name.toLowerCase().includes(word)));
    const found = agents.find((it) => it.slug === word || it.name.toLowerCase() === word) ?? (like.length === 1 ? like[0] : undefined);
    meant.replaceChildren();
    if (found && chosen.includes(found.slug)) status.textContent = `${found.name} is here already.`;
    else if (found) take(found.slug);
    else if (like.length === 0) status.textContent = `There is no agent called ${text.trim()}.`;
    else {
      status.textContent = `${like.length} agents have “${text.trim()}” in their names. Which one?`;
      meant.append(...like.slice(0, OFFERED).map((it) => make("li", {}, button(it.slug, () => take(it.slug), "chip"))));
    }
    meant.hidden = meant.children.length === 0;
    return Boolean(found);
  };

  // Made once: what is being typed outlives the tools' being shown anew.
  const picker = (() => {
    const input = make("input", { type: "text", list: "compare-names", autocomplete: "off", spellcheck: "false" });
    const form = make("form", { class: "picker" }, make("label", {}, "Agent", input), make("button", { type: "submit" }, "Add"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim() && add(input.value)) input.value = "";
    });
    return form;
  })();

  /** A check for each agent. @param {string[]} chosen */
  const checks = (chosen) => {
    const called = CompareModel.called(agents);
    const items = agents.map(({ slug }, at) => {
      const on = chosen.includes(slug);
      const label = Controls.check(called[at], on, () => go(ViewState.toggle(state, "a", slug)));
      /** @type {HTMLInputElement} */ (label.control).disabled = !on && chosen.length >= MOST;
      return make("li", {}, label);
    });
    return make("fieldset", { class: "offer" }, make("legend", { class: "hidden" }, "Agents to compare"), make("ul", { class: "offered" }, ...items));
  };

  const showTools = () => {
    const back = Controls.holdFocus(tools);
    const chosen = state.values.a ?? [];
    const name = (/** @type {string} */ slug) => agents.find((it) => it.slug === slug)?.name ?? slug;
    const few = agents.length <= FEW;
    chips.replaceChildren(...(few ? [] : chosen.map((slug) => Controls.chip(name(slug), false, () => go(ViewState.toggle(state, "a", slug))))), ...Controls.ignoredChips(state, go));
    chips.hidden = chips.children.length === 0;
    const check = Controls.check("Differences only", ViewState.one(state, only) !== "", (on) => go(ViewState.change(state, "only", on ? ["differences"] : [])));
    const compared = root.querySelector("table.compare") ? [check, button("Print", () => print())] : [];
    const adding = agents.length === 0 ? [] : few ? [checks(chosen)] : chosen.length < MOST ? [picker] : [];
    tools.replaceChildren(make("div", { class: "toolbar" }, ...adding, ...compared), names, status, meant, chips);
    back();
  };

  const show = async () => {
    differences();
    if (root.dataset.compare !== "any") return showTools();
    const mine = ++asked;
    const chosen = state.values.a ?? [];
    /** @type {AgentData[]} */
    const data = await Promise.all(chosen.map((slug) => AgentData.load(`agents/${slug}.js`))).catch(() => []);
    if (mine !== asked || signal.aborted) return;
    status.textContent = chosen.length === 0 ? "Add two to four agents." : chosen.length < LEAST ? "Add one more to compare." : `${chosen.length} agents side by side.`;
    const starts = /** @type {HTMLElement | null} */ (root.querySelector("[data-starts]"));
    if (starts) starts.hidden = data.length >= LEAST;
    place.replaceChildren();
    if (data.length >= LEAST) {
      const says = CompareModel.sentences(data).map((text) => make("p", {}, text));
      place.append(make("div", { class: "intro" }, ...says), CompareTable.table(data));
    }
    showTools();
  };

  const url = Controls.keep(
    () => fields,
    (next) => {
      state = next;
      show();
    },
    signal,
  );
  if (root.dataset.compare !== "any") return url.load();
  root.querySelector(".empty")?.remove();
  root.querySelector("[data-compare-tools]")?.after(place);
  AgentData.load("agents.js").then((/** @type {Catalog} */ catalog) => {
    if (signal.aborted) return;
    agents = catalog.agents.map(({ slug, card }) => ({ slug, name: card.name }));
    fields = [{ key: "a", kind: "list", values: agents.map((it) => it.slug), repeat: true, most: MOST }, only];
    names.replaceChildren(...agents.map(({ slug, name }) => make("option", { value: slug }, name)));
    url.load();
  });
});
