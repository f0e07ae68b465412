// @ts-check
// Which agents a choice of facets leaves, how many each further choice would leave, and in which order. Pure: no document.

/**
 * @typedef {{ key: string, title: string, values: [string, string][] }} Facet  values are slugs and what people read
 * @typedef {{ slug: string, cost: number, changed?: number, asks?: boolean, routing?: number, facets: number[][], tags: [number, string][], card: CardData }} Line  tags: competency's place, level; changed: seconds;
 *   asks: whether it has examples that ask something; routing: 0 to 1, how surely these lead to it, once routing.js is there
 * @typedef {{ kind: "agents", facets: Facet[], agents: Line[] }} Catalog
 * @typedef {{ agents: number[], counts: number[][] }} Found  places of agents in order; for each facet how many agents each value would leave
 */

const BrowseModel = (() => {
  "use strict";

  const SORTS = ["name", "coverage", "changed", "cost", "routing"];

  /** The orders that this catalog knows enough for: of no agent may a repository tell, or an example. @param {Catalog} catalog */
  const sorts = (catalog) =>
    SORTS.filter((sort) => {
      const needs = { changed: "changed", routing: "asks" }[sort];
      return !needs || catalog.agents.some((agent) => agent[needs] !== undefined);
    });

  /** The page's fields: one for each facet, and the order. @param {Catalog} catalog @returns {Field[]} */
  const fields = (catalog) => [
    ...catalog.facets.map((facet) => /** @type {Field} */ ({ key: facet.key, kind: "many", values: facet.values.map(([slug]) => slug) })),
    { key: "sort", kind: "one", values: sorts(catalog), initial: "name" },
  ];

  /** For each facet the places of the values that are chosen in it. @param {Catalog} catalog @param {State} state */
  const chosen = (catalog, state) =>
    catalog.facets.map((facet) => {
      const slugs = new Set(state.values[facet.key] ?? []);
      return new Set(slugs.size === 0 ? [] : facet.values.flatMap(([slug], place) => (slugs.has(slug) ? [place] : [])));
    });

  /** @param {Catalog} catalog @param {State} state @returns {Found} */
  const find = (catalog, state) => {
    const wanted = chosen(catalog, state);
    const counts = catalog.facets.map((facet) => new Array(facet.values.length).fill(0));
    /** @type {number[]} */
    const agents = [];
    catalog.agents.forEach((agent, index) => {
      // Between facets all must hold, inside one any: an agent that only one facet shuts out counts for that facet's other values.
      let missed = -1;
      let misses = 0;
      for (let at = 0; at < wanted.length && misses < 2; at++) {
        if (wanted[at].size === 0 || agent.facets[at].some((place) => wanted[at].has(place))) continue;
        missed = at;
        misses++;
      }
      if (misses > 1) return;
      if (misses === 0) agents.push(index);
      agent.facets.forEach((places, at) => {
        if (misses === 0 || at === missed) for (const place of places) counts[at][place]++;
      });
    });
    return { agents: order(catalog, agents, state.values.sort?.[0] ?? "name"), counts };
  };

  /** The same agents in an order; those that are equal stay by name. @param {Catalog} catalog @param {number[]} agents @param {string} sort */
  const order = (catalog, agents, sort) => {
    const of = catalog.agents;
    if (sort === "coverage") return [...agents].sort((a, b) => of[b].card.marks - of[a].card.marks || a - b);
    if (sort === "changed" || sort === "routing") {
      // The latest and the surest first; those of which nothing is known last.
      const value = (/** @type {number} */ index) => of[index][sort] ?? -Infinity;
      return [...agents].sort((a, b) => (value(a) === value(b) ? 0 : value(b) - value(a)) || a - b);
    }
    if (sort === "cost") return [...agents].sort((a, b) => of[a].cost - of[b].cost || a - b);
    return agents;
  };

  /**
   * Where nothing is left: the choice whose removal brings most agents back, and how many.
   * @param {Catalog} catalog @param {State} state @returns {{ key: string, value: string, count: number } | null}
   */
  const rescue = (catalog, state) => {
    let best = null;
    for (const facet of catalog.facets) {
      for (const value of state.values[facet.key] ?? []) {
        const count = find(catalog, ViewState.toggle(state, facet.key, value)).agents.length;
        if (count > (best?.count ?? 0)) best = { key: facet.key, value, count };
      }
    }
    return best;
  };

  return { sorts, fields, find, rescue };
})();
