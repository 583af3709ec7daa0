/*
  Footnotes beside the text: each as high as its mark, and none over another. They stay one list at its place behind the
  text, for readers who hear it and for paper.
*/

const GAP = 14; // pixels between two notes

const frames = (count, then) => (count ? requestAnimationFrame(() => frames(count - 1, then)) : then());
const loaded = (then) => (document.readyState === "complete" ? then() : addEventListener("load", then, { once: true }));

const place = (notes, text, isWide) => {
  notes.classList.toggle("beside", isWide);
  const top = text.getBoundingClientRect().top;
  let free = 0;
  for (const note of notes.querySelectorAll("li[id]")) {
    const mark = text.querySelector(`a[href="#${CSS.escape(note.id)}"]`);
    const wanted = isWide && mark ? mark.getBoundingClientRect().top - top : 0;
    const start = Math.max(wanted, free);
    note.style.insetBlockStart = isWide ? `${start}px` : "";
    free = start + note.offsetHeight + GAP;
  }
  text.style.minBlockSize = isWide ? `${free}px` : "";
};

/**
 * Keeps the notes of an article in their places. `wide` is the media query that tells whether there is room. While a page
 * is loading they are not shown, so that nobody sees them move.
 */
export const mount = (notes, wide) => {
  const text = notes.parentElement;
  notes.style.visibility = "hidden";
  loaded(() => frames(2, () => (notes.style.visibility = "")));
  const again = () => place(notes, text, wide.matches);
  new ResizeObserver(again).observe(text); // calls at once, too
  wide.addEventListener("change", again);
};
