// Regions to masks. A style with a painted region holds there; those without one share the rest in
// their proportions; where nobody holds, the photo stays.

import { toBlob } from "./pictures.js";

/** What has been painted of a region, or null where that is nothing. */
export function pixelsOf(region) {
  return region && !region.empty ? region.canvas : null;
}

/** The styles without a region. */
export function freeOf(chosen) {
  return chosen.filter((choice) => !pixelsOf(choice.region));
}

/** What one of them has of all that they share: equal parts where none has any. */
export function partOf(choice, free) {
  const sum = sumOf(free);
  return sum > 0 ? choice.share / sum : 1 / free.length;
}

export function sumOf(choices) {
  return choices.reduce((sum, choice) => sum + choice.share, 0);
}

/** Tells whether masks of two moments are the same, without painting them. */
export function signatures(chosen) {
  const painted = chosen.map((choice) => pixelsOf(choice.region) && `${choice.key}@${choice.region.version}`);
  if (painted.every((mark) => !mark)) {
    return chosen.map(() => null);
  }
  const rest = painted.filter(Boolean).join(" ");
  const free = freeOf(chosen);
  return chosen.map((choice, i) => painted[i] ?? `rest of ${rest}: ${partOf(choice, free).toFixed(3)}`);
}

/**
 * For each style { png, empty }: a grey PNG, and whether it is black everywhere; null where no
 * style has a region.
 */
export async function compose(chosen) {
  const first = chosen.map((choice) => pixelsOf(choice.region)).find(Boolean);
  if (!first) {
    return chosen.map(() => null);
  }
  const { width, height } = first;
  const painted = chosen.map((choice) => {
    const canvas = pixelsOf(choice.region);
    return canvas && canvas.getContext("2d").getImageData(0, 0, width, height).data;
  });
  const free = freeOf(chosen);
  return Promise.all(
    chosen.map((choice, k) => {
      const mask = new ImageData(width, height);
      const part = partOf(choice, free);
      let brightest = 0;
      for (let i = 0; i < mask.data.length; i += 4) {
        let value;
        if (painted[k]) {
          value = painted[k][i + 3];
        } else {
          const taken = painted.reduce((total, data) => total + (data ? data[i + 3] : 0), 0);
          value = Math.max(0, 255 - taken) * part;
        }
        mask.data[i] = mask.data[i + 1] = mask.data[i + 2] = value;
        mask.data[i + 3] = 255;
        brightest = Math.max(brightest, mask.data[i]);
      }
      return encode(mask, brightest === 0);
    }),
  );
}

export async function black() {
  const mask = new ImageData(1, 1);
  mask.data[3] = 255;
  return (await encode(mask, true)).png;
}

async function encode(mask, empty) {
  const canvas = document.createElement("canvas");
  canvas.width = mask.width;
  canvas.height = mask.height;
  canvas.getContext("2d").putImageData(mask, 0, 0);
  return { png: await toBlob(canvas, "image/png"), empty };
}
