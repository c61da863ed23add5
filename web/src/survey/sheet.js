// The order in which paintings are rated.

/** @import { Sheet } from "../api.js" */

/** @typedef {Sheet["items"][number]} Item */

/**
 * The first painting that is not rated, or -1.
 *
 * @param {Item[]} items
 */
export function firstOpen(items) {
  return items.findIndex((item) => !item.rating);
}

/**
 * What comes after a painting: the next, or one that was left out before, or -1 when all are rated.
 *
 * @param {Item[]} items
 * @param {number} index
 */
export function following(items, index) {
  return index + 1 < items.length ? index + 1 : firstOpen(items);
}
