// @ts-check
// The tables of the matrix: read from the page, and made again with other rows and columns.

/** @typedef {{ agents: string[], rows: Map<Row, { href: string, id: string, marks: Map<number, HTMLAnchorElement> }> }} Links */

const MatrixTable = (() => {
  "use strict";
  const { make } = Controls;

  /** @param {Element | null | undefined} element */
  const text = (element) => element?.textContent?.trim() ?? "";

  /** The name of the page that a link leads to. @param {Element} link */
  const pageOf = (link) => /([^/]+)\.html(?:#|$)/.exec(link.getAttribute("href") ?? "")?.[1] ?? "";

  /** The agents of a table's columns. In a large matrix a head has a link only where the name isn't that of the page. @param {Element} group */
  const headsOf = (group) =>
    [...group.querySelectorAll("thead th:nth-child(n + 3)")].map((head) => {
      const link = head.querySelector("a");
      return { id: link ? pageOf(link) : text(head), name: text(head) };
    });

  /**
   * Tells of each mark of a row in which column it stands. One cell may stand for several columns where none has a mark.
   * @param {HTMLTableRowElement} tr @param {(column: number, link: HTMLAnchorElement) => void} found
   */
  const marksOf = (tr, found) => {
    let column = 0;
    for (let cell = /** @type {Element | null} */ (tr.cells[2]); cell; cell = cell.nextElementSibling) {
      const link = cell.firstElementChild;
      if (link) found(column, /** @type {HTMLAnchorElement} */ (link));
      column += link ? 1 : /** @type {HTMLTableCellElement} */ (cell).colSpan;
    }
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
      const columns = headsOf(group).map(({ id, name }) => {
        const known = byId.get(id);
        if (known !== undefined) return known;
        byId.set(id, matrix.agents.length);
        links.agents.push(`agents/${id}.html`);
        return matrix.agents.push({ id, name }) - 1;
      });
      const rows = [...group.querySelectorAll("tbody tr")].map((tr) => {
        const head = tr.querySelector("th");
        const link = head?.querySelector("a");
        /** @type {Row} */
        const row = { id: head?.id ?? "", name: text(head), state: text(tr.querySelector(".state")), marks: [] };
        const own = { href: link?.getAttribute("href") ?? "", id: link ? pageOf(link) : "", marks: new Map() };
        marksOf(/** @type {HTMLTableRowElement} */ (tr), (column, link) => {
          const agent = columns[column];
          row.marks.push({ agent, level: MatrixModel.LEVELS.indexOf(link.dataset.level ?? text(link)) });
          own.marks.set(agent, link);
        });
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

  /**
   * Says in a mark whose it is. A large matrix comes without, for its size, and its marks lead to their sentence from here on.
   * @param {HTMLAnchorElement} link @param {string} name @param {string} href
   */
  const complete = (link, name, href) => {
    const first = link.firstElementChild;
    if (first) first.textContent = name;
    else {
      const level = text(link);
      link.className = "mark";
      link.dataset.level = level;
      link.setAttribute("href", href);
      link.replaceChildren(make("i", {}, name), " ", make("span", {}, level));
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
    /** @param {HTMLTableRowElement} tr @param {number} at @param {Row} row @param {number} agent @param {string} name */
    const put = (tr, at, row, agent, name) => {
      const own = links.rows.get(row);
      const link = own?.marks.get(agent);
      if (!own || !link) return 0;
      complete(link, name, `${links.agents[agent]}#ev-${own.id}`);
      tr.cells[at].append(link);
      return 1;
    };
    const rows = byAgent
      ? part.agents.map((agent) => {
          const tr = /** @type {HTMLTableRowElement} */ (blank.cloneNode(true));
          let count = 0;
          part.rows.forEach((row, at) => (count += put(tr, at, group.rows[row], agent, group.rows[row].name)));
          tr.prepend(head("row", agents[agent].name, links.agents[agent]), make("td", { class: "state" }, String(count)));
          return tr;
        })
      : part.rows.map((index) => {
          const row = group.rows[index];
          const own = links.rows.get(row);
          const tr = /** @type {HTMLTableRowElement} */ (blank.cloneNode(true));
          part.agents.forEach((agent, at) => put(tr, at, row, agent, agents[agent].name));
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
