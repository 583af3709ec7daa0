/*
  The search index: one Pagefind index or several shards, asked as one. Knows no page.
  Pagefind itself merges shards by score only, so by date each shard is asked for itself and the answers are merged here.
*/

const EXCERPT = 28; // words

const addresses = async (site) => {
  const answer = await fetch(`${site.base}fragments/search.json`);
  if (!answer.ok) throw new Error(`search.json: ${answer.status}`);
  const { indexes } = await answer.json();
  return indexes.map((index) => new URL(site.base + index.replace(/^\//, ""), location.href).pathname);
};

const withValues = (filters) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value));

const newerFirst = (a, b) => (a < b ? 1 : a > b ? -1 : 0);

/** Takes from lists that are each in order of date the next `wanted` results of all of them, in that order. */
const takeByDate = async (lists, wanted, compare) => {
  const taken = [];
  while (taken.length < wanted) {
    const heads = await Promise.all(
      lists.filter((list) => list.length).map(async (list) => ({ list, data: await list[0].data() })),
    );
    if (!heads.length) break;
    heads.sort((a, b) => compare(a.data.meta.date ?? "", b.data.meta.date ?? ""));
    heads[0].list.shift();
    taken.push(heads[0].data);
  }
  return taken;
};

const takeFirst = (list, wanted) => Promise.all(list.splice(0, wanted).map((result) => result.data()));

/**
 * Opens the index. What comes back has
 *   filters()  every filter's values with the number of articles each;
 *   search({ query, filters, sort })  sort being "", "newest" or "oldest"; gives `count`, `counts` (of the articles
 *     found, by filter and value), `widerCounts` (the same without the filters) and `take(n)`, the next n results.
 */
export const openIndex = async (site) => {
  const [first, ...others] = await addresses(site);
  const pagefind = await import(`${first}pagefind.js`);
  await pagefind.options({ excerptLength: EXCERPT });
  await pagefind.init();
  await Promise.all(others.map((index) => pagefind.mergeIndex(index)));
  let shards = null;

  /** The next results by date, from each shard's own answer: loaded only for an archive of several shards. */
  const byDate = async (query, options, compare) => {
    shards ??= [first, ...others].map((basePath) => pagefind.createInstance({ basePath, excerptLength: EXCERPT }));
    const answers = await Promise.all(shards.map((shard) => shard.search(query, options)));
    const lists = answers.map((answer) => [...answer.results]);
    return (wanted) => takeByDate(lists, wanted, compare);
  };

  const search = async ({ query, filters, sort }) => {
    const order = sort || (query ? "" : "newest");
    const oldestFirst = order === "oldest";
    const options = { filters: withValues(filters) };
    if (order) options.sort = { date: oldestFirst ? "asc" : "desc" };
    const found = await pagefind.search(query || null, options);
    const results = [...found.results];
    const compare = oldestFirst ? (a, b) => newerFirst(b, a) : newerFirst;
    return {
      count: results.length,
      counts: found.filters,
      widerCounts: found.totalFilters,
      take:
        order && others.length
          ? await byDate(query || null, options, compare)
          : (wanted) => takeFirst(results, wanted),
    };
  };

  return { search, filters: () => pagefind.filters() };
};
