// Keeps a page of the preview up to date: reloads it after a good build, and shows what is wrong after a failed one.
// Added to pages as they are served; never a part of the site.
(() => {
  const script = document.currentScript;
  const folder = new URL(".", script.src);
  const [session, built] = script.dataset.build.split("-");
  let number = Number(built);
  let styled = number;
  let swaps = Promise.resolve();
  let source = null;
  let problems = null;

  // A page that nobody sees holds no connection: browsers allow six to a server, and readers have more tabs than that.
  function follow() {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(new URL("events", folder));
      source.onmessage = (event) => update(JSON.parse(event.data));
    }
  }

  function update(state) {
    if (state.session !== session || state.number < number) {
      location.reload();
    } else if (state.number === number) {
      show(state);
    } else if (state.styles_from <= number) {
      number = state.number;
      show(state);
      swaps = swaps.then(() => swapStyles(state.number)).catch(() => location.reload());
    } else {
      location.reload();
    }
  }

  function show(state) {
    problems ??= state.problems.length ? import(new URL("problems.js", folder)) : null;
    problems?.then((overlay) => overlay.show(state));
  }

  // The page's addresses of stylesheets change with their content, so the page itself is asked for the new ones. One
  // swap at a time, and none for a build that the last one has brought already.
  async function swapStyles(wanted) {
    if (styled >= wanted) {
      return;
    }
    const answer = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const sheets = (page) => [...page.querySelectorAll('link[rel~="stylesheet"]')];
    const [old, now] = [sheets(document), sheets(fresh)];
    const differing = old.filter((link, at) => link.getAttribute("href") !== now[at]?.getAttribute("href"));
    if (old.length !== now.length || differing.length === 0) {
      throw new Error("styles are not all that changed");
    }
    styled = Number(fresh.querySelector("script[data-build]").dataset.build.split("-")[1]);
    await Promise.all(differing.map((link) => replace(link, document.importNode(now[old.indexOf(link)]))));
  }

  function replace(link, next) {
    return new Promise((resolve, reject) => {
      next.addEventListener("load", () => resolve(link.remove()));
      next.addEventListener("error", reject);
      link.after(next);
    });
  }

  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  window.addEventListener("pagehide", () => source?.close());
  follow();
})();
