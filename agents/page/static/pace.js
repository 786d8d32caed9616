// Where drawing is slow, as it is in software, the map is drawn coarser while it moves, and sharp again when it rests.

const SLOW_MS = 40; // a screen of thirty frames a second is not slow
const REST_MS = 250;
const FRAMES = 3;
const COARSER = 0.5;
const FINEST = 2; // phones have three pixels to a point, and nobody sees the third

export const finest = () => Math.min(devicePixelRatio, FINEST);

export function keepPace(gl) {
  let [coarse, slow, drawn, rest] = [false, 0, 0, undefined];
  const sharpen = () => {
    rest = undefined;
    slow = 0;
    if (!coarse) return;
    coarse = false;
    gl.setPixelRatio(finest());
  };
  gl.on("move", () => {
    clearTimeout(rest);
    rest = setTimeout(sharpen, REST_MS);
  });
  gl.on("render", () => {
    const took = performance.now() - drawn;
    drawn += took;
    if (coarse || rest === undefined) return;
    slow = took > SLOW_MS ? slow + 1 : 0;
    if (slow < FRAMES) return;
    coarse = true;
    gl.setPixelRatio(finest() * COARSER);
  });
}
