// The list of events: only the rows in view are in the page, so that 50,000 scroll like 50.

import { el } from "./dom.js";
import { ago, change, count, counted, headlineParts, when } from "./words.js";

const ROW = 76;
const SPARE = 6;
const TOLLS = ["killed", "wounded", "captured", "missing", "displaced"];
const MOST_TOLLS = 2; // more do not fit on the line
const TALLEST = 8_000_000; // browsers end an element somewhere above

export class List {
  #rows = [];
  #active = -1;
  #fresh = new Map();
  #empty = "Fetching the events …";

  constructor(root, onOpen) {
    this.root = root;
    this.onOpen = onOpen;
    this.space = el("div", { class: "space", role: "presentation" });
    root.append(this.space);
    root.addEventListener("scroll", () => this.draw(), { passive: true });
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      if (row) this.#open(Number(row.dataset.at));
    });
    new ResizeObserver(() => this.draw()).observe(root);
  }

  show(rows, selected, empty) {
    this.#empty = empty;
    const active = this.#rows[this.#active]?.id;
    const isFirst = !this.#rows.length;
    this.#rows = rows;
    this.#active = active === undefined ? -1 : rows.findIndex((row) => row.id === active);
    this.selected = selected;
    this.space.style.height = `${Math.min(rows.length * ROW, TALLEST)}px`;
    if (isFirst) this.select(selected);
    else this.draw();
  }

  select(id) {
    this.selected = id;
    const at = this.#rows.findIndex((row) => row.id === id);
    const top = at * ROW;
    const { scrollTop, clientHeight } = this.root;
    if (at >= 0 && (top < scrollTop || top + ROW > scrollTop + clientHeight)) this.root.scrollTop = top - (clientHeight - ROW) / 2;
    this.draw();
  }

  mark(ids) {
    const until = performance.now() + 2500;
    for (const id of ids) this.#fresh.set(id, until);
  }

  draw() {
    const first = Math.max(0, Math.floor(this.root.scrollTop / ROW) - SPARE);
    const last = Math.min(this.#rows.length, Math.ceil((this.root.scrollTop + this.root.clientHeight) / ROW) + SPARE);
    const now = performance.now();
    for (const [id, until] of this.#fresh) if (until < now) this.#fresh.delete(id);
    const drawn = [];
    for (let at = first; at < last; at += 1) drawn.push(this.#row(this.#rows[at], at));
    if (!this.#rows.length) drawn.push(el("p", { class: "empty" }, this.#empty));
    this.root.replaceChildren(this.space, ...drawn);
    if (this.#active >= first && this.#active < last) this.root.setAttribute("aria-activedescendant", `row-${this.#active}`);
    else this.root.removeAttribute("aria-activedescendant");
  }

  #row(row, at) {
    const tolls = TOLLS.filter((name) => row[name])
      .slice(0, MOST_TOLLS)
      .map((name) => el("span", {}, el("b", {}, count(row[name])), ` ${name}`));
    const what = row.change.includes("created") ? "new" : row.change.map(change).join(", ");
    const made = el(
      "div",
      {
        class: `row ${row.family}${at === this.#active ? " active" : ""}${this.#fresh.has(row.id) ? " fresh" : ""}`,
        id: `row-${at}`,
        role: "option",
        "data-at": at,
        "aria-setsize": this.#rows.length,
        "aria-posinset": at + 1,
        "aria-selected": String(row.id === this.selected),
        title: `version ${row.version}: ${what}`,
      },
      el("div", { class: "title" }, headlineParts(row)),
      el("div", { class: "where" }, row.precision === "country" ? row.country_name : `${row.place}, ${row.country_name}`),
      el("div", { class: "facts" }, el("span", {}, when(row.start, row.end, row.bounded)), ...tolls,
        el("span", {}, counted(row.articles, "article")), el("span", { class: "ago" }, ago(row.updated_at))),
    );
    made.style.transform = `translateY(${at * ROW}px)`;
    return made;
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.root.clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#open(Math.max(0, this.#active));
    } else if (event.key in steps) {
      event.preventDefault();
      this.#active = Math.min(this.#rows.length - 1, Math.max(0, this.#active + steps[event.key]));
      this.#reveal(this.#active);
      this.draw();
    }
  }

  #reveal(at) {
    const top = at * ROW;
    if (top < this.root.scrollTop) this.root.scrollTop = top;
    else if (top + ROW > this.root.scrollTop + this.root.clientHeight) this.root.scrollTop = top + ROW - this.root.clientHeight;
  }

  #open(at) {
    if (!this.#rows[at]) return;
    this.#active = at;
    this.onOpen(this.#rows[at].id);
  }
}
