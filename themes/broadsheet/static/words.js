/*
  Which indexes have the words of a query. For a word that an index lacks Pagefind (1.5) answers with the longest beginning
  of it that the index has (“Kubernetes” finds every “K.”) or leaves the word out, and each shard is an index. Knows no page.
*/

const LOOKS = 24; // articles looked at, at most, for a word that no index has whole
const PARTED = 12; // letters, at most, of a word without spaces that is looked for in parts
const MARKED = 12; // forms of words, at most, that the page of an article is asked to mark
const NOTHING = { shard: "none" }; // no article passes, so that Pagefind makes no list, only counts
const SIGNS = /(?![+#&@])[\p{P}\p{Sm}\p{Sc}\p{Sk}]+/gu; // but for those that make words, as in “C++”: see build/search.py

/** Letters of scripts without spaces between words, of which each is a word in the index: see build/spaceless.py. */
export const SPACELESS = /[々〇〻㐀-䶿一-鿿\uf900-\ufaff𠀀-𳎿ぁ-ゖゝ-ゟァ-ヺー-ヿㇰ-ㇿｦ-ﾟก-ะา-ำเ-ๆ]/u;
const RUNS = new RegExp(`((?:${SPACELESS.source}\\p{M}*)+)`, "u");
const EACH = new RegExp(`(${SPACELESS.source})`, "gu");

/** A word as the index has it: that of a script without spaces as its letters, side by side. */
export const inIndex = (word) => word.replace(EACH, " $1").trim();

/** The words of a query, in small letters and without signs. Within a word signs go as in the index: “wi-fi” is “wifi”. */
export const wordsOf = (query) =>
  query
    .split(/\s+/)
    .flatMap((word) => word.split(RUNS))
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
const isLittle = (form, count, all) => !SPACELESS.test(form) && form.length < 4 && count > 4 && count / all > 0.015;

/** The places of words that belong together: of a phrase all its words; of letters without spaces those side by side. */
const sidesOf = ({ words, joined, found, end }, length) => {
  const places = new Set(found.filter((place) => place < end && words[place]));
  const side = (from, to) => Array.from({ length: to - from }, (_, at) => from + at);
  if (length > 1) return [...places].map((from) => side(from, from + length)).filter((one) => one.every((at) => places.has(at)));
  const goesOn = (place) => joined(place) && places.has(place) && places.has(place + 1);
  const sides = [];
  for (const place of [...places].sort((one, other) => one - other)) {
    if (goesOn(place - 1)) sides.at(-1).push(place);
    else sides.push([place]);
  }
  const longer = sides.filter((one) => one.length > 1);
  const isLone = (one) => one.length === 1 && SPACELESS.test(words[one[0]]);
  return longer.length ? sides.filter((one) => !isLone(one)) : sides;
};

/**
 * What of an article was found, as its page is to mark it: its own words, in any of their forms, those that come most
 * often first; of a phrase that many words side by side.
 */
export const formsOf = (record, length) => {
  const { words, joined } = record;
  const counts = new Map();
  for (const side of sidesOf(record, length)) {
    const written = side.map((at) => words[at].toLowerCase().replace(SIGNS, "") + (joined(at) ? "" : " "));
    const form = written.join("").trim();
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
    const { totalFilters } = await ask(`"${inIndex(word)}"`, { filters: NOTHING });
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
    if (!lacking.length || SPACELESS.test(word)) return whole;
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

  /** Letters side by side as words of the archive, of two letters or more each, the longest first; null if they are not. */
  const partedLetters = async (letters) => {
    for (let length = letters.length; length > 1; length -= 1) {
      const [word, rest] = [letters.slice(0, length).join(""), letters.slice(length)];
      if (!(await ask(`"${inIndex(word)}"`, {})).results.length) continue;
      const others = rest.length ? await partedLetters(rest) : [];
      if (others) return [word, ...others];
    }
    return null;
  };

  /** The words, and in the place of each that is written without spaces, and that no article has, its parts. */
  const parted = async (words) => {
    const part = async (word) => {
      const letters = [...word];
      const isOne = letters.length > PARTED || !letters.every((letter) => SPACELESS.test(letter));
      return (!isOne && (await partedLetters(letters))) || [word];
    };
    return (await Promise.all(words.map(part))).flat();
  };

  return { having, unknown, parted };
};
