// @ts-check
// Controls to filter with: one of several, and words. Apart from the others, since whoever compares needs none.

const Fields = (() => {
  "use strict";

  /** A labelled choice of one. @param {string} label @param {[string, string][]} options value and text @param {string} value @param {(value: string) => void} act */
  const select = (label, options, value, act) => {
    const element = Controls.make("select", {}, ...options.map(([value, text]) => Controls.make("option", { value }, text)));
    element.value = value;
    element.addEventListener("change", () => act(element.value));
    return Controls.make("label", {}, label, element);
  };

  /** A labelled field for words. @param {string} label @param {string} value @param {(value: string) => void} act @param {string} [id] */
  const words = (label, value, act, id) => {
    const element = Controls.make("input", { type: "search", autocomplete: "off", spellcheck: "false", ...(id && { id }) });
    element.value = value;
    element.addEventListener("input", () => act(element.value));
    return Controls.make("label", {}, label, element);
  };

  return { select, words };
})();
