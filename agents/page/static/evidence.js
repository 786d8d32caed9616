// The reports that an event rests on, with the words that gave its fields underlined.

import { el, link } from "./dom.js";
import { moment } from "./words.js";

const FIELDS = { trigger: "what happened", location: "place", date: "date", claims: "number", actors: "actor" };

export function reports(event, passages) {
  const { mentions, mention_count: all } = event;
  if (!mentions.length) return null;
  const marked = new Set(mentions.flatMap((one) => passages[one.mention_id] ?? []).flatMap((part) => part.fields));
  const key = Object.entries(FIELDS).filter(([name]) => marked.has(name));
  return el("section", { class: "reports" },
    el("h3", {}, all > mentions.length ? `Sources (${mentions.length} of ${all} reports)` : "Sources"),
    key.length > 0 && el("p", { class: "key", "aria-hidden": "true" }, ...key.map(([name, words]) => el("mark", { class: name }, words))),
    ...mentions.map((one) => report(one, passages[one.mention_id] ?? [])));
}

function report({ url, outlet, article_id: article, published_at: at, sentence }, parts) {
  return el("article", { class: "report" },
    el("p", { class: "source" }, link(url, outlet ?? article), el("time", { datetime: at }, moment(at))),
    sentence && el("blockquote", {}, ...(parts.length ? parts.map(passage) : [sentence])));
}

function passage({ text, fields }) {
  if (!fields.length) return text;
  return el("mark", { class: fields[0], title: fields.map((name) => FIELDS[name]).join(", ") }, text);
}
