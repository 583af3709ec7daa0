/* Style sheets of what is shown only when it is asked for. */

const asked = new Map();

/** Adds the sheet at that address, once; done when it counts, or cannot be had. */
export const addSheet = (href) => {
  if (!asked.has(href)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    asked.set(href, new Promise((done) => Object.assign(link, { onload: done, onerror: done })));
    document.head.append(link);
  }
  return asked.get(href);
};
