// Regions to masks. A style with a painted region holds there; those without one share the rest in
// their proportions; where nobody holds, the photo stays.

import { canvasOf, contextOf, toBlob } from "./pictures.js";

/** @import { Choice } from "./state.js" */

/** @typedef {Pick<Choice, "share">} Shared */

/**
 * A mask as it is sent, and whether it is black everywhere.
 *
 * @typedef {{ png: Blob, empty: boolean }} Mask
 */

/**
 * What has been painted of a style's region, or null where that is nothing.
 *
 * @param {Choice} choice
 */
export function paintedOf({ region }) {
  return region && !region.empty ? region : null;
}

/**
 * The styles without a region.
 *
 * @param {Choice[]} chosen
 */
export function freeOf(chosen) {
  return chosen.filter((choice) => !paintedOf(choice));
}

/**
 * What one of them has of all that they share: equal parts where none has any.
 *
 * @param {Shared} choice
 * @param {Shared[]} free
 */
export function partOf(choice, free) {
  const sum = sumOf(free);
  return sum > 0 ? choice.share / sum : 1 / free.length;
}

/** @param {Shared[]} choices */
export function sumOf(choices) {
  return choices.reduce((sum, choice) => sum + choice.share, 0);
}

/**
 * Tells whether masks of two moments are the same, without painting them; null where no style has a
 * region.
 *
 * @param {Choice[]} chosen
 */
export function signatures(chosen) {
  const painted = chosen.map((choice) => {
    const region = paintedOf(choice);
    return region && `${choice.key}@${region.version}`;
  });
  if (painted.every((mark) => !mark)) {
    return chosen.map(() => null);
  }
  const rest = painted.filter(Boolean).join(" ");
  const free = freeOf(chosen);
  return chosen.map(
    (choice, i) => painted[i] ?? `rest of ${rest}: ${partOf(choice, free).toFixed(3)}`,
  );
}

/**
 * The grey of each style's mask, pixel by pixel.
 *
 * @param {Choice[]} chosen
 * @param {(Uint8ClampedArray | null)[]} painted RGBA of each style's region, where it has one
 * @param {number} pixels of a mask
 */
export function greys(chosen, painted, pixels) {
  const free = freeOf(chosen);
  return chosen.map((choice, k) => {
    const grey = new Uint8ClampedArray(pixels);
    const part = partOf(choice, free);
    const own = painted[k];
    for (let i = 0; i < pixels; i++) {
      if (own) {
        grey[i] = opacity(own, i);
      } else {
        const taken = painted.reduce((sum, data) => sum + (data ? opacity(data, i) : 0), 0);
        grey[i] = Math.max(0, 255 - taken) * part;
      }
    }
    return grey;
  });
}

/**
 * @param {Uint8ClampedArray} rgba
 * @param {number} i
 */
function opacity(rgba, i) {
  return rgba[4 * i + 3] ?? 0;
}

/**
 * The mask of each style; null where no style has a region.
 *
 * @param {Choice[]} chosen
 * @returns {Promise<(Mask | null)[]>}
 */
export async function compose(chosen) {
  const regions = chosen.map(paintedOf);
  const first = regions.find((region) => region !== null);
  if (!first) {
    return chosen.map(() => null);
  }
  const { width, height } = first.canvas;
  const painted = regions.map((region) => region && pixels(region.canvas));
  return Promise.all(
    greys(chosen, painted, width * height).map((grey) => encode(grey, width, height)),
  );
}

/** @param {HTMLCanvasElement} canvas */
function pixels(canvas) {
  return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height).data;
}

export async function black() {
  return (await encode(new Uint8ClampedArray(1), 1, 1)).png;
}

/**
 * @param {Uint8ClampedArray} grey
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Mask>}
 */
async function encode(grey, width, height) {
  const mask = new ImageData(width, height);
  mask.data.fill(255);
  grey.forEach((value, i) => mask.data.fill(value, 4 * i, 4 * i + 3));
  const canvas = canvasOf({ width, height });
  contextOf(canvas).putImageData(mask, 0, 0);
  return { png: await toBlob(canvas, "image/png"), empty: grey.every((value) => value === 0) };
}
