// @ts-check
// Which agents a choice of facets leaves, how many each further choice would leave, and in which order. Pure: no document.

/**
 * @typedef {{ key: string, title: string, values: [string, string][] }} Facet  values are slugs and what people read
 * @typedef {{ slug: string, cost: number, changed?: number, asks?: boolean, routing?: number, core?: number, facets: number[][], tags: [number, string][], card: CardData }} Line  tags: competency's place, level; changed: seconds;
 *   asks: whether it has examples that ask something; routing: 0 to 1, how surely these lead to it, once routing.js is there;
 *   core: so many of its competencies are core, and these stand first in their facet, the listed ones after them
 * @typedef {{ kind: "agents", facets: Facet[], agents: Line[] }} Catalog
 * @typedef {{ agents: number[], counts: number[][] }} Found  places of agents in order; for each facet how many agents each value would leave
 */

const BrowseModel = (() => {
  "use strict";

  // `match`, the first: the strongest in the competencies that are chosen. Where none is, by name.
  const SORTS = ["match", "name", "coverage", "changed", "cost", "routing"];
  // In these an agent has many values, and somebody who chooses two wants both; `any` names those in which either will do.
  const JOINED = ["category", "competency"];

  /** The orders that this catalog knows enough for: of no agent may a repository tell, or an example. @param {Catalog} catalog */
  const sorts = (catalog) =>
    SORTS.filter((sort) => {
      const needs = { changed: "changed", routing: "asks" }[sort];
      return !needs || catalog.agents.some((agent) => agent[needs] !== undefined);
    });

  /** Whether all that is chosen in a facet must hold, or any of it. @param {State} state @param {string} key */
  const all = (state, key) => JOINED.includes(key) && !state.values.any?.includes(key);

  /** The page's fields: one for each facet, which of them are not joined, and the order, the last. @param {Catalog} catalog @returns {Field[]} */
  const fields = (catalog) => [
    ...catalog.facets.map((facet) => /** @type {Field} */ ({ key: facet.key, kind: "many", values: facet.values.map(([slug]) => slug) })),
    { key: "any", kind: "many", values: JOINED.filter((key) => catalog.facets.some((facet) => facet.key === key)) },
    { key: "sort", kind: "one", values: sorts(catalog), initial: SORTS[0] },
  ];

  /** The state with a value chosen, or no more; with a facet's last value goes how they were joined. @param {State} state @param {string} key @param {string} value */
  const toggle = (state, key, value) => {
    const next = ViewState.toggle(state, key, value);
    return next.values[key].length === 0 && state.values.any?.includes(key) ? ViewState.toggle(next, "any", key) : next;
  };

  /** For each facet the places of the values that are chosen in it. @param {Catalog} catalog @param {State} state */
  const chosen = (catalog, state) =>
    catalog.facets.map((facet) => {
      const slugs = new Set(state.values[facet.key] ?? []);
      return new Set(slugs.size === 0 ? [] : facet.values.flatMap(([slug], place) => (slugs.has(slug) ? [place] : [])));
    });

  /** How many of the chosen an agent has. @param {number[]} places @param {Set<number>} wanted */
  const had = (places, wanted) => {
    let count = 0;
    for (const place of places) if (wanted.has(place)) count++;
    return count;
  };

  /**
   * A value's count is of those agents that have it and hold to all other facets; where all that is chosen must hold, to its own too.
   * @param {Catalog} catalog @param {State} state @returns {Found}
   */
  const find = (catalog, state) => {
    const wanted = chosen(catalog, state);
    const joined = catalog.facets.map((facet) => all(state, facet.key));
    const counts = catalog.facets.map((facet) => new Array(facet.values.length).fill(0));
    /** @type {number[]} */
    const agents = [];
    catalog.agents.forEach((agent, index) => {
      // Between facets all must hold. An agent that only one facet shuts out counts for that facet's other values, if any of them will do.
      let missed = -1;
      let misses = 0;
      for (let at = 0; at < wanted.length && misses < 2; at++) {
        if (wanted[at].size === 0 || had(agent.facets[at], wanted[at]) >= (joined[at] ? wanted[at].size : 1)) continue;
        missed = at;
        misses += joined[at] ? 2 : 1;
      }
      if (misses > 1) return;
      if (misses === 0) agents.push(index);
      agent.facets.forEach((places, at) => {
        if (misses === 0 || at === missed) for (const place of places) counts[at][place]++;
      });
    });
    return { agents: order(catalog, agents, state.values.sort?.[0] ?? SORTS[0], wanted), counts };
  };

  /** The places of the chosen competencies that an agent claims, with their levels, the strongest first. @param {Catalog} catalog @param {Line} agent @param {Set<number>[]} wanted @returns {[number, string][]} */
  const claims = (catalog, agent, wanted) => {
    const at = catalog.facets.findIndex((facet) => facet.key === "competency");
    if (at < 0 || wanted[at].size === 0) return [];
    return agent.facets[at].flatMap((place, rank) => (wanted[at].has(place) ? [[place, rank < (agent.core ?? 0) ? "core" : "listed"]] : []));
  };

  /** The same agents in an order; those that are equal stay by name. @param {Catalog} catalog @param {number[]} agents @param {string} sort @param {Set<number>[]} wanted */
  const order = (catalog, agents, sort, wanted) => {
    const of = catalog.agents;
    if (sort === "match") {
      // Who has more of them comes first, then in whom more of them are core.
      const value = new Map(agents.map((index) => {
        const held = claims(catalog, of[index], wanted);
        return [index, held.length * 1e4 + held.filter(([, level]) => level === "core").length];
      }));
      return [...agents].sort((a, b) => (value.get(b) ?? 0) - (value.get(a) ?? 0) || a - b);
    }
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
        const count = find(catalog, toggle(state, facet.key, value)).agents.length;
        if (count > (best?.count ?? 0)) best = { key: facet.key, value, count };
      }
    }
    return best;
  };

  return { JOINED, all, sorts, fields, toggle, chosen, claims, find, rescue };
})();
