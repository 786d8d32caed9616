// Elements. Text is only ever set as text: no markup of an article's can come to life here.

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A link out: web addresses only, whatever the server let through.
export function link(url, words) {
  return /^https?:\/\//i.test(url ?? "")
    ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, words)
    : el("span", {}, words);
}

export const calm = matchMedia("(prefers-reduced-motion: reduce)");
