/* The filters of the search form: what they offer, and how many articles each choice would leave. */

const KINDS = { section: ["section"], tag: ["tag"], author: ["author"], year: ["from", "to"] }; // of the index, by their fields

const number = (value, options) => new Intl.NumberFormat(document.documentElement.lang, options).format(value);

const isYear = ({ name }) => KINDS.year.includes(name);

/** Fills a choice with the values of a filter and their counts; the value chosen stays, whatever its count. */
const fillChoice = (select, counts) => {
  const chosen = select.value;
  const values = Object.keys(counts).filter((value) => counts[value] || value === chosen);
  if (chosen && !values.includes(chosen)) values.push(chosen);
  values.sort(new Intl.Collator(document.documentElement.lang, { numeric: true }).compare);
  const shown = (value) => (isYear(select) ? number(value, { useGrouping: false }) : value);
  const options = values.map((value) => new Option(`${shown(value)} (${number(counts[value] ?? 0)})`, value));
  select.replaceChildren(select.options[0], ...options);
  select.value = chosen;
};

/** Each year with what would be left from it on, or up to it, as the other end of the range stands. */
const fillYears = ({ from, to }, counts) => {
  const years = Object.keys(counts).filter((year) => counts[year]);
  const between = (first, last) =>
    years
      .filter((year) => (!first || Number(year) >= Number(first)) && (!last || Number(year) <= Number(last)))
      .reduce((sum, year) => sum + counts[year], 0);
  const offered = (chosen, left) => Object.fromEntries([...years, ...chosen].map((year) => [year, left(year)]));
  const chosen = [from, to].map(({ value }) => (value ? [value] : []));
  fillChoice(from, offered(chosen[0], (year) => between(year, to.value)));
  fillChoice(to, offered(chosen[1], (year) => between(from.value, year)));
};

/** The counts of a kind without what is chosen of that kind itself, so that each choice tells what it would leave. */
const countsOf = async (index, question, found, kind) => {
  const isChosen = (one) => KINDS[one].some((field) => question.filters[field]);
  const chosen = Object.keys(KINDS).filter(isChosen);
  if (!chosen.includes(kind)) return found.counts[kind] ?? {};
  if (chosen.length === 1 && found.widerCounts) return found.widerCounts[kind] ?? {};
  const without = Object.fromEntries(KINDS[kind].map((field) => [field, ""]));
  const wider = { ...question, sort: "", filters: { ...question.filters, ...without } };
  return (await index.search(wider)).counts[kind] ?? {};
};

/** Offers what there is for a question and its answer, or without an answer what the archive has, while `isWanted()`. */
export const fillChoices = async (form, index, question, found, isWanted) => {
  for (const kind of Object.keys(KINDS)) {
    const counts = found ? await countsOf(index, question, found, kind) : ((await index.filters())[kind] ?? {});
    if (!isWanted()) return;
    if (kind === "year") fillYears(form.elements, counts);
    else fillChoice(form.elements[kind], counts);
  }
};
