/* Fetches what changes with every article, each file once. */

const files = new Map();

const read = async (address) => {
  const answer = await fetch(address);
  return new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html").body;
};

/** The block of a section (without one, the first) in the fragment `name`, or null. */
export const block = async (site, name, section) => {
  if (!files.has(name)) files.set(name, read(`${site.base}fragments/${name}.html`));
  const body = await files.get(name).catch(() => files.delete(name));
  const found = [...(body.children ?? [])].find((one) => !section || one.dataset.section === section);
  return found ? document.importNode(found, true) : null;
};

/** Puts a box's block below its heading. What stands under the box is shown when it is known how long that is. */
export const fill = async (site, box) => {
  const found = await block(site, box.dataset.fragment, box.dataset.section);
  if (found) box.querySelector("h2").after(found);
  box.classList.add("filled");
};
