/* Offers to show what an embed links to in a frame of its provider, and asks that for nothing before a reader agrees. */

const RIGHTS = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";
const FEATURES = "autoplay; encrypted-media; fullscreen; picture-in-picture";

const said = ({ dataset: { provider, kind } }, words, name) => words[name ?? `embed${kind[0].toUpperCase()}${kind.slice(1)}`]
  .replace("%(provider)s", provider);

const show = (embed, offered) => {
  const { provider, frame: src } = embed.dataset;
  const [words] = embed.querySelector("a").textContent.match(/^(?!https?:).+/s) ?? [""];
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", RIGHTS);
  Object.assign(frame, {
    title: words ? `${words} (${provider})` : provider,
    allow: FEATURES,
    referrerPolicy: "strict-origin-when-cross-origin", // YouTube plays nothing for a page that does not say who it is
    src,
  });
  offered.replaceWith(frame);
  frame.focus();
};

/** Puts a button into an embed whose provider has a frame for it. */
export const offer = (embed) => {
  const words = embed.closest("[data-embed-note]").dataset;
  const offered = document.createElement("div");
  const button = document.createElement("button");
  const note = document.createElement("span");
  offered.className = "embed-offer";
  button.type = "button";
  button.className = "button";
  button.textContent = said(embed, words);
  note.textContent = said(embed, words, "embedNote");
  button.addEventListener("click", () => show(embed, offered));
  offered.append(button, " ", note);
  embed.prepend(offered);
};
