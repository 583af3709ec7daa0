/*
  Marks on an article's page the words that a search found there: the address names them, `#highlight=word`, each in the
  form in which the article has it. A fragment and no query, so that the host is not told what was searched for.
*/

const PARTS = "h1, .p-summary, .lead-picture figcaption, .e-content"; // of an article's page: what its excerpts are taken from
const LEFT_OUT = "button, select, textarea, script, style, template, noscript, svg, math, [hidden], .footnote-ref, .footnote-backref";
const INLINE = "a, abbr, b, bdi, bdo, cite, code, data, del, dfn, em, i, ins, kbd, mark, q, s, samp, small, span, strong, sub, sup, time, u, var";
const SPACELESS = "\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}";
const SIGN = /(?![+#&@])[\p{P}\p{Sm}\p{Sc}\p{Sk}]/u; // as in words.js: “Wi-Fi” is “wifi”
const MARK = /\p{M}/u;
const WORDS_APART = "\n"; // between blocks, which no phrase goes over

/** A letter as it is compared: small, without marks; nothing for a sign, a space for whatever is between words. */
const folded = (letter) => {
  if (/\s/.test(letter)) return " ";
  return SIGN.test(letter) ? "" : letter.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
};

const textsIn = (root) => {
  const accept = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    if (node.matches(LEFT_OUT)) return NodeFilter.FILTER_REJECT;
    return node.matches("br") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
};

const blockOf = (node) => {
  let up = node.parentElement;
  while (up.matches(INLINE)) up = up.parentElement;
  return up;
};

/** All that can be marked as one folded text, and for each of its letters where it stands: `{ node, from, to }`. */
const readPage = (roots) => {
  const places = [];
  let text = "";
  let block = null;
  const add = (plain, place) => {
    text += plain;
    for (let unit = 0; unit < plain.length; unit += 1) places.push(place);
  };
  const addText = (node) => {
    let at = 0;
    for (const letter of node.data) {
      const place = { node, from: at, to: (at += letter.length) };
      if (MARK.test(letter) && places.at(-1)?.node === node) places.at(-1).to = at; // a mark goes with its letter
      else add(folded(letter), place);
    }
  };
  for (const node of roots.flatMap(textsIn)) {
    if (node.nodeType !== Node.TEXT_NODE || blockOf(node) !== block) add(WORDS_APART, null);
    if (node.nodeType !== Node.TEXT_NODE) continue;
    block = blockOf(node);
    addText(node);
  }
  return { text, places };
};

/** What finds the words: whole ones, but in scripts without spaces wherever these signs stand. */
const patternOf = (forms) => {
  const spaceless = new RegExp(`[${SPACELESS}]`, "u");
  const one = (form) => {
    const written = form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ +/g, spaceless.test(form) ? " *" : " +");
    const [before, after] = [/^./u, /.$/u].map((end) => spaceless.test(form.match(end)[0]));
    return `${before ? "" : "(?<!\\S)"}${written}${after ? "" : "(?!\\S)"}`;
  };
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(one).join("|"), "gu");
};

/** The pieces of text nodes that a match covers: `[{ node, from, to }]`. */
const piecesOf = (places) => {
  const pieces = [];
  for (const { node, from, to } of places.filter(Boolean)) {
    const last = pieces.at(-1);
    if (last?.node === node) last.to = to;
    else pieces.push({ node, from, to });
  }
  return pieces;
};

const wrap = ({ node, from, to }) => {
  const found = node.splitText(from);
  found.splitText(to - from);
  const mark = document.createElement("mark");
  mark.className = "found";
  found.replaceWith(mark);
  mark.append(found);
  return mark;
};

/** Marks the words; gives the marks of each match, in order. Nothing but text moves into them, so no anchor breaks. */
const markAll = (roots, forms) => {
  const { text, places } = readPage(roots);
  const matches = [...text.matchAll(patternOf(forms))];
  const pieces = matches.map(({ 0: match, index }) => piecesOf(places.slice(index, index + match.length)));
  // From the last to the first, as a node that is split keeps only what stands before.
  return pieces.reverse().map((match) => match.reverse().map(wrap).reverse()).reverse();
};

const unmark = () => {
  for (const mark of document.querySelectorAll("mark.found")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
};

const fetchBar = async (address) => {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  const bar = page.querySelector("template[data-found]")?.content.firstElementChild;
  return bar && document.importNode(bar, true);
};

const language = document.documentElement.lang;
const number = (value) => new Intl.NumberFormat(language).format(value);

/** What is said of so many: `data-found-one`, `data-found-other` and what other forms the language has. */
const formOf = (told, count) => {
  const form = new Intl.PluralRules(language).select(count);
  if (count === 1 && told.foundOne) return told.foundOne; // also where English stands in for a language without that form
  return told[`found${form[0].toUpperCase()}${form.slice(1)}`] ?? told.foundOther;
};

const mountBar = (bar, main, matches) => {
  const count = bar.querySelector("[role=status]");
  const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => number(values[name]));
  let at = -1;

  const go = (step) => {
    for (const mark of matches[at] ?? []) mark.removeAttribute("aria-current");
    at = at < 0 && step < 0 ? matches.length - 1 : (at + step + matches.length) % matches.length;
    for (const mark of matches[at]) mark.setAttribute("aria-current", "true");
    const [mark] = matches[at];
    for (let up = mark.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    mark.scrollIntoView({ block: "center" });
    count.textContent = fill(bar.dataset.at, { at: at + 1, n: matches.length });
  };

  const remove = () => {
    unmark();
    bar.remove();
    history.replaceState(history.state, "", location.pathname + location.search);
    main.tabIndex = -1;
    main.focus({ preventScroll: true }); // so that the keyboard goes on in the text
  };

  bar.querySelector("[data-next]").addEventListener("click", () => go(1));
  bar.querySelector("[data-previous]").addEventListener("click", () => go(-1));
  bar.querySelector("[data-remove]").addEventListener("click", remove);
  bar.addEventListener("keydown", (event) => event.key === "Escape" && remove());
  main.prepend(bar);
  count.textContent = fill(formOf(bar.dataset, matches.length), { n: matches.length });
};

let turn = 0; // of the address that was marked last

/** Marks what the address names, in the place of what was marked, and tells of it in a bar with words from `address`. */
export const highlight = async (site, address) => {
  const mine = (turn += 1);
  const forms = new URLSearchParams(location.hash.slice(1)).getAll("highlight").map((form) => [...form].map(folded).join("").trim());
  const main = document.querySelector("main");
  const roots = [...main.querySelectorAll(`article :is(${PARTS})`)];
  unmark();
  document.querySelector(".found-bar")?.remove();
  const wanted = forms.filter(Boolean);
  const matches = wanted.length ? markAll(roots, wanted) : [];
  if (!matches.length) return;
  const { addSheet } = await site.load("sheets");
  const [bar] = await Promise.all([fetchBar(address), addSheet(site.sheet)]);
  if (bar && mine === turn) mountBar(bar, main, matches);
};
