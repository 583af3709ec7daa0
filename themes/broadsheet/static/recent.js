/* The searches that a reader made last: kept in this browser, sent to nobody, gone when the reader says so. */

const KEPT = 8;

const keyOf = (site) => `backfile ${site.base} searches`; // several archives may share a host, and so what it keeps

const read = (site) => {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(site)));
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, KEPT) : [];
  } catch {
    return []; // nothing may be kept here, or something else was
  }
};

const write = (site, kept) => {
  try {
    if (kept.length) localStorage.setItem(keyOf(site), JSON.stringify(kept));
    else localStorage.removeItem(keyOf(site));
  } catch {} // then nothing is kept
};

/** Keeps a search, a part of an address, as the last one. */
export const remember = (site, part) => {
  if (part) write(site, [part, ...read(site).filter((one) => one !== part)].slice(0, KEPT));
};

const forget = (site, part) => write(site, read(site).filter((one) => one !== part));

/**
 * Sets the form's list of recent searches to work. `repeat(part)` is called for one that is chosen. What comes back shows
 * the list, as it is now, or hides it.
 */
export const mountRecent = (site, form, { inWords, pageAddress }, repeat) => {
  const box = form.querySelector(".finder-recent");
  const list = box.querySelector("ul");

  const makeItem = (part) => {
    const item = document.importNode(form.querySelector("template").content.querySelector(".finder-past"), true);
    const link = item.querySelector("a");
    Object.assign(link, { href: pageAddress(form, part), textContent: inWords(part) });
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // as with any link
      event.preventDefault();
      repeat(part);
    });
    const button = item.querySelector("button");
    button.ariaLabel = box.dataset.forget.replace("%(q)s", () => inWords(part));
    button.addEventListener("click", () => remove(item, part));
    return item;
  };

  const remove = (item, part) => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    forget(site, part);
    item.remove();
    box.hidden = !next;
    (next?.querySelector("button") ?? form.elements.q).focus();
  };

  const show = (isWanted) => {
    const kept = isWanted ? read(site) : [];
    list.replaceChildren(...kept.map(makeItem));
    box.hidden = !kept.length;
  };

  box.querySelector("[data-forget-all]").addEventListener("click", () => {
    write(site, []);
    show(true);
    form.elements.q.focus();
  });
  return show;
};
