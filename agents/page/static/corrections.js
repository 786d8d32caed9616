// What analysts said of an event, and what the reports alone would say.

import { el } from "./dom.js";
import { day, moment, phrase, range, when } from "./words.js";

const SAID = {
  merge: "one event",
  split: "two events",
  withdraw: "no event",
};

// A list item for each correction, in the order they were said.
export function corrections({ corrections: said, machine }) {
  return said.map(({ action, at, by, why, fields, overrules }) => [
    el("span", { class: "side" }, moment(at)),
    el("b", {}, by), `: ${why}`,
    action in SAID && el("small", {}, SAID[action]),
    !overrules && el("small", {}, "the reports agree by now"),
    ...fields.map((name) => el("small", {}, `${words(name)} in the reports: ${value(name, machine?.[name])}`)),
  ]);
}

const words = (name) => (name === "location" ? "place" : phrase(name).toLowerCase());

function value(name, found) {
  if (found === null || found === undefined) return "unknown";
  switch (name) {
    case "date":
      return found.start === found.end ? day(found.start) : when(found.start, found.end, false);
    case "location":
      return [...new Set([found.name, found.admin1, found.country])].filter(Boolean).join(", ");
    case "actors":
      return found.map((one) => one.canonical).join(", ") || "none";
    case "type":
    case "outcome":
      return phrase(found).toLowerCase();
    default:
      return range(found.total) ?? "unknown";
  }
}
