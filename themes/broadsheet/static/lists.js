/*
  The small lists beside the index, as backfile/build/search_lists.py wrote them: the names of terms, and the words of
  headlines and names. They are in pieces, and only those are fetched that a query needs. Knows no page.
*/

const LEAST_LETTERS = 4; // of a word that is corrected
const SIGN_FOR_SOUND = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u; // another sign there is another word
const ENDS = 2; // letters by which words are looked up, at their beginning and at their end

/** A name as it is looked up: small letters without marks, one space for whatever is between words. */
const folded = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}+#&@]+/u)
    .filter(Boolean)
    .join(" ");

const pieceOf = (key, count) =>
  new TextEncoder().encode(key).reduce((number, byte) => (Math.imul(number, 31) + byte) >>> 0, 0) % count;

/** Whether one error leads from one word to the other: a letter more, one less, another, or two that changed places. */
const isNear = (one, other) => {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = [one.slice(at), other.slice(at)];
  const same = (from, to) => rest[0].slice(from) === rest[1].slice(to);
  const swapped = rest[0][0] === rest[1][1] && rest[0][1] === rest[1][0] && same(2, 2);
  return same(1, 1) || same(1, 0) || same(0, 1) || swapped;
};

/**
 * The lists of the site, of which there are so many pieces. `termsNamed(name)` gives the terms of that name, each
 * `{ kind, label, url, token }`, the token being the word that its articles have in the index; `wordsLike(word)` the words
 * of headlines and names that one typing error leads to.
 */
export const openLists = (site, { terms, words }) => {
  const pieces = new Map();

  const fetchPiece = async (name) => {
    const answer = await fetch(`${site.base}fragments/search/${name}.json`);
    if (!answer.ok) throw new Error(`${name}.json: ${answer.status}`);
    return answer.json();
  };

  const lookUp = async (list, count, key) => {
    const name = `${list}-${pieceOf(key, count)}`;
    if (!pieces.has(name)) pieces.set(name, fetchPiece(name));
    pieces.get(name).catch(() => pieces.delete(name)); // so that a later try asks the network again
    const piece = await pieces.get(name);
    return Object.hasOwn(piece, key) ? piece[key] : [];
  };

  const termsNamed = async (name) => {
    const key = folded(name);
    const found = key ? await lookUp("terms", terms, key) : [];
    return found.map(([kind, label, url, token]) => ({ kind, label, url, token }));
  };

  const wordsLike = async (written) => {
    const word = folded(written);
    if (word.length < LEAST_LETTERS - 1 || word.includes(" ") || SIGN_FOR_SOUND.test(word)) return [];
    const ends = [`${word.slice(0, ENDS)}-`, `-${word.slice(-ENDS)}`];
    const found = await Promise.all(ends.map((end) => lookUp("words", words, end)));
    const near = [...new Set(found.flat())].filter((one) => isNear(word, one));
    return near.map((one) => one.normalize("NFC")); // folded, a Korean syllable is two or three letters
  };

  return { termsNamed, wordsLike };
};
