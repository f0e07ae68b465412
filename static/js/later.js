// @ts-check
// Brings in a page's large script when it is wanted: right after loading, or, where the page names more agents than is usual, with the first
// touch of what the script works on. Until then, and without script, the page is complete, and its links lead to pages of their own.
// Markup: [data-later="…/browse.js"], with data-agents where their number tells.
(() => {
  "use strict";
  const SMALL = 1000; // agents

  let asked = false;
  /** @param {string} src */
  const ask = (src) => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.addEventListener("load", () => script.remove());
    script.src = src;
    document.head.append(script);
  };
  const start = () => {
    const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-later]"));
    const src = root?.dataset.later;
    if (!root || !src || asked) return;
    const wanted = location.search !== "" || Number(root.dataset.agents ?? 0) <= SMALL;
    if (wanted && document.readyState === "complete") ask(src);
    else if (wanted) addEventListener("load", () => setTimeout(() => ask(src)));
    for (const type of ["pointerover", "focusin", "touchstart"]) {
      for (const part of [root, document.querySelector(".rail")]) part?.addEventListener(type, () => ask(src), { passive: true, once: true });
    }
  };
  start();
  document.addEventListener("agentdex:main", start); // the preview has put a new <main> in place
})();
