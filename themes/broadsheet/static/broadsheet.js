/* The script of every page: loads the rest when it is wanted. */

const modules = document.querySelector("script[data-finder]").dataset;
const all = (selector) => document.querySelectorAll(selector);

const load = (name) => import(modules[name]);
const site = { base: document.documentElement.dataset.base, sheet: modules.searchSheet, load }; // what modules are given

const [link] = all("a[data-search]");
const [finder] = all("main .finder");

const openSearch = async (event) => {
  event.preventDefault();
  if (finder) return finder.elements.q.focus();
  try {
    await (await site.load("overlay")).openOverlay(site, link.href);
  } catch {
    location.assign(link.href);
  }
};

if (finder) site.load("address").then(({ mountPage }) => mountPage(site, finder));

site.slash = `backfile ${site.base} slash`; // where it is kept that a reader wants that key for something else

const slashIsOff = () => {
  try {
    return localStorage.getItem(site.slash) === "off";
  } catch {
    return false; // nothing may be kept here
  }
};

const isSearchKey = ({ key, ctrlKey, metaKey, target }) => {
  const field = target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (ctrlKey || metaKey) return key === "k" && (!field || field.closest(".finder"));
  return key === "/" && !field && !slashIsOff();
};
if (finder && location.search) document.body.classList.add("finding");

if (link) {
  link.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) openSearch(event);
  });
  addEventListener("keydown", (event) => isSearchKey(event) && openSearch(event));

  const markFound = async () => {
    if (location.hash.startsWith("#highlight=")) (await site.load("highlight")).highlight(site, link.href);
  };
  addEventListener("hashchange", markFound);
  markFound();
}

for (const item of all(".sections [data-section]")) {
  const button = document.createElement("button");
  const ariaLabel = item.parentElement.dataset.latest.replace("%(section)s", item.textContent);
  Object.assign(button, { ariaExpanded: "false", ariaLabel });
  button.addEventListener("click", async () => (await site.load("menu")).toggle(site, item, button));
  item.append(button);
}

const fillBox = (box) => site.load("fragments").then(({ fill }) => fill(site, box)).catch(() => {}); // its link stays

/** Calls `act` for each of these elements when a reader comes near it. */
const whenNear = (elements, act) => {
  const watch = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
      watch.unobserve(target);
      act(target);
    }
  }, { rootMargin: "300px" });
  elements.forEach((one) => watch.observe(one));
};

whenNear(all("[data-fragment]"), fillBox);
whenNear(all("[data-embed-note] .embed[data-frame]"), async (embed) => (await site.load("embeds")).offer(embed));

for (const box of all("[data-days]")) site.load("today").then(({ showToday }) => showToday(site, box)).catch(() => {});
for (const box of all(".cite")) {
  box.addEventListener("toggle", () => site.load("cite").then(({ equip }) => equip(box)), { once: true });
}
const [notes] = all(".text > .footnotes");
const wide = matchMedia("(min-width: 80rem)");
const besideText = () => wide.matches && site.load("notes").then(({ mount }) => mount(notes, wide));
if (notes) besideText() || wide.addEventListener("change", besideText, { once: true });

for (const button of all("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.done;
  });
}
