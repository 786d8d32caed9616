// The events that the server told of, and those of them that the filters let through.

const ORDERS = {
  updated: (a, b) => b.updated - a.updated || (a.id < b.id ? 1 : -1),
  day: (a, b) => (a.end < b.end ? 1 : a.end > b.end ? -1 : b.updated - a.updated),
  killed: (a, b) => (b.killed ?? -1) - (a.killed ?? -1) || b.updated - a.updated,
};

export class Store extends EventTarget {
  rows = new Map();
  shown = [];
  filter = { text: "", families: new Set(), type: "", country: "", from: "", to: "", place: null };
  order = "updated";
  isLoaded = false;
  #columns = [];

  // A snapshot takes the place of all that was known.
  load({ columns, rows }) {
    this.#columns = columns;
    this.rows = new Map(rows.map((values) => this.#row(values)).map((row) => [row.id, row]));
    this.isLoaded = true;
    this.refresh();
  }

  change({ rows, gone }) {
    const changed = rows.map((values) => this.#row(values));
    for (const row of changed) {
      this.rows.delete(row.id);
      this.rows.set(row.id, row);
    }
    for (const id of gone) this.rows.delete(id);
    this.refresh();
    this.dispatchEvent(new CustomEvent("news", { detail: { changed, gone } }));
  }

  set(part) {
    Object.assign(this.filter, part);
    this.refresh();
  }

  sort(order) {
    this.order = order;
    this.refresh();
  }

  // Filters are applied once a frame, however many changes come in it.
  refresh() {
    if (this.pending || !this.isLoaded) return;
    this.pending = true;
    setTimeout(() => {
      this.pending = false;
      this.shown = this.select(this.filter).sort(ORDERS[this.order]);
      this.dispatchEvent(new Event("shown"));
    }, this.rows.size > 10_000 ? 120 : 16);
  }

  select(filter) {
    const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    for (const row of this.rows.values()) if (holds(filter, words, row)) found.push(row);
    return found;
  }

  // What a choice would find, were the other filters left as they are.
  counts(field) {
    const counts = new Map();
    const without = { ...this.filter, [field === "family" ? "families" : field]: field === "family" ? new Set() : "" };
    for (const row of this.select(without)) counts.set(row[field], (counts.get(row[field]) ?? 0) + 1);
    return counts;
  }

  get isFiltered() {
    const { text, families, type, country, from, to, place } = this.filter;
    return Boolean(text || families.size || type || country || from || to || place);
  }

  #row(values) {
    const row = {};
    this.#columns.forEach((name, at) => { row[name] = values[at]; });
    row.updated = Date.parse(row.updated_at);
    row.spot = row.lat === null || row.lon === null ? null : `${row.lat},${row.lon},${row.radius_km ?? 0}`;
    [row.x, row.y] = row.spot ? mercator(row.lon, row.lat) : [0, 0];
    return row;
  }
}

// As parts of the world's width, from its upper left corner: what the map's cells are counted in.
function mercator(lon, lat) {
  const y = Math.asinh(Math.tan((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180));
  return [lon / 360 + 0.5, 0.5 - y / (2 * Math.PI)];
}

function holds(filter, words, row) {
  return (!filter.families.size || filter.families.has(row.family))
    && (!filter.type || row.type === filter.type)
    && (!filter.country || row.country === filter.country)
    && (!filter.from || row.end >= filter.from)
    && (!filter.to || row.start <= filter.to)
    && (!filter.place || filter.place.spots.has(row.spot))
    && (!words.length || matches(row, words));
}

function matches(row, words) {
  row.words ??= `${row.headline} ${row.place} ${row.admin1 ?? ""} ${row.country_name} ${row.actors}`.toLowerCase();
  return words.every((word) => row.words.includes(word));
}
