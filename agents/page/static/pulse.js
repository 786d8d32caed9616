// Throughput and lag: a line each, the last ten minutes at most.

import { svg } from "./dom.js";
import { count } from "./words.js";

const WIDTH = 104;
const HEIGHT = 34;
const MOST = 300;
const FEWEST = 40; // points across, so that a page just opened has a line to show
const LATE_SECONDS = 60;

export class Pulse {
  #beats = [];

  constructor(root) {
    this.lines = [...root.querySelectorAll("[data-line]")].map((value) => {
      const area = svg("path", { class: "area" });
      const line = svg("path");
      value.after(svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" }, area, line));
      return { name: value.dataset.line, value, area, line };
    });
  }

  add(beat) {
    if (this.#beats.length && beat.at <= this.#beats.at(-1).at) return;
    this.#beats.push(beat);
    if (this.#beats.length > MOST) this.#beats.shift();
    this.pending ??= requestAnimationFrame(() => {
      this.pending = undefined;
      this.#draw();
    });
  }

  #draw() {
    const last = this.#beats.at(-1);
    for (const { name, value, area, line } of this.lines) {
      value.textContent = last.workers ? reading(name, last) : "–";
      value.title = last.workers ? `${last.workers} of the workers answer` : "no worker answers";
      value.toggleAttribute("data-late", name === "lag_messages" && last.lag_seconds > LATE_SECONDS);
      const [shape, first] = path(this.#beats.map((beat) => beat[name] ?? 0));
      line.setAttribute("d", shape);
      area.setAttribute("d", `${shape}V${HEIGHT}H${first.toFixed(1)}Z`);
    }
  }
}

function reading(name, beat) {
  const value = beat[name];
  if (value === null) return "–";
  if (name === "lag_messages") return beat.lag_seconds >= 1 ? `${count(value)} · ${Math.round(beat.lag_seconds)} s` : count(value);
  return value < 100 ? value.toFixed(1) : count(Math.round(value));
}

// Newest at the right edge; the scale is the greatest value, and 1 at least. Told with where the line begins.
function path(values) {
  const top = Math.max(1, ...values);
  const step = WIDTH / (Math.max(values.length, FEWEST) - 1);
  const first = WIDTH - (values.length - 1) * step;
  const points = values.map((value, at) => `${(first + at * step).toFixed(1)} ${(HEIGHT - 2 - (value / top) * (HEIGHT - 5)).toFixed(1)}`);
  return [`M${points.join("L")}`, first];
}
