// @ts-check
// The tables of the matrix: read from the page, and made again with other rows and columns.

/** @typedef {{ agents: string[], rows: Map<Row, { href: string, marks: Map<number, HTMLAnchorElement> }> }} Links */

const MatrixTable = (() => {
  "use strict";
  const { make } = Controls;

  /** @param {Element | null | undefined} element */
  const text = (element) => element?.textContent?.trim() ?? "";

  /** The name of the agent that a link leads to. @param {Element} link */
  const agentOf = (link) => /([^/]+)\.html(?:#|$)/.exec(link.getAttribute("href") ?? "")?.[1] ?? "";

  /**
   * The heads of a bare table, each with a link to its agent: the first mark below it. Such a table has no links in its heads, and one cell
   * for several columns where none has a mark.
   * @param {Element} table @returns {[Element, Element][]}
   */
  const headsOf = (table) => {
    /** @type {Element[]} */
    const links = [];
    for (const tr of table.querySelectorAll("tbody tr")) {
      let at = 0;
      for (const cell of /** @type {HTMLTableRowElement} */ (tr).cells) {
        const link = cell.localName === "td" && cell.firstElementChild;
        if (link) links[at] ??= link;
        at += cell.colSpan;
      }
    }
    return [...table.querySelectorAll("thead th")].flatMap((head, at) => (links[at] ? [/** @type {[Element, Element]} */ ([head, links[at]])] : []));
  };

  /**
   * What the tables say, and the links in them, which are used again.
   * @param {HTMLElement[]} groups @returns {{ matrix: Matrix, links: Links }}
   */
  const read = (groups) => {
    /** @type {Map<string, number>} */
    const byId = new Map();
    /** @type {Matrix} */
    const matrix = { groups: [], agents: [] };
    /** @type {Links} */
    const links = { agents: [], rows: new Map() };
    for (const group of groups) {
      const bare = group.querySelector(".bare");
      for (const [head, link] of bare ? headsOf(bare) : [...group.querySelectorAll("thead a")].map((it) => [it, it])) {
        const id = agentOf(link);
        if (byId.has(id)) continue;
        byId.set(id, matrix.agents.length);
        matrix.agents.push({ id, name: text(head) });
        links.agents.push((link.getAttribute("href") ?? "").replace(/#.*/, ""));
      }
      const rows = [...group.querySelectorAll("tbody tr")].map((tr) => {
        const head = tr.querySelector("th");
        /** @type {Row} */
        const row = { id: head?.id ?? "", name: text(head), state: text(tr.querySelector(".state")), marks: [] };
        const own = { href: head?.querySelector("a")?.getAttribute("href") ?? "", marks: new Map() };
        for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (tr.querySelectorAll("td > a[data-level]"))) {
          const agent = byId.get(agentOf(link));
          if (agent === undefined) continue;
          row.marks.push({ agent, level: MatrixModel.LEVELS.indexOf(link.dataset.level ?? "") });
          own.marks.set(agent, link);
        }
        links.rows.set(row, own);
        return row;
      });
      matrix.groups.push({ id: group.id, name: text(group.querySelector("summary h2, summary h3")), rows });
    }
    return { matrix, links };
  };

  /** @param {string} scope @param {string} name @param {string} href @param {string} [id] */
  const head = (scope, name, href, id) => make("th", { scope, ...(id && { id }) }, href ? make("a", { href }, name) : name);

  /** @param {string} state */
  const stateCell = (state) =>
    make("td", { class: "state", ...((state === "gap" || state === "ambiguous") && { "data-state": state }) }, state);

  /** Says in a mark whose it is: a large matrix comes without, for its size. @param {HTMLAnchorElement} link @param {string} text */
  const name = (link, text) => {
    const first = link.firstElementChild;
    if (first?.localName === "i") first.textContent = text;
    else {
      link.className = "mark";
      link.replaceChildren(make("i", {}, text), " ", make("span", {}, link.textContent ?? ""));
    }
  };

  /**
   * Makes a table again.
   * @param {HTMLElement} section @param {Group} group @param {Links} links @param {Part} part @param {boolean} byAgent whether agents are the rows
   * @param {{ id: string, name: string }[]} agents
   */
  const write = (section, group, links, part, byAgent, agents) => {
    const table = section.querySelector("table");
    if (!table) return;
    section.classList.remove("bare");
    const columns = byAgent ? part.rows.length : part.agents.length;
    const blank = make("tr");
    for (let at = 0; at < columns; at++) blank.append(make("td"));
    /** @param {HTMLTableRowElement} tr @param {number} at @param {HTMLAnchorElement | undefined} link @param {string} text */
    const put = (tr, at, link, text) => {
      if (!link) return;
      name(link, text);
      tr.cells[at].append(link);
    };
    const rows = byAgent
      ? part.agents.map((agent) => {
          const tr = /** @type {HTMLTableRowElement} */ (blank.cloneNode(true));
          let count = 0;
          part.rows.forEach((row, at) => {
            const link = links.rows.get(group.rows[row])?.marks.get(agent);
            if (link) count++;
            put(tr, at, link, group.rows[row].name);
          });
          tr.prepend(head("row", agents[agent].name, links.agents[agent]), make("td", { class: "state" }, String(count)));
          return tr;
        })
      : part.rows.map((index) => {
          const row = group.rows[index];
          const own = links.rows.get(row);
          const tr = /** @type {HTMLTableRowElement} */ (blank.cloneNode(true));
          part.agents.forEach((agent, at) => put(tr, at, own?.marks.get(agent), agents[agent].name));
          tr.prepend(head("row", row.name, own?.href ?? "", row.id), stateCell(row.state));
          return tr;
        });
    const heads = byAgent
      ? part.rows.map((row) => head("col", group.rows[row].name, links.rows.get(group.rows[row])?.href ?? ""))
      : part.agents.map((agent) => head("col", agents[agent].name, links.agents[agent]));
    const first = byAgent ? ["Agent", "Marks"] : ["Competency", "State"];
    const top = make("tr", {}, ...first.map((name) => head("col", name, "")), ...heads);
    table.tHead?.replaceChildren(top);
    table.tBodies[0]?.replaceChildren(...rows);
  };

  /** Tints the column of the cell that the pointer or the focus is on; the row's tint needs no script. @param {HTMLElement} section @param {AbortSignal} signal */
  const crosshair = (section, signal) => {
    /** @type {Element[]} */
    let tinted = [];
    let column = -1;
    /** @param {Event} event */
    const move = (event) => {
      const cell = /** @type {HTMLTableCellElement | null} */ (/** @type {Element} */ (event.target).closest?.("td, th"));
      const at = cell && event.type !== "pointerleave" && event.type !== "focusout" ? cell.cellIndex : -1;
      if (at === column && at < 0) return;
      column = at;
      tinted.forEach((it) => it.classList.remove("cross"));
      tinted = at < 2 ? [] : [...section.querySelectorAll("tr")].map((tr) => tr.cells[at]).filter(Boolean);
      tinted.forEach((it) => it.classList.add("cross"));
    };
    for (const type of ["pointerover", "pointerleave", "focusin", "focusout"]) section.addEventListener(type, move, { signal });
  };

  return { read, write, crosshair };
})();
