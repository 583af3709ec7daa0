/*
  The search page: begins with what its address asks, and keeps the address in step. What is typed takes the place of what
  was typed before; a filter, an order or a search chosen anew is a step of its own, to which “back” returns.
*/

/** Sets the search page's form to work. */
export const mountPage = async (site, form) => {
  const [{ mount }, question] = await Promise.all(["finder", "question"].map(site.load));
  const { asked, addressPart, pageAddress, fillForm } = question;
  const { title } = document;

  const keepInStep = (how) => {
    const asking = asked(form);
    const part = addressPart(asking);
    document.title = asking.query ? `${asking.query} – ${title}` : title;
    if (how === "restored" || part === location.search.slice(1)) return;
    if (how === "chosen") history.pushState(null, "", pageAddress(form, part));
    else history.replaceState(how === "typed" ? null : history.state, "", pageAddress(form, part));
  };

  const read = () => {
    fillForm(form, location.search);
    if (Object.values(asked(form).filters).some(Boolean)) form.querySelector(".finder-filters").open = true;
  };

  const early = form.elements.q.value; // typed before this script came
  read();
  if (early) form.elements.q.value = early;
  const showed = (shown) => history.replaceState({ shown }, ""); // so that who comes back finds as many
  const run = await mount(site, form, { changed: keepInStep, showed });
  form.addEventListener("submit", () => run("chosen"));
  addEventListener("popstate", () => {
    if (addressPart(asked(form)) === location.search.slice(1)) return; // only the place on the page is another
    read();
    run("restored", history.state?.shown);
  });
  const { query } = asked(form);
  if (query && query !== new URLSearchParams(location.search).get("q")) run("typed");
  else if (location.search || form.querySelector(".finder-filters").open) run("repeated", history.state?.shown);
  else form.elements.q.focus();
};
