// The panel over a page of the preview that tells why the last build failed. What it shows is text, never markup.

const host = document.createElement("backfile-problems");
const root = host.attachShadow({ mode: "open" });
let before = null;
let shown = "";
let hidden = "";

/** Shows the state's problems; without any, takes the panel away. */
export function show(state) {
  const told = JSON.stringify([state.problems, state.more]);
  if (told === shown || (state.problems.length && told === hidden)) {
    return;
  }
  hidden = "";
  remove();
  if (state.problems.length) {
    shown = told;
    const [sheet, dialog] = [styles(), panel(state)];
    // Without its styles the panel would stand at the end of the page, and focus would scroll the reader there.
    host.hidden = true;
    sheet.addEventListener("load", () => {
      host.hidden = false;
      dialog.focus({ preventScroll: true });
    });
    before = document.activeElement;
    root.replaceChildren(sheet, dialog);
    document.documentElement.append(host);
  }
}

function remove() {
  if (host.isConnected) {
    host.remove();
    before?.focus?.({ preventScroll: true });
  }
  shown = "";
}

function hide() {
  hidden = shown;
  remove();
}

document.addEventListener("keydown", (event) => event.key === "Escape" && host.isConnected && hide());

// A file rather than a style element, so that a page's own content security policy allows it.
function styles() {
  const link = element("link");
  link.rel = "stylesheet";
  link.href = new URL("problems.css", import.meta.url);
  return link;
}

function panel(state) {
  const errors = state.problems.filter((problem) => problem.severity === "error").length + state.more;
  const title = element("h2", `Not built: ${errors === 1 ? "one problem" : `${errors} problems`}`);
  const behind = "unbuilt" in document.body.dataset ? "There is no page yet." : "The page behind this is the last good one.";
  const intro = element("p", `${behind} Mend and save, and this goes away.`);
  const list = element("ol");
  list.append(...state.problems.map(item));
  const rest = state.more ? [element("p", `… and ${state.more} more, which the terminal shows.`)] : [];
  const close = element("button", "Hide (Esc)");
  close.type = "button";
  close.addEventListener("click", hide);
  title.id = "title";
  intro.id = "intro";
  const dialog = element("section");
  dialog.tabIndex = -1;
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "title");
  dialog.setAttribute("aria-describedby", "intro");
  dialog.append(title, intro, list, ...rest, close);
  return dialog;
}

function item(problem) {
  const place = element("code", problem.place);
  const message = element("p", problem.message);
  const parts = [place, message];
  if (problem.severity !== "error") {
    message.prepend(element("strong", "Warning: "));
  }
  if (problem.hint) {
    const hint = element("p", problem.hint);
    hint.className = "hint";
    parts.push(hint);
  }
  const entry = element("li");
  entry.append(...parts);
  return entry;
}

function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
