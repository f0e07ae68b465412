// @ts-check
// Answers as nodes: text is only ever text. Shared by the field (search-show.js) and the search page (search-page.js).
(function (door) {
  "use strict";

  /** An element with attributes and children. @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /** A text with marks. @param {string} text @param {[number, number][]} marks */
  function marked(text, marks) {
    const made = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of marks) {
      made.append(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    made.append(text.slice(at));
    return made;
  }

  /** Why a hit is one, in a few words. @param {any} hit */
  function reason(hit) {
    const taken = { alias: "via ", typo: "for ", beginning: "as " };
    const parts = hit.why.competencies.map((/** @type {any} */ it) => `${it.name} (${it.level})`);
    for (const it of hit.why.corrections) {
      parts.push(it.how === "typo" ? `${it.to} for ${it.from}` : it.how === "alias" ? `${taken.alias}${it.to}` : `${it.to} for ${it.from}…`);
    }
    if (hit.why.without.length) parts.push(`without: ${hit.why.without.join(", ")}`);
    return parts.join("; ");
  }

  /** @param {any} hit @param {any} section @param {string} root */
  function address(hit, section, root) {
    return `${root}agents/${encodeURIComponent(hit.agent)}.html${section?.anchor ? `#${section.anchor}` : ""}`;
  }

  /** @param {number} count @param {string} one */
  const count = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

  /** What the status line says. @param {any} answer */
  function summary(answer) {
    const parts = [answer.total ? count(answer.total, "agent") : "No agent matches"];
    const typos = answer.corrections.filter((/** @type {any} */ it) => it.how === "typo");
    for (const it of typos) parts.push(`${it.to} for ${it.from}`);
    if (answer.without.length) parts.push(`without: ${answer.without.join(", ")}`);
    return [...parts, ...answer.notes].join(" · ");
  }

  /** Loads a file of the index by a script element: `fetch` does not work from file://. @param {string} base */
  function loader(base) {
    return (/** @type {string} */ name) => {
      const script = document.createElement("script");
      script.src = `${base}${name}.js`;
      script.addEventListener("load", () => script.remove());
      document.head.append(script);
    };
  }

  /** @type {Promise<any> | undefined} */
  let opened;

  /** The index of this page's site, opened once. @returns {Promise<any>} */
  function site() {
    opened ??= (() => {
      const form = /** @type {HTMLElement} */ (document.querySelector("form[data-search]"));
      const url = form.dataset.index || "";
      const cut = url.lastIndexOf("/") + 1;
      return door.open(url.slice(cut).replace(/\.js$/, ""), loader(url.slice(0, cut)));
    })();
    return opened;
  }

  Object.assign(door, { element, marked, reason, address, count, summary, site });
})((globalThis.agentdexSearch ??= {}));
