// @ts-check
// Two to four agents as a table, as templates/compare.html makes it for two.

const CompareTable = (() => {
  "use strict";
  const { make } = Controls;
  // How many of each a cell shows.
  const TAGS = 30, EXAMPLES = 3;

  /** @type {[string, "model" | "tools" | "loads" | "always" | "invoked"][]} */
  const FACTS = [["Model", "model"], ["Tools", "tools"], ["In Claude Code", "loads"], ["Tokens in every session", "always"], ["Tokens when invoked", "invoked"]];

  /** @param {CompetencyData[]} marks */
  const tags = (marks) =>
    marks.length === 0
      ? []
      : [make("ul", { class: "tags" }, ...marks.slice(0, TAGS).map((mark) =>
          make("li", {}, make("a", { href: `competency/${mark.id}.html`, "data-level": mark.level }, `${mark.name} `, make("span", { class: "hidden" }, `(${mark.level})`))),
        ))];

  /** @param {string[]} texts */
  const paragraphs = (texts) => texts.filter(Boolean).map((text) => make("p", { dir: "auto" }, text));

  /** @param {string} title @param {Node[][]} cells one for each agent, or one for all @param {AgentData[]} agents */
  const row = (title, cells, agents) => {
    if (cells.every((cell) => cell.length === 0)) return [];
    const texts = cells.map((cell) => cell.map((node) => node.textContent).join("\n"));
    const same = cells.length === 1 || texts.every((text) => text === texts[0]);
    /** Of more than two, each says whose it is: on a narrow screen they stand below each other. @param {number} at */
    const whose = (at) => (agents.length > 2 ? { "data-agent": agents[at].name, ...(agents[at].color && { "data-color": agents[at].color }) } : {});
    const td = (/** @type {Node[]} */ cell, /** @type {number} */ at) =>
      make("td", cells.length === 1 ? { colspan: String(agents.length) } : whose(at), ...(cell.length > 0 ? cell : [make("p", { class: "none" }, "nothing stated")]));
    return [make("tr", { "data-same": same }, make("th", { scope: "row" }, title), ...cells.map(td))];
  };

  /** @param {AgentData} agent */
  const examples = (agent) => {
    const shown = agent.examples.map((it) => it.asks || it.context).filter(Boolean).slice(0, EXAMPLES);
    const rest = agent.examples.length - shown.length;
    return paragraphs(shown.length > 0 && rest > 0 ? [...shown, `and ${rest} more example${rest === 1 ? "" : "s"}`] : shown);
  };

  /** @param {AgentData[]} agents */
  const table = (agents) => {
    const columns = agents.length;
    const names = CompareModel.called(agents);
    const held = CompareModel.levels(agents);
    /** What an agent claims of what so many of the agents do, by the order of the first: the core stands first. */
    const those = (/** @type {AgentData} */ agent, /** @type {(count: number, levels: string[]) => boolean} */ test, first = agent) => {
      const shown = first.competencies.flatMap(({ id, level }) => {
        const levels = held.get(id);
        const mark = agent.competencies.find((it) => it.id === id);
        return mark && levels?.[agents.indexOf(agent)] && test(levels.filter(Boolean).length, levels) ? [{ mark, core: level === "core" }] : [];
      });
      return tags(shown.sort((a, b) => Number(b.core) - Number(a.core)).map(({ mark }) => mark));
    };
    const even = (/** @type {string[]} */ levels) => new Set(levels).size === 1;
    const shared = columns === 2 ? "Both claim" : "All claim";
    const each = (/** @type {string} */ title, /** @type {(agent: AgentData) => Node[]} */ cell) => row(title, agents.map(cell), agents);
    const head = agents.map((agent, at) =>
      make("th", { scope: "col", class: "hue", ...(agent.color && { "data-color": agent.color }) }, make("a", { href: `agents/${agent.slug}.html` }, names[at])),
    );
    const rows = [
      each("Purpose", (it) => paragraphs([it.purpose])),
      each("Use it when", (it) => paragraphs(it.when)),
      each("Not when", (it) => paragraphs(it.whenNot)),
      each("Only it claims", (it) => those(it, (count) => count === 1)),
      columns > 2 ? each("Some claim", (it) => those(it, (count) => count > 1 && count < columns)) : [],
      each(`${shared}, not equally`, (it) => those(it, (count, levels) => count === columns && !even(levels), agents[0])),
      row(shared, [those(agents[0], (count, levels) => count === columns && even(levels))], agents),
      ...FACTS.map(([title, key]) => each(title, (it) => paragraphs([`${it[key]}`]))),
      each("Examples", examples),
    ];
    return make(
      "section",
      { "aria-label": "Comparison" },
      make(
        "table",
        { class: "compare", "data-columns": String(columns) },
        make("caption", { class: "hidden" }, names.join(" or ")),
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, make("span", { class: "hidden" }, "Compared by")), ...head)),
        make("tbody", {}, ...rows.flat()),
      ),
    );
  };

  return { table };
})();
