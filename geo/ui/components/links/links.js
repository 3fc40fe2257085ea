// Completes the links with where the page is and where the map is now, and offers to copy them.
// Speaks Streamlit's component protocol itself: two messages out, one in.
const POSITION = ["lat", "lon", "zoom"];
let refreshers = [];
let words = {}; // from the page, which speaks the reader's language

const send = (type, content = {}) =>
  window.parent.postMessage({ isStreamlitMessage: true, type: `streamlit:${type}`, ...content }, "*");

function link(query) {
  const asked = new URLSearchParams(query);
  const { origin, pathname, search } = window.parent.location;
  const here = new URLSearchParams(search);
  for (const key of POSITION) if (here.has(key)) asked.set(key, here.get(key) ?? "");
  const text = asked.toString();
  return origin + pathname + (text ? `?${text}` : "");
}

function row({ id, label, copy: about, query }) {
  const name = document.createElement("label"), field = document.createElement("input");
  const copy = document.createElement("button"), said = document.createElement("span");
  name.textContent = label;
  Object.assign(field, { readOnly: true, id });
  name.htmlFor = id;
  field.addEventListener("focus", () => field.select());
  Object.assign(copy, { type: "button", textContent: words.copy });
  copy.setAttribute("aria-label", about);
  said.setAttribute("role", "status");
  const refresh = () => {
    if (document.activeElement !== field) field.value = link(query);
  };
  copy.addEventListener("click", async () => {
    field.value = link(query);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = words.copied;
    } catch {
      said.textContent = words.press; // the clipboard needs https, or a page on this machine
    }
    resize();
  });
  refreshers.push(refresh);
  refresh();
  return [name, field, copy, said];
}

const resize = () => send("setFrameHeight", { height: document.documentElement.offsetHeight });

window.addEventListener("message", ({ data }) => {
  if (data?.type !== "streamlit:render") return;
  const { links, lang } = data.args;
  words = data.args.words;
  Object.assign(document.documentElement, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
  for (const [name, value] of Object.entries(data.theme ?? {})) {
    if (typeof value === "string") document.documentElement.style.setProperty(`--${name}`, value);
  }
  document.documentElement.style.colorScheme = data.theme?.base ?? "light";
  const key = JSON.stringify(links);
  if (document.body.dataset.links !== key) {
    document.body.dataset.links = key;
    refreshers = [];
    document.querySelector(".links")?.replaceChildren(...links.flatMap(row));
  }
  resize();
});

// The map moves without a run, so its position is read again while the links are on screen.
window.setInterval(() => refreshers.forEach((refresh) => refresh()), 500);
send("componentReady", { apiVersion: 1 });
