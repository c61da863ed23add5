// The arithmetic of sizes and strokes, with the service's numbers.

/** @import { Limits } from "./api.js" */

/** @typedef {{ width: number, height: number }} Size */

/** Short sides that a smaller picture can have. */
const SHORT_SIDES = [2048, 1024, 512];
const STROKES = ["Finest", "Finer", "Medium", "Coarser", "Coarsest"];
const MEDIUM = 2;
const STEPS_TO_DOUBLE = 2;

/**
 * @param {Size} size
 * @param {number} scale
 * @returns {Size}
 */
export function scaled({ width, height }, scale) {
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/**
 * The size of a painting whose short side has at most so many pixels; 0 for those of the photo.
 *
 * @param {Size} photo
 * @param {number} shortSide
 */
export function paintingSize(photo, shortSide) {
  const least = Math.min(photo.width, photo.height);
  return scaled(photo, shortSide > 0 ? Math.min(1, shortSide / least) : 1);
}

/**
 * The short sides that a painting of that photo can have; the first is 0, its own.
 *
 * @param {Size} photo
 * @param {Pick<Limits, "leastSize" | "greatestSize">} limits
 */
export function sizesFor({ width, height }, { leastSize, greatestSize }) {
  const smaller = SHORT_SIDES.filter(
    (side) => side < Math.min(width, height) && side >= leastSize && side <= greatestSize,
  );
  return [0, ...smaller];
}

/**
 * How many times smaller than a picture of that size its preview is.
 *
 * @param {Size} size
 * @param {Pick<Limits, "previewAspect" | "defaults">} limits
 */
export function shrinking({ width, height }, { previewAspect, defaults: { previewSize } }) {
  const short = Math.min(width, height) / previewSize;
  const long = Math.max(width, height) / (previewAspect * previewSize);
  return Math.max(1, short, long);
}

/**
 * The strokes of a painting of that size that look as a preview's do.
 *
 * @param {number} stroke of the preview
 * @param {Size} size
 * @param {Pick<Limits, "previewAspect" | "defaults" | "greatestStroke">} limits
 */
export function strokeAsSeen(stroke, size, limits) {
  return Math.min(stroke * shrinking(size, limits), limits.greatestStroke);
}

/**
 * What a step of the slider means: 0 is the network's own strokes.
 *
 * @param {number} step
 */
export function strokeOf(step) {
  return { stroke: 2 ** (step / STEPS_TO_DOUBLE), name: STROKES[MEDIUM + step] ?? "" };
}

/**
 * The slider's ends: as far as there are names, and previews.
 *
 * @param {Pick<Limits, "leastPreviewStroke" | "greatestStroke">} limits
 */
export function strokeSteps({ leastPreviewStroke, greatestStroke }) {
  return {
    min: Math.max(-MEDIUM, Math.ceil(STEPS_TO_DOUBLE * Math.log2(leastPreviewStroke))),
    max: Math.min(MEDIUM, Math.floor(STEPS_TO_DOUBLE * Math.log2(greatestStroke))),
  };
}
