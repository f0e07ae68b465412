// @ts-check
// Agents on cards or in a table, as templates/home.html makes them: the same parts from the same data.

/**
 * @typedef {{ name: string, folder?: string, summary: string, color: string, facts: { text: string, tone: string }[], model: string, tools: string,
 *   loads_short: string, loads_tone: string, marks: number }} CardData
 */

const BrowseList = (() => {
  "use strict";
  const { make } = Controls;

  /** The tags of an agent: all that were asked for, and, up to a number, its own. @param {Catalog} catalog @param {Line} line @param {number} most @param {[number, string][]} asked */
  const tags = (catalog, line, most, asked) => {
    const names = catalog.facets.find((facet) => facet.key === "competency")?.values ?? [];
    const own = line.tags.filter(([place]) => asked.every(([other]) => other !== place));
    const shown = [...asked, ...own.slice(0, Math.max(0, most - asked.length))];
    return shown.map(([place, level], at) => {
      const [id, name] = names[place] ?? ["", ""];
      const hidden = make("span", { class: "hidden" }, `(${level})`);
      return make("li", { ...(at < asked.length && { class: "asked" }) }, make("a", { href: `competency/${id}.html`, "data-level": level }, `${name} `, hidden));
    });
  };

  /** @param {Line} line */
  const link = (line) => make("a", { href: `agents/${line.slug}.html` }, line.card.name);

  /** @param {Catalog} catalog @param {Line} line @param {[number, string][]} asked */
  const card = (catalog, line, asked) => {
    const agent = line.card;
    const item = make("li", { class: "card", ...(agent.color && { "data-color": agent.color }) });
    item.append(make("h3", { class: "hue" }, link(line)));
    if (agent.folder) item.append(make("p", { class: "place" }, `in ${agent.folder}`));
    item.append(make("p", { class: "purpose", dir: "auto" }, agent.summary || "No description."));
    const held = tags(catalog, line, 3, asked);
    if (held.length > 0) item.append(make("ul", { class: "tags", "aria-label": `Competencies of ${agent.name}` }, ...held));
    const facts = agent.facts.map((fact) => make("li", { ...(fact.tone && { class: fact.tone }) }, fact.text));
    const compare = make("a", { href: `compare.html?a=${line.slug}`, "aria-label": `Compare ${agent.name}` }, "Compare");
    if (catalog.agents.length > 1) facts.push(make("li", { class: "to-compare" }, compare));
    item.append(make("ul", { class: "facts-line" }, ...facts));
    return item;
  };

  /** @param {Catalog} catalog @param {Line} line @param {[number, string][]} asked */
  const row = (catalog, line, asked) => {
    const agent = line.card;
    const loads = agent.loads_tone ? make("span", { class: "severity", "data-tone": agent.loads_tone }, agent.loads_short) : "yes";
    return make(
      "tr",
      { ...(agent.color && { "data-color": agent.color }) },
      make("th", { scope: "row", class: "hue" }, link(line), ...(agent.folder ? [" ", make("small", { class: "place" }, `in ${agent.folder}`)] : [])),
      make("td", { class: "says", dir: "auto" }, make("span", {}, agent.summary)),
      make("td", {}, ...(line.tags.length > 0 ? [make("ul", { class: "tags" }, ...tags(catalog, line, 1, asked))] : [])),
      make("td", {}, agent.model),
      make("td", {}, agent.tools),
      make("td", { class: "num" }, String(agent.marks)),
      make("td", {}, loads),
    );
  };

  return { card, row };
})();
