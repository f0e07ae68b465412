// @ts-check
// Brings in what makes the home page's facets combine (browse.js and its parts), when it is wanted: right after loading in a catalog of usual
// size, in a very large one with the first touch of the facets. Until then, and without script, the links lead to pages of their own.
(() => {
  "use strict";
  const SMALL = 1000; // agents

  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-browse]"));
  const src = root?.dataset.browse;
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
  const wanted = location.search !== "" || Number(root.dataset.agents) <= SMALL;
  if (wanted && document.readyState === "complete") ask();
  else if (wanted) addEventListener("load", () => setTimeout(ask));
  for (const type of ["pointerover", "focusin", "touchstart"]) {
    for (const part of [root, document.querySelector(".rail")]) part?.addEventListener(type, ask, { passive: true, once: true });
  }
})();
