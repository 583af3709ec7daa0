// What a machine can tell is wrong with a page for people who see little, hear it read, or use keys: a list of lines.
() => {
  const faults = [];
  const show = (one) => `${one.outerHTML.slice(0, 100)}`.replace(/\s+/g, " ");
  const check = (right, what, one) => right || faults.push(one ? `${what}: ${show(one)}` : what);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const named = (one) =>
    one.ariaLabel?.trim() ||
    one.getAttribute("aria-labelledby") ||
    one.labels?.[0]?.textContent.trim() ||
    one.textContent.trim() ||
    one.querySelector("img[alt]:not([alt=''])");

  // Structure.
  check(document.documentElement.lang, "no language");
  check(document.title.trim(), "no title");
  for (const one of ["main", "body > header", "body > footer", "h1"]) check(all(one).length === 1, `not one ${one}`);
  const ids = all("[id]").map((one) => one.id);
  for (const id of ids) check(ids.indexOf(id) === ids.lastIndexOf(id), `id twice: ${id}`);
  for (const one of all("[aria-describedby], [aria-controls], [aria-labelledby]"))
    for (const name of ["aria-describedby", "aria-controls", "aria-labelledby"])
      for (const id of (one.getAttribute(name) ?? "").split(" ").filter(Boolean))
        check(document.getElementById(id), `${name} names nothing`, one);
  let level = 0;
  for (const one of all("h1, h2, h3, h4, h5, h6").filter(seen)) {
    check(one.textContent.trim(), "empty heading", one);
    check(Number(one.tagName[1]) <= level + 1, `heading after level ${level}`, one);
    level = Number(one.tagName[1]);
  }
  const labels = all("nav").map((one) => one.ariaLabel);
  for (const one of all("nav")) check(one.ariaLabel, "nav without a name", one);
  for (const label of labels) check(labels.indexOf(label) === labels.lastIndexOf(label), `two navs “${label}”`);
  const inMain = document.querySelector("main");
  for (const one of all("main section, aside section").filter(seen))
    check(one.querySelector("h1, h2, h3, h4, h5, h6") || one.ariaLabel || one.matches(".footnotes"), "section without a heading", one);
  check(inMain && !inMain.querySelector("main, body > header"), "landmarks within main");

  // Names.
  for (const one of all("a[href], button, input, select, summary").filter(seen)) check(named(one), "no name", one);
  for (const one of all("img")) check(one.hasAttribute("alt"), "picture without alt", one);
  for (const one of all("iframe, [role=region]")) check(one.title || one.ariaLabel, "no name", one);
  for (const one of all("th")) check(one.textContent.trim(), "empty table head", one);
  check(!all("[tabindex]").some((one) => one.tabIndex > 0), "tabindex above 0");

  // Targets: 24 by 24 px, but for links in running text, or with so much room round them. What is hidden from those who
  // hear the page is a shortcut to what stands beside it.
  const onTop = document.querySelector("dialog[open], :popover-open"); // what lies below cannot be hit
  const targets = all("a[href], button, input, select, summary").filter(
    (one) => seen(one) && !one.matches(".skip, [aria-hidden=true] *") && (!onTop || onTop.contains(one)),
  );
  const inText = (one) => one.closest("p, li, dd, td, figcaption") && getComputedStyle(one).display === "inline";
  const boxes = targets.map((one) => one.getBoundingClientRect());
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  targets.forEach((one, at) => {
    const box = boxes[at];
    if ((box.width >= 23.9 && box.height >= 23.9) || inText(one)) return;
    const [x, y] = middle(box);
    const near = boxes.find((other, index) => {
      if (index === at || targets[index].contains(one) || one.contains(targets[index])) return false;
      const dx = Math.max(other.left - x, 0, x - other.right);
      const dy = Math.max(other.top - y, 0, y - other.bottom);
      return Math.hypot(dx, dy) < 12;
    });
    check(!near, `target ${Math.round(box.width)} × ${Math.round(box.height)} px beside another`, one);
  });

  // Contrast of all text with what is behind it, as drawn.
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const drawn = new Map();
  const draw = (layers) => {
    const key = layers.join();
    if (!drawn.has(key)) {
      brush.clearRect(0, 0, 1, 1);
      for (const layer of layers) {
        brush.fillStyle = layer;
        brush.fillRect(0, 0, 1, 1);
      }
      drawn.set(key, brush.getImageData(0, 0, 1, 1).data.slice(0, 3));
    }
    return drawn.get(key);
  };
  const light = (colour) => {
    const [r, g, b] = [...colour].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    const layers = [];
    for (let up = one; up; up = up.parentElement) layers.unshift(getComputedStyle(up).backgroundColor);
    return ["Canvas", ...layers];
  };
  for (const one of all("body *").filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))) {
    if (!seen(one) || one.closest("noscript, template, script, [aria-hidden=true], .skip")) continue;
    const style = getComputedStyle(one);
    const layers = behind(one);
    const [a, b] = [light(draw(layers)), light(draw([...layers, style.color]))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    check(ratio >= (large ? 3 : 4.5), `contrast ${ratio.toFixed(2)}`, one);
  }
  return [...new Set(faults)];
}
