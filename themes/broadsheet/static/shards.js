/*
  One Pagefind index or several shards, asked as one. Each shard's articles have its name as the value of a filter, so that
  a shard can be asked, counted and left out. Knows no page.
*/

const KEPT = 8; // answers that are kept, so that what was just asked is not asked again

/** What was asked for is being made: it is worth waiting for. */
class NotYetError extends Error {
  name = "NotYetError";
}

const readList = async (site) => {
  const answer = await fetch(`${site.base}fragments/search.json`);
  if (answer.status === 503) throw new NotYetError("search.json");
  if (!answer.ok) throw new Error(`search.json: ${answer.status}`);
  const { indexes, ...pieces } = await answer.json();
  return [indexes.map((index) => new URL(site.base + index.replace(/^\//, ""), location.href).pathname), pieces];
};

const openPagefind = async ([first, ...others], shards) => {
  const pagefind = await import(`${first}pagefind.js`);
  await pagefind.options({ mergeFilter: { shard: shards[0] } });
  await pagefind.init();
  await Promise.all(others.map((index, at) => pagefind.mergeIndex(index, { mergeFilter: { shard: shards[at + 1] } })));
  return pagefind;
};

/** `ask` with a short memory, which `ask.forget()` empties. */
const remembering = (ask) => {
  const kept = new Map();
  const again = (query, options) => {
    const key = JSON.stringify([query, options]);
    const answer = kept.get(key) ?? ask(query, options);
    kept.delete(key);
    kept.set(key, answer); // as the newest
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    answer.catch(() => kept.delete(key));
    return answer;
  };
  return Object.assign(again, { forget: () => kept.clear() });
};

const once = (load) => {
  let loaded = null;
  return () => {
    loaded ??= load();
    loaded.catch(() => (loaded = null)); // so that a later try asks the network again
    return loaded;
  };
};

/**
 * Opens what the site has. `shards` are the names; `ask(query, options)` is Pagefind's answer, `among(names)` the filter
 * that lets only these shards answer; `filters()` loads every filter, after which answers carry their counts; `pieces`
 * tells how many the lists beside the index have.
 */
export const openShards = async (site) => {
  const [indexes, pieces] = await readList(site);
  const shards = indexes.map((_, at) => String(at + 1));
  const pagefind = await openPagefind(indexes, shards);
  const ask = remembering((query, options) => pagefind.search(query, options));
  const among = (names) => {
    if (names.length === 1) return { shard: names[0] };
    return names.length < shards.length ? { shard: { any: names } } : {};
  };
  const filters = once(async () => {
    const found = await pagefind.filters();
    ask.forget(); // what was answered before has no counts
    return found;
  });
  return { shards, ask, among, filters, pieces };
};
