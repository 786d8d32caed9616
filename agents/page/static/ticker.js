// The latest changes, newest at the left.

import { el } from "./dom.js";
import { change, headlineParts } from "./words.js";

const MOST = 16;

export class Ticker {
  constructor(root, onOpen) {
    this.root = root;
    this.onOpen = onOpen;
  }

  // What stood last when the page was opened; nothing of it is news.
  fill(rows) {
    this.root.replaceChildren(...rows.slice(0, MOST).map((row) => this.#item(row)));
  }

  add(rows) {
    const made = rows.slice(-MOST).reverse().map((row) => this.#item(row));
    for (const item of made) item.classList.add("new");
    this.root.prepend(...made);
    while (this.root.children.length > MOST) this.root.lastChild.remove();
  }

  #item(row) {
    const what = row.change.includes("created") ? "new" : row.change.map(change).join(", ");
    return el("li", { class: row.family },
      el("button", { type: "button", onclick: () => this.onOpen(row.id) },
        el("span", {}, `${headlineParts(row)}, ${row.place}`), el("span", { class: "what" }, `${what}, version ${row.version}`)));
  }
}
