// The map: MapLibre, an own style, no tiles from anywhere.

import { calm, el } from "./dom.js";
import { COARSE, STYLE, cellAt, feature, groups, nameImage } from "./layers.js";
import { finest, keepPace } from "./pace.js";

const MOST_PINGS = 10;
const MOST_GLOWS = 500; // what software rendering bears
const WORLD = [[-170, -56], [180, 74]];
const PHONE = matchMedia("(max-width: 760px)");

export class EventMap {
  #rows = [];
  #cell = 0;
  #groups = new Map();
  #seen = false;
  #pings = 0;

  // Throws where there is no WebGL.
  constructor(root, { onSpot }) {
    this.gl = new maplibregl.Map({
      container: root,
      style: STYLE,
      bounds: WORLD,
      minZoom: 0.4,
      maxZoom: 12,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      fadeDuration: 0,
      refreshExpiredTiles: false,
      pixelRatio: finest(),
    });
    keepPace(this.gl);
    this.gl.touchZoomRotate.disableRotation();
    this.gl.keyboard.disableRotation();
    this.gl.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    this.gl.on("styleimagemissing", ({ id }) => {
      if (!this.gl.hasImage(id)) this.gl.addImage(id, nameImage(id), { pixelRatio: 2 });
    });
    this.ready = new Promise((done) => this.gl.once("load", done));
    for (const layer of ["dots", "within"]) {
      this.gl.on("mouseenter", layer, () => { this.gl.getCanvas().style.cursor = "pointer"; });
      this.gl.on("mouseleave", layer, () => { this.gl.getCanvas().style.cursor = ""; });
    }
    // The finest place under the pointer: a country's disc lies under all its cities.
    this.gl.on("click", ({ point }) => {
      const near = [[point.x - 4, point.y - 4], [point.x + 4, point.y + 4]];
      const found = this.gl.queryRenderedFeatures(near, { layers: ["dots", "within"] });
      const best = found.sort((a, b) => a.properties.coarse - b.properties.coarse || a.properties.r0 - b.properties.r0)[0];
      const group = best && this.#groups.get(best.properties.key);
      if (group) onSpot(group);
    });
    this.gl.on("zoomend", () => {
      if (cellAt(this.gl.getZoom(), this.#rows.length) !== this.#cell) this.#draw();
    });
  }

  async show(rows) {
    this.#rows = rows;
    await this.ready;
    if (rows !== this.#rows) return;
    if (!this.#seen && rows.length) {
      this.#seen = true;
      this.fit(rows.filter((row) => row.spot));
    }
    this.#draw();
  }

  #draw() {
    this.#cell = cellAt(this.gl.getZoom(), this.#rows.length);
    this.#groups = groups(this.#rows, this.#cell);
    const features = [...this.#groups.values()].map(feature);
    this.gl.getSource("events").setData({ type: "FeatureCollection", features });
    this.gl.setLayoutProperty("glow", "visibility", features.length > MOST_GLOWS ? "none" : "visible");
  }

  // The events that there are, leaving out a far few.
  fit(rows) {
    if (!rows.length) return;
    const middle = (values) => {
      const sorted = values.sort((a, b) => a - b);
      const cut = Math.floor(sorted.length * 0.02);
      return [sorted[cut], sorted[sorted.length - 1 - cut]];
    };
    const [west, east] = middle(rows.map((row) => row.lon));
    const [south, north] = middle(rows.map((row) => row.lat));
    const box = [[west - 2, Math.max(south - 2, -80)], [east + 2, Math.min(north + 2, 80)]];
    this.gl.fitBounds(box, { padding: { top: 50, bottom: 90, left: 50, right: 50 }, maxZoom: 5, animate: false });
  }

  async choose(row) {
    if (row?.spot) this.#seen = true;
    await this.ready;
    const chosen = row ? [...groups([row], 0).values()].map(feature) : [];
    this.gl.getSource("chosen").setData({ type: "FeatureCollection", features: chosen });
    if (!chosen.length) return;
    const zoom = { country: 3.2, region: 4.2, admin1: 4.6, admin2: 5.6 }[row.precision] ?? 5.4;
    const cover = PHONE.matches ? 0 : 440;
    this.gl.easeTo({
      center: [row.lon, row.lat],
      zoom: COARSE.has(row.precision) ? zoom : Math.max(zoom, this.gl.getZoom()),
      padding: { right: cover, left: 0, top: 0, bottom: 54 },
      duration: calm.matches ? 0 : 900,
    });
  }

  uncover() {
    this.gl.easeTo({ padding: { right: 0, left: 0, top: 0, bottom: 0 }, duration: calm.matches ? 0 : 300 });
  }

  // A ring goes out from what has just changed.
  ping(rows) {
    if (calm.matches || document.hidden) return;
    for (const row of rows) {
      if (!row.spot || this.#pings >= MOST_PINGS) continue;
      const element = el("div", { class: `ping ${row.family}`, "aria-hidden": "true" });
      const marker = new maplibregl.Marker({ element }).setLngLat([row.lon, row.lat]).addTo(this.gl);
      this.#pings += 1;
      element.addEventListener("animationend", () => {
        marker.remove();
        this.#pings -= 1;
      });
    }
  }
}
