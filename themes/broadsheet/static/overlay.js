/* Search in a dialog over the page. The form, with all its words, is taken from the search page. */

let dialog = null;

const fetchForm = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.importNode(page.querySelector("form.finder"), true);
};

const makeClose = (made, form) => {
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "overlay-close", ariaLabel: form.dataset.close });
  close.addEventListener("click", () => made.close());
  return close;
};

const makeDialog = async (site, address) => {
  const names = ["finder", "question", "recent", "results", "choices"]; // at once, not one after the other
  const modules = Promise.all(names.map(site.load));
  const dressed = site.load("sheets").then(({ addSheet }) => addSheet(site.sheet));
  const [form, [{ mount }, { asked, addressPart, pageAddress }]] = await Promise.all([fetchForm(address), modules, dressed]);
  const made = document.createElement("dialog");
  made.className = "overlay";
  made.ariaLabel = form.querySelector("label").textContent;
  made.addEventListener("click", (event) => event.target === made && made.close());
  form.elements.q.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault(); // else some browsers only empty the field
    made.close();
  });
  form.addEventListener("submit", () => location.assign(pageAddress(form, addressPart(asked(form)))));
  form.querySelector(".finder-query").append(makeClose(made, form)); // so that Tab need not pass all results to reach it
  made.append(form);
  await mount(site, form);
  document.body.append(made);
  addEventListener("hashchange", () => made.close()); // a result may be the page that one is on
  return made;
};

/** Opens the dialog, made when it is first wanted. When it closes, the browser gives the focus back. */
export const openOverlay = async (site, address) => {
  dialog ??= makeDialog(site, address);
  dialog.catch(() => (dialog = null));
  const made = await dialog;
  if (!made.open) made.showModal();
  made.querySelector("input").select();
};
