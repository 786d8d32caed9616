// The page: what is known goes from the store to the list, the map, the ticker and the panel.

import { Detail } from "./detail.js";
import { Filters } from "./filters.js";
import { List } from "./list.js";
import { live } from "./live.js";
import { EventMap } from "./map.js";
import { Pulse } from "./pulse.js";
import { Store } from "./store.js";
import { Ticker } from "./ticker.js";

const STATES = { waiting: "connecting", live: "live", deaf: "waiting for the broker", lost: "connection lost, trying again" };

const find = (id) => document.getElementById(id);
export const store = new Store();
export const map = startMap();
const pulse = new Pulse(find("pulse"));
const filters = new Filters(find("filters"), store);
const list = new List(find("list"), open);
const ticker = new Ticker(find("ticker"), open);
const detail = new Detail(find("detail"), {
  onOpen: open,
  onClose: closed,
  nameOf: (id) => store.rows.get(id)?.headline ?? id,
});

function startMap() {
  try {
    return new EventMap(find("map"), { onSpot });
  } catch (error) {
    console.info(`no map: ${error.message}`);
    find("nomap").textContent = "The map needs WebGL, which this browser does not have or has switched off. The list works without it.";
    find("nomap").hidden = false;
    return null;
  }
}

// Where one event lies, it is opened; where several do, the list shows them.
function onSpot({ row, spots, count }) {
  if (count === 1) {
    open(row.id);
    return;
  }
  store.set({ place: { spots, name: spots.size > 1 ? `around ${row.place}` : row.place } });
  find("list").focus({ preventScroll: true });
  find("list").scrollTop = 0;
}

function open(id) {
  location.hash = encodeURIComponent(id);
}

function closed() {
  history.replaceState(null, "", location.pathname + location.search);
  list.select(undefined);
  map?.choose(null);
  map?.uncover();
  find("list").focus({ preventScroll: true });
}

// What a list without events says.
function emptiness() {
  if (find("status").dataset.state === "deaf") return "Waiting for the broker …";
  return store.isFiltered ? "No events match. New ones will show up here as they come." : "No events yet. They will show up here as they come.";
}

function follow() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) {
    if (detail.isOpen) detail.close();
    return;
  }
  detail.open(id);
  list.select(id);
  map?.choose(store.rows.get(id));
}

store.addEventListener("shown", () => {
  list.show(store.shown, detail.id, emptiness());
  setTimeout(() => map?.show(store.shown)); // after the list is painted
});
store.addEventListener("news", ({ detail: { changed, gone } }) => {
  list.mark(changed.map((row) => row.id));
  ticker.add(changed);
  map?.ping(changed);
  const touched = [...changed.map((row) => row.id), ...gone];
  if (detail.isOpen && touched.includes(detail.id)) detail.open(detail.id, { focus: false });
});

addEventListener("hashchange", follow);
addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, select");
  if (event.key === "Escape") {
    if (detail.isOpen) detail.close();
    else if (store.isFiltered) find("filters").reset();
  } else if (event.key === "/" && !typing) {
    event.preventDefault();
    find("filters").elements.text.focus();
  } else if (event.target === document.body && event.key.startsWith("Arrow")) {
    find("list").focus({ preventScroll: true });
    list.key(event);
  }
});

live({
  onSnapshot(snapshot) {
    store.load(snapshot);
    ticker.fill([...store.rows.values()].sort((a, b) => b.updated - a.updated));
    if (location.hash) follow();
  },
  onChanges: (changes) => store.change(changes),
  onBeat: (beat) => pulse.add(beat),
  onState(state) {
    find("status").dataset.state = state;
    find("status").textContent = STATES[state];
    store.refresh();
  },
});
