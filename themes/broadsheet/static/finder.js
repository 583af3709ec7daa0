/* The search form at work, the same on the search page and in the dialog: what is asked, shown and chosen. */

const FILTERS = ["section", "tag", "author", "year"];
const AT_ONCE = 10;
const PAUSE = 120; // milliseconds without a key before the index is asked
const WAIT = 2000; // milliseconds until an index that is being made is asked again

let opened = null;

const openOnce = (site) => {
  opened ??= Promise.all([site.load("index").then(({ openIndex }) => openIndex(site)), site.load("results")]);
  opened.catch(() => (opened = null)); // so that a later try asks the network again
  return opened;
};

/** What the form asks: `{ query, filters, sort }`. */
const asked = (form) => ({
  query: form.elements.q.value.trim(),
  filters: Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value])),
  sort: form.elements.sort.value,
});

/** The address of the search page for what the form asks. */
export const searchAddress = (form) => {
  const { query, filters, sort } = asked(form);
  const entries = Object.entries({ q: query, ...filters, sort }).filter(([, value]) => value);
  const text = new URLSearchParams(entries).toString();
  return form.action.replace(/[?#].*/, "") + (text && `?${text}`);
};

const countsOf = async (index, question, found, name) => {
  const chosen = FILTERS.filter((filter) => question.filters[filter]);
  if (!chosen.includes(name)) return found.counts[name] ?? {};
  if (chosen.length === 1 && found.widerCounts) return found.widerCounts[name] ?? {};
  const wider = { ...question, sort: "", filters: { ...question.filters, [name]: "" } };
  return (await index.search(wider)).counts[name] ?? {};
};

const moveFocus = (form, event) => {
  const places = [form.elements.q, ...form.querySelectorAll(":is(.finder-terms, .finder-results) a")];
  const at = places.indexOf(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (at < 0 || !step || !places[at + step]) return;
  event.preventDefault();
  places[at + step].focus();
};

/** Sets the form to work. `changed` is called after each change of what it asks. */
export const mount = (site, form, changed) => {
  const status = form.querySelector(".finder-status");
  const list = form.querySelector(".finder-results");
  const terms = form.querySelector(".finder-terms");
  const more = form.querySelector("[data-more]");
  const filters = form.querySelector(".finder-filters");
  let turn = 0;
  let timer = 0;
  let current = null;

  const showMore = async (results) => {
    const mine = turn;
    const found = current;
    const batch = await found.take(AT_ONCE);
    if (mine !== turn) return null;
    const items = batch.map((data) => results.makeItem(site, form.querySelector("template"), data));
    list.append(...items);
    more.hidden = list.children.length >= found.count;
    return items[0];
  };

  const showFilters = async (index, results, question, found, mine) => {
    for (const name of FILTERS) {
      const counts = found ? await countsOf(index, question, found, name) : ((await index.filters())[name] ?? {});
      if (mine !== turn) return;
      results.fillChoice(form.elements[name], counts);
    }
  };

  const clear = () => {
    list.replaceChildren();
    terms.replaceChildren();
    more.hidden = true;
    status.textContent = "";
  };

  const showResults = async (results, found, question, mine) => {
    const old = [...list.children];
    current = found;
    await showMore(results);
    if (mine !== turn) return;
    for (const item of old) item.remove();
    terms.replaceChildren(...found.terms.map((term) => results.makeTerm(site, form.querySelector("template"), term)));
    more.hidden = list.children.length >= found.count;
    status.textContent = results.statusText(form.dataset, found, question.query);
  };

  const answer = async (mine) => {
    const question = asked(form);
    const asks = question.query || Object.values(question.filters).some(Boolean);
    if (!asks) clear();
    if (!asks && !filters.open) return;
    if (asks && !list.children.length) status.textContent = form.dataset.busy;
    const [index, results] = await openOnce(site);
    if (filters.open) await index.filters(); // once these are loaded, every answer carries its counts
    const found = asks ? await index.search(question) : null;
    if (mine !== turn) return;
    if (found) await showResults(results, found, question, mine);
    if (filters.open) await showFilters(index, results, question, found, mine);
  };

  const fail = (error) => {
    if (error.name === "NotYetError") {
      status.textContent = form.dataset.building;
      timer = setTimeout(run, WAIT);
    } else {
      console.error(error);
      status.textContent = form.dataset.failed;
    }
  };

  const run = async () => {
    clearTimeout(timer);
    const mine = ++turn;
    changed?.();
    try {
      await answer(mine);
    } catch (error) {
      if (mine === turn) fail(error);
    }
  };

  form.elements.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  });
  for (const name of [...FILTERS, "sort"]) form.elements[name].addEventListener("change", run);
  filters.addEventListener("toggle", () => filters.open && run());
  form.querySelector("[data-clear]").addEventListener("click", () => {
    for (const name of FILTERS) form.elements[name].value = "";
    run();
  });
  more.addEventListener("click", async () => {
    const [, results] = await openOnce(site);
    const first = await showMore(results);
    first?.querySelector("a").focus();
  });
  form.addEventListener("keydown", (event) => moveFocus(form, event));
  return run;
};

const readAddress = (form) => {
  const given = new URLSearchParams(location.search);
  form.elements.q.value = given.get("q") ?? "";
  for (const name of [...FILTERS, "sort"]) {
    const select = form.elements[name];
    const value = given.get(name) ?? "";
    if (name !== "sort" && value) select.add(new Option(value, value));
    select.value = value;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
  }
  form.querySelector(".finder-filters").open = FILTERS.some((name) => given.get(name));
};

/** The search page: begins with what its address asks, and keeps the address in step. */
export const mountPage = (site, form) => {
  readAddress(form);
  const run = mount(site, form, () => history.replaceState(null, "", searchAddress(form)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  if (location.search) run();
  else form.elements.q.focus();
};
