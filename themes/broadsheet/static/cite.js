/* The buttons of the box that tells how to cite an article: copy a citation, keep one as a file. */

const TYPES = { bib: "application/x-bibtex", ris: "application/x-research-info-systems" };

/** With its italics for whoever takes them, and as plain text for all else. */
const copy = (source) => {
  const forms = { "text/plain": source.textContent };
  if (source.localName === "p") forms["text/html"] = source.innerHTML;
  const blobs = Object.entries(forms).map(([type, text]) => [type, new Blob([text], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
};

const keep = (source, name) => {
  const type = TYPES[name.split(".").pop()];
  const text = source.textContent.replace(/\r?\n/g, name.endsWith(".ris") ? "\r\n" : "\n"); // a page has no CR
  const href = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
};

const makeButton = (entry, textContent, act) => {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent });
  button.setAttribute("aria-describedby", entry.previousElementSibling.id);
  button.addEventListener("click", () => act(button));
  return button;
};

/** Gives each citation of the box its buttons. */
export const equip = ({ dataset: words, children: [, list] }) => {
  for (const entry of list.querySelectorAll("dd")) {
    const [source] = entry.children;
    const { file } = entry.dataset;
    entry.append(
      makeButton(entry, words.label, async (button) => {
        await copy(source);
        button.textContent = words.done;
      }),
    );
    if (file) entry.append(makeButton(entry, words.keep.replace("%(file)s", file), () => keep(source, file)));
  }
};
