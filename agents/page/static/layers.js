// How the map is drawn. One source holds the events, grouped by place; precision is a disc, not a false point.

const EARTH_M = 40_075_017;
const TILE = 512;
const ZOOMS = 22;
const LONGEST_NAME = 60;

export const COARSE = new Set(["admin2", "admin1", "region", "country"]);

const css = getComputedStyle(document.documentElement);
const colours = ["battles", "explosions", "civilians", "protests", "riots", "strategic", "crime"]
  .flatMap((name) => [name, css.getPropertyValue(`--${name}`).trim()]);
const COLOUR = ["match", ["get", "family"], ...colours, "#a5b0bd"];

// A radius on the ground, in pixels, doubles with each zoom.
const grown = (least) => ["interpolate", ["exponential", 2], ["zoom"],
  0, ["+", least, ["get", "r0"]], ZOOMS, ["+", least, ["*", 2 ** ZOOMS, ["get", "r0"]]]];
const dot = (extra) => ["interpolate", ["linear"], ["zoom"],
  1, ["+", extra, ["*", 0.8, ["get", "size"]]], 7, ["+", extra, ["*", 1.5, ["get", "size"]]]];

export function pixelsAtZoom0(radiusKm, lat) {
  return (radiusKm * 1000 * TILE) / (EARTH_M * Math.cos((Math.min(Math.abs(lat), 85) * Math.PI) / 180));
}

// From so many events on, those that would lie on one another at this zoom are drawn as one.
const MANY = 2_000;
const CELL_PX = 10;

// The side of a cell as a part of the world's width; 0: every place by itself. Whole zooms, so that a pinch regroups little.
export const cellAt = (zoom, rows) => (rows < MANY ? 0 : CELL_PX / (TILE * 2 ** Math.floor(zoom)));

// The events by place and family; in cells by place alone, in the colour of most of them. Each group lies where its
// newest event does: a real place, never a mean of several.
export function groups(rows, cell) {
  const found = new Map();
  for (const row of rows) {
    if (!row.spot) continue;
    const coarse = COARSE.has(row.precision);
    const where = cell ? Math.floor(row.x / cell) * 1e7 + Math.floor(row.y / cell) : row.spot;
    const key = `${where},${coarse ? row.precision : cell ? "" : row.family}`;
    let group = found.get(key);
    if (!group) found.set(key, group = { key, row, coarse, count: 0, spots: new Set(), families: {} });
    group.count += 1;
    group.spots.add(row.spot);
    group.families[row.family] = (group.families[row.family] ?? 0) + 1;
  }
  return found;
}

const most = (families) => Object.keys(families).reduce((a, b) => (families[b] > families[a] ? b : a));

export function feature({ key, row, coarse, count, spots, families }) {
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [row.lon, row.lat] },
    properties: {
      key,
      name: row.place,
      family: most(families),
      coarse,
      alone: spots.size === 1,
      r0: pixelsAtZoom0(row.radius_km ?? 0, row.lat),
      size: 3.8 + 1.25 * Math.log2(count),
      depth: coarse ? Math.min(0.06 + 0.02 * Math.log2(count), 0.15) : 0.13,
    },
  };
}

export const STYLE = {
  version: 8,
  sources: {
    world: { type: "geojson", data: "/assets/world.json", tolerance: 0.2 },
    events: { type: "geojson", data: { type: "FeatureCollection", features: [] }, maxzoom: 12 },
    chosen: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
  },
  layers: [
    { id: "sea", type: "background", paint: { "background-color": "#0b1118" } },
    { id: "land", type: "fill", source: "world", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": "#1a2530", "fill-antialias": false } },
    { id: "borders", type: "line", source: "world", filter: ["==", ["get", "kind"], "land"], paint: { "line-color": "#35424f", "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.1], "line-opacity": 0.8 } },
    {
      id: "within", type: "circle", source: "events", filter: ["get", "coarse"],
      paint: {
        "circle-radius": grown(5), "circle-color": COLOUR, "circle-opacity": ["get", "depth"],
        "circle-stroke-color": COLOUR, "circle-stroke-width": 1, "circle-stroke-opacity": 0.32,
      },
    },
    {
      id: "reach", type: "circle", source: "events", filter: ["all", ["!", ["get", "coarse"]], ["get", "alone"]], minzoom: 5,
      paint: { "circle-radius": grown(0), "circle-color": COLOUR, "circle-opacity": ["get", "depth"] },
    },
    {
      id: "glow", type: "circle", source: "events", filter: ["!", ["get", "coarse"]],
      paint: { "circle-radius": dot(7), "circle-color": COLOUR, "circle-opacity": 0.34, "circle-blur": 1 },
    },
    label("city", 4.2, 10.5, "#8b99a6"),
    label("country", 0.9, 6.5, "#7d8c9a"),
    {
      id: "dots", type: "circle", source: "events", filter: ["!", ["get", "coarse"]],
      layout: { "circle-sort-key": ["-", ["get", "size"]] },
      paint: { "circle-radius": dot(0), "circle-color": COLOUR, "circle-opacity": 0.85, "circle-stroke-color": "#0b1118", "circle-stroke-width": 0.8 },
    },
    {
      id: "chosen-reach", type: "circle", source: "chosen",
      paint: { "circle-radius": grown(5), "circle-color": COLOUR, "circle-opacity": 0.14, "circle-stroke-color": COLOUR, "circle-stroke-width": 1.6 },
    },
    {
      id: "chosen", type: "circle", source: "chosen", filter: ["!", ["get", "coarse"]],
      paint: { "circle-radius": dot(2), "circle-color": COLOUR, "circle-stroke-color": "#fff", "circle-stroke-width": 2 },
    },
    { id: "place", type: "symbol", source: "chosen", metadata: { colour: "#ffffff" }, layout: { "icon-image": ["concat", "place:", ["get", "name"]], "icon-offset": [0, 20], "icon-allow-overlap": true } },
  ],
};

function label(kind, minzoom, maxzoom, colour) {
  return {
    id: kind, type: "symbol", source: "world", minzoom, maxzoom, filter: ["==", ["get", "kind"], kind], metadata: { colour },
    layout: { "icon-image": ["concat", kind, ":", ["get", "name"]], "symbol-sort-key": ["-", ["get", "rank"]], "icon-padding": kind === "country" ? 12 : 6, "icon-offset": [0, kind === "country" ? 0 : 13] },
  };
}

// Map fonts would be one more thing to ship: names are drawn with the page's own.
export function nameImage(id) {
  const [kind, name] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1, id.indexOf(":") + LONGEST_NAME)];
  const scale = 2;
  const size = { country: 11.5, place: 13 }[kind] ?? 11;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const dress = () => {
    pen.font = `${size * scale}px system-ui, "Noto Sans", "DejaVu Sans", sans-serif`;
    pen.letterSpacing = kind === "country" ? `${1.2 * scale}px` : "0px";
    pen.textBaseline = "middle";
    pen.textAlign = "center";
  };
  const words = kind === "country" ? name.toUpperCase() : name;
  dress();
  canvas.width = Math.ceil(pen.measureText(words).width) + 8 * scale;
  canvas.height = Math.ceil(size * scale * 1.7);
  dress();
  pen.lineWidth = 3 * scale;
  pen.strokeStyle = "rgba(11, 17, 24, .85)";
  pen.fillStyle = STYLE.layers.find((layer) => layer.id === kind)?.metadata.colour ?? "#8b99a6";
  pen.strokeText(words, canvas.width / 2, canvas.height / 2);
  pen.fillText(words, canvas.width / 2, canvas.height / 2);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
