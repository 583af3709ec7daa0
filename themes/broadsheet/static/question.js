/* What the search form asks, and the address that asks the same. */

/** Each is a field of the form and a part of the address, in this order. */
export const FILTERS = ["section", "tag", "author", "from", "to"];

/** What is chosen, not typed. */
export const CHOICES = [...FILTERS, "sort"];

/** What the form asks: `{ query, filters, sort }`, every value text. */
export const asked = (form) => ({
  query: form.elements.q.value.trim(),
  filters: Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value])),
  sort: form.elements.sort.value,
});

/** Whether a question asks for anything, and not only for an order. */
export const asksAnything = ({ query, filters }) => Boolean(query || Object.values(filters).some(Boolean));

/** Says beside the name of the filters how many are chosen, as they may be folded away. */
export const tellChosen = (form, { filters }) => {
  const count = Object.values(filters).filter(Boolean).length;
  form.querySelector(".finder-chosen").textContent = count ? `(${count})` : "";
};

/** A question as a part of an address: `q=cable&from=1998`, or nothing. */
export const addressPart = ({ query, filters, sort }) => {
  const entries = Object.entries({ q: query, ...filters, sort }).filter(([, value]) => value);
  return new URLSearchParams(entries).toString();
};

/** The address of the search page for a part of an address. */
export const pageAddress = (form, part) => form.action.replace(/[?#].*/, "") + (part && `?${part}`);

/** What a part of an address asks in one line: `cable · Networks · 1998–2004`. */
export const inWords = (part) => {
  const given = new URLSearchParams(part);
  const [from, to] = [given.get("from"), given.get("to")];
  const years = from === to ? from : (from || to) && `${from ?? ""}–${to ?? ""}`;
  return [...["q", "section", "tag", "author"].map((name) => given.get(name)), years].filter(Boolean).join(" · ");
};

/** Years as an address gives them: the earlier first, a single `year` as both ends. */
const yearsIn = (given) => {
  const [from, to] = ["from", "to"].map((name) => given.get(name) ?? given.get("year") ?? "");
  return from && to && Number(from) > Number(to) ? { from: to, to: from } : { from, to };
};

/** Chooses a value, which is offered if it was not yet. */
const choose = (select, value) => {
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
  select.value = value;
};

/** Keeps the years in order: where they are not, the one that was not touched follows. */
export const orderYears = ({ elements: { from, to } }, touched) => {
  if (!from.value || !to.value || Number(from.value) <= Number(to.value)) return;
  if (touched === from) choose(to, from.value);
  else choose(from, to.value);
};

/** Puts what a part of an address asks into the form. */
export const fillForm = (form, part) => {
  const given = new URLSearchParams(part);
  const years = yearsIn(given);
  form.elements.q.value = given.get("q") ?? "";
  for (const name of FILTERS) choose(form.elements[name], years[name] ?? given.get(name) ?? "");
  const { sort } = form.elements;
  sort.value = given.get("sort") ?? "";
  if (sort.selectedIndex < 0) sort.selectedIndex = 0;
};
