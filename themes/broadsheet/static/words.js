/*
  Which indexes have the words of a query. For a word that an index lacks Pagefind (1.5) answers with the longest beginning
  of it that the index has (“Kubernetes” finds every “K.”) or leaves the word out, and each shard is an index. Knows no page.
*/

const LOOKS = 24; // articles looked at, at most, for a word that no index has whole
const MARKED = 12; // forms of words, at most, that the page of an article is asked to mark
const PARTED = 12; // signs, at most, of a word that is looked for in parts
const SPACELESS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]{2,}$/u;
const NOTHING = { shard: "none" }; // no article passes, so that Pagefind makes no list, only counts
const SIGNS = /(?![+#&@])[\p{P}\p{Sm}\p{Sc}\p{Sk}]+/gu; // but for those that make words, as in “C++”: see build/search.py

/** In languages without spaces as Pagefind parts it, but for a browser that cannot: there spaces are all there is. */
const part = (query) => {
  const language = document.documentElement.lang;
  if (!["zh", "ja", "th"].includes(language.split("-")[0]) || !Intl.Segmenter) return query.split(/\s+/);
  return [...new Intl.Segmenter(language, { granularity: "word" }).segment(query)].map(({ segment }) => segment);
};

/** The words of a query, in small letters and without signs. Within a word signs go as in the index: “wi-fi” is “wifi”. */
export const wordsOf = (query) =>
  part(query)
    .map((word) => word.toLowerCase().replace(SIGNS, ""))
    .filter((word) => /[\p{L}\p{N}\p{So}]/u.test(word));

/** A query with the words apart that signs join: “wi-fi” is “wi fi”. */
export const apart = (query) => query.replace(SIGNS, " ");

/** A word without what distinguishes its spellings. */
const spelled = (word) => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(SIGNS, "");

/**
 * The words of an article that begin with this one. Where Pagefind (1.5) tells that it was found is not enough: of an
 * article that two words find at the same time it tells for both what is true of one.
 */
const begunIn = ({ words, found, section }, word) => {
  const begun = [...words, ...section.split(/\s+/)].map(spelled).filter((one) => one.startsWith(spelled(word)));
  const told = found.map((at) => spelled(words[at] ?? "")).filter((one) => one.includes(spelled(word)));
  return [...new Set([...told, ...begun])];
};

/** Whether a word that an article of so many words has so often is one of those that join others. */
const isLittle = (form, count, all) => form.length < 4 && count > 4 && count / all > 0.015;

/** The places of words that belong together: of a phrase all its words; without spaces as many as stand side by side. */
const sidesOf = ({ words, space, found, end }, length) => {
  const places = new Set(found.filter((place) => place < end && words[place]));
  const side = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);
  if (space) return [...places].map((from) => side(from, from + length)).filter((one) => one.every((at) => places.has(at)));
  const begins = [...places].filter((place) => !places.has(place - 1));
  const endOf = (place) => (places.has(place) ? endOf(place + 1) : place);
  return begins.map((from) => side(from, endOf(from))).filter((one) => one.length >= length);
};

/**
 * What of an article was found, as its page is to mark it: its own words, in any of their forms, those that come most
 * often first; of a phrase that many words side by side.
 */
export const formsOf = (record, length) => {
  const { words, space } = record;
  const counts = new Map();
  for (const side of sidesOf(record, length)) {
    const form = side.map((at) => words[at].toLowerCase().replace(SIGNS, "")).join(space).trim();
    if (form) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  const forms = [...counts].sort((one, other) => other[1] - one[1]);
  const telling = forms.filter(([form, count]) => !isLittle(form, count, words.length));
  return (telling.length ? telling : forms).slice(0, MARKED).map(([form]) => form);
};

/**
 * What tells where words are. `ask(query, options)` asks all shards, `load(result)` gives its record; `shards` are
 * their names, values of the filter `shard`.
 */
export const openWords = (ask, load, shards) => {
  const known = new Map();

  /** The shards that have the word itself, or another form of it: in quotes Pagefind takes nothing in its place. */
  const wholeIn = async (word) => {
    const { totalFilters } = await ask(`"${word}"`, { filters: NOTHING });
    return shards.filter((shard) => totalFilters.shard?.[shard]);
  };

  /** The shards among `lacking` that have a word which this one begins, as the articles tell that they answer with. */
  const begunAmong = async (lacking, word, looks) => {
    const answers = await Promise.all(lacking.map((shard) => ask(word, { filters: { shard } })));
    for (let at = 0; at < looks; at += 1) {
      const results = answers.map((answer) => answer.results[at]);
      const longer = await Promise.all(results.map(async (one) => (one ? begunIn(await load(one), word) : [])));
      if (longer.some((words) => words.length)) return alsoIn(lacking, longer);
    }
    return [];
  };

  /** Of the shards those that have found longer words, or have a word that another has found. */
  const alsoIn = async (lacking, longer) => {
    const others = await Promise.all([...new Set(longer.flat())].slice(0, 3).map(wholeIn));
    return lacking.filter((shard, at) => longer[at].length || others.some((having) => having.includes(shard)));
  };

  const find = async (word) => {
    const whole = await wholeIn(word);
    const lacking = shards.filter((shard) => !whole.includes(shard));
    if (!lacking.length) return whole;
    const looks = whole.length ? 1 : Math.ceil(LOOKS / lacking.length);
    return [...whole, ...(await begunAmong(lacking, word, looks))];
  };

  const findOnce = (word) => {
    if (!known.has(word)) known.set(word, find(word));
    known.get(word).catch(() => known.delete(word)); // so that a later try asks the network again
    return known.get(word);
  };

  /** The shards that have all these words, each whole, in another form, or as the beginning of a longer one. */
  const having = async (words) => {
    const found = await Promise.all(words.map(findOnce));
    return shards.filter((shard) => found.every((names) => names.includes(shard)));
  };

  /** Those of the words that no shard has. */
  const unknown = async (words) => {
    const found = await Promise.all(words.map(findOnce));
    return words.filter((_, at) => !found[at].length);
  };

  const isThere = async (word) => (await findOnce(word)).length > 0;

  /** The longest beginning of these letters that is a word of the archive, and what follows it, parted in the same way. */
  const partedLetters = async (letters) => {
    for (let length = letters.length; length; length -= 1) {
      const [word, rest] = [letters.slice(0, length).join(""), letters.slice(length)];
      if (await isThere(word)) return [word, ...(rest.length ? await partedLetters(rest) : [])];
    }
    return [letters.join("")];
  };

  /** The words, and those without spaces that no shard has in parts: browser and index part such text each in its way. */
  const parted = async (words) => {
    const part = (word) => (SPACELESS.test(word) && word.length <= PARTED ? partedLetters([...word]) : [word]);
    return (await Promise.all(words.map(part))).flat();
  };

  return { having, unknown, parted };
};
