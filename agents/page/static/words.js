// How values read.

export const FAMILIES = {
  battles: "Battles",
  explosions: "Explosions",
  civilians: "Against civilians",
  protests: "Protests",
  riots: "Riots",
  strategic: "Strategic",
  crime: "Crime",
};

const CHANGES = {
  created: "new event",
  new_source: "another source",
  casualties: "casualties",
  date: "date",
  location: "place",
  type: "type",
  actors: "actors",
  details: "details",
  merged: "merged",
  split: "split",
  withdrawn: "withdrawn",
  correction: "correction",
};

const PLACES = {
  site: "a named site",
  settlement: "a settlement",
  near: "near a settlement",
  admin2: "a district",
  admin1: "a province",
  region: "a region",
  country: "no more than the country is known",
};

const number = new Intl.NumberFormat("en");
const dayOf = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const momentOf = new Intl.DateTimeFormat("en", {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC",
});

export const count = (value) => number.format(value);
export const counted = (value, noun) => `${number.format(value)} ${noun}${value === 1 ? "" : "s"}`;
export const change = (name) => CHANGES[name] ?? name;

export const precision = (name) => PLACES[name] ?? name;

export function phrase(name) {
  const words = String(name).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function day(text) {
  return dayOf.format(new Date(`${text}T00:00:00Z`));
}

export function moment(text) {
  return `${momentOf.format(new Date(text))} UTC`;
}

// When it happened, as precisely as it is known.
export function when(start, end, bounded) {
  if (bounded) return `by ${day(end)}`;
  return start === end ? day(start) : `${day(start)} to ${day(end)}`;
}

// Nothing for what is long past: the day of the event says enough.
export function ago(text, now = Date.now()) {
  const seconds = Math.max(0, (now - Date.parse(text)) / 1000);
  if (seconds < 90) return "just now";
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 129600) return `${Math.round(seconds / 3600)} h ago`;
  return seconds < 60 * 86400 ? `${Math.round(seconds / 86400)} days ago` : "";
}

// A count between its bounds; null where nobody gave one.
export function range({ low, best, high }) {
  if (best !== null) return count(best);
  if (low !== null && high !== null) return `${count(low)}–${count(high)}`;
  if (low !== null) return `${count(low)}+`;
  return high !== null ? `≤ ${count(high)}` : null;
}

export function bounds({ low, best, high }) {
  if (low === best && best === high) return "";
  return `low ${low ?? "unknown"}, best ${best ?? "unknown"}, high ${high ?? "unknown"}`;
}

// What a headline says before its place.
export function headlineParts(row) {
  const at = row.headline.indexOf(row.precision === "country" ? `, ${row.country_name}` : `, ${row.place}`);
  return at > 0 ? row.headline.slice(0, at) : row.headline;
}
