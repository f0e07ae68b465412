// @ts-check
// The search field of every page: it loads the index's reader when it is first wanted, and says which key opens it.
// Markup: <form data-search data-script="…/search.js" data-index="…/search/m….js" data-root="…" action="…/search.html">
// with one <input type="search" name="q"> in it. Without this script the form leads to the search page, which says of itself
// <div data-search-page data-script="…/search-page.js">.
(() => {
  "use strict";

  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-search]"));
  const input = form?.querySelector("input");
  if (!form || !input || !form.dataset.script || !form.dataset.index) return;

  const mac = /Mac|iP(hone|ad|od)/.test(navigator.platform);
  input.placeholder = `${input.placeholder || "Search"}  ${mac ? "⌘" : "Ctrl "}K`;
  input.setAttribute("aria-keyshortcuts", `${mac ? "Meta" : "Control"}+K /`);

  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-page]"));
  let wanted = false;
  /** Loads the reader, once; on the search page what shows its answers, too. */
  function load() {
    if (wanted) return;
    wanted = true;
    for (const src of [form?.dataset.script, page?.dataset.script]) {
      if (!src) continue;
      const script = document.createElement("script");
      script.src = src;
      script.async = false; // one after the other
      document.head.append(script);
    }
  }
  input.addEventListener("focus", load, { once: true });
  input.addEventListener("pointerenter", load, { once: true });
  if (page) load();

  document.addEventListener("keydown", (event) => {
    const chord = event.key.toLowerCase() === "k" && (mac ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey;
    const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    if (!chord && !slash) return;
    event.preventDefault();
    form.dispatchEvent(new CustomEvent("search-open", { detail: document.activeElement }));
    input.focus();
    input.select();
  });
})();
