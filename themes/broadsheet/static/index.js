/* The search index as the search form asks it: words, filters and an order in, counts and records out. Knows no page. */

const PHRASE = /^\s*["“”„«»「『《＂].+["“”«»」』》＂]\s*$/u;
const TRIED = 4; // words, at most, in the place of one
const NOTHING = { count: 0, counts: {}, widerCounts: {}, take: async () => [], terms: [], corrected: "" };

const withValues = (filters) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value));

const withoutShard = ({ shard: _, ...filters }) => filters;

const newerFirst = (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0);

/** Takes from lists of results that are each in order the next `wanted` records of all of them, in that order. */
const takeMerged = async (lists, wanted, load, compare) => {
  const taken = [];
  while (taken.length < wanted) {
    for (const list of lists) list.head ??= list.results.length ? load(list.results.shift()) : null;
    const heads = await Promise.all(lists.map(async (list) => ({ list, record: await list.head })));
    const [next] = heads.filter(({ record }) => record).sort((a, b) => compare(a.record, b.record));
    if (!next) break;
    next.list.head = null;
    taken.push(next.record);
  }
  return taken;
};

/** Results that come first, then the others, none of them twice. */
const withFirst = (first, results) => {
  const ids = new Set(first.map(({ id }) => id));
  return [...first, ...results.filter(({ id }) => !ids.has(id))];
};

/**
 * What asks the shards of those names: `(names, query, { filters, sort }, narrower)`, the query as Pagefind wants it. Unless
 * by date, what narrower queries find comes first.
 */
const openSearch = ({ shards, ask, among }, load) => {
  /** Pagefind merges shards by score only, so by date each is asked by itself. */
  const byDate = async (names, query, options) => {
    const one = (shard) => ask(query, { ...options, filters: { ...options.filters, shard } });
    const lists = (await Promise.all(names.map(one))).map(({ results }) => ({ results: [...results], head: null }));
    const compare = options.sort.date === "asc" ? (a, b) => newerFirst(b, a) : newerFirst;
    return (wanted) => takeMerged(lists, wanted, load, compare);
  };

  /** The results of narrower queries, of the first before those of the second. */
  const askInTurn = async (queries, options) => {
    const answers = await Promise.all(queries.map((query) => ask(query, options)));
    return answers.reduce((first, { results }) => withFirst(first, results), []);
  };

  return async (names, query, { filters, sort }, narrower = []) => {
    const order = sort || (query ? "" : "newest");
    const options = { filters: { ...withValues(filters), ...among(names) } };
    if (order) options.sort = { date: order === "oldest" ? "asc" : "desc" };
    const found = await ask(query, options);
    const first = order ? [] : await askInTurn(narrower, options);
    const results = withFirst(first, found.results);
    const take = (wanted) => Promise.all(results.splice(0, wanted).map(load));
    return {
      count: results.length,
      counts: withoutShard(found.filters),
      widerCounts: names.length === shards.length ? withoutShard(found.totalFilters) : null,
      take: order && names.length > 1 ? await byDate(names, query, options) : take,
      terms: [],
      corrected: "",
    };
  };
};

/**
 * Opens the index. What comes back has
 *   filters()  every filter's values with the number of articles each;
 *   search({ query, filters, sort })  filters being `section`, `tag`, `author`, and the years `from` and `to`, sort being
 *     "", "newest" or "oldest"; gives `count`, `counts` (of the articles found, by filter and value), `widerCounts` (the
 *     same without the filters, or null), `take(n)`, the records of the next n results, each with `forms`, the words that
 *     its page is to mark, `terms`, those that have the query for their name, and `corrected`, what was searched instead.
 */
export const openIndex = async (site) => {
  const modules = await Promise.all(["shards", "record", "words", "lists"].map(site.load));
  const [{ openShards }, { readRecord }, words, { openLists }] = modules;
  const { wordsOf, apart, inIndex, formsOf, SPACELESS, openWords } = words;
  const opened = await openShards(site);
  const load = async (result) => readRecord(await result.data(), SPACELESS);
  const searchIn = openSearch(opened, load);
  const { having, unknown, parted } = openWords(opened.ask, load, opened.shards);
  const { termsNamed, wordsLike } = openLists(site, opened.pieces);

  /** The articles that have the words: first those with a term of that name, then those where they stand side by side. */
  const searchWords = async (words, question, terms = []) => {
    const names = words.length ? await having(words) : [];
    if (!names.length) return NOTHING;
    const query = words.map(inIndex).join(" ");
    const narrower = terms.map(({ token }) => `${query} ${token}`);
    if (words.length > 1) narrower.push(`"${query}"`);
    const isOne = words.length === 1 && query.includes(" "); // in the index its letters, which shall stand side by side
    if (!isOne) return searchIn(names, query, question, narrower);
    return searchIn(names, `"${query}"`, question, narrower);
  };

  /** The words with one of them corrected, in every way that there is: the one that nobody wrote, if there is such. */
  const corrections = async (words) => {
    const wrong = await unknown(words);
    if (wrong.length > 1) return [];
    const like = await Promise.all(words.map((word) => (wrong.length && word !== wrong[0] ? [] : wordsLike(word))));
    return words.flatMap((_, at) => like[at].slice(0, TRIED).map((right) => words.with(at, right)));
  };

  /** What is found when one typing error is taken back; where that could be done in several ways, most articles. */
  const searchCorrected = async (words, question) => {
    let best = NOTHING;
    for (const corrected of await corrections(words)) {
      const found = await searchWords(corrected, question);
      if (found.count > best.count) best = { ...found, corrected: corrected.join(" ") };
    }
    return best;
  };

  const find = async (question) => {
    const { query } = question;
    if (!query) return searchIn(opened.shards, null, question);
    const words = wordsOf(query);
    if (words.length && PHRASE.test(query)) {
      const phrase = words.map(inIndex).join(" ");
      return { ...(await searchIn(opened.shards, `"${phrase}"`, question)), sideBySide: phrase.split(" ").length };
    }
    const terms = await termsNamed(query);
    const found = await searchWords(words, question, terms);
    if (found.count) return { ...found, terms };
    const known = await parted(words); // 東京電報 where articles have 東京 and 電報
    const both = known.length > words.length ? await searchWords(known, question) : NOTHING;
    if (both.count) return { ...both, terms };
    const parts = apart(query); // “copper-cable” is “copper cable”, where it is nowhere one word
    if (wordsOf(parts).length > words.length) return find({ ...question, query: `"${parts}"` });
    return { ...(await searchCorrected(words, question)), terms };
  };

  /** The filters with the years in the place of the ends of their range; null if the archive has none of these. */
  const withYears = async ({ from, to, ...filters }) => {
    if (!from && !to) return filters;
    const years = Object.keys((await opened.filters()).year ?? {});
    const any = years.filter((year) => (!from || Number(year) >= Number(from)) && (!to || Number(year) <= Number(to)));
    if (!any.length) return null;
    return any.length < years.length ? { ...filters, year: { any } } : filters;
  };

  const search = async (question) => {
    const filters = await withYears(question.filters);
    const found = filters ? await find({ ...question, filters }) : NOTHING;
    const withForms = (record) => ({ ...record, forms: formsOf(record, found.sideBySide ?? 1) });
    return { ...found, take: async (wanted) => (await found.take(wanted)).map(withForms) };
  };

  return { search, filters: async () => withoutShard(await opened.filters()) };
};
