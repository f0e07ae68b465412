// @ts-check
// The rail of facets as checks: those values that the page has, in its order; above twelve, a field that finds the others.

const BrowseFacets = (() => {
  "use strict";
  const { make } = Controls;
  const FIELD = 12; // values from which on a facet has a field to find one
  const FOUND = 30; // values that the field shows at once

  /**
   * @param {Element} rail @param {Catalog} catalog @param {(key: string, value: string) => void} toggle
   * @returns {{ show: (state: State, counts: number[][]) => void }}
   */
  const start = (rail, catalog, toggle) => {
    const parts = catalog.facets.flatMap((facet, at) => {
      const part = /** @type {HTMLElement | null} */ (rail.querySelector(`[data-facet="${facet.key}"]`));
      return part ? [facetOf(part, facet, at, toggle)] : [];
    });
    return { show: (state, counts) => parts.forEach((part) => part(state, counts)) };
  };

  /** @param {HTMLElement} part @param {Facet} facet @param {number} at @param {(key: string, value: string) => void} toggle */
  const facetOf = (part, facet, at, toggle) => {
    const bySlug = new Map(facet.values.map(([slug], place) => [slug, place]));
    // What the page's links show, by the last part of their address: `browse/model/opus.html`.
    const usual = [...part.querySelectorAll("li a")].flatMap((link) => {
      const place = bySlug.get(/([^/]+)\.html$/.exec(link.getAttribute("href") ?? "")?.[1] ?? "");
      return place === undefined ? [] : [place];
    });
    const title = part.querySelector("h3")?.textContent ?? facet.title;
    const list = make("ul");
    let typed = "";
    let made = ""; // the places of the values that have an item now
    /** @type {Map<number, { input: HTMLInputElement, count: HTMLElement }>} */
    const items = new Map();
    /** @type {State} */
    let state = { values: {}, ignored: [] };
    /** @type {number[]} */
    let counts = [];

    const fill = () => {
      const held = new Set(state.values[facet.key] ?? []);
      which.hidden = held.size === 0;
      which.value = BrowseModel.all(state, facet.key) ? "all" : "any";
      const word = typed.trim().toLowerCase();
      const all = word === "" ? usual : facet.values.flatMap(([, text], place) => (text.toLowerCase().includes(word) ? [place] : []));
      if (word !== "") all.sort((a, b) => counts[b] - counts[a] || a - b);
      const places = all.slice(0, FOUND);
      const hidden = facet.values.flatMap(([slug], place) => (held.has(slug) && !places.includes(place) ? [place] : []));
      const shown = [...hidden, ...places];
      if (shown.join() !== made) {
        const back = Controls.holdFocus(list);
        made = shown.join();
        items.clear();
        list.replaceChildren(...shown.map(item));
        if (shown.length === 0) list.append(make("li", { class: "count" }, "None of that name"));
        back();
      }
      for (const [place, { input, count }] of items) {
        input.checked = held.has(facet.values[place][0]);
        input.disabled = counts[place] === 0 && !input.checked;
        if (count.textContent !== String(counts[place])) count.textContent = String(counts[place]);
      }
    };

    /** @param {number} place */
    const item = (place) => {
      const [slug, text] = facet.values[place];
      const input = make("input", { type: "checkbox" });
      input.addEventListener("change", () => toggle(facet.key, slug));
      const count = make("span", { class: "count" });
      items.set(place, { input, count });
      return make("li", {}, make("label", { "data-name": text }, input, make("span", {}, text), count));
    };

    // Whether two that are chosen narrow or widen. There from the first on: only so can a second be had that none has together with it.
    const which = make("select", { class: "which", "aria-label": `${title}: agents with`, hidden: true }, make("option", { value: "all" }, "all of these"), make("option", { value: "any" }, "any of these"));
    which.addEventListener("change", () => toggle("any", facet.key));

    const group = make("fieldset", { "data-facet": facet.key }, make("legend", {}, title), ...(BrowseModel.JOINED.includes(facet.key) ? [which] : []));
    if (facet.values.length > FIELD) {
      const field = make("input", { type: "search", placeholder: `Find in ${facet.values.length}`, "aria-label": `Find: ${title}`, autocomplete: "off" });
      field.addEventListener("input", () => {
        typed = field.value;
        fill();
      });
      // Above what it finds, so that it stays in its place while there is less.
      group.append(make("p", { class: "more" }, field));
    }
    group.append(list);
    part.replaceWith(group);
    return (/** @type {State} */ next, /** @type {number[][]} */ all) => {
      state = next;
      counts = all[at];
      fill();
    };
  };

  return { start };
})();
