// @ts-check
// The sentence behind a mark, in a popover beside it. The mark stays a link: what can't be shown here is followed.

const Evidence = (() => {
  "use strict";
  const { make } = Controls;
  const GAP = 6; // pixels between a mark and its popover

  /** Puts a popover below what it belongs to, or above where there is no room. @param {HTMLElement} popover @param {Element} anchor */
  const place = (popover, anchor) => {
    const at = anchor.getBoundingClientRect();
    const own = popover.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const below = at.bottom + GAP + own.height <= innerHeight || at.top < own.height + GAP;
    popover.style.left = `${Math.max(GAP, Math.min(at.left, wide - own.width - GAP))}px`;
    popover.style.top = `${Math.max(GAP, below ? at.bottom + GAP : at.top - own.height - GAP)}px`;
  };

  /** @param {HTMLElement} popover @param {AgentData} agent @param {CompetencyData} mark @param {string} href */
  const fill = (popover, agent, mark, href) => {
    const [before, term, after] = mark.quote;
    const title = make("p", { id: "evidence-title" }, make("strong", { "data-level": mark.level }, `${mark.name}, ${mark.level}`), ` in ${agent.name}`);
    const quote = make("p", { class: "quote", dir: "auto" }, before, make("mark", {}, term), after);
    const source = make("p", { class: "source" }, make("a", { href }, `${agent.path}:${mark.line}`), mark.section ? `, in “${mark.section}”` : "");
    popover.replaceChildren(title, ...(mark.note ? [make("p", { class: "source" }, mark.note)] : []), quote, source);
  };

  /**
   * Shows the evidence of the marks inside an element on click.
   * @param {HTMLElement} root
   */
  const start = (root) => {
    if (!("popover" in HTMLElement.prototype)) return;
    const popover = make("div", { popover: "auto", class: "popover", role: "dialog", "aria-labelledby": "evidence-title", tabindex: "-1" });
    root.append(popover);
    root.addEventListener("click", async (event) => {
      const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a.mark"));
      if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const [page, anchor = ""] = (link.getAttribute("href") ?? "").split("#ev-");
      if (!page.endsWith(".html") || !anchor) return;
      event.preventDefault();
      try {
        const agent = /** @type {AgentData} */ (await AgentData.load(page.replace(/\.html$/, ".js")));
        const mark = agent.competencies.find((it) => it.id === anchor);
        if (!mark) throw new Error("no such mark");
        fill(popover, agent, mark, link.href);
        link.focus({ preventScroll: true }); // this is where the focus returns to
        popover.showPopover();
        place(popover, link);
        popover.focus({ preventScroll: true });
      } catch {
        location.assign(link.href);
      }
    });
  };

  return { start };
})();
