// @ts-check
// Brings in a page's large script when it is wanted: right after loading, or, where the page names more agents than is usual, with the first
// touch of what the script works on. Until then, and without script, the page is complete, and its links lead to pages of their own.
// Markup: [data-later="…/browse.js"], with data-agents where their number tells.
(() => {
  "use strict";
  const SMALL = 1000; // agents

  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-later]"));
  const src = root?.dataset.later;
  if (!root || !src) return;
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.addEventListener("load", () => script.remove());
    script.src = src;
    document.head.append(script);
  };
  const wanted = location.search !== "" || Number(root.dataset.agents ?? 0) <= SMALL;
  if (wanted && document.readyState === "complete") ask();
  else if (wanted) addEventListener("load", () => setTimeout(ask));
  for (const type of ["pointerover", "focusin", "touchstart"]) {
    for (const part of [root, document.querySelector(".rail")]) part?.addEventListener(type, ask, { passive: true, once: true });
  }
})();
