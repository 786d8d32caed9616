// One event whole: headline, fields, casualties, actors, claims, sources with their evidence, revisions.

import { corrections } from "./corrections.js";
import { el, link } from "./dom.js";
import { reports } from "./evidence.js";
import { FAMILIES, bounds, change, counted, day, moment, phrase, precision, range, when } from "./words.js";

const HARM = ["killed", "wounded", "captured", "missing", "displaced"];
const STANCES = { admit: "admits", deny: "denies", accuse: "accuses" };
const GROUPS = ["civilian", "side_a", "side_b", "perpetrator", "unknown"];

export class Detail {
  constructor(root, { onClose, onOpen, nameOf }) {
    this.root = root;
    this.onClose = onClose;
    this.onOpen = onOpen;
    this.nameOf = nameOf;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  async open(id, { focus = true } = {}) {
    this.id = id;
    const answer = await fetch(`/api/events/${encodeURIComponent(id)}`).catch(() => null);
    if (this.id !== id) return;
    const body = answer?.ok
      ? this.#whole(await answer.json())
      : [this.#head("crime", ["Event"], answer?.status === 404 ? "No such event: it may have been withdrawn" : "The page's server does not answer")];
    if (this.id !== id) return;
    const top = this.shown === id ? this.root.scrollTop : 0;
    this.shown = id;
    this.root.replaceChildren(...body);
    this.root.hidden = false;
    this.root.scrollTop = top;
    if (focus) this.root.focus({ preventScroll: true });
  }

  close() {
    this.id = this.shown = undefined;
    this.root.hidden = true;
    this.root.replaceChildren();
    this.onClose();
  }

  #head(family, kicker, headline) {
    this.root.className = family;
    const [first, ...rest] = kicker;
    return el("header", {},
      el("p", { class: "kicker" }, first, ...rest.map((word) => el("span", {}, word))),
      el("h2", { id: "headline" }, headline),
      el("button", { class: "close", type: "button", "aria-label": "Close (Esc)", onclick: () => this.close() }, "×"));
  }

  #whole({ event, family, country, revisions, passages }) {
    const kicker = [FAMILIES[family], phrase(event.type), ...(event.kind === "summary" ? ["Summary"] : []),
      ...(event.outcome === "attempted" ? ["Attempted"] : [])];
    return [
      this.#head(family, kicker, event.headline),
      this.#standing(event),
      section(null, facts(event, country)),
      tolls(event.casualties),
      section("Corrections", entries(corrections(event), "entries corrections")),
      reports(event, passages),
      section("Actors", entries(event.actors.map(actor))),
      section("People", entries(event.persons.map(person))),
      section("Claims", entries(event.claims.map(claim))),
      section("Other events", entries(event.links.map((one) => this.#link(one)))),
      section("Versions", versions(revisions)),
      section("Record", record(event)),
    ].filter(Boolean);
  }

  #standing(event) {
    if (event.status === "active") return null;
    const words = event.status === "merged" && event.merged_into
      ? ["This event proved to be another: ", this.#jump(event.merged_into)]
      : ["This event was withdrawn."];
    return el("section", { class: "notice" }, el("p", {}, ...words));
  }

  #link({ event_id: id, relation }) {
    return [relation === "counted_in" ? "Counted in a summary: " : "Counts the incident: ", this.#jump(id)];
  }

  #jump(id) {
    return el("a", { href: `#${encodeURIComponent(id)}`, onclick: (event) => { event.preventDefault(); this.onOpen(id); } }, this.nameOf(id));
  }
}

function section(title, ...children) {
  const held = children.filter(Boolean);
  return held.length ? el("section", {}, title && el("h3", {}, title), ...held) : null;
}

function entries(items, name = "entries") {
  return items.length ? el("ul", { class: name }, ...items.map((parts) => el("li", {}, ...parts.filter(Boolean)))) : null;
}

function facts({ date, location: place, weapons, targets, codes, confidence, sources }, country) {
  const within = precision(place.precision) + (place.radius_km ? `, within ${Math.round(place.radius_km)} km` : "");
  const wider = [...new Set([place.admin2, place.admin1])].filter((name) => name && name !== place.name).join(", ");
  const known = date.basis === "bounded" ? "known only by publication" : date.basis === "correction" ? "by an analyst" : `${date.basis}${date.text ? `: “${date.text}”` : ""}`;
  const meter = el("span", { class: "bar-of", "aria-hidden": "true" });
  const share = Math.round(confidence.overall * 100);
  meter.style.background = `linear-gradient(90deg, var(--family) ${share}%, var(--line) ${share}%)`;
  const lines = [
    ["When", when(date.start, date.end, date.basis === "bounded"), known],
    ["Where", [...new Set([place.name, wider, country])].filter(Boolean).join(", "), [place.basis === "correction" && "by an analyst", within, place.venue, place.address].filter(Boolean).join(" · ")],
    ["Weapons", weapons.map((one) => one.name).join(", ")],
    ["Targets", targets.map((one) => one.name + (["damaged", "destroyed"].includes(one.effect) ? ` (${one.effect})` : "")).join(", ")],
    ["Sources", counted(sources.articles, "article"), sources.articles > 1 ? `${sources.independent} independent` : ""],
    ["Codes", [codes.acled_sub_event_type && `ACLED ${codes.acled_sub_event_type}`, codes.plover && `PLOVER ${codes.plover}`,
      codes.cameo && `CAMEO ${codes.cameo}`, codes.ucdp && `UCDP ${codes.ucdp}`].filter(Boolean).join(" · ")],
  ].filter(([, value]) => value);
  return el("dl", { class: "facts" },
    ...lines.flatMap(([name, value, note]) => [el("dt", {}, name), el("dd", {}, value, note && el("br"), note && el("small", {}, note))]),
    el("dt", {}, "Confidence"), el("dd", {}, meter, `${share} %`));
}

function tolls(casualties) {
  const told = HARM.filter((name) => casualties[name] && range(casualties[name].total) !== null);
  return section(told.length ? "Casualties" : null, told.length && el("div", { class: "tolls" }, ...told.map((name) => {
    const toll = casualties[name];
    const groups = GROUPS.filter((group) => toll[group] && range(toll[group]) !== null)
      .map((group) => `${phrase(group).toLowerCase()} ${range(toll[group])}`);
    return el("div", { class: "toll" }, el("b", {}, range(toll.total)), name,
      el("small", {}, bounds(toll.total)), groups.length > 0 && el("small", {}, groups.join(", ")));
  })));
}

function actor({ name, canonical, role, sector, country }) {
  return [el("span", { class: "side" }, phrase(role)), canonical, el("br"),
    el("small", {}, [name !== canonical && `“${name}”`, sector !== "unknown" && sector, country].filter(Boolean).join(" · "))];
}

function person({ name, description, age, sex, role, effect, number }) {
  const what = name ?? description ?? "person";
  return [el("span", { class: "side" }, phrase(role)), number > 1 ? `${number} ${what}` : what, " ",
    el("small", {}, [age !== null && `aged ${age}`, sex, effect !== "unknown" && effect !== "none" && effect].filter(Boolean).join(" · "))];
}

function claim({ metric, group, item, low, high, qualifier, claimant, stance, cumulative, as_of: asOf }) {
  const figure = low === null && high === null ? "" : range({ low, best: low === high ? low : null, high });
  const what = [group !== "total" && phrase(group).toLowerCase(), item ?? phrase(metric).toLowerCase()].filter(Boolean).join(" ");
  const how = [STANCES[stance], qualifier !== "exact" && phrase(qualifier).toLowerCase(), cumulative && "total so far", asOf && `as of ${day(asOf)}`];
  return [el("span", { class: "side" }, claimant ?? "the article itself"), el("b", {}, figure), figure ? " " : "", what, el("br"),
    el("small", {}, how.filter(Boolean).join(" · "))];
}

function host(url) {
  return URL.canParse(url ?? "") ? new URL(url).hostname : null;
}

function versions(revisions) {
  const items = [...revisions].reverse().map(({ version, change: changes, updated_at: at, status, by, article_id: article, url }) => [
    el("b", {}, `v${version}`),
    el("span", {}, ...(status === "active" ? changes.map(change) : [status]).map((word) => el("i", {}, word))),
    el("small", {}, by ?? (article && link(url, host(url) ?? article)), (by ?? article) ? ", " : "", moment(at)),
  ]);
  return entries(items, "entries versions");
}

function record({ event_id: id, version, first_seen_at: first, rules_version: rules }) {
  return el("dl", { class: "facts" },
    el("dt", {}, "Event id"), el("dd", {}, id), el("dt", {}, "Version"), el("dd", {}, String(version)),
    el("dt", {}, "First seen"), el("dd", {}, moment(first)), el("dt", {}, "Rules"), el("dd", {}, rules || "–"));
}
