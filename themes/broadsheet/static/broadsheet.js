/* The script of every page: loads the rest when it is wanted. */

const modules = document.querySelector("script[data-finder]").dataset;
const all = (selector) => document.querySelectorAll(selector);

const site = { base: document.documentElement.dataset.base, load: (name) => import(modules[name]) }; // what modules are given

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

if (finder && location.search) document.body.classList.add("finding");
if (finder) site.load("finder").then(({ mountPage }) => mountPage(site, finder));

if (link) {
  link.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey) openSearch(event);
  });
  addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey;
    const typing = event.target.matches?.("input, textarea, select, [contenteditable]");
    if (held ? event.key === "k" : event.key === "/" && !typing) openSearch(event);
  });
}

for (const item of all(".sections [data-section]")) {
  const button = document.createElement("button");
  const ariaLabel = item.parentElement.dataset.latest.replace("%(section)s", item.textContent);
  Object.assign(button, { ariaExpanded: "false", ariaLabel });
  button.addEventListener("click", async () => (await site.load("menu")).toggle(site, item, button));
  item.append(button);
}

const fillBox = (box) => site.load("fragments").then(({ fill }) => fill(site, box)).catch(() => {}); // its link stays

const boxes = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) fillBox(target);
    if (isIntersecting) boxes.unobserve(target);
  }
}, { rootMargin: "300px" });
for (const box of all("[data-fragment]")) boxes.observe(box);

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
