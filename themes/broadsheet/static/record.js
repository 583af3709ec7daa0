/* An article as Pagefind gives it back: reads what `_record` in backfile/build/search.py wrote. Knows no page. */

const LENGTH = 28; // words of an excerpt
const LEAD = 6; // words before the first one found, where no sentence begins near it
const NEAR = 14;

const MORE = 2.5; // letters in the place of a word, where each is a word in the index

const endsSentence = (word) => /[.!?…。！？]["'”’»)\]]*$/.test(word);

const beginNear = (words, hit, start, more) => {
  for (let at = hit; at >= start && hit - at <= NEAR * more; at -= 1) {
    if (at === start || endsSentence(words[at - 1])) return at;
  }
  return Math.max(start, hit - Math.round(LEAD * more));
};

/** Where an excerpt of `length` begins: so that it shows most of the words found, first different ones, then more. */
const bestBeginning = (words, found, start, end, length, more) => {
  let best = { at: start, worth: 0 };
  for (const hit of found) {
    const at = Math.max(start, Math.min(beginNear(words, hit, start, more), end - length));
    const seen = found.filter((one) => one >= at && one < at + length).map((one) => words[one].toLowerCase());
    const worth = 100 * new Set(seen).size + seen.length;
    if (worth > best.worth) best = { at, worth };
  }
  return best.at;
};

/** Pieces of text from words, of which those that were found are marked. `joined` tells whether no space is after one. */
const piecesOf = (words, from, to, isFound, joined) => {
  const pieces = [];
  for (let at = from; at < to; at += 1) {
    const last = pieces.at(-1);
    if (last && joined(at - 1) && last.isFound === isFound(at)) last.text += words[at];
    else pieces.push({ text: words[at], isFound: isFound(at) });
    if (!joined(at)) pieces.push({ text: " " });
  }
  return pieces;
};

const excerptOf = (words, isSpaceless, joined, found, start, end) => {
  const inside = found.filter((at) => at >= start && at < end);
  const more = isSpaceless.filter(Boolean).length * 2 > words.length ? MORE : 1;
  const length = Math.round(LENGTH * more);
  const from = bestBeginning(words, inside, start, end, length, more);
  const to = Math.min(end, from + length);
  const pieces = piecesOf(words, from, to, (at) => inside.includes(at), joined);
  if (from > start && !endsSentence(words[from - 1])) pieces.unshift({ text: joined(from - 1) ? "…" : "… " });
  if (to < end && !endsSentence(words[to - 1])) pieces.push({ text: "…" });
  return pieces;
};

/**
 * `data` as `{ url, title, section, date, image, words, joined, found, end, excerpt }`: `joined(at)` tells whether no space
 * is after that word, `found` are the places of the words that were found, `end` that at which the text ends, `excerpt` is a
 * list of pieces of text, each `{ text, isFound }`. `spaceless` are letters of which each is a word.
 */
export const readRecord = (data, spaceless) => {
  const told = (name) => data.anchors.find(({ id }) => id.startsWith(`~${name}`));
  const value = (name) => told(`${name}:`)?.id.slice(name.length + 2) ?? "";
  const words = data.content.split(/\s+/);
  const isSpaceless = words.map((word) => spaceless.test(word));
  const joined = (at) => isSpaceless[at] || isSpaceless[at + 1];
  const [start, end] = [told("text")?.location ?? 0, told("end")?.location ?? words.length];
  return {
    url: data.raw_url ?? data.url,
    title: told("title") ? value("title") : (data.meta.title ?? data.url),
    section: data.meta.section ?? "",
    date: value("date"),
    image: value("image"),
    words,
    joined,
    found: data.locations,
    end,
    excerpt: excerptOf(words, isSpaceless, joined, data.locations, start, end),
  };
};
