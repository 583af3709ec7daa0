/* An article as Pagefind gives it back: reads what `_record` in backfile/build/search.py wrote. Knows no page. */

const LENGTH = 28; // words of an excerpt
const LEAD = 6; // words before the first one found, where no sentence begins near it
const NEAR = 14;

const SPACELESS = "\u200B"; // between words in languages that have no spaces

const wordsIn = ({ content, raw_content: raw }) =>
  raw.includes(SPACELESS)
    ? { words: raw.replaceAll("&lt;", "<").replaceAll("&gt;", ">").split(SPACELESS), space: "" }
    : { words: content.split(/\s+/), space: " " };

const endsSentence = (word) => /[.!?…。！？]["'”’»)\]]*$/.test(word);

const beginNear = (words, hit, start) => {
  for (let at = hit; at >= start && hit - at <= NEAR; at -= 1) {
    if (at === start || endsSentence(words[at - 1])) return at;
  }
  return Math.max(start, hit - LEAD);
};

/** Where an excerpt begins: so that it shows most of the words that were found, first different ones, then more. */
const bestBeginning = (words, found, start, end) => {
  let best = { at: start, worth: 0 };
  for (const hit of found) {
    const at = Math.max(start, Math.min(beginNear(words, hit, start), end - LENGTH));
    const seen = found.filter((one) => one >= at && one < at + LENGTH).map((one) => words[one].toLowerCase());
    const worth = 100 * new Set(seen).size + seen.length;
    if (worth > best.worth) best = { at, worth };
  }
  return best.at;
};

const excerptOf = (words, space, found, start, end) => {
  const inside = found.filter((at) => at >= start && at < end);
  const from = bestBeginning(words, inside, start, end);
  const to = Math.min(end, from + LENGTH);
  const pieces = [];
  if (from > start && !endsSentence(words[from - 1])) pieces.push({ text: `…${space}` });
  for (let at = from; at < to; at += 1) {
    pieces.push({ text: words[at], isFound: inside.includes(at) }, { text: space });
  }
  if (to < end && !endsSentence(words[to - 1])) pieces.push({ text: "…" });
  return pieces;
};

/**
 * `data` as `{ url, title, section, date, image, words, space, found, end, excerpt }`: `space` is what stands between words,
 * `found` are the places of the words that were found, `end` that at which the text ends, `excerpt` is a list of pieces of
 * text, each `{ text, isFound }`.
 */
export const readRecord = (data) => {
  const told = (name) => data.anchors.find(({ id }) => id.startsWith(`~${name}`));
  const value = (name) => told(`${name}:`)?.id.slice(name.length + 2) ?? "";
  const { words, space } = wordsIn(data);
  const [start, end] = [told("text")?.location ?? 0, told("end")?.location ?? words.length];
  return {
    url: data.raw_url ?? data.url,
    title: data.meta.title ?? data.url,
    section: data.meta.section ?? "",
    date: value("date"),
    image: value("image"),
    words,
    space,
    found: data.locations,
    end,
    excerpt: excerptOf(words, space, data.locations, start, end),
  };
};
