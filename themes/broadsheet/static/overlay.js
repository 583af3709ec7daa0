/* Search in a dialog over the page. The form, with all its words, is taken from the search page. */

let dialog = null;

const fetchForm = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.importNode(page.querySelector("form.finder"), true);
};

const makeDialog = async (site, address) => {
  const [form, { mount, searchAddress }] = await Promise.all([fetchForm(address), site.load("finder")]);
  const made = document.createElement("dialog");
  made.className = "overlay";
  made.ariaLabel = form.querySelector("label").textContent;
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "overlay-close", ariaLabel: form.dataset.close });
  close.addEventListener("click", () => made.close());
  made.addEventListener("click", (event) => event.target === made && made.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(searchAddress(form));
  });
  form.querySelector(".finder-query").append(close); // so that Tab need not pass all results to reach it
  made.append(form);
  document.body.append(made);
  mount(site, form);
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
