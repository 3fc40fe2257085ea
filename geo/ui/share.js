// Completes the links with where this page is and where the map is now, and offers to copy them.
const POSITION = ["lat", "lon", "zoom"];

function link(query) {
  const asked = new URLSearchParams(query);
  const here = new URLSearchParams(window.location.search);
  for (const key of POSITION) {
    if (here.has(key)) asked.set(key, here.get(key));
  }
  const text = asked.toString();
  return window.location.origin + window.location.pathname + (text ? `?${text}` : "");
}

function row(parent, { label, note, query }) {
  const name = document.createElement("label");
  const field = document.createElement("input");
  const copy = document.createElement("button");
  const said = document.createElement("span");
  name.textContent = `${label}: ${note}`;
  field.readOnly = true;
  field.setAttribute("aria-label", label);
  field.addEventListener("focus", () => field.select());
  copy.type = "button";
  copy.textContent = "Copy";
  copy.setAttribute("aria-label", `Copy ${label.toLowerCase()}`);
  said.setAttribute("role", "status");
  copy.addEventListener("click", async () => {
    field.value = link(query);
    field.focus();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Press Ctrl+C to copy";
    }
  });
  const refresh = () => {
    field.value = link(query);
  };
  refresh();
  parent.append(name, field, copy, said);
  return refresh;
}

export default function ({ parentElement, data }) {
  const box = parentElement.querySelector(".links");
  box.replaceChildren();
  const refreshers = data.map((each) => row(box, each));
  // The map moves without a run, so the address is read again while the links are on screen.
  const timer = window.setInterval(() => refreshers.forEach((refresh) => refresh()), 500);
  return () => window.clearInterval(timer);
}
