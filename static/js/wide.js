// @ts-check
// What folds on a narrow screen stands open on a wide one, by its style alone; here it is told that it is open, to those who don't see it.
// Markup: details.wide-open; the width is that of layout.css.
(() => {
  "use strict";
  const wide = matchMedia("(width >= 64rem)");
  const all = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.wide-open"));
  const follow = () => all.forEach((it) => (it.open = wide.matches));
  if (wide.matches) follow();
  wide.addEventListener("change", follow);
})();
