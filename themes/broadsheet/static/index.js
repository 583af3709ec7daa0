/* The search index as the search form asks it: words, filters and an order in, counts and records out. Knows no page. */

const PHRASE = /^\s*["“”„«].+["“”»]\s*$/u;
const NOTHING = { count: 0, counts: {}, widerCounts: {}, take: async () => [] };

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

/** What asks the shards of those names: `(names, query, { filters, sort })`, the query as Pagefind wants it. */
const openSearch = ({ shards, ask, among }, load) => {
  /** Pagefind merges shards by score only, so by date each is asked by itself. */
  const byDate = async (names, query, options) => {
    const one = (shard) => ask(query, { ...options, filters: { ...options.filters, shard } });
    const lists = (await Promise.all(names.map(one))).map(({ results }) => ({ results: [...results], head: null }));
    const compare = options.sort.date === "asc" ? (a, b) => newerFirst(b, a) : newerFirst;
    return (wanted) => takeMerged(lists, wanted, load, compare);
  };

  return async (names, query, { filters, sort }) => {
    const order = sort || (query ? "" : "newest");
    const options = { filters: { ...withValues(filters), ...among(names) } };
    if (order) options.sort = { date: order === "oldest" ? "asc" : "desc" };
    const found = await ask(query, options);
    const results = [...found.results];
    const take = (wanted) => Promise.all(results.splice(0, wanted).map(load));
    return {
      count: results.length,
      counts: withoutShard(found.filters),
      widerCounts: names.length === shards.length ? withoutShard(found.totalFilters) : null,
      take: order && names.length > 1 ? await byDate(names, query, options) : take,
    };
  };
};

/**
 * Opens the index. What comes back has
 *   filters()  every filter's values with the number of articles each;
 *   search({ query, filters, sort })  sort being "", "newest" or "oldest"; gives `count`, `counts` (of the articles
 *     found, by filter and value), `widerCounts` (the same without the filters, or null) and `take(n)`, the records of the
 *     next n results.
 */
export const openIndex = async (site) => {
  const modules = await Promise.all(["shards", "record", "words"].map(site.load));
  const [{ openShards }, { readRecord }, { wordsOf, apart, openWords }] = modules;
  const opened = await openShards(site);
  const load = async (result) => readRecord(await result.data());
  const searchIn = openSearch(opened, load);
  const findShards = openWords(opened.ask, load, opened.shards);

  const search = async (question) => {
    const { query } = question;
    if (!query) return searchIn(opened.shards, null, question);
    const words = wordsOf(query);
    if (words.length && PHRASE.test(query)) return searchIn(opened.shards, `"${words.join(" ")}"`, question);
    const names = words.length ? await findShards(words) : [];
    if (names.length) return searchIn(names, words.join(" "), question);
    const parts = apart(query); // “copper-cable” is “copper cable”, where it is nowhere one word
    return wordsOf(parts).length > words.length ? search({ ...question, query: `"${parts}"` }) : NOTHING;
  };

  return { search, filters: async () => withoutShard(await opened.filters()) };
};
