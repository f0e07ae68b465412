// @ts-check
// What folds on a narrow screen stands open on a wide one, by its style alone; here it is told that it is open, to those who don't see it.
// Markup: details.wide-open; the width is that of layout.css.
(() => {
  "use strict";
  const wide = matchMedia("(width >= 64rem)");
  const follow = () => {
    const all = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.wide-open"));
    all.forEach((it) => (it.open = wide.matches));
  };
  const open = () => wide.matches && follow();
  // A matrix that is a list there scrolls nowhere, and is no stop for the keyboard.
  const narrow = matchMedia("(width < 40rem)");
  const stops = () => {
    const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".matrix:not(.bare)"));
    all.forEach((it) => (it.tabIndex = narrow.matches ? -1 : 0));
  };
  stops();
  narrow.addEventListener("change", stops);
  document.addEventListener("agentdex:main", stops);
  open();
  wide.addEventListener("change", follow);
  document.addEventListener("agentdex:main", open); // the preview has put a new <main> in place
})();
