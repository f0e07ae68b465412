// @ts-check
// What a reader has chosen on a page, to and from the query of its URL. Pure: no document, no location.
//
// A page states its fields; each has a kind:
//   text  any words                          ?q=raft+log
//   one   one of the known values            ?level=core
//   many  several of them, sorted            ?model=haiku,opus
//   list  several of them, in their order    ?agents=b,a      (`repeat`: ?a=b&a=a)
// Known values are slugs, so that a comma divides them without doubt. What a URL says and the page doesn't know is kept
// as ignored: shown to the reader, and written again until it is dismissed. Defaults are left out, keys are sorted, and
// reading what was written gives the same state.

/**
 * @typedef {{ key: string, kind: "text" | "one" | "many" | "list", values?: readonly string[], initial?: string, repeat?: boolean, most?: number }} Field
 * @typedef {{ values: Record<string, string[]>, ignored: [string, string][] }} State
 */

const ViewState = (() => {
  "use strict";

  /** The text of a piece of a query; one that is not well encoded stays as it is. @param {string} piece */
  const decode = (piece) => {
    const spaced = piece.replace(/\+/g, " ");
    try {
      return decodeURIComponent(spaced);
    } catch {
      return spaced;
    }
  };

  /** A text for a query, with what may stay readable left so. @param {string} text */
  const encode = (text) =>
    encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD"))
      .replace(/%20/g, "+")
      .replace(/%(2C|2F|3A|40)/g, (escape) => decodeURIComponent(escape));

  /** In an order that is the same everywhere. @param {string} a @param {string} b */
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  /** Nothing chosen. @param {readonly Field[]} fields @returns {State} */
  const empty = (fields) => ({ values: Object.fromEntries(fields.map((field) => [field.key, []])), ignored: [] });

  /** The state of a field after one more value; false if it has no use for it. @param {Field} field @param {string[]} held @param {string} value */
  const take = (field, held, value) => {
    if (field.kind === "text") {
      if (held.length > 0) return false;
      held.push(value);
      return true;
    }
    if (field.values && !field.values.includes(value)) return false;
    if (held.includes(value) || (field.kind === "one" && value === field.initial)) return true;
    if (field.kind === "one" && held.length > 0) return false;
    if (field.most !== undefined && held.length >= field.most) return false;
    held.push(value);
    return true;
  };

  /**
   * What a query says, with or without its question mark.
   * @param {string} query @param {readonly Field[]} fields @returns {State}
   */
  const read = (query, fields) => {
    const state = empty(fields);
    const byKey = new Map(fields.map((field) => [field.key, field]));
    for (const pair of query.replace(/^\?/, "").split("&")) {
      if (pair === "") continue;
      const at = pair.indexOf("=");
      const key = decode(at < 0 ? pair : pair.slice(0, at));
      const text = decode(at < 0 ? "" : pair.slice(at + 1));
      const field = byKey.get(key);
      if (!field) {
        if (key !== "" || text !== "") state.ignored.push([key, text]);
        continue;
      }
      for (const value of field.kind === "text" ? [text] : text.split(",")) {
        if (value !== "" && !take(field, state.values[key], value)) state.ignored.push([key, value]);
      }
    }
    for (const field of fields) if (field.kind === "many") state.values[field.key].sort(order);
    return state;
  };

  /** The query of a state, without a question mark; empty if all is as at first. @param {State} state @param {readonly Field[]} fields */
  const write = (state, fields) => {
    /** @type {[string, string][]} */
    const pairs = [];
    for (const field of fields) {
      const held = state.values[field.key] ?? [];
      const kept = field.kind === "one" ? held.filter((value) => value !== field.initial) : held;
      const sorted = field.kind === "many" ? [...kept].sort(order) : kept;
      if (field.repeat || field.kind === "text") sorted.filter(Boolean).forEach((value) => pairs.push([field.key, encode(value)]));
      else if (sorted.length > 0) pairs.push([field.key, sorted.map(encode).join(",")]);
    }
    // A stable sort: what is ignored follows what is known under its key, in the order in which it came.
    for (const [key, value] of state.ignored) pairs.push([key, encode(value)]);
    pairs.sort((a, b) => order(a[0], b[0]));
    return pairs.map(([key, value]) => (value === "" ? encode(key) : `${encode(key)}=${value}`)).join("&");
  };

  /** The one value of a field, or its initial one. @param {State} state @param {Field} field */
  const one = (state, field) => state.values[field.key]?.[0] ?? field.initial ?? "";

  /** The state with other values for a field. What was ignored under its key is gone with that. @param {State} state @param {string} key @param {string[]} values @returns {State} */
  const change = (state, key, values) => ({
    values: { ...state.values, [key]: values },
    ignored: state.ignored.filter(([ignored]) => ignored !== key),
  });

  /** The state with a value of a field put in, or taken out. @param {State} state @param {string} key @param {string} value */
  const toggle = (state, key, value) => {
    const held = state.values[key] ?? [];
    return { ...state, values: { ...state.values, [key]: held.includes(value) ? held.filter((it) => it !== value) : [...held, value] } };
  };

  /** The state without one of the things ignored. @param {State} state @param {number} at @returns {State} */
  const dismiss = (state, at) => ({ ...state, ignored: state.ignored.filter((_, index) => index !== at) });

  return { read, write, empty, one, change, toggle, dismiss };
})();
