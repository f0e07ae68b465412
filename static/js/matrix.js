// @ts-check
// The matrix: filters, order and direction over the tables that are in the page. What is shown is worked out in matrix-model.js; here
// the tables are read once, and those that are open are made again. A closed one waits until it is opened.
Controls.onMain((signal) => {
  "use strict";
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-matrix]"));
  if (!root) return;
  const { make, button } = Controls;
  const { select } = Fields;
  const { LEVELS, STATES, counted } = MatrixModel;
  const DENSE = 7; // columns from which on the signs stand alone
  const HEAD = 3; // rows' worth of work that an upright heading is
  const AFTER_MS = 60;
  const OPENED = 600; // cells up to which a filter opens the tables that it finds something in, and which are made at once

  const groups = /** @type {HTMLDetailsElement[]} */ ([...root.querySelectorAll("details.group")]);
  const { matrix, links } = MatrixTable.read(groups);
  const fields = MatrixModel.fields(matrix);
  const tables = groups.map((group) => ({
    group,
    section: /** @type {HTMLElement} */ (group.querySelector(".matrix")),
    count: /** @type {HTMLElement} */ (group.querySelector("summary .count")),
    says: group.querySelector("summary .count")?.textContent ?? "",
    agents: group.querySelectorAll("thead th").length - 2,
    shown: "", // what the table shows, so that it is made again only where that changed
    due: /** @type {() => void} */ (() => {}),
  }));

  let state = ViewState.empty(fields);
  const plain = () => ViewState.write({ ...state, ignored: [] }, fields) === "";
  const wanted = () => ViewState.one(state, fields[6]) === "agents";

  /** What was open before the first filter, to be open again after the last. @type {boolean[] | null} */
  let before = null;

  const status = make("p", { role: "status" });
  const slot = document.querySelector("[data-matrix-tools]") ?? root.parentElement?.insertBefore(make("div", { class: "tools" }), root);
  const chips = make("ul", { class: "chips", "aria-label": "Unknown in the address" });

  /** The tables that are out of sight are made again after those in sight, one at a time. @type {(() => void)[]} */
  let waiting = [];
  let timer = 0;
  const drain = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      waiting.shift()?.();
      if (waiting.length > 0) drain();
    }, AFTER_MS);
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  /** @param {HTMLElement} group */
  const inSight = (group) => {
    const { top, bottom } = group.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  };

  const show = () => {
    const sight = groups.map(inSight); // asked while nothing has changed yet: a page that is laid out tells it for nothing
    waiting = [];
    const selection = MatrixModel.select(matrix, state);
    status.textContent = MatrixModel.say(selection);
    chips.replaceChildren(...Controls.ignoredChips(state, go));
    chips.hidden = state.ignored.length === 0;
    nothing.hidden = selection.competencies > 0;
    let room = OPENED;
    if (!plain() && !before) before = groups.map((group) => group.open);
    if (before) root.classList.add("filtered");
    tables.forEach((table, index) => {
      const part = selection.parts[index];
      const all = matrix.groups[index].rows.length;
      const hidden = table.agents - part.agents.length;
      table.group.hidden = part.rows.length === 0;
      table.count.textContent = plain()
        ? table.says
        : (part.rows.length < all ? `${part.rows.length} of ` : "") + counted(all, "competency", "competencies") + (hidden > 0 ? `, ${counted(hidden, "agent")} hidden` : "");
      const key = `${wanted()} ${part.rows} ${part.agents}`;
      table.due = () => {
        if (table.shown === key) return;
        table.shown = key;
        MatrixTable.write(table.section, matrix.groups[index], links, part, wanted(), matrix.agents);
        table.section.classList.toggle("dense", (wanted() ? part.rows : part.agents).length >= DENSE);
      };
      room -= (part.rows.length + HEAD) * part.agents.length;
      if (plain()) table.group.open = before ? before[index] : table.group.open;
      else if (part.rows.length > 0) table.group.open = room >= 0 || (before?.[index] ?? false);
      if (table.group.open && (sight[index] || room >= 0)) table.due();
      else if (table.group.open) waiting.push(table.due);
    });
    if (plain()) before = null;
    if (waiting.length > 0) drain();
  };

  /** @param {State} next @param {boolean} [typing] */
  const go = (next, typing = false) => {
    state = next;
    url.save(state, typing);
    show();
    if (!typing) controls();
  };
  /** @param {string} key @param {string} value */
  const set = (key, value) => go(ViewState.change(state, key, value ? [value] : []));

  const clear = () => go(ViewState.empty(fields));
  const nothing = make("div", { class: "empty" }, make("p", {}, "No competency fits all of this."), make("p", {}, button("Show the whole matrix", clear)));
  const bar = make("div", { class: "toolbar" });

  /** Makes the controls say what the state is; the one that has the focus keeps it. */
  const controls = () => {
    const back = Controls.holdFocus(bar);
    const value = (/** @type {number} */ at) => ViewState.one(state, fields[at]);
    /** @param {readonly string[]} values @returns {[string, string][]} */
    const same = (values) => values.map((it) => [it, it]);
    bar.replaceChildren(
      Fields.words("Competency", value(0), (text) => go(ViewState.change(state, "q", text ? [text] : []), true), "matrix-q"),
      select("Category", [["", "all"], ...matrix.groups.map((it) => /** @type {[string, string]} */ ([it.id, it.name]))], value(1), (it) => set("category", it)),
      select("Level", LEVELS.map((it, at) => [it, at === 0 ? "any" : at === 3 ? it : `${it} or more`]), value(2), (it) => set("level", it)),
      select("State", [["", "any"], ...same(STATES)], value(3), (it) => set("state", it)),
      select("Sort by", same(["name", "coverage"]), value(5), (it) => set("sort", it)),
      Controls.check("Hide empty", value(4) === "hide", (on) => set("empty", on ? "" : "show")),
      make(
        "span",
        { class: "segmented", role: "group", "aria-label": "Rows" },
        ...[["competencies", "Competencies"], ["agents", "Agents"]].map(([rows, text]) => {
          const turn = button(text, () => set("rows", rows));
          turn.setAttribute("aria-pressed", String(value(6) === rows));
          return turn;
        }),
      ),
      MatrixAgents.chooser(matrix, state, go),
      ...(plain() ? [] : [button("Clear", clear)]),
    );
    back();
  };

  const url = Controls.keep(
    () => fields,
    (next) => {
      state = next;
      show();
      controls();
    },
    signal,
  );
  slot?.replaceChildren(make("details", { class: "wide-open" }, make("summary", {}, "Filter and sort"), bar), status, chips);
  root.append(nothing);
  const initial = MatrixModel.select(matrix, state);
  tables.forEach((table, index) => {
    const part = initial.parts[index];
    // As it came; a bare one is made again when it is opened, with names and a cell for each agent.
    if (!table.section.classList.contains("bare")) table.shown = `false ${part.rows} ${part.agents}`;
    table.group.addEventListener("toggle", () => table.group.open && !waiting.includes(table.due) && table.due(), { signal });
    MatrixTable.crosshair(table.section, signal);
  });
  addEventListener("beforeprint", () => tables.forEach((table) => table.due()), { signal });
  Evidence.start(root);
  url.load();
});
