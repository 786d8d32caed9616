// The form of filters, and the store that it steers.

import { el } from "./dom.js";
import { FAMILIES, count, counted, phrase } from "./words.js";

const TYPING_MS = 120;

export class Filters {
  constructor(form, store) {
    this.form = form;
    this.store = store;
    this.count = form.querySelector("#count");
    this.clear = form.querySelector("#reset");
    this.place = form.querySelector("#place");
    this.chips = new Map(Object.entries(FAMILIES).map(([name, words]) => [name, this.#chip(name, words)]));
    form.querySelector("#families").append(...this.chips.values());

    form.addEventListener("submit", (event) => event.preventDefault());
    form.elements.text.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => store.set({ text: form.elements.text.value }), TYPING_MS);
    });
    for (const name of ["type", "country", "from", "to"]) {
      form.elements[name].addEventListener("change", () => store.set({ [name]: form.elements[name].value }));
    }
    form.elements.order.addEventListener("change", () => store.sort(form.elements.order.value));
    form.addEventListener("reset", () => this.reset());
    this.place.addEventListener("click", () => store.set({ place: null }));
    store.addEventListener("shown", () => this.draw());
  }

  reset() {
    const order = this.store.order;
    setTimeout(() => { this.form.elements.order.value = order; });
    for (const chip of this.chips.values()) chip.setAttribute("aria-pressed", "false");
    this.store.set({ text: "", families: new Set(), type: "", country: "", from: "", to: "", place: null });
  }

  draw() {
    const { store } = this;
    const all = store.rows.size;
    this.count.value = store.isFiltered ? `${count(store.shown.length)} of ${counted(all, "event")}` : counted(all, "event");
    this.clear.hidden = !store.isFiltered;
    this.place.hidden = !store.filter.place;
    this.place.textContent = `${store.filter.place?.name ?? ""} ×`;
    this.place.setAttribute("aria-label", `Only at ${store.filter.place?.name ?? ""}: show all places`);
    const families = store.counts("family");
    for (const [name, chip] of this.chips) {
      chip.lastChild.textContent = count(families.get(name) ?? 0);
      chip.hidden = name === "crime" && !families.get(name) && !store.filter.families.has(name);
    }
    this.#options("type", store.counts("type"), phrase);
    const names = new Map();
    for (const row of store.rows.values()) names.set(row.country, row.country_name);
    this.#options("country", store.counts("country"), (code) => names.get(code) ?? code);
  }

  #chip(name, words) {
    const { store } = this;
    return el("button", {
      type: "button",
      class: name,
      "aria-pressed": "false",
      onclick: ({ currentTarget }) => {
        const families = new Set(store.filter.families);
        if (!families.delete(name)) families.add(name);
        currentTarget.setAttribute("aria-pressed", String(families.has(name)));
        store.set({ families });
      },
    }, words, el("b", {}, ""));
  }

  // Chosen lists are only rebuilt while nobody is choosing from them.
  #options(name, counts, words) {
    const select = this.form.elements[name];
    if (document.activeElement === select) return;
    const chosen = select.value;
    if (chosen && !counts.has(chosen)) counts.set(chosen, 0);
    const options = [...counts].map(([value, found]) => [words(value), value, found]).sort(([a], [b]) => a.localeCompare(b));
    select.replaceChildren(select.options[0],
      ...options.map(([label, value, found]) => el("option", { value }, `${label} (${count(found)})`)));
    select.value = chosen;
  }
}
