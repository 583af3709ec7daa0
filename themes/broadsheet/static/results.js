/* One search result as an item of the list, and what the list says of itself. Builds elements, never from HTML text. */

const dateFormat = (language) =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });

const makeTime = (iso, language) => {
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  const time = document.createElement("time");
  time.dateTime = iso;
  time.textContent = Number.isNaN(day.getTime()) ? iso : dateFormat(language).format(day);
  return time;
};

const makePiece = ({ text, isFound }) => {
  if (!isFound) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
};

const address = (site, url) => (url.startsWith("/") ? site.base + url.slice(1) : url);

/** What the article's page marks: a fragment, and no query, so that what is searched for is not told to the host again. */
const fragment = (forms) => {
  const text = new URLSearchParams(forms.map((form) => ["highlight", form])).toString();
  return text && `#${text}`;
};

const makePicture = (src) => {
  const picture = new Image();
  picture.addEventListener("error", () => picture.remove());
  return Object.assign(picture, { className: "finder-picture", alt: "", loading: "lazy", decoding: "async", src });
};

let made = 0; // items so far, which number what describes their links

/** The item of a result, made from the form's template. */
export const makeItem = (site, template, { url, title, date, section, image, excerpt, forms }) => {
  const item = document.importNode(template.content.querySelector(".finder-result"), true);
  const [link, about] = ["a", ".meta"].map((selector) => item.querySelector(selector));
  Object.assign(link, { href: address(site, url) + fragment(forms), textContent: title });
  about.id = `finder-about-${(made += 1)}`;
  link.setAttribute("aria-describedby", about.id); // so that arrow keys tell section and date with the headline
  item.querySelector(".kicker").textContent = section;
  if (date) item.querySelector(".finder-date").append(makeTime(date, document.documentElement.lang));
  item.querySelector(".finder-excerpt").append(...excerpt.map(makePiece));
  if (image) item.append(makePicture(address(site, image)));
  return item;
};

/** The item of a term whose name was asked for: the way to its page. */
export const makeTerm = (site, template, { kind, label, url }) => {
  const item = document.importNode(template.content.querySelector(".finder-term"), true);
  item.querySelector(".kicker").textContent = kind;
  Object.assign(item.querySelector("a"), { href: address(site, url), textContent: label });
  return item;
};

const number = (value, options) => new Intl.NumberFormat(document.documentElement.lang, options).format(value);

/** What is said of so many: `data-found-one`, `data-found-other` and what other forms the language has. */
const formOf = (words, count) => {
  const form = new Intl.PluralRules(document.documentElement.lang).select(count);
  if (count === 1 && words.foundOne) return words.foundOne; // also where English stands in for a language without that form
  return words[`found${form[0].toUpperCase()}${form.slice(1)}`] ?? words.foundOther;
};

/** How many were found, in the words that the form carries, and what was searched instead, if anything was. */
export const statusText = (words, found, { query, filters }) => {
  const values = { q: query, c: found.corrected, n: number(found.count) };
  const fill = (text) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  if (!query && !found.count) return words.nothing;
  if (!found.count) return fill(Object.values(filters).some(Boolean) ? words.noneFiltered : words.none);
  values.found = fill(formOf(words, found.count));
  return found.corrected ? fill(words.corrected) : values.found;
};
