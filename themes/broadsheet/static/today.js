/* What was published on this day in other years, by the reader's clock. */

const now = new Date();
const year = String(now.getFullYear()).padStart(4, "0");
const day = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

/** Shows it in its place on the front page, which knows on which days there is something. */
export const showToday = async (site, box) => {
  if (!box.dataset.days.split(" ").includes(day)) return;
  const { block } = await site.load("fragments");
  const found = await block(site, `days/${day}`);
  for (const item of found?.querySelectorAll("li") ?? []) {
    if (item.querySelector("time").dateTime.startsWith(`${year}-`)) item.remove();
  }
  if (!found?.querySelector("li")) return;
  box.append(found);
  box.hidden = false;
};
