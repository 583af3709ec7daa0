/* The search form at work, the same on the search page and in the dialog: what is asked, shown and chosen. */

const AT_ONCE = 10;
const PAUSE = 120; // milliseconds without a key before the index is asked
const WAIT = 2000; // milliseconds until an index that is being made is asked again
const QUIET = 700; // milliseconds for which a number must stand before it is said aloud

let opened = null;

const openOnce = (site) => {
  opened ??= Promise.all(["index", "results", "choices"].map(site.load)).then(async ([{ openIndex }, ...shown]) => [
    await openIndex(site),
    ...shown,
  ]);
  opened.catch(() => (opened = null)); // so that a later try asks the network again
  return opened;
};

/**
 * The arrow keys lead from the field through all links below it, and Home and End to the first and the last: true focus, no
 * list box with a pointer in it, so that each result stays a link, with all that a browser and a screen reader do with one.
 */
const moveFocus = (form, event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const field = form.elements.q;
  const links = [...form.querySelectorAll(":is(.finder-recent, .finder-terms, .finder-results) a")];
  const places = [field, ...links];
  const at = places.indexOf(event.target);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, ...(event.target !== field && { Home: 1, End: links.length }) };
  const place = at < 0 ? null : places[steps[event.key]];
  if (!place) return;
  event.preventDefault();
  place.focus();
};

/** Shows a text, and says it to a screen reader once it has stood for a while, also if the same was said before. */
const makeStatus = (form) => {
  const [shown, said] = [".finder-status", ".finder-said"].map((selector) => form.querySelector(selector));
  let timer = 0;
  return (text, isWorthSaying = true) => {
    clearTimeout(timer);
    shown.textContent = text;
    said.textContent = "";
    if (text && isWorthSaying) timer = setTimeout(() => (said.textContent = text), QUIET);
  };
};

/** Lets a reader keep the key “/” for something else, as single keys are what people who dictate hit by accident. */
const mountSlash = ({ slash: key }, box) => {
  try {
    box.checked = localStorage.getItem(key) !== "off";
  } catch {
    box.parentElement.hidden = true; // nothing may be kept here
  }
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(key) : localStorage.setItem(key, "off")));
};

/**
 * Sets the form to work; gives `run(how, count)`, which asks what the form asks and shows so many results at first.
 * `changed(how)` is called whenever that is done, with "typed" or "chosen" where the reader did it, and `showed(count)`
 * when more results are shown.
 */
export const mount = async (site, form, { changed, showed } = {}) => {
  const [question, { mountRecent, remember }] = await Promise.all(["question", "recent"].map(site.load));
  const { asked, asksAnything, addressPart, fillForm, orderYears, tellChosen } = question;
  const [list, terms, filters] = [".finder-results", ".finder-terms", ".finder-filters"].map((one) => form.querySelector(one));
  const [more, again] = ["[data-more]", "[data-retry]"].map((one) => form.querySelector(one));
  const template = form.querySelector("template");
  const tell = makeStatus(form);
  let turn = 0;
  let timer = 0;
  let current = null;
  let wanted = AT_ONCE;

  const keep = () => remember(site, addressPart({ ...asked(form), sort: "" }));

  const showRecent = mountRecent(site, form, question, (part) => {
    fillForm(form, part);
    form.elements.q.focus();
    run("chosen");
  });

  const showMore = async (results, count) => {
    const mine = turn;
    const found = current;
    const batch = await found.take(count);
    if (mine !== turn) return null;
    const items = batch.map((data) => results.makeItem(site, template, data));
    list.append(...items);
    more.hidden = list.children.length >= found.count;
    return items[0];
  };

  const clear = () => {
    list.replaceChildren();
    terms.replaceChildren();
    more.hidden = true;
    tell("");
  };

  const showResults = async (results, found, asking, mine) => {
    const old = [...list.children];
    current = found;
    await showMore(results, wanted);
    if (mine !== turn) return;
    for (const item of old) item.remove();
    terms.replaceChildren(...found.terms.map((term) => results.makeTerm(site, template, term)));
    more.hidden = list.children.length >= found.count;
    tell(results.statusText(form.dataset, found, asking));
  };

  const answer = async (mine, asking) => {
    const asks = asksAnything(asking);
    tellChosen(form, asking);
    showRecent(!asks);
    if (!asks) clear();
    if (!asks && !filters.open) return;
    if (asks && !list.children.length) tell(form.dataset.busy, false);
    const [index, results, { fillChoices }] = await openOnce(site);
    if (filters.open) await index.filters(); // once these are loaded, every answer carries its counts
    const found = asks ? await index.search(asking) : null;
    if (mine !== turn) return;
    if (found) await showResults(results, found, asking, mine);
    if (filters.open) await fillChoices(form, index, asking, found, () => mine === turn);
  };

  const fail = (error) => {
    if (error.name === "NotYetError") {
      tell(form.dataset.building);
      timer = setTimeout(run, WAIT, "repeated", wanted);
    } else {
      console.error(error);
      tell(form.dataset.failed);
      again.hidden = false;
    }
  };

  const run = async (how = "repeated", count = AT_ONCE) => {
    clearTimeout(timer);
    wanted = count;
    const mine = ++turn;
    again.hidden = true;
    changed?.(how);
    list.ariaBusy = "true";
    try {
      await answer(mine, asked(form));
    } catch (error) {
      if (mine === turn) fail(error);
    }
    if (mine === turn) list.ariaBusy = "false";
  };

  // Also while a word is being composed, as whole sentences are on some telephones.
  form.elements.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE, "typed");
  });
  for (const name of question.CHOICES) {
    form.elements[name].addEventListener("change", ({ target }) => {
      orderYears(form, target);
      run("chosen");
    });
  }
  filters.addEventListener("toggle", () => filters.open && run("repeated", wanted));
  form.querySelector("[data-clear]").addEventListener("click", () => {
    for (const name of question.FILTERS) form.elements[name].value = "";
    run("chosen");
  });
  again.addEventListener("click", () => {
    run("repeated", wanted);
    form.elements.q.focus();
  });
  more.addEventListener("click", async () => {
    if (list.ariaBusy === "true") return; // these results are about to go
    const [, results] = await openOnce(site);
    const first = await showMore(results, AT_ONCE);
    first?.querySelector("a").focus();
    wanted = list.children.length;
    showed?.(wanted);
    keep();
  });
  for (const way of ["click", "auxclick"]) {
    form.addEventListener(way, ({ target }) => target.closest(":is(.finder-terms, .finder-results) a") && keep());
  }
  form.addEventListener("keydown", (event) => moveFocus(form, event));
  for (const one of [list, terms]) one.role = "list"; // which Safari does not take one without marks for
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
  });
  mountSlash(site, form.elements.slash);
  showRecent(!asksAnything(asked(form)));
  return run;
};
