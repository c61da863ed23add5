// What the visitor has chosen: the one state of the page, and who wants to hear of changes.

import { freeOf, partOf, sumOf } from "./masks.js";

/** @import { Job, Limits } from "./api.js" */

/**
 * A picture to be painted, which the browser shows as `image`.
 *
 * @typedef {{
 *   blob: Blob,
 *   name: string,
 *   url: string,
 *   image: HTMLImageElement,
 *   width: number,
 *   height: number,
 * }} Photo
 */

/**
 * What can be picked. Its source is the id of a preset, or a picture of the visitor's own.
 *
 * @typedef {{ key: string, name: string, thumbnail: string, source: string | Blob }} Style
 */

/**
 * Where a style holds: what was painted on a canvas. Every change of it has a new version.
 *
 * @typedef {{ canvas: HTMLCanvasElement, empty: boolean, version: number }} Region
 */

/**
 * A style that is picked, and its share. The shares of all have the sum 1.
 *
 * @typedef {{ key: string, share: number, region: Region | null }} Choice
 */

/** @typedef {"none" | "luminance" | "coral"} Color */
/** @typedef {"jpeg" | "png"} Format */

/**
 * All that a painting follows from. The strokes are 1 for those that the network has by itself.
 *
 * @typedef {{
 *   content: Photo,
 *   chosen: Choice[],
 *   alpha: number,
 *   stroke: number,
 *   color: Color,
 * }} Look
 */

/** @typedef {Look & { size: number, format: Format }} Order */

/**
 * How far a painting in full resolution is.
 *
 * @typedef {{ step: "sending" }
 *   | { step: "queued" | "running" | "fetching", job: Job }
 *   | { step: "done", width: number, height: number, bytes: number }} Work
 */

/**
 * @typedef {Omit<Order, "content"> & {
 *   limits: Limits | null,
 *   content: Photo | null,
 *   styles: Style[],
 *   blending: boolean,
 *   work: Work | null,
 *   brushing: string | null,
 * }} State `brushing` is the key of the style whose region is being painted.
 */

/** @type {((kind: "look" | "view") => void)[]} */
const listeners = [];

/** @type {State} */
export const state = {
  limits: null,
  content: null,
  styles: [],
  chosen: [],
  blending: false,
  alpha: 1,
  stroke: 1,
  color: "none",
  size: 0,
  format: "jpeg",
  work: null,
  brushing: null,
};

/** @param {(kind: "look" | "view") => void} listener */
export function subscribe(listener) {
  listeners.push(listener);
}

/**
 * Changes something about the painting: a picture painted before no longer shows it.
 *
 * @param {Partial<State>} changes
 */
export function changeLook(changes) {
  Object.assign(state, changes);
  listeners.forEach((listener) => listener("look"));
}

/**
 * Changes what is shown only.
 *
 * @param {Partial<State>} changes
 */
export function changeView(changes) {
  Object.assign(state, changes);
  listeners.forEach((listener) => listener("view"));
}

/**
 * The style of that key, which is one of those that can be picked.
 *
 * @param {string} key
 */
export function styleOf(key) {
  const style = state.styles.find((candidate) => candidate.key === key);
  if (!style) {
    throw new Error(`There is no style ${key}.`);
  }
  return style;
}

/**
 * What is picked of that style, if it is.
 *
 * @param {string | null} key
 */
export function choiceOf(key) {
  return state.chosen.find((choice) => choice.key === key);
}

/** Whether no more styles can be picked. */
export function isFull() {
  return state.blending && state.limits !== null && state.chosen.length >= state.limits.styles;
}

/**
 * Picks a style, or lets go of it.
 *
 * @param {string} key
 */
export function toggle(key) {
  const isChosen = Boolean(choiceOf(key));
  /** @type {Choice[]} */
  let next;
  if (!state.blending) {
    next = isChosen ? [] : [{ key, share: 1, region: null }];
  } else if (isChosen) {
    next = without(key);
  } else {
    const share = 1 / (state.chosen.length + 1);
    next = state.chosen.map((choice) => ({ ...choice, share: choice.share * (1 - share) }));
    next.push({ key, share, region: null });
  }
  changeLook({ chosen: next });
}

/**
 * Several styles may be picked, or one: then the one with the largest share stays.
 *
 * @param {boolean} blending
 */
export function blend(blending) {
  changeView({ blending, brushing: null });
  if (!blending && state.chosen.length > 1) {
    const largest = state.chosen.reduce((a, b) => (b.share > a.share ? b : a));
    changeLook({ chosen: [{ ...largest, share: 1 }] });
  }
}

/**
 * Takes a style away from those that can be picked.
 *
 * @param {string} key
 */
export function forget(key) {
  const styles = state.styles.filter((style) => style.key !== key);
  if (choiceOf(key)) {
    changeLook({ chosen: without(key), brushing: null });
  }
  changeView({ styles });
}

/**
 * Gives one style a part of what those without a region share; the others keep their proportions in
 * the rest.
 *
 * @param {string} key
 * @param {number} value
 */
export function share(key, value) {
  const free = freeOf(state.chosen);
  const whole = sumOf(free) || 1;
  const others = free.filter((choice) => choice.key !== key);
  /** @param {Choice} choice */
  const shareOf = (choice) => {
    if (!free.includes(choice)) {
      return choice.share;
    }
    return whole * (choice.key === key ? value : (1 - value) * partOf(choice, others));
  };
  changeLook({
    chosen: normalized(state.chosen.map((choice) => ({ ...choice, share: shareOf(choice) }))),
  });
}

/** @param {number[]} values one for each style that is picked */
export function shares(values) {
  changeLook({
    chosen: state.chosen.map((choice, i) => ({ ...choice, share: values[i] ?? 0 })),
  });
}

/**
 * @param {string} key
 * @param {Region} region
 */
export function setRegion(key, region) {
  changeLook({
    chosen: state.chosen.map((choice) => (choice.key === key ? { ...choice, region } : choice)),
  });
}

/** @param {string} key */
function without(key) {
  return normalized(state.chosen.filter((choice) => choice.key !== key));
}

/** @param {Choice[]} chosen */
function normalized(chosen) {
  const sum = sumOf(chosen);
  return chosen.map((choice) => ({
    ...choice,
    share: sum > 0 ? choice.share / sum : 1 / chosen.length,
  }));
}
