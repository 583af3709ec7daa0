/* Opens and closes the latest articles of a section under its name in the menu. */

let opened = null;

const close = () => {
  if (!opened) return;
  opened.panel.hidden = true;
  opened.button.ariaExpanded = "false";
  opened = null;
};

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !opened) return;
  const { button } = opened;
  close();
  button.focus();
  event.preventDefault();
});

const closeOutside = (event) => {
  if (opened && !opened.item.contains(event.target)) close();
};
addEventListener("click", closeOutside);
addEventListener("focusin", closeOutside); // an open panel would hide what has the focus

const makePanel = async (site, item, button) => {
  const { block } = await site.load("fragments");
  const found = await block(site, "menu", item.dataset.section);
  if (!found) return null;
  found.className = "menu-panel";
  found.id = `latest-${[...item.parentElement.children].indexOf(item)}`;
  found.hidden = true;
  button.setAttribute("aria-controls", found.id);
  item.append(found);
  return found;
};

/** Opens the panel of a menu item, fetched when it is first opened, or closes it. Without one, goes to the section. */
export const toggle = async (site, item, button) => {
  const wasOpen = opened?.item === item;
  close();
  if (wasOpen) return;
  const panel = item.querySelector(".menu-panel") ?? (await makePanel(site, item, button));
  if (!panel) {
    location.assign(item.querySelector("a").href);
    return;
  }
  close(); // another may have been opened while this one was fetched
  panel.hidden = false;
  button.ariaExpanded = "true";
  opened = { item, button, panel };
};
